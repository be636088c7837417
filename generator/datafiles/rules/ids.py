"""Rules of ids: one building each, and none is ever lost."""

from collections.abc import Iterator
from datetime import date

from generator.datafiles.facts import Facts
from generator.text import Place, Problem

BUILDING_ID_DELETED = "id-deleted"  # its cure is a command


def ids_are_unique(facts: Facts, _: date) -> Iterator[Problem]:
    """An id belongs to one building and is not retired."""
    retired = (facts.site and facts.site.get("retired")) or {}
    first: dict[str, Place] = {}
    for company, building in facts.buildings:
        building_id, spot = building.id, building.id_spot
        if building_id is None or spot is None:
            continue
        place = company.at(spot)
        if building_id in first:
            yield Problem(
                place,
                "id-taken",
                f"номер {building_id} уже у другого дома: {first[building_id]}",
                "новый номер даст команда domchat ids; прежний оставьте дому, на объявлении которого он напечатан",
            )
        first.setdefault(building_id, place)
        if building_id in retired and facts.site:
            yield Problem(
                place,
                "id-retired",
                f"номер {building_id} выведен из употребления: {facts.site.at('retired', building_id)}",
                "уберите его из retired или дайте дому новый номер командой domchat ids",
            )


def retired_ids_lead_somewhere(facts: Facts, _: date) -> Iterator[Problem]:
    """A retired id leads to a building that there is, or to null."""
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


def nothing_published_is_lost(facts: Facts, _: date) -> Iterator[Problem]:
    """Every id ever given is still in use or retired."""
    if facts.history is None or facts.site is None or facts.incomplete:
        return
    known = {*facts.by_id, *(facts.site.get("retired") or {})}
    unnumbered = {
        building.address.page: company.at(building.address_spot)
        for company, building in facts.buildings
        if building.id_spot is None and building.address
    }
    for old, paths in (facts.history.get("published") or {}).items():
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
                facts.history.at("published", old),
                "id-lost",
                f"номер {old} напечатан на объявлениях, но дома с ним больше нет{was}",
                f"верните дом или добавьте в site.yaml: retired: {{{old}: номер другого дома или null}}",
            )
