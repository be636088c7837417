"""The table of questions with a clerk's answers → rows of houses that say what the answers say.

The table may be sorted, cut and saved by any program: its columns are found by their titles. Rows without an answer
are rows as they were, so that the import asks about them again.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from itertools import chain, islice

from msgspec import Struct, field
from msgspec.structs import replace

from generator.addresses import Address, fold, parse_line
from generator.datafiles import COMPANY, Draft, Drafts
from generator.datafiles.editing import Append, Edit, Put, Yaml
from generator.spreadsheets.plain_fields import PLAIN
from generator.spreadsheets.plans import Companies, NewCompany
from generator.spreadsheets.questions.kinds import ONE, SEVERAL
from generator.spreadsheets.questions.table import (
    ABOUT,
    ANSWER,
    CHOICE,
    COMPANIES_SHEET,
    COMPANY_COLUMNS,
    FILE,
    KEPT,
    KIND,
    LINE,
    NUMBER,
    QUESTION,
    Question,
)
from generator.spreadsheets.rows import (
    BadCellError,
    CompanyName,
    HouseRow,
    Layout,
    RefusedRow,
    Remark,
    Surroundings,
    read_row,
)
from generator.spreadsheets.rows.columns import BY_NAME
from generator.spreadsheets.rows.readings import typed
from generator.spreadsheets.tables import Cell, Row, Sheet
from generator.text import Bad, Phone, is_mobile, nearest, parse_phone, shorten, unbound

_HEADER_ROWS = 20
_NEEDED = (NUMBER, LINE, QUESTION, ANSWER, KIND)
_DIRECT = "Непосредственное управление"
_REFUSED = "; ответ «"  # follows a question whose answer was not understood
_REFUSED_KINDS = ("address", "person")  # of rows that can't be taken without an answer
_COMPANY_ORDER = tuple(one.name for one in COMPANY.fields)
_OF_A_COMPANY = ("company", "companies", "moved", "person")
_YES_NO = {"один": ONE, "да": ONE, "разн": SEVERAL, "нет": SEVERAL}


class Entry(Struct, frozen=True, kw_only=True):
    """A row of the table of questions; `cells` are those of the house."""

    file: str
    number: int
    line: str
    question: str
    choice: str
    answer: str
    kind: str
    about: str
    cells: Mapping[int, Cell]

    def remark(self, place: str, bad: Bad | None = None) -> Remark:
        """Return the question again; `bad` says why its answer was not taken."""
        why = f"{_REFUSED}{shorten(self.answer)}» не взят: {bad.text}" if bad else ""
        hint = bad.hint if bad else self.choice
        return Remark(place=place, text=self.question + why, hint=hint, kind=self.kind, about=self.about)


class Answers(Struct, frozen=True, kw_only=True):
    """The table as it is; `companies` are those that it knows besides the data's, by ИНН and ОГРН."""

    entries: tuple[Entry, ...]
    layout: Layout
    companies: Mapping[str, NewCompany]

    @property
    def slash_means(self) -> str:
        """Return what a slash means in this city, if the answers agree about it."""
        told = {_choice(one.answer) for one in self.entries if one.kind == "slashes"} - {""}
        return {ONE: "corpus", SEVERAL: "corner"}[told.pop()] if len(told) == 1 else ""


class Meaning(Struct, kw_only=True):
    """What the answers say: rows, questions about rows whose answer is not understood, edits of companies."""

    rows: list[HouseRow | RefusedRow] = field(default_factory=list)
    asked: dict[str, HouseRow | RefusedRow] = field(default_factory=dict)  # the rows as they were, by place
    blocked: dict[str, Remark] = field(default_factory=dict)
    places: dict[str, tuple[str, int]] = field(default_factory=dict)  # of the rows → their files and numbers
    edits: dict[str, list[Edit]] = field(default_factory=dict)
    phones: int = 0  # taken
    open_phones: list[Question] = field(default_factory=list)


def is_questions(titles: Iterable[str]) -> bool:
    """Return True for the titles of a table of questions."""
    return set(_NEEDED) <= {title.strip() for title in titles}


