"""`site_src` on disk → templates, Markdown pages, search modules, worker scripts, assets.

A file of the same name in the city's own folder replaces the program's. Files that can't be read are reported;
problems that appear only when a file is used are raised as `OwnSourceError`.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from generator.datafiles.folder import LONGEST_PATH, NOTES, SLUG
from generator.datafiles.nodes import invisible
from generator.text import Place, Problem, Report, decoded, is_unicode, nearest, shorten

_PACKAGE = Path(__file__).parent.parent
_KINDS = ("templates", "pages", "search", "offline", "assets", "posters")
_BYTES = "assets"  # the only kind that is not text
_PAGE = ".md"
_SUFFIXES = {_PAGE, ".html", ".js", ".typ"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Sources(Struct, frozen=True, kw_only=True):
    """Texts of templates, pages and modules by name, and bytes of assets by name.

    `own` are the city's files: kind → name → path as shown to people. `known` are the names of the program's files.
    """

    templates: dict[str, str]
    pages: dict[str, str]
    search: dict[str, str]
    offline: dict[str, str]
    assets: dict[str, bytes]
    posters: dict[str, str]
    own: dict[str, dict[str, str]]
    known: dict[str, frozenset[str]]
    report: Report


def builtin_folder() -> Path:
    """Return the program's `site_src`: in the installed package, or in the checkout."""
    installed = _PACKAGE / "site_src"
    return installed if installed.is_dir() else _PACKAGE.parent / "site_src"


def read_sources(own: Path | None = None) -> Sources:
    """Read the program's `site_src`, with the files of `own` replacing its own.

    Files of `own` that can't be read are reported and left out.
    """
    report = Report()
    found: dict[str, dict[str, bytes | str]] = {kind: {} for kind in _KINDS}
    for kind, files in found.items():
        for name, path in _files(builtin_folder() / kind, report):
            files[_key(kind, name)] = path.read_bytes() if kind == _BYTES else path.read_text(encoding="utf-8")
    known = {kind: frozenset(files) for kind, files in found.items()}
    paths: dict[str, dict[str, str]] = {kind: {} for kind in _KINDS}
    for kind, folder in _own_folders(own, report) if own is not None and own.exists() else ():
        for name, path in _files(folder, report):
            content = _own_content(kind, name, path, known[kind], report)
            if content is not None:
                found[kind][_key(kind, name)], paths[kind][_key(kind, name)] = content, _shown(path)
    return Sources(**found, own=paths, known=known, report=report)  # type: ignore[arg-type]  # only assets are bytes


def _own_folders(own: Path, report: Report) -> Iterator[tuple[str, Path]]:
    """Yield the kinds that the city has files of, with their folders; report unknown ones."""
    for path in [own] if not own.is_dir() else sorted(own.iterdir()):
        if path.name.startswith(".") or path.name == NOTES:
            continue
        place = Place(_shown(path))
        if path == own or (path.name in _KINDS and not path.is_dir()):
            text, hint = "здесь должна быть папка, а лежит файл", "уберите его и создайте папку"
            report.error(place, "not-a-folder", text, hint)
        elif path.name in _KINDS:
            yield path.name, path
        else:
            near = nearest(path.name, _KINDS)
            hint = f"вероятно, вы имели в виду {near}" if near else f"папки здесь называются {', '.join(_KINDS)}"
            report.warning(place, "stranger", "программа не знает, что это, и не читает", hint)


def _files(folder: Path, report: Report) -> Iterator[tuple[str, Path]]:
    """Yield (name below the folder, path); report what is not a file, or has an undecodable name."""
    for where, inner, names in os.walk(folder, onerror=_fail):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in sorted(names):
            path = Path(where, name)
            if name.startswith(".") or name == NOTES:
                continue
            if not is_unicode(str(path)):
                hint = "назовите его латинскими буквами"
                report.error(Place(_shown(path)), "file-name", "имя файла записано не в UTF-8", hint)
            elif not path.is_file():
                hint = "уберите это или положите на его место файл"
                report.error(Place(_shown(path)), "not-a-file", "это не файл, прочитать здесь нечего", hint)
            else:
                yield path.relative_to(folder).as_posix(), path


def _fail(error: OSError) -> None:
    raise error


def _key(kind: str, name: str) -> str:
    """Return the key of a file: its name, or for a page its path below the root."""
    return name.removesuffix(_PAGE) if kind == "pages" else name


def _shown(path: Path) -> str:
    return shorten(str(path), LONGEST_PATH)


def _own_content(kind: str, name: str, path: Path, known: frozenset[str], report: Report) -> bytes | str | None:
    """Return the content of the city's file, or None after reporting why it can't be used."""
    if kind == "pages" and not _is_page(name, path, report):
        return None
    raw = path.read_bytes()
    if kind == _BYTES:
        return raw
    text = decoded(raw, _shown(path))
    if isinstance(text, str) and not (control := _CONTROL.search(text)):
        return text.replace("\r\n", "\n").replace("\r", "\n")
    if path.suffix not in _SUFFIXES and _key(kind, name) not in known:
        hint = "уберите это отсюда; картинкам место в assets"
        report.warning(Place(_shown(path)), "stranger", "это не текст, программа его не читает", hint)
    elif isinstance(text, Problem):
        report.add([text])
    elif control:
        place = Place(_shown(path), text.count("\n", 0, control.start()) + 1)
        report.error(place, "invisible", *invisible(control[0]))
    return None


def _is_page(name: str, path: Path, report: Report) -> bool:
    """Return True if a file may be a page; report other files, and names that make no path."""
    place = Place(_shown(path))
    if not name.endswith(_PAGE):
        report.error(place, "file-name", "здесь место только файлам .md", "уберите его из этой папки")
        return False
    wrong = next((part for part in _key("pages", name).split("/") if not SLUG.fullmatch(part)), None)
    if wrong is not None:
        text = f"имя «{shorten(wrong)}» станет адресом страницы и для него не годится"
        report.error(place, "file-name", text, "оставьте латинские строчные буквы, цифры и дефис: chastye-voprosy.md")
    return wrong is None
