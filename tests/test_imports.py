"""The picture of the house: imports run one way, down."""

import ast
import re
from pathlib import Path

# From the bottom to the top. A module imports its own room and those before it.
ROOMS = (
    ("typography", "shown", "formulas"),
    ("problems",),
    ("decoding",),
    ("ids", "id_words", "requisites", "phones"),
    ("links",),
    ("addresses",),
    ("model",),
    ("statistics",),
    ("paths", "walking_order"),
    ("collecting", "processes", "version"),
    ("memo",),
    ("datafiles",),
    ("keys",),
    ("formatting", "changes", "link_check", "newcity"),
    ("spreadsheets",),
    ("search",),
    ("facade", "qr", "sources", "targets", "profile"),
    ("site",),
    ("posters",),
    ("previews",),
    ("output",),
    ("stamp",),
    ("build",),
    ("commands",),
    ("cli",),
    ("__main__",),
)
FLOOR = {name: floor for floor, names in enumerate(ROOMS) for name in names}
PACKAGE = Path(__file__).parent.parent / "generator"


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "generator":
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("generator."):
            found.add(node.module.split(".")[1])
    return found


def test_imports_run_down():
    upward = []
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if room == "__init__":
            continue
        upward += [
            f"{path.relative_to(PACKAGE)} imports {other}"
            for other in imports(path)
            if other != room and FLOOR[other] >= FLOOR[room]
        ]
    assert not upward


def test_the_table_of_the_rooms_is_this_picture():
    table = (PACKAGE.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.+?) \|", table, re.MULTILINE)
    rooms = [room for row in rows for room in re.findall(r"`(\w+)/?`", row)]
    assert sorted(rooms) == sorted(FLOOR.keys() - {"__main__"})
    assert [FLOOR[room] for room in rooms] == sorted(FLOOR[room] for room in rooms)


def test_makers_touch_neither_disk_nor_clock():
    forbidden = {"os", "pathlib", "time", "shutil", "tempfile", "subprocess", "socket"}
    disk = {"fonts.py", "press.py", "shelf.py"}  # of the posters
    makers = [path for path in (PACKAGE / "posters").glob("*.py") if path.name not in disk]
    for path in sorted([*(PACKAGE / "site").rglob("*.py"), *(PACKAGE / "previews").glob("*.py"), *makers]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = {alias.name for alias in node.names} if isinstance(node, ast.Import) else set()
            if isinstance(node, ast.ImportFrom):
                names = {node.module}
            assert not names & forbidden, f"{path.name} imports {names & forbidden}"
