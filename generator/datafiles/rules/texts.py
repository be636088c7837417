"""Rules of texts shown to people."""

from collections.abc import Iterator
from datetime import date

from generator.datafiles.drafts import Drafts
from generator.datafiles.rules.common import warning
from generator.text import Problem, foreign_markup, shorten


def markup_is_ours(drafts: Drafts, _: date) -> Iterator[Problem]:
    """A text contains no unsupported markup: HTML, entities, headings, footnotes, tables."""
    drafted = [(one, "about") for one in drafts.organizations()]
    drafted += [(building, "note") for _slug, building in drafts.buildings()]
    for draft, field in drafted:
        found = foreign_markup(draft.get(field) or "")
        if found:
            yield warning(
                draft.at(field),
                "markup-shown",
                f"«{shorten(found)}» — не та разметка, что понимает сайт: жители увидят эти знаки",
                "напишите простыми словами; можно **важное**, *курсив*, списки с «-» и [ссылки](https://example.ru/)",
            )
