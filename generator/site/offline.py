"""The service worker, which makes the site readable without a network.

It lists the few files that every phone stores, with prefixes of their SHA-256, so that a half-published site is never
stored. All other files are covered by one version number, which changes with anything a page can show; browsers then
update the worker and refresh their copies. Unlisted pages are never stored.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from msgspec import Struct

from generator.caching import Cache, Target, digest, remembered
from generator.search import minified

OFFLINE_PAGE = "net-svyazi"
WORKER = "sw.js"
"""Never with a hash: browsers ask for it by this name for as long as a phone has it."""

_INDEX = "index.html"
_FIXED_PAGES = {f"{page}{_INDEX}" for page in ("", f"{OFFLINE_PAGE}/", "kak-vstupit/", "bezopasnost/")}
_FIXED_ASSETS = (".css", ".js", ".svg")
_DIGITS = 10


class WorkerFiles(Struct, frozen=True, kw_only=True):
    """The files the worker chooses from: targets of pages, assets with a hash in their names, the folder of the index.

    `version` is a digest of everything that listed pages show.
    """

    pages: Sequence[Target]
    assets: Sequence[str]
    index: str
    version: bytes


def worker_targets(
    files: WorkerFiles | None, sources: Mapping[str, str], cache: Cache | None = None
) -> Iterator[Target]:
    """Yield the worker and its list of pages; with None, a worker that removes itself from phones.

    `sources` are the scripts of `site_src/offline` by name; `cache` stores the minified ones.
    """
    if files is None:
        leave = _joined(["names", "leave"], sources)
        yield Target(WORKER, "", lambda: [(WORKER, _minified(leave, cache))], threaded=True)
        return
    pages = [page for page in files.pages if page.name in _FIXED_PAGES]
    assets = [name for name in files.assets if name.endswith(_FIXED_ASSETS)]
    seen = digest(*(page.key for page in pages)).hex()
    listed = f"assets/pages.{seen[:_DIGITS]}.txt"
    yield Target(listed, seen, lambda: [(listed, "".join(sorted(_rows(pages))).encode())])
    known = {
        "PAGES": sorted(page.name.removesuffix(_INDEX) for page in pages),
        "LISTED": listed,
        "ASSETS": assets,
        "INDEX": files.index,
        "OFFLINE": f"{OFFLINE_PAGE}/",
    }
    before = "".join(f"const {name} = {json.dumps(value)};" for name, value in known.items())
    worker = _joined(["names", "pages", "worker"], sources, before)
    version = f"// {files.version.hex()[:_DIGITS]}\n".encode()
    key = digest(files.version, worker)
    yield Target(WORKER, key.hex(), lambda: [(WORKER, version + _minified(worker, cache))], threaded=True)


def _rows(pages: Iterable[Target]) -> Iterator[str]:
    for page in pages:
        for path, content in page.make():
            yield f"{sha256(content).hexdigest()[:_DIGITS]} {path.removesuffix(_INDEX)}\n"


def _joined(names: Iterable[str], sources: Mapping[str, str], before: str = "") -> str:
    """Return the scripts in one function, so that the minifier may shorten their names."""
    joined = "".join(sources[f"{name}.js"] for name in names)
    return f"(() => {{ {before}\n{joined} }})();"


def _minified(script: str, cache: Cache | None) -> bytes:
    return remembered(cache, ["a worker", script], bytes, lambda: minified(script).encode())
