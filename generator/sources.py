"""`site_src` on disk → templates, Markdown pages, modules of the search, scripts of the worker, assets.

A file of the same name in one's own folder wins. What is wrong with reading one's own files is reported; what shows
only when something is made of them is an `OwnSourceError`.
"""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from generator.datafiles.folder import LONGEST_PATH, NOTES, SLUG
from generator.decoding import decoded
from generator.problems import Place, Problem, Report, nearest, shorten

_PACKAGE = Path(__file__).parent
_KINDS = ("templates", "pages", "search", "offline", "assets", "posters", "previews")
_PAGE = ".md"


class OwnSourceError(Exception):
    """A file of the city's own can't be made into what it should be; the problem says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)  # so that it comes whole out of a forked process
        self.problem = problem


class Sources(Struct, frozen=True, kw_only=True):
    """What pages and pictures are made of: texts of templates, pages and modules by name, bytes of assets by name.

    `own` are the city's files: kind → name → path as shown to people. `known` are the names that the program has.
    """

    templates: dict[str, str]
    pages: dict[str, str]
    search: dict[str, str]
    offline: dict[str, str]
    assets: dict[str, bytes]
    posters: dict[str, str]
    previews: dict[str, str]
    own: dict[str, dict[str, str]]
    known: dict[str, frozenset[str]]
    report: Report


def builtin_folder() -> Path:
    """Return the `site_src` that comes with the program: in an installed package, or beside it in a checkout."""
    installed = _PACKAGE / "site_src"
    return installed if installed.is_dir() else _PACKAGE.parent / "site_src"


def read_sources(own: Path | None = None) -> Sources:
    """Read the program's own `site_src`, then the files of `own` over it."""
    report = Report()
    builtin = builtin_folder()
    found = {kind: dict(_files(builtin / kind)) for kind in _KINDS}
    found["pages"] = {_slug(name): path for name, path in found["pages"].items()}
    known = {kind: frozenset(files) for kind, files in found.items()}
    paths: dict[str, dict[str, str]] = {kind: {} for kind in _KINDS}
    if own is not None and own.exists():
        for kind in _own_kinds(own, report):
            mine = dict(_files(own / kind))
            if kind == "pages":
                mine = {_slug(name): path for name, path in mine.items() if _is_page(name, path, report)}
            found[kind] |= mine
            paths[kind] = {name: str(path) for name, path in mine.items()}

    def texts(kind: str) -> dict[str, str]:
        return {name: _text(path, paths[kind].get(name), report) for name, path in found[kind].items()}

    return Sources(
        templates=texts("templates"),
        pages=texts("pages"),
        search=texts("search"),
        offline=texts("offline"),
        assets={name: path.read_bytes() for name, path in found["assets"].items()},
        posters=texts("posters"),
        previews=texts("previews"),
        own=paths,
        known=known,
        report=report,
    )


def picture_templates(sources: Sources) -> dict[str, str]:
    """Return the templates of the previews with what they share with the posters."""
    return {"parts.typ": sources.posters["parts.typ"], **sources.previews}


def own_picture_templates(sources: Sources) -> dict[str, str]:
    """Return which of these are the city's, and where they lie."""
    shared = {name: path for name, path in sources.own["posters"].items() if name == "parts.typ"}
    return {**shared, **sources.own["previews"]}


def _own_kinds(own: Path, report: Report) -> Iterator[str]:
    """Yield the kinds that the city's folder has; report what isn't one."""
    for path in [own] if not own.is_dir() else sorted(own.iterdir()):
        if path.name.startswith(".") or path.name == NOTES:
            continue
        place = Place(shorten(str(path), LONGEST_PATH))
        if path == own or (path.name in _KINDS and not path.is_dir()):
            text, hint = "здесь должна быть папка, а лежит файл", "уберите его и создайте папку"
            report.error(place, "not-a-folder", text, hint)
        elif path.name in _KINDS:
            yield path.name
        else:
            near = nearest(path.name, _KINDS)
            hint = f"вероятно, вы имели в виду {near}" if near else f"папки здесь называются {', '.join(_KINDS)}"
            report.warning(place, "stranger", "программа не знает, что это, и не читает", hint)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and path.name != NOTES and not any(part.startswith(".") for part in inside.parts):
            yield inside.as_posix(), path


def _slug(name: str) -> str:
    """Return a page's address below the root."""
    return name.removesuffix(_PAGE)


def _is_page(name: str, path: Path, report: Report) -> bool:
    """Tell whether a file may be among the pages; report one that may not, or whose name makes no address."""
    place = Place(shorten(str(path), LONGEST_PATH))
    if not name.endswith(_PAGE):
        report.error(place, "file-name", "здесь место только файлам .md", "уберите его из этой папки")
        return False
    wrong = next((part for part in _slug(name).split("/") if not SLUG.fullmatch(part)), None)
    if wrong is not None:
        text = f"имя «{shorten(wrong)}» станет адресом страницы и для него не годится"
        report.error(place, "file-name", text, "оставьте латинские строчные буквы, цифры и дефис: chastye-voprosy.md")
    return True


def _text(path: Path, own: str | None, report: Report) -> str:
    raw = path.read_bytes()
    text = decoded(raw, own or "")
    if isinstance(text, Problem):
        assert own is not None, f"{path} is not UTF-8"
        report.add([text])
        text = raw.decode(errors="replace")  # so that the rest can be checked; nothing will be made of it
    return text.replace("\r\n", "\n").replace("\r", "\n")
