"""Russian typography: plurals, dates, grouped digits, non-breaking spaces."""

import re
from datetime import date
from functools import lru_cache

NBSP = "\u00a0"

_MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
_MONTH_NAMES = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
_RUNS = re.compile(r"\d+|\D+")
_FEW = (2, 3, 4)
_TEENS = range(11, 15)


@lru_cache(maxsize=4096)
def plural(number: int, one: str, few: str, many: str) -> str:
    """Return the number with the right form of the noun: «1 дом», «2 дома», «5 домов»."""
    tail = number % 10
    form = many
    if number % 100 not in _TEENS:
        form = one if tail == 1 else few if tail in _FEW else many
    return grouped(number) + NBSP + form


def natural_key(text: str) -> tuple[tuple[int, str], ...]:
    """Return the natural sort key: «Дом-2» before «Дом-10», ё as е, ignoring case."""
    runs = _RUNS.findall(text.lower().replace("ё", "е"))
    return tuple((int(run), "") if run.isdigit() else (0, run) for run in runs)


def grouped(number: int) -> str:
    """Return «12 345»."""
    return f"{number:,}".replace(",", NBSP)


_NEARLY_ALL = 99  # per cent


def percent(share: float) -> str:
    """Return «36 %»; near the ends «0,2 %» and «99,8 %», so that a few houses of many are neither 0 % nor 100 %."""
    hundred = 100 * share
    if not 0 < share < 1 or 1 <= hundred <= _NEARLY_ALL:
        return f"{round(hundred)}{NBSP}%"
    tenths = f"{min(max(hundred, 0.1), 99.9):.1f}".replace(".", ",").removesuffix(",0")
    return f"{'<' if hundred < 0.05 else '>' if hundred > 99.95 else ''}{tenths}{NBSP}%"  # noqa: PLR2004 - half a tenth


def long_date(day: date) -> str:
    """Return «4 сентября 2026». Only the day stays with the month: the whole is wider than a line of large letters."""
    return f"{day.day}{NBSP}{_MONTHS[day.month - 1]} {day.year}"


def month_name(day: date) -> str:
    """Return «сентябрь 2026»."""
    return f"{_MONTH_NAMES[day.month - 1]}{NBSP}{day.year}"


# A short word stays with the next one; a dash with the word before it; a sign or a type with its number or name
# (ГОСТ Р 7.0.97 and the usual rules of Russian typesetting).
_SHORT_WORDS = re.compile(
    r"(?<![\w-])"
    r"(?:(?:а|без|в|во|для|до|за|и|из|или|к|ко|на|не|ни|но|о|об|от|по|под|при|про|с|со|у|что|как|где)[ \n])+[^ \n]*",
    re.IGNORECASE,
)
_LONGEST = 14  # characters that stay together: a line of large letters on a phone has no more, and would tear the word
_DASH = re.compile(r"[ \n]+([—–])")
_CLING = re.compile(
    r"(?<!\w)((?:№|§|г\.|ул\.|пр-т|пр\.|пер\.|пл\.|д\.|корп\.|стр\.|кв\.)(?=[ \n][\w«])"
    r"|(?:УК|ТСЖ|ЖСК)(?=[ \n][«\dA-ZА-ЯЁ]))[ \n]"
)
_NUMBER = re.compile(r"(?<=\d)[ \n](?=[а-яё]{1,12}\b)", re.IGNORECASE)
_PARTICLE = re.compile(r"[ \n](бы|ли|же|б|ж)\b")
_TAGS = re.compile(r"(<[^>]*>)")


@lru_cache(maxsize=8192)
def bind(text: str) -> str:
    """Return the text with non-breaking spaces where a line must not break."""
    text = _SHORT_WORDS.sub(_bound, text)
    text = _DASH.sub(rf"{NBSP}\1", text)
    text = _CLING.sub(rf"\1{NBSP}", text)
    text = _NUMBER.sub(NBSP, text)
    return _PARTICLE.sub(rf"{NBSP}\1", text)


def _bound(found: re.Match[str]) -> str:
    """Return short words and the word after them, as many of the last ones together as a line has room for."""
    *words, text = re.split("[ \n]", found[0])
    for word in reversed(words):
        fits = len(word) + len(text.partition(" ")[0]) < _LONGEST
        text = f"{word}{NBSP if fits else ' '}{text}"
    return text


def bind_html(html: str) -> str:
    """Return HTML with `bind` applied to its text but not its tags."""
    return "".join(part if part.startswith("<") else bind(part) for part in _TAGS.split(html))


def unbound(text: str) -> str:
    """Return the text with ordinary spaces, for tables, names and machine-readable files."""
    return text.replace(NBSP, " ")


_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!@&])")


def plain_markdown(text: str) -> str:
    """Return Markdown that shows the text literally: no markup, HTML or @mentions."""
    return _MARKUP.sub(lambda found: f"&#{ord(found[1])};", text)
