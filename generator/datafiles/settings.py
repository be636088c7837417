"""Settings from `site.yaml` that are needed to read the other files: the city, its streets, its settlements."""

from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from generator.addresses import (
    AddressReader,
    Gazetteer,
    Refusal,
    Street,
    StreetKnowledge,
    parse_address,
    parse_street,
    place_key,
)
from generator.city import KnownStreet
from generator.datafiles.digests import digest_of
from generator.datafiles.reading import Draft
from generator.datafiles.understanding import as_bad
from generator.text import Place, Report, shorten

_SOME_HOUSE = "улица Ленина, 1"


class Settings(Struct, frozen=True, kw_only=True, dict=True):
    """The settings. `digest` covers all of them, and the file's bytes if it could not be read."""

    digest: bytes
    site: Draft | None
    addresses: AddressReader
    streets: tuple[KnownStreet, ...] = ()
    slugs: dict[str, str] = field(default_factory=dict)  # set in site.yaml, by street key

    @property
    def gazetteer(self) -> Gazetteer:
        """Return what is known of the city's streets and settlements."""
        return self.addresses.gazetteer

    @cached_property
    def known(self) -> dict[str, KnownStreet]:
        """Return the streets of site.yaml by street key."""
        return {known.street.key: known for known in self.streets}

    @property
    def demo(self) -> bool:
        """Return True if the site is a demonstration."""
        return bool(self.site and self.site.get("demo"))


def make_settings(site: Draft | None, report: Report) -> Settings:
    """Return the settings in the draft of `site.yaml`."""
    if site is None:
        return Settings(digest=digest_of("no site"), site=None, addresses=AddressReader(gazetteer=Gazetteer(city="")))
    gazetteer = replace(_gazetteer(site), settlements=tuple(_settlements(site, report)))
    streets = _known_streets(site, gazetteer, report)
    return Settings(
        digest=site.digest,
        site=site,
        addresses=AddressReader(gazetteer=gazetteer),
        streets=streets,
        slugs={known.street.key: known.slug for known in streets if known.slug},
    )


def _gazetteer(site: Draft) -> Gazetteer:
    return Gazetteer(
        city=site.get("city") or "",
        region=site.get("region") or "",
        slash_means=site.get("slash_means") or "corner",
        streets=tuple(
            StreetKnowledge(
                name=street.get("name"),
                aliases=street.get("aliases") or (),
                former=street.get("former") or (),
            )
            for street in site.get("streets") or ()
            if street.get("name")
        ),
    )


def _settlements(site: Draft, report: Report) -> Iterator[str]:
    """Yield the settlements of site.yaml; report those that can't be distinguished from other parts of an address."""
    plain = Gazetteer(city=site.get("city") or "", region=site.get("region") or "")
    names: dict[str, str] = {}
    for index, name in enumerate(site.get("settlements") or ()):
        read = parse_address(f"с. {name}, {_SOME_HOUSE}", plain)
        if isinstance(read, Refusal) or place_key(read.settlement) != place_key(name):
            text = f"по «{shorten(name)}» в адресе не узнать посёлок или село"
            hint = "напишите одно название с большой буквы, без «с.» и «пос.»; сам город сюда не пишут"
            report.error(site.at("settlements", index), "settlement-name", text, hint)
        elif place_key(name) in names:
            text = f"«{shorten(name)}» уже названо: {names[place_key(name)]}"
            report.error(site.at("settlements", index), "settlement-name", text, "оставьте одно из двух")
        else:
            names[place_key(name)] = name
            yield name


def _known_streets(site: Draft, gazetteer: Gazetteer, report: Report) -> tuple[KnownStreet, ...]:
    """Return the streets of site.yaml; a name shared by two streets is an error."""
    # Parsed without known streets, or every former name would be replaced by the present one.
    plain = replace(gazetteer, streets=())
    known = []
    owners: dict[str, Place] = {}
    for draft in site.get("streets") or ():
        names: dict[str, list[Street]] = {}
        for field_name in ("name", "aliases", "former"):
            value = draft.get(field_name) or ()
            lines = (value,) if isinstance(value, str) else value
            names[field_name] = []
            for index, line in enumerate(lines):
                place = draft.at(field_name, None if field_name == "name" else index)
                street = parse_street(line, plain)
                if isinstance(street, Refusal):
                    report.bad(place, as_bad(street))
                    continue
                names[field_name].append(street)
                if owners.setdefault(street.key, draft.place) != draft.place:
                    report.error(
                        place,
                        "street-name-taken",
                        f"«{street.title}» уже сказано о другой улице: {owners[street.key]}",
                        "оставьте это название у одной из них",
                    )
        if names["name"]:
            known.append(
                KnownStreet(
                    street=names["name"][0],
                    aliases=tuple(names["aliases"]),
                    former=tuple(names["former"]),
                    slug=draft.get("slug") or "",
                )
            )
    return tuple(known)
