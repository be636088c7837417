"""The data that a bot writes into: read and checked, edited in the text, checked again, and only then replaced."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from msgspec import Struct

from generator.build import Options
from generator.commands.data_lock import data_locked
from generator.commands.text_files import read_text, write_texts
from generator.datafiles import Folder, check_folder, read_folder
from generator.datafiles.editing import Edit, edited
from generator.datafiles.layout import keep_canonical
from generator.link_check.bot import Known
from generator.text import Problem, Report

_ALL = 1_000_000  # problems

Item = TypeVar("Item")


class BotData(Struct, kw_only=True):
    """Valid data, and what it knows of chats."""

    options: Options
    folder: Folder
    known: Known

    @classmethod
    def read(cls, options: Options) -> "BotData | Report":
        """Return the data, or its errors."""
        report = Report()
        folder = read_folder(options.data, report)
        drafts, report = check_folder(folder, report, options.day_in)
        if report.failed or drafts.site is None:
            return report
        return cls(options=options, folder=folder, known=Known.of(drafts, folder))

    @property
    def today(self) -> date:
        """Return today's date."""
        assert self.known.drafts.site is not None
        return self.options.day_in(self.known.drafts.site.get("timezone"))

    @property
    def demo(self) -> bool:
        """Return True if the site is an example."""
        return bool(self.known.drafts.site and self.known.drafts.site.get("demo"))

    @property
    def base_url(self) -> str:
        """Return the address of the site."""
        return str(self.known.drafts.site.get("base_url")) if self.known.drafts.site else ""

    def write(self, edits: Mapping[str, Sequence[Edit]]) -> list[Problem] | None:
        """Write the edits of companies' files, by slug; return the errors that the data would have, and write nothing.

        None: somebody has changed the data meanwhile, and the edits may be for other places. Afterwards `known` and
        `folder` are those of the new data.
        """
        with data_locked(self.options.data):
            now = read_folder(self.options.data, Report())
            if _digests(now) != _digests(self.folder):
                self._reload()
                return None
            texts = {
                f"companies/{slug}.yaml": self._edited(slug, several) for slug, several in edits.items() if several
            }
            changed = now.with_texts(texts)
            _, report = check_folder(changed, Report(limit=_ALL), self.options.day_in)
            if report.failed:
                return [problem for problem in report if problem.severity == "error"]
            write_texts({self.options.data / name: text for name, text in texts.items()})
            self._reload()
        return []

    def write_separately(
        self, slug: str, several: Sequence[Item], edits_of: Callable[[Item], Sequence[Edit]]
    ) -> list[tuple[Item, list[Problem]]] | None:
        """Write what several things say; return those that would not pass the check, with the errors.

        They don't stop the others: halves are tried apart. None: somebody has changed the data meanwhile.
        """
        edits = [edit for one in several for edit in edits_of(one)]
        problems = self.write({slug: edits}) if edits else []
        if problems is None:
            return None
        if not problems:
            return []
        if len(several) == 1:
            return [(several[0], problems)]
        middle = len(several) // 2
        left = self.write_separately(slug, several[:middle], edits_of)
        right = self.write_separately(slug, several[middle:], edits_of)
        return None if left is None or right is None else [*left, *right]

    def _edited(self, slug: str, edits: Sequence[Edit]) -> str:
        path = self.options.data / "companies" / f"{slug}.yaml"
        text = read_text(path)
        return keep_canonical(text, edited(text, edits), f"companies/{path.name}")

    def _reload(self) -> None:
        found = BotData.read(self.options)
        if isinstance(found, BotData):
            self.folder, self.known = found.folder, found.known


def _digests(folder: Folder) -> dict[str, bytes]:
    return {file.path: file.digest for file in folder.files()}
