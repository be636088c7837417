"""What is wrong with the city's own pages and templates, as far as it can be told without making a page.

An override with a slip in its name would do nothing in silence, so a file that nothing uses is told as well.
"""

import json
from collections.abc import Iterator, Mapping

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.meta import find_referenced_templates, find_undeclared_variables

from generator.memo import Memo, remembered
from generator.paths import ROOT, SECTIONS
from generator.problems import Place, Problem, Report, as_rows, from_rows, nearest, shorten
from generator.search.bundle import minified
from generator.site.coverage_page import PATH as COVERAGE_PAGE
from generator.site.front_matter import Article, read_article
from generator.site.offline import OFFLINE_PAGE
from generator.site.poster_links import FOLDER as POSTERS
from generator.site.rendering import closure, template_environment
from generator.site.text_pages import page_environment
from generator.sources import Sources

# First parts of the addresses that the program gives away, now or with tomorrow's data.
TAKEN = {*SECTIONS.values(), COVERAGE_PAGE, OFFLINE_PAGE, POSTERS, ROOT, "assets", "d", "data"}
_SEEN_BY_PAGES = {"site", "base"}
_SEEN_BY_TEMPLATES = {"site", "page", "once"}
_SCRIPTS = ("search", "offline", "posters", "previews")  # kinds whose files name each other in their texts
_LONGEST = 200  # of what Jinja or the minifier says
_COMPARE = "сверьтесь с такими же файлами программы: в новой версии они меняются"
_BRACES = "проверьте скобки {{ }} и {% %} и слова в них"


def check_sources(sources: Sources, memo: Memo | None = None) -> Report:
    """Return all that is wrong with the city's own sources; `memo` remembers what was said of the same texts."""
    parts = ["own sources", repr(sorted((kind, *sorted(own.items())) for kind, own in sources.own.items()))]
    for kind in ("templates", "pages", *_SCRIPTS):
        parts += [kind, *(part for one in sorted(getattr(sources, kind).items()) for part in one)]
    report = from_rows(json.loads(remembered(memo, parts, lambda: json.dumps(as_rows(_check(sources))).encode())))
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
            if name.endswith(".js"):
                report.add(_check_script(texts[name], path))
            others = (text for other, text in texts.items() if other != name)
            if name not in sources.known[kind] and not any(name in text for text in others):
                report.add([_unused(name, path, sources.known[kind])])
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
    yield from _check_names(tree, _SEEN_BY_PAGES, path, above)


def _check_script(text: str, path: str) -> Iterator[Problem]:
    try:
        minified(text)
    except ValueError as error:
        what, _, where = str(error).partition("\n")[0].partition(" on line ")
        line, _, column = where.partition(" and column ")
        place = Place(path, int(line), int(column)) if line.isdecimal() and column.isdecimal() else Place(path)
        yield Problem(place, "script", f"скрипт не разобрать: {shorten(what, _LONGEST)}", "исправьте это место")


def _check_templates(texts: Mapping[str, str], own: Mapping[str, str], known: frozenset[str]) -> Iterator[Problem]:
    """Check the city's templates, and what the program's take from them."""
    if not own:
        return
    trees = {}
    for name, text in texts.items():
        tree = _parsed(template_environment(), text, own.get(name, name))
        if isinstance(tree, nodes.Template):
            trees[name] = tree
        elif name in own:
            yield tree
    # A block sees what stands above it, and an included template the names of the one that includes it.
    lent = set().union(*map(_lent, trees.values()))
    for name, path in own.items():
        if name in trees:
            yield from _check_names(trees[name], _SEEN_BY_TEMPLATES | lent, path)
            yield from _check_references(trees[name], texts, path)
    yield from _check_borrowing(trees, own)
    if len(trees) == len(texts):
        used = _used(trees, known)
        for name, path in own.items():
            if name not in used:
                yield _unused(name, path, known)


def _parsed(environment: Environment, text: str, path: str, above: int = 0) -> nodes.Template | Problem:
    """Return the tree of a template, or what Jinja says against it; unknown filters are found by the compiler only."""
    try:
        tree = environment.parse(text)
        environment.compile(tree, raw=True)
    except TemplateSyntaxError as error:
        text = f"шаблон не разобрать: {shorten(error.message or '', _LONGEST)}"
        return Problem(Place(path, above + error.lineno), "template", text, _BRACES)
    return tree


