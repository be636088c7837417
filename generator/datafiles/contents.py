"""The contents of a data folder as plain texts with places, for comparing two states.

Made with the table of fields, so that a new field is compared from its first day. Data with mistakes has
contents too; unreadable values are left out.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct, field

from generator.addresses import Address, Street
from generator.city import house_path, usual_share
from generator.datafiles.drafts import Drafts
from generator.datafiles.folder import SECTIONS, SITE_FILE
from generator.datafiles.history import History
from generator.datafiles.load import Clock, load_drafts
from generator.datafiles.private_links import PrivateLink
from generator.datafiles.reading import Draft
from generator.datafiles.settings import Settings
from generator.text import Place, Report


class Entry(Struct, frozen=True, kw_only=True):
    """A mapping: the text of each field, given or by default, and the nested mappings.

    Empty fields are missing from `values`; `places` has the fields in the file. A map has a value for each key:
    `retired.7K3QX`. A building has its `addresses`, its own first, and their `pages`.
    """

    place: Place
    values: Mapping[str, str] = {}
    places: Mapping[str, Place] = {}
    parts: Mapping[str, tuple["Entry", ...]] = {}
    addresses: tuple[Address, ...] = ()
    pages: tuple[str, ...] = ()

    def get(self, name: str) -> str:
        """Return the text of a field, or ""."""
        return self.values.get(name, "")

    def at(self, name: str) -> Place:
        """Return the place of a field, or of its mapping."""
        return self.places.get(name, self.place)

    def part(self, name: str) -> tuple["Entry", ...]:
        """Return the mappings in a field."""
        return self.parts.get(name, ())

    def with_defaults_only(self) -> "Entry":
        """Return the entry as it would be if none of its fields were given."""
        defaults = {name: value for name, value in self.values.items() if name not in self.places}
        return Entry(place=self.place, values=defaults)


class Contents(Struct, frozen=True, kw_only=True):
    """The entries of all files: organisations by section and slug, private links by the building's id.

    `streets` maps the key of each former and other name of a street to the street. `unread` names the organisations
    whose files exist but are broken.
    """

    site: Entry = field(default_factory=lambda: Entry(place=Place(SITE_FILE)))
    history: Entry | None = None
    organizations: Mapping[str, Entry] = {}
    private: Mapping[str, tuple[PrivateLink, ...]] = {}
    streets: Mapping[str, Street] = {}
    unread: frozenset[str] = frozenset()
    empty: bool = True

    def buildings(self) -> Iterator[tuple[str, Entry]]:
        """Yield (the company's section and slug, the building)."""
        for key, organization in self.organizations.items():
            for building in organization.part("buildings"):
                yield key, building


def read_contents(data: Path, day_in: Clock) -> tuple[Contents, Report]:
    """Read and check a folder; return its contents and its problems."""
    drafts, report = load_drafts(data, day_in)
    return _contents(drafts), report


def _contents(drafts: Drafts) -> Contents:
    settings = drafts.settings
    private: dict[str, tuple[PrivateLink, ...]] = {}
    for link in drafts.links:
        private[link.building] = (*private.get(link.building, ()), link)
    return Contents(
        site=_entry(drafts.site, settings) if drafts.site else Entry(place=Place(SITE_FILE)),
        history=_history(drafts.history) if drafts.history else None,
        organizations={
            f"{section}/{slug}": _entry(draft, settings)
            for section in SECTIONS
            for slug, draft in drafts.section(section).items()
        },
        private=private,
        streets={
            name.key: known.street
            for known in settings.streets
            for name in (*known.aliases, *known.former)
            if name.key != known.street.key
        },
        unread=drafts.unread,
        empty=drafts.site is None and not drafts.organizations(),
    )


def _entry(draft: Draft, settings: Settings) -> Entry:
    values: dict[str, str] = {}
    parts: dict[str, tuple[Entry, ...]] = {}
    places = {name: draft.at(name) for name in draft.given}
    for name in draft.record.by_name:
        value = draft.get(name)
        several = value if isinstance(value, tuple) else (value,)
        drafts = [one for one in several if isinstance(one, Draft)]
        if drafts:
            parts[name] = tuple(_entry(one, settings) for one in drafts)
        elif isinstance(value, dict):
            values |= {f"{name}.{key}": _text(one) or "никуда" for key, one in value.items()}
            places |= {f"{name}.{key}": draft.at(name, key) for key in value}
        elif text := _text(value):
            listed = name == "entrances" and isinstance(value, tuple)
            values[name] = f"только {text}" if listed else text
    if draft.record.name == "chat":
        values["share"] = draft.get("share") or usual_share(draft.get("owner"))
    own = draft.get("address")
    addresses = (own, *(draft.get("aliases") or ())) if isinstance(own, Address) else ()
    return Entry(
        place=draft.place,
        values=values,
        places=places,
        parts=parts,
        addresses=addresses,
        pages=tuple(
            house_path(one, settings.slugs, "" if index else draft.get("slug") or "")
            for index, one in enumerate(addresses)
        ),
    )


def _history(history: History) -> Entry:
    published = {f"published.{number}": pages for number, pages in history.published.items()}
    return Entry(
        place=Place(history.path),
        values={name: "; ".join(pages) for name, pages in published.items()}
        | ({"key": history.key} if history.key else {})
        | ({"organizations": "; ".join(history.organizations)} if history.organizations else {}),
        places={f"published.{number}": history.at(number) for number in history.spots},
    )


def _text(value: object) -> str:
    """Return a value as people write it; "" for None and an empty list."""
    match value:
        case None:
            return ""
        case bool():
            return "да" if value else "нет"
        case Address():
            return value.full
        case Street():
            return value.title
        case tuple():
            return "; ".join(map(_text, value))
        case _:
            return str(value)
