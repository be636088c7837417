"""Types of scalar values: parsed from a string, described to editors (JSON Schema) and to people.

A type turns the string in YAML into a value, or into a `Bad` that says what to do.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from functools import lru_cache
from html import unescape
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from generator.datafiles.kinds import Choice, Scalar
from generator.text import (
    ALPHABET,
    Bad,
    leads_into_max,
    nearest,
    parse_email,
    parse_emergency_phone,
    parse_id,
    parse_inn,
    parse_link,
    parse_ogrn,
    parse_phone,
    parse_web_address,
    refuse_hosts,
    refuse_links,
    shorten,
)

_TEXTUAL = ["string", "number", "boolean"]  # YAML types of an unquoted line
_INVITE = re.compile(r"max\.ru(?::\d+)?/+join/", re.IGNORECASE)
_MARKED = re.compile(r"[&<\\*_`]")
_MAX_LINE, _MAX_MARKDOWN = 200, 10_000
_REPEATED = 4096  # cached values of one type, because records repeat the same few


# Labels of letters of any script, digits and hyphens.
_LABEL = r"[^\W_](?:(?:[^\W_]|-)*[^\W_])?"
_HOST = rf"{_LABEL}(?:\.{_LABEL})+"


def _text(limit: int) -> Callable[[str], str | Bad]:
    @lru_cache(_REPEATED)
    def parse(text: str) -> str | Bad:
        text = unicodedata.normalize("NFC", text)
        if not text:
            return Bad(code="empty", text="значение пустое", hint="заполните поле или уберите его")
        if len(text) > limit:
            return Bad(code="too-long", text=f"текст длиннее {limit} знаков", hint="сократите его")
        read = _as_read(text)
        leads = leads_into_max(read) or leads_into_max(text)
        if leads == "join":
            return Bad(
                code="link-in-text",
                text="в тексте стоит приглашение в чат: так оно попало бы на сайт мимо владельца чата",
                hint="перенесите его в поле link чата",
            )
        if leads:
            return Bad(
                code="link-in-text",
                text="в тексте стоит ссылка на человека или на звонок в MAX: такие не публикуют",
                hint="уберите её",
            )
        return (refuse_hosts(read) if "." in read else None) or text

    return parse


def _as_read(text: str) -> str:
    """Return the text as a reader and a browser take it: no entities, tags, comments, marks, odd forms of letters."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).replace("\u3002", ".")
    if not _MARKED.search(text):
        return text
    text = re.sub(r"<!--.*?-->|</?[a-zA-Z][^<>]{0,300}>", "", unescape(unescape(text)), flags=re.DOTALL)
    text = re.sub(r"[\\*_`]", "", text)
    return "".join(char for char in text if char == "\n" or unicodedata.category(char) not in ("Cf", "Cc"))


_parse_long = _text(_MAX_MARKDOWN)


def _parse_markdown(text: str) -> str | Bad:
    found = _parse_long(text)
    return found if isinstance(found, Bad) else refuse_links(found) or found


def _pattern(code: str, pattern: str, words: str) -> Callable[[str], str | Bad]:
    compiled = re.compile(pattern)

    def parse(text: str) -> str | Bad:
        if compiled.fullmatch(text):
            return text
        return Bad(code=code, text=f"«{shorten(text)}» не подходит", hint=f"нужно: {words}")

    return parse


def _parse_bool(text: str) -> bool | Bad:
    if text in ("true", "false", "True", "False", "TRUE", "FALSE"):
        return text.lower() == "true"
    return Bad(code="bool", text=f"«{shorten(text)}» — не да и не нет", hint="напишите true (да) или false (нет)")


def _parse_int(low: int, high: int) -> Callable[[str], int | Bad]:
    @lru_cache(_REPEATED)
    def parse(text: str) -> int | Bad:
        if re.fullmatch(r"\d{1,9}", text) and text.isascii() and low <= int(text) <= high:
            return int(text)
        return Bad(code="number", text=f"«{shorten(text)}» не подходит", hint=f"нужно целое число от {low} до {high}")

    return parse


def _parse_chat_id(text: str) -> int | Bad:
    if re.fullmatch(_CHAT_ID, text) and -_INT64 <= int(text) < _INT64:
        return int(text)
    return Bad(
        code="chat-id",
        text=f"«{shorten(text)}» — не номер чата MAX",
        hint="номер пишет команда domchat bot; это целое число, например -77360344505750",
    )


