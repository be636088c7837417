"""Which company of the data a name in a register means; a new one gets a slug, a kind and a tidy name."""

import re
from collections import defaultdict

from msgspec import Struct

from generator.addresses import fold, slugify
from generator.datafiles import Drafts
from generator.spreadsheets.rows.rows import CompanyName
from generator.text import Bad, parse_ogrn

UNKNOWN_SLUG = "ne-ukazana"
_UNKNOWN_NAME = "Управляющая компания не указана"
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


class Companies:
    """The companies of the data and those that a register adds to them."""

    def __init__(self, drafts: Drafts) -> None:
        self.new: dict[str, NewCompany] = {}
        self._names: dict[str, str] = {slug: draft.get("name") for slug, draft in drafts.companies.items()}
        self._by_number: dict[str, str] = {}
        self._by_key: defaultdict[str, set[str]] = defaultdict(set)
        self._taken = {*drafts.companies, *drafts.unread}
        for slug, draft in drafts.companies.items():
            self._enter(slug, draft.get("name"), draft.get("inn") or "", draft.get("ogrn") or "")

    def name(self, slug: str) -> str:
        """Return the company's name."""
        return self._names[slug]

    def find(self, told: CompanyName) -> str | Bad:
        """Return the slug of the company that is meant, a new one if it must be; "" if none is told."""
        known = self.known(told)
        if known or not (told.name or told.inn or told.ogrn):
            return known
        return self._add(told) if told.name else _bad(f"компании с ИНН {told.inn or told.ogrn} в данных нет")

    def known(self, told: CompanyName) -> str | Bad:
        """Return the slug of the company of the data that is meant; "" if there is none."""
        numbers = {self._by_number[number] for number in (told.inn, told.ogrn) if number in self._by_number}
        if len(numbers) == 1:
            return numbers.pop()
        if numbers:
            return _bad("ИНН и ОГРН принадлежат разным компаниям")
        for key in (_key(told.name), _loose_key(told.name)):
            found = self._by_key.get(key, set()) if key else set()
            if len(found) > 1:
                return _bad(f"компаний «{told.name}» несколько: {', '.join(sorted(found))}")
            if found and not self._clash(told, next(iter(found))):
                return next(iter(found))
        return ""

    def unknown(self) -> str:
        """Return the slug of the company that stands for none."""
        if UNKNOWN_SLUG not in self._names:
            self.new[UNKNOWN_SLUG] = NewCompany(slug=UNKNOWN_SLUG, name=_UNKNOWN_NAME, kind="direct")
            self._names[UNKNOWN_SLUG] = _UNKNOWN_NAME
        return UNKNOWN_SLUG

    def _clash(self, told: CompanyName, slug: str) -> bool:
        """Equal names with different ИНН are different firms."""
        own = [number for number, owner in self._by_number.items() if owner == slug]
        same_kind = [number for number in own if len(number) == len(told.inn)]
        return bool(told.inn and same_kind and told.inn not in same_kind)

    def _enter(self, slug: str, name: str, inn: str, ogrn: str) -> None:
        self._by_number.update(dict.fromkeys(filter(None, (inn, ogrn)), slug))
        for key in {_key(name), _loose_key(name)} - {""}:
            self._by_key[key].add(slug)

    def _add(self, told: CompanyName) -> str:
        name = tidy_name(told.name)
        slug = self._free_slug(name, told.inn)
        ogrn = parse_ogrn(told.ogrn)
        self.new[slug] = NewCompany(
            slug=slug, name=name, kind=_kind(name), inn=told.inn, ogrn="" if isinstance(ogrn, Bad) else ogrn
        )
        self._names[slug] = name
        self._taken.add(slug)
        self._by_number.update(dict.fromkeys(filter(None, (told.inn, told.ogrn)), slug))
        self._by_key[_key(name)].add(slug)
        return slug

    def _free_slug(self, name: str, inn: str) -> str:
        bare = re.sub(r"^(?:ООО|ОАО|ЗАО|ПАО|АО)\s+", "", name)
        slug = slugify(bare)[:_LONGEST_SLUG].rstrip("-") or slugify(name) or f"kompaniya-{inn}".rstrip("-")
        numbered = (f"{slug}-{number}" for number in range(2, 10_000))
        return slug if slug not in self._taken else next(one for one in numbered if one not in self._taken)


def _bad(text: str) -> Bad:
    return Bad(code="company", text=text, hint="проверьте название и ИНН или добавьте компанию в папку companies")


def _kind(name: str) -> str:
    folded = fold(name)
    return next((kind for kind, words in _KINDS if words.search(folded)), "uk")


def tidy_name(name: str) -> str:
    """Return «ООО „УК Влад-Дом“» for the ways registers write it: long forms, straight quotes, double blanks."""
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


def _key(name: str) -> str:
    """Return what two spellings of one name share: letters, digits, «+» and «№»."""
    folded = fold(" ".join(name.split()))
    for long, short in _FORMS.items():
        folded = folded.replace(long, fold(short))
    return " ".join(re.findall(r"[^\W_]+|[+№]", folded))


def _loose_key(name: str) -> str:
    """Return the name without its legal form: «ООО „УК Заря“» is «заря» to its residents."""
    return " ".join(_LEGAL.sub(" ", _key(name)).split())
