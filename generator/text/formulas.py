"""What a spreadsheet program takes for a formula (and would run), a number or a date, and how a text never is one."""

import re

FORMULA_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")


def guarded(text: str) -> str:
    """Return the text as a CSV cell: behind an apostrophe if it could be a formula, except telephone numbers."""
    return f"'{text}" if text.startswith(FORMULA_BEGINNINGS) and not text[1:].isdigit() else text


# Among ids: 12345, 00123, 1E234, 7E005; and MAR12, 1MAR2 with the months that their letters can spell.
_NUMBER = re.compile(r"[0-9]+(?:E[0-9]+)?|[0-9]{0,2}(?:JAN|FEB|MAR|APR|MAY|SEP|DEC)[0-9]{1,4}")


def guarded_id(text: str) -> str:
    """Return a cell of CSV that keeps an id of a building, for people: a spreadsheet would make a number of some."""
    return f"'{text}" if _NUMBER.fullmatch(text) else text
