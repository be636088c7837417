"""Rules of ids: each belongs to one building, and none is lost."""

from collections.abc import Iterator

from generator.datafiles.facts import BuildingFacts, Facts
from generator.text import Place, Problem

BUILDING_ID_DELETED = "id-deleted"  # its cure is a command


def ids_are_unique(facts: Facts) -> Iterator[Problem]:
    """An id belongs to one building and is not retired."""
    retired = (facts.site and facts.site.get("retired")) or {}
    for one in facts.buildings:
        building_id = one.building.id
        if not building_id:
            continue
        first = facts.by_id[building_id]
        if first is not one:
            yield Problem(
                _id_place(one),
                "id-taken",
                f"номер {building_id} уже у другого дома: {_id_place(first)}",
                "новый номер даст команда domchat ids; прежний оставьте дому, на объявлении которого он напечатан",
            )
        if building_id in retired and facts.site:
            yield Problem(
                _id_place(one),
                "id-retired",
                f"номер {building_id} выведен из употребления: {facts.site.at('retired', building_id)}",
                "уберите его из retired или дайте дому новый номер командой domchat ids",
            )


def _id_place(one: BuildingFacts) -> Place:
    return one.file.at(one.spots.id or one.spots.address)


def retired_ids_lead_somewhere(facts: Facts) -> Iterator[Problem]:
    """A retired id leads to an existing building, or to null."""
    if facts.site is None or facts.incomplete:
        return
    for old, new in (facts.site.get("retired") or {}).items():
        if new is not None and new not in facts.by_id:
            yield Problem(
                facts.site.at("retired", old),
                "retired-target",
                f"номер {old} должен вести к дому {new}, но такого дома нет",
                "исправьте номер или напишите null: дома больше нет",
            )


def nothing_published_is_lost(facts: Facts) -> Iterator[Problem]:
    """Every id ever given is still in use or retired."""
    if facts.history is None or facts.site is None or facts.incomplete:
        return
    known = {*facts.by_id, *(facts.site.get("retired") or {})}
    unnumbered = {one.building.path: one.place for one in facts.buildings if one.spots.id is None and one.building.path}
    for old, paths in facts.history.published.items():
        if old in known:
            continue
        page = next((page for page in reversed(paths) if page in unnumbered), None)
        if page:
            text = f"у этого дома был номер {old}: он напечатан на объявлениях"
            yield Problem(
                unnumbered[page], BUILDING_ID_DELETED, text, f"верните строку id: {old}; это сделает и domchat ids"
            )
        else:
            was = f"; это был /{paths[-1]}/" if paths else ""
            yield Problem(
                facts.history.at(old),
                "id-lost",
                f"номер {old} напечатан на объявлениях, но дома с ним больше нет{was}",
                f"верните дом или добавьте в site.yaml: retired: {{{old}: номер другого дома или null}}",
            )
