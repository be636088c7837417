"""What several rules need."""

from collections.abc import Iterator

from generator.datafiles.drafts import Drafts
from generator.datafiles.reading import Draft
from generator.text import Place, Problem


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
