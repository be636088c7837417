"""YAML text → nodes with line and column; YAML features that we don't allow are reported here.

Nodes are composed from libyaml's events, which is faster than its own composer. That one is also recursive
(deep nesting overflows the stack), resolves aliases and drops anchors, tags and repeated keys. Every scalar
stays a string.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import yaml
from msgspec import Struct, field

from generator.text import LIMIT, Place, Report, shorten

try:
    from yaml import CBaseLoader as Loader
except ImportError:  # PyYAML without libyaml: slower, the same events
    from yaml import BaseLoader as Loader  # type: ignore[assignment]

MAX_BYTES = 4_000_000
MAX_DEPTH = 20
MAX_NODES = 200_000  # `history.yaml` has three or four for each building

# Control characters, line breaks that only some programs recognise, and invisible characters that reorder or hide text
# (Unicode TR 36).
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)

_NUMBER = re.compile(r"#\d")  # fast to search for; only then the full pattern is tried
_NUMBERED = re.compile(r"[^\s#][ \t]+(#\d[^\n]*)")
_CONFLICT = re.compile("\n(?:<{7}|>{7}) ")  # conflict markers of git

# Those of them that YAML refuses or treats as line ends.
_BREAKING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")

# Messages of libyaml (context and problem) → what is wrong and what to do. The first match counts.
_IN_RUSSIAN = {
    "while scanning a tag": ("значение не может начинаться с «!»", "возьмите его в кавычки"),
    "undefined tag handle": ("значение не может начинаться с «!»", "возьмите его в кавычки"),
    "while scanning an anchor": ("значение не может начинаться с «&»", "возьмите его в кавычки"),
    "while scanning an alias": ("значение не может начинаться с «*»", "возьмите его в кавычки"),
    "while scanning a directive": ("строка не может начинаться с «%»", "возьмите текст в кавычки"),
    "while scanning a block scalar": (
        "после «|» или «>» в этой строке больше ничего не пишут",
        "начните текст со следующей строки, с отступом; если это не знак YAML, возьмите значение в кавычки",
    ),
    "mapping values are not allowed": (
        "двоеточие здесь не ожидалось",
        "проверьте отступ; текст, в котором есть двоеточие с пробелом, возьмите в кавычки",
    ),
    "mapping keys are not allowed": ("знак «?» здесь не ожидался", "возьмите значение в кавычки"),
    "could not find expected ':'": (
        "нет двоеточия после имени поля",
        "поле пишут «имя: значение», после двоеточия пробел; проверьте и строку выше",
    ),
    "did not find expected '-' indicator": (
        "в списке ожидался знак «-»",
        "проверьте отступ: поля одного пункта стоят точно друг под другом",
    ),
    "block sequence entries are not allowed": (
        "знак «-» здесь не ожидался",
        "начните список с новой строки; текст, который начинается с дефиса, возьмите в кавычки",
    ),
    "found unexpected end of stream": ("открытая здесь кавычка нигде не закрыта", "закройте её"),
    "found unexpected document indicator": (
        "открытая здесь кавычка не закрыта до строки «---» или «...»",
        "закройте её",
    ),
    "found character that cannot start any token": (
        "с этого знака значение начинаться не может",
        "возьмите значение в кавычки",
    ),
    "did not find expected ',' or ']'": (
        "открытая здесь квадратная скобка не закрыта",
        "поставьте «]» или пропущенную запятую; текст со знаками ? , [ ] { } возьмите в кавычки",
    ),
    "did not find expected ',' or '}'": (
        "открытая здесь фигурная скобка не закрыта",
        "поставьте «}» или пропущенную запятую; текст со знаками ? , [ ] { } возьмите в кавычки",
    ),
    "did not find expected node content": ("здесь ожидалось значение", "проверьте, нет ли лишней запятой или скобки"),
    "did not find expected key": (
        "здесь ожидалось имя поля",
        "проверьте отступ, скобки и кавычки в этой строке и строкой выше",
    ),
    "while scanning a double-quoted scalar": (
        "после «\\» в двойных кавычках стоит неизвестный знак",
        "возьмите текст в одинарные кавычки",
    ),
    "while parsing a quoted scalar": (
        "после «\\» в двойных кавычках стоит неизвестный знак",
        "возьмите текст в одинарные кавычки",
    ),
    "did not find expected <document start>": (
        "отсюда файл не понять: запись уже кончилась, а он продолжается",
        "проверьте отступ и скобки",
    ),
}
_OPENED_HERE = "открытая здесь"  # the problem is shown where the bracket or quote was opened


class ListNode(Struct):
    """A list of nodes."""

    start_mark: Any
    items: "list[Node]" = field(default_factory=list)


class MapNode(Struct):
    """Pairs of nodes in the order of the file."""

    start_mark: Any
    pairs: "list[tuple[Node, Node]]" = field(default_factory=list)


class UnreadNode(Struct):
    """Stands for an alias, which was already reported."""

    start_mark: Any


ScalarNode = yaml.ScalarEvent  # the parser's event serves as the leaf: value, style, start_mark
Node = ScalarNode | ListNode | MapNode | UnreadNode

_NOTHING = frozenset(("", "~", "null", "Null", "NULL"))  # unquoted values that YAML reads as null


def is_nothing(node: Node | yaml.Node) -> bool:
    """Return True if YAML reads the node as null."""
    leaf = type(node) is ScalarNode or isinstance(node, yaml.ScalarNode)
    return leaf and node.value in _NOTHING and not node.style  # type: ignore[union-attr]


def marked_nodes(text: str) -> yaml.Node:
    """Return the nodes of a text that `compose` accepted, with their styles and ends, for editing the text."""
    root = yaml.compose(text, Loader=Loader)
    assert root is not None
    return root


class _Composer(Struct):
    """Builds the tree from events without recursion; `sound` becomes False if the tree can't be used."""

    path: str
    report: Report
    sound: bool = True
    documents: int = 0
    _open: list[tuple[Any, list[Node]]] = field(default_factory=list)  # start events and the surrounding lists
    _inner: list[Node] = field(default_factory=list)  # nodes of the innermost collection so far

    @property
    def root(self) -> Node | None:
        """Return the tree, or None for an empty text."""
        return self._inner[0] if self._inner else None

    def take(self, events: Iterable[Any]) -> None:
        """Process events until the end, or until the tree can't be used."""
        left = MAX_NODES
        inner = self._inner
        for event in events:
            if type(event) is ScalarNode:
                node: Node = event
                if event.anchor or event.tag:
                    self._check_properties(event)
                    if not self.sound:
                        return
            else:
                ended = self._other(event)
                inner = self._inner
                if not self.sound:
                    return
                if ended is None:
                    continue
                node = ended
            inner.append(node)
            left -= 1
            if left < 0:
                self.error(node, "file-size", f"в файле больше {MAX_NODES} значений", "разделите его на несколько")
                return

    def _other(self, event: Any) -> Node | None:  # noqa: ANN401 - events are untyped
        """Process an event other than a scalar; return the node that ends here."""
        kind = type(event)
        if kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            inner = self._inner
            start, self._inner = self._open.pop()
            if kind is yaml.SequenceEndEvent:
                return ListNode(start.start_mark, inner)
            return MapNode(start.start_mark, list(zip(inner[::2], inner[1::2], strict=True)))
        if kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._check_properties(event)
            self._open.append((event, self._inner))
            self._inner = []
            if len(self._open) > MAX_DEPTH:
                text = f"вложенность глубже {MAX_DEPTH} уровней"
                self.error(event, "yaml-depth", text, "проверьте отступы и скобки")
        elif kind is yaml.AliasEvent:
            self._report_anchor(event, "*")
            return UnreadNode(event.start_mark)
        elif kind is yaml.DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                self.error(event, "yaml", "в файле несколько частей, разделённых «---»", "оставьте одну")
        return None

    def error(self, where: Any, code: str, text: str, hint: str) -> None:  # noqa: ANN401
        """Report an error that makes the tree unusable."""
        self.sound = False
        self.report.error(_place(self.path, where.start_mark), code, text, hint)

    def _check_properties(self, event: Any) -> None:  # noqa: ANN401
        if event.anchor is not None:
            self._report_anchor(event, "&")
        if event.tag is not None:
            self.report.error(
                _place(self.path, event.start_mark),
                "yaml-tag",
                f"метки YAML («{shorten(event.tag)}») не поддерживаются",
                "уберите метку; текст, который начинается с !, возьмите в кавычки",
            )
            self._stop_if_full("yaml-tag")

    def _stop_if_full(self, code: str) -> None:
        if self.report.full(self.path, code):
            self.sound = False

    def _report_anchor(self, event: Any, sign: str) -> None:  # noqa: ANN401
        self.report.error(
            _place(self.path, event.start_mark),
            "yaml-anchor",
            f"якоря и ссылки YAML («{sign}{shorten(event.anchor)}») не поддерживаются",
            "повторите значение целиком; текст, который начинается с & или *, возьмите в кавычки",
        )
        self._stop_if_full("yaml-anchor")


