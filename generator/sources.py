"""`site_src` on disk → templates, Markdown pages, modules of the search, scripts of the worker, assets.

A file of the same name in one's own folder wins.
"""

from pathlib import Path

from msgspec import Struct

_PACKAGE = Path(__file__).parent
KINDS = ("templates", "pages", "search", "offline", "assets", "posters", "previews")


class Sources(Struct, frozen=True, kw_only=True):
    """What pages and pictures are made of: texts of templates, pages and modules by name, bytes of assets by name."""

    templates: dict[str, str]
    pages: dict[str, str]
    search: dict[str, str]
    offline: dict[str, str]
    assets: dict[str, bytes]
    posters: dict[str, str]
    previews: dict[str, str]


def builtin_folder() -> Path:
    """Return the `site_src` that comes with the program: in an installed package, or beside it in a checkout."""
    installed = _PACKAGE / "site_src"
    return installed if installed.is_dir() else _PACKAGE.parent / "site_src"


def read_sources(own: Path | None = None) -> Sources:
    """Read the program's own `site_src`, then the files of `own` over it."""
    folders = [builtin_folder()]
    if own is not None and own.is_dir() and own.resolve() != folders[0].resolve():
        folders.append(own)
    found: dict[str, dict[str, bytes]] = {kind: {} for kind in KINDS}
    for folder in folders:
        for kind, files in found.items():
            for path in sorted((folder / kind).rglob("*")):
                if path.is_file() and not path.name.startswith("."):
                    files[path.relative_to(folder / kind).as_posix()] = path.read_bytes()
    return Sources(
        templates={name: raw.decode() for name, raw in found["templates"].items()},
        pages={name.removesuffix(".md"): raw.decode() for name, raw in found["pages"].items()},
        search={name: raw.decode() for name, raw in found["search"].items()},
        offline={name: raw.decode() for name, raw in found["offline"].items()},
        assets=found["assets"],
        posters={name: raw.decode() for name, raw in found["posters"].items()},
        previews={name: raw.decode() for name, raw in found["previews"].items()},
    )


def picture_templates(sources: Sources) -> dict[str, str]:
    """Return the templates of the previews with what they share with the posters."""
    return {"parts.typ": sources.posters["parts.typ"], **sources.previews}
