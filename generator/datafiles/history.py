"""`history.yaml`: every id ever given with all addresses of its page; and what it says against a city."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from generator.city import City, former_paths, organization_path
from generator.datafiles.folder import HISTORY_FILE
from generator.datafiles.reading import Draft, Spot
from generator.text import Place, Problem


class History(Struct, frozen=True, kw_only=True, array_like=True):
    """`history.yaml`: the addresses that pages ever had, by id; the mark of the key of secret addresses."""

    path: str
    published: dict[str, tuple[str, ...]]
    spots: dict[str, Spot]
    key: str
    organizations: tuple[str, ...] = ()
    organization_spots: tuple[Spot, ...] = ()

    def at(self, building_id: str) -> Place:
        """Return the place of what was published of a building."""
        return Place(self.path, *self.spots[building_id])


def make_history(draft: Draft) -> History:
    """Return what could be read of the file."""
    return History(
        path=draft.path,
        published=draft.get("published") or {},
        spots=draft.items.get("published", {}),
        key=draft.get("key") or "",
        organizations=draft.get("organizations") or (),
        organization_spots=tuple(draft.items.get("organizations", {}).values()),
    )


def check_history(city: City, history: History | None, data: Path) -> Iterator[Problem]:
    """Yield what looks like a slip: no history, or an id that went to a house where another one was.

    These are warnings about a city without errors, since each may be intended.
    """
    if history is None:
        if city.buildings and not city.site.demo:  # nobody prints a demonstration
            yield history_is_missing(data)
        return
    before = {path: building_id for building_id, paths in city.published.items() for path in paths}
    for building in city.buildings:
        own = city.published.get(building.id, ())
        other = before.get(building.path, building.id)
        if own and building.path not in own and other != building.id:
            yield Problem(
                history.at(building.id),
                "id-moved",
                f"номер {building.id} был у /{own[-1]}/, а в файле компании {building.company} он у /{building.path}/, "
                f"где раньше был {other}",
                "если номера перепутаны, поменяйте их местами: они напечатаны; если так и задумано, ничего не делайте",
                "warning",
            )
    known = {organization_path(one) for one in city.organizations} | set(former_paths(city))
    for index, path in enumerate(city.organization_pages):
        if path not in known:
            slug = path.partition("/")[2]
            yield Problem(
                Place(history.path, *history.organization_spots[index]),
                "page-lost",
                f"на страницу /{path}/ ведут напечатанные коды каналов, а файла {slug}.yaml больше нет",
                f"если он переименован или у организации есть преемник, напишите там: former: [{{slug: {slug}}}]; "
                "пока адрес ведёт на список организаций",
                "warning",
            )


def history_is_missing(data: Path) -> Problem:
    """Say that nobody knows any more which ids are printed."""
    return Problem(
        Place(str(data / HISTORY_FILE)),
        "no-history",
        "этого файла нет, хотя у домов есть номера: неизвестно, какие уже напечатаны",
        "верните файл из git; если номера ещё нигде не напечатаны, выполните domchat ids",
        "warning",
    )
