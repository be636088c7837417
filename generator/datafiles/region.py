"""region.yaml, and the fields of site.yaml that it gives to all cities."""

from collections.abc import Collection, Mapping
from pathlib import Path

import yaml

from generator.datafiles.fields import REGION, SITE
from generator.datafiles.folder import SITE_FILE, SLUG, File, Folder, city_of, read_region_file
from generator.datafiles.nodes import MapNode, Node, ScalarNode
from generator.datafiles.reading import Draft, read_root
from generator.datafiles.value_types import CITY_IN_URL
from generator.text import Place, Report

_OF_THE_PORTAL = {"title", "base_url"}  # fields that a city has its own of
_BEGINNING = yaml.Mark("", 0, 0, 0, "", 0)


def read_region(file: File, report: Report) -> tuple[Draft, MapNode | None]:
    """Return the draft of region.yaml and its node, None if it has none; report all its problems."""
    root, reader = read_root(file.text, file.path, report)
    draft = (reader.draft(root, REGION) if root else None) or Draft(REGION, file.path, (1, 1))
    contact = draft.get("contact")
    if isinstance(contact, Draft) and not contact.given:
        hint = "укажите email, phone или link"
        report.error(contact.place, "no-contact", "не сказано, куда сообщать об ошибках", hint)
        del draft.values["contact"]
    return draft, root


def city_url(region: Draft, city: str) -> str:
    """Return the URL of a city's site; "" if region.yaml does not tell it."""
    if template := region.get("city_url"):
        return str(template.replace(CITY_IN_URL, city))
    base_url = region.get("base_url")
    return f"{base_url}{city}/" if base_url and "city_url" not in region.given else ""


def own_base_url(data: Path) -> tuple[str, Place] | None:
    """Return the URL that a city's site.yaml gives it, and where; None if it gives none that can be read.

    Nothing is reported: a check of the city does that.
    """
    file = read_region_file(data / SITE_FILE, Report())
    if file is None or "base_url" not in file.text:  # as in most cities: a thousand of them are read in a moment
        return None
    root, reader = read_root(file.text, file.path, Report())
    draft = reader.draft(root, SITE) if root else None
    url = draft.get("base_url") if draft else None
    return (url, draft.at("base_url")) if draft and url else None


def read_site(folder: Folder, report: Report) -> Draft | None:
    """Return the draft of site.yaml, with the fields that stand in region.yaml as if they were written in it.

    Fields that stand there and can't be read are reported there, and not missed here.
    """
    region, shared = _shared_fields(folder, report)
    if folder.site is None:
        return None
    root, reader = read_root(folder.site.text, folder.site.path, report)
    if root is None:
        return None
    own = {key.value for key, _ in root.pairs if type(key) is ScalarNode}
    elsewhere = {name for name in (*shared, *region) if name not in own}
    root.pairs += [(_scalar(name), shared[name]) for name in shared if name in elsewhere]
    draft = reader.draft(root, SITE, elsewhere)
    if draft and folder.region:
        for value in map(draft.values.get, elsewhere):
            if isinstance(value, Draft):
                value.path = folder.region.path
    return draft


def _shared_fields(folder: Folder, report: Report) -> tuple[Collection[str], Mapping[str, Node]]:
    """Return the names of the fields in region.yaml, and those of its values that a city gets."""
    if folder.region is None:
        return (), {}
    region, root = read_region(folder.region, report)
    if root is None:
        return REGION.by_name.keys(), {}
    given = {key.value: value for key, value in root.pairs if type(key) is ScalarNode and key.value in region.values}
    shared = {name: node for name, node in given.items() if name in SITE.by_name and name not in _OF_THE_PORTAL}
    city = city_of(Path(folder.path))
    urls = {"portal": region.get("base_url"), "base_url": city_url(region, city) if SLUG.fullmatch(city) else ""}
    missed = {"contact", "base_url"} if SLUG.fullmatch(city) else {"contact"}  # in region.yaml, if anywhere
    return (region.given - _OF_THE_PORTAL) | missed, shared | {name: _scalar(url) for name, url in urls.items() if url}


def _scalar(text: str) -> Node:
    return ScalarNode(None, None, (False, True), text, _BEGINNING, _BEGINNING, style='"')
