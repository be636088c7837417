"""Compares two lists of chats or channels of one owner: links added, removed, changed, shown elsewhere, moved."""

from collections.abc import Iterator, Sequence

from generator.changes.change import Change
from generator.changes.pairing import Pair, moves, pairs, reordered
from generator.changes.quotes import cut_around
from generator.changes.texts import compare_value
from generator.changes.values import word
from generator.city import BOT
from generator.datafiles import Entry
from generator.text import in_part

_AUDIENCE = {"nowhere": 0, "poster": 1, "site": 2}
_AUDIENCE_WORDS = {"nowhere": "нигде", "poster": "только на объявлении", "site": "на сайте"}
_OWNER_WORDS = {"gosuslugi": "официальный", "company": "чат компании", "residents": "чат жителей"}
_OWN_SENTENCE = {"link", "share", "owner", "withdrawn"}  # fields with a description of their own


def chat_pairs(old: Sequence[Entry], new: Sequence[Entry]) -> list[Pair]:
    """Return (before, after) of each chat: matched by link, then by owner and entrance."""
    return pairs(
        old,
        new,
        lambda one: (one.get("link"), one.get("entrance")) if one.get("link") else "",
        lambda one: one.get("link"),
        lambda one: (one.get("owner"), one.get("entrance")),
    )


def compare_chats(
    owner: str, old: Sequence[Entry], new: Sequence[Entry], *, known: bool, by: str = ""
) -> Iterator[Change]:
    """Yield the changes of the chats of a house or an organisation, called `owner`.

    `known`: residents knew it before, so a new link sends them elsewhere. `by`: who keeps the chats.
    """
    both = chat_pairs(old, new)
    for before, after in both:
        if before is None and after is not None:
            yield _came(owner, after, known=known)
        elif before is not None and after is None:
            text = f"{owner}: чата{_link(before)} больше нет"
            official = before.get("owner") == "gosuslugi"
            yield _change(before, text, old=before.get("link"), suspicious=official and not before.get("withdrawn"))
        elif before is not None and after is not None:
            yield from _both(owner, before, after, by)
    yield from _order(owner, old, new, both)


def is_reachable(chat: Entry) -> bool:
    """Return True if residents can reach the link of a chat or channel, on the site or by a printed code."""
    return bool(chat.get("link")) and not chat.get("withdrawn") and chat.get("share") != "nowhere"


def _came(owner: str, after: Entry, *, known: bool) -> Change:
    about = [_OWNER_WORDS.get(after.get("owner"), "")]
    about += [
        f"{word(name)}: {after.get(name)}"
        for name in after.values
        if name not in _OWN_SENTENCE and after.get(name) != "нет"
    ]
    official = after.get("owner") == "gosuslugi" and bool(after.get("link"))
    behind = after.get("share") == "poster" and known
    about.append("ссылка встанет за кодами, которые уже висят" if behind else "")
    about.append(f"видна {_AUDIENCE_WORDS[after.get('share')]}" if after.get("share") not in ("", "site") else "")
    about.append(f"отозвана {after.get('withdrawn')}" if after.get("withdrawn") else "")
    text = f"{owner}: новый чат{_link(after)} ({', '.join(filter(None, about))})"
    suspicious = official or behind or (known and is_reachable(after))
    return _change(after, text.removesuffix(" ()"), new=after.get("link"), suspicious=suspicious)


def _both(owner: str, before: Entry, after: Entry, by: str) -> Iterator[Change]:
    if before.get("link") != after.get("link"):
        yield _replaced(owner, before, after)
    owners = before.get("owner"), after.get("owner")
    if owners[0] != owners[1]:
        words = " → ".join(_OWNER_WORDS.get(one, one or "не указан") for one in owners)
        yield _change(after, f"{owner}: другой хозяин чата{_link(after)}: {words}", suspicious=True)
    if after.get("withdrawn") and not before.get("withdrawn"):
        suspicious = before.get("owner") == "gosuslugi"
        text = f"{owner}: ссылка{_link(after)} отозвана"
        yield _change(after, text, old=before.get("link"), suspicious=suspicious)
    elif before.get("withdrawn") and not after.get("withdrawn"):
        text = f"{owner}: отозванная ссылка{_link(after)} снова действует"
        yield _change(after, text, new=after.get("link"), suspicious=True)
    elif before.get("withdrawn") != after.get("withdrawn"):
        dates = f"{before.get('withdrawn')} → {after.get('withdrawn')}"
        yield _change(after, f"{owner}: ссылка{_link(after)}, когда отозвана: {dates}")
    shares = before.get("share"), after.get("share")
    if shares[0] != shares[1]:
        words = f"была видна {_AUDIENCE_WORDS[shares[0]]}, станет {_AUDIENCE_WORDS[shares[1]]}"
        wider = _AUDIENCE[shares[1]] > _AUDIENCE[shares[0]]
        yield _change(after, f"{owner}: ссылка{_link(after)} {words}", suspicious=wider)
    # A bot renews the dates of known links; beside a new link, anybody could have written its name.
    expected = ("", by, BOT) if before.get("link") == after.get("link") else ("", by)
    for name in dict.fromkeys((*before.values, *after.values)):
        if name not in _OWN_SENTENCE:
            both = before.get(name), after.get(name)
            other = name == "chat_id" and all(both)  # of another chat, whose link the bot would write next
            first = other or name == "entrance" or (name == "checked_by" and both[1] not in expected)
            what = f"{owner}{', чат' if after.get('owner') else ''}{_link(after)}: {word(name)}"
            yield from compare_value(what, name, both, after.at(name), "link", first=first)


def _replaced(owner: str, before: Entry, after: Entry) -> Change:
    old, new = before.get("link"), after.get("link")
    suspicious = is_reachable(after)
    if not old:
        return _change(after, f"{owner}: у чата появилась ссылка{_link(after)}", new=new, suspicious=suspicious)
    if not new:
        return _change(after, f"{owner}: у чата больше нет ссылки{_link(before)}", old=old)
    unchecked = after.get("checked") in ("", before.get("checked"))
    doubt = "; её никто не открывал: даты новой проверки нет" if unchecked else ""
    links = in_part(old), in_part(new)
    if links[0] == links[1]:
        links = f"…{cut_around(old, new)}…", f"…{cut_around(new, old)}…"
    text = f"{owner}: ссылка сменилась: {links[0]} → {links[1]}{doubt}"
    return _change(after, text, old=old, new=new, suspicious=suspicious)


def _order(owner: str, old: Sequence[Entry], new: Sequence[Entry], both: list[Pair]) -> Iterator[Change]:
    """Yield the change of order, which matters because private links refer to chats by number."""
    for was, now, chat in moves(both, old, new):
        if was != now and not chat.get("link") and chat.get("owner"):
            text = f"{owner}: чат без ссылки был по счёту {was}-м, стал {now}-м: закрытую ссылку находят и по счёту"
            yield _change(chat, text, suspicious=True)
    if reordered(both, old, new):
        yield _change(new[0], f"{owner}: другой порядок чатов")


def _link(chat: Entry) -> str:
    return f" {in_part(chat.get('link'))}" if chat.get("link") else " без ссылки"


def _change(chat: Entry, text: str, *, old: str = "", new: str = "", suspicious: bool = False) -> Change:
    return Change(subject="link", place=chat.place, text=text, old=old, new=new, suspicious=suspicious)
