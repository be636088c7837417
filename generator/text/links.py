"""Links of the messenger MAX: parsed to one canonical form, or refused with advice.

Source of the forms: public pages and code looked at in 2026; nothing was checked against the live service. MAX does
not document the length of a token, hence `unusual` instead of a refusal.
"""

import re
import unicodedata
from typing import Literal

from msgspec import Struct

from generator.text.problems import Bad, shorten
from generator.text.requisites import is_inn

Kind = Literal["invite", "public", "organization", "bot"]

_HOST = "max.ru"
_WEB_HOST = "web.max.ru"

_SHAPE = re.compile(
    r"(?:(?P<scheme>[A-Za-z][A-Za-z0-9+-]*):/*)?(?P<authority>[^/?#]*)(?P<path>/[^?#]*)?(?P<rest>[?#].*)?"
)
# 32 bytes in unpadded base64url: 43 characters, the last of which carries four bits only.
_USUAL_TOKEN = re.compile(r"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]")
_USUAL_INVITE = re.compile(rf"https://{re.escape(_HOST)}/join/{_USUAL_TOKEN.pattern}")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{8,128}")
_NICK = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")
_ORGANIZATION = re.compile(r"id([0-9]{10}|[0-9]{12})_(?:gos|biz|(?:[0-9]+_)?bot)")
_POST = re.compile(r"[A-Za-z0-9_-]{11}")
_START = re.compile(r"\?start=([A-Za-z0-9_.~-]{1,128})")
_MAX_LENGTH = 300
_PLAIN = re.compile(r"[A-Za-z0-9._~:/?#@!$&()*+,;=%\[\]{}^|-]+")

_GOOD_FORMS = "подходят https://max.ru/join/… (приглашение) и https://max.ru/имя (открытый канал)"


class MaxLink(Struct, frozen=True, array_like=True):
    """A link that may be published, in its one canonical form."""

    url: str
    kind: Kind
    inn: str = ""  # for kind "organization" only
    unusual: bool = False  # the token looks truncated or mistyped

    def __str__(self) -> str:
        return self.url


def in_part(url: str) -> str:
    """Return a link for reports, its token shortened, so that a report is never a list of invitations."""
    head, join, token = url.removeprefix("https://").partition("/join/")
    return f"{head}{join}{token[:4]}…{token[-4:]}" if join else head


def parse_link(text: str) -> MaxLink | Bad:
    """Return the link in canonical form (`https://max.ru/…`), or a `Bad` that says why not and what to do."""
    text = text.strip()
    if _USUAL_INVITE.fullmatch(text):
        return MaxLink(url=text, kind="invite")
    refusal = _refuse_text(text)
    if refusal:
        return refusal
    shape = _SHAPE.fullmatch(text)
    if shape is None:  # pragma: no cover: the shape takes any single line
        return _bad("link", f"«{shorten(text)}» не похоже на ссылку MAX", _GOOD_FORMS)
    refusal = _refuse_host(text, shape["scheme"], shape["authority"])
    if refusal:
        return refusal
    web = shape["authority"].lower() == _WEB_HOST
    return _parse_path((shape["path"] or "").strip("/"), shape["rest"] or "", web=web)


def _bad(code: str, text: str, hint: str) -> Bad:
    return Bad(code=code, text=text, hint=hint)


def _refuse_text(text: str) -> Bad | None:
    if not text:
        return _bad("link", "ссылка пустая", _GOOD_FORMS)
    if len(text) > _MAX_LENGTH:
        return _bad("link", f"ссылка длиннее {_MAX_LENGTH} знаков", "скопируйте её в MAX заново")
    for char in "" if _PLAIN.fullmatch(text) else text:
        if char.isspace():
            return _bad("link", "в ссылке есть пробел", "уберите пробел или скопируйте ссылку заново")
        if not char.isascii():
            return _bad(
                "link-look-alike",
                f"в ссылке стоит {_describe(char)}",
                "скопируйте ссылку в MAX заново, не набирайте её вручную",
            )
        if ord(char) < ord(" ") or char in "\\<>\"'`\x7f":
            return _bad("link", f"в ссылке не может стоять {_describe(char)}", "скопируйте ссылку в MAX заново")
    return None


def _describe(char: str) -> str:
    if not char.isprintable():
        return f"невидимый знак U+{ord(char):04X}"
    russian = unicodedata.name(char, "").startswith("CYRILLIC")
    return f"русская буква «{char}»" if russian else f"знак «{char}»"


