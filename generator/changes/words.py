"""Changes → text for a terminal, Markdown for a discussion, JSON for machines."""

import json
from collections.abc import Iterator, Sequence

from generator.changes.change import Change
from generator.text import plain_markdown, plural

_HEADINGS = {
    "site": "Сайт",
    "organization": "Организации",
    "phone": "Телефоны",
    "link": "Ссылки",
    "building": "Дома, номера, примечания",
}
_FIRST = "Проверьте в первую очередь"
_LONGEST = 50_000  # characters of a comment; hosts refuse longer ones


def as_text(changes: Sequence[Change], notes: Sequence[str] = ()) -> str:
    """Return the changes under headings, one a line, each with its place."""
    lines = [*notes, *([""] if notes else []), _summary(changes)]
    for heading, group in _groups(changes):
        lines += ["", f"{heading}:", *(f"  {change.place}: {change.text}" for change in group)]
    return "\n".join(lines)


def as_markdown(changes: Sequence[Change], notes: Sequence[str] = ()) -> str:
    """Return the same as Markdown in which nothing from the data is markup."""
    lines = [
        f"**Что меняется в данных.** {plain_markdown(_summary(changes))}",
        *(f"\n> {plain_markdown(note)}" for note in notes),
    ]
    for heading, group in _groups(changes):
        sign = "⚠️ " if heading == _FIRST else ""
        lines += ["", f"### {sign}{heading}", ""]
        lines += [f"- {plain_markdown(change.text)} (`{change.place.path}:{change.place.line}`)" for change in group]
    return _cut("\n".join(lines))


def as_json(changes: Sequence[Change], notes: Sequence[str] = ()) -> str:
    """Return an object with `notes` and `changes`, links in full."""
    rows = [
        {
            "suspicious": change.suspicious,
            "subject": change.subject,
            "path": change.place.path,
            "line": change.place.line,
            "text": change.text,
            "old": change.old,
            "new": change.new,
        }
        for change in changes
    ]
    return json.dumps({"notes": list(notes), "changes": rows}, ensure_ascii=False, indent=2)


def _summary(changes: Sequence[Change]) -> str:
    if not changes:
        return "Ссылки, телефоны, организации, номера, адреса и тексты те же."
    count = sum(change.suspicious for change in changes)
    first = f", из них {count} стоит проверить в первую очередь" if count else ""
    return f"{plural(len(changes), 'изменение', 'изменения', 'изменений')}{first}."


def _groups(changes: Sequence[Change]) -> Iterator[tuple[str, list[Change]]]:
    """Yield the suspicious ones under one heading, then the others by subject."""
    first = [change for change in changes if change.suspicious]
    if first:
        yield _FIRST, first
    for subject, heading in _HEADINGS.items():
        group = [change for change in changes if change.subject == subject and not change.suspicious]
        if group:
            yield heading, group


def _cut(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return text[: text.rindex("\n", 0, _LONGEST)] + "\n\nОстальное не поместилось: `domchat changes` покажет всё."
