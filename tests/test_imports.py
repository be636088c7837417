"""The structure of `generator/`: imports run one way, and between packages through their `__init__`."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.cities import write_city

# From bottom to top. A package imports itself and the packages before it.
PACKAGES = (
    "text",
    "addresses",
    "caching",
    "city",
    "datafiles",
    "changes",
    "link_check",
    "search",
    "spreadsheets",
    "posters",
    "site",
    "build",
    "region",
    "commands",
)
ROOT = Path(__file__).parent.parent / "generator"


def modules() -> list[str]:
    """Return the dotted names of all modules and packages below `generator`, without that prefix."""
    paths = (path.relative_to(ROOT).with_suffix("") for path in ROOT.rglob("*.py"))
    return sorted(".".join(path.parts).removesuffix(".__init__") for path in paths if path.parts != ("__init__",))


MODULES = modules()


def path_of(module: str) -> Path:
    path = ROOT.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@cache
def imports(module: str) -> tuple[str, ...]:
    """Return the modules of the program that one imports, wherever in it the import stands."""
    return tuple(_imports(module))


def _imports(module: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(path_of(module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("generator."):
            assert not node.level, f"{module}: a relative import"
            name = node.module or ""
            found = [target(name.removeprefix("generator."), alias.name) for alias in node.names]
        else:
            continue
        yield from (one.removeprefix("generator.") for one in found if one.startswith("generator."))


def target(name: str, inner: str) -> str:
    """Return the module that `from name import inner` means; a name offered by a package belongs to the package."""
    whole = f"{name}.{inner}"
    offered = whole not in MODULES or re.search(rf'^    "{inner}",$', path_of(name).read_text("utf-8"), re.MULTILINE)
    return f"generator.{name if offered else whole}"


def package_of(module: str) -> str:
    return module.partition(".")[0]


def test_the_list_is_complete():
    assert {package_of(module) for module in MODULES} == {*PACKAGES, "__main__"}
    assert len(PACKAGES) <= 14


def test_imports_run_one_way():
    floors = {name: floor for floor, name in enumerate((*PACKAGES, "__main__"))}
    upward = [
        f"{module} imports {other}"
        for module in MODULES
        for other in imports(module)
        if floors[package_of(other)] > floors[package_of(module)]
    ]
    assert not upward


def test_packages_are_imported_by_their_init():
    """A package or its sub-package, never a module inside; `__main__` names the module that starts."""
    inside = [
        f"{module} imports {other}"
        for module in MODULES
        for other in imports(module)
        if package_of(other) != package_of(module) and module != "__main__" and path_of(other).name != "__init__.py"
    ]
    assert not inside


def test_no_circles_between_sub_packages():
    circles = []
    for package in PACKAGES:
        pairs = {
            (room(module, package), room(other, package))
            for module in MODULES
            for other in imports(module)
            if package_of(module) == package_of(other) == package and path_of(module).name != "__init__.py"
        }
        edges = {(one, other) for one, other in pairs if one != other}
        circles += [(package, one) for one in sorted({one for one, _ in edges}) if one in reachable(one, edges)]
    assert not circles


def room(module: str, package: str) -> str:
    """Return the sub-package of a module, or the module itself."""
    parts = module.removeprefix(f"{package}.").split(".")
    return parts[0]


def reachable(start: str, edges: set[tuple[str, str]]) -> set[str]:
    found: set[str] = set()
    todo = [start]
    while todo:
        here = todo.pop()
        for one, other in edges:
            if one == here and other not in found:
                found.add(other)
                todo.append(other)
    return found


def test_makers_touch_neither_disk_nor_clock():
    forbidden = {"os", "pathlib", "time", "shutil", "tempfile", "subprocess", "socket"}
    disk = {"posters.fonts", "posters.printing", "posters.saving"}
    for module in MODULES:
        if package_of(module) not in {"city", "posters", "search", "site"} or module in disk:
            continue
        names = set()
        for node in ast.walk(ast.parse(path_of(module).read_text(encoding="utf-8"))):
            names |= {alias.name for alias in node.names} if isinstance(node, ast.Import) else set()
            names |= {node.module or ""} if isinstance(node, ast.ImportFrom) else set()
        assert not names & forbidden, f"{module} imports {names & forbidden}"


def test_the_packages_are_those_of_the_architecture():
    text = (ROOT.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)/?` \|", text, re.MULTILINE) == list(PACKAGES)


UNNEEDED = (
    "PIL",
    "concurrent",
    "markdown",
    "minify",
    "multiprocessing",
    "openpyxl",
    "qrcode",
    "typst",
)
LOADED = f"""
import sys
from generator.build.publishing import background
from generator.commands.cli import main

background._MANY = 0  # as in a large site
print(main(sys.argv[1:]), [name for name in {UNNEEDED} if name in sys.modules])
"""


def test_a_build_after_one_change_loads_no_library_that_it_does_not_need(tmp_path):
    """Loading these takes longer than making the page."""
    write_city(tmp_path / "data", buildings=60, seed=1)
    company = next(
        path for path in (tmp_path / "data/companies").iterdir() if "max.ru/join/" in path.read_text("utf-8")
    )
    said = []
    for letter in "AB":
        text = re.sub(r"(max\.ru/join/).", rf"\g<1>{letter}", company.read_text("utf-8"), count=1)
        company.write_text(text, "utf-8")
        command = ["build", "--data", str(tmp_path / "data"), "--out", str(tmp_path / "out"), "--jobs", "2"]
        environment = {**os.environ, "DOMCHAT_KEY": "a key of the tests, 9c41"}
        said.append(
            subprocess.run(
                [sys.executable, "-c", LOADED, *command], env=environment, check=True, stdout=subprocess.PIPE, text=True
            ).stdout
        )
    assert "qrcode" in said[0]
    assert said[1] == "0 []\n"
