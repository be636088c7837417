"""Builds the portal from the `city.json` of the cities' sites."""

from collections.abc import Iterable
from datetime import date

from generator.build.publishing import Folder, Published, publishing
from generator.caching import Cache, code_digest, program_digest
from generator.city import Contact
from generator.datafiles import read_sources
from generator.region.folder import Region
from generator.site import Portal, PortalCity, Setting, compressed, portal_targets
from generator.text import Report


def build_portal(
    region: Region, cities: Iterable[PortalCity], today: date, report: Report, *, compress: bool = False
) -> Published | None:
    """Build the portal; None if the region's own `site_src` has errors, which are reported."""
    sources = read_sources(region.folder / "site_src")
    report.add(sources.report)
    if sources.report.failed:
        return None
    folder = Folder(region.portal)
    with publishing(folder) as site:
        setting = Setting(program=program_digest(), code=code_digest(), today=today)
        targets = portal_targets(_portal(region, cities), sources, setting, Cache.of(region.portal.parent, "parts"))
        return site.publish([*map(compressed, targets)] if compress else targets)


def _portal(region: Region, cities: Iterable[PortalCity]) -> Portal:
    draft = region.draft
    contact = draft.get("contact")
    return Portal(
        title=draft.get("title"),
        base_url=draft.get("base_url"),
        contact=Contact(**{name: contact.get(name) for name in ("email", "phone", "link")}),
        demo=bool(draft.get("demo")),
        offline=draft.get("offline") is not False,
        cities=tuple(cities),
    )
