"""Two lists of chats of one owner: which link came, went, changed, was withdrawn, is shown to more people."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from generator.changes.change import Change
from generator.changes.facts import ChatFacts
from generator.changes.texts import compare_texts
from generator.text import in_part

_AUDIENCE = {"nowhere": 0, "poster": 1, "site": 2}
_AUDIENCE_WORDS = {"nowhere": "нигде", "poster": "только на объявлении", "site": "на сайте"}
_OWNER_WORDS = {"gosuslugi": "официальный", "company": "чат компании", "residents": "чат жителей"}

Pair = tuple[ChatFacts | None, ChatFacts | None]


def pairs(old: Sequence[ChatFacts], new: Sequence[ChatFacts]) -> list[Pair]:
    """Return (before, after) of each chat: the same link first, then the same owner and entrance, in their order."""
    found: list[Pair] = []
    left, right = list(old), list(new)
    for same in (lambda one: one.url, lambda one: (one.owner, one.entrance)):
        waiting = defaultdict(list)
        for chat in right:
            waiting[same(chat)].append(chat)
        for chat in list(left):
            if same(chat) and waiting[same(chat)]:
                match = waiting[same(chat)].pop(0)
                found.append((chat, match))
                left.remove(chat)
                right.remove(match)
    return [*found, *((chat, None) for chat in left), *((None, chat) for chat in right)]


def compare_chats(owner: str, old: Sequence[ChatFacts], new: Sequence[ChatFacts]) -> Iterator[Change]:
    """Yield what became of the chats of a house or an organisation, called `owner`."""
    for before, after in pairs(old, new):
        if before is None and after is not None:
            yield _change(after, f"{owner}: новый чат{_link(after)}", new=after.url)
        elif before is not None and after is None:
            yield _change(before, f"{owner}: чата{_link(before)} больше нет", old=before.url)
        elif before is not None and after is not None:
            yield from _both(owner, before, after)


def _both(owner: str, before: ChatFacts, after: ChatFacts) -> Iterator[Change]:
    if before.url != after.url:
        yield _replaced(owner, before, after)
    yield from compare_texts(f"{owner}: название", before.title, after.title, after.place, "link")
    if after.withdrawn and not before.withdrawn:
        yield _change(after, f"{owner}: ссылка{_link(after)} отозвана", old=before.url)
    if before.withdrawn and not after.withdrawn:
        yield _change(
            after, f"{owner}: отозванная ссылка{_link(after)} снова действует", new=after.url, suspicious=True
        )
    if _AUDIENCE[after.share] > _AUDIENCE[before.share]:
        words = f"была видна {_AUDIENCE_WORDS[before.share]}, станет {_AUDIENCE_WORDS[after.share]}"
        yield _change(after, f"{owner}: ссылка{_link(after)} {words}", suspicious=True)
    if before.owner != after.owner:
        words = f"{_OWNER_WORDS.get(before.owner, before.owner)} → {_OWNER_WORDS.get(after.owner, after.owner)}"
        text = f"{owner}: другой хозяин чата{_link(after)}: {words}"
        yield _change(after, text, suspicious=after.owner == "gosuslugi")


def _replaced(owner: str, before: ChatFacts, after: ChatFacts) -> Change:
    if not before.url:
        return _change(after, f"{owner}: у чата появилась ссылка{_link(after)}", new=after.url)
    if not after.url:
        return _change(after, f"{owner}: у чата больше нет ссылки{_link(before)}", old=before.url)
    unchecked = after.checked is None or after.checked == before.checked
    doubt = "; её никто не открывал: даты новой проверки нет" if unchecked else ""
    text = f"{owner}: ссылка сменилась: {in_part(before.url)} → {in_part(after.url)}{doubt}"
    return _change(after, text, old=before.url, new=after.url, suspicious=unchecked)


def _link(chat: ChatFacts) -> str:
    return f" {in_part(chat.url)}" if chat.url else " без ссылки"


def _change(chat: ChatFacts, text: str, *, old: str = "", new: str = "", suspicious: bool = False) -> Change:
    return Change(subject="link", place=chat.place, text=text, old=old, new=new, suspicious=suspicious)
