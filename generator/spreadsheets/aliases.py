"""Other addresses of a house, each on one line: its own settlement is left out, another one is named."""

from collections.abc import Iterable

from msgspec.structs import replace

from generator.addresses import Address, fold
from generator.text import unbound

_ANY_SETTLEMENT = "н. п."  # for any kind; without such a word the line can't be parsed


def in_one_line(alias: Address, settlement: str) -> str:
    """Return a line that is parsed as this address for a house of that settlement."""
    title = unbound(alias.title)
    return f"{_ANY_SETTLEMENT} {alias.settlement}, {title}" if _elsewhere(alias, settlement) else title


def understood(aliases: Iterable[Address], settlement: str) -> tuple[Address, ...]:
    """Return the addresses that their lines mean for a house of that settlement."""
    return tuple(one if one.settlement else replace(one, settlement=settlement) for one in aliases)


def identities(aliases: Iterable[Address], settlement: str) -> set[tuple[str, str, str]]:
    """Return the identities of addresses, independent of spelling."""
    return {
        (fold(one.settlement) if _elsewhere(one, settlement) else "", one.street.key, one.house.key) for one in aliases
    }


def _elsewhere(alias: Address, settlement: str) -> bool:
    return bool(alias.settlement) and fold(alias.settlement) != fold(settlement)
