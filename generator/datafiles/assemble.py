"""Drafts without a mistake → the model."""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import replace

from generator.city import house_path, model
from generator.datafiles.digests import depending, digest_of, mixed, with_link
from generator.datafiles.ground import Ground
from generator.datafiles.private_links import PrivateLink
from generator.datafiles.reading import Draft


def make_organization(section: str, slug: str, draft: Draft, ground: Ground) -> model.Organization:
    """Make an organisation out of a draft without a mistake."""
    return _MAKERS[section](slug, draft, ground)


def _values(draft: Draft, *names: str) -> dict[str, Any]:
    """Return values of a draft without a mistake: what isn't there was not given."""
    values, defaults = draft.values, draft.record.defaults
    return {name: values[name] if name in values else defaults[name] for name in names}


def make_site(draft: Draft) -> model.Site:
    """Make the site out of a draft without a mistake."""
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
        "retired",
    )
    return model.Site(
        contact=model.Contact(**_values(contact, "email", "phone", "link")),
        digest=draft.digest,
        **_values(draft, *plain),
    )


def _organization(slug: str, draft: Draft, ground: Ground) -> dict[str, Any]:
    plain = ("name", "inn", "ogrn", "dispatch", "email", "website", "office", "hours", "about")
    return {
        "slug": slug,
        "digest": mixed(draft.digest, digest_of(ground.digest, slug)),
        **_values(draft, *plain),
        "phones": tuple(model.LabelledPhone(**_values(phone, "label", "number")) for phone in draft.get("phones")),
        "channels": tuple(
            model.Channel(**_values(channel, "link", "title", "topics", "checked")) for channel in draft.get("channels")
        ),
        "chats": tuple(map(_chat, draft.get("chats") or ())),
        "former": tuple(model.Former(**_values(former, "name", "slug")) for former in draft.get("former")),
    }


def _chat(draft: Draft) -> model.Chat:
    plain = ("owner", "link", "entrance", "approval", "since", "checked", "checked_by", "withdrawn")
    values = _values(draft, *plain)
    usual_share: model.Share = "nowhere" if values["owner"] == "gosuslugi" else "site"
    return model.Chat(share=draft.get("share") or usual_share, **values)


def _building(slug: str, draft: Draft, ground: Ground, depends_on: bytes) -> model.Building:
    plain = ("id", "address", "aliases", "entrances", "flats", "floors", "location", "fias", "note")
    return model.Building(
        company=slug,
        chats=tuple(map(_chat, draft.get("chats") or ())),
        path=house_path(draft.get("address"), ground.slugs, draft.get("slug") or ""),
        digest=depending(draft.digest, depends_on),
        **_values(draft, *plain),
    )


def _company(slug: str, draft: Draft, ground: Ground) -> model.Company:
    depends_on = digest_of(ground.digest, slug)
    buildings = [_building(slug, building, ground, depends_on) for building in draft.get("buildings")]
    return model.Company(
        kind=draft.get("kind"),
        buildings=tuple(sorted(buildings, key=lambda building: building.order)),
        **_organization(slug, draft, ground),
    )


def _supplier(slug: str, draft: Draft, ground: Ground) -> model.Supplier:
    serves = draft.get("serves")
    if isinstance(serves, Draft):
        values: dict[str, Any] = {
            name: frozenset(serves.get(name) or ()) for name in ("settlements", "streets", "companies", "buildings")
        }
        city = ground.gazetteer.city
        values["settlements"] = frozenset("" if name == city else name for name in values["settlements"])
        values["streets"] = frozenset(street.key for street in values["streets"])
        reach = model.Serves(**values)
    else:
        reach = model.Serves(everything=True)
    return model.Supplier(serves=reach, **_values(draft, "services", "emergency"), **_organization(slug, draft, ground))


def _authority(slug: str, draft: Draft, ground: Ground) -> model.Authority:
    return model.Authority(**_organization(slug, draft, ground))


_MAKERS: dict[str, Callable[[str, Draft, Ground], model.Organization]] = {
    "companies": _company,
    "suppliers": _supplier,
    "authorities": _authority,
}


def with_private_links(company: model.Company, links: Mapping[str, list[PrivateLink]]) -> model.Company:
    """Put the links of the private file, by building, where they belong."""
    if links.keys().isdisjoint(building.id for building in company.buildings):
        return company
    buildings = [
        _with_links(building, links[building.id]) if building.id in links else building
        for building in company.buildings
    ]
    return replace(company, buildings=tuple(buildings))


def _with_links(building: model.Building, links: list[PrivateLink]) -> model.Building:
    chats, digest = list(building.chats), building.digest
    for link in links:
        number = (link.position or 1) - 1
        chats[number] = replace(chats[number], link=link.link, poster_key=link.poster_key)
        digest = with_link(digest, number, link.digest)
    return replace(building, chats=tuple(chats), digest=digest)
