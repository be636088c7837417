"""What a spreadsheet program takes for a formula and would run, and how a text of the data never is one."""

FORMULA_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")


def guarded(text: str) -> str:
    """Return a cell of CSV that stays the text: behind an apostrophe, which a telephone doesn't need."""
    return f"'{text}" if text.startswith(FORMULA_BEGINNINGS) and not text[1:].isdigit() else text
