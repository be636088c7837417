"""Drafts → facts that are compared: links, telephones, organisations, ids, addresses, each with its place.

Drafts rather than the checked city, so that data with mistakes can be compared as well.
"""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from generator.addresses import Address
from generator.city import usual_share
from generator.datafiles import SECTIONS, Draft, Drafts
from generator.text import Place


class ChatFacts(Struct, frozen=True, kw_only=True):
    """A chat or a channel as far as it is compared. `url` is empty where no link stands; a chat has no title."""

    url: str
    title: str
    owner: str
    share: str
    entrance: int | None
    checked: date | None
    withdrawn: bool
    place: Place


class BuildingFacts(Struct, frozen=True, kw_only=True):
    """A record of a building. `keys` are the identities of its address and of its other addresses."""

    id: str
    company: str
    address: str
    keys: frozenset[str]
    chats: tuple[ChatFacts, ...]
    note: str
    place: Place
    note_place: Place


class OrganizationFacts(Struct, frozen=True, kw_only=True):
    """An organisation; `requisites`, `contacts`, free `texts` and `phones` by what they are called."""

    name: str
    requisites: Mapping[str, str]
    contacts: Mapping[str, str]
    texts: Mapping[str, str]
    phones: Mapping[str, str]
    channels: tuple[ChatFacts, ...]
    chats: tuple[ChatFacts, ...]
    place: Place
    places: Mapping[str, Place]  # of requisites, contacts, texts and phones, by the same names


class Facts(Struct, frozen=True, kw_only=True):
    """All facts of a data folder: buildings by id, organisations by section and slug, settings by name."""

    buildings: Mapping[str, BuildingFacts] = field(default_factory=dict)
    organizations: Mapping[str, OrganizationFacts] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    retired: Mapping[str, str] = field(default_factory=dict)
    site: Place = field(default_factory=lambda: Place("site.yaml"))
    places: Mapping[str, Place] = field(default_factory=dict)  # of settings


def facts_of(drafts: Drafts, without: frozenset[str] = frozenset()) -> Facts:
    """Return the facts of all files but those of the organisations `without`, which can't be compared."""
    site = drafts.site
    return Facts(
        buildings={
            building.get("id"): _building(slug, building)
            for slug, building in drafts.buildings()
            if building.get("id") and slug not in without
        },
        organizations={
            f"{section}/{slug}": _organization(draft)
            for section in SECTIONS
            for slug, draft in drafts.section(section).items()
            if slug not in without
        },
        settings=_settings(site) if site else {},
        retired={old: new or "никуда" for old, new in (site.get("retired") or {}).items()} if site else {},
        site=site.place if site else Place("site.yaml"),
        places={name: site.at(name.partition(".")[0]) for name in _settings(site)} if site else {},
    )


def _settings(site: Draft) -> dict[str, str]:
    contact = site.get("contact")
    values = {name: site.get(name) for name in ("base_url", "title", "city", "demo", "publish_posters")}
    if isinstance(contact, Draft):
        values |= {f"contact.{name}": contact.get(name) for name in ("email", "phone", "link")}
    return {name: str(value) for name, value in values.items() if value is not None}


def _building(slug: str, draft: Draft) -> BuildingFacts:
    address = draft.get("address")
    known = [one for one in (address, *(draft.get("aliases") or ())) if isinstance(one, Address)]
    return BuildingFacts(
        id=draft.get("id"),
        company=slug,
        address=address.full if isinstance(address, Address) else "адрес не прочитан",
        keys=frozenset(one.key for one in known),
        chats=tuple(map(_chat, draft.get("chats") or ())),
        note=draft.get("note") or "",
        place=draft.place,
        note_place=draft.at("note"),
    )


def _chat(draft: Draft) -> ChatFacts:
    link, owner = draft.get("link"), draft.get("owner") or ""
    return ChatFacts(
        url=str(link) if link else "",
        title=draft.get("title") or "",
        owner=owner,
        share=draft.get("share") or usual_share(owner),
        entrance=draft.get("entrance"),
        checked=draft.get("checked"),
        withdrawn="withdrawn" in draft.given,
        place=draft.place,
    )


def _organization(draft: Draft) -> OrganizationFacts:
    plain = ("kind", "inn", "ogrn", "email", "website", "office", "hours", "about", "dispatch", "emergency")
    places = {name: draft.at(name) for name in plain}
    phones = {name: str(draft.get(name)) for name in ("dispatch", "emergency") if draft.get(name)}
    for number, phone in enumerate(draft.get("phones") or (), 1):
        label = phone.get("label") or "телефон"
        name = f"{label} {number}" if label in phones else label
        phones[name], places[name] = str(phone.get("number") or ""), phone.place
    return OrganizationFacts(
        name=draft.get("name") or "",
        requisites={name: draft.get(name) for name in ("kind", "inn", "ogrn") if draft.get(name)},
        contacts={name: draft.get(name) for name in ("email", "website") if draft.get(name)},
        texts={name: draft.get(name) or "" for name in ("office", "hours", "about")},
        phones=phones,
        channels=tuple(map(_chat, draft.get("channels") or ())),
        chats=tuple(map(_chat, draft.get("chats") or ())),
        place=draft.place,
        places=places,
    )
