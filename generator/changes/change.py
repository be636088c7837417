"""One change, as a value."""

from dataclasses import dataclass
from typing import Literal

from generator.problems import Place

Subject = Literal["link", "phone", "organization", "building", "site"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What became different, in Russian, and where it stands now (or stood, if it is gone).

    `suspicious`: what a thief would do looks the same, so it is shown first.
    """

    subject: Subject
    place: Place
    text: str
    suspicious: bool = False
    old: str = ""
    new: str = ""


def shown(url: str) -> str:
    """Return a link as it is shown to people: an invitation in part, so that a report is no list of invitations."""
    head, join, token = url.removeprefix("https://").partition("/join/")
    return f"{head}{join}{token[:4]}…{token[-4:]}" if join else head
