"""Drafts → the model. A draft with mistakes gives an incomplete record, which never becomes part of a city."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from msgspec.structs import replace

from generator.addresses import Address, House, Street
from generator.city import house_path, model, usual_share
from generator.datafiles.digests import depending, digest_of, mixed, with_link
from generator.datafiles.private_links import PrivateLink, Taker, chat_of
from generator.datafiles.reading import Draft
from generator.datafiles.settings import Settings

Record = model.Company | model.Supplier | model.Authority
NOWHERE = Address(Street(type="", name=""), House(number=""))
"""Stands for an address that could not be read."""


def make_organization(section: str, slug: str, draft: Draft, settings: Settings) -> Record:
    """Return the organisation; a company's buildings stay in the order of the file."""
    return _MAKERS[section](slug, draft, settings)


def _values(draft: Draft, *names: str) -> dict[str, Any]:
    """Return the values of a draft; fields not given or not readable are left out."""
    values, defaults = draft.values, draft.record.defaults
    return {name: values[name] if name in values else defaults.get(name) for name in names}


def make_site(draft: Draft) -> model.Site:
    """Return the site of a valid draft."""
    contact = draft.get("contact")
    plain = (
        "title",
        "city",
        "region",
        "base_url",
        "timezone",
        "stale_after_days",
        "slash_means",
        "publish_posters",
        "building_previews",
        "offline",
        "demo",
        "portal",
        "retired",
    )
    return model.Site(
        contact=model.Contact(**_values(contact, "email", "phone", "link")),
        sources=tuple(
            model.Source(day=source.get("date"), **_values(source, "name", "publisher", "link", "terms"))
            for source in draft.get("sources") or ()
        ),
        digest=draft.digest,
        **_values(draft, *plain),
    )


def _organization(slug: str, draft: Draft, settings: Settings) -> dict[str, Any]:
    plain = ("name", "inn", "ogrn", "dispatch", "email", "website", "office", "hours", "about")
    return {
        "slug": slug,
        "digest": mixed(draft.digest, digest_of(settings.digest, slug)),
        **_values(draft, *plain),
        "phones": tuple(
            model.LabelledPhone(**_values(phone, "label", "number")) for phone in draft.get("phones") or ()
        ),
        "channels": tuple(
            model.Channel(**_values(channel, "link", "title", "topics", "checked", "chat_id", "checked_by"))
            for channel in readable_channels(draft)
        ),
        "chats": tuple(map(_chat, draft.get("chats") or ())),
        "former": tuple(model.Former(**_values(former, "name", "slug")) for former in draft.get("former") or ()),
    }


def readable_channels(draft: Draft) -> list[Draft]:
    """Return the channels of an organisation with readable links."""
    return [channel for channel in draft.get("channels") or () if channel.get("link")]


def _chat(draft: Draft) -> model.Chat:
    plain = ("owner", "link", "entrance", "approval", "since", "checked", "checked_by", "shared", "unusual", "chat_id")
    values = _values(draft, *plain)
    withdrawn = draft.get("withdrawn") or (date.min if "withdrawn" in draft.places else None)
    return model.Chat(share=draft.get("share") or usual_share(values["owner"]), withdrawn=withdrawn, **values)


def _building(slug: str, draft: Draft, settings: Settings, depends_on: bytes) -> model.Building:
    plain = ("entrances", "flats", "floors", "location", "fias", "note", "separate")
    address = draft.get("address") or NOWHERE
    return model.Building(
        id=draft.get("id") or "",
        company=slug,
        address=address,
        aliases=draft.get("aliases") or (),
        chats=tuple(map(_chat, draft.get("chats") or ())),
        path="" if address is NOWHERE else house_path(address, settings.slugs, draft.get("slug") or ""),
        digest=depending(draft.digest, depends_on),
        **_values(draft, *plain),
    )


def _company(slug: str, draft: Draft, settings: Settings) -> model.Company:
    depends_on = digest_of(settings.digest, slug)
    buildings = [_building(slug, building, settings, depends_on) for building in draft.get("buildings") or ()]
    return model.Company(kind=draft.get("kind"), buildings=tuple(buildings), **_organization(slug, draft, settings))


def _supplier(slug: str, draft: Draft, settings: Settings) -> model.Supplier:
    serves = draft.get("serves")
    if isinstance(serves, Draft):
        values: dict[str, Any] = {
            name: frozenset(serves.get(name) or ()) for name in ("settlements", "streets", "companies", "buildings")
        }
        city = settings.gazetteer.city
        values["settlements"] = frozenset("" if name == city else name for name in values["settlements"])
        values["streets"] = frozenset(street.key for street in values["streets"])
        reach = model.Serves(**values)
    else:
        reach = model.Serves(everything=True)
    return model.Supplier(
        serves=reach, **_values(draft, "services", "emergency"), **_organization(slug, draft, settings)
    )


def _authority(slug: str, draft: Draft, settings: Settings) -> model.Authority:
    return model.Authority(**_organization(slug, draft, settings))


_MAKERS: dict[str, Callable[[str, Draft, Settings], Record]] = {
    "companies": _company,
    "suppliers": _supplier,
    "authorities": _authority,
}


def with_private_links(company: model.Company, links: Mapping[str, list[PrivateLink]]) -> model.Company:
    """Return the company with the links of the private file, given by building id."""
    if links.keys().isdisjoint(building.id for building in company.buildings):
        return company
    buildings = [
        _with_links(building, links[building.id]) if building.id in links else building
        for building in company.buildings
    ]
    return replace(company, buildings=tuple(buildings))


def _with_links(building: model.Building, links: list[PrivateLink]) -> model.Building:
    chats, digest = list(building.chats), building.digest
    takers = [Taker(chat.owner, chat.entrance, chat.share, chat.link is not None) for chat in chats]
    for link in links:
        number = chat_of(link, takers, only=len(links) == 1)
        assert isinstance(number, int), "the rules say so"
        chats[number] = replace(chats[number], link=link.link, poster_key=link.poster_key)
        digest = with_link(digest, number, link.digest)
    return replace(building, chats=tuple(chats), digest=digest)
