"""One change, as a value."""

from typing import Literal

from msgspec import Struct

from generator.text import Place

Subject = Literal["link", "phone", "organization", "building", "site"]


class Change(Struct, frozen=True, kw_only=True):
    """What became different, in Russian, and where it stands now (or stood, if it is gone).

    `suspicious`: what a thief would do looks the same, so it is shown first.
    """

    subject: Subject
    place: Place
    text: str
    suspicious: bool = False
    old: str = ""
    new: str = ""
