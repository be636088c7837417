"""Other addresses of a house as they stand in one line: its own settlement isn't repeated, another one is named."""

from collections.abc import Iterable

from msgspec.structs import replace

from generator.addresses import Address, fold
from generator.text import unbound

_ANY_SETTLEMENT = "н. п."  # of which kind it is, an address doesn't know, and without a word it isn't understood


def in_one_line(alias: Address, settlement: str) -> str:
    """Return what is read as this address at a house of that settlement."""
    title = unbound(alias.title)
    return f"{_ANY_SETTLEMENT} {alias.settlement}, {title}" if _elsewhere(alias, settlement) else title


def understood(aliases: Iterable[Address], settlement: str) -> tuple[Address, ...]:
    """Return the addresses that lines mean at a house of that settlement."""
    return tuple(one if one.settlement else replace(one, settlement=settlement) for one in aliases)


def identities(aliases: Iterable[Address], settlement: str) -> set[tuple[str, str, str]]:
    """Return what tells the lines of addresses from each other, however they are spelled."""
    return {
        (fold(one.settlement) if _elsewhere(one, settlement) else "", one.street.key, one.house.key) for one in aliases
    }


def _elsewhere(alias: Address, settlement: str) -> bool:
    return bool(alias.settlement) and fold(alias.settlement) != fold(settlement)
