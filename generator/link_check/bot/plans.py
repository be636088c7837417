"""Decides for a chat that the bot was added to: what is certain, what must be asked, what is not ours."""

from typing import Literal

from msgspec import Struct

from generator.link_check.bot.answers import ChatInfo
from generator.link_check.bot.house_index import Home
from generator.link_check.bot.places import ChatAt, Known
from generator.link_check.bot.titles import TitleReading

Kind = Literal["known", "certain", "ask", "refused"]

_AWAY = {"removed": "бота из него удалили", "left": "бот из него вышел", "closed": "чат закрыт"}


class Proposal(Struct, frozen=True, kw_only=True):
    """What to do with a chat, and why, in words.

    A certain one has either `chats`, which are in the data already and get what the bot says, or `home`, a house that
    gets a new chat. One to ask about has `guesses`.
    """

    info: ChatInfo
    kind: Kind
    why: str
    chats: tuple[ChatAt, ...] = ()
    home: Home | None = None
    entrance: int | None = None
    guesses: tuple[Home, ...] = ()

    @property
    def where(self) -> str:
        """Return where the chat will be written, in words."""
        if self.chats:
            return "; ".join(chat.where for chat in self.chats)
        entrance = f", подъезд {self.entrance}" if self.entrance else ""
        return self.home.address.full + entrance if self.home else ""

    @property
    def homes(self) -> set[tuple[str, int]]:
        """Return the houses that it changes, by slug and index."""
        homes = [chat.home for chat in self.chats] if self.chats else [self.home]
        return {(home.slug, home.index) for home in homes if home}


def propose(info: ChatInfo, known: Known, company: str) -> Proposal:  # noqa: PLR0911 - one for each way
    """Return the proposal for a chat that a company's bot is in."""
    if info.kind not in ("chat", "channel"):
        return Proposal(info=info, kind="refused", why="это не чат и не канал, а личная переписка")
    if info.status != "active":
        return Proposal(info=info, kind="refused", why=_AWAY.get(info.status, f"состояние чата: {info.status}"))
    if same := known.by_id.get(info.chat_id):
        own = _own(same, company)
        if own:
            return Proposal(info=info, kind="known", why="этот чат уже записан", chats=own)
        return Proposal(info=info, kind="refused", why=f"этот чат записан у другой компании: {_whose(same, known)}")
    if info.strange_link:
        return Proposal(info=info, kind="refused", why=f"MAX назвал непонятную ссылку: {info.strange_link}")
    if info.link and info.link.url in known.by_url:
        return _by_link(info, known, company)
    if gone := _own(known.withdrawn.get(info.chat_id, []), company):
        why = f"ссылку этого чата отозвали ({gone[0].where}): ваш ли он снова"
        homes = tuple(chat.home for chat in gone if chat.home)
        return Proposal(info=info, kind="ask", why=why, guesses=homes, entrance=gone[0].draft.get("entrance"))
    if info.kind == "channel":
        return Proposal(info=info, kind="ask", why="это канал, а такой ссылки в данных нет")
    return _by_title(info, known, company)


def place_at(info: ChatInfo, known: Known, home: Home, entrance: int | None = None) -> Proposal:
    """Return the proposal for a chat of this house: a new one, or the company's one that still lacks a link."""
    chats = [chat for chat in known.by_home.get((home.slug, home.index), ()) if _same_slot(chat, entrance)]
    free = [chat for chat in chats if chat.chat_id is None and not chat.url]
    if len(free) == 1 and len(chats) == 1:
        return Proposal(
            info=info, kind="certain", why="чат этого дома ждал ссылки", chats=(free[0],), entrance=entrance
        )
    if chats:
        why = f"у дома уже есть чат компании с другой ссылкой: {chats[0].where}".replace("\u00a0", " ")
        return Proposal(
            info=info, kind="ask", why=why, chats=tuple(chats), home=home, guesses=(home,), entrance=entrance
        )
    if info.link is None:
        why = "MAX не назвал ссылку этого чата; сделайте бота администратором и повторите"
        return Proposal(info=info, kind="refused", why=why, home=home)
    return Proposal(info=info, kind="certain", why="название называет ровно этот дом", home=home, entrance=entrance)


def _by_link(info: ChatInfo, known: Known, company: str) -> Proposal:
    assert info.link is not None
    same = known.by_url[info.link.url]
    own = _own(same, company)
    if not own:
        return Proposal(info=info, kind="refused", why=f"эта ссылка стоит у другой компании: {_whose(same, known)}")
    if any(chat.withdrawn for chat in own):
        return Proposal(info=info, kind="refused", why=f"эта ссылка отозвана: {own[0].where}")
    if numbers := {chat.chat_id for chat in own} - {None}:
        return Proposal(info=info, kind="refused", why=f"у этой ссылки записан другой номер чата: {numbers.pop()}")
    homes = [chat.home.address.key for chat in own if chat.home]
    reading = known.reader.read(info.title)
    told = {home.address.key for home in reading.homes}
    if homes and told and not reading.doubts and not told & set(homes):
        why = f"ссылка стоит у дома «{own[0].where}», а название говорит о доме «{_title(reading)}»"
        return Proposal(info=info, kind="ask", why=why.replace("\u00a0", " "), chats=own, guesses=reading.homes)
    return Proposal(info=info, kind="certain", why="эта ссылка уже стоит в данных", chats=own)


def _by_title(info: ChatInfo, known: Known, company: str) -> Proposal:
    reading = known.reader.read(info.title)
    about = known.reader.read(info.description) if info.description else None
    if about and not about.doubts and about.homes:
        if not reading.guesses:
            reading = about
        elif not reading.doubts and _keys(reading) != _keys(about):
            why = f"название говорит о доме «{_title(reading)}», а описание о доме «{_title(about)}»"
            guesses = (*_of(reading.homes, company), *_of(about.homes, company))
            return Proposal(info=info, kind="ask", why=why.replace("\u00a0", " "), guesses=guesses)
    if reading.doubts or not reading.homes:
        why = "; ".join(reading.doubts)
        return Proposal(
            info=info, kind="ask", why=why, guesses=_of(reading.guesses, company), entrance=reading.entrance
        )
    own = _of(reading.homes, company)
    if not own:
        name = known.name_of(reading.homes[0].slug)
        return Proposal(info=info, kind="refused", why=f"это дом другой компании: {name}, {_title(reading)}")
    if len(own) > 1:
        return Proposal(info=info, kind="ask", why="у дома две записи", guesses=own, entrance=reading.entrance)
    return place_at(info, known, own[0], reading.entrance)


def _same_slot(chat: ChatAt, entrance: int | None) -> bool:
    draft = chat.draft
    return not chat.withdrawn and draft.get("owner") == "company" and draft.get("entrance") == entrance


def _own(chats: list[ChatAt], company: str) -> tuple[ChatAt, ...]:
    return tuple(chat for chat in chats if chat.slug == company)


def _of(homes: tuple[Home, ...], company: str) -> tuple[Home, ...]:
    return tuple(home for home in homes if home.slug == company)


def _keys(reading: TitleReading) -> set[str]:
    return {home.address.key for home in reading.homes}


def _whose(chats: list[ChatAt], known: Known) -> str:
    return f"{known.name_of(chats[0].slug)}, {chats[0].where}"


def _title(reading: TitleReading) -> str:
    return reading.homes[0].address.full
