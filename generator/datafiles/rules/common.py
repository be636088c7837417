"""What several rules need."""

from collections.abc import Iterator

from generator.datafiles.drafts import Drafts
from generator.datafiles.facts import BuildingFacts, ChatFacts, Facts, OrganizationFacts
from generator.datafiles.reading import Draft
from generator.text import Place, Problem

Target = tuple[OrganizationFacts, BuildingFacts, ChatFacts]


def warning(place: Place, code: str, text: str, hint: str = "") -> Problem:
    """Return a problem that is shown and stops nothing."""
    return Problem(place, code, text, hint, "warning")


def chats_of(drafts: Drafts) -> Iterator[tuple[Draft | None, Draft]]:
    """Yield (the building or None for an organisation's own, the chat)."""
    for organization in drafts.organizations():
        for chat in organization.get("chats") or ():
            yield None, chat
    for _, building in drafts.buildings():
        for chat in building.get("chats") or ():
            yield building, chat


def private_target(facts: Facts, building_id: str, position: int | None) -> Target | str:
    """Return the chat that a private link is for, or in words why there is none."""
    company, building = facts.by_id.get(building_id, (None, None))
    if company is None or building is None:
        return f"дома с номером {building_id} нет"
    chats = building.chats
    if position is None:
        if len(chats) == 1:
            return company, building, chats[0]
        return f"у дома {building_id} чатов: {len(chats)}; укажите, какой по счёту"
    if 1 <= position <= len(chats):
        return company, building, chats[position - 1]
    return f"у дома {building_id} нет чата с порядковым номером {position}"
