"""A plan → the new texts of the data files."""

from collections.abc import Mapping, Sequence
from typing import Any

from generator.datafiles import SITE_FILE, File, marked_nodes
from generator.datafiles.editing import Append, Drop, Edit, Put, Yaml, edited, new_file, plain
from generator.datafiles.layout import canonical, keep_canonical
from generator.spreadsheets.plans.companies import NewCompany
from generator.spreadsheets.plans.plan import Plan, drops_building
from generator.text import Report

_SCHEMA = "# yaml-language-server: $schema=../../docs/schema/company.json"


def plain_values(file: File) -> Mapping[str, Any]:
    """Return the contents of a valid file as strings, lists and dictionaries."""
    return plain(marked_nodes(file.text))  # type: ignore[no-any-return]


def company_file(slug: str) -> str:
    """Return the name of a company's file in the data folder."""
    return f"companies/{slug}.yaml"


def new_texts(
    plan: Plan, raws: Mapping[str, Mapping[str, Any]], site: Mapping[str, Any], originals: Mapping[str, str]
) -> dict[str, str]:
    """Return the texts of changed and new files, by name in the data folder.

    `raws`: the companies' files as plain values, by slug; `site`: the site's; `originals`: the present texts by
    name, with their own line endings.
    """
    texts: dict[str, str] = {}
    for slug in sorted({*plan.edits, *plan.added}):
        name, added = company_file(slug), plan.added.get(slug, [])
        if slug in plan.new_companies:
            texts[name] = new_file(_company(plan.new_companies[slug], added), _SCHEMA)
        elif edits := _edits(plan.edits.get(slug, []), added, raws[slug]):
            texts[name] = edited(originals[name], edits)
    if plan.retired:
        texts[SITE_FILE] = edited(originals[SITE_FILE], _retire(plan.retired, site))
    return texts


def laid_out(texts: Mapping[str, str], originals: Mapping[str, str]) -> dict[str, str]:
    """Return the texts in canonical layout if the files had it or are new; their meaning stays."""
    return {
        name: keep_canonical(originals[name], text, name)
        if name in originals
        else canonical(text, name, Report()) or text
        for name, text in texts.items()
    }


def _edits(edits: list[Edit], added: Sequence[dict[str, Yaml]], raw: Mapping[str, Any]) -> list[Edit]:
    stored = raw.get("buildings") or []
    gone = [edit for edit in edits if drops_building(edit)]
    if stored and len(gone) < len(stored):
        return [*edits, *(Append(path=("buildings",), value=new) for new in added)]
    if added:
        return [Put(path=("buildings",), value=list(added))]
    return [Drop(path=("buildings",))] if gone else []


def _retire(ids: Sequence[str], site: Mapping[str, Any]) -> list[Edit]:
    if site.get("retired"):
        return [Put(path=("retired", one), value=None) for one in ids]
    return [Put(path=("retired",), value=dict.fromkeys(ids))]


def _company(new: NewCompany, buildings: list[dict[str, Yaml]]) -> dict[str, Yaml]:
    numbers = {name: number for name, number in (("inn", new.inn), ("ogrn", new.ogrn)) if number}
    return {"name": new.name, "kind": new.kind, **numbers, **new.contacts, "buildings": list(buildings)}
