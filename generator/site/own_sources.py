"""What is wrong with the city's own pages, templates and scripts, as far as it can be told without making a page.

An override with a slip in its name would do nothing in silence, so a file that nothing uses is told as well.
"""

from collections.abc import Iterator, Mapping

from jinja2 import Environment, TemplateSyntaxError, nodes

from generator.caching import Memo, remembered
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

# First parts of the addresses that the program gives away, now or with tomorrow's data.
TAKEN = {*SECTIONS.values(), COVERAGE_PAGE, OFFLINE_PAGE, POSTERS, ROOT, "assets", "d", "data"}
_SCRIPTS = ("search", "offline", "posters", "previews")  # kinds whose files name each other in their texts
_LONGEST = 200  # of what Jinja or the minifier says
_BRACES = "проверьте скобки {{ }} и {% %} и слова в них"
_BORROWING = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)


def check_sources(sources: Sources, memo: Memo | None = None) -> Report:
    """Return all that is wrong with the city's own sources; `memo` remembers what was said of the same texts."""
    parts = ["own sources", repr(sorted((kind, *sorted(own.items())) for kind, own in sources.own.items()))]
    for kind in ("templates", "pages", *_SCRIPTS):
        parts += [kind, *(part for one in sorted(getattr(sources, kind).items()) for part in one)]
    report = remembered(memo, parts, Report, lambda: _check(sources))
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
    for node in tree.find_all(_BORROWING):
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
    """Check those of the city's templates that pages are made of; what names they use is told when they are used."""
    if not own:
        return
    parsed = {name: _parsed(template_environment(), text, own.get(name, name)) for name, text in texts.items()}
    trees = {name: tree for name, tree in parsed.items() if isinstance(tree, nodes.Template)}
    reached = references(texts)
    used = set().union(*(closure(name, reached) for name in known))
    broken = [tree for name, tree in parsed.items() if isinstance(tree, Problem) and name in own and name in used]
    yield from broken
    for name, path in own.items():
        if name in used and name in trees:
            yield from _check_references(trees[name], texts, path)
        elif name not in used and not broken:  # which may use it
            yield _unused(name, path, known)


def _parsed(environment: Environment, text: str, path: str, above: int = 0) -> nodes.Template | Problem:
    """Return the tree of a template, or what Jinja says against it; unknown filters are found by the compiler only."""
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
    """Report templates that are wanted but aren't there."""
    for node in tree.find_all(_BORROWING):
        wanted = node.template.value if isinstance(node.template, nodes.Const) else None  # type: ignore[attr-defined]
        if isinstance(wanted, str) and wanted not in texts and not getattr(node, "ignore_missing", False):
            near = nearest(wanted, texts)
            hint = f"вероятно, вы имели в виду {near}" if near else "проверьте имя файла"
            yield Problem(Place(path, node.lineno), "template", f"шаблона «{shorten(wanted)}» нет", hint)


def _unused(name: str, path: str, known: frozenset[str]) -> Problem:
    near = nearest(name, known)
    hint = f"если он должен заменить файл программы, назовите его {near}" if near else "уберите его или проверьте имя"
    text = "такого файла у программы нет, и ничто его не подключает: он ничего не меняет"
    return Problem(Place(path), "stranger", text, hint, "warning")
