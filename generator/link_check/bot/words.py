"""The words of chat titles that are not the address, and the parts that are removed before a title is read.

A word that is not listed makes a title doubtful if it may be a place («Луговое Ленина 12»): better one question more
than residents sent into another house's chat.
"""

import re
import unicodedata

# Words of titles, in lower case with е for ё; a star stands for any ending.
_HARMLESS = """
чат* группа группы группе сообщество канал дом дома дому доме домов домовой домовая домовые домовое общедомов*
многоквартирн* многоэтажка мкд жильц* жител* жилец собственник* сосед* хозяева новосел* квартир* мы
наш наша наше наши нашего нашем свой свои родной родного любим* уютн* дружн* общий общая общее общего
общение для по на в во у о об и с со от из адрес адресу адреса официальн* главный основной основная новый новая новое
новости новостной инфо информаци* объявлени* важн* срочн* актив актива совет совета старший старшие председател*
управляющ* управление компани* ук тсж тсн жск жэу жэк рэу дук жкх жкс дез гжи жк ооо ао мку мкп муп мбу обслуживание
вопрос* обсуждение обсуждения решаем проблемы помощь двор двора дворик территория подслушано болталка флудилка
курилка флуд флуда без спама рекламы только макс max мах мессенджер* chat house home official group domchat
жилой внутренний закрытый закрытая общественный подъезд* все всех весь ваш ваша ваши здесь тут это г город города рф
"""
# Words that say that this is perhaps not today's chat of the whole house.
_DOUBTFUL = """
стар* бывш* прежн* архив* закрыт закрыто неактуал* недейств* удал* тест* копия дубл* резерв* запасн* второй третий
паркинг* парковк* паркоместа гараж* стоянк* кладов* аренд* продаж* куплю продам барахолк* нежил* магазин* офис*
шлагбаум* видеонабл* домофон* капремонт* капитальн* собрани* ремонт* оплат* интернет* автомобил*
район* соседн* двух трех обоих нескольк* строительств* новостройк* часть
очередь секция секции кварталы кварталов дворов улиц улицы
"""
_LISTED = {word for word in _HARMLESS.split() if word[-1] != "*"}
_STEMS = tuple(word[:-1] for word in _HARMLESS.split() if word[-1] == "*")
_DOUBTED = {word for word in _DOUBTFUL.split() if word[-1] != "*"}
_DOUBTED_STEMS = tuple(word[:-1] for word in _DOUBTFUL.split() if word[-1] == "*")

_ENTRANCE = r"(?:подъезд|подьезд|под\.|п-д)"
# «Ленина 12 подъезд №2», then «2-й подъезд».
_ENTRANCES = (
    re.compile(rf"(?<![\w/-]){_ENTRANCE}\s*№?\s*(\d{{1,2}})(?![\w/-])", re.IGNORECASE),
    re.compile(rf"(?<![\w/-])(\d{{1,2}})\s*-?\s*(?:й|ый|ой)?\s*{_ENTRANCE}(?![\w/-])", re.IGNORECASE),
)
# Numbers that are no part of an address: of an office, of round-the-clock service, a year.
_OTHER_NUMBERS = re.compile(
    r"(?<!\w)(?:(?:жэу|жэк|рэу|дук|жкс|жэс|рэп|пжрэт|жрэу|участок|участка)\s*[-№\s]\s*№?\s*\d{1,3}(?![\w/-])"
    r"|(?:ук|тсж|тсн|жск)\s*[-№\s]\s*№?\s*\d{1,3}(?=\s*(?:$|[^\w\s/-]))"  # not «ТСЖ 8 Марта 5»
    r"|24\s*[/на]{1,2}\s*7(?!\w)|20\d\d\s*(?:г\.|год[ау]?)(?!\w))",
    re.IGNORECASE,
)
_IN_MAX = re.compile(r"\s+в\s+(?:max|макс|мах|мессенджер)\w*", re.IGNORECASE)  # not the house «12 в»
_QUOTED_LETTER = re.compile(r"(\d)\s*[\"«“„'`]\s*([^\W\d_])\s*[\"»”“'`](?!\w)")
_GLUED = re.compile(r"([^\W\d_]{4,})(?=\d)")  # «Ленина12»
_NUMBER_SIGN = re.compile(r"№\s*(?=\d)")
_ORDINAL_HOUSE = re.compile(r"(?<![\w/-])(\d{1,4})\s*-?\s*(?:й|ый|ой)\s+(?=дом\b)", re.IGNORECASE)
_APART = re.compile(r"\s[-—–‒]+\s|[|•·—–:;!?\"«»“”„()\[\]{}_#*+=~<>…\n\r]|\.{2,}|\s/\s|/{2,}|/(?=[^\W\d_]{3})")
_YEAR_AT_END = re.compile(r"(?<![\w/-])20[23]\d\s*$")
_KEPT_MARKS = "'’`^№"


def is_harmless(word: str) -> bool:
    """Return True for a folded word that says nothing about the address."""
    return word in _LISTED or word.startswith(_STEMS)


def is_doubtful(word: str) -> bool:
    """Return True for a folded word that says that the chat is perhaps not the one of the house."""
    return word in _DOUBTED or word.startswith(_DOUBTED_STEMS)


def cleaned(text: str) -> tuple[str, tuple[int, ...]]:
    """Return the pieces of a title that may contain an address, between « | », and the entrances that it names."""
    text = "".join(map(_plain, unicodedata.normalize("NFC", text)))
    text = _QUOTED_LETTER.sub(r"\1\2", text)
    entrances: list[int] = []
    for pattern in _ENTRANCES:
        entrances += map(int, pattern.findall(text))
        text = pattern.sub(" | ", text)
    if len(re.findall(r"\d+", text)) > 1:
        text = _YEAR_AT_END.sub("", text)
    for pattern in (_OTHER_NUMBERS, _IN_MAX):
        text = pattern.sub(" | ", text)
    text = _APART.sub(" | ", _NUMBER_SIGN.sub(" ", text))
    return _GLUED.sub(r"\1 ", _ORDINAL_HOUSE.sub(r"\1 ", text)), tuple(entrances)


def _plain(char: str) -> str:
    """Return the character; «|» for an emoji, nothing for the marks that make digits look like keys."""
    kind = unicodedata.category(char)
    if kind in ("Mn", "Me", "Cf"):
        return ""
    if kind == "Nd":
        return str(unicodedata.digit(char))
    return " | " if kind in ("So", "Sk", "Sm", "Cs", "Co", "Cn", "Cc") and char not in _KEPT_MARKS else char
