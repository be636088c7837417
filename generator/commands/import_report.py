"""The report of an import in Russian: columns understood, changes, questions, totals."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from generator.commands.import_reading import Table
from generator.commands.screen import write
from generator.spreadsheets.plans import HouseChange, Plan
from generator.spreadsheets.questions import kind_of
from generator.spreadsheets.rows import HouseRow, PassedRow, ReadRow, RefusedRow, Remark, describe, in_order
from generator.text import Problem, plural, shorten

_SHOWN = 3  # remarks of one kind in one column that don't prevent reading a row
_MISSING = 5  # houses of a company listed one by one
_PASSED = 20  # rows that are not houses
_PLACES = 50  # of one question
_LONGEST = 200  # signs of a question among examples
_ALL_SHOWN = 30  # rows with questions; more are told by kind
_MANY = 10  # refused rows; those of one reason are then listed together
_WHOLE = ("name-misspelled",)  # warnings each of which is about another house
_SIGNS = {"new": "+", "changed": "~", "removed": "-", "missing": "?"}


def write_tables(table: Table) -> None:
    """Say how a sheet was understood."""
    name, layout, rows, cure = table.name, table.layout, table.rows, table.cure
    where = f"Лист «{name}»" if name else "Таблица"
    if table.hidden:
        write(f"{where}: скрыт, не прочитан. Если он нужен: --sheet «{name}»")
        return
    if layout is None:
        told = "заголовка нет, не прочитан." if rows or cure else "домов нет, пропущен."
        write(f"{where}: {told}" + (f" Чтобы прочитать только его: --sheet «{name}» {cure}" if cure else ""))
        return
    guessed = "; столбцы узнаны по тому, что в них стоит" if layout.guessed else ""
    write(f"{where}: заголовок в строке {layout.header}." if layout.header else f"{where}: без заголовка{guessed}.")
    write(f"  Столбцы: {describe(layout)}.")
    if layout.unused:
        write(f"  Не нужны: {', '.join(layout.unused)}.")
    if table.hidden_rows:
        write(f"  Скрытые строки прочитаны тоже: {_numbers(table.hidden_rows)}.")
    passed = [row for row in rows if isinstance(row, PassedRow)]
    for row in passed[:_PASSED]:
        write(f"  Не дом: {row.place} — {row.text}.")
    if len(passed) > _PASSED:
        write(f"  …и ещё {plural(len(passed) - _PASSED, 'такая строка', 'такие строки', 'таких строк')}.")


def _numbers(rows: Sequence[int]) -> str:
    more = f" и ещё {len(rows) - _PASSED}" if len(rows) > _PASSED else ""
    return ", ".join(map(str, rows[:_PASSED])) + more


def write_changes(plan: Plan) -> None:
    """Show what happens to each house, company by company."""
    by_company: defaultdict[str, list[HouseChange]] = defaultdict(list)
    for house in plan.houses:
        by_company[house.slug].append(house)
    for slug, houses in sorted(by_company.items()):
        new = plan.new_companies.get(slug)
        write(f"\ncompanies/{slug}.yaml" + (f" — новая компания: {new.name}" if new else ""))
        missing = [house for house in houses if house.kind == "missing"]
        few = missing if len(missing) <= _MISSING else []
        for house in (*(house for house in houses if house.kind != "missing"), *few):
            write(f"  {_SIGNS[house.kind]} {house.title} ({house.id})" + _WORDS.get(house.kind, ""))
            for change in house.changes:
                write(f"      {change.what}: {_arrow(change.old, change.new)}")
        if len(missing) > len(few):
            write(f"  ? в таблице нет, оставлены: {len(missing)}; назовёт их --remove-missing --dry-run")
    write("")


_WORDS = {"missing": " — в таблице нет, оставлен", "removed": " — в таблице нет, удалён"}


def _arrow(old: str, new: str) -> str:
    if old and new:
        return f"{old} → {new}"
    return new or f"{old} → (стёрто)"


def write_questions(plan: Plan, rows: Sequence[ReadRow]) -> None:
    """Show every row that was refused or asked about, then what was left out of the others."""
    refused = [remark for row in rows if isinstance(row, RefusedRow) for remark in row.remarks]
    asked = [question for several in plan.questions.values() for question in several]
    told = refused or asked or plan.remarks
    lines = {row.place: row.line for row in rows if isinstance(row, HouseRow)}
    lines |= {one.place: row.line for row in rows if isinstance(row, RefusedRow) for one in row.remarks}
    if len(refused) + len(plan.questions) > _ALL_SHOWN:
        write(f"Вопросы по видам (строк с вопросами {len(plan.questions)}, не принято {len(refused)}):")
        _write_kinds([*refused, *asked], lines)
        refused = asked = []
    if refused:
        write("Не приняты:")
        for remark in refused if len(refused) < _MANY else _of_one_kind(refused):
            write(f"  {remark}")
    if asked:
        write("Вопросы:")
        for question in _of_one_kind(asked):
            write(f"  {question}")
    guesses = [remark for remark in plan.remarks if remark.guess]
    if guesses:
        write("Понято так (строки приняты, проверьте):")
        _write_guesses(guesses)
    if left := [remark for remark in plan.remarks if not remark.guess]:
        write("Замечания (строки приняты, эти ячейки нет):")
        _write_remarks(left)
    if told:
        write("")


def _write_kinds(questions: Iterable[Remark], lines: Mapping[str, str]) -> None:
    """Say how many questions of each kind there are, with some examples; all of them are in the table."""
    kinds: defaultdict[str, list[Remark]] = defaultdict(list)
    for question in questions:
        kinds[kind_of(question.kind).title].append(question)
    for title, several in sorted(kinds.items(), key=lambda one: -len(one[1])):
        write(f"  {title}: {len(several)}, например:")
        for question in sorted(several, key=in_order)[:_SHOWN]:
            line = lines.get(question.place)
            write(f"    {question.place}" + (f", {line}" if line else "") + f": {shorten(question.text, _LONGEST)}")
        write(f"    ответить можно: {kind_of(several[0].kind).answers}")


def _of_one_kind(questions: Iterable[Remark]) -> Iterator[Remark]:
    """Yield the questions; one that is the same for many rows is asked once, with all places."""
    places: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for question in questions:
        places[question.text, question.hint].append(question.place)
    for (text, hint), several in places.items():
        shown = [*dict.fromkeys(several)]
        more = f"; …и ещё {len(shown) - _PLACES}" if len(shown) > _PLACES else ""
        yield Remark(place="; ".join(shown[:_PLACES]) + more, text=text, hint=hint)


def _write_guesses(guesses: Iterable[Remark]) -> None:
    """Show every guess: each is about another house."""
    hints: defaultdict[str, list[Remark]] = defaultdict(list)
    for guess in _of_one_kind(guesses):
        hints[guess.hint].append(guess)
    for several in hints.values():
        for guess in several[:-1]:
            write(f"  {guess.place}: {guess.text}")
        write(f"  {several[-1]}")


def _write_remarks(remarks: Iterable[Remark]) -> None:
    kinds: defaultdict[str, list[Remark]] = defaultdict(list)
    for remark in sorted(remarks, key=in_order):
        letters = remark.place.rpartition(" ")[2].rstrip("0123456789")
        kinds[f"{letters}|{remark.hint or remark.text.partition(':')[0]}"].append(remark)
    for several in kinds.values():
        for remark in several[:_SHOWN]:
            write(f"  {remark}")
        if len(several) > _SHOWN:
            write(f"  …и ещё {plural(len(several) - _SHOWN, 'такая ячейка', 'такие ячейки', 'таких ячеек')}")


def write_warnings(warnings: Sequence[Problem]) -> None:
    """Show what a check would warn of that it didn't warn of before, so much of each kind."""
    kinds: defaultdict[str, list[Problem]] = defaultdict(list)
    for problem in warnings:
        kinds[problem.code].append(problem)
    for several in kinds.values():
        shown = len(several) if several[0].code in _WHOLE else _SHOWN
        for problem in several[:shown]:
            write(f"Предупреждение: {problem.text}" + (f" ({problem.hint})" if problem.hint else ""))
        if len(several) > shown:
            write(f"  …и ещё {plural(len(several) - shown, 'такое', 'таких', 'таких')}")


