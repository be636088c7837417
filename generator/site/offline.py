"""The service worker: with it the site is read without a network.

It names the few files that every phone keeps, with lists of the beginnings of their SHA-256, so that a site half
published is never kept; and all others by one number, which changes with anything that a page can show, so that
browsers take the worker anew and refresh what they keep. Unlisted pages are no part of it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from msgspec import Struct

from generator.caching import Memo, Target, digest, remembered
from generator.search import minified

OFFLINE_PAGE = "net-svyazi"
WORKER = "sw.js"
"""Never with a hash: browsers ask for it by this name for as long as a phone has it."""

_INDEX = "index.html"
_FIXED_PAGES = {f"{page}{_INDEX}" for page in ("", f"{OFFLINE_PAGE}/", "kak-vstupit/", "bezopasnost/")}
_FIXED_ASSETS = (".css", ".js", ".svg")
_DIGITS = 10


class Kept(Struct, frozen=True, kw_only=True):
    """What the worker chooses from: targets of pages, assets whose names carry a hash, the folder of the index.

    `version` is a digest of everything that listed pages show.
    """

    pages: Sequence[Target]
    assets: Sequence[str]
    index: str
    version: bytes


def worker_targets(kept: Kept | None, sources: Mapping[str, str], memo: Memo | None = None) -> Iterator[Target]:
    """Yield the worker and its list of pages; or, where there shall be none, what takes away those that phones have.

    `sources` are the scripts of `site_src/offline` by name; `memo` remembers what the minifier made of them.
    """
    if kept is None:
        leave = _joined(["names", "leave"], sources)
        yield Target(WORKER, "", lambda: [(WORKER, _pressed(leave, memo))], threaded=True)
        return
    pages = [page for page in kept.pages if page.name in _FIXED_PAGES]
    assets = [name for name in kept.assets if name.endswith(_FIXED_ASSETS)]
    seen = digest(*(page.key for page in pages)).hex()
    listed = f"assets/pages.{seen[:_DIGITS]}.txt"
    yield Target(listed, seen, lambda: [(listed, "".join(sorted(_rows(pages))).encode())])
    known = {
        "PAGES": sorted(page.name.removesuffix(_INDEX) for page in pages),
        "LISTED": listed,
        "ASSETS": assets,
        "INDEX": kept.index,
        "OFFLINE": f"{OFFLINE_PAGE}/",
    }
    before = "".join(f"const {name} = {json.dumps(value)};" for name, value in known.items())
    worker = _joined(["names", "pages", "worker"], sources, before)
    version = f"// {kept.version.hex()[:_DIGITS]}\n".encode()
    key = digest(kept.version, worker)
    yield Target(WORKER, key.hex(), lambda: [(WORKER, version + _pressed(worker, memo))], threaded=True)


def _rows(pages: Iterable[Target]) -> Iterator[str]:
    for page in pages:
        for path, content in page.make():
            yield f"{sha256(content).hexdigest()[:_DIGITS]} {path.removesuffix(_INDEX)}\n"


def _joined(names: Iterable[str], sources: Mapping[str, str], before: str = "") -> str:
    """One function around all, so that the names inside can be short."""
    joined = "".join(sources[f"{name}.js"] for name in names)
    return f"(() => {{ {before}\n{joined} }})();"


def _pressed(script: str, memo: Memo | None) -> bytes:
    return remembered(memo, ["a worker", script], bytes, lambda: minified(script).encode())