def compose(text: str, path: str, report: Report, *, visible: bool | None = None) -> MapNode | None:
    """Return the mapping in a file, or None after reporting why there is none.

    `visible` says whether the text has no invisible characters, if that is known already.
    """
    composer = _Composer(path, report)
    visible = not FORBIDDEN.search(text) if visible is None else visible
    if not (_check_text(text, path, report, visible=visible) and _take_all(text, composer)):
        return None
    root = composer.root
    if root is None:
        report.error(Place(path), "yaml-empty", "файл пуст", "заполните его или удалите")
        return None
    if not isinstance(root, MapNode):
        report.error(
            _place(path, root.start_mark),
            "yaml-shape",
            "файл должен состоять из строк вида «поле: значение»",
            "проверьте, что после имени поля стоят двоеточие и пробел",
        )
        return None
    _warn_of_comments(text, path, root, report)
    return root


def _warn_of_comments(text: str, path: str, root: Node, report: Report) -> None:
    """Warn if a number sign turned what may be a number into a comment: «корп. #2»."""
    if not _NUMBER.search(text):
        return
    spans = sorted((_begin(node.start_mark), _begin(node.end_mark)) for node in _scalars(root))
    for number, line in enumerate(text.split("\n")):
        match = _NUMBERED.search(line)
        if match is None or "#" in line[: match.start(1)]:
            continue
        spot = (number, match.start(1))
        before = bisect_right(spans, (spot, spot))
        if not before or spans[before - 1][1] <= spot:
            report.warning(
                Place(path, number + 1, spot[1] + 1),
                "comment",
                f"«{shorten(match[1].strip())}» — заметка, на сайт она не попадёт",
                "если это часть значения, возьмите его в кавычки; если заметка, поставьте после # пробел",
            )


