"""One change, as a value."""

from typing import Literal

from msgspec import Struct

from generator.text import Place

Subject = Literal["link", "phone", "organization", "building", "site", "source"]


class Change(Struct, frozen=True, kw_only=True):
    """What became different, in Russian, and where it stands now (or stood, if it is gone).

    `suspicious`: it sends residents elsewhere than yesterday, or is what a thief would do, so it is shown first.
    `brief` is the text where long quotes are cut around what differs; empty where nothing is to be cut.
    """

    subject: Subject
    place: Place
    text: str
    brief: str = ""
    suspicious: bool = False
    old: str = ""
    new: str = ""

    @property
    def short(self) -> str:
        """The text without long quotes."""
        return self.brief or self.text
