"""Houses of a table compared with the data → a plan: what is new, what changes, what must be asked.

Houses missing in the table are removed only if requested.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

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
    Doubt,
    describe,
    new_chat,
    shown,
    united,
    yaml_value,
)
from generator.spreadsheets.plans.companies import Companies, NewCompany, is_same_name
from generator.spreadsheets.plans.finding import Finder, alike, ask, is_its
from generator.spreadsheets.plans.houses import House, addressed, contradictions, counting, repeated_codes
from generator.spreadsheets.plans.plan import HouseChange, ImportOptions, Known, Plan
from generator.spreadsheets.plans.ranges import ask_of_ranges
from generator.spreadsheets.plans.slashes import ask_of_slashes
from generator.spreadsheets.plans.untyped import ask_of_types
from generator.spreadsheets.rows.rows import CompanyName, HouseRow, Remark
from generator.text import Bad

_FIELDS = {
    "aliases": "другие адреса",
    "entrances": "подъездов",
    "location": "координаты",
    **{name: one.called for name, one in PLAIN.items()},
}
_NO_COMPANY = (
    "впишите компанию; если собственники управляют сами, напишите «непосредственное управление»; "
    "дома одной компании можно загрузить отдельно, с --company"
)
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
        options: ImportOptions,
        give_id: Callable[[str], str],
        registered: Mapping[str, NewCompany] | None = None,
    ) -> None:
        """`raws`: the companies' files as plain values; `give_id`: address key → id of a new house.

        `registered`: what public registers say of companies, by ИНН and ОГРН.
        """
        self.registered = registered
        self.drafts, self.options, self.give_id = drafts, options, give_id
        self.gazetteer: Gazetteer = drafts.gazetteer
        self.safe: dict[Address, bool] = {}  # whether an address's title is parsed as the same address
        self.known = [
            Known(slug=slug, index=index, draft=draft, raw=raws[slug]["buildings"][index])
            for slug, company in drafts.companies.items()
            for index, draft in enumerate(company.get("buildings") or ())
        ]

    def plan(self, rows: Sequence[HouseRow], blocked: Mapping[str, Remark]) -> Plan:
        """Return the plan for the rows; `blocked` rows (by place) become questions with that reason."""
        told = () if self.options.company else [row.company for row in rows]
        self.companies = Companies(self.drafts, told, self.registered)
        self.finder = Finder(self.known, self.companies.name, self.options)
        self.result = Plan()
        rows = addressed(rows, self.finder)
        houses, questions = self._assigned(rows)
        for row in rows:
            if row.doubts:
                self.result.questions[row.place] += row.doubts
            if question := blocked.get(row.place) or questions.get(row.place):
                self.result.questions[row.place].append(question)
        for house in houses.values():
            house.rows = [row for row in house.rows if row.place not in blocked]
        strange = contradictions(houses.values(), rows, self.options)
        for place, question in strange.items():
            if place not in self.result.questions:
                self.result.questions[place].append(question)
        self.repeated_codes = repeated_codes(houses.values(), rows)
        for house in houses.values():
            house.rows = [row for row in house.rows if row.place not in strange]
            if house.rows:
                self._apply(house)
        self._missing(houses.values(), rows)
        if self.options.follow:
            self._rename()
        used = {*self.result.added}
        self.result.new_companies = {slug: one for slug, one in self.companies.new.items() if slug in used}
        self.result.remarks += [remark for one in self.result.new_companies.values() for remark in one.remarks]
        self.result.remarks += self._phones_of_known()
        return self.result

    def _phones_of_known(self) -> list[Remark]:
        """Return what a register has for companies of the data that have no phone at all."""
        told = {id(one): one for one in (self.registered or {}).values() if one.remarks}
        found: list[Remark] = []
        for one in told.values():
            slug = self.companies.known(CompanyName(inn=one.inn, ogrn=one.ogrn))
            draft = self.drafts.companies.get(slug) if isinstance(slug, str) else None
            if draft is not None and not (draft.get("phones") or draft.get("dispatch")):
                found += [remark for remark in one.remarks if remark.kind == "mobile"]
        return found

    # --- which house a row means

    def _assigned(self, rows: Sequence[HouseRow]) -> tuple[dict[object, House], dict[str, Remark]]:
        """Return the houses with their rows, and the questions about rows, by place.

        The meaning of a row is decided by the row itself, then by all rows of its house, never by their order.
        """
        houses: dict[object, House] = {}
        questions: dict[str, Remark] = {}
        self.finder.settled = self._settled(rows)
        new: dict[str, list[tuple[HouseRow, str]]] = defaultdict(list)  # company slug with each row
        for row in rows:
            company = self._company(row)
            found = _company_asked(row, company) if isinstance(company, Bad) else self.finder.find(row, company)
            if isinstance(found, Remark):
                questions[row.place] = found
            elif found is not None:
                row = self._of_settled(row, company, found)  # noqa: PLW2901
                houses.setdefault(found.at, House(slug=found.slug, known=found)).rows.append(row)
            elif row.address is not None and isinstance(company, str):
                new[row.address.key].append((row, company))
        known = [one.draft.get("address") for one in self.known]
        questions |= ask_of_types(rows, known) | ask_of_ranges(rows, known)
        if not (self.options.alike_are_new or (self.drafts.site and "slash_means" in self.drafts.site.given)):
            questions |= ask_of_slashes([[row for row, _ in several] for several in new.values()], self.known)
        chosen: dict[str, str] = {}  # loose key → the address in use
        for key, several in sorted(new.items()):
            address = several[0][0].address
            assert address is not None
            first = chosen.setdefault(address.loose_key, key)
            if first != key and not (self.options.alike_are_new or any(row.separate for row, _ in several)):
                other = new[first][0][0]
                called = shown(other.address and other.address.full)
                questions |= {row.place: alike(row, called, f" ({other.place})»") for row, _ in several}
            elif any(row.place in questions for row, _ in several):
                continue
            elif len({slug for _, slug in several} - {""}) != 1:
                questions |= {row.place: self._whose(row, several) for row, _ in several}
            else:
                beside = first != key or bool(self.finder.by_loose.get(address.loose_key))
                separate = beside and not address.house.is_plain
                houses[key] = House(slug=max(slug for _, slug in several), known=None, separate=separate)
                houses[key].rows += [row for row, _ in several]
        return houses, questions

    def _whose(self, row: HouseRow, several: Sequence[tuple[HouseRow, str]]) -> Remark:
        """Return the question whose house it is, the same for all its rows."""
        if not any(slug for _, slug in several):
            return ask(row, "не сказано, кто управляет домом; дом пока не взят", _NO_COMPANY, kind="company")
        told = sorted({f"«{self.companies.name(slug)}» ({one.place})" for one, slug in several if slug})
        text = f"этот дом стоит в таблице у нескольких компаний: {', '.join(told)}"
        hint = "оставьте строку той, которая ведёт дом, или впишите дом в её файл сами"
        return ask(row, text, hint, kind="companies")

    def _settled(self, rows: Sequence[HouseRow]) -> frozenset[tuple[str, int]]:
        """Return the buildings that a register lists under their company of the data, and under others besides.

        People said once which of the companies it is; the rows of the others say nothing then.
        """
        if self.registered is None:
            return frozenset()
        pairs = ((row, company) for row in rows if (company := self._company(row)) and isinstance(company, str))
        found = ((self.finder.find(row, company), company) for row, company in pairs)
        return frozenset(one.at for one, company in found if isinstance(one, Known) and one.slug == company)

    def _of_settled(self, row: HouseRow, company: str | Bad, known: Known) -> HouseRow:
        if known.at not in self.finder.settled or company in {"", known.slug}:
            return row
        return replace(row, company=CompanyName(), values={}, chats=())

    def _company(self, row: HouseRow) -> str | Bad:
        """Return the slug of the row's company, which must be that of the whole list if there is one."""
        wanted = self.options.company
        if not wanted:
            return self.companies.find(row.company)
        named = self.companies.known(row.company)
        if isinstance(named, Bad) or named == wanted or not (named or row.company.name):
            return wanted
        other = self.companies.name(named) if named else row.company.name
        text = f"в строке названа другая компания: «{other}», а весь список — {wanted}"
        return Bad(code="company", text=text, hint="уберите строку, или загрузите таблицу без --company")

    def _ask(self, row: HouseRow, text: str, hint: str, kind: str = "") -> None:
        self.result.questions[row.place].append(ask(row, text, hint, kind))

    # --- changes of a house

    def _apply(self, house: House) -> None:
        values = self._united(house)
        for row in house.rows:
            self.result.remarks += row.remarks
        if house.known is None:
            self._add(house, values)
        else:
            self._change(house, house.known, values)

    def _united(self, house: House) -> dict[str, Any]:
        """Return the values that the rows agree on; a row without a company only fills gaps."""
        told: dict[str, list[tuple[Any, HouseRow]]] = defaultdict(list)
        for row in house.rows:
            for name, new in row.values.items():
                told[name].append((new, row))
        agreed = {name: self._agreed(name, several, house) for name, several in told.items()}
        return {name: value for name, value in agreed.items() if value is not None}

    def _agreed(self, name: str, told: Sequence[tuple[Any, HouseRow]], house: House) -> Any:  # noqa: ANN401
        """Return the value of a field if all relevant rows agree, else None."""
        known = [(row.values[name], row) for row in counting(house.rows, name, self.options)]
        if name == "location":
            return min(value for value, _ in known)  # a few metres apart
        value, first = known[0]
        old = house.known.draft.get(name) if house.known and self.registered is not None else None
        if old is not None and name == "fias" and any(new == old for new, _ in told):
            return None  # a house that is listed twice has two codes
        if any(new != value for new, _ in known):
            if old is not None and any(new == old for new, _ in known):
                return None  # the data says which of them is right
            for new, row in known:
                old, other = next(one for one in known if one[0] != new)
                text = f"{_FIELDS[name]}: здесь {_shown(new)}, а в строке того же дома ({other.place}) — {_shown(old)}"
                self._ask(row, text, "оставьте верное; пока не взято ни одно", f"value:{name}")
            return None
        for new, row in told:
            if new != value:
                text = f"{_FIELDS[name]}: здесь {_shown(new)}, взято {_shown(value)} из строки с компанией"
                self.result.remarks.append(ask(row, f"{text} ({first.place})"))
        if name == "fias" and self._is_others_code(house, value):
            for row in house.rows:
                self._ask_code(value, row)
            return None
        return value

    def _is_others_code(self, house: House, code: str) -> bool:
        own = house.known and house.known.draft.get("fias") == code
        return not own and any(one not in house.rows for one in self.repeated_codes.get(code, ()))

    def _ask_code(self, code: str, row: HouseRow) -> None:
        if row.values.get("fias") == code:
            other = next(one for one in self.repeated_codes[code] if one.address != row.address)
            text = f"тот же код ФИАС стоит и у другого дома: {other.place}"
            self._ask(row, text, "оставьте его у одного; пока код не взят, остальное в строке взято")

    def _add(self, house: House, values: Mapping[str, Any]) -> None:
        first = min(house.rows, key=lambda row: row.line)
        assert first.address is not None
        slug = house.slug
        known = self.drafts.companies.get(slug)
        index = len(known.get("buildings") or ()) if known else 0
        new: dict[str, Yaml] = {"id": self.give_id(first.address.key), **self._address(first)}
        values = {**values, "separate": True} if house.separate else values
        new.update({name: _yaml(values[name], first.address) for name in BUILDING_ORDER if name in values})
        told, doubts = united(chat for row in house.rows for chat in row.chats)
        self._ask_chats(house, doubts)
        chats = [chat for chat in told if "link" in chat or chat.get("owner") == "gosuslugi"]
        if chats:
            made = [new_chat(chat) for chat in chats]
            new.update({"chat": made[0]} if len(made) == 1 else {"chats": made})
        self.result.owners[slug, index + len(self.result.added[slug])] = tuple(house.rows)
        self.result.added[slug].append(new)
        changes = [Change(what="чат", new=describe(chat)) for chat in chats]
        self._report("new", slug, shown(first.address.full), str(new["id"]), changes)

    def _ask_chats(self, house: House, doubts: Iterable[Doubt]) -> None:
        for row in house.rows:
            for text, hint in doubts if row.chats else ():
                self._ask(row, text, hint)

    def _report(self, kind: str, slug: str, title: str, building: str, changes: Iterable[Change] = ()) -> None:
        self.result.houses.append(HouseChange(kind=kind, slug=slug, title=title, id=building, changes=tuple(changes)))

    def _address(self, row: HouseRow) -> dict[str, Yaml]:
        """Return the canonical address if it is parsed as the same house, else the text as written."""
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
        movers = [row for row in house.rows if self.options.follow or row.moves]
        slugs = {slug: row for row in movers if isinstance(slug := self._company(row), str) and slug}
        if len(slugs) > 1:  # none of them is that of the data
            several = [(row, slug) for slug, row in slugs.items()]
            for row in house.rows:
                self.result.questions[row.place].append(self._whose(row, several))
            slugs = {}
        if slugs and known.slug not in slugs:
            self._move(house, known, *slugs)
            return
        self.result.owners[known.slug, known.index] = tuple(house.rows)
        edits: list[Edit] = []
        changes: list[Change] = []
        for edit, change in (*self._address_edits(house, known), *self._field_edits(house, known, values)):
            edits.append(edit)
            changes.append(change)
        chats = self._chats(house, known)
        self._ask_chats(house, chats.doubts)
        edits += chats.edits
        changes += chats.changes
        if edits:
            self.result.edits[known.slug] += edits
            self._report("changed", known.slug, known.title, known.draft.get("id"), changes)
        else:
            self.result.same += 1

    def _address_edits(self, house: House, known: Known) -> Iterator[tuple[Edit, Change]]:
        """Yield the edits for a row with an id and another address; the old page redirects."""
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
        others: list[Mapping[str, Any]] = []  # further links in the cell of a chat
        for row in edited:
            if not row.same:
                own, *more = row.chats or ({},)
                merge.edit(row.chat_number, own, row.cleared)
                others += more
            merge.matched.add(row.chat_number - 1)
        return merge.merge([*others, *(chat for row in house.rows if row not in edited for chat in row.chats)])

    # --- a register is followed

    def _move(self, house: House, known: Known, slug: str) -> None:
        """Move a record as it is to another company."""
        target = self.drafts.companies.get(slug)
        index = len(target.get("buildings") or ()) if target else 0
        self.result.owners[slug, index + len(self.result.added[slug])] = tuple(house.rows)
        self.result.owners[known.slug, known.index] = tuple(house.rows)
        self.result.edits[known.slug].append(Drop(path=known.path))
        self.result.added[slug].append(dict(known.raw))
        change = Change(what="компания", old=self.companies.name(known.slug), new=self.companies.name(slug))
        self._report("changed", slug, known.title, known.draft.get("id"), [change])

    def _rename(self) -> None:
        """Give companies the names that they have in the register, unless they had them before."""
        for slug, draft in self.drafts.companies.items():
            numbers = (draft.get("inn") or "", draft.get("ogrn") or "")
            told = next((one for number in numbers if (one := (self.registered or {}).get(number))), None)
            known = (draft.get("name"), *(one.get("name") or "" for one in draft.get("former") or ()))
            if told is not None and not any(is_same_name(told.name, name) for name in known):
                self.result.edits[slug].append(Put(path=("name",), value=told.name))

    # --- houses missing in the table

    def _missing(self, houses: Iterable[House], rows: Sequence[HouseRow]) -> None:
        if self.options.some_houses:
            return
        slugs = {house.slug for house in houses} | {self.options.company}
        slugs |= set() if self.registered is None else self.drafts.companies.keys()  # a register has all houses
        found = set(self.result.owners)
        understood = self.options.all_read and not self.result.questions  # a questioned row may be the house
        understood = understood or self.options.follow
        asked = {row.address.key for row in rows if row.place in self.result.questions and row.address is not None}
        asked_ids = {row.id for row in rows if row.place in self.result.questions}
        for one in self.known:
            if one.slug not in slugs or (one.slug, one.index) in found:
                continue
            if one.draft.get("address").key in asked or one.draft.get("id") in asked_ids:
                continue
            if {one.draft.get("fias"), one.draft.get("address").key} & self.options.left:
                continue
            building = one.draft.get("id")
            if not self.options.remove_missing or not understood:
                self._report("missing", one.slug, one.title, building)
                self.result.removal_refused = self.options.remove_missing
                continue
            self.result.edits[one.slug].append(Drop(path=one.path))
            self.result.retired += [] if self.options.follow else [building]
            self._report("removed", one.slug, one.title, building)


def _company_asked(row: HouseRow, bad: Bad) -> Remark:
    return ask(row, bad.text, bad.hint, kind="company")


def _in_place(address: Address) -> tuple[str, str]:
    """Return the identity of an address within its settlement."""
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
    """Return True if the record has this value already; `address` is its address after the import."""
    old = draft.get(name)
    if name == "entrances" and isinstance(old, tuple) and isinstance(new, int):
        return True  # the data is more precise
    if name == "entrances" and isinstance(new, tuple) and isinstance(old, int):
        return new == tuple(range(1, old + 1))
    if name == "aliases":
        before = identities(old or (), draft.get("address").settlement)
        return before == identities(new, address.settlement)
    if name == "note" and isinstance(old, str):
        return old.strip() == str(new).strip()
    return bool(old == new)
