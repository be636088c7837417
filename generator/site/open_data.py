"""Open data, version 1: buildings, whether they have a chat and whose, pages; organisations and their public channels.

Never an invite link: swindlers who write «чат переехал» would collect them. The format is a promise: fields may be
added to version 1, none removed or changed in meaning.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any

from msgspec import DecodeError, Struct, json

from generator.city import (
    Authority,
    Building,
    Channel,
    Chat,
    Company,
    Directory,
    Organization,
    Source,
    Supplier,
    best_state,
    organization_path,
)
from generator.city.views import Context
from generator.site.views import SearchView
from generator.text import guarded, unbound

CITY_FILE = "data/v1/city.json"
_KINDS = {Supplier: "supplier", Authority: "authority"}
_BUILDING_COLUMNS = (
    "id", "address", "settlement", "street", "house", "page", "company", "entrances", "flats", "floors",
    "latitude", "longitude", "fias", "chat", "owners", "checked", "printed", "checked_by",
)  # fmt: skip
_ORGANIZATION_COLUMNS = (
    "slug", "kind", "name", "page", "inn", "ogrn", "emergency", "phones", "email", "website", "office", "hours",
    "services", "channels",
)  # fmt: skip


class CitySearch(Struct, frozen=True, kw_only=True):
    """The module of a city's search and the folder of its index, below the city's home page."""

    module: str
    folder: str


class CityCard(Struct, frozen=True, kw_only=True):
    """What `city.json` says. `chats` counts houses with a chat, whether or not its link is shown."""

    version: int = 1
    site: str
    city: str
    region: str
    title: str
    demo: bool
    houses: int
    chats: int
    search: CitySearch


def open_data_files(directory: Directory, context: Context) -> dict[str, bytes]:
    """Return the files of `/data/v1/`."""
    buildings = [_building_row(record, context) for house in directory.houses for record in house.records]
    organizations = [_organization_row(organization, context) for organization in directory.city.organizations]
    meta = {
        "version": 1,
        "site": context.urls.absolute(""),
        "city": context.site.city,
        "demo": context.site.demo,
        "sources": [_source_row(source) for source in context.site.sources],
    }
    return {
        "buildings.json": _json("buildings", buildings, meta),
        "buildings.csv": _csv(_BUILDING_COLUMNS, buildings),
        "organizations.json": _json("organizations", organizations, meta),
        "organizations.csv": _csv(_ORGANIZATION_COLUMNS, organizations),
    }


def _source_row(source: Source) -> dict[str, Any]:
    return {
        "name": source.name,
        "publisher": source.publisher,
        "date": source.day,
        "link": source.link,
        "terms": source.terms,
    }


def city_summary(directory: Directory, context: Context, search: SearchView) -> bytes:
    """Return `city.json`: the city in figures, and where its search is; a house counts once, as on `/pokrytie/`."""
    live = [[chat for chat in house.chats if not chat.withdrawn] for house in directory.houses]
    urls, site = context.urls, context.site
    card = CityCard(
        site=urls.absolute(""),
        city=site.city,
        region=site.region,
        title=site.title,
        demo=site.demo,
        houses=len(live),
        chats=sum(best_state(chats) != "none" for chats in live),
        search=CitySearch(module=search.module.removeprefix(urls.root), folder=search.index.removeprefix(urls.root)),
    )
    return json.format(json.encode(card), indent=1) + b"\n"


def read_summary(content: bytes) -> CityCard | None:
    """Return what a `city.json` says, or None if it is damaged or of another version."""
    try:
        card = json.decode(content, type=CityCard)
    except (DecodeError, UnicodeDecodeError):
        return None
    return card if card.version == 1 else None


def _building_row(building: Building, context: Context) -> dict[str, Any]:
    address = building.address
    latitude, longitude = building.location or (None, None)
    live = [chat for chat in building.chats if not chat.withdrawn]
    return {
        "id": building.id,
        "address": unbound(address.title),
        "settlement": address.settlement or context.site.city,
        "street": unbound(address.street.title),
        "house": unbound(address.house.title),
        "page": context.urls.absolute(building.path),
        "company": building.company,
        "entrances": building.entrances,
        "flats": building.flats,
        "floors": building.floors,
        "latitude": latitude,
        "longitude": longitude,
        "fias": building.fias,
        "chat": _chat_state(live),
        "owners": sorted({chat.owner for chat in live}),
        "checked": max([chat.checked for chat in live if chat.checked], default=None),
        "checked_by": _confirmed_by(live),
        "printed": context.urls.absolute(f"D/{building.id}"),  # which no spreadsheet takes for a number, as an id 1E234
    }


def _chat_state(live: list[Chat]) -> str:
    """Return whether a resident can find the chat: link | poster | known | none."""
    state = best_state(live)
    return "link" if state == "open" else state


def _confirmed_by(live: list[Chat]) -> str | None:
    """Return who confirmed the link last: bot | person | null."""
    dated = [(chat.checked, chat.by_bot) for chat in live if chat.checked]
    return ("bot" if max(dated)[1] else "person") if dated else None


def _organization_row(organization: Organization, context: Context) -> dict[str, Any]:
    emergency = organization.dispatch
    services: tuple[str, ...] = ()
    if isinstance(organization, Supplier):
        emergency, services = organization.emergency or organization.dispatch, organization.services
    return {
        "slug": organization.slug,
        "kind": organization.kind if isinstance(organization, Company) else _KINDS[type(organization)],
        "name": organization.name,
        "page": context.urls.absolute(organization_path(organization)),
        "inn": organization.inn,
        "ogrn": organization.ogrn,
        "emergency": emergency.tel if emergency else None,
        "phones": [phone.number.tel for phone in organization.phones],
        "email": organization.email,
        "website": organization.website,
        "office": organization.office,
        "hours": organization.hours,
        "services": list(services),
        "channels": [_channel(channel) for channel in organization.channels if _is_public(channel, context)],
    }


def _is_public(channel: Channel, context: Context) -> bool:
    return channel.link.kind != "invite" and not context.site.demo


def _channel(channel: Channel) -> dict[str, Any]:
    return {"link": channel.link.url, "title": channel.title, "topics": list(channel.topics)}


def _json(name: str, rows: Iterable[Mapping[str, Any]], meta: Mapping[str, Any]) -> bytes:
    """Return an object with one row a line: as readable as indented JSON and ten times as fast to write."""
    head = [b'"%s": %s' % (key.encode(), json.encode(value)) for key, value in meta.items()]
    listed = [json.format(json.encode(row), indent=0) for row in rows]
    return b'{%s,\n"%s": [\n%s\n]}\n' % (b",\n".join(head), name.encode(), b",\n".join(listed))


def _csv(columns: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(map(_cell, values) for values in map(itemgetter(*columns), rows))
    return out.getvalue().encode("utf-8-sig")  # with a byte order mark, for Excel


def _cell(value: Any) -> Any:  # noqa: ANN401
    """Return the value as the CSV writer takes it."""
    if type(value) is str:
        return guarded(value)
    if type(value) is dict:
        return value["link"]
    if isinstance(value, list | tuple):
        return "; ".join(str(_cell(item)) for item in value)
    return value
