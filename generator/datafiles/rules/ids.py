"""Rules of ids: one building each, and none is ever lost."""

from collections.abc import Iterator
from datetime import date

from generator.datafiles.drafts import Drafts
from generator.datafiles.reading import Draft
from generator.datafiles.rules.common import incomplete
from generator.text import Problem


def ids_are_unique(drafts: Drafts, _: date) -> Iterator[Problem]:
    """An id belongs to one building and is not retired."""
    first: dict[str, Draft] = {}
    retired = (drafts.site and drafts.site.get("retired")) or {}
    for _slug, building in drafts.buildings():
        building_id = building.get("id")
        if building_id is None:
            continue
        if building_id in first:
            yield Problem(
                building.at("id"),
                "id-taken",
                f"номер {building_id} уже у другого дома: {first[building_id].at('id')}",
                "новый номер даст команда domchat ids; прежний оставьте дому, на объявлении которого он напечатан",
            )
        first.setdefault(building_id, building)
        if building_id in retired and drafts.site:
            yield Problem(
                building.at("id"),
                "id-retired",
                f"номер {building_id} выведен из употребления: {drafts.site.at('retired', building_id)}",
                "уберите его из retired или дайте дому новый номер командой domchat ids",
            )


def retired_ids_lead_somewhere(drafts: Drafts, _: date) -> Iterator[Problem]:
    """A retired id leads to a building that there is, or to null."""
    if drafts.site is None or incomplete(drafts):
        return
    for old, new in (drafts.site.get("retired") or {}).items():
        if new is not None and new not in drafts.ids:
            yield Problem(
                drafts.site.at("retired", old),
                "retired-target",
                f"номер {old} должен вести к дому {new}, но такого дома нет",
                "исправьте номер или напишите null: дома больше нет",
            )


def nothing_published_is_lost(drafts: Drafts, _: date) -> Iterator[Problem]:
    """Every id ever given is still in use or retired."""
    if drafts.history is None or drafts.site is None or incomplete(drafts):
        return
    known = drafts.ids | set(drafts.site.get("retired") or {})
    for old, paths in (drafts.history.get("published") or {}).items():
        if old not in known:
            was = f"; это был /{paths[-1]}/" if paths else ""
            yield Problem(
                drafts.history.at("published", old),
                "id-lost",
                f"номер {old} напечатан на объявлениях, но дома с ним больше нет{was}",
                f"верните дом или добавьте в site.yaml: retired: {{{old}: номер другого дома или null}}",
            )
