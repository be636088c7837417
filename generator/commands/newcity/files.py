"""The files of a new city by path. `template/` contains them, without the dots of their names."""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from msgspec import Struct

from generator.datafiles.schema_docs import documents

# Names in the template → names in the city, where they differ.
_DOTTED = {
    "github": ".github",
    "gitlab": ".gitlab",
    "gitattributes": ".gitattributes",
    "gitignore": ".gitignore",
    "gitlab-ci.yml": ".gitlab-ci.yml",
    "pre-commit-config.yaml": ".pre-commit-config.yaml",
}
DATA = "data/"
GUIDES = (
    "checking-links.md",
    "hosting.md",
    "hosting.ru.md",
    "ids.md",
    "offline.md",
    "posters.md",
    "spreadsheets.md",
    "withdrawing.md",
)
_HERE = Path(__file__).parent


class CityFile(Struct, frozen=True, kw_only=True):
    """A file of a new city. `ours`: every `init` writes it again; people don't edit it."""

    path: str
    text: str
    ours: bool = False


def site_template() -> str:
    """Return the sample of site.yaml."""
    return files("generator.commands.newcity").joinpath("template/data/site.yaml").read_text(encoding="utf-8")


def city_files(requirement: str, data: Mapping[str, str] | None = None) -> Iterator[CityFile]:
    """Yield all files; `requirement` is the line for pip that installs this program.

    `data`: files by path that stand in place of the samples.
    """
    for path, text in _below(files("generator.commands.newcity").joinpath("template"), ""):
        if data is not None and path.startswith(DATA):
            continue
        head, slash, rest = path.partition("/")
        yield CityFile(path=f"{_DOTTED.get(head, head)}{slash}{rest}", text=text)
    for path, text in (data or {}).items():
        yield CityFile(path=path, text=text)
    yield CityFile(path="requirements.txt", text=f"{requirement}\n")
    for name, text in {**documents(), **_guides()}.items():
        yield CityFile(path=f"docs/{name}", text=text, ours=True)


def _guides() -> dict[str, str]:
    """Return the guides: beside this module in an installed package, in `docs` of a checkout."""
    folder = _HERE / "docs" if (_HERE / "docs").is_dir() else _HERE.parents[2] / "docs"
    return {name: (folder / name).read_text(encoding="utf-8") for name in GUIDES}


def _below(folder: Traversable, prefix: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            yield from _below(entry, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", entry.read_text(encoding="utf-8")