def _check_names(tree: nodes.Template, seen: set[str], path: str, above: int = 0) -> Iterator[Problem]:
    """Report names that nobody gives a value, unless the template asks whether they have one."""
    asked = {
        test.node.name
        for test in tree.find_all((nodes.Test, nodes.Filter))
        if test.name in {"defined", "undefined", "default", "d"} and isinstance(test.node, nodes.Name)
    }
    unknown = find_undeclared_variables(tree) - seen - asked
    for name in tree.find_all(nodes.Name):
        if name.name in unknown:
            near = nearest(name.name, seen)
            hint = f"вероятно, вы имели в виду {near}" if near else "проверьте это слово"
            text = f"имени «{shorten(name.name)}» здесь нет"
            yield Problem(Place(path, above + name.lineno), "template", text, hint)


def _check_references(tree: nodes.Template, texts: Mapping[str, str], path: str) -> Iterator[Problem]:
    """Report templates that are wanted but aren't there."""
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        name = _named(node)  # type: ignore[arg-type]  # `find_all` forgets that it is one of these
        if name is not None and name not in texts and not getattr(node, "ignore_missing", False):
            near = nearest(name, texts)
            hint = f"вероятно, вы имели в виду {near}" if near else "проверьте имя файла"
            yield Problem(Place(path, node.lineno), "template", f"шаблона «{shorten(name)}» нет", hint)


def _check_borrowing(trees: Mapping[str, nodes.Template], own: Mapping[str, str]) -> Iterator[Problem]:
    """Report macros that are taken from where they aren't: after an upgrade a copy may lack a new one."""
    lacking: dict[str, list[str]] = {name: [] for name in own}
    for name, tree in trees.items():
        for lender, macro, line in _borrowed(tree):
            if lender not in trees or macro in _lent(trees[lender]):
                continue
            if name in own:
                yield Problem(Place(own[name], line), "template", f"в {lender} нет «{shorten(macro)}»", _COMPARE)
            elif lender in own and macro not in lacking[lender]:
                lacking[lender].append(macro)
    for lender, macros in lacking.items():
        if macros:
            text = f"здесь нет того, что берут отсюда шаблоны программы: {shorten(', '.join(macros), _LONGEST)}"
            yield Problem(Place(own[lender]), "template", text, _COMPARE)


def _borrowed(tree: nodes.Template) -> Iterator[tuple[str, str, int]]:
    """Yield what a template takes from others: which template, what, in which line."""
    lenders = {node.target: name for node in tree.find_all(nodes.Import) if (name := _named(node))}
    for node in tree.find_all(nodes.Getattr):
        if isinstance(node.node, nodes.Name) and node.node.name in lenders:
            yield lenders[node.node.name], node.attr, node.lineno
    for taking in tree.find_all(nodes.FromImport):
        if name := _named(taking):
            for one in taking.names:
                yield name, one if isinstance(one, str) else one[0], taking.lineno


def _lent(tree: nodes.Template) -> set[str]:
    """Return the names that others can take from a template."""
    return {
        *(macro.name for macro in tree.find_all(nodes.Macro)),
        *(name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"),
        *(node.target for node in tree.find_all(nodes.Import)),
        *(one if isinstance(one, str) else one[1] for node in tree.find_all(nodes.FromImport) for one in node.names),
    }


def _named(node: nodes.Extends | nodes.Include | nodes.Import | nodes.FromImport) -> str | None:
    """Return the name of the template that a node wants, if it is plainly written."""
    return node.template.value if isinstance(node.template, nodes.Const) else None


def _used(trees: Mapping[str, nodes.Template], known: frozenset[str]) -> set[str]:
    """Return the templates that the program asks for, and those that they can reach."""
    reached = {name: list(find_referenced_templates(tree)) for name, tree in trees.items()}
    return set().union(*(closure(name, reached) for name in known))


def _unused(name: str, path: str, known: frozenset[str]) -> Problem:
    near = nearest(name, known)
    hint = f"если он должен заменить файл программы, назовите его {near}" if near else "уберите его или проверьте имя"
    text = "такого файла у программы нет, и ничто его не подключает: он ничего не меняет"
    return Problem(Place(path), "stranger", text, hint, "warning")
