"""The name of a company in a register → the name that residents know, and its kind."""

import re

from generator.addresses import fold

# Words in front of a name: how they are written in registers → how they are shown. Longer ones come first.
_LEGAL = {
    "общество с ограниченной ответственностью": "ООО",
    "непубличное акционерное общество": "АО",
    "публичное акционерное общество": "ПАО",
    "закрытое акционерное общество": "ЗАО",
    "открытое акционерное общество": "ОАО",
    "акционерное общество": "АО",
    "муниципальное унитарное предприятие": "МУП",
    "муниципальное бюджетное учреждение": "МБУ",
    "муниципальное казенное учреждение": "МКУ",
    "индивидуальный предприниматель": "ИП",
    "некоммерческая организация": "НО",
    "некоммерческое партнерство": "НП",
    "потребительский кооператив": "ПК",
    **{
        form.lower(): form
        for form in ("ООО", "ОАО", "ЗАО", "ПАО", "АО", "МУП", "МБУ", "МКУ", "МУПВ", "ИП", "НО", "НП", "ПК")
    },
}
_MANAGING = {
    "управляющая компания": ("УК", "uk"),
    "управляющая организация": ("УО", "uk"),
    "товарищество собственников недвижимости": ("ТСН", "tsg"),
    "товарищество собственников недвижимости жилья": ("ТСН", "tsg"),
    "товарищество собственников жилья": ("ТСЖ", "tsg"),
    "жилищно строительный кооператив": ("ЖСК", "zhsk"),
    "жилищно эксплуатационный кооператив": ("ЖЭК", "zhsk"),
    "жилищный кооператив": ("ЖК", "zhsk"),
    "тсн ж": ("ТСН", "tsg"),
    "ук": ("УК", "uk"),
    "уо": ("УО", "uk"),
    "тсн": ("ТСН", "tsg"),
    "тсж": ("ТСЖ", "tsg"),
    "жск": ("ЖСК", "zhsk"),
    "жк": ("ЖК", "zhsk"),
    "жэк": ("ЖЭК", "zhsk"),
    "пжск": ("ПЖСК", "zhsk"),
    "мжск": ("МЖСК", "zhsk"),
}
_NO_LEGAL = ("НО", "НП", "ПК")  # says nothing to residents
_COOPERATIVE = re.compile(r"\bкооператив\w*")
_QUOTES = re.compile(r"[\"«»“”„‟']")
# Names that stand without quotation marks: «№ 5», «71-го микрорайона», «Фрунзенского района».
_BARE = re.compile(r"(?:№ ?\d.*|[\d/-]+|(?:\d+-го|[А-ЯЁ][а-яё]+(?:ого|его)) (?:район|микрорайон|округ|город)а\b.*)")
_OF_THE_CITY = re.compile(r"[\s,]*\b(?:г\.\s?|города?\s)[А-ЯЁ][\w-]+(?:\s[А-ЯЁ][\w-]+)?$")
_VOWELS = frozenset("АЕЁИОУЫЭЮЯ")
_SMALL = frozenset(["И", "НА", "В", "ПО", "У", "ПРИ", "ЗА", "НАД", "ПОД", "С", "О"])
_SHORTEST_WORD = 5  # letters; a shorter word in capitals may be an abbreviation


def resident_name(short: str, full: str) -> tuple[str, str]:
    """Return the name and kind: (УК «Стадионный», uk) for «ООО "УК "Стадионный""».

    The name is "" if it is that of a person (an ИП).
    """
    written = _tidy(short if re.search(r"\w", short) else full)
    legal, managing, kind, rest = _split(written)
    if "ИП" in (legal, _split(_tidy(full))[0]):
        return "", "uk"
    if not kind:
        _, _, kind, _ = _split(_tidy(full))
    if not kind or (kind == "uk" and not managing and _COOPERATIVE.search(fold(written))):
        kind = "zhsk" if _COOPERATIVE.search(fold(f"{written} {full}")) else "uk"
    core = _core(rest)
    form = managing or ("" if legal in _NO_LEGAL else legal)
    if not core:
        return form, kind
    if not form:
        return (core if "«" in core or _BARE.fullmatch(core) else f"«{core}»"), kind
    if re.match(r"[-–—]\s*\d", core):
        return form + "-" + core.lstrip("-–— "), kind
    return (f"{form} {core}" if managing and _BARE.fullmatch(core) else f"{form} «{core}»"), kind


