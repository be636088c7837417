"""The register of licences: who manages which house now, and which companies have no licence any more."""

from collections.abc import Mapping

from msgspec import Struct, field

from generator.addresses import fold
from generator.spreadsheets.registers.companies import Company
from generator.spreadsheets.rows import is_nothing
from generator.spreadsheets.tables import Cell

_VALID = ("действующ", "действует", "активн")


class Licences(Struct, kw_only=True):
    """Companies by ФИАС code of their houses; states of licences by ИНН and ОГРН."""

    managers: dict[str, dict[str, Company]] = field(default_factory=dict)  # code → number → company
    states: dict[str, set[str]] = field(default_factory=dict)

    def add(self, cells: Mapping[str, Cell], company: Company) -> None:
        """Add a row; one with an end date, or of an ended licence, is history."""
        text = {name: cell.text.strip() for name, cell in cells.items() if not is_nothing(cell)}
        state, number = text.get("status", ""), company.ogrn or company.inn
        for one in filter(None, (company.ogrn, company.inn)):
            self.states.setdefault(one, set()).add(state)
        if number and "fias" in text and "until" not in text and _is_valid(state):
            self.managers.setdefault(text["fias"].lower(), {})[number] = company

    def manager(self, fias: str) -> Company | None:
        """Return the only company that manages a house now, if the register names one."""
        found = self.managers.get(fias, {})
        return next(iter(found.values())) if len(found) == 1 else None

    def ended(self, *numbers: str) -> str:
        """Return the state of a company's licence if it has none that is valid, else ""."""
        states = {state for number in numbers for state in self.states.get(number, ())} - {""}
        return "" if any(map(_is_valid, states)) else ", ".join(sorted(states))


def _is_valid(state: str) -> bool:
    return not state or fold(state).startswith(_VALID)
