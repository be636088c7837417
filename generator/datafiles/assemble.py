"""Drafts without a mistake → the model."""

from typing import Any

from generator import model
from generator.datafiles.drafts import Drafts
from generator.datafiles.reading import Draft
from generator.paths import house_path


def assemble(drafts: Drafts) -> model.City:
    """Make the model; call it only when no error was reported."""
    assert drafts.site is not None
    companies = tuple(_company(slug, draft, drafts) for slug, draft in sorted(drafts.companies.items()))
    return model.City(
        site=_site(drafts.site),
        streets=drafts.streets,
        companies=companies,
        suppliers=tuple(_supplier(slug, draft, drafts) for slug, draft in sorted(drafts.suppliers.items())),
        authorities=tuple(
            model.Authority(slug=slug, **_organization(draft)) for slug, draft in sorted(drafts.authorities.items())
        ),
        published=dict(sorted((drafts.history.get("published") or {}).items())) if drafts.history else {},
    )


def _values(draft: Draft, *names: str) -> dict[str, Any]:
    return {name: draft.get(name) for name in names}


def _site(draft: Draft) -> model.Site:
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
        "offline",
        "demo",
        "retired",
    )
    return model.Site(contact=model.Contact(**_values(contact, "email", "phone", "link")), **_values(draft, *plain))


def _organization(draft: Draft) -> dict[str, Any]:
    plain = ("name", "inn", "ogrn", "dispatch", "email", "website", "office", "hours", "about")
    return {
        **_values(draft, *plain),
        "phones": tuple(model.LabelledPhone(**_values(phone, "label", "number")) for phone in draft.get("phones")),
        "channels": tuple(
            model.Channel(**_values(channel, "link", "title", "topics", "checked")) for channel in draft.get("channels")
        ),
        "chats": tuple(_chat(chat, None) for chat in draft.get("chats") or ()),
    }


def _chat(draft: Draft, private: Draft | None) -> model.Chat:
    plain = ("owner", "link", "entrance", "approval", "since", "checked", "checked_by", "withdrawn")
    values = _values(draft, *plain)
    if private is not None:
        values.update(_values(private, "link", "poster_key"))
    usual_share: model.Share = "nowhere" if values["owner"] == "gosuslugi" else "site"
    return model.Chat(share=draft.get("share") or usual_share, **values)


def _building(slug: str, draft: Draft, slugs: dict[str, str], private: dict[tuple[str, int], Draft]) -> model.Building:
    building_id = draft.get("id")
    chats = tuple(
        _chat(chat, private.get((building_id, position))) for position, chat in enumerate(draft.get("chats") or (), 1)
    )
    plain = ("id", "address", "aliases", "entrances", "flats", "floors", "location", "fias", "note")
    path = house_path(draft.get("address"), slugs, draft.get("slug") or "")
    return model.Building(company=slug, chats=chats, path=path, **_values(draft, *plain))


def _company(slug: str, draft: Draft, drafts: Drafts) -> model.Company:
    slugs = drafts.street_slugs
    private = {(link.building, link.position or 1): link.draft for link in drafts.links}
    buildings = [_building(slug, building, slugs, private) for building in draft.get("buildings")]
    return model.Company(
        slug=slug,
        kind=draft.get("kind"),
        buildings=tuple(sorted(buildings, key=lambda building: (building.address.sort_key, building.id))),
        **_organization(draft),
    )


def _supplier(slug: str, draft: Draft, drafts: Drafts) -> model.Supplier:
    serves = draft.get("serves")
    if isinstance(serves, Draft):
        values: dict[str, Any] = {
            name: frozenset(serves.get(name) or ()) for name in ("settlements", "streets", "companies", "buildings")
        }
        city = drafts.gazetteer.city
        values["settlements"] = frozenset("" if name == city else name for name in values["settlements"])
        reach = model.Serves(**values)
    else:
        reach = model.Serves(everything=True)
    return model.Supplier(slug=slug, serves=reach, **_values(draft, "services", "emergency"), **_organization(draft))
