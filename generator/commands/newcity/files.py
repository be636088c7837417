"""The files of a new city by path. `template/` contains them, without the dots of their names."""

from collections.abc import Iterator
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
    "bot.md",
    "checking-links.md",
    "hosting.md",
    "hosting.ru.md",
    "ids.md",
    "offline.md",
    "posters.md",
    "spreadsheets.md",
    "withdrawing.md",
)
_LIBRARIES = "# Библиотеки этой версии программы с контрольными суммами. Пишет domchat init, не правьте.\n"
_HERE = Path(__file__).parent


class CityFile(Struct, frozen=True, kw_only=True):
    """A file of a new city. `ours`: every `init` writes it again; people don't edit it."""

    path: str
    text: str
    ours: bool = False


def city_files(requirement: str) -> Iterator[CityFile]:
    """Yield all files; `requirement` is the line for pip that installs this program."""
    for path, text in _below(files("generator.commands.newcity").joinpath("template"), ""):
        head, slash, rest = path.partition("/")
        yield CityFile(path=f"{_DOTTED.get(head, head)}{slash}{rest}", text=text)
    yield CityFile(path="requirements.txt", text=f"{requirement}\n")
    locked = _travelling("libraries.txt", "requirements/run.txt").splitlines(keepends=True)
    hashes = "".join(line for line in locked if not line.startswith("#"))
    yield CityFile(path="libraries.txt", text=_LIBRARIES + hashes, ours=True)
    for name, text in documents().items():
        yield CityFile(path=f"docs/{name}", text=text, ours=True)
    for name in GUIDES:
        yield CityFile(path=f"docs/{name}", text=_travelling(f"docs/{name}", f"docs/{name}"), ours=True)


def _travelling(name: str, in_checkout: str) -> str:
    """Return a file's text: beside this module in an installed package, elsewhere in a checkout."""
    path = _HERE / name
    return (path if path.exists() else _HERE.parents[2] / in_checkout).read_text(encoding="utf-8")


def _below(folder: Traversable, prefix: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            yield from _below(entry, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", entry.read_text(encoding="utf-8")
