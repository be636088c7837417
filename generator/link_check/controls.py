"""Control requests: made-up links, whose answers show what the server says to any link."""

import secrets

from generator.link_check.targets import Target
from generator.text import MaxLink

Form = str  # form of an address: the server treats all links of one form alike
INVITE, NAME = "invite", "name"


def form_of(link: MaxLink) -> Form:
    """Return the form of a link."""
    return INVITE if link.kind == "invite" else NAME


def made_up(form: Form) -> str:
    """Return a random link of this form that nobody created: 256 bits, as in a real invitation."""
    if form == INVITE:
        return f"https://max.ru/join/{secrets.token_urlsafe(32)}"
    return f"https://max.ru/n{secrets.token_hex(12)}"


def forms(targets: tuple[Target, ...]) -> list[Form]:
    """Return the distinct forms of the links."""
    return sorted({form_of(target.link) for target in targets})
