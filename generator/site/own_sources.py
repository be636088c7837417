"""Checks the city's own pages, templates and scripts as far as possible without making a page.

A file that nothing uses is an error: an override with a misspelt name would otherwise have no effect, silently.
"""

from collections.abc import Iterator, Mapping

from jinja2 import Environment, TemplateSyntaxError, nodes

from generator.caching import Cache, remembered
from generator.city import FOLDER as POSTERS
from generator.city import ROOT, SECTIONS
from generator.datafiles import Sources
from generator.search import minified
from generator.site.offline import OFFLINE_PAGE
from generator.site.pages.coverage import PATH as COVERAGE_PAGE
from generator.site.pages.front_matter import Article, read_article
from generator.site.pages.texts import page_environment
from generator.site.rendering import closure, references, template_environment
from generator.text import Place, Problem, Report, nearest, shorten

# First path segments that the program uses, or may use with other data.
TAKEN = {*SECTIONS.values(), COVERAGE_PAGE, OFFLINE_PAGE, POSTERS, ROOT, "assets", "d", "data"}
_SCRIPTS = ("search", "offline", "posters")  # kinds whose files refer to each other by name
_LONGEST = 200  # characters of a message of Jinja or the minifier
_BRACES = "проверьте скобки {{ }} и {% %} и слова в них"
_REFERENCES = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)


def check_sources(sources: Sources, cache: Cache | None = None) -> Report:
    """Return the problems of the city's own sources; `cache` stores them."""
    parts = ["own sources", repr(sorted((kind, *sorted(own.items())) for kind, own in sources.own.items()))]
    for kind in ("templates", "pages", *_SCRIPTS):
        parts += [kind, *(part for one in sorted(getattr(sources, kind).items()) for part in one)]
    report = remembered(cache, parts, Report, lambda: _check(sources))
    report.add(sources.report)
    return report


def _check(sources: Sources) -> Report:
    report = Report()
    for slug, path in sources.own["pages"].items():
        report.add(_check_page(slug, sources.pages[slug], path))
    report.add(_check_templates(sources.templates, sources.own["templates"], sources.known["templates"]))
    for kind in _SCRIPTS:
        texts = getattr(sources, kind)
        for name, path in sources.own[kind].items():
            others = (text for other, text in texts.items() if other != name)
            if name not in sources.known[kind] and not any(name in text for text in others):
                report.add([_unused(name, path, sources.known[kind])])
            elif name.endswith(".js"):
                report.add(_check_script(texts[name], path))
    return report


def _check_page(slug: str, text: str, path: str) -> Iterator[Problem]:
    first = slug.partition("/")[0]
    if first in TAKEN:
        taken = f"адрес /{first}/ занят: там страницы, которые делает сама программа"
        yield Problem(Place(path), "page-taken", taken, "назовите файл или папку иначе")
    article = read_article(slug, text, path)
    if not isinstance(article, Article):
        yield from article
        return
    above = article.line - 1
    tree = _parsed(page_environment(), article.body, path, above)
    if isinstance(tree, Problem):
        yield tree
        return
    for node in tree.find_all(_REFERENCES):
        place = Place(path, above + node.lineno)
        yield Problem(place, "template", "страница не может подключать шаблоны", "уберите эту строку")


def _check_script(text: str, path: str) -> Iterator[Problem]:
    try:
        minified(text)
    except ValueError as error:
        what, _, where = str(error).partition("\n")[0].partition(" on line ")
        line, _, column = where.partition(" and column ")
        place = Place(path, int(line), int(column)) if line.isdecimal() and column.isdecimal() else Place(path)
        yield Problem(place, "script", f"скрипт не разобрать: {shorten(what, _LONGEST)}", "исправьте это место")


def _check_templates(texts: Mapping[str, str], own: Mapping[str, str], known: frozenset[str]) -> Iterator[Problem]:
    """Check the city's page templates; names of variables are checked when a page is made."""
    if not own:
        return
    parsed = {name: _parsed(template_environment(), text, own.get(name, name)) for name, text in texts.items()}
    trees = {name: tree for name, tree in parsed.items() if isinstance(tree, nodes.Template)}
    refers_to = references(texts)
    used = set().union(*(closure(name, refers_to) for name in known))
    broken = [tree for name, tree in parsed.items() if isinstance(tree, Problem) and name in own and name in used]
    yield from broken
    for name, path in own.items():
        if name in used and name in trees:
            yield from _check_references(trees[name], texts, path)
        elif name not in used and not broken:  # a broken template might use it
            yield _unused(name, path, known)


def _parsed(environment: Environment, text: str, path: str, above: int = 0) -> nodes.Template | Problem:
    """Return the tree of a template, or a problem; unknown filters are found only by the compiler."""
    try:
        tree = environment.parse(text)
        environment.compile(tree, raw=True)
    except TemplateSyntaxError as error:
        text = f"шаблон не разобрать: {shorten(error.message or '', _LONGEST)}"
        return Problem(Place(path, above + error.lineno), "template", text, _BRACES)
    except RecursionError:
        return Problem(
            Place(path, above + 1), "template", "шаблон не разобрать: скобки вложены слишком глубоко", _BRACES
        )
    return tree


def _check_references(tree: nodes.Template, texts: Mapping[str, str], path: str) -> Iterator[Problem]:
    """Yield a problem for each template that is referred to but does not exist."""
    for node in tree.find_all(_REFERENCES):
        target = node.template.value if isinstance(node.template, nodes.Const) else None  # type: ignore[attr-defined]
        if isinstance(target, str) and target not in texts and not getattr(node, "ignore_missing", False):
            near = nearest(target, texts)
            hint = f"вероятно, вы имели в виду {near}" if near else "проверьте имя файла"
            yield Problem(Place(path, node.lineno), "template", f"шаблона «{shorten(target)}» нет", hint)


def _unused(name: str, path: str, known: frozenset[str]) -> Problem:
    near = nearest(name, known)
    hint = f"если он должен заменить файл программы, назовите его {near}" if near else "уберите его или проверьте имя"
    text = "такого файла у программы нет, и ничто его не подключает: он ничего не меняет"
    return Problem(Place(path), "stranger", text, hint, "warning")
