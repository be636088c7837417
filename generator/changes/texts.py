"""Free texts: what a house's note or an organisation's text about itself says otherwise than before."""

import re
import unicodedata
from collections.abc import Iterator
from html import unescape

from generator.changes.change import Change, Subject
from generator.text import Place, shorten

# Whatever a reader could open, write to or call, whether Markdown makes a link of it or not: an address of mail, a
# nick, a site, a telephone.
_WAYS_OUT = re.compile(
    r"(?<![\w.+-])[\w.+-]+@[\w.-]+\w|(?<!\w)@\w{4,}|(?<![\w-])(?:\w[\w-]*\.)+\w{2,}[^\s)>\]»\"]*"
    r"|(?<!\d)\+?\d(?:[\s().\-‐-―/]*\d){4,}"
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")  # of Markdown
_INVITE = re.compile(r"(/join/\S{4})\S+", re.IGNORECASE)  # no text may hold one, and no report is a list of them
_SHOWN = 200  # characters


def compare_texts(owner: str, old: str, new: str, place: Place, subject: Subject) -> Iterator[Change]:
    """Yield the change of a text, if there is one; `owner` says whose text it is.

    Suspicious is a new way out: a link, an address of mail or a telephone that did not stand there before.
    """
    if old == new:
        return
    came = sorted(_ways_out(new) - _ways_out(old))
    words = f"{_quoted(old) or 'не было'} → {_quoted(new) or 'нет'}"
    ways = f"; в нём появилось: {', '.join(map(_short, came))}" if came else ""
    yield Change(subject=subject, place=place, text=f"{owner}: {words}{ways}", old=old, new=new, suspicious=bool(came))


def _ways_out(text: str) -> set[str]:
    """Return the ways out of a text as a page shows it, however they are written in the data."""
    return set(_WAYS_OUT.findall(unicodedata.normalize("NFKC", unescape(_ESCAPE.sub(r"\1", text)))))


def _quoted(text: str) -> str:
    return f"«{_short(' '.join(text.split()))}»" if text.strip() else ""


def _short(text: str) -> str:
    return shorten(_INVITE.sub(r"\1…", text), _SHOWN)
