"""The chats of a building in a list, compared with the data → edits."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct, field

from generator.city import BOT, usual_share
from generator.datafiles import BUILDING, CHAT, Draft
from generator.datafiles.editing import Append, Drop, Edit, Enlist, Path, Put, Yaml
from generator.text import unbound

ChatFields = Mapping[str, Any]
Doubt = tuple[str, str]  # question, advice
CHAT_ORDER = tuple(one.name for one in CHAT.fields)
BUILDING_ORDER = tuple(one.name for one in BUILDING.fields)
_OF_THE_LINK = ("checked", "checked_by", "unusual", "withdrawn")  # fields that a new link does not inherit

_SHARES = ("nowhere", "poster", "site")  # strictest first
# The value that wins if rows of one chat differ; other fields are asked about.
_SAFEST: Mapping[str, Callable[[Any, Any], Any]] = {
    "checked": max,
    "withdrawn": min,
    "share": lambda one, other: min(one, other, key=_SHARES.index),
}


class Change(Struct, frozen=True, kw_only=True):
    """A change of a field, in words."""

    what: str
    old: str = ""
    new: str = ""


class ChatPlan(Struct, kw_only=True):
    """The changes of one building's chats; `doubts` say why something is not changed."""

    edits: list[Edit] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def yaml_value(value: Any) -> Yaml:  # noqa: ANN401
    """Return a typed value as it is written in YAML."""
    match value:
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case tuple() | list():
            return [yaml_value(one) for one in value]
        case _:
            return str(value)


def new_chat(chat: ChatFields) -> Yaml:
    """Return a chat in its shortest form: a link alone, or its fields in order."""
    known = {name: yaml_value(chat[name]) for name in CHAT_ORDER if name in chat and chat[name] is not False}
    if known.get("owner") == "company" and len(known) > 1:
        del known["owner"]
    return known["link"] if set(known) == {"link"} else known


def united(chats: Iterable[ChatFields]) -> tuple[list[ChatFields], list[Doubt]]:
    """Return the chats merged by link (a list may repeat it for every entrance), and questions about differences.

    Chats without a link are merged by owner and entrance. No row is right because it comes first.
    """
    told: dict[tuple[Any, ...], dict[str, Any]] = {}
    disputed: set[tuple[tuple[Any, ...], str]] = set()
    for chat in chats:
        key = (chat["link"].url,) if "link" in chat else slot_of(chat)
        first = told.setdefault(key, dict(chat))
        if first.get("entrance") != chat.get("entrance"):
            first["entrance"] = None
        for name, new in chat.items():
            old = first.setdefault(name, new)
            if name in _SAFEST:
                first[name] = _SAFEST[name](old, new)
            elif old != new and name not in ("entrance", "link"):
                disputed.add((key, name))
    whole = {
        key: {name: value for name, value in chat.items() if value is not None and (key, name) not in disputed}
        for key, chat in told.items()
    }
    doubts = [
        (f"{title(name)}: об одном и том же чате строки говорят разное", "оставьте верное; пока не взято ни одно")
        for name in sorted({name for _, name in disputed})
    ]
    return sorted(whole.values(), key=lambda chat: "link" not in chat), doubts


def slot_of(chat: ChatFields) -> tuple[Any, ...]:
    """Return the owner and entrance of a chat: without other information a building has one chat of each."""
    return (chat.get("owner") or "company", chat.get("entrance"))


