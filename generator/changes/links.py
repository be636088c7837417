"""Links across all houses and organisations: one that moves from one owner to another."""

from collections import defaultdict
from collections.abc import Iterator

from generator.changes.change import Change
from generator.changes.facts import ChatFacts, Facts
from generator.text import in_part


def moved_links(old: Facts, new: Facts) -> Iterator[Change]:
    """A link that left a house and now stands at another leads its residents into a chat of strangers."""
    before, after = _owners(old), _owners(new)
    for url in sorted(set(before) & set(after)):
        left = [name for key, (name, _) in before[url].items() if not _has(after[url], key, name)]
        for key, (name, chat) in after[url].items():
            if left and not _has(before[url], key, name):
                text = f"ссылка {in_part(url)} переехала: была у «{'», «'.join(left)}», теперь у «{name}»"
                yield Change(subject="link", place=chat.place, text=text, old=url, new=url, suspicious=True)


Owners = dict[str, tuple[str, ChatFacts]]  # id or slug → name and chat


def _has(owners: Owners, key: str, name: str) -> bool:
    """Tell whether an owner is among them, if only under another id or with another address."""
    return key in owners or any(name == known for known, _ in owners.values())


def _owners(facts: Facts) -> dict[str, Owners]:
    """Return, by link, who has it."""
    owners: dict[str, Owners] = defaultdict(dict)
    everybody = [(key, one.address, one.chats) for key, one in facts.buildings.items()]
    everybody += [(key, one.name, (*one.channels, *one.chats)) for key, one in facts.organizations.items()]
    for key, name, chats in everybody:
        for chat in chats:
            if chat.url and not chat.withdrawn:
                owners[chat.url].setdefault(key, (name, chat))
    return owners
