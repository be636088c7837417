"""Finds the company of the data that a register names; a new one gets a slug, a kind and a tidy name."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from generator.addresses import fold, slugify
from generator.datafiles import Drafts
from generator.datafiles.editing import Yaml
from generator.spreadsheets.rows.rows import CompanyName, Remark
from generator.text import Bad, parse_ogrn

_LONGEST_SLUG = 60

_FORMS = {
    "общество с ограниченной ответственностью": "ООО",
    "публичное акционерное общество": "ПАО",
    "закрытое акционерное общество": "ЗАО",
    "открытое акционерное общество": "ОАО",
    "акционерное общество": "АО",
    "индивидуальный предприниматель": "ИП",
    "муниципальное унитарное предприятие": "МУП",
    "товарищество собственников недвижимости": "ТСН",
    "товарищество собственников жилья": "ТСЖ",
    "жилищно-строительный кооператив": "ЖСК",
    "жилищный кооператив": "ЖК",
    "управляющая компания": "УК",
    "управляющая организация": "УО",
}
_APART = re.compile(r" \([^()]+\)$")  # what tells namesakes apart: a street, an ИНН
_LEGAL = re.compile(r"\b(?:ооо|оао|зао|пао|ао|ип|муп|мупв|мку|ук|уо)\b")
_KINDS = (
    ("tsg", re.compile(r"\b(?:тсж|тсн|товариществ\w*)\b")),
    ("zhsk", re.compile(r"\b(?:жск|жк|жспк|жнк|пжск|кооператив\w*)\b")),
    ("direct", re.compile(r"непосредственн\w+ управлени\w+")),
)


class NewCompany(Struct, frozen=True, kw_only=True):
    """A company that the data does not have yet."""

    slug: str
    name: str
    kind: str
    inn: str = ""
    ogrn: str = ""
    contacts: Mapping[str, Yaml] = {}
    remarks: tuple[Remark, ...] = ()


class Companies:
    """The companies of the data, and those that a register adds.

    The meaning of a name must not depend on the order of rows, nor on companies added by an earlier import of the
    register. So all names of a register are given at once, and names that may mean one company become questions.
    """

    def __init__(
        self, drafts: Drafts, told: Iterable[CompanyName] = (), registered: Mapping[str, NewCompany] | None = None
    ) -> None:
        """`told`: the company names of all rows of a register; `registered`: what else is known, by ИНН and ОГРН."""
        self._registered = registered or {}
        self.new: dict[str, NewCompany] = {}
        self._names: dict[str, str] = {}
        self._by_number: dict[str, str] = {}
        self._numbers: defaultdict[str, set[str]] = defaultdict(set)
        self._by_key: defaultdict[str, set[str]] = defaultdict(set)
        self._by_loose_key: defaultdict[str, set[str]] = defaultdict(set)
        self._taken = {*drafts.companies, *drafts.unread}
        self._doubts: dict[str, Bad] = {}  # slug of a new company → reason not to add it
        for slug, draft in drafts.companies.items():
            self._enter(slug, draft.get("name"), draft.get("inn") or "", draft.get("ogrn") or "")
        numbers = Counter(told)
        self._contradictions = _contradictions(numbers)
        self._gather(numbers)

    def name(self, slug: str) -> str:
        """Return the company's name."""
        return self._names[slug]

    def find(self, told: CompanyName) -> str | Bad:
        """Return the slug of the company that is meant, a new one if necessary; "" if none is named."""
        known = self.known(told)
        if isinstance(known, str) and known in self._doubts:
            return self._doubts[known]
        if known or not (told.name or told.inn or told.ogrn):
            return known
        return _bad(f"компании с ИНН {told.inn or told.ogrn} в данных нет")

    def known(self, told: CompanyName) -> str | Bad:
        """Return the slug of the company that is meant, in the data or new; "" if there is none."""
        if told.inn in self._contradictions or told.ogrn in self._contradictions:
            return _bad("ИНН и ОГРН принадлежат разным компаниям")
        numbers = {self._by_number[number] for number in (told.inn, told.ogrn) if number in self._by_number}
        if len(numbers) == 1:
            return numbers.pop()
        if numbers:
            return _bad("ИНН и ОГРН принадлежат разным компаниям")
        for found in (self._by_key.get(_key(told.name)), self._by_loose_key.get(_loose_key(told.name))):
            fitting = [slug for slug in sorted(found or ()) if not self._clash(told, slug)]
            if len(fitting) > 1:
                return _bad(f"компаний «{told.name}» несколько: {', '.join(fitting)}")
            if fitting:
                return fitting[0]
        return ""

    def _clash(self, told: CompanyName, slug: str) -> bool:
        """Return True if equal names have different ИНН, so that they are different firms."""
        same_kind = [number for number in self._numbers[slug] if len(number) == len(told.inn)]
        return bool(told.inn and same_kind and told.inn not in same_kind)

    def _enter(self, slug: str, name: str, inn: str, ogrn: str) -> None:
        self._names[slug] = name
        self._by_number.update(dict.fromkeys(filter(None, (inn, ogrn)), slug))
        self._numbers[slug].update(filter(None, (inn, ogrn)))
        if key := _key(name):
            self._by_key[key].add(slug)
        if loose := _loose_key(name):
            self._by_loose_key[loose].add(slug)

    def _gather(self, told: Mapping[CompanyName, int]) -> None:
        """Add missing companies: names with a common number, or equal names without numbers, are one company."""
        by_number: defaultdict[str, Counter[CompanyName]] = defaultdict(Counter)
        unnumbered: defaultdict[str, Counter[CompanyName]] = defaultdict(Counter)
        # Each ОГРН beside an ИНН is known, so either identifies the company.
        inns = {one.ogrn: one.inn for one in told if one.inn and one.ogrn}
        for one, times in told.items():
            if one.name and self.known(one) == "":
                number = one.inn or inns.get(one.ogrn) or one.ogrn
                groups, key = (by_number, number) if number else (unnumbered, _key(one.name))
                groups[key][one] += times
        numbered = [_new_company(group) for group in by_number.values()]
        keys = {_key(one.name) for one in numbered}
        new = numbered + [_new_company(group) for key, group in unnumbered.items() if key not in keys]
        for told_of in sorted(new, key=lambda one: (one.name, one.inn, one.ogrn)):
            company = self._registered.get(told_of.inn) or self._registered.get(told_of.ogrn) or told_of
            slug = self._free_slug(company.name, company.inn)
            self._taken.add(slug)
            self.new[slug] = replace(company, slug=slug)
            self._enter(slug, company.name, company.inn, company.ogrn)
        for slugs in self._by_loose_key.values():
            self._doubt(sorted(slugs & self.new.keys()))

    def _doubt(self, alike: list[str]) -> None:
        """Add questions about new companies whose names differ only in the legal form, unless each has its ИНН."""
        inns = {self.new[slug].inn for slug in alike}
        if len(alike) > 1 and ("" in inns or len(inns) < len(alike)):
            names = " и ".join(sorted({self.new[slug].name for slug in alike}))
            text = f"{names} — возможно, одна компания"
            bad = Bad(code="company", text=text, hint="пишите название одинаково, или впишите ИНН в каждую строку")
            self._doubts.update(dict.fromkeys(alike, bad))

    def _free_slug(self, name: str, inn: str) -> str:
        bare = re.sub(r"^(?:ООО|ОАО|ЗАО|ПАО|АО)\s+", "", name)
        slug = slugify(bare)[:_LONGEST_SLUG].rstrip("-") or slugify(name) or f"kompaniya-{inn}".rstrip("-")
        numbered = (f"{slug}-{number}" for number in range(2, 10_000))
        return slug if slug not in self._taken else next(one for one in numbered if one not in self._taken)


