"""Findings → a letter (Markdown) and a table (CSV) for each company, and a summary for the maintainer.

Links are shortened: reports travel by mail and stand in public issues, and the company knows its own links.
"""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from generator.link_check.run import Finding
from generator.link_check.targets import Use
from generator.link_check.verdicts import State
from generator.text import guarded, guarded_id, in_part, long_date, plain_markdown, plural

_WORDS: dict[State, str] = {"alive": "работает", "dead": "не работает", "unknown": "неизвестно"}
_ORDER: tuple[State, ...] = ("dead", "unknown", "alive")
_SHOWN: tuple[State, ...] = ("alive", "dead", "unknown")
_COLUMNS = ("Адрес", "Номер", "Ссылка", "Ответ", "Почему", "Когда спрашивали", "Когда открывал человек")

Row = tuple[Use, Finding]


def rows_by_organization(findings: Sequence[Finding]) -> dict[str, list[Row]]:
    """Return (use, finding) pairs by the name of the report, dead links first."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for finding in sorted(findings, key=lambda one: _ORDER.index(one.verdict.state)):
        for use in finding.target.uses:
            rows[use.report].append((use, finding))
    return dict(sorted(rows.items()))


def company_markdown(rows: Sequence[Row], today: date) -> str:
    """Return the letter to one organisation."""
    states = Counter(finding.verdict.state for _, finding in rows)
    lines = [
        f"# {plain_markdown(rows[0][0].organization)}: ссылки в MAX",
        "",
        f"Проверено {long_date(today)}. {_counts(states)}",
    ]
    sections = (
        ("dead", "Не работают", "Откройте чат в MAX, создайте новое приглашение и пришлите нам: прежнее не действует."),
        ("unknown", "Проверьте сами", "Программа не смогла понять, работает ли ссылка. Откройте её с телефона."),
    )
    for state, heading, advice in sections:
        found = [row for row in rows if row[1].verdict.state == state]
        if found:
            lines += ["", f"## {heading}", "", advice, "", *map(_item, found)]
    return "\n".join([*lines, ""])


def company_csv(rows: Sequence[Row]) -> str:
    """Return all links of the letter as a table for Excel, with semicolons and a byte order mark."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(_COLUMNS)
    for use, finding in rows:
        cells = [
            guarded(use.where),
            guarded_id(use.building),
            guarded(in_part(finding.target.link.url)),
            _WORDS[finding.verdict.state],
            guarded(finding.verdict.reason),
            finding.day.isoformat() if finding.day else "",
            use.checked.isoformat() if use.checked else "",
        ]
        writer.writerow(cells)
    return "\ufeff" + text.getvalue()


def summary_markdown(findings: Sequence[Finding], today: date, stopped: str = "") -> str:
    """Return the summary: a line for each organisation, then the dead links."""
    by_organization = rows_by_organization(findings)
    lines = [f"Ссылки в MAX, {long_date(today)}. {_counts(Counter(one.verdict.state for one in findings))}"]
    if stopped:
        lines += ["", f"Проверка не закончена: {plain_markdown(stopped)}."]
    lines += ["", "| Организация | работает | не работает | неизвестно |", "|---|---:|---:|---:|"]
    for rows in by_organization.values():
        states = Counter(finding.verdict.state for _, finding in rows)
        name = plain_markdown(rows[0][0].organization)
        lines.append(f"| {name} | {states['alive']} | {states['dead']} | {states['unknown']} |")
    dead = [row for rows in by_organization.values() for row in rows if row[1].verdict.state == "dead"]
    if dead:
        lines += ["", "## Не работают", "", *(f"{_item(row)} — {plain_markdown(row[0].organization)}" for row in dead)]
    return "\n".join([*lines, ""])


def _item(row: Row) -> str:
    use, finding = row
    number = f" ({use.building})" if use.building else ""
    before = finding.before
    once = f"; работала {long_date(before.day)}" if before and before.verdict.state == "alive" else ""
    link = plain_markdown(in_part(finding.target.link.url))
    return f"- {plain_markdown(use.where)}{number}, {link}: {plain_markdown(finding.verdict.reason)}{once}"


def _counts(states: Counter[State]) -> str:
    count = plural(sum(states.values()), "ссылка", "ссылки", "ссылок")
    parts = [f"{_WORDS[state]} {states[state]}" for state in _SHOWN if states[state]]
    return f"{count}: {', '.join(parts)}." if parts else "Ссылок нет."


def files(findings: Sequence[Finding], today: date, stopped: str = "") -> Iterator[tuple[str, str]]:
    """Yield (name, text) of each file of the report; `dead.md` is empty if no link is dead."""
    summary = summary_markdown(findings, today, stopped)
    yield "report.md", summary
    yield "dead.md", summary if any(one.verdict.state == "dead" for one in findings) else ""
    for name, rows in rows_by_organization(findings).items():
        yield f"{name}.md", company_markdown(rows, today)
        yield f"{name}.csv", company_csv(rows)