def _tidy(name: str) -> str:
    """Return the name with single spaces, and Cyrillic letters for Latin ones that look alike in «OOO»."""
    name = re.sub(r"\bOOO\b", "ООО", " ".join(name.split()))
    return re.sub(r"\b(?:жилищно)\s*-\s*(?=\w)", "жилищно ", name, flags=re.IGNORECASE)


def _split(name: str) -> tuple[str, str, str, str]:
    """Return (legal form, managing form, its kind, the rest): ("ООО", "УК", "uk", «Стадионный»)."""
    legal = managing = kind = ""
    left = name
    while True:
        bare = left.lstrip(" \"«»“”„‟',")
        word = next((one for one in _LEGAL if _begins(bare, one)), "")
        if word:
            legal, left = legal or _LEGAL[word], bare[len(word) :]
            continue
        found = max(
            (one for one in _MANAGING if _begins(bare.replace("(", " ").replace(")", " "), one)), key=len, default=""
        )
        if found and not managing:
            (managing, kind), left = _MANAGING[found], bare[_length(bare, found) :]
        return legal, managing, kind, left


def _begins(name: str, words: str) -> bool:
    folded = " ".join(fold(name[: len(words) + 20]).split())
    return folded == words or (folded.startswith(words) and not folded[len(words)].isalnum())


def _length(name: str, words: str) -> int:
    """Return the length of these words at the beginning of a name, which may have brackets among them."""
    pattern = r"[\s()-]+".join(map(re.escape, words.split()))
    found = re.match(rf"{pattern}\)?", fold(name))
    return found.end() if found else len(words)


def _core(rest: str) -> str:
    """Return the name proper: without outer quotation marks, the city and needless capitals."""
    rest = rest.strip(" ,")
    balanced = re.fullmatch(r"[\"«“„](?P<inner>[^\"«»“”„]+)[\"»”“](?P<tail>[^\"«»“”„]*)", rest)
    if balanced:
        rest = f"{balanced['inner']} {balanced['tail']}"
    inner = _QUOTES.sub('"', rest)
    inner = _OF_THE_CITY.sub("", inner.strip(' "'))
    inner = re.sub(r"(?<=\w),(?=[\w-])", ", ", inner).replace(", -", ", ")
    inner = re.sub(r"(?<=\w)\s*[-–—]\s*(?=\d+$)", "-", inner)  # «района - 6» is «района-6»
    inner = re.sub(r"№\s*", "№ ", " ".join(inner.split())).strip(' ",')
    if '"' in inner:
        inner = _nested(inner)
    return _without_capitals(inner)


def _nested(inner: str) -> str:
    """Return the name with the quotation marks inside it closed: ЖК «Солнечный»."""
    signs, depth = [], 0
    for nth, sign in enumerate(inner):
        if sign == '"':
            opens = not depth and inner[nth - 1] in " ("
            depth += 1 if opens else -1 if depth else 0
            sign = "«" if opens else "»" if depth >= 0 else ""  # noqa: PLW2901
        signs.append(sign)
    return "".join(signs) + "»" * depth


def _without_capitals(name: str) -> str:
    words = re.findall(r"[^\W\d_]+", name)
    whole = [word for word in words if len(word) >= _SHORTEST_WORD and word.isupper()]
    if not whole or any(not word.isupper() for word in words if len(word) > 1):
        return name

    def word(found: re.Match[str]) -> str:
        text = found[0]
        if text in _SMALL and found.start():
            return text.lower()
        if len(text) < _SHORTEST_WORD and len(words) == 1:
            return text
        return text.capitalize() if sum(letter in _VOWELS for letter in text) else text

    return re.sub(r"[^\W\d_]+", word, name)
