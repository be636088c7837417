"""The plan of an import as plain values; nothing is changed here."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from generator.datafiles import Draft
from generator.datafiles.editing import Drop, Edit, Path, Yaml
from generator.spreadsheets.plans.chats import Change, shown
from generator.spreadsheets.plans.companies import NewCompany
from generator.spreadsheets.rows.rows import HouseRow, Remark


class ImportOptions(Struct, frozen=True, kw_only=True):
    """Options: the company of the whole list, removal of missing houses, similar addresses as new houses.

    `follow`: plan everything that a register says, to show it: houses move to the companies it names, companies get
    its names, and all houses that it does not have go. It has those that were not taken too: `left` are their ФИАС
    codes and address keys.
    """

    follow: bool = False
    left: frozenset[str] = frozenset()
    company: str = ""
    remove_missing: bool = False
    alike_are_new: bool = False
    all_read: bool = True  # no row of the table was refused
    some_houses: bool = False  # a house that the table doesn't have is not missing


class Known(Struct, frozen=True, kw_only=True):
    """A building of the data: its index in the company's list, its draft, its plain values."""

    slug: str
    index: int
    draft: Draft
    raw: Mapping[str, Any]

    @property
    def at(self) -> tuple[str, int]:
        """Return the company and the index."""
        return self.slug, self.index

    @property
    def path(self) -> Path:
        """Return the building's path in its file."""
        return ("buildings", self.index)

    @property
    def title(self) -> str:
        """Return the address as reports show it."""
        return shown(self.draft.get("address").full)


def drops_building(edit: Edit) -> bool:
    """Return True if the edit removes a building from its company's list."""
    return isinstance(edit, Drop) and edit.path[:-1] == ("buildings",)


class HouseChange(Struct, frozen=True, kw_only=True):
    """A building in the report: `kind` is new, changed, removed or missing."""

    kind: str
    slug: str
    title: str
    id: str
    changes: tuple[Change, ...] = ()


class Plan(Struct, kw_only=True):
    """Everything that an import would do."""

    edits: dict[str, list[Edit]] = field(default_factory=lambda: defaultdict(list))
    added: dict[str, list[dict[str, Yaml]]] = field(default_factory=lambda: defaultdict(list))
    new_companies: dict[str, NewCompany] = field(default_factory=dict)
    retired: list[str] = field(default_factory=list)
    houses: list[HouseChange] = field(default_factory=list)
    same: int = 0
    removal_refused: bool = False
    questions: dict[str, list[Remark]] = field(default_factory=lambda: defaultdict(list))  # by place of the row
    remarks: list[Remark] = field(default_factory=list)
    owners: dict[tuple[str, int], tuple[HouseRow, ...]] = field(default_factory=dict)  # (slug, index in the list)

    @property
    def empty(self) -> bool:
        """Return True if nothing would change."""
        return not (any(self.edits.values()) or any(self.added.values()) or self.retired)
