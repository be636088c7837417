"""The press: the ES modules of site_src/assets/search/ as one small module, for the site, the tests and the bench."""

import re
import sys
from pathlib import Path

import rjsmin

from generator.search.vocabulary import vocabulary_module

CORE = ("letters", "words", "query", "houses", "city", "rank", "parts", "search")
"""In the order in which they need one another."""

_IMPORT = re.compile(r"^import\b[^;]*;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=const|function|class)", re.MULTILINE)


def core(sources: Path) -> str:
    """The search without a DOM; exports `open`."""
    modules = [vocabulary_module(), *((sources / f"{name}.js").read_text(encoding="utf-8") for name in CORE)]
    *inner, last = (_IMPORT.sub("", text) for text in modules)
    joined = "".join(_EXPORT.sub("", text) for text in inner) + last
    return minify(joined)


def minify(text: str) -> str:
    """Without comments and blanks; names stay, a compressed file gains little from shorter ones."""
    return str(rjsmin.jsmin(text)) + "\n"


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(core(Path(sys.argv[1])), encoding="utf-8")
