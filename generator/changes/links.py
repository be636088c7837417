"""Links that move from one owner to another, and private links."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from generator.changes.change import Change
from generator.changes.organizations import organization_pairs
from generator.datafiles import Contents, Entry, PrivateLink
from generator.text import in_part


def moved_links(old: Contents, new: Contents) -> Iterator[Change]:
    """Yield links that left one house and are now used by another, where residents would meet strangers."""
    files = {was: now for was, now, _, _ in organization_pairs(old, new)}
    before, after = _owners(old, files), _owners(new, {})
    for url in sorted(set(before) & set(after)):
        left = [name for key, (name, _) in before[url].items() if not _has(after[url], key, name)]
        for key, (name, chat) in after[url].items():
            if left and not _has(before[url], key, name):
                text = f"ссылка {in_part(url)} переехала: была у «{'», «'.join(left)}», теперь у «{name}»"
                yield Change(subject="link", place=chat.place, text=text, old=url, new=url, suspicious=True)


def private_links(old: Contents, new: Contents) -> Iterator[Change]:
    """Yield the changes of private links, if the old state has any: they are rarely under version control."""
    if not old.private:
        return
    before, after = (
        {(one.building, one.position): one for several in side.private.values() for one in several}
        for side in (old, new)
    )
    for key in sorted({*before, *after}, key=str):
        was, now = before.get(key), after.get(key)
        one = now or was
        if one is None or _said(was) == _said(now):
            continue
        text = f"закрытая ссылка дома {one.building}: {_words(was) or 'не было'} → {_words(now) or 'нет'}"
        yield Change(subject="link", place=one.place, text=text, old=_url(was), new=_url(now), suspicious=bool(now))


def _said(private: PrivateLink | None) -> tuple[object, ...]:
    return (_url(private), private.poster_key, private.owner, private.entrance, private.share) if private else ()


def _url(private: PrivateLink | None) -> str:
    return private.link.url if private and private.link else ""


def _words(private: PrivateLink | None) -> str:
    if private is None:
        return ""
    said = {"poster_key": private.poster_key, "owner": private.owner, "entrance": private.entrance}
    about = "".join(f", {name}: {value}" for name, value in said.items() if value)
    return f"{in_part(_url(private))}{about}, share: {private.share}"


Owners = dict[str, tuple[str, Entry]]  # id or slug → name and chat


def _has(owners: Owners, key: str, name: str) -> bool:
    """Return True if an owner is among them, possibly under another id or address."""
    return key in owners or any(name == known for known, _ in owners.values())


def _owners(contents: Contents, files: Mapping[str, str]) -> dict[str, Owners]:
    """Return the owners of each link; `files` has the new names of renamed files."""
    owners: dict[str, Owners] = defaultdict(dict)
    everybody = [(one.get("id"), one.get("address"), one.part("chats")) for _, one in contents.buildings()]
    everybody += [
        (files.get(key, key), one.get("name"), (*one.part("channels"), *one.part("chats")))
        for key, one in contents.organizations.items()
    ]
    for key, name, chats in everybody:
        for chat in chats:
            if chat.get("link") and not chat.get("withdrawn"):
                owners[chat.get("link")].setdefault(key, (name, chat))
    return owners