def _contradictions(told: Iterable[CompanyName]) -> set[str]:
    """Return the numbers that occur with several others: an ИНН has one ОГРН, and vice versa."""
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for one in told:
        if one.inn and one.ogrn:
            beside[one.inn].add(one.ogrn)
            beside[one.ogrn].add(one.inn)
    wrong = {number for number, others in beside.items() if len(others) > 1}
    return wrong | {other for number in wrong for other in beside[number]}


def _new_company(told: Counter[CompanyName]) -> NewCompany:
    """Return the company for all these names; the most frequent one is its name."""
    names: Counter[str] = Counter()
    for one, times in told.items():
        names[tidy_name(one.name)] += times
    name = min(names, key=lambda one: (-names[one], one))
    ogrns = (parse_ogrn(one.ogrn) for one in told if one.ogrn)
    ogrn = next((one for one in ogrns if not isinstance(one, Bad)), "")
    return NewCompany(slug="", name=name, kind=_kind(name), inn=max(one.inn for one in told), ogrn=ogrn)


def _bad(text: str) -> Bad:
    return Bad(code="company", text=text, hint="проверьте название и ИНН или добавьте компанию в папку companies")


def _kind(name: str) -> str:
    folded = fold(name)
    return next((kind for kind, words in _KINDS if words.search(folded)), "uk")


def tidy_name(name: str) -> str:
    """Return «ООО „УК Влад-Дом“» for the ways registers write it: long forms, straight quotes, double spaces."""
    name = " ".join(name.split())
    for long, short in _FORMS.items():
        if short not in ("УК", "УО"):
            name = re.sub(rf"^{long}\b", short, name, flags=re.IGNORECASE)
    signs: list[str] = []
    depth = 0
    for sign in re.sub(r'""|[“”„‟]', '"', name):
        if sign == '"':
            opens = not depth or (signs and signs[-1] in " («")
            depth += 1 if opens else -1
            sign = "«" if opens else "»"  # noqa: PLW2901
        signs.append(sign)
    name = re.sub(r"«\s+", "«", re.sub(r"(?<=\w)«", " «", "".join(signs)))
    return re.sub(r"\s+»", "»", name) + "»" * depth


def is_same_name(one: str, other: str) -> bool:
    """Return True if the names are spellings of one, whatever tells one of them from its namesakes."""
    return _loose_key(_APART.sub("", one)) == _loose_key(_APART.sub("", other))


def _key(name: str) -> str:
    """Return a key shared by spellings of one name: letters, digits, «+» and «№»."""
    folded = fold(" ".join(name.split()))
    for long, short in _FORMS.items():
        folded = folded.replace(long, fold(short))
    return " ".join(re.findall(r"[^\W_]+|[+№]", folded))


def _loose_key(name: str) -> str:
    """Return the name without its legal form: residents call «ООО „УК Заря“» «заря»."""
    return " ".join(_LEGAL.sub(" ", _key(name)).split())
