"""YAML text → nodes with line and column; everything that YAML allows and we don't is reported here.

The C loader composes nodes without ever giving a scalar another type than a string. It is recursive and
forgets anchors, so text that looks deep or anchored is walked as a stream of events first.
"""

import re
from typing import TYPE_CHECKING, Any

import yaml

from generator.problems import Place, Report

if TYPE_CHECKING:
    from collections.abc import Iterator

try:
    from yaml import CBaseLoader as Loader
except ImportError:  # a PyYAML built without libyaml: slower, the same nodes
    from yaml import BaseLoader as Loader  # type: ignore[assignment]

MAX_BYTES = 4_000_000
MAX_DEPTH = 20

# Control characters, and the invisible ones that reorder or hide text on a page (Unicode TR 36).
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_MAYBE_ANCHOR = re.compile(r"(?:^|[\s\[{,:-])[&*][^\s]", re.MULTILINE)
_MAYBE_DEEP = re.compile(rf"(?:[-?:][ \n]+){{{MAX_DEPTH}}}|(?:[\[{{][^\]}}]*){{{MAX_DEPTH}}}|^ {{{MAX_DEPTH}}}", re.MULTILINE)

_IN_RUSSIAN = {
    "mapping values are not allowed": "двоеточие здесь не ожидалось: возможно, сбит отступ или текст с двоеточием стоит без кавычек",
    "did not find expected key": "здесь ожидалось имя поля: возможно, сбит отступ или не закрыта кавычка",
    "could not find expected ':'": "после имени поля нет двоеточия",
    "did not find expected '-' indicator": "в списке ожидался знак «-»: возможно, сбит отступ",
    "block sequence entries are not allowed": "знак «-» здесь не ожидался: возможно, сбит отступ",
    "found unexpected end of stream": "файл кончился раньше, чем закрылась кавычка",
    "found character that cannot start any token": "с этого знака значение начинаться не может: возьмите его в кавычки",
    "did not find expected ',' or ']'": "не закрыта квадратная скобка «]»",
    "did not find expected ',' or '}'": "не закрыта фигурная скобка «}»",
    "found unknown escape character": "после «\\» в двойных кавычках стоит неизвестный знак: возьмите текст в одинарные кавычки",
    "but found another document": "в файле несколько документов, разделённых «---»: оставьте один",
    "expected a single document": "в файле несколько документов, разделённых «---»: оставьте один",
}


def compose(text: str, path: str, report: Report) -> yaml.MappingNode | None:
    """Return the mapping that a file holds, or None after reporting why there is none."""
    if not _check_text(text, path, report):
        return None
    suspicious = _MAYBE_ANCHOR.search(text) or _MAYBE_DEEP.search(text)
    if suspicious and not _check_events(text, path, report):
        return None
    try:
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        report.error(_place(path, error.problem_mark or error.context_mark), "yaml", _explain(error))
        return None
    except yaml.YAMLError as error:
        report.error(Place(path), "yaml", f"файл не читается как YAML ({error})")
        return None
    if node is None:
        report.error(Place(path), "yaml-empty", "файл пуст", "заполните его или удалите")
        return None
    if not isinstance(node, yaml.MappingNode):
        report.error(Place(path), "yaml-shape", "файл должен состоять из строк вида «поле: значение»")
        return None
    return node


def _check_text(text: str, path: str, report: Report) -> bool:
    """Report invisible characters and tabs, all of them; tell whether the text can be composed."""
    sound = True
    for number, line in enumerate(text.split("\n"), 1) if FORBIDDEN.search(text) or "\t" in text else ():
        for match in FORBIDDEN.finditer(line):
            place = Place(path, number, match.start() + 1)
            code = f"U+{ord(match[0]):04X}"
            report.error(place, "invisible", f"невидимый знак {code}", "удалите его или наберите строку заново")
            sound = sound and ord(match[0]) >= ord(" ") and not 0x7F <= ord(match[0]) < 0xA0  # noqa: PLR2004
        if "\t" in line:
            place = Place(path, number, line.index("\t") + 1)
            report.error(place, "tab", "знак табуляции", "замените его пробелами")
            # After a tab at the start of a line the rest of the file can't be understood.
            sound = sound and bool(line.split("\t")[0].strip())
    return sound


def _check_events(text: str, path: str, report: Report) -> bool:
    """Report anchors, aliases and depth; tell whether the text may be composed."""
    sound, depth = True, 0
    for event in _events(text):
        depth += isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent))
        depth -= isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent))
        if depth > MAX_DEPTH:
            report.error(_place(path, event.start_mark), "yaml-depth", f"вложенность глубже {MAX_DEPTH} уровней")
            return False
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            alias = isinstance(event, yaml.AliasEvent)
            sign = "*" if alias else "&"
            report.error(
                _place(path, event.start_mark),
                "yaml-anchor",
                f"якоря и ссылки YAML («{sign}{event.anchor}») не поддерживаются",
                "повторите значение целиком; текст, который начинается с & или *, возьмите в кавычки",
            )
            sound = sound and not alias
    return sound


def _events(text: str) -> "Iterator[yaml.Event]":
    try:
        yield from yaml.parse(text, Loader=Loader)
    except yaml.YAMLError:
        return  # compose() meets the same error and reports it


def _place(path: str, mark: Any) -> Place:
    return Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)


def _explain(error: yaml.MarkedYAMLError) -> str:
    said = f"{error.context or ''} {error.problem or ''}".strip()
    for english, russian in _IN_RUSSIAN.items():
        if english in said:
            return russian
    return f"здесь нарушен порядок записи YAML ({said})"
