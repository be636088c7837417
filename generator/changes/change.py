"""A change as a value."""

from typing import Literal

from msgspec import Struct

from generator.text import Place

Subject = Literal["link", "phone", "organization", "building", "site", "source"]


class Change(Struct, frozen=True, kw_only=True):
    """A change, in Russian, and its place now (or before, if it was removed).

    `suspicious`: it sends residents to other chats than before, or looks like an attack, so it is shown first.
    `brief` is the text with long quotes shortened around the difference; "" if there is nothing to shorten.
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
        """Return the text without long quotes."""
        return self.brief or self.text