def _begin(mark: Any) -> tuple[int, int]:  # noqa: ANN401
    return (mark.line, mark.column)


def _scalars(node: Node) -> Iterator[ScalarNode]:
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, ListNode):
        for item in node.items:
            yield from _scalars(item)
    elif isinstance(node, MapNode):
        for _, value in node.pairs:
            yield from _scalars(value)


def _take_all(text: str, composer: _Composer) -> bool:
    """Pass all events to the composer; return True if it reached the end."""
    try:
        composer.take(_events(text))
    except yaml.MarkedYAMLError as error:
        text, hint = _explain(error)
        mark = error.context_mark if text.startswith(_OPENED_HERE) else error.problem_mark
        composer.report.error(_place(composer.path, mark or error.problem_mark), "yaml", text, hint)
        return False
    except yaml.YAMLError as error:
        composer.report.error(
            Place(composer.path),
            "yaml",
            f"файл не читается как YAML ({shorten(str(error))})",
            "наберите его заново в простом текстовом редакторе",
        )
        return False
    return composer.sound


def _check_text(text: str, path: str, report: Report, *, visible: bool) -> bool:
    """Report all invisible characters and tabs; return True if the text can be composed."""
    sound = not (conflict := _CONFLICT.search("\n" + text))
    if conflict:
        place = Place(path, text.count("\n", 0, conflict.start()) + 1, 1)
        report.error(
            place,
            "conflict",
            "здесь две версии файла, которые git не смог соединить",
            "оставьте нужные строки, а <<<<<<<, ======= и >>>>>>> удалите",
        )
    for number, line in enumerate(text.split("\n"), 1) if "\t" in text or not visible else ():
        for match in islice(FORBIDDEN.finditer(line), LIMIT + 1):
            place = Place(path, number, match.start() + 1)
            report.error(place, "invisible", *invisible(match[0]))
            sound = sound and not _BREAKING.match(match[0])
        if "\t" in line:
            place = Place(path, number, line.index("\t") + 1)
            report.error(place, "tab", "знак табуляции", "замените его пробелами")
            # After a tab at the start of a line the rest of the file can't be parsed.
            sound = sound and bool(line.split("\t")[0].strip())
        if report.full(path, "tab") or report.full(path, "invisible"):
            return False
    return sound


def invisible(char: str) -> tuple[str, str]:
    """Return what is wrong with a forbidden character, and what to do."""
    return f"невидимый знак U+{ord(char):04X}", "удалите его или наберите строку заново"


def _events(text: str) -> Iterator[Any]:
    return iter(Loader(text).get_event, None)


def _place(path: str, mark: Any) -> Place:  # noqa: ANN401
    return Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)


def _explain(error: yaml.MarkedYAMLError) -> tuple[str, str]:
    message = f"{error.context or ''} {error.problem or ''}".strip()
    for english, russian in _IN_RUSSIAN.items():
        if english in message:
            return russian
    return (
        f"здесь нарушен порядок записи YAML ({message})",
        "сравните с соседними строками; текст можно взять в кавычки",
    )
