"""Open data, version 1: buildings, whether and whose chat, page; organisations and their public channels.

Never an invite link: that would be a harvest list for whoever sends «чат переехал». The form is a promise
(contract, section 3): fields may be added to version 1, none removed or given another meaning.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from generator.model import Authority, Building, Channel, Chat, Company, Organization, Supplier
from generator.site.directory import Directory
from generator.site.organizations import Context, has_open_chat, organization_path
from generator.site.poster_links import poster_chats

_KINDS = {Supplier: "supplier", Authority: "authority"}
_BUILDING_COLUMNS = (
    "id", "address", "settlement", "street", "house", "page", "company", "entrances", "flats", "floors",
    "latitude", "longitude", "fias", "chat", "owners", "checked",
)  # fmt: skip
_ORGANIZATION_COLUMNS = (
    "slug", "kind", "name", "page", "inn", "ogrn", "emergency", "phones", "email", "website", "office", "hours",
    "services", "channels",
)  # fmt: skip
_ENCODER = json.JSONEncoder(ensure_ascii=False)
# A cell that begins so is run as a formula by spreadsheet programs.
_FORMULA = ("=", "@", "+", "-", "\t", "\r")


def open_data_files(directory: Directory, context: Context) -> dict[str, str]:
    """Return the files of `/data/v1/` as name → text."""
    buildings = [row for house in directory.houses for row in _building_rows(house.records, directory, context)]
    organizations = [
        _organization_row(organization, context)
        for group in (directory.city.companies, directory.city.suppliers, directory.city.authorities)
        for organization in group
    ]
    meta = {
        "version": 1,
        "site": context.urls.absolute(""),
        "city": context.site.city,
        "demo": context.site.demo,
    }
    return {
        "buildings.json": _json("buildings", buildings, meta),
        "buildings.csv": _csv(_BUILDING_COLUMNS, buildings),
        "organizations.json": _json("organizations", organizations, meta),
        "organizations.csv": _csv(_ORGANIZATION_COLUMNS, organizations),
    }


def _building_rows(records: Iterable[Building], directory: Directory, context: Context) -> Iterable[dict[str, Any]]:
    for building in records:
        address = building.address
        location = building.location or (None, None)
        live = [chat for chat in building.chats if not chat.withdrawn]
        checked = [chat.checked for chat in live if chat.checked]
        yield {
            "id": building.id,
            "address": _plain(address.title),
            "settlement": address.settlement or context.site.city,
            "street": _plain(address.street.title),
            "house": _plain(address.house.title),
            "page": context.urls.absolute(directory.house_by_id[building.id].path),
            "company": building.company,
            "entrances": building.entrances,
            "flats": building.flats,
            "floors": building.floors,
            "latitude": location[0],
            "longitude": location[1],
            "fias": building.fias,
            "chat": _chat_state(building, live),
            "owners": sorted({chat.owner for chat in live}),
            "checked": max(checked).isoformat() if checked else None,
        }


def _chat_state(building: Building, live: list[Chat]) -> str:
    """Say whether a resident can find the chat: link | poster | known | none."""
    if has_open_chat(live):
        return "link"
    if poster_chats(building) or any(chat.share == "poster" for chat in live):
        return "poster"
    return "known" if live else "none"


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


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def _json(name: str, rows: Iterable[Mapping[str, Any]], meta: Mapping[str, Any]) -> str:
    """Return an object with a row a line: as easy to read as indented, and ten times as quick to write."""
    head = [f"{_ENCODER.encode(key)}: {_ENCODER.encode(value)}" for key, value in meta.items()]
    listed = ",\n".join(map(_ENCODER.encode, rows))
    return "{" + ",\n".join([*head, f'"{name}": [\n{listed}\n]']) + "}\n"


def _csv(columns: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in rows)
    return "\ufeff" + out.getvalue()  # the mark by which Excel knows UTF-8


def _cell(value: Any) -> str:  # noqa: ANN401
    match value:
        case None:
            return ""
        case dict():
            return str(value["link"])
        case list() | tuple():
            return "; ".join(_cell(item) for item in value)
        case str() if value.startswith(_FORMULA) and not value[1:].isdigit():
            return f"'{value}"
        case _:
            return str(value)
