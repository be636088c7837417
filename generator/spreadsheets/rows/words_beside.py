"""Words beside a link that may forbid to take it: «не давать!», «(старая, не работает)», «временная».

Nobody can list all of them. So in the cell of a link only words that say what it is (a chat, of which house) pass;
all others are asked about. In other cells, which hold anything, only plain prohibitions count.
"""

import re
from collections.abc import Iterable

from generator.addresses import fold

_OWN = re.compile(
    r"(?:чат|групп|канал|ссылк|приглашени|бесед|сообществ|подъезд|парадн|домов|общедом|общ(?:ий|ая|его|ей)\b|жител|жильц"
    r"|собственник|сосед|мессенджер|вступ|вход|войти|присоедин|подключ|перей|переход|открыть|наш|нов(?:ый|ая)\b)\w*"
    r"|дом(?:а|у|е|ов)?|многоквартирного|жилого|мкд|max|макс|мах|qr|https?|www|ru|join|здесь|тут|сюда|жми|нажмите|адрес"
    r"|ук|тсж|тсн|жск|улица|ул|проспект|пр|д|корп|корпус|к|стр|строение|лит|литера|г|город|под|п|номер"
    r"|[оыи]?й|ая|я|го|по|во?|из|и|для|на|со?|у"
)
_QUOTED = re.compile(r"[«„“\"][^«»„“”\"\n]{1,80}[»“”\"]")
_WORD = re.compile(r"[^\W\d_]+|(?<!\S)\(?\?+\)?(?!\S)|[❌🚫⛔✖✗✘🔒⚠❗‼]")
_CHAT = r"(?:ссылк|чат|групп|приглаш|канал)\w*"
_PROHIBITION = re.compile(
    r"\bне (?:дава|показыва|публик|размеща|выклад|распростран|разглаш|вывешив)\w*"
    rf"|\b{_CHAT}\W(?:.{{0,40}}\W)?(?:(?:уже|больше) )?"
    r"(?:не (?:работа|действ|актив|актуальн|верн)|устарел|стар(?:ая|ый|ые|ой)\b|временн|закрыт[аоы]?\b|удал[её]н|взлом"
    r"|отозван|заблокир|нерабоч|недейств|неактивн|неверн)\w*"
    r"|\b(?:стар|временн|удал[её]нн|взломанн|отозванн|заблокированн|нерабоч|недейств|неактивн|неверн|бывш|прежн)\w*"
    rf" {_CHAT}"
)


_GONE = re.compile(
    r"\b(?:снес[её]н|под снос|рассел[её]н|выбыл|расторг|исключ[её]н|(?:уш|переш)(?:ла|ли|[её]л) в друг)\w*(?: ук)?",
    re.IGNORECASE,
)


def gone(text: str) -> str:
    """Return the words that say that the house is no longer there or no longer the company's, or ""."""
    found = _GONE.search(text)
    return found[0] if found else ""


def beside_link(text: str, own: Iterable[str]) -> str:
    """Return the text if it has an unusual word, else ""; `own` are texts of the row, whose words are usual."""
    known = {word for one in own for word in _WORD.findall(fold(one))}
    folded = _QUOTED.sub(lambda name: name[0] if _PROHIBITION.search(name[0]) else "", fold(text))
    strange = any(not _OWN.fullmatch(word) and word not in known for word in _WORD.findall(folded))
    return " ".join(text.split()).strip(" ,;:—–-") if strange else ""


def prohibition(text: str) -> str:
    """Return the words that forbid to use the row's link, or ""."""
    found = _PROHIBITION.search(fold(" ".join(text.split())))
    return found[0] if found else ""
