"""Reports of a check: a letter to each company as Markdown and as a table, a summary, the same for machines.

Links are not in them at all: a report can be forwarded.
"""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from generator.city import SECTIONS, model
from generator.link_check.bot.checking import STATES, TO_DECIDE, WORDS, Finding
from generator.text import guarded, guarded_id, long_date, plain_markdown, plural, unbound

_COLUMNS = ("Дом", "Номер", "Состояние", "Что это значит", "Название чата", "Участников", "Номер чата")
_ADVICE = {
    "closed": "Если чат правда закрыт, отзовите ссылку: страница дома предупредит о ней. Сама программа не отзывает.",
    "conflict": "Программа ничего не изменила: решите, какая ссылка верна.",
    "renamed": "Проверьте, тот ли это чат. Дату программа не обновила.",
    "changed": "Приглашение перевыпустили. Новая ссылка записана в данные.",
    "away": "Верните бота в чат, или сотрите chat_id: ссылку тогда проверяет человек.",
    "unknown": "Это не значит, что ссылка не работает. Откройте её с телефона.",
}


def report_files(
    findings: Mapping[str, Sequence[Finding]], names: Mapping[str, str], today: date, stopped: str
) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of each file; `findings` and `names` by slug; `attention.md` is empty if all is well."""
    everything = [one for several in findings.values() for one in several]
    summary = summary_markdown(findings, names, today, stopped)
    yield "report.md", summary
    yield "report.json", as_json(findings, today, stopped)
    yield "attention.md", summary if any(one.state in TO_DECIDE for one in everything) else ""
    for slug, several in findings.items():
        path = f"{SECTIONS[model.Company]}/{slug}"
        yield f"{path}.md", company_markdown(several, names[slug], today)
        yield f"{path}.csv", company_csv(several)


def company_markdown(findings: Sequence[Finding], name: str, today: date) -> str:
    """Return the letter to a company."""
    lines = [f"# {plain_markdown(name)}: чаты, в которых состоит бот", "", f"{long_date(today)}. {counts(findings)}"]
    for state in STATES:
        found = [one for one in findings if one.state == state]
        if found and state in _ADVICE:
            heading = WORDS[state]
            lines += ["", f"## {heading[0].upper()}{heading[1:]}", "", _ADVICE[state], "", *map(_item, found)]
    return "\n".join([*lines, ""])


def summary_markdown(
    findings: Mapping[str, Sequence[Finding]], names: Mapping[str, str], today: date, stopped: str
) -> str:
    """Return the summary: a line for each company, then what a person must decide."""
    everything = [one for several in findings.values() for one in several]
    lines = [f"Чаты с ботами компаний, {long_date(today)}. {counts(everything)}"]
    if stopped:
        lines += ["", f"Проверка не закончена: {plain_markdown(stopped)}."]
    lines += [
        "",
        "| Компания | подтверждено | ссылка сменилась | решить человеку | неизвестно |",
        "|---|---:|---:|---:|---:|",
    ]
    for slug, several in findings.items():
        states = Counter(one.state for one in several)
        number = sum(states[state] for state in TO_DECIDE)
        unknown = states["away"] + states["unknown"]
        name = plain_markdown(names[slug])
        lines.append(f"| {name} | {states['confirmed']} | {states['changed']} | {number} | {unknown} |")
    decide = [one for one in everything if one.state in TO_DECIDE]
    if decide:
        lines += ["", "## Решить человеку", ""]
        lines += [f"{_item(one)} — {plain_markdown(names[one.watched.slug])}" for one in decide]
    return "\n".join([*lines, ""])


def company_csv(findings: Sequence[Finding]) -> str:
    """Return all chats of the letter as a table for Excel, with semicolons and a byte order mark."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(_COLUMNS)
    for one in findings:
        cells = (unbound(one.watched.where), WORDS[one.state], unbound(one.reason), one.title)
        where, state, reason, title = map(guarded, cells)
        number = guarded_id(one.watched.building)
        # A number of more than 15 digits would lose the last ones in Excel.
        row = [
            where,
            number,
            state,
            reason,
            title,
            "" if one.members is None else one.members,
            f"№ {one.watched.chat_id}",
        ]
        writer.writerow(row)
    return "\ufeff" + text.getvalue()


def as_json(findings: Mapping[str, Sequence[Finding]], today: date, stopped: str) -> str:
    """Return all findings for machines; the number of a chat is text, because it may be beyond 2^53."""
    rows: list[dict[str, Any]] = [
        {
            "company": slug,
            "building": one.watched.building or None,
            "where": unbound(one.watched.where),
            "chat_id": str(one.watched.chat_id),
            "state": one.state,
            "reason": unbound(one.reason),
            "title": one.title or None,
            "members": one.members,
        }
        for slug, several in findings.items()
        for one in several
    ]
    report = {"day": today.isoformat(), "stopped": stopped or None, "chats": rows}
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"


def counts(findings: Sequence[Finding]) -> str:
    """Return how many chats are in each state, in words."""
    states = Counter(one.state for one in findings)
    parts = [f"{WORDS[state]} {states[state]}" for state in reversed(STATES) if states[state]]
    return f"{plural(len(findings), 'чат', 'чата', 'чатов')}: {', '.join(parts)}." if parts else "Чатов нет."


def _item(one: Finding) -> str:
    number = f" ({one.watched.building})" if one.watched.building else ""
    return f"- {plain_markdown(unbound(one.watched.where))}{number}: {plain_markdown(unbound(one.reason))}"
