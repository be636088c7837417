"""The front matter of a Markdown page: title, description, label of its link in the footer."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from generator.text import Place, Problem, nearest, shorten

_FENCE = "---"
_REQUIRED = ("title", "description")
_FIELDS = (*_REQUIRED, "menu")
_FORM = "страница начинается так: ---, title: …, description: …, ---, каждое на своей строке"


class PageSourceError(ValueError):
    """A Markdown page of the program's own is malformed: a bug."""


class Article(Struct, frozen=True, kw_only=True):
    """A Markdown page. `line` is its first line below the front matter, `own` its path if it is the city's."""

    slug: str
    title: str
    description: str
    menu: str  # label of its link in the footer; empty for none
    body: str
    line: int
    own: str = ""


def articles(sources: Mapping[str, str], own: Mapping[str, str]) -> Iterator[Article]:
    """Yield the pages of `site_src/pages`, given as slug → text; the city's own must have been checked before."""
    for slug, text in sorted(sources.items()):
        path = own.get(slug, "")
        article = read_article(slug, text, path)
        if not isinstance(article, Article):
            raise PageSourceError(f"{slug}.md: {'; '.join(problem.text for problem in article)}")
        yield article


def read_article(slug: str, text: str, path: str) -> Article | list[Problem]:
    """Return the page, or the problems of its front matter."""
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return [_wrong(path, 1, "нет названия и описания страницы")]
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        return [_wrong(path, 1, "за названием и описанием нет второй строки ---")]
    fields: dict[str, str] = {}
    problems = list(_read_fields(lines[1:end], fields, path))
    problems += [_wrong(path, 1, f"нет поля {name}") for name in _REQUIRED if name not in fields]
    if problems:
        return problems
    return Article(
        slug=slug,
        title=fields["title"],
        description=fields["description"],
        menu=fields.get("menu", ""),
        body="\n".join(lines[end + 1 :]),
        line=end + 2,
        own=path,
    )


def _read_fields(lines: Sequence[str], fields: dict[str, str], path: str) -> Iterator[Problem]:
    """Fill `fields`; yield the problems of the lines."""
    for number, line in enumerate(lines, 2):
        name, colon, value = (part.strip() for part in line.partition(":"))
        if not line.strip():
            continue
        if not colon:
            yield _wrong(path, number, f"здесь нужно «поле: значение», а написано «{shorten(line)}»")
            continue
        if name not in _FIELDS:
            near = nearest(name, _FIELDS)
            hint = f"вероятно, вы имели в виду {near}" if near else f"здесь бывают {', '.join(_FIELDS)}"
            yield _wrong(path, number, f"неизвестное поле «{shorten(name)}»", hint)
        elif name in fields:
            yield _wrong(path, number, f"поле {name} здесь второй раз", "оставьте одно")
        elif not value:
            yield _wrong(path, number, f"поле {name} пусто", "допишите его или уберите эту строку")
        fields.setdefault(name, _unquoted(value))


def _unquoted(value: str) -> str:
    """Return the value without quotation marks, which people add because the data is YAML."""
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _wrong(path: str, line: int, text: str, hint: str = _FORM) -> Problem:
    return Problem(Place(path, line), "front-matter", text, hint)