class ChatMerge:
    """Matches the chats of a list with those of the data, and says what changes."""

    def __init__(self, building: Path, draft: Draft, raw: Mapping[str, Any]) -> None:
        self.building = building
        self.drafts: tuple[Draft, ...] = draft.get("chats") or ()
        self.name = "chat" if "chat" in raw else "chats"
        stored = raw.get(self.name)
        self.raws: list[Any] = stored if isinstance(stored, list) else [] if stored is None else [stored]
        self.empty_list = raw.get("chats") == []
        self.plan = ChatPlan()
        self.matched: set[int] = set()

    def merge(self, chats: Sequence[ChatFields]) -> ChatPlan:
        """Merge the chats of a list; fields that it does not have stay."""
        told, doubts = united(chats)
        self.plan.doubts += doubts
        left = []
        for chat in told:  # first the data's own, so that none is replaced by another
            at = self._with_link(chat)
            if at is None:
                left.append(chat)
            else:
                self.matched.add(at)
                self._update(at, chat)
        slots = Counter(slot_of(chat) for chat in left if "link" in chat)
        linked = {slot_of(chat) for chat in told if "link" in chat}
        added = []
        for chat in left:
            if "link" not in chat and slot_of(chat) in linked:
                continue  # about a chat in another row
            at = self._in_slot(chat)
            if at is not None and slots[slot_of(chat)] > 1:
                self._doubt_which(at, chat)
            elif at is not None:
                self.matched.add(at)
                self._update(at, chat)
            elif "link" in chat or chat.get("owner") == "gosuslugi":
                added.append(chat)
        self._add(added)
        return self.plan

    def _doubt_which(self, at: int, chat: ChatFields) -> None:
        known = self.drafts[at].get("link")
        text = f"у дома в данных есть чат{f' {known.url}' if known else ''}, а в таблице вместо него несколько ссылок"
        if "link" in chat:
            text += f", и эта: {chat['link'].url}"
        self.plan.doubts.append((text, "оставьте верную; если чатов правда несколько, впишите и прежнюю ссылку"))

    def edit(self, number: int, chat: ChatFields, cleared: frozenset[str]) -> ChatPlan:
        """Apply an edit of our own workbook to the chat with this number; without a number it is a new one."""
        if not 1 <= number <= len(self.drafts):
            return self.merge([chat]) if chat else self.plan
        at = number - 1
        if "link" in cleared and "link" not in chat and self.drafts[at].get("link"):
            self._remove(at, chat)
            return self.plan
        self._update(at, chat)
        for name in CHAT_ORDER:
            if name in cleared and name in self.drafts[at].given:
                self._drop(at, name)
        return self.plan

    def _with_link(self, chat: ChatFields) -> int | None:
        url = chat["link"].url if "link" in chat else None
        links = ((at, draft.get("link")) for at, draft in enumerate(self.drafts) if at not in self.matched)
        return next((at for at, known in links if known is not None and known.url == url), None)

    def _in_slot(self, chat: ChatFields) -> int | None:
        """Return the index of the data's chat that this one replaces."""
        told_gone = "withdrawn" in chat and "link" not in chat
        for at, draft in enumerate(self.drafts):
            slot = (draft.get("owner"), draft.get("entrance"))
            if at not in self.matched and slot == slot_of(chat) and (told_gone or "withdrawn" not in draft.given):
                return at
        return None

    def _path(self, at: int) -> Path:
        place: Path = (at,) if self.name == "chats" else ()
        return (*self.building, self.name, *place)

    def _update(self, at: int, chat: ChatFields) -> None:
        draft = self.drafts[at]
        changed = {name: new for name, new in chat.items() if not _same(draft, name, new)}
        if not changed:
            return
        if "link" in changed and "link" not in draft.given and draft.get("share") in ("poster", "nowhere"):
            self.plan.doubts.append(
                (
                    "ссылку этого чата хозяин показывать на сайте не разрешил, она хранится отдельно",
                    "впишите новую в private/links.yaml; если теперь можно показывать, сначала исправьте share у чата",
                )
            )
            return
        self._note(draft, changed)
        stale = [one for one in _OF_THE_LINK if one in draft.given and one not in changed] if "link" in changed else []
        if "checked" in changed and changed.get("checked_by", draft.get("checked_by")) == BOT:
            # A table is written by a person, who can't date the word of a bot.
            changed = {name: new for name, new in changed.items() if name != "checked_by"}
            if "checked_by" in draft.given and "checked_by" not in stale:
                stale.append("checked_by")
        if isinstance(self.raws[at], str):
            value = (
                changed["link"].url if set(changed) == {"link"} else new_chat({"link": draft.get("link"), **changed})
            )
            self.plan.edits.append(Put(path=self._path(at), value=value, order=BUILDING_ORDER))
            return
        for name in CHAT_ORDER:
            if name in changed:
                path = (*self._path(at), name)
                self.plan.edits.append(Put(path=path, value=yaml_value(changed[name]), order=CHAT_ORDER))
        if "link" in draft.given:
            for name in stale:
                self._drop(at, name)

    def _note(self, draft: Draft, changed: ChatFields) -> None:
        for name, new in changed.items():
            old = draft.get(name) if name in draft.given or name != "owner" else None
            self.plan.changes.append(Change(what=title(name), old=shown(old), new=shown(new)))

    def _drop(self, at: int, name: str) -> None:
        self.plan.edits.append(Drop(path=(*self._path(at), name)))
        self.plan.changes.append(Change(what=title(name), old=shown(self.drafts[at].get(name))))

    def _remove(self, at: int, chat: ChatFields) -> None:
        """Remove a link, and with it the chat, unless it is the official one, which needs no link."""
        draft = self.drafts[at]
        if draft.get("owner") == "gosuslugi" or chat:
            self._update(at, chat)
            for name in ("link", *_OF_THE_LINK):
                if name in draft.given and name not in chat and len(draft.given) > 1:
                    self._drop(at, name)
            return
        alone = self.name == "chat" or len(self.drafts) == 1
        self.plan.edits.append(Drop(path=(*self.building, self.name) if alone else self._path(at)))
        self.plan.changes.append(Change(what="чат", old=shown(draft.get("link"))))

    def _add(self, chats: Sequence[ChatFields]) -> None:
        if not chats:
            return
        values = [new_chat(chat) for chat in chats]
        self.plan.changes += [Change(what="чат", new=describe(chat)) for chat in chats]
        if self.raws:
            if self.name == "chat":
                enlist = Enlist(path=(*self.building, "chat"), name="chats", more=tuple(values))
                self.plan.edits.append(enlist)
            else:
                self.plan.edits += [Append(path=(*self.building, "chats"), value=value) for value in values]
            return
        if self.name == "chats" and len(values) == 1 and not self.empty_list:
            self.plan.edits.append(Put(path=(*self.building, "chat"), value=values[0], order=BUILDING_ORDER))
        else:
            self.plan.edits.append(Put(path=(*self.building, "chats"), value=values, order=BUILDING_ORDER))


