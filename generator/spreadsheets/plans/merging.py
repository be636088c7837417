"""Houses as a table tells them, against the data → a plan: what is new, what changes, what must be asked.

What the table does not name is never deleted, unless that is asked for.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from generator.addresses import Address, Gazetteer, Refusal, parse_address
from generator.datafiles import Draft, Drafts
from generator.datafiles.editing import Drop, Edit, Put, Yaml
from generator.spreadsheets.aliases import identities, in_one_line
from generator.spreadsheets.plain_fields import PLAIN
from generator.spreadsheets.plans.chats import (
    BUILDING_ORDER,
    Change,
    ChatMerge,
    ChatPlan,
    describe,
    new_chat,
    shown,
    united,
    yaml_value,
)
from generator.spreadsheets.plans.companies import Companies
from generator.spreadsheets.plans.finding import Finder, alike, ask, is_its
from generator.spreadsheets.plans.houses import House, addressed, contradictions, repeated_codes
from generator.spreadsheets.plans.plan import HouseChange, Known, Plan, Wishes
from generator.spreadsheets.rows.rows import HouseRow, Remark
from generator.text import Bad

_FIELDS = {
    "aliases": "другие адреса",
    "entrances": "подъездов",
    "location": "координаты",
    **{name: one.called for name, one in PLAIN.items()},
}
_COLUMN_FIELDS = {
    "entrances": "entrances",
    "entrance_list": "entrances",
    "location_latitude": "location",
    "location_longitude": "location",
}


class Merge:
    """Makes the plan."""

    def __init__(
        self,
        drafts: Drafts,
        raws: Mapping[str, Mapping[str, Any]],
        wishes: Wishes,
        give_id: Callable[[str], str],
    ) -> None:
        """`raws`: the companies' files as plain values; `give_id`: address key → the id it gets if it is new."""
        self.drafts, self.wishes, self.give_id = drafts, wishes, give_id
        self.gazetteer: Gazetteer = drafts.gazetteer
        self.safe: dict[Address, bool] = {}  # whether an address's title is read as the address
        self.known = [
            Known(slug=slug, index=index, draft=draft, raw=raws[slug]["buildings"][index])
            for slug, company in drafts.companies.items()
            for index, draft in enumerate(company.get("buildings") or ())
        ]

    def plan(self, rows: Sequence[HouseRow], blocked: Mapping[str, Remark]) -> Plan:
        """Return the plan for the rows; the blocked ones (by place) are asked about for that reason."""
        self.companies = Companies(self.drafts)
        self.finder = Finder(self.known, self.companies.name, alike_are_new=self.wishes.alike_are_new)
        self.result = Plan()
        rows = addressed(rows, self.finder)
        houses: dict[object, House] = {}
        first_alike: dict[str, tuple[str, HouseRow]] = {}
        for row in rows:
            if row.doubts:
                self.result.questions[row.place] += row.doubts
            question = blocked.get(row.place) or self._assign(row, houses, first_alike)
            if isinstance(question, Remark):
                self.result.questions[row.place].append(question)
        strange = contradictions(houses.values(), rows, alike_are_new=self.wishes.alike_are_new)
        for place, question in strange.items():
            if not self.result.questions[place]:
                self.result.questions[place].append(question)
        self.repeated_codes = repeated_codes(houses.values(), rows)
        for house in houses.values():
            house.rows = [row for row in house.rows if row.place not in strange]
            if house.rows:
                self._apply(house)
        self._missing(houses.values(), rows)
        used = {*self.result.added}
        self.result.new_companies = {slug: one for slug, one in self.companies.new.items() if slug in used}
        return self.result

    # --- which house a row means

    def _assign(
        self, row: HouseRow, houses: dict[object, House], first_alike: dict[str, tuple[str, HouseRow]]
    ) -> Remark | None:
        company = self._company(row)
        if isinstance(company, Bad):
            return ask(row, company.text, company.hint)
        found = self.finder.find(row, company)
        if isinstance(found, Remark):
            return found
        if found is not None:
            house = houses.setdefault((found.slug, found.index), House(slug=found.slug, known=found))
            house.rows.append(row)
            return None
        assert row.address is not None
        key, loose = row.address.key, row.address.loose_key
        first = first_alike.setdefault(loose, (key, row))
        if first[0] != key and not self.wishes.alike_are_new:
            return alike(row, f"{shown(first[1].address and first[1].address.full)} ({first[1].place})")
        house = houses.setdefault(key, House(slug=company, known=None))
        if company and house.slug and company != house.slug:
            other = f"«{self.companies.name(house.slug)}», {house.rows[0].place}"
            text = f"этот дом уже есть в таблице у другой компании: {other}"
            return ask(row, text, "оставьте строку той, которая ведёт дом")
        house.slug = house.slug or company
        house.rows.append(row)
        return None

    def _company(self, row: HouseRow) -> str | Bad:
        """Return the slug of the row's company, which may not be another than the whole list's."""
        wanted = self.wishes.company
        if not wanted:
            return self.companies.find(row.company)
        named = self.companies.known(row.company)
        if isinstance(named, Bad) or named == wanted or not (named or row.company.name):
            return wanted
        other = self.companies.name(named) if named else row.company.name
        text = f"в строке названа другая компания: «{other}», а весь список — {wanted}"
        return Bad(code="company", text=text, hint="уберите строку, или загрузите таблицу без --company")

    def _ask(self, row: HouseRow, text: str, hint: str) -> None:
        self.result.questions[row.place].append(ask(row, text, hint))

    # --- what becomes of a house

    def _apply(self, house: House) -> None:
        house.rows.sort(key=lambda row: not row.company.name and not self.wishes.company)
        values = self._united(house)
        for row in house.rows:
            self.result.remarks += row.remarks
        if house.known is None:
            self._add(house, values)
        else:
            self._change(house, house.known, values)

    def _united(self, house: House) -> dict[str, Any]:
        """Take of each field what the rows agree on; a row without a company only fills in."""
        values: dict[str, tuple[Any, HouseRow]] = {}
        disputed: set[str] = set()
        for row in house.rows:
            for name, new in row.values.items():
                old, first = values.setdefault(name, (new, row))
                if old == new or name == "location":
                    continue
                if first.company.name and not row.company.name:
                    self._remark_other(row, name, new, old, first)
                elif name not in disputed:
                    disputed.add(name)
                    text = (
                        f"{_FIELDS[name]}: здесь {shown(new)}, а в строке того же дома ({first.place}) — {shown(old)}"
                    )
                    self._ask(row, text, "оставьте верное; пока не взято ни одно")
        if "fias" in values and self._has_others_code(house, *values["fias"]):
            disputed.add("fias")
        return {name: value for name, (value, _) in values.items() if name not in disputed}

    def _has_others_code(self, house: House, code: str, row: HouseRow) -> bool:
        if house.known and house.known.draft.get("fias") == code:
            return False
        other = next((one for one in self.repeated_codes.get(code, ()) if one not in house.rows), None)
        if other is not None:
            text = f"тот же код ФИАС стоит и у другого дома: {other.place}"
            self._ask(row, text, "оставьте его у одного; пока код не взят, остальное в строке взято")
        return other is not None

    def _remark_other(self, row: HouseRow, name: str, new: Any, old: Any, first: HouseRow) -> None:  # noqa: ANN401
        text = f"{_FIELDS[name]}: здесь {shown(new)}, взято {shown(old)} из строки с компанией ({first.place})"
        self.result.remarks.append(ask(row, text))

    def _add(self, house: House, values: Mapping[str, Any]) -> None:
        first = house.rows[0]
        assert first.address is not None
        slug = house.slug or self.companies.unknown()
        known = self.drafts.companies.get(slug)
        index = len(known.get("buildings") or ()) if known else 0
        new: dict[str, Yaml] = {"id": self.give_id(first.address.key), **self._address(first)}
        new.update({name: _yaml(values[name], first.address) for name in BUILDING_ORDER if name in values})
        chats = united([chat for row in house.rows for chat in row.chats])
        chats = [chat for chat in chats if "link" in chat or chat.get("owner") == "gosuslugi"]
        if chats:
            made = [new_chat(chat) for chat in chats]
            new.update({"chat": made[0]} if len(made) == 1 else {"chats": made})
        self.result.owners[slug, index + len(self.result.added[slug])] = tuple(house.rows)
        self.result.added[slug].append(new)
        changes = [Change(what="чат", new=describe(chat)) for chat in chats]
        self._report("new", slug, shown(first.address.full), str(new["id"]), changes)

    def _report(self, kind: str, slug: str, title: str, building: str, changes: Iterable[Change] = ()) -> None:
        self.result.houses.append(HouseChange(kind=kind, slug=slug, title=title, id=building, changes=tuple(changes)))

    def _address(self, row: HouseRow) -> dict[str, Yaml]:
        """Return the address in its one spelling if that is read as the same house, or else as it was written."""
        address = row.address
        assert address is not None
        if address not in self.safe:
            read = parse_address(shown(address.title), self.gazetteer)
            self.safe[address] = not isinstance(read, Refusal) and _in_place(read) == _in_place(address)
        written: dict[str, Yaml] = {"address": shown(address.title) if self.safe[address] else row.line}
        if address.settlement:
            written["settlement"] = address.settlement
        return written

    def _change(self, house: House, known: Known, values: Mapping[str, Any]) -> None:
        self.result.owners[known.slug, known.index] = tuple(house.rows)
        edits: list[Edit] = []
        changes: list[Change] = []
        for edit, change in (*self._address_edits(house, known), *self._field_edits(house, known, values)):
            edits.append(edit)
            changes.append(change)
        chats = self._chats(house, known)
        for text, hint in chats.doubts:
            self._ask(house.rows[0], text, hint)
        edits += chats.edits
        changes += chats.changes
        if edits:
            self.result.edits[known.slug] += edits
            self._report("changed", known.slug, known.title, known.draft.get("id"), changes)
        else:
            self.result.same += 1

    def _address_edits(self, house: House, known: Known) -> Iterator[tuple[Edit, Change]]:
        """A row with an id may give the house another address; its page's old one leads on."""
        for row in house.rows:
            if not row.id or row.address is None or is_its(row.address, known):
                continue
            old: Address = known.draft.get("address")
            for name, new in self._address(row).items():
                change = Change(what="адрес", old=shown(old.full), new=shown(row.address.full))
                kept = name == "address" and _in_place(old) == _in_place(row.address)
                if not kept and known.raw.get(name) != new:
                    yield Put(path=(*known.path, name), value=new, order=BUILDING_ORDER), change
            if not row.address.settlement and "settlement" in known.raw:
                yield Drop(path=(*known.path, "settlement")), Change(what="населённый пункт", old=old.settlement)
            return

    def _field_edits(self, house: House, known: Known, values: Mapping[str, Any]) -> Iterator[tuple[Edit, Change]]:
        address = next((row.address for row in house.rows if row.id and row.address), known.draft.get("address"))
        for name in BUILDING_ORDER:
            if name in values and not _same(known.draft, name, values[name], address):
                edit = Put(path=(*known.path, name), value=_yaml(values[name], address), order=BUILDING_ORDER)
                yield edit, Change(what=_FIELDS[name], old=_shown(known.draft.get(name)), new=_shown(values[name]))
        cleared = {_COLUMN_FIELDS.get(name, name) for row in house.rows for name in row.cleared}
        for name in BUILDING_ORDER:
            if name in cleared and name in _FIELDS and name in known.raw and name not in values:
                yield Drop(path=(*known.path, name)), Change(what=_FIELDS[name], old=_shown(known.draft.get(name)))

    def _chats(self, house: House, known: Known) -> ChatPlan:
        merge = ChatMerge(known.path, known.draft, known.raw)
        edited = [row for row in house.rows if row.chat_number]
        others: list[Mapping[str, Any]] = []  # more links in the cell of a chat
        for row in edited:
            if not row.same:
                own, *more = row.chats or ({},)
                merge.edit(row.chat_number, own, row.cleared)
                others += more
            merge.matched.add(row.chat_number - 1)
        return merge.merge([*others, *(chat for row in house.rows if row not in edited for chat in row.chats)])

    # --- what the table does not name

    def _missing(self, houses: Iterable[House], rows: Sequence[HouseRow]) -> None:
        slugs = {house.slug for house in houses} | {self.wishes.company}
        found = set(self.result.owners)
        understood = self.wishes.all_read and not self.result.questions  # or a row may be the house that seems missing
        asked = {row.address.key for row in rows if row.place in self.result.questions and row.address is not None}
        asked_ids = {row.id for row in rows if row.place in self.result.questions}
        for one in self.known:
            if one.slug not in slugs or (one.slug, one.index) in found:
                continue
            if one.draft.get("address").key in asked or one.draft.get("id") in asked_ids:
                continue
            building = one.draft.get("id")
            if not self.wishes.remove_missing or not understood:
                self._report("missing", one.slug, one.title, building)
                self.result.removal_refused = self.wishes.remove_missing
                continue
            self.result.edits[one.slug].append(Drop(path=one.path))
            self.result.retired.append(building)
            self._report("removed", one.slug, one.title, building)


def _in_place(address: Address) -> tuple[str, str]:
    """Return what tells an address from others of its settlement."""
    return address.street.key, address.house.key


def _yaml(value: Any, address: Address) -> Yaml:  # noqa: ANN401
    if isinstance(value, tuple) and value and isinstance(value[0], Address):
        return [in_one_line(one, address.settlement) for one in value]
    return yaml_value(value)


def _shown(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, tuple) and value and isinstance(value[0], Address):
        return "; ".join(shown(one.title) for one in value)
    return shown(value)


def _same(draft: Draft, name: str, new: Any, address: Address) -> bool:  # noqa: ANN401
    """Tell whether the record says this already; `address`: the one that it is to have."""
    old = draft.get(name)
    if name == "entrances" and isinstance(old, tuple) and isinstance(new, int):
        return True  # the data knows more: which ones
    if name == "entrances" and isinstance(new, tuple) and isinstance(old, int):
        return new == tuple(range(1, old + 1))
    if name == "aliases":
        before = identities(old or (), draft.get("address").settlement)
        return before == identities(new, address.settlement)
    if name == "note" and isinstance(old, str):
        return old.strip() == str(new).strip()
    return bool(old == new)