def write_phones(taken: int, left: int) -> None:
    """Say what became of the answers about companies' phones."""
    write(f"Мобильных телефонов компаний: взято {taken}, без ответа {left}.")


def write_way(missing: int, table: Path | None, command: str) -> None:
    """Say what the questions cost, and where to answer them."""
    if missing:
        write(f"Из-за вопросов на сайте пока нет домов: {missing}.")
    if table is None:
        write("Таблицу, в которую вписывают ответы, оставит загрузка без --dry-run.")
        return
    write(f"Все вопросы — в таблице {table}. Впишите, что знаете, в столбец «Ответ» и загрузите её: {command}")


def write_counts(plan: Plan, rows: Sequence[ReadRow]) -> None:
    """Say the sum: every row is in it once."""
    if plan.removal_refused:
        write("Пока не все строки поняты, удалять нельзя: непонятая строка может быть как раз тем домом.")
    refused = sum(row.weight for row in rows if isinstance(row, RefusedRow))
    houses = [row for row in rows if isinstance(row, HouseRow)]
    asked = sum(row.weight for row in houses if row.place in plan.questions)
    read = sum(row.weight for row in houses) - asked
    write(f"Строк {read + asked + refused}: прочитано {read}, с вопросами {asked}, не принято {refused}.")
    counts = {kind: sum(house.kind == kind for house in plan.houses) for kind in _SIGNS}
    write(
        f"Домов: новых {counts['new']}, изменено {counts['changed']}, без изменений {plan.same}, "
        f"в таблице нет {counts['missing']}, удалено {counts['removed']}."
    )
