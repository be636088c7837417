"""Refusals of addresses, and notes on what was guessed."""

from typing import Final

from msgspec import Struct


class Refusal(Struct, frozen=True, kw_only=True):
    """Why a text is not an address: `code` for machines, `text` what is wrong, `hint` what to do."""

    code: str
    text: str
    hint: str = ""


class Note(Struct, frozen=True, kw_only=True):
    """What was ignored or guessed; `words` is that part of the line."""

    code: str
    text: str
    words: str = ""


_ONE_HOUSE = "Одна строка — один дом: запишите каждый дом отдельной строкой."

REFUSALS: Final[dict[str, tuple[str, str]]] = {
    "empty": ("Адрес не указан.", "Напишите улицу и дом, например «ул. Ленина, 12»."),
    "too_long": ("Строка слишком длинная для адреса.", "Оставьте в ней только улицу и номер дома."),
    "characters": (
        "В строке есть невидимый или управляющий символ {words}.",
        "Сотрите строку и наберите её заново на клавиатуре.",
    ),
    "no_street": ("Не указана улица.", "Напишите улицу перед номером дома, например «ул. Ленина, 12»."),
    "no_house": ("Не указан дом.", "Допишите номер дома после улицы, например «ул. Ленина, 12»."),
    "no_number": (
        "У дома нет номера: «{words}».",
        "Добавьте дом, когда у него появится номер, например «ул. Ленина, 12».",
    ),
    "excel_date": (
        "Вместо номера дома стоит дата «{words}»: так Excel испортил номер вида «2/9».",
        "Задайте столбцу в Excel формат «Текстовый» и введите номер дома заново.",
    ),
    "several": ("В строке несколько домов: «{words}».", _ONE_HOUSE),
    "range": (
        "Непонятно, один это дом или несколько: «{words}».",
        _ONE_HOUSE + " Двойной номер пишите через дробь: «4/10».",
    ),
    "long_number": ("Номер дома «{words}» слишком длинный.", "Проверьте номер: в нём не больше четырёх цифр."),
    "latin": (
        "В номере дома латинская буква «{words}», похожей русской буквы нет.",
        "Наберите букву по-русски.",
    ),
    "latin_street": (
        "Название улицы набрано латиницей: «{words}».",
        "Наберите его по-русски.",
    ),
    "long_street": (
        "Название улицы слишком длинное: «{words}».",
        "Оставьте в нём не больше 120 знаков, например без пояснений.",
    ),
    "unclear": (
        "Непонятная часть адреса: «{words}».",
        "Уберите её или запишите дом так: «12А», «12/2», «12 корп. 2», «12 стр. 1», «12 лит. А».",
    ),
    "place": (
        "Неизвестное место: «{words}».",
        "Напишите, что это: «с. Дальнее», «пос. Луговое», или добавьте его в settlements в site.yaml. Лишнее уберите.",
    ),
    "two_streets": (
        "В строке две улицы: «{words}».",
        "Оставьте одну, а второй адрес того же дома запишите отдельно.",
    ),
    "case": (
        "Непонятно, как называется улица: «{words}».",
        "Напишите её в именительном падеже, например «улица Милицейская».",
    ),
    "ambiguous_street": (
        "Улиц с таким названием несколько: {words}.",
        "Напишите тип: улица, проспект, переулок…",
    ),
    "no_type": (
        "Непонятно, улица это, проспект, переулок или что-то другое: «{words}».",
        "Допишите тип, например «{words} проезд», а у посёлка — «пос. {words}».",
    ),
    "acronym": (
        "Непонятно, улица это или квартал без улиц: «{words}».",
        "Напишите «улица {words}», а квартал возьмите в кавычки: «{words}», 12.",
    ),
}

NOTES: Final[dict[str, str]] = {
    "type_assumed": "Тип улицы не указан, принято «{words}».",
    "type_by_knowledge": "Улица определена по справочнику города: «{words}».",
    "former_name": "Прежнее название улицы: «{words}».",
    "case": "Название приведено к именительному падежу: «{words}».",
    "postcode": "Почтовый индекс не нужен: «{words}».",
    "region": "Страна или регион не нужны: «{words}».",
    "district": "Район не учитывается: «{words}».",
    "quarter": "Микрорайон или квартал перед улицей не учитывается: «{words}».",
    "settlement": "Населённый пункт не учитывается, взят следующий за ним: «{words}».",
    "flat": "Квартира не нужна: «{words}».",
    "floor": "Этаж не нужен: «{words}».",
    "entrances": "Указаны подъезды: «{words}».",
    "remark": "Пояснение не учитывается: «{words}».",
    "duplicate": "Пометка «дубль» не учитывается.",
    "merged": "Двойной номер понят как один дом: «{words}».",
    "empty_mark": "После «{words}» ничего нет, пометка пропущена.",
}


def refusal(code: str, words: str = "") -> Refusal:
    """Return the refusal with this code, about these words of the line."""
    text, hint = REFUSALS[code]
    return Refusal(code=code, text=text.format(words=words.strip()), hint=hint.format(words=words.strip()))


def note(code: str, words: str = "") -> Note:
    """Return the note with this code."""
    return Note(code=code, text=NOTES[code].format(words=words.strip()), words=words.strip())
