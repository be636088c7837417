"""Compares what MAX says of the known chats with the data: what is confirmed, what changed, what a person must decide.

A date is renewed only for an active chat whose link is the same and whose title names no other house. A changed link
is written only over one that the bot itself confirmed: what a person has put there is a person's to change.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Literal, get_args

from msgspec import Struct

from generator.city import BOT
from generator.datafiles.editing import Edit
from generator.link_check.bot.answers import ChatInfo
from generator.link_check.bot.calls import Bot, Trouble
from generator.link_check.bot.edits import confirmation
from generator.link_check.bot.places import ChatAt, Known
from generator.link_check.bot.stored import Unfinished

State = Literal["closed", "conflict", "renamed", "changed", "away", "unknown", "confirmed"]
STATES: tuple[State, ...] = get_args(State)  # what a person must look at first
WORDS: dict[State, str] = {
    "closed": "чат закрыт",
    "conflict": "в данных другая ссылка",
    "renamed": "название говорит о другом доме",
    "changed": "ссылка сменилась",
    "away": "бота в чате нет",
    "unknown": "неизвестно",
    "confirmed": "подтверждено",
}
TO_DECIDE: frozenset[State] = frozenset(("closed", "conflict", "renamed"))


class Watched(Struct, frozen=True, kw_only=True):
    """A chat to ask about: its number, and all its places in the company's file."""

    chat_id: int
    slug: str
    chats: tuple[ChatAt, ...]

    @property
    def where(self) -> str:
        """Return its places in words."""
        return "; ".join(chat.where for chat in self.chats)

    @property
    def building(self) -> str:
        """Return the id of its first house, or ""."""
        return next((chat.home.id for chat in self.chats if chat.home), "")


class Finding(Struct, frozen=True, kw_only=True):
    """What is known of a chat today; `edits` write it."""

    watched: Watched
    state: State
    reason: str
    title: str = ""
    members: int | None = None
    edits: tuple[Edit, ...] = ()


def watched_chats(known: Known, company: str) -> list[Watched]:
    """Return the chats of a company whose numbers are known, except withdrawn ones."""
    found = []
    for number, chats in known.by_id.items():
        own = tuple(chat for chat in chats if chat.slug == company and not chat.withdrawn)
        if own:
            found.append(Watched(chat_id=number, slug=company, chats=own))
    return found


def check_chats(
    chats: list[Watched], bot: Bot, known: Known, unfinished: Unfinished, tell: Callable[[], None]
) -> Iterator[Finding | Trouble]:
    """Yield a finding for each chat, or last the trouble that stops the run; `unfinished` holds earlier findings."""
    for one in chats:
        if one.chat_id in unfinished.found:
            state, reason = unfinished.found[one.chat_id]
            if state in STATES:
                yield Finding(watched=one, state=state, reason=reason)
                continue
        answer = bot.chat(one.chat_id)
        if isinstance(answer, Trouble) and answer.final:
            yield answer
            return
        finding = judge(one, answer, known, unfinished.day)
        unfinished.found[one.chat_id] = (finding.state, finding.reason)
        tell()
        yield finding


def judge(watched: Watched, answer: ChatInfo | Trouble, known: Known, today: date) -> Finding:
    """Return what an answer says of a chat."""
    if isinstance(answer, Trouble):
        return Finding(watched=watched, state="unknown", reason=answer.text)
    state, reason = _state(watched, answer, known)
    edits: list[Edit] = []
    if state in ("confirmed", "changed"):
        for chat in watched.chats:
            edits += confirmation(chat, answer, today)
    return Finding(
        watched=watched,
        state=state,
        reason=reason,
        title=answer.title,
        members=answer.members,
        edits=tuple(edits),
    )


def _state(watched: Watched, info: ChatInfo, known: Known) -> tuple[State, str]:  # noqa: PLR0911 - one for each state
    if info.status == "closed":
        return "closed", f"чат закрыт; если это так, выполните: domchat withdraw {watched.building}".strip()
    if info.status in ("removed", "left"):
        return "away", "бота удалили из чата" if info.status == "removed" else "бот вышел из чата"
    if info.status != "active":
        return "unknown", f"MAX говорит о чате: {info.status}"
    if other := _other_house(watched, info, known):
        return "renamed", f"чат называется «{info.title}», а это {other}"
    if info.link is None:
        return "unknown", info.strange_link or "MAX не назвал ссылку: это не значит, что она не работает"
    stale = [chat for chat in watched.chats if chat.url != info.link.url]
    if not stale:
        return "confirmed", "ссылка та же"
    taken = [chat for chat in known.by_url.get(info.link.url, ()) if chat not in watched.chats]
    if taken:
        return "conflict", f"ссылка из MAX уже стоит в другом месте: {taken[0].where}"
    if any(chat.url and not _is_the_bots(chat) for chat in stale):
        return "conflict", "в MAX у этого чата другая ссылка, а эту поставил человек: решите, какая верна"
    if any(chat.hides_link for chat in stale):
        return "conflict", "ссылка сменилась; она не для сайта: впишите новую в private/links.yaml"
    return "changed", "ссылку перевыпустили, записана новая" if stale[0].url else "ссылки не было, теперь записана"


def _is_the_bots(chat: ChatAt) -> bool:
    """Return True if the link in the data is the one that the bot confirmed last."""
    return chat.draft.get("checked_by") == BOT or chat.is_channel


def _other_house(watched: Watched, info: ChatInfo, known: Known) -> str:
    """Return the house that the title names for certain, if it is none of the chat's."""
    homes = {chat.home.address.key for chat in watched.chats if chat.home}
    reading = known.reader.read(info.title) if homes else None
    if reading is None or reading.doubts or not reading.homes:
        return ""
    return "" if homes & {home.address.key for home in reading.homes} else reading.homes[0].address.full
