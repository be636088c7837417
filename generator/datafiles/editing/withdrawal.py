"""Finds the chats to withdraw: one of a building, or all with a link."""

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence

from msgspec import Struct

from generator.addresses import Address
from generator.city import usual_share
from generator.datafiles.drafts import Drafts
from generator.datafiles.private_links import PrivateLink, Taker, chat_of
from generator.datafiles.reading import Draft
from generator.text import Bad, MaxLink, fold, parse_link


class ChatInFile(Struct, frozen=True, kw_only=True):
    """A chat, its owner in words, and its link, which may be in the private file."""

    owner: str
    building: str  # id, or "" for a chat of an organisation
    position: int  # index among the chats of its owner, from 1
    chat: Draft
    url: str

    @property
    def is_withdrawn(self) -> bool:
        """Return True if the chat is already withdrawn."""
        return "withdrawn" in self.chat.given

    def __str__(self) -> str:
        """Return a description by which a person finds the chat."""
        return f"{self.owner}, чат {self.position}: {self.chat.place}"


def chats_in_files(drafts: Drafts) -> Iterator[ChatInFile]:
    """Yield all chats."""
    private: dict[str, list[PrivateLink]] = defaultdict(list)
    for link in drafts.links:
        private[link.building].append(link)
    for _, building in drafts.buildings():
        number, address = building.get("id") or "", building.get("address")
        owner = f"{address.full if isinstance(address, Address) else 'дом'} ({number})"
        chats = building.get("chats") or ()
        private_urls = _private_urls(private.get(number, []), chats)
        for position, chat in enumerate(chats, 1):
            url = _url(chat.get("link")) or private_urls.get(position, "")
            yield ChatInFile(owner=owner, building=number, position=position, chat=chat, url=url)
    for organization in drafts.organizations():
        for position, chat in enumerate(organization.get("chats") or (), 1):
            owner = str(organization.get("name"))
            yield ChatInFile(owner=owner, building="", position=position, chat=chat, url=_url(chat.get("link")))


def _private_urls(links: Sequence[PrivateLink], chats: Sequence[Draft]) -> dict[int, str]:
    takers = [
        Taker(
            one.get("owner"),
            one.get("entrance"),
            one.get("share") or usual_share(one.get("owner")),
            "link" in one.given,
        )
        for one in chats
    ]
    numbers = [chat_of(link, takers, only=len(links) == 1) for link in links]
    return {number + 1: _url(link.link) for number, link in zip(numbers, links, strict=True) if isinstance(number, int)}


def find_chats(drafts: Drafts, what: str, position: int | None) -> tuple[ChatInFile, ...] | Bad:
    """Return the chats to withdraw, by a building's id or by link; all chats that share the link are included."""
    everywhere = list(chats_in_files(drafts))
    if "." in what or "/" in what:
        return _by_link(drafts, everywhere, what)
    number = fold(what)
    own = [one for one in everywhere if one.building == number]
    if not own:
        known = number in drafts.by_id()
        return _refuse(f"у дома {number} чатов нет" if known else f"дома с номером {number} нет")
    if position is not None:
        own = [one for one in own if one.position == position]
    chosen = [one for one in own if not one.is_withdrawn]
    if not chosen:
        return _refuse(f"у дома {number} такого чата нет или он уже отозван")
    if len(chosen) > 1:
        listed = "; ".join(f"--chat {one.position} — строка {one.chat.place.line}" for one in chosen)
        return _refuse(f"у дома {number} чатов: {len(chosen)}; скажите, какой отозвать", listed)
    return _with_sharers(everywhere, chosen[0])


def _by_link(drafts: Drafts, everywhere: list[ChatInFile], what: str) -> tuple[ChatInFile, ...] | Bad:
    link = parse_link(what)
    if isinstance(link, Bad):
        return link
    found = [one for one in everywhere if one.url == link.url and not one.is_withdrawn]
    channels = channels_with(drafts, {link.url})
    if not found and channels:
        return _refuse(f"это ссылка на канал организации: {channels[0].place}", "каналы не отзывают: удалите запись")
    if not found:
        return _refuse("такой ссылки нет ни у одного чата, или она уже отозвана", "сверьте её с файлом компании")
    return tuple(found)


def channels_with(drafts: Drafts, urls: Container[str]) -> list[Draft]:
    """Return the organisations' channels with any of these links."""
    channels = (one for organization in drafts.organizations() for one in organization.get("channels") or ())
    return [channel for channel in channels if _url(channel.get("link")) in urls]


def _with_sharers(everywhere: list[ChatInFile], chosen: ChatInFile) -> tuple[ChatInFile, ...]:
    return tuple(
        one for one in everywhere if one is chosen or (chosen.url and one.url == chosen.url and not one.is_withdrawn)
    )


def _url(link: object) -> str:
    return link.url if isinstance(link, MaxLink) else ""


def _refuse(text: str, hint: str = "") -> Bad:
    return Bad(code="withdraw", text=text, hint=hint)
