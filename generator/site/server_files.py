"""Files for machines besides the pages: sitemap, robots.txt, redirect rules of hosts."""

import re
from collections.abc import Iterable, Mapping
from html import escape
from itertools import product

from generator.city import Urls

_CONFUSED = {"0": "0O", "1": "1IL"}
_LONGEST_IN_A_MAP = 46  # characters: what fits into a bucket of 64 bytes, which is nginx's own size
_SITEMAP_LIMIT = 50_000  # addresses in one file, says the protocol of sitemaps.org


def sitemap_files(paths: Iterable[str], urls: Urls) -> dict[str, str]:
    """Return the sitemap as name → text; a long one is split into several files with an index."""
    rows = [f"<url><loc>{escape(urls.absolute(path))}</loc></url>\n" for path in sorted(paths)]
    parts = [rows[start : start + _SITEMAP_LIMIT] for start in range(0, len(rows), _SITEMAP_LIMIT)] or [[]]
    if len(parts) == 1:
        return {"sitemap.xml": _xml("urlset", parts[0])}
    files = {f"sitemap-{number}.xml": _xml("urlset", part) for number, part in enumerate(parts, 1)}
    index = [f"<sitemap><loc>{escape(urls.file(name))}</loc></sitemap>\n" for name in sorted(files)]
    return {"sitemap.xml": _xml("sitemapindex", index), **files}


def sitemap_index(maps: Iterable[str], pages: Iterable[str]) -> tuple[str, str]:
    """Return an index of these sitemaps, and a sitemap of these pages; both are absolute URLs."""
    listed = [f"<sitemap><loc>{escape(url)}</loc></sitemap>\n" for url in maps]
    return _xml("sitemapindex", listed), _xml("urlset", [f"<url><loc>{escape(url)}</loc></url>\n" for url in pages])


def _xml(element: str, rows: list[str]) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{element} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{"".join(rows)}</{element}>\n'
    )


def robots(urls: Urls, *, index: bool) -> str:
    """Return robots.txt. Unlisted pages are marked `noindex` themselves, so crawlers may read all of them."""
    lines = ["User-agent: *", "Disallow:"]
    if index:
        lines += ["", f"Sitemap: {urls.file('sitemap.xml')}"]
    return "\n".join(lines) + "\n"


def redirects_file(redirects: Mapping[str, str], urls: Urls) -> str:
    """Return `_redirects` for static hosts: from, to, status."""
    lines = [f"{urls.root}{old}/ {urls.path(new)} 301" for old, new in redirects.items()]
    lines.append(f"{urls.root}d/* {urls.root}D/:splat 301")
    return "\n".join(lines) + "\n"


def nginx_redirects(redirects: Mapping[str, str], urls: Urls) -> str:
    """Return a `map` for nginx, to be included in the `http` block.

    nginx compares the strings of a map without regard to case, so `/d/7k3qx` is led on as well; ids in which
    0 was typed as O, or 1 as I or L, have lines of their own. Long addresses are left to their pages: with them nginx
    would have to be told of its hashes' size, which can be said only once, and before the first map of all.
    """
    rows = [
        f'    "{typed}" "{target}";'
        for old, target in zip(redirects, map(urls.path, redirects.values()), strict=True)
        for spelling in _spellings(old)
        for slash in ("", "/")
        if len(typed := f"{urls.root}{spelling}{slash}") <= _LONGEST_IN_A_MAP
    ]
    variable = nginx_variable(urls)
    return "\n".join(
        (
            "# Made by domchat build. On the level of http:  include /path/to/redirects.nginx.conf;",
            f"# In the server:  if ({variable}) {{ return 301 {variable}; }}",
            "# nginx may warn that map_hash is not optimal; these lines, before the first map of http, make it so:",
            "#   map_hash_max_size 1048576; map_hash_bucket_size 512;",
            f"map $uri {variable} {{",
            '    default "";',
            *rows,
            "}",
            "",
        )
    )


def nginx_variable(urls: Urls) -> str:
    """Return the name of the map's variable, different for each site that one nginx may serve."""
    return f"$domchat_{re.sub('[^a-z0-9]+', '_', urls.file('').partition('://')[2].lower()).strip('_')}"


def _spellings(path: str) -> list[str]:
    section, _, building_id = path.partition("/")
    if section != "D" or _CONFUSED.keys().isdisjoint(building_id):
        return [path]
    choices = [_CONFUSED.get(char, char) for char in building_id]
    return [f"D/{''.join(spelling)}" for spelling in product(*choices)]
