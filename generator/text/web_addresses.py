"""Web and mail addresses of organisations, parsed strictly so that none imitates another.

Hosts that look like MAX's or Госуслуги's but are not are refused, and addresses that may lead elsewhere than they show.
"""

import re
import unicodedata
from urllib.parse import unquote, urlsplit

from generator.text.light_markdown import markdown_links
from generator.text.links import parse_link
from generator.text.problems import Bad, shorten

_MAX = "max.ru"
_GOSUSLUGI = "gosuslugi.ru"
# Zones in which only public authorities can register names: a region's Госуслуги may be there.
_OFFICIAL = (".gov.ru", ".mos.ru")
_PLAIN = re.compile(r"(https?)://([^\s<>\"'`\\^{}|/?#]{1,253})((?:[/?#][^\s<>\"'`\\^{}|]*)?)", re.IGNORECASE)
_LABEL = r"[^\W_](?:(?:[^\W_]|-){0,61}[^\W_])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")
_LOCAL_PART = re.compile(r"[A-Za-z0-9._+'`&=!$*~^{}|-]{1,64}")
_LOOKS = str.maketrans("аьвеёзкмнорстухіјѕԛԝ013", "abbee3kmhopctyxijsqwol3")
# A browser takes a backslash for a slash.
_LEADS_INTO_MAX = re.compile(
    r"max\.ru(?::\d+)?[/\\]+(?:(?:\.|[^/\\]+[/\\]\.\.)[/\\]+)*(join|u|joincall)[/\\]", re.IGNORECASE
)
# «Госуслуги.Дом» is no address: the last label is Latin or «рф».
_NAMED_HOST = re.compile(rf"(?<![\w.-])(?:{_LABEL}\.)+(?:[a-z]{{2,}}|рф)(?![\w-])", re.IGNORECASE)
_SHOWN_ADDRESS = re.compile(r"(?:https?://)?(?P<host>(?:[\w-]+\.)+[^\W\d_]{2,})(?P<path>/\S*)?", re.IGNORECASE)
_EXAMPLE = "нужно, например, https://example.ru/"
_NOBODYS = re.compile(r"(?:^|\.)(?:example(?:\.[a-z]+)?|invalid|test|localhost)$")  # RFC 2606, and our samples'


def parse_web_address(text: str) -> str | Bad:  # noqa: PLR0911 - one for each refusal
    """Return the address (of a MAX page in canonical form), or a `Bad`."""
    shape = _PLAIN.fullmatch(text)
    if shape is None or len(text) > 300:  # noqa: PLR2004
        return Bad(code="url", text=f"«{shorten(text)}» не похоже на адрес сайта", hint=_EXAMPLE)
    scheme, authority, rest = shape.groups()
    refusal = _refuse_authority(authority) or _refuse_host(authority.lower())
    if refusal:
        return refusal
    if leads_into_max(text):
        return Bad(
            code="url-max",
            text="адрес ведёт в чат, к человеку или на звонок в MAX",
            hint="приглашению место в поле link чата; остальное уберите",
        )
    if scheme.lower() != "https":
        return Bad(
            code="url-http",
            text="адрес начинается с http://: по дороге такую страницу может подменить кто угодно",
            hint=f"проверьте, открывается ли https://{shorten(authority + rest)}; если нет, уберите адрес",
        )
    if f".{authority.lower()}".endswith(f".{_MAX}"):
        link = parse_link(text)
        if isinstance(link, Bad):
            return Bad(code="url-max", text=link.text, hint=link.hint)
        if link.kind not in ("public", "organization") or "?" in link.url:
            return Bad(
                code="url-max",
                text="адрес ведёт в чат или запускает бота в MAX",
                hint=f"подходит страница организации или открытый канал: https://{_MAX}/имя",
            )
        return link.url
    return text


def parse_email(text: str) -> str | Bad:
    """Return the mail address, or a `Bad`."""
    local, at, host = text.partition("@")
    if not at or not _LOCAL_PART.fullmatch(local) or not _HOST.fullmatch(host):
        return Bad(
            code="email", text=f"«{shorten(text)}» не подходит", hint="нужно: адрес почты, например office@example.ru"
        )
    return _refuse_host(host.lower()) or text


