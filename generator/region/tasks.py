"""The task for one city, in this process or in a worker: the same build as `domchat build` in its folder.

A task may be run again at any time, also while another worker that seemed dead still runs it: the output folder's lock
lets one of them wait, and what is built already stays.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct, field

from generator.build import Options, build, check_everything
from generator.build.object_storage import Place, Sent
from generator.build.publishing import Folder, Published, notes_of
from generator.datafiles import Clock
from generator.site import CITY_FILE, PortalCity, read_summary
from generator.text import Report


class Storage(Struct, frozen=True, kw_only=True):
    """Where workers without a shared disk take a city from and where they publish it.

    `settings` returns those of both storages on the machine that asks. The rest is of one task: digests of the
    program, of the city's data as they were stored for the workers, and of all that its site depends on but the day.
    """

    closed: Place
    site: Place
    settings: Callable[[], Mapping[str, str]]
    gzip: bool = False
    verify: bool = False
    code: str = ""
    data: str = ""
    stamp: str = ""


class CityTask(Struct, frozen=True, kw_only=True):
    """A city and how it is to be built. `describe` says in words why a build failed. Workers get it pickled.

    `folder` is that of its site in a storage.
    """

    slug: str
    folder: str
    data: Path
    out: Path
    shared: Path  # where all cities of the region are built
    day_in: Clock
    describe: Callable[[Exception], str]
    key: str = ""
    jobs: int = 1
    compress: bool = False
    cache: bool = True
    verify: bool = False
    storage: Storage | None = None  # for workers that see none of these folders

    def options(self) -> Options:
        """Return the options of the city's build."""
        return Options(
            data=self.data,
            out=self.out,
            day_in=self.day_in,
            key=self.key,
            own_sources=self.data.parent / "site_src",
            jobs=self.jobs,
            compress=self.compress,
            shared=self.shared,
            cache=self.cache,
            verify=self.verify,
        )


class CityDone(Struct, frozen=True, kw_only=True):
    """The result: the problems found; what was published, or why the machine could not; what the portal shows."""

    slug: str
    report: Report = field(default_factory=Report)
    published: Published | None = None
    failure: str = ""
    city: PortalCity | None = None
    sent: Sent | None = None  # what was published in a storage, if one was given

    @property
    def failed(self) -> bool:
        """Return True if the city's site was left as it was, or its data have errors."""
        return bool(self.failure) or self.report.failed


def build_city(task: CityTask) -> CityDone:
    """Build the city; never raises for what is wrong with it, so that the others are built."""
    try:
        result = build(task.options())
    except Exception as error:  # noqa: BLE001 - told to the person, with the city's name
        return CityDone(slug=task.slug, failure=task.describe(error), city=city_as_built(task.slug, task.out))
    city = city_as_built(task.slug, task.out)
    return CityDone(slug=task.slug, report=result.report, published=result.published, city=city)


def check_city(task: CityTask) -> CityDone:
    """Check the city's data and its own sources."""
    try:
        return CityDone(slug=task.slug, report=check_everything(task.options()))
    except Exception as error:  # noqa: BLE001 - as above
        return CityDone(slug=task.slug, failure=task.describe(error))


def city_as_built(slug: str, out: Path) -> PortalCity | None:
    """Return what the portal shows of a city, from its site as it stands; None if it has none."""
    try:
        card = read_summary((out / "site" / CITY_FILE).read_bytes())
    except OSError:
        return None
    notes = notes_of(Folder(out))
    return PortalCity(slug=slug, card=card, built=notes.day if notes else None) if card else None
