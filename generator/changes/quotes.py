"""Two versions of a text, quoted with the difference marked."""

import re
from itertools import takewhile

_INVITE = re.compile(r"(/join/\S{4})\S+", re.IGNORECASE)  # reports must not list invitations
_SHORT = 200  # characters; shorter quotes are never cut
_AROUND = 60  # characters shown before and after the difference
_MARKS = "▶", "◀"
_WORD = re.compile(r"\w")


def quotes(old: str, new: str) -> tuple[str, str]:
    """Return both texts complete, with the difference marked; an empty text stays empty."""
    return _shown(old, new, cut=False)


def cut_quotes(old: str, new: str) -> tuple[str, str]:
    """Return both texts with the difference marked, long ones cut around it."""
    return _shown(old, new, cut=True)


def cut_around(one: str, other: str) -> str:
    """Return a few characters of `one` from its first difference to another text."""
    start = max(0, _shared(one, other) - 2)
    return one[start : start + 6]


def _shown(old: str, new: str, *, cut: bool) -> tuple[str, str]:
    old, new = _one_line(old), _one_line(new)
    start, tail = _bounds(old, new)
    return _mark(old, start, len(old) - tail, cut=cut), _mark(new, start, len(new) - tail, cut=cut)


def _one_line(text: str) -> str:
    text = _INVITE.sub(r"\1…", text.strip().replace("\r\n", "\n").replace("\n", "⏎ "))
    text = re.sub("[▶◀]", "\ufffd", " ".join(text.split()))
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


def _bounds(old: str, new: str) -> tuple[int, int]:
    """Return the lengths of the common beginning and end, in whole words."""
    start = _shared(old, new)
    tail = min(_shared(old[::-1], new[::-1]), min(len(old), len(new)) - start)
    while start and (_inside(old, start) or _inside(new, start)):
        start -= 1
    while tail and (_inside(old, len(old) - tail) or _inside(new, len(new) - tail)):
        tail -= 1
    return start, tail


def _shared(one: str, other: str) -> int:
    """Return the length of the common beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _inside(text: str, at: int) -> bool:
    """Return True if a position is inside a word."""
    return 0 < at < len(text) and bool(_WORD.match(text[at - 1]) and _WORD.match(text[at]))


def _mark(text: str, start: int, end: int, *, cut: bool) -> str:
    whole = not cut or len(text) <= _SHORT
    if start == 0 and end == len(text):
        return text if whole else _middle(text, _SHORT)
    before, piece, after = text[:start], text[start:end], text[end:]
    if not whole:
        before = before if len(before) <= _AROUND else f"…{before[-_AROUND:]}"
        after = after if len(after) <= _AROUND else f"{after[:_AROUND]}…"
        piece = _middle(piece, _SHORT)
    return f"{before}{_MARKS[0]}{piece}{_MARKS[1]}{after}" if piece else before + after


def _middle(text: str, limit: int) -> str:
    """Return the text without its middle, with the number of characters left out."""
    if len(text) <= limit:
        return text
    half = limit // 2
    return f"{text[:half]}… (ещё знаков: {len(text) - 2 * half}) …{text[-half:]}"
