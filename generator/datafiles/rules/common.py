"""What several rules need."""

from collections.abc import Iterator, Sequence

from generator.datafiles.drafts import Drafts
from generator.datafiles.reading import Draft
from generator.text import Place, Problem

DATES_OF_A_CHAT = ("since", "checked", "withdrawn")  # none of them is ahead


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


def incomplete(drafts: Drafts) -> bool:
    """Tell whether some files or ids could not be read, so that «there is no such» can't be said."""
    return bool(drafts.unread) or any(
        "id" in building.given and building.get("id") is None for _, building in drafts.buildings()
    )


def private_target(drafts: Drafts, building_id: str, position: int | None) -> Draft | str:
    """Return the chat that a private link is for, or in words why there is none."""
    building = drafts.by_id().get(building_id)
    if building is None:
        return f"дома с номером {building_id} нет"
    chats: Sequence[Draft] = building.get("chats") or ()
    if position is None:
        if len(chats) == 1:
            return chats[0]
        return f"у дома {building_id} чатов: {len(chats)}; укажите, какой по счёту"
    if 1 <= position <= len(chats):
        return chats[position - 1]
    return f"у дома {building_id} нет чата с порядковым номером {position}"
