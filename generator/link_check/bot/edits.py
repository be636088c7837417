"""What a bot says → edits of a company's file."""

from datetime import date

from generator.city import BOT
from generator.datafiles import BUILDING, CHANNEL, CHAT, COMPANY
from generator.datafiles.editing import Append, Drop, Edit, Enlist, Path, Put, Yaml
from generator.link_check.bot.answers import ChatInfo
from generator.link_check.bot.house_index import Home
from generator.link_check.bot.places import ChatAt, Known
from generator.text import MaxLink

_CHAT_ORDER = tuple(field.name for field in CHAT.fields)
_BUILDING_ORDER = tuple(field.name for field in BUILDING.fields)
_COMPANY_ORDER = tuple(field.name for field in COMPANY.fields)
_CHANNEL_ORDER = tuple(field.name for field in CHANNEL.fields)


def confirmation(chat: ChatAt, info: ChatInfo, today: date) -> list[Edit]:
    """Return the edits that write what the bot says of a chat: its number, its link, and that it was confirmed today.

    A link that the chat's owner does not show on the site is not written; the date is, only if the link is known.
    """
    values: dict[str, str] = {"chat_id": str(info.chat_id)}
    link = info.link if info.link and info.link.url != chat.url and not chat.hides_link else None
    if link:
        values["link"] = link.url
    if info.link and (link or info.link.url == chat.url):
        values |= {"checked": today.isoformat(), "checked_by": BOT}
    if link and link.unusual and not chat.is_channel:
        values["unusual"] = "true"
    return [*_put(chat, values), *_drop_unusual(chat, link)]


def _put(chat: ChatAt, values: dict[str, str]) -> list[Edit]:
    if chat.bare:
        new = _ordered({"link": chat.url, **values})
        return [Put(path=chat.path, value=new, order=_BUILDING_ORDER if chat.home else ())]
    order = _CHANNEL_ORDER if chat.is_channel else _CHAT_ORDER
    known = {name: _text(chat.draft.get(name)) for name in values}
    return [Put(path=(*chat.path, name), value=values[name], order=order) for name in _ordered(values)
            if known[name] != values[name]]  # fmt: skip


def _drop_unusual(chat: ChatAt, link: MaxLink | None) -> list[Edit]:
    needless = link is not None and not link.unusual and "unusual" in chat.draft.given
    return [Drop(path=(*chat.path, "unusual"))] if needless else []


def new_chat(known: Known, home: Home, info: ChatInfo, entrance: int | None, today: date) -> list[Edit]:
    """Return the edits that add a chat to a house."""
    value: Yaml = _ordered(
        {
            **({"link": info.link.url} if info.link else {}),
            **({"entrance": str(entrance)} if entrance else {}),
            **({"checked": today.isoformat(), "checked_by": BOT} if info.link else {}),
            **({"unusual": "true"} if info.link and info.link.unusual else {}),
            "chat_id": str(info.chat_id),
        }
    )
    raw = known.raws[home.slug]["buildings"][home.index]
    path: Path = ("buildings", home.index)
    if "chat" in raw:
        return [Enlist(path=(*path, "chat"), name="chats", more=(value,))]
    if raw.get("chats"):
        return [Append(path=(*path, "chats"), value=value)]
    if "chats" in raw:
        return [Put(path=(*path, "chats"), value=[value], order=_BUILDING_ORDER)]
    return [Put(path=(*path, "chat"), value=value, order=_BUILDING_ORDER)]


def new_channel(known: Known, slug: str, info: ChatInfo, today: date) -> list[Edit]:
    """Return the edits that add a channel to a company."""
    assert info.link is not None
    value: Yaml = {
        "link": info.link.url,
        **({"title": info.title} if info.title else {}),
        "checked": today.isoformat(),
        "checked_by": BOT,
        "chat_id": str(info.chat_id),
    }
    if known.raws[slug].get("channels"):
        return [Append(path=("channels",), value=value)]
    return [Put(path=("channels",), value=[value], order=_COMPANY_ORDER)]


def _ordered(values: dict[str, str]) -> dict[str, Yaml]:
    return {name: values[name] for name in _CHAT_ORDER if name in values}


def _text(value: object) -> str:
    if isinstance(value, MaxLink):
        return value.url
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)
