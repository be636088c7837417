"""Changes → text for a terminal, Markdown for a discussion, JSON for machines."""

import json
from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest

from generator.changes.change import Change
from generator.text import plain_markdown, plural, shorten

_HEADINGS = {
    "link": "Ссылки",
    "phone": "Телефоны",
    "building": "Дома, номера, примечания",
    "organization": "Организации",
    "source": "Свои страницы и шаблоны",
    "site": "Сайт",
}
_FIRST = "Проверьте в первую очередь"
_LONGEST = 50_000  # characters; hosts refuse longer comments
_FOR_FIRST = 42_000  # of these, for suspicious changes
_OTHER_HEADINGS = 1000  # characters for the headings of the folded rest
_WHOLE = "`domchat changes` покажет всё"


def as_text(changes: Sequence[Change], notes: Sequence[str] = ()) -> str:
    """Return the changes under headings, one per line, with places."""
    lines = [*notes, *([""] if notes else []), _summary(changes)]
    for heading, group in _groups(changes):
        lines += ["", f"{heading}:", *(f"  {change.place}: {change.text}" for change in group)]
    return "\n".join(lines)


def as_markdown(changes: Sequence[Change], notes: Sequence[str] = ()) -> str:
    """Return the changes as Markdown, short enough for a comment; text from the data is escaped.

    Suspicious changes come first; if they don't all fit, each file and subject gets its share and the rest is
    counted. Everything else is folded.
    """
    head = "".join(
        (
            f"**Что меняется в данных.** {plain_markdown(_summary(changes))}\n",
            *(f"\n> {plain_markdown(_short(note))}\n" for note in notes),
        )
    )
    first = [change for change in changes if change.suspicious]
    if first:
        head += f"\n### ⚠️ {_FIRST}\n\n{_first_rows(first)}"
    rest = [group for group in _groups(changes) if group[0] != _FIRST]
    return (head + _folded(rest, _LONGEST - len(head))).rstrip("\n")


def _first_rows(changes: Sequence[Change]) -> str:
    """Return a row for each change, with its whole text while there is room."""
    shown = _in_turns(changes, _FOR_FIRST)
    rows = {id(change): _row(change, change.short) for change in shown}
    left = len(changes) - len(shown)
    room = _FOR_FIRST - sum(map(len, rows.values()))
    for change in shown if not left else ():
        whole = _row(change, change.text)
        if len(whole) - len(rows[id(change)]) <= room:
            room -= len(whole) - len(rows[id(change)])
            rows[id(change)] = whole
    text = "".join(rows[id(change)] for change in changes if id(change) in rows)
    if left:
        text += (
            f"\n⚠️ **Таких изменений ещё {left}, здесь они не поместились.** Не принимайте правку, пока не посмотрите "
        )
        text += f"все: {_WHOLE}. Большую правку попросите разделить.\n"
    return text


def _in_turns(changes: Sequence[Change], room: int) -> list[Change]:
    """Return the changes that fit, taken in turns from each file and subject, so that a flood of one hides no other."""
    groups: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        groups.setdefault((change.place.path, change.subject), []).append(change)
    shown = []
    for change in filter(None, chain.from_iterable(zip_longest(*groups.values()))):
        room -= len(_row(change, change.short))
        if room < 0:
            break
        shown.append(change)
    return shown


def _folded(groups: Sequence[tuple[str, list[Change]]], room: int) -> str:
    """Return the other changes by subject with their numbers, cut to the limit."""
    if not groups:
        return ""
    count = plural(sum(len(group) for _, group in groups), "изменение", "изменения", "изменений")
    text = f"\n<details><summary>Остальное: {count}</summary>\n"
    end = "\n</details>\n"
    for heading, group in groups:
        text += f"\n### {heading}: {len(group)}\n\n"
        for number, change in enumerate(group):
            row = _row(change, change.short)
            if len(text) + len(row) + _OTHER_HEADINGS > room:
                text += f"- …и ещё {len(group) - number}: {_WHOLE}\n"
                break
            text += row
    return text + end


def _row(change: Change, text: str) -> str:
    path = change.place.path.replace("`", "'")
    return f"- {plain_markdown(text)} (`{path}:{change.place.line}`)\n"


def _short(note: str) -> str:
    return shorten(note, 500)


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
        return "Всё, что видят жители, то же."
    count = sum(change.suspicious for change in changes)
    first = f", из них {count} стоит проверить в первую очередь" if count else ""
    return f"{plural(len(changes), 'изменение', 'изменения', 'изменений')}{first}."


def _groups(changes: Sequence[Change]) -> Iterator[tuple[str, list[Change]]]:
    """Yield the suspicious changes under one heading, then the others by subject."""
    first = [change for change in changes if change.suspicious]
    if first:
        yield _FIRST, first
    for subject, heading in _HEADINGS.items():
        group = [change for change in changes if change.subject == subject and not change.suspicious]
        if group:
            yield heading, group
