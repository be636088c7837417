"""Describes the change of a value, and decides whether it is suspicious."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from html import unescape

from generator.changes.change import Change, Subject
from generator.changes.quotes import cut_quotes, quotes
from generator.text import Place, skeleton

# Anything that a reader could open, write to or call, linked by Markdown or not: a mail address, a nick, a site, a
# telephone, even one made of digit emoji.
_WAYS_OUT = re.compile(
    r"(?<![\w.+-])[\w.+-]+@[\w.-]+\w|(?<!\w)@\w{4,}|(?<![\w-])(?:\w[\w-]*\.)+[^\W\d]{2,}[^\s)>\]»\"]*"
    r"|(?<!\d)\+?\d(?:[^\w\n:/]{0,4}\d){4,}"
)
_COLONS = re.compile(r"(?<!\d)\d(?:[^\w\n]{0,4}\d){9,}")  # a telephone, unless it is office hours
_HOURS = re.compile(r"\b[012]?\d:[0-5]\d\s*[-‐-―]\s*[012]?\d:[0-5]\d\b")
_NUMBER = r"(?:ноль|од[ии]н|одна|дв[ае]|двести|три|четыр|шест|сем|восем|девят|десят|сорок|сто|пят)\w*"
_SPOKEN = re.compile(rf"\b{_NUMBER}(?:[\W_]+{_NUMBER}){{3,}}", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")  # of Markdown
_MOST = 10  # ways out that are listed
_LONGEST = 30_000  # characters of what is said of one value, which is more than a field may hold

# What swindlers ask for, and what this site warns of. Only letters are compared, so that spaces, markup or letters of
# another alphabet can't hide a word.
_BAIT = (
    "смс", "sms", "код подтверждения", "код из", "кодом из", "коды из", "кода из", "назовите код", "сообщите код",
    "пришлите код", "скажите код", "введите код", "продикт", "пароль", "пароли", "cvv", "cvc", "номер карт",
    "данные карт", "банковск", "карты", "перевод", "переведите", "перечислите", "оплат", "реквизит", "сбп", "наличн",
    "безопасный счёт", "apk", "скачайте", "установите", "загрузите", "приложени", "anydesk", "rustdesk", "teamviewer",
    "удалённый доступ", "удалённого доступа", "экран", "вход в госуслуги", "войдите", "паспорт", "снилс", "долг",
)  # fmt: skip
_BAIT_SKELETONS = {skeleton(word): word for word in _BAIT}

# Values that are numbers, so that a telephone in them means nothing.
_NUMBERS = {
    "location", "fias", "inn", "ogrn", "since", "checked", "withdrawn", "flats", "floors", "entrances", "id", "chat_id",
}  # fmt: skip
_FREE = {"name", "title", "label", "note", "about", "office", "hours", "checked_by", "source"}  # free text


def compare_value(  # noqa: PLR0913
    what: str, name: str, both: tuple[str, str], place: Place, subject: Subject, *, first: bool = False
) -> Iterator[Change]:
    """Yield the change from the first of `both` to the second; `what` names its owner, `name` is its field.

    It is suspicious if `first` is set, or if it has a new link or telephone, or words of swindlers.
    """
    old, new = both
    if old == new:
        return
    free = name in _FREE
    came = [] if name in _NUMBERS else sorted(_ways_out(new) - _ways_out(old))
    bait = _bait(new)
    reasons = f"; в нём появилось: {_listed(came)}" if came and free else ""
    reasons += f"; речь о том, что просят мошенники: {', '.join(bait)}" if bait else ""
    if skeleton(old) == skeleton(new) and _letters(old) != _letters(new):
        reasons += "; отличается только похожими буквами другого алфавита"
    elif "".join(old.split()) == "".join(new.split()):
        reasons += "; отличается только пробелами и переносами строк"
    suspicious = bool(first or came or bait)
    texts = [
        f"{what}: {_quoted(before, free=free) or 'не было'} → {_quoted(after, free=free) or 'нет'}{reasons}"
        for before, after in ((both,) if name in _NUMBERS else (quotes(old, new), cut_quotes(old, new)))
    ]
    whole, brief = texts[0] if suspicious and len(texts[0]) <= _LONGEST else texts[-1], texts[-1]
    yield Change(
        subject=subject,
        place=place,
        text=whole,
        brief=brief if brief != whole else "",
        old=old,
        new=new,
        suspicious=suspicious,
    )


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _listed(ways: Sequence[str]) -> str:
    more = f" и ещё {len(ways) - _MOST}" if len(ways) > _MOST else ""
    return ", ".join(cut_quotes("", one)[1] for one in ways[:_MOST]) + more


def _bait(text: str) -> list[str]:
    said = skeleton(_as_shown(text))
    return [word for bones, word in _BAIT_SKELETONS.items() if bones in said]


def _ways_out(text: str) -> set[str]:
    """Return the links, addresses and telephones of a text as shown, however they are written in the data."""
    shown = _as_shown(text)
    spoken = (found[0] for found in _SPOKEN.finditer(shown))
    coloned = (one for one in _COLONS.findall(_HOURS.sub("—", shown)) if ":" in one)
    return {*_WAYS_OUT.findall(shown), *coloned, *spoken}


def _as_shown(text: str) -> str:
    return unicodedata.normalize("NFKC", unescape(_ESCAPE.sub(r"\1", text)))


def _quoted(text: str, *, free: bool) -> str:
    return f"«{text}»" if text and free else text
