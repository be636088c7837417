"""A region on disk: `region.yaml`, and a folder for each city in `cities/`, each a whole city."""

from pathlib import Path

from msgspec import Struct

from generator.city import Urls
from generator.datafiles import CITIES, REGION_FILE, SLUG, Draft, city_url, own_base_url, read_region, read_region_file
from generator.site import RESERVED
from generator.text import Place, Report


class RegionCity(Struct, frozen=True, kw_only=True):
    """A city of the region: the name of its folder, its data, where it is built, the address of its site.

    `place` is where the address stands.
    """

    slug: str
    data: Path
    out: Path
    url: str
    place: Place


class Region(Struct, frozen=True, kw_only=True):
    """The region as its files tell it. `draft` is that of region.yaml; what could be read of it, if it has mistakes."""

    folder: Path
    draft: Draft
    cities: tuple[RegionCity, ...]
    portal: Path  # where the portal is built


def load_region(folder: Path, out: Path, report: Report) -> Region | None:
    """Return the region, or None if there is none; report all that is wrong with region.yaml and the folder `cities`.

    The cities' own files are not looked at.
    """
    path = folder / REGION_FILE
    file = read_region_file(path, report)
    draft = read_region(file, report)[0] if file else None
    if file is None and not report.failed:
        hint = "создайте его: в нём название портала, base_url и contact"
        report.error(Place(str(path)), "no-site", f"нет файла {REGION_FILE}", hint)
    cities = tuple(_cities(folder / CITIES, out, draft, report))
    return Region(folder=folder, draft=draft, cities=cities, portal=out / "portal") if draft else None


def _cities(cities: Path, out: Path, draft: Draft | None, report: Report) -> list[RegionCity]:
    if not cities.is_dir():
        report.error(
            Place(str(cities)), "no-data", "такой папки с городами нет", "положите в неё города, каждый в папке"
        )
        return []
    found = []
    for path in sorted(cities.iterdir()):
        if path.name.startswith(".") or not path.is_dir():
            continue
        url = city_url(draft, path.name) if draft else ""
        if not SLUG.fullmatch(path.name):
            text = f"имя папки «{path.name}» станет адресом города и для него не годится"
            hint = "оставьте латинские строчные буквы, цифры и дефис: nizhniy-primersk"
            report.error(Place(str(path)), "file-name", text, hint)
        elif path.name in RESERVED and draft and url == f"{draft.get('base_url')}{path.name}/":
            text = f"адрес /{path.name}/ занят самим порталом"
            report.error(Place(str(path)), "file-name", text, "назовите папку города иначе")
        else:
            data = path / "data"
            own, place = own_base_url(data) or (url, Place(str(path)))
            found.append(RegionCity(slug=path.name, data=data, out=out / CITIES / path.name, url=own, place=place))
    if not found and not report.failed:
        report.error(
            Place(str(cities)), "no-data", "здесь нет ни одного города", "положите сюда города, каждый в папке"
        )
    return found


def address_clashes(region: Region) -> dict[str, Report]:
    """Return the problems of cities whose sites would stand in the place of another city's or of the portal, by slug.

    Of two cities, the one that chose its address itself has the problem; both, if both did.
    """
    portal = _address(region.draft.get("base_url") or "")
    found: dict[str, Report] = {}
    around: list[RegionCity] = []  # cities whose addresses contain this one, the nearest last
    for city in sorted(region.cities, key=lambda one: _address(one.url)):
        here = _address(city.url)
        while around and not here.startswith(_address(around[-1].url)):
            around.pop()
        if not here:
            continue
        if portal and (portal.startswith(here) or here.startswith(tuple(f"{portal}{name}/" for name in RESERVED))):
            _add(found, city, f"на месте этого адреса, {city.url}, стоит портал: {region.draft.get('base_url')}")
            continue
        if around:
            outer = around[-1]
            same = _address(outer.url) == here
            for one, other, how in ((city, outer, "снаружи этого адреса"), (outer, city, "внутри этого адреса")):
                if one.place.path != str(one.data.parent):  # the address stands in the city's own site.yaml
                    _add(found, one, f"{'по этому же адресу' if same else how} стоит город {other.slug}: {other.url}")
        around.append(city)
    return found


def _add(found: dict[str, Report], city: RegionCity, text: str) -> None:
    report = found.setdefault(city.slug, Report())
    report.error(city.place, "base-url", text, "дайте каждому городу свой адрес, не внутри чужого: base_url")


def _address(url: str) -> str:
    """Return a URL as it is compared with others: two that differ in case or in the scheme are one site."""
    return Urls(url).file("").partition("://")[2].casefold() if url else ""
