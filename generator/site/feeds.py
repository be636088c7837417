"""Atom feeds (RFC 4287) of the city and of each company: what the data says with a date.

An entry is a chat that was opened, a link that was withdrawn, or a link that was confirmed after one of the same chat
had been withdrawn; of earlier confirmations the data knows nothing. No entry has an invite link. Ids and dates depend
on the data alone: a day is its midnight in the site's time zone.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from html import escape
from uuid import NAMESPACE_URL, uuid5

from msgspec import Struct

from generator.city import Building, Chat, City, Company, Organization, organization_path
from generator.city.views import Context, chat_view
from generator.text import long_date, unbound

FEED = "lenta.xml"
_MOST = 50  # entries; readers keep the older ones
_ATOM = "application/atom+xml"


class Event(Struct, frozen=True, kw_only=True):
    """Something that happened to a chat on a day. `key` never changes, so neither does the entry's id."""

    day: date
    key: str
    title: str
    summary: str
    path: str  # of the page


def has_events(records: Iterable[Building | Organization]) -> bool:
    """Return True if a chat of these records has a date that a feed reports."""
    return any(chat.since or chat.withdrawn for record in records for chat in record.chats)


def company_feed(company: Company) -> str:
    """Return the path of a company's feed, or "" if it would be empty."""
    return f"{organization_path(company)}/{FEED}" if has_events([company, *company.buildings]) else ""


def city_feed(city: City) -> str:
    """Return the path of the city's feed, or "" if it would be empty."""
    return FEED if has_events([*city.organizations, *city.buildings]) else ""


def feed_files(city: City, context: Context) -> Iterator[tuple[str, bytes]]:
    """Yield the feeds: path, content."""
    everything: list[Event] = []
    for organization in city.organizations:
        events = list(
            _events_of(organization, organization, organization_path(organization), organization.name, context)
        )
        if isinstance(organization, Company):
            for building in organization.buildings:
                events += _events_of(building, organization, building.path, building.address.full, context)
            if path := company_feed(organization):
                title = f"{organization.name}: чаты домов. {context.site.title}"
                yield path, _feed(path, title, organization_path(organization), events, context)
        everything += events
    if everything:
        yield FEED, _feed(FEED, f"{context.site.title}: что нового", "", everything, context)


def _events_of(
    record: Building | Organization, organization: Organization, path: str, name: str, context: Context
) -> Iterator[Event]:
    """Yield the events of a record's chats."""
    owner = record.id if isinstance(record, Building) else path
    seen: Counter[str] = Counter()
    for chat in record.chats:
        for kind, day, key_day in _dated(chat, record.chats):
            key = f"{owner}/{kind}/{key_day}/{chat.owner}/{chat.entrance or ''}"
            seen[key] += 1
            view = chat_view(chat, organization, context)
            title, summary = _WORDS[kind]
            yield Event(
                day=day,
                key=f"{key}/{seen[key]}",
                title=f"{name}. {title.format(chat=view.title)}",
                summary=summary.format(owner=view.owner, day=long_date(day)),
                path=path,
            )


def _dated(chat: Chat, others: Iterable[Chat]) -> Iterator[tuple[str, date, date]]:
    """Yield what happened, its day, and the day by which it is known: a later confirmation is the same event."""
    if chat.withdrawn:
        yield "withdrawn", chat.withdrawn, chat.withdrawn
        return
    if chat.since:
        yield "opened", chat.since, chat.since
    same = (one for one in others if (one.owner, one.entrance) == (chat.owner, chat.entrance))
    doubts = [one.withdrawn for one in same if one.withdrawn]
    if chat.checked and doubts and chat.checked >= max(doubts):
        yield "confirmed", chat.checked, max(doubts)


_WORDS = {
    "opened": ("{chat} открыт", "{owner} Чат открыт {day}. Как вступить, сказано на странице."),
    "withdrawn": (
        "{chat}: ссылка отозвана",
        "Ссылка отозвана {day}. Старое приглашение не открывайте, даже если его пришлют снова.",
    ),
    "confirmed": ("{chat}: проверена новая ссылка", "{owner} После отзыва прежней ссылки новую проверили {day}."),
}


def _feed(path: str, title: str, page: str, events: list[Event], context: Context) -> bytes:
    urls = context.urls
    newest = sorted(events, key=lambda event: (-event.day.toordinal(), event.path, event.key))[:_MOST]
    example = "Образец. " if context.site.demo else ""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru">',
        f"<id>{escape(urls.file(path))}</id>",
        f"<title>{_text(example + title)}</title>",
        f"<updated>{_moment(newest[0].day, context)}</updated>",
        f"<author><name>{_text(context.site.title)}</name></author>",
        f'<link rel="self" type="{_ATOM}" href="{escape(urls.file(path))}"/>',
        f'<link rel="alternate" type="text/html" href="{escape(urls.absolute(page))}"/>',
    ]
    for event in newest:
        lines += [
            "<entry>",
            f"<id>{uuid5(NAMESPACE_URL, event.key).urn}</id>",
            f"<title>{_text(event.title)}</title>",
            f"<updated>{_moment(event.day, context)}</updated>",
            f'<link rel="alternate" type="text/html" href="{escape(urls.absolute(event.path))}"/>',
            f"<summary>{_text(event.summary)}</summary>",
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""]).encode()


def _moment(day: date, context: Context) -> str:
    return datetime.combine(day, time(), context.site.timezone).isoformat()


def _text(text: str) -> str:
    return escape(unbound(text))