def refuse_links(text: str) -> Bad | None:
    """Return a `Bad` if a Markdown text has a link that can't be shown, else None."""
    for shown, target in markdown_links(text):
        mail = target.lower().startswith("mailto:")
        bad = parse_email(target[7:]) if mail else parse_web_address(target)
        if isinstance(bad, Bad):
            return bad
        named = _SHOWN_ADDRESS.fullmatch(shown.strip())
        if named and not mail and not _same(named, target):
            return Bad(
                code="link-text",
                text=f"на странице написано «{shorten(shown)}», а ссылка ведёт на «{shorten(target)}»",
                hint="напишите словами, куда она ведёт, или тот же адрес",
            )
    return None


def refuse_hosts(text: str) -> Bad | None:
    """Return a `Bad` if a text names a host that imitates another one, else None."""
    found = (_refuse_host(host.lower()) for host in _NAMED_HOST.findall(text))
    return next(filter(None, found), None)


def leads_into_max(text: str) -> str:
    """Return "join", "u" or "joincall" if the text contains such a MAX address in any encoding, else ""."""
    for _ in range(4):
        found = _LEADS_INTO_MAX.search(text)
        if found:
            return found[1].lower()
        text = unquote(text)
    return ""


def _same(named: re.Match[str], target: str) -> bool:
    parts = urlsplit(target)
    host = named["host"].lower()
    if host.removeprefix("www.") != (parts.hostname or "").removeprefix("www."):
        return False
    return host != _MAX or (named["path"] or "").strip("/@") == parts.path.strip("/@")


def _refuse_authority(authority: str) -> Bad | None:
    if "@" in authority:
        text, hint = "перед именем сайта стоит знак @: так подделывают адреса", _EXAMPLE
    elif re.fullmatch(r"\[.*|[\d.]+(?::\d+)?|0x[0-9a-f.x]+", authority, re.IGNORECASE):
        text, hint = "вместо имени сайта стоит число", "нужно имя сайта, по которому видно, чей он"
    elif ":" in authority:
        text, hint = "в адресе указан порт", "уберите двоеточие и число после имени сайта"
    elif not _HOST.fullmatch(authority):
        text, hint = f"«{shorten(authority)}» не похоже на имя сайта", _EXAMPLE
    else:
        return None
    return Bad(code="url", text=text, hint=hint)


def _refuse_host(host: str) -> Bad | None:
    """Refuse a host that imitates another one; words written in one script are allowed."""
    labels = [_decoded(label) for label in host.split(".")]
    for label in labels:
        scripts = {_script(char) for char in label} - {""}
        if len(scripts) > 1 or scripts - {"LATIN", "CYRILLIC"}:
            return _look_alike(host, f"в имени «{shorten(label)}» смешаны буквы разных алфавитов")
    looks = [label.translate(_LOOKS).replace("rn", "m").replace("vv", "w") for label in labels]
    if _is(host, _GOSUSLUGI) or _is(host, _MAX) or host.endswith(_OFFICIAL):
        return None
    if any("gosuslugi" in look or "госуслуги" in label for look, label in zip(looks, labels, strict=True)):
        return _look_alike(host, f"сайт «{shorten(host)}» похож на Госуслуги, но это не {_GOSUSLUGI}")
    named = ".".join(looks)
    whole = f".{named}."
    foreign = any(look == "max" and not label.isascii() for look, label in zip(looks, labels, strict=True))
    if f".{_MAX}." in whole or foreign or {"maxru", "max-ru", "web-max"} & set(looks):
        return _look_alike(host, f"сайт «{shorten(host)}» похож на MAX, но это не {_MAX}")
    return None


def _is(host: str, known: str) -> bool:
    return f".{host}".endswith(f".{known}")


def _decoded(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return unicodedata.normalize("NFKC", label[4:].encode("ascii").decode("punycode")).lower()
    except UnicodeError:
        return label


def _script(char: str) -> str:
    return unicodedata.name(char, "?").split()[0] if char.isalpha() else ""


def _look_alike(host: str, text: str) -> Bad:
    return Bad(code="url-look-alike", text=text, hint=f"проверьте, чей это сайт; на деле он называется {_ascii(host)}")


def _ascii(host: str) -> str:
    return ".".join(
        label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii") for label in host.split(".")
    )


def is_nobodys(host: str) -> bool:
    """Return True for a host that can't be anybody's, such as that of the samples."""
    return _NOBODYS.search(host) is not None