def answers_in(sheets: Sequence[Sheet]) -> Answers | None:
    """Return the answers in a table, None if it is no table of questions."""
    for sheet in sheets:
        once, rows = not isinstance(sheet.rows, Sized), iter(sheet.rows)
        head = list(islice(rows, _HEADER_ROWS))
        for nth, row in enumerate(head):
            at = {cell.text: column for column, cell in row.cells.items()}
            if is_questions(at):
                entries = tuple(_entries([*head[nth + 1 :], *rows], at))
                known = {name: (at[title],) for name in KEPT if (title := BY_NAME[name].title) in at}
                layout = Layout(header=row.number, columns={"address": (at[LINE],), **known})
                return Answers(entries=entries, layout=layout, companies=dict(_companies(sheets)))
        sheet.rows = chain(head, rows) if once else sheet.rows
    return None


def _entries(rows: Iterable[Row], at: Mapping[str, int]) -> Iterator[Entry]:
    for row in rows:

        def text(title: str, row: Row = row) -> str:
            cell = row.cells.get(at.get(title, -1))
            return " ".join(cell.text.split()) if cell else ""

        number = text(NUMBER)
        if text(QUESTION):
            yield Entry(
                file=text(FILE),
                number=int(number) if number.isdecimal() else row.number,
                line=text(LINE),
                question=text(QUESTION).partition(_REFUSED)[0],
                choice=text(CHOICE),
                answer=text(ANSWER),
                kind=text(KIND).strip("-"),
                about=text(ABOUT),
                cells=row.cells,
            )


def _companies(sheets: Sequence[Sheet]) -> Iterator[tuple[str, NewCompany]]:
    for sheet in sheets:
        for row in sheet.rows if sheet.name == COMPANIES_SHEET else ():
            told = {name: row.cells[at].text for at, name in enumerate(COMPANY_COLUMNS) if at in row.cells}
            if told.get("name") and told.get("inn") != COMPANY_COLUMNS[0]:
                numbers = [one.strip() for one in told.get("phones", "").split(";")]
                contacts: dict[str, Yaml] = {"phones": [{"number": one} for one in numbers if one]}
                contacts.update({name: told.get(name) for name in ("email", "website")})
                company = NewCompany(
                    slug="",
                    name=told["name"],
                    kind=told.get("kind", "uk"),
                    inn=told.get("inn", ""),
                    ogrn=told.get("ogrn", ""),
                    contacts={name: value for name, value in contacts.items() if value},
                )
                yield from ((number, company) for number in (company.inn, company.ogrn) if number)


def _choice(answer: str) -> str:
    folded = fold(answer)
    return next((choice for word, choice in _YES_NO.items() if folded.startswith(word)), "")


def read_answers(answers: Answers, drafts: Drafts) -> Meaning:
    """Return the rows of the houses with what the answers say of them."""
    reader = _Reader(answers, drafts)
    for entry in answers.entries:
        if entry.kind == "mobile":
            reader.phone(entry)
        else:
            reader.read(entry)
    reader.apply()
    reader.edit_companies()
    return reader.meaning


class _Asked(Struct, kw_only=True):
    """A question about a house, and its answer: the row's own, or that of another row of the house."""

    entry: Entry
    place: str
    answer: str


