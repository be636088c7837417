"""The peers' JSON for the Python peers: (path, template, page) with the organisations filled in."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from markupsafe import Markup

MakeCode = Callable[[str], str]  # payload → inline SVG

Page = tuple[str, str, dict[str, Any]]


def read_site(folder: Path) -> dict[str, Any]:
    """Return the values that all pages show."""
    return json.loads((folder / "site.json").read_text(encoding="utf-8"))


def read_organizations(folder: Path) -> dict[str, Any]:
    """Return the organisations by path."""
    return json.loads((folder / "organizations.json").read_text(encoding="utf-8"))


def list_pages(folder: Path, organizations: dict[str, Any]) -> Iterator[Page]:
    """Yield all pages except the houses'."""
    for page in json.loads((folder / "pages.json").read_text(encoding="utf-8")):
        if page["kind"] == "organization":
            page["organization"] = organizations[page["organization"]]
        yield page.get("path", ""), f"{page['kind']}.html", page


def house_files(folder: Path) -> list[Path]:
    """Return the files of the houses, one for each company."""
    return sorted((folder / "houses").iterdir())


def house_pages(file: Path, organizations: dict[str, Any], make_code: MakeCode | None) -> Iterator[Page]:
    """Yield the houses of one company; without `make_code` they have no codes."""
    for house in json.loads(file.read_text(encoding="utf-8")):
        for record in house["records"]:
            record["company"] = organizations[record["organization"]]
        for kind in ("suppliers", "authorities"):
            house[kind] = [organizations[one] for one in house.get(kind, ())]
        house["code"] = Markup(make_code(house["code"])) if make_code else ""
        yield house["path"], "house.html", house


def redirects(page: dict[str, Any]) -> Iterator[Page]:
    """Yield a redirect from each former address of a page."""
    for old in page.get("redirects", ()):
        target = {"head": page["head"], "target": f"/{page['path']}/", "text": page["title"]}
        yield old.strip("/"), "redirect.html", target


def sitemap(base_url: str, paths: list[str]) -> str:
    """Return the sitemap."""
    rows = "".join(f"<url><loc>{base_url}{path}{'/' if path else ''}</loc></url>\n" for path in paths)
    start = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{start}{rows}</urlset>\n"
