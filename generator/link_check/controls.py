"""Made-up links, which lead nowhere: what the server says to them, it says to anything."""

import secrets

from generator.link_check.targets import Target
from generator.text import MaxLink

Form = str  # of an address: all links of one form are answered by the same part of the server
INVITE, NAME = "invite", "name"


def form_of(link: MaxLink) -> Form:
    """Return the form of a link."""
    return INVITE if link.kind == "invite" else NAME


def made_up(form: Form) -> str:
    """Return a link of this form that nobody ever made: 256 random bits, as a real invitation has."""
    if form == INVITE:
        return f"https://max.ru/join/{secrets.token_urlsafe(32)}"
    return f"https://max.ru/n{secrets.token_hex(12)}"


def forms(targets: tuple[Target, ...]) -> list[Form]:
    """Return the forms that stand among the links."""
    return sorted({form_of(target.link) for target in targets})
