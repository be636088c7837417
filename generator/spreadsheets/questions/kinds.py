"""The kinds of questions about an import, and what may be answered to each."""

from collections.abc import Mapping

from msgspec import Struct

ONE, SEVERAL = "один дом", "разные дома"
_COMPANY = "название компании, её ИНН или имя её файла"


class Kind(Struct, frozen=True, kw_only=True):
    """A kind: its name on the screen, what may be answered; `choices` if nothing else may be."""

    title: str
    answers: str
    choices: tuple[str, ...] = ()


KINDS: Mapping[str, Kind] = {
    "company": Kind(
        title="Не ясно, кто управляет домом",
        answers=f"{_COMPANY}; «непосредственное управление», если собственники управляют сами",
    ),
    "companies": Kind(
        title="Дом стоит у нескольких компаний",
        answers=f"кто ведёт дом: {_COMPANY}; довольно одной из строк дома",
    ),
    "moved": Kind(
        title="В данных дом ведёт другая компания",
        answers=f"если дом перешёл, кому: {_COMPANY}; если нет, оставьте пустым",
    ),
    "person": Kind(
        title="Дом ведёт индивидуальный предприниматель",
        answers="имя файла, который вы для него завели в companies; если в файле есть его ИНН, больше не спросим",
    ),
    "alike": Kind(title="Похожие адреса", answers=f"«{ONE}» или «{SEVERAL}»", choices=(ONE, SEVERAL)),
    "slashes": Kind(
        title="Дробь или корпус",
        answers=f"«{ONE}» или «{SEVERAL}»; довольно одного ответа на весь город",
        choices=(ONE, SEVERAL),
    ),
    "address": Kind(title="Адрес непонятен", answers="верный адрес: улица и дом"),
    "value": Kind(title="Строки о доме расходятся", answers="верное значение; довольно одной из строк дома"),
    "mobile": Kind(title="Мобильный телефон компании", answers="сам номер, если он служебный, а не чей-то личный"),
    "": Kind(title="Остальное", answers="здесь не ответить: исправьте в самой таблице или в данных"),
}


def kind_of(name: str) -> Kind:
    """Return the kind of a question; the name of a field follows «value:»."""
    return KINDS.get(name.partition(":")[0], KINDS[""])