class _Reader:
    def __init__(self, answers: Answers, drafts: Drafts) -> None:
        self.layout, self.drafts = answers.layout, drafts
        told = [CompanyName(name=one.name, inn=one.inn, ogrn=one.ogrn) for one in answers.companies.values()]
        self.companies = Companies(drafts, told, answers.companies)
        self.meaning = Meaning()
        self.rows: dict[str, HouseRow | RefusedRow] = {}  # by place
        self.asked: list[_Asked] = []
        self.numbers: dict[str, list[str]] = defaultdict(list)  # mobile phones by company

    # --- rows

    def read(self, entry: Entry) -> None:
        """Read a row with its house; an address that was asked for is the answer."""
        around = Surroundings(sheet=entry.file, layout=self.layout, gazetteer=self.drafts.gazetteer, base={})
        row = Row(entry.number, dict(entry.cells))
        place = around.place(row)
        if entry.kind == "address" and entry.answer:
            (at,) = self.layout.columns["address"]
            row.cells[at] = Cell(entry.answer)
        read: HouseRow | RefusedRow
        try:
            read = read_row(around, row)
        except BadCellError as error:
            bad = Bad(code="answer", text=error.remark.text, hint=error.remark.hint) if entry.answer else None
            read = self._refused(entry, place, bad)
        else:
            if entry.kind in _REFUSED_KINDS and not entry.answer:
                read = self._refused(entry, place, None)
            elif entry.kind == "doubt":
                read = replace(read, doubts=(entry.remark(place),))
        known = self.rows.get(place)
        if isinstance(known, HouseRow) and isinstance(read, HouseRow):
            read = replace(known, doubts=known.doubts + read.doubts)
        self.rows[place] = self.meaning.asked[place] = read
        self.meaning.places[place] = entry.file, entry.number
        self.asked.append(_Asked(entry=entry, place=place, answer=entry.answer))

    def _refused(self, entry: Entry, place: str, bad: Bad | None) -> RefusedRow:
        told = {name: entry.cells[at].text for name, (at, *_) in self.layout.columns.items() if at in entry.cells}
        company = CompanyName(
            name=told.get("company", ""), inn=told.get("company_inn", ""), ogrn=told.get("company_ogrn", "")
        )
        return RefusedRow(
            place=place, remarks=(entry.remark(place, bad),), line=entry.line, company=company, values=told
        )

    def apply(self) -> None:
        """Let the rows say what the answers say."""
        groups: defaultdict[tuple[str, str], list[_Asked]] = defaultdict(list)
        for one in self.asked:
            row = self.rows[one.place]
            key = row.address.key if isinstance(row, HouseRow) and row.address else one.place
            groups[one.entry.kind, key].append(one)
        for (kind, _), several in groups.items():
            told = {fold(one.answer) for one in several} - {""}
            if len(told) == 1:
                answer = next(one.answer for one in several if one.answer)
                for one in several:
                    one.answer = answer
            if kind == "companies":
                self._choose(several)
                continue
            for one in several:
                row = self.rows[one.place]
                if one.answer and isinstance(row, HouseRow):
                    self._put(one, self._answered(row, one))
        self.meaning.rows = [*self.rows.values()]

    def _answered(self, row: HouseRow, one: _Asked) -> HouseRow | Bad:
        kind, _, name = one.entry.kind.partition(":")
        if kind in _OF_A_COMPANY:
            company = self._company(one.answer)
            return company if isinstance(company, Bad) else replace(row, company=company, moves=kind == "moved")
        if kind == "alike":
            return self._told_apart(row, one)
        if kind == "value":
            readable = name in PLAIN or name == "entrances"
            value = typed(name, Cell(one.answer)) if readable else _bad("такое значение впишите в файл компании")
            return value if isinstance(value, Bad) else replace(row, values={**row.values, name: value})
        return row

    def _put(self, one: _Asked, row: HouseRow | Bad) -> None:
        if isinstance(row, Bad):
            self.meaning.blocked[one.place] = one.entry.remark(one.place, row)
        else:
            self.rows[one.place] = row

    def _choose(self, several: Sequence[_Asked]) -> None:
        """Give a house of several companies to the one that was answered; the others' rows say nothing of it then."""
        rows = {one.place: row for one in several if isinstance(row := self.rows[one.place], HouseRow)}
        for one in several:
            if not one.answer or one.place not in rows:
                continue
            company = self._company(one.answer)
            if isinstance(company, Bad):
                self._put(one, company)
            elif self._is(rows[one.place].company, company) or not any(
                self._is(row.company, company) for row in rows.values()
            ):
                self._put(one, replace(rows[one.place], company=company))
            else:
                self._put(one, replace(rows[one.place], company=CompanyName(), values={}))

    def _is(self, one: CompanyName, other: CompanyName) -> bool:
        return self.companies.known(one) == self.companies.known(other) != ""

    def _told_apart(self, row: HouseRow, one: _Asked) -> HouseRow | Bad:
        """Return the row as another address of its house, or as a house of its own."""
        choice = _choice(one.answer)
        if choice == SEVERAL:
            return replace(row, separate=True)
        other = parse_line(one.entry.about, self.drafts.gazetteer).result
        if not choice or not isinstance(other, Address) or row.address is None:
            return _bad(f"нужно «{ONE}» или «{SEVERAL}»")
        known = next((draft for draft in self._buildings() if _has(draft, other)), None)
        values = {name: value for name, value in row.values.items() if name != "fias"} if known is None else {}
        aliases = known.get("aliases") or () if known is not None else ()
        if not any(alias.key == row.address.key for alias in aliases):
            aliases = (*aliases, row.address)
        company = row.company if known is None else CompanyName()
        values = {**values, "aliases": aliases}
        return replace(row, address=other, line=one.entry.about, company=company, values=values)

    def _buildings(self) -> Iterator[Draft]:
        return (building for _, building in self.drafts.buildings())

    # --- companies

    def _company(self, answer: str) -> CompanyName | Bad:
        """Return the company that an answer names: by its file, its ИНН or ОГРН, or its name."""
        slug = answer.removeprefix("companies/").removesuffix(".yaml")
        if fold(answer).startswith(fold(_DIRECT)):
            return CompanyName(name=_DIRECT)
        told = [CompanyName(inn=answer), CompanyName(ogrn=answer)] if answer.isdecimal() else []
        for one in (*told, CompanyName(name=answer)):
            found = slug if slug in self.drafts.companies else self.companies.known(one)
            if isinstance(found, Bad):
                return found
            if found:
                draft, new = self.drafts.companies.get(found), self.companies.new.get(found)
                if draft is not None:
                    return CompanyName(name=draft.get("name"), inn=draft.get("inn") or "", ogrn=draft.get("ogrn") or "")
                assert new is not None
                return CompanyName(name=new.name, inn=new.inn, ogrn=new.ogrn)
        names = [str(draft.get("name")) for draft in self.drafts.companies.values()]
        near = nearest(answer, [*names, *self.drafts.companies])
        hint = f"возможно, {near}" if near else "напишите её ИНН или сначала заведите её файл в companies"
        return _bad("такой компании нет", hint)

    def phone(self, entry: Entry) -> None:
        """Note the phone of a company, or that the question is still open."""
        place = f"«{entry.file}», строка {entry.number}" if entry.file else f"строка {entry.number}"
        wrong: Bad | None = None
        if entry.answer:
            slug = self.companies.known(CompanyName(inn=entry.about, ogrn=entry.about))
            phone = parse_phone(entry.answer)
            if isinstance(phone, Phone) and isinstance(slug, str) and slug in self.drafts.companies:
                self.numbers[slug].append(entry.answer)
                return
            wrong = phone if isinstance(phone, Bad) else _bad("этой компании в данных ещё нет")
        remark = entry.remark(place, wrong)
        self.meaning.open_phones.append(Question(file=entry.file, number=entry.number, remark=remark, line=entry.line))

    def edit_companies(self) -> None:
        """Make the edits that add phones to companies: those that the companies have already are left out."""
        for slug, numbers in self.numbers.items():
            draft = self.drafts.companies[slug]
            phones = [phone for number in numbers if isinstance(phone := parse_phone(number), Phone)]
            told = {phone.tel: phone for phone in phones}
            listed = {one.get("number").tel for one in draft.get("phones") or ()}
            own = {one.tel for one in draft.get("own_mobiles") or ()}
            new = [unbound(phone.text) for tel, phone in told.items() if tel not in listed]
            mobile = [unbound(phone.text) for tel, phone in told.items() if is_mobile(tel) and tel not in own]
            edits = [
                *_listed(draft, "phones", [{"number": one} for one in new]),
                *_listed(draft, "own_mobiles", mobile),
            ]
            self.meaning.phones += len(new)
            if edits:
                self.meaning.edits[slug] = edits


def _listed(draft: Draft, name: str, values: Sequence[Yaml]) -> Iterator[Edit]:
    """Yield the edits that add values to a list of a company, which may have none."""
    if values and not draft.get(name):
        yield Put(path=(name,), value=list(values), order=_COMPANY_ORDER)
    else:
        yield from (Append(path=(name,), value=value) for value in values)


def _has(building: Draft, address: Address) -> bool:
    own = (building.get("address"), *(building.get("aliases") or ()))
    return any(one is not None and one.key == address.key for one in own)


def _bad(text: str, hint: str = "") -> Bad:
    return Bad(code="answer", text=text, hint=hint)
