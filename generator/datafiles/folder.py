"""The data folder on disk → the texts of its files. The only module of this package that reads the disk."""

import os
import re
from collections.abc import Mapping
from hashlib import blake2b
from itertools import chain
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.datafiles.nodes import MAX_BYTES
from generator.text import Place, Problem, Report, decoded, shorten

SECTIONS = ("companies", "suppliers", "authorities")
SITE_FILE = "site.yaml"
HISTORY_FILE = "history.yaml"
LINKS_FILE = "private/links.yaml"
NOTES = "README.md"  # allowed in any folder, for people

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_OTHERS = {"private", "history.yaml", NOTES}
LONGEST_PATH = 4096


class File(Struct, frozen=True, kw_only=True):
    """A data file: its path as shown to people, its name without the ending, its text.

    `digest` is the hash of its bytes.
    """

    path: str
    slug: str
    text: str
    digest: bytes


class Folder(Struct, frozen=True, kw_only=True):
    """The texts of a data folder, sorted by name of file."""

    path: str
    site: File | None
    sections: dict[str, tuple[File, ...]]
    links: File | None
    history: File | None
    unread: frozenset[str] = frozenset()  # slugs of organisations whose files exist but could not be read

    def with_texts(self, texts: Mapping[str, str]) -> "Folder":
        """Return the folder as it would be with these texts, given by name: companies' files, `site.yaml`, links."""

        def put(name: str, old: File | None) -> File | None:
            text = texts[name].replace("\r\n", "\n") if name in texts else None
            path = Path(self.path) / name
            return old if text is None else File(path=str(path), slug=path.stem, text=text, digest=b"")

        companies = {f"companies/{file.slug}.yaml": file for file in self.sections.get("companies", ())}
        names = sorted({*companies, *(name for name in texts if name.startswith("companies/"))})
        made = tuple(file for name in names if (file := put(name, companies.get(name))))
        return replace(
            self,
            site=put(SITE_FILE, self.site),
            links=put(LINKS_FILE, self.links),
            sections={**self.sections, "companies": made},
        )

    def files(self) -> list[File]:
        """Return all files that were read."""
        found = [self.site, *chain.from_iterable(self.sections.values()), self.links, self.history]
        return [file for file in found if file]


def read_folder(data: Path, report: Report) -> Folder:
    """Return the texts of the folder; report files that can't be read or don't belong there."""
    if not data.is_dir():
        report.error(Place(str(data)), "no-data", "такой папки с данными нет", "укажите другую: --data ПАПКА")
        return Folder(path=str(data), site=None, sections={}, links=None, history=None)
    site = _read(data / SITE_FILE, report)
    if site is None and not os.path.lexists(data / SITE_FILE):
        report.error(
            Place(str(data / SITE_FILE)), "no-site", "нет файла site.yaml", "создайте его: в нём название сайта и город"
        )
    sections: dict[str, tuple[File, ...]] = {}
    unread: set[str] = set()
    for section in SECTIONS:
        paths = _section_paths(data / section, report)
        files = {path: _read(path, report) for path in paths}
        sections[section] = tuple(file for file in files.values() if file)
        unread.update(path.stem for path, file in files.items() if file is None)
    _report_strangers(data, report)
    return Folder(
        path=str(data),
        site=site,
        sections=sections,
        links=_read(data / LINKS_FILE, report),
        history=_read(data / HISTORY_FILE, report),
        unread=frozenset(unread),
    )


def _section_paths(folder: Path, report: Report) -> list[Path]:
    if not folder.is_dir():
        if os.path.lexists(folder):
            report.error(
                Place(str(folder)),
                "not-a-folder",
                "здесь должна быть папка, а лежит файл",
                "уберите его и создайте папку",
            )
        return []
    paths = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name == NOTES:
            continue
        place = Place(shorten(str(path), LONGEST_PATH))
        if path.suffix != ".yaml":
            hint = f"переименуйте в {path.stem}.yaml" if path.suffix == ".yml" else "уберите его из этой папки"
            report.error(place, "file-name", "здесь место только файлам .yaml", hint)
        elif not SLUG.fullmatch(path.stem):
            report.error(
                place,
                "file-name",
                f"имя файла «{shorten(path.name)}» станет адресом страницы и для него не годится",
                "оставьте латинские строчные буквы, цифры и дефис: primer-1.yaml",
            )
        else:
            paths.append(path)
    return paths


def _report_strangers(data: Path, report: Report) -> None:
    known = {SITE_FILE, *SECTIONS, *_OTHERS}
    for path in sorted(data.iterdir()):
        if path.name not in known and not path.name.startswith("."):
            report.warning(
                Place(shorten(str(path), LONGEST_PATH)),
                "stranger",
                "программа не знает, что это, и не читает",
                "уберите это отсюда или проверьте имя: папки называются companies, suppliers, authorities и private",
            )


def _read(path: Path, report: Report) -> File | None:
    place = Place(str(path))
    if not path.is_file():
        if os.path.lexists(path):
            report.error(
                place, "not-a-file", "это не файл, прочитать здесь нечего", "уберите это или положите на его место файл"
            )
        return None
    size = path.stat().st_size
    if size > MAX_BYTES:
        report.error(
            place,
            "file-size",
            f"файл больше {MAX_BYTES // 1_000_000} МБ",
            "проверьте, тот ли это файл; если тот, разделите его на несколько",
        )
        return None
    raw = path.read_bytes()
    text = decoded(raw, str(path))
    if isinstance(text, Problem):
        report.add([text])
        return None
    if b"\r" in raw:
        text = text.replace("\r\n", "\n")
    return File(path=str(path), slug=path.stem, text=text, digest=blake2b(raw).digest())
