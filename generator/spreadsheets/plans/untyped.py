"""Addresses without the kind of street: «Мира, 5» is not taken for a street if the city has an avenue of this name.

The reader assumes a street. It is asked about if nothing else, in the data or in the table, names this street, and
there is another kind with the same name.
"""

from collections import defaultdict
from collections.abc import Iterable

from generator.addresses import Address, fold
from generator.spreadsheets.plans.chats import shown
from generator.spreadsheets.plans.finding import ask
from generator.spreadsheets.rows.rows import HouseRow, Remark


def ask_of_types(rows: Iterable[HouseRow], known: Iterable[Address]) -> dict[str, Remark]:
    """Return the questions about rows, by place; `known` are the addresses of the data."""
    told: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)  # place and name → type → title
    assumed = []
    for row in rows:
        if row.address is not None and row.assumed:
            assumed.append((row, row.address))
        elif row.address is not None:
            told[_name(row.address)][row.address.street.type] = row.address.street.title
    for address in known:
        told[_name(address)][address.street.type] = address.street.title
    return {
        row.place: ask(
            row,
            f"не сказано, {shown(address.street.title)} это или {shown(' или '.join(sorted(kinds.values())))}",
            "допишите тип улицы",
        )
        for row, address in assumed
        if (kinds := told.get(_name(address), {})) and address.street.type not in kinds
    }


def _name(address: Address) -> tuple[str, str]:
    return fold(address.settlement), address.street.name_key