def _parse_coordinate(text: str) -> float | Bad:
    if re.fullmatch(_COORDINATE, text):
        return float(text)
    return Bad(code="number", text=f"«{shorten(text)}» не похоже на координату", hint="нужно, например, 46.9591")


@lru_cache(_REPEATED)
def _parse_date(text: str) -> date | Bad:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text) and text.isascii():
            return date.fromisoformat(text)
    except ValueError:
        return Bad(code="date", text=f"даты {text} нет в календаре", hint="проверьте число и месяц")
    russian = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text)
    hint = f"напишите {russian[3]}-{russian[2]:0>2}-{russian[1]:0>2}" if russian else "нужно, например, 2026-11-01"
    return Bad(code="date", text=f"«{shorten(text)}» не похоже на дату", hint=hint)


def _parse_choice(options: Mapping[str, str]) -> Callable[[str], str | Bad]:
    def parse(text: str) -> str | Bad:
        if text in options:
            return text
        near = nearest(text, options)
        hint = f"возможно, {near}; " if near else ""
        return Bad(
            code="choice",
            text=f"«{shorten(text)}» здесь не бывает",
            hint=f"{hint}можно: {', '.join(f'{option} ({meaning})' for option, meaning in options.items())}",
        )

    return parse


# The usual form of zone names; others are folders, or aliases missing on many machines.
_ZONE = re.compile(r"[A-Z][\w+-]*(?:/[A-Z][\w+-]*)*", re.ASCII)


# Of offsets from UTC that Russia has; `Etc/GMT+11` of the list of zones is the opposite of what it seems.
_BY_OFFSET = {
    2: "Europe/Kaliningrad", 3: "Europe/Moscow", 4: "Europe/Samara", 5: "Asia/Yekaterinburg", 6: "Asia/Omsk",
    7: "Asia/Krasnoyarsk", 8: "Asia/Irkutsk", 9: "Asia/Yakutsk", 10: "Asia/Vladivostok", 11: "Asia/Sakhalin",
    12: "Asia/Kamchatka",
}  # fmt: skip
_OFFSET = re.compile(r"(?P<zero>utc|gmt|мск|msk|)\s*(?P<hours>[+-]?\d{1,2})?(?::?00)?(?: ?ч\.?)?", re.IGNORECASE)


def _zone_by_offset(text: str) -> str:
    """Return the zone that «GMT+11», «МСК+8» and «+11» mean in Russia, or ""."""
    found = _OFFSET.fullmatch(text)
    hours = int(found["hours"] or 0) + 3 * (found["zero"].lower() in ("мск", "msk")) if found else 0
    return _BY_OFFSET.get(hours, "")


def _zone_by_city(text: str) -> str:
    """Return the zone that is named for the same place, or has nearly the same name, or ""."""
    zones = sorted(zone for zone in available_timezones() if "/" in zone)
    city = text.rpartition("/")[2].casefold()
    return next((zone for zone in zones if zone.rpartition("/")[2].casefold() == city), "") or nearest(text, zones)


def _parse_timezone(text: str) -> ZoneInfo | Bad:
    if _ZONE.fullmatch(text):
        with suppress(ZoneInfoNotFoundError, OSError, ValueError):  # for a folder or another file there
            return ZoneInfo(text)
    near = _zone_by_offset(text) or _zone_by_city(text)
    return Bad(
        code="timezone",
        text=f"часового пояса «{shorten(text)}» нет",
        hint=f"возможно, {near}" if near else "нужно, например, Asia/Sakhalin",
    )


def _parse_url(text: str) -> str | Bad:
    refusal = Bad(
        code="url",
        text=f"«{shorten(text)}» не похоже на адрес сайта",
        hint="нужно, например, https://example.ru/",
    )
    if _INVITE.search(text) or not re.fullmatch(r"https?://[^\s<>\"'`\\^{}|]{3,300}", text):
        return refusal
    try:
        parts = urlsplit(text)
        sound = bool(re.fullmatch(_HOST, parts.hostname or "") and "@" not in parts.netloc and parts.port != 0)
        (parts.hostname or "").encode("idna")  # as in codes and in sitemaps
    except ValueError:  # UnicodeError too: a part of the name is too long
        return refusal
    return text if sound else refusal


