"""The chats of a building as a list tells them, against those in the data → edits."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct, field

from generator.city import usual_share
from generator.datafiles import BUILDING, CHAT, Draft
from generator.datafiles.editing import Append, Drop, Edit, Enlist, Path, Put, Yaml
from generator.text import unbound

ChatFields = Mapping[str, Any]
CHAT_ORDER = tuple(one.name for one in CHAT.fields)
BUILDING_ORDER = tuple(one.name for one in BUILDING.fields)
_OF_THE_LINK = ("checked", "checked_by", "unusual", "withdrawn")  # what is true of a link, and not of its successor


class Change(Struct, frozen=True, kw_only=True):
    """A field that changes, in words."""

    what: str
    old: str = ""
    new: str = ""


class ChatPlan(Struct, kw_only=True):
    """What happens to the chats of one building; `doubts` say why something does not."""

    edits: list[Edit] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)


def yaml_value(value: Any) -> Yaml:  # noqa: ANN401
    """Return a typed value as it stands in YAML."""
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
    """Return a chat in its shortest form: a link alone, or its fields in their order."""
    known = {name: yaml_value(chat[name]) for name in CHAT_ORDER if name in chat and chat[name] is not False}
    if known.get("owner") == "company" and len(known) > 1:
        del known["owner"]
    return known["link"] if set(known) == {"link"} else known


def united(chats: Sequence[ChatFields]) -> list[ChatFields]:
    """Make one chat of those with one link: a list that has a row for every entrance repeats it."""
    by_link: dict[str, dict[str, Any]] = {}
    rest: list[ChatFields] = []
    for chat in chats:
        if "link" not in chat:
            if chat not in rest:
                rest.append(chat)
            continue
        first = by_link.setdefault(chat["link"].url, dict(chat))
        if first.get("entrance") != chat.get("entrance"):
            first.pop("entrance", None)
    return [*by_link.values(), *rest]


class ChatMerge:
    """Finds for each told chat the one of the data that it is, and says what changes."""

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
        """Merge what a list tells; what it doesn't name stays."""
        added = []
        for chat in united(chats):
            at = self._match(chat)
            if at is None:
                if "link" in chat or chat.get("owner") == "gosuslugi":
                    added.append(chat)
            else:
                self.matched.add(at)
                self._update(at, chat)
        self._add(added)
        return self.plan

    def edit(self, number: int, chat: ChatFields, cleared: frozenset[str]) -> ChatPlan:
        """Apply an edit of our own workbook to the chat of this number; of none, it is a new one."""
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

    def _match(self, chat: ChatFields) -> int | None:
        link = chat.get("link")
        free = [at for at in range(len(self.drafts)) if at not in self.matched]
        for at in free:
            known = self.drafts[at].get("link")
            if link is not None and known is not None and known.url == link.url:
                return at
        slot = (chat.get("owner") or "company", chat.get("entrance"))
        for at in free:
            draft = self.drafts[at]
            if (draft.get("owner"), draft.get("entrance")) == slot and "withdrawn" not in draft.given:
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
        """Take a link away: with it the chat, unless it is the official one, which needs no link."""
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
    """Return what a field of a chat is called in a report."""
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
    """Return a value as a report shows it."""
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
    """Say in one line what a new chat is."""
    return ", ".join(_descriptions(chat))


def _descriptions(chat: ChatFields) -> Iterator[str]:
    for name in CHAT_ORDER:
        if name in chat and chat[name] is not False:
            yield shown(chat[name]) if name == "link" else f"{title(name)}: {shown(chat[name])}"
