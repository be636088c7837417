"""The city → its links, each with all its uses."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from generator.city import Channel, Chat, City, Organization, organization_path
from generator.text import MaxLink


class Use(Struct, frozen=True, kw_only=True):
    """A use of a link: the organisation and the place in words.

    `report` is the path of the organisation's page and of its report, `uk/primer-1`.
    """

    report: str
    organization: str
    where: str
    building: str = ""  # id of the building
    checked: date | None = None


class Target(Struct, frozen=True, kw_only=True):
    """A link to check, with all its uses; it is checked once."""

    link: MaxLink
    uses: tuple[Use, ...]


def targets_of(city: City, companies: Iterable[str] = ()) -> tuple[Target, ...]:
    """Return all links on the site or on posters, except withdrawn ones; of some organisations if named."""
    wanted = set(companies)
    uses: dict[str, list[Use]] = defaultdict(list)
    links: dict[str, MaxLink] = {}
    for link, use in _all_uses(city):
        if not wanted or use.report.partition("/")[2] in wanted:
            links[link.url] = link
            uses[link.url].append(use)
    return tuple(Target(link=links[url], uses=tuple(uses[url])) for url in uses)


def _all_uses(city: City) -> Iterator[tuple[MaxLink, Use]]:
    for company in city.companies:
        yield from _own(company)
        for building in company.buildings:
            for chat in building.chats:
                if chat.link and not chat.withdrawn:
                    yield chat.link, _use(company, building.address.full, chat, building.id)
    for organization in (*city.suppliers, *city.authorities):
        yield from _own(organization)


def _own(organization: Organization) -> Iterator[tuple[MaxLink, Use]]:
    for channel in organization.channels:
        where = f"канал «{channel.title}»" if channel.title else "канал"
        yield channel.link, _use(organization, where, channel)
    for chat in organization.chats:
        if chat.link and not chat.withdrawn:
            yield chat.link, _use(organization, "чат организации", chat)


def _use(organization: Organization, where: str, chat: Chat | Channel, building: str = "") -> Use:
    entrance = f", подъезд {chat.entrance}" if isinstance(chat, Chat) and chat.entrance else ""
    return Use(
        report=organization_path(organization),
        organization=organization.name,
        where=where + entrance,
        building=building,
        checked=chat.checked,
    )