def parse_base_url(text: str) -> str | Bad:
    """Return the URL of the home page, ending with a slash; a Cyrillic host stays Cyrillic."""
    url = _parse_url(text)
    if isinstance(url, Bad):
        return Bad(code="base-url", text=url.text, hint="нужно, например, https://chat.example.ru/")
    parts = urlsplit(url)
    path = parts.path or "/"
    if parts.query or parts.fragment or not re.fullmatch(r"/(?:[A-Za-z0-9._~-]+/)*[A-Za-z0-9._~-]*", path):
        return Bad(
            code="base-url",
            text=f"в адресе сайта «{shorten(text)}» стоит лишнее",
            hint="оставьте https://, имя сайта и, если нужно, путь латинскими буквами: https://org.example.io/chats/",
        )
    if any(part in (".", "..") for part in path.split("/")):
        return Bad(code="base-url", text="в пути сайта стоит «.» или «..»", hint="напишите путь полностью")
    imitation = refuse_hosts(parts.netloc)  # a letter of another alphabet would be printed in every code
    if imitation:
        return imitation
    return f"{parts.scheme}://{parts.netloc.lower()}{path.rstrip('/')}/"


CITY_IN_URL = "{city}"


def parse_city_url(text: str) -> str | Bad:
    """Return the URL of a city's home page with `{city}` in its place, ending with a slash."""
    hint = f"нужно, например, https://{CITY_IN_URL}.chat.example.ru/ или https://chat.example.ru/{CITY_IN_URL}/"
    if text.count(CITY_IN_URL) != 1:
        return Bad(
            code="base-url", text=f"в адресе города «{shorten(text)}» должно один раз стоять {CITY_IN_URL}", hint=hint
        )
    url = parse_base_url(text.replace(CITY_IN_URL, _SOME_CITY))
    if isinstance(url, Bad):
        return Bad(code="base-url", text=url.text, hint=hint)
    return url.replace(_SOME_CITY, CITY_IN_URL)


_SOME_CITY = "primer-goroda"
_CHAT_ID = r"-?[1-9][0-9]{0,18}"
_INT64 = 2**63
_COORDINATE = r"-?[0-9]{1,3}(?:\.[0-9]{1,12})?"
_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_FIAS = r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
_EMAIL = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-zА-Яа-яЁё0-9-]+(?:\.[A-Za-zА-Яа-яЁё0-9-]+)+"
_SLUG_WORDS = "латинские строчные буквы, цифры и дефис, например mira-12k2"
_FIAS_WORDS = "код ФИАС из 36 знаков, например 00000000-0000-0000-0000-000000000000"
_EMAIL_WORDS = "адрес почты, например office@example.ru"

