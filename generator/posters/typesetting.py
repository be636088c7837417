"""Documents → PDF, by Typst. The same document, templates and fonts give the same bytes.

The data reaches the templates as an in-memory file `data.json`, never as part of their source, so it is always text.
A compiler belongs to one thread.
"""

import json
import re
import threading
from collections.abc import Iterable, Mapping
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.posters import fonts
from generator.text import OwnSourceError, Place, Problem, shorten

if TYPE_CHECKING:
    import typst
    from typst import PDFStandard  # defined in the stubs only

MAIN = "main.typ"
# Level A: tags, language and text that can be copied; UA: what a screen reader needs. A file can conform to both.
STANDARDS: "list[PDFStandard]" = ["a-2a", "ua-1"]
_PLACE = re.compile(r"┌─ (.+):([0-9]+):([0-9]+)$", re.MULTILINE)  # in Typst's drawing of an error; columns from 0
_LONGEST = 200  # characters of an error message of Typst
_BEGINNING = 0  # a fixed timestamp in seconds, so that no file depends on when it was made


class Typesetter:
    """Typesets documents with one set of templates. May be used by several threads.

    `own` are the paths of the city's own templates; if there are any, a failure is an `OwnSourceError`.
    """

    def __init__(self, templates: Mapping[str, str], own: Mapping[str, str] = MappingProxyType({})) -> None:
        import typst  # noqa: PLC0415 - most builds typeset nothing new

        self._own = own
        self._sources = {name: templates[name].encode() for name in sorted(templates, key=lambda name: name != MAIN)}
        self._fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts.FOLDER)]
        )
        assert self._fonts.families(), "without its font a PDF would lose its text in silence"
        self._of_thread = threading.local()
        self.fingerprint = _fingerprint(self._sources)

    def prepare(self, document: object) -> tuple[str, bytes]:
        """Return the cache key of the file and the data that the templates see."""
        data = _json(document).encode()
        return sha256(self.fingerprint.encode() + data).hexdigest(), data

    def pdf(self, data: bytes) -> bytes:
        """Return the PDF file of prepared data."""
        import typst  # noqa: PLC0415 - most builds typeset nothing new

        try:
            # The first source is the main file.
            sources: Any = {**self._sources, "data.json": data}
            made = self._compiler().compile(sources, format="pdf", pdf_standards=STANDARDS, timestamp=_BEGINNING)
        except typst.TypstError as error:
            if self._own:
                raise self._blame(error.message, _PLACE.findall(error.diagnostic)) from error
            raise
        assert isinstance(made, bytes)
        return made

    def tiny(self, document: object) -> set[str]:
        """Return the ids of houses on whose stickers letters are hard to read."""
        import typst  # noqa: PLC0415 - most builds typeset nothing new

        sources: Any = {**self._sources, "data.json": self.prepare(document)[1]}
        return set(
            json.loads(typst.query(sources, "<tiny>", "value", font_paths=self._fonts, ignore_system_fonts=True))
        )

    def _blame(self, what: str, places: Iterable[tuple[str, str, str]]) -> OwnSourceError:
        """Return the error at the first place in the city's own files, or without a line if there is none."""
        mine = [
            Place(self._own[name], int(line), int(column) + 1) for name, line, column in places if name in self._own
        ]
        where = "".join(f" ({name}, строка {line})" for name, line, _ in list(places)[:1]) if not mine else ""
        return OwnSourceError(
            Problem(
                mine[0] if mine else Place(min(self._own.values())),
                "typst",
                f"по этому шаблону ничего не напечатать: {shorten(what, _LONGEST)}{where}",
                "исправьте его, сверьтесь с таким же файлом программы или уберите свой",
            )
        )

    def _compiler(self) -> "typst.Compiler":
        import typst  # noqa: PLC0415 - most builds typeset nothing new

        if not hasattr(self._of_thread, "compiler"):
            self._of_thread.compiler = typst.Compiler(font_paths=self._fonts, ignore_system_fonts=True)
        compiler: typst.Compiler = self._of_thread.compiler
        return compiler


def _fingerprint(sources: Mapping[str, bytes]) -> str:
    from importlib.metadata import version  # noqa: PLC0415 - as typst

    parts = [version("typst").encode(), *(path.read_bytes() for path in fonts.files())]
    for name, source in sorted(sources.items()):
        parts += [name.encode(), source]
    return sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()


def _json(document: object) -> str:
    return json.dumps(_plain(document), ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:  # noqa: ANN401
    """Return the value in JSON's types, its texts restricted to characters that the fonts have."""
    if isinstance(value, str):
        return fonts.printable(value)
    if isinstance(value, Struct):
        return {name: _plain(getattr(value, name)) for name in value.__struct_fields__}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value