def _same(draft: Draft, name: str, new: Any) -> bool:  # noqa: ANN401
    old = draft.get(name)
    if name == "link":
        return old is not None and old.url == new.url
    if name == "share" and old is None:
        return bool(new == usual_share(draft.get("owner")))
    return bool(old == new)


def title(name: str) -> str:
    """Return the name of a chat's field in reports."""
    return {
        "link": "ссылка",
        "owner": "чей чат",
        "entrance": "подъезд чата",
        "share": "где показывать",
        "approval": "вход с одобрения",
        "since": "чат открыт",
        "checked": "дата проверки",
        "checked_by": "кто проверил",
        "shared": "общий чат",
        "unusual": "необычная ссылка",
        "withdrawn": "отозвана",
    }[name]


def shown(value: Any) -> str:  # noqa: ANN401
    """Return a value as reports show it."""
    match value:
        case None:
            return ""
        case bool():
            return "да" if value else "нет"
        case date():
            return value.strftime("%d.%m.%Y")
        case tuple() | list():
            return ", ".join(map(shown, value))
        case _:
            return unbound(str(value))


def describe(chat: ChatFields) -> str:
    """Return a description of a new chat in one line."""
    return ", ".join(_descriptions(chat))


def _descriptions(chat: ChatFields) -> Iterator[str]:
    for name in CHAT_ORDER:
        if name in chat and chat[name] is not False:
            yield shown(chat[name]) if name == "link" else f"{title(name)}: {shown(chat[name])}"
