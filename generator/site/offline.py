"""The service worker, made of the files that it keeps: with it the site is read without a network.

It names the few files of every visit by the beginnings of their SHA-256, so that it never keeps a site half published,
and all others by one number, so that any change makes browsers take it anew. Unlisted pages are no part of either.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping

import minify  # type: ignore[import-untyped]

OFFLINE_PAGE = "net-svyazi"
WORKER = "sw.js"
"""Never with a hash: browsers ask for it by this name for as long as a phone has it."""

_FIXED_PAGES = {f"{page}index.html" for page in ("", f"{OFFLINE_PAGE}/", "kak-vstupit/", "bezopasnost/")}
_FIXED_ASSET = re.compile(r"assets/.+\.(css|js|svg|txt)")
_UNLISTED = re.compile(r"D/[^/]*-")
_DIGITS = 10


def with_worker(
    files: Iterable[tuple[str, bytes]], sources: Mapping[str, str], *, on: bool
) -> Iterator[tuple[str, bytes]]:
    """Pass the files of the site on, and then the worker; or, where there shall be none, what takes it away.

    `sources` are the scripts of `site_src/offline` by name. The order of the files means nothing.
    """
    digests: dict[str, str] = {}
    for path, content in files:
        if not _UNLISTED.match(path):
            digests[path] = hashlib.sha256(content).hexdigest()
        yield path, content
    yield WORKER, (_worker(digests, sources) if on else _pressed(["names", "leave"], sources)).encode()


def _worker(digests: Mapping[str, str], sources: Mapping[str, str]) -> str:
    kept = [
        (path.removesuffix("index.html"), digest[:_DIGITS])
        for path, digest in sorted(digests.items())
        if path in _FIXED_PAGES or _FIXED_ASSET.fullmatch(path)
    ]
    version = hashlib.sha256(json.dumps(sorted(digests.items())).encode()).hexdigest()[:_DIGITS]
    known = f"const SHELL = {json.dumps(kept)}, OFFLINE = '{OFFLINE_PAGE}/';"
    return f"// {version}\n" + _pressed(["names", "pages", "worker"], sources, known)


def _pressed(names: Iterable[str], sources: Mapping[str, str], before: str = "") -> str:
    """One function around all, so that the names inside can be short."""
    joined = "".join(sources[f"{name}.js"] for name in names)
    return str(minify.string("text/javascript", f"(() => {{ {before}\n{joined} }})();")) + "\n"
