"""The report of an import in Russian: columns understood, changes, questions, totals."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from generator.commands.import_reading import Table
from generator.commands.screen import write
from generator.spreadsheets.plans import HouseChange, Plan
from generator.spreadsheets.rows import HouseRow, PassedRow, ReadRow, RefusedRow, Remark, describe
from generator.text import Problem, plural

_SHOWN = 3  # remarks of one kind in one column that don't prevent reading a row
_MISSING = 20  # houses of a company listed one by one
_PASSED = 20  # rows that are not houses
_PLACES = 50  # of one question
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
        if len(missing) > _MISSING:
            names = "; ".join(f"{house.title} ({house.id})" for house in missing)
            write(f"  ? в таблице нет, оставлены {len(missing)}: {names}")
            houses = [house for house in houses if house.kind != "missing"]  # noqa: PLW2901
        for house in houses:
            write(f"  {_SIGNS[house.kind]} {house.title} ({house.id})" + _WORDS.get(house.kind, ""))
            for change in house.changes:
                write(f"      {change.what}: {_arrow(change.old, change.new)}")
    write("")


_WORDS = {"missing": " — в таблице нет, оставлен", "removed": " — в таблице нет, удалён"}


def _arrow(old: str, new: str) -> str:
    if old and new:
        return f"{old} → {new}"
    return new or f"{old} → (стёрто)"


def write_questions(plan: Plan, rows: Sequence[ReadRow]) -> None:
    """Show every row that was refused or asked about, then what was left out of the others."""
    refused = [remark for row in rows if isinstance(row, RefusedRow) for remark in row.remarks]
    if refused:
        write("Не приняты:")
        for remark in refused if len(refused) < _MANY else _of_one_kind(refused):
            write(f"  {remark}")
    questions = [question for several in plan.questions.values() for question in several]
    if questions:
        write("Вопросы:")
        for question in _of_one_kind(questions):
            write(f"  {question}")
    guesses = [remark for remark in plan.remarks if remark.guess]
    if guesses:
        write("Понято так (строки приняты, проверьте):")
        _write_guesses(guesses)
    if left := [remark for remark in plan.remarks if not remark.guess]:
        write("Замечания (строки приняты, эти ячейки нет):")
        _write_remarks(left)
    if refused or questions or plan.remarks:
        write("")


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
    for remark in remarks:
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
