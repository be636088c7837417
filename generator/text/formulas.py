"""Keeps text from being run as a formula by a spreadsheet program."""

FORMULA_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")


def guarded(text: str) -> str:
    """Return the text as a CSV cell: behind an apostrophe if it could be a formula, except telephone numbers."""
    return f"'{text}" if text.startswith(FORMULA_BEGINNINGS) and not text[1:].isdigit() else text