def _refuse_host(text: str, scheme: str | None, authority: str) -> Bad | None:
    if scheme is not None and scheme.lower() not in ("http", "https"):
        return _bad("link", f"ссылка начинается с «{scheme}:», а должна с https://", _GOOD_FORMS)
    if "@" in authority and not authority.startswith("@"):
        return _bad("link", "в ссылке перед именем сайта стоит знак @: так подделывают адреса", _GOOD_FORMS)
    host, colon, _port = authority.partition(":")
    if "." not in host:
        return _bad("link", f"«{shorten(text)}» не похоже на ссылку MAX", _GOOD_FORMS)
    if host.lower() not in (_HOST, _WEB_HOST):
        return _bad("link-host", f"ссылка ведёт на «{shorten(host)}», а не на max.ru", _GOOD_FORMS)
    if colon:
        return _bad("link", "в ссылке указан порт", f"уберите его: https://{host.lower()}/…")
    return None


def _parse_path(path: str, rest: str, *, web: bool) -> MaxLink | Bad:
    head, _, tail = path.partition("/")
    if not path:
        return _bad("link", "ссылка ведёт на главную страницу MAX, а не в чат", _GOOD_FORMS)
    if head == "join":
        return _parse_invite(tail, rest)
    never = _refuse_path(head.removeprefix("@"), tail, web=web)
    return never or _parse_nick(path, rest)


def _refuse_path(head: str, tail: str, *, web: bool) -> Bad | None:  # noqa: PLR0911 - one for each refusal
    """Refuse links that never lead a resident to a chat or channel."""
    if head == "u":
        return _bad(
            "link-person",
            "ссылка max.ru/u/… ведёт к личной странице человека: такие не публикуются",
            "возьмите ссылку-приглашение в чат: https://max.ru/join/…",
        )
    if head == "joincall":
        return _bad("link-call", "ссылка max.ru/joincall/… зовёт на звонок, а не в чат", "возьмите приглашение в чат")
    if head.startswith(":"):
        return _bad("link", "это служебная ссылка MAX, она не ведёт в чат", _GOOD_FORMS)
    if re.fullmatch(r"-[0-9]+", head):
        return _bad(
            "link-web",
            "ссылка открывается только в веб-версии после входа" if web else "такая ссылка не открывается",
            "возьмите приглашение в чат: https://max.ru/join/…",
        )
    if head == "c" and tail:
        return _bad("link-post", "это ссылка на запись, а не на чат", _GOOD_FORMS)
    if head.lower() in ("join", "u", "c", "joincall"):
        return _bad("link", f"ссылка max.ru/{head} никуда не ведёт", "скопируйте её в MAX заново, целиком")
    return None


def _parse_invite(token: str, rest: str) -> MaxLink | Bad:
    if rest and _TOKEN.fullmatch(token):
        return _bad("link", f"после приглашения стоит лишнее: «{rest}»", f"оставьте https://max.ru/join/{token}")
    if not _TOKEN.fullmatch(token):
        return _bad(
            "link-token",
            "после join/ должен стоять код приглашения: от 8 до 128 латинских букв, цифр, «-» и «_»",
            "скопируйте приглашение в MAX заново, целиком",
        )
    return MaxLink(url=f"https://{_HOST}/join/{token}", kind="invite", unusual=not _USUAL_TOKEN.fullmatch(token))


def _parse_nick(path: str, rest: str) -> MaxLink | Bad:  # noqa: PLR0911 - one for each refusal
    nick, _, tail = path.removeprefix("@").partition("/")
    if not _NICK.fullmatch(nick):
        return _bad(
            "link",
            f"«{nick}» не может быть именем в MAX: сначала латинская буква, дальше буквы, цифры и «_»",
            "скопируйте ссылку в MAX заново",
        )
    url = f"https://{_HOST}/{nick}"
    if tail:
        if _POST.fullmatch(tail):
            return _bad("link-post", "это ссылка на запись, а не на канал", f"оставьте {url}")
        return _bad("link", f"после имени стоит лишнее: «/{tail}»", f"оставьте {url}")
    if re.match(r"id[0-9]", nick, re.IGNORECASE):
        return _parse_organization(nick, url, rest)
    if rest:
        start = _START.fullmatch(rest)
        if start is None:
            return _bad("link", f"после имени стоит лишнее: «{rest}»", f"оставьте {url}")
        return MaxLink(url=url + rest, kind="bot")
    return MaxLink(url=url, kind="public")


def _parse_organization(nick: str, url: str, rest: str) -> MaxLink | Bad:
    shape = _ORGANIZATION.fullmatch(nick)
    if shape is None:
        return _bad(
            "link",
            f"«{nick}» не похоже на страницу организации: id, затем ИНН из 10 или 12 цифр, затем _gos, _biz или _bot",
            "скопируйте ссылку в MAX заново",
        )
    if not is_inn(shape[1]):
        return _bad(
            "link-inn",
            f"контрольная цифра ИНН {shape[1]} в ссылке не сходится: вероятно, опечатка",
            "скопируйте ссылку в MAX заново",
        )
    if rest and not (nick.endswith("_bot") and _START.fullmatch(rest)):
        return _bad("link", f"после имени стоит лишнее: «{rest}»", f"оставьте {url}")
    return MaxLink(url=url + rest, kind="organization", inn=shape[1])