LINE = Scalar(
    words="строка текста",
    parse=_text(_MAX_LINE),
    json={"type": _TEXTUAL, "pattern": r"\S", "maxLength": _MAX_LINE},
)
MARKDOWN = Scalar(
    words="текст с разметкой Markdown",
    parse=_parse_markdown,
    json={"type": _TEXTUAL, "pattern": r"\S", "maxLength": _MAX_MARKDOWN},
    multiline=True,
)
ADDRESS = Scalar(
    # A number too: in a list without quotes YAML splits «ул. Мира, 3» in two.
    words="адрес, как на конверте",
    parse=_text(_MAX_LINE),
    json={"type": _TEXTUAL, "pattern": r"\S", "maxLength": _MAX_LINE},
    bare=True,
)
BOOL = Scalar(
    words="true (да) или false (нет)",
    parse=_parse_bool,
    json={"type": ["boolean", "string"], "pattern": "^(true|false)$"},
    bare=True,
)
DATE = Scalar(
    words="дата вида 2026-11-01",
    parse=_parse_date,
    json={"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    bare=True,
)
PHONE = Scalar(
    words="номер телефона с кодом города, например +7 4242 00-00-00",
    parse=parse_phone,
    json={"type": ["string", "integer"]},
)
EMERGENCY_PHONE = Scalar(
    words="номер телефона с кодом города, например +7 4242 00-00-00, или 112",
    parse=parse_emergency_phone,
    json={"type": ["string", "integer"]},
)
EMAIL = Scalar(words=_EMAIL_WORDS, parse=parse_email, json={"type": "string", "pattern": f"^{_EMAIL}$"})
URL = Scalar(
    words="адрес сайта, начиная с https://", parse=parse_web_address, json={"type": "string", "pattern": "^https?://"}
)
BASE_URL = Scalar(
    words="адрес сайта, например https://chat.example.ru/",
    parse=parse_base_url,
    json={"type": "string", "pattern": "^https?://"},
)
CITY_URL = Scalar(
    words=f"адрес сайта города, например https://{CITY_IN_URL}.chat.example.ru/",
    parse=parse_city_url,
    json={"type": "string", "pattern": "^https?://.*\\{city\\}"},
)
LINK = Scalar(
    words="ссылка MAX, например https://max.ru/join/…",
    parse=parse_link,
    json={"type": "string", "pattern": r"[Mm][Aa][Xx]\.[Rr][Uu]/."},
)
INN = Scalar(
    words="ИНН: 10 или 12 цифр",
    parse=parse_inn,
    json={"type": ["string", "integer"], "pattern": "^([0-9]{10}|[0-9]{12})$"},
)
OGRN = Scalar(
    words="ОГРН: 13 или 15 цифр",
    parse=parse_ogrn,
    json={"type": ["string", "integer"], "pattern": "^([0-9]{13}|[0-9]{15})$"},
)
BUILDING_ID = Scalar(
    words="номер из 5 знаков, например 7K3QX",
    parse=parse_id,
    json={"type": ["string", "number"], "pattern": f"^[{ALPHABET}]{{5}}$"},
)
SLUG = Scalar(
    words=_SLUG_WORDS,
    parse=_pattern("slug", _SLUG, _SLUG_WORDS),
    json={"type": _TEXTUAL, "pattern": f"^{_SLUG}$"},
)
PAGE_PATH = Scalar(
    words="адрес страницы дома, например doma/ulitsa-lenina/12a",
    parse=_pattern(
        "page-path",
        rf"doma(?:/{_SLUG}){{2,3}}",
        "адрес вида doma/ulitsa-lenina/12a; этот файл пишет программа, верните прежний",
    ),
    json={"type": "string", "pattern": "^doma/"},
)
ORGANIZATION_PATH = Scalar(
    words="адрес страницы организации, например uk/primer-1",
    parse=_pattern(
        "page-path",
        rf"(?:uk|rso|gorod)/{_SLUG}",
        "адрес вида uk/primer-1; этот файл пишет программа, верните прежний",
    ),
    json={"type": "string", "pattern": "^(uk|rso|gorod)/"},
)
_MARK_WORDS = "8 знаков 0-9 и a-f; этот файл пишет программа, верните прежний"
KEY_MARK = Scalar(
    words=_MARK_WORDS,
    parse=_pattern("key-mark", "[0-9a-f]{8}", _MARK_WORDS),
    json={"type": "string", "pattern": "^[0-9a-f]{8}$"},
)
FIAS = Scalar(
    words=_FIAS_WORDS, parse=_pattern("fias", _FIAS, _FIAS_WORDS), json={"type": "string", "pattern": f"^{_FIAS}$"}
)
TIMEZONE = Scalar(
    words="часовой пояс, например Asia/Sakhalin", parse=_parse_timezone, json={"type": "string", "pattern": r"\S"}
)
CHAT_ID = Scalar(
    words="номер чата MAX, например -77360344505750",
    parse=_parse_chat_id,
    json={"type": ["integer", "string"], "pattern": f"^{_CHAT_ID}$"},
    bare=True,
)
COORDINATE = Scalar(
    words="градусы, например 46.9591",
    parse=_parse_coordinate,
    json={"type": ["number", "string"], "pattern": f"^{_COORDINATE}$"},
    bare=True,
)


def whole(low: int, high: int) -> Scalar:
    """Return the type of whole numbers from `low` to `high`."""
    return Scalar(
        words=f"целое число от {low} до {high}",
        parse=_parse_int(low, high),
        json={
            "type": ["integer", "string"],
            "minimum": low,
            "maximum": high,
            "pattern": f"^[0-9]{{{len(str(low))},9}}$",
        },
        bare=True,
    )


def choice(options: Mapping[str, str]) -> Choice:
    """Return the type of one word of `options`."""
    return Choice(
        words="одно из: " + ", ".join(options),
        parse=_parse_choice(options),
        json={"enum": list(options)},
        options=options,
    )
