"""What a spreadsheet program takes for a formula and would run, and how a text of the data never is one."""

FORMULA_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")


def guarded(text: str) -> str:
    """Return the text as a CSV cell: behind an apostrophe if it could be a formula, except telephone numbers."""
    return f"'{text}" if text.startswith(FORMULA_BEGINNINGS) and not text[1:].isdigit() else text
