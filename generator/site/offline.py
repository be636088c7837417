"""The service worker: with it the site is read without a network.

It names the few files that every phone keeps, pages by the beginnings of their SHA-256, so that a site half published
is never kept; and all others by one number, which changes with anything that a page can show, so that browsers take
the worker anew and refresh what they keep. Unlisted pages are no part of it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import minify  # type: ignore[import-untyped]

from generator.site.plans import digest
from generator.targets import Target

OFFLINE_PAGE = "net-svyazi"
WORKER = "sw.js"
"""Never with a hash: browsers ask for it by this name for as long as a phone has it."""

_FIXED_PAGES = {f"{page}index.html" for page in ("", f"{OFFLINE_PAGE}/", "kak-vstupit/", "bezopasnost/")}
_FIXED_ASSETS = (".css", ".js", ".svg")
_DIGITS = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """What the worker chooses from: targets of pages, assets whose names carry a hash, the folder of the index.

    `version` is a digest of everything that listed pages show.
    """

    pages: Sequence[Target]
    assets: Sequence[str]
    index: str
    version: bytes


def worker_target(kept: Kept | None, sources: Mapping[str, str]) -> Target:
    """Return the worker; or, where there shall be none, what takes away those that phones have.

    `sources` are the scripts of `site_src/offline` by name.
    """
    if kept is None:
        return Target(WORKER, "", lambda: [(WORKER, _pressed(["names", "leave"], sources).encode())])
    pages = [page for page in kept.pages if page.name in _FIXED_PAGES]
    assets = [name for name in kept.assets if name.endswith(_FIXED_ASSETS)]
    key = digest(kept.version, *(page.key for page in pages), *assets, kept.index, *sources.values())
    return Target(WORKER, key.hex(), lambda: [(WORKER, _worker(kept, pages, assets, sources).encode())])


def _worker(kept: Kept, pages: Iterable[Target], assets: Iterable[str], sources: Mapping[str, str]) -> str:
    known = {
        "PAGES": sorted(_page_digests(pages)),
        "ASSETS": list(assets),
        "INDEX": kept.index,
        "OFFLINE": f"{OFFLINE_PAGE}/",
    }
    before = "".join(f"const {name} = {json.dumps(value)};" for name, value in known.items())
    return f"// {kept.version.hex()[:_DIGITS]}\n" + _pressed(["names", "pages", "worker"], sources, before)


def _page_digests(pages: Iterable[Target]) -> Iterator[tuple[str, str]]:
    for page in pages:
        for path, content in page.make():
            yield path.removesuffix("index.html"), sha256(content).hexdigest()[:_DIGITS]


def _pressed(names: Iterable[str], sources: Mapping[str, str], before: str = "") -> str:
    """One function around all, so that the names inside can be short."""
    joined = "".join(sources[f"{name}.js"] for name in names)
    return str(minify.string("text/javascript", f"(() => {{ {before}\n{joined} }})();")) + "\n"
