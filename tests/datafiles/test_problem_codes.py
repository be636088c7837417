"""Every code of a problem has a minimal folder that causes it, and the text that a person sees."""

import ast
from pathlib import Path

import pytest
import yaml

from tests.datafiles.folders import load, write, write_own

ROOT = Path(__file__).parents[2]
VECTORS = yaml.safe_load((ROOT / "tests" / "vectors" / "problems.yaml").read_text(encoding="utf-8"))

# Functions with a code among their arguments, and its position.
CODE_POSITIONS = {
    "error": 1, "warning": 1, "Problem": 1, "_warning": 1,
    "_bad": 0, "_refuse": 0, "_pattern": 0, "Bad": "code", "Field": "missing",
}  # fmt: skip
# Expressions that pass on a code defined elsewhere.
PASSED_ON = {"bad.code", "known.missing", "code"}


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["code"])
def test_says(vector, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    if vector["files"] is not None:
        write(Path("data"), vector["files"])
    write_own(Path("site_src"), vector.get("own", {}))
    output = "".join(f"{problem}\n" for problem in load(Path("data"), **options_of(vector)))
    assert output == vector["says"], "if intended, run scripts/accept-problems"


def options_of(vector):
    return {name: vector[name] for name in ("run", "key") if name in vector}


def test_every_vector_shows_its_code_and_a_cure():
    bad = [vector["code"] for vector in VECTORS if not shows_its_code_and_a_cure(**vector)]
    assert bad == [], "see tests/vectors/problems.yaml"


def shows_its_code_and_a_cure(code, says, **_):
    lines = says.splitlines()
    cures = lines[1::2]
    return (
        any(f"[{code.removesuffix('*')}" in line for line in lines)
        and len(lines) == 2 * len(cures)
        and all(line.startswith("    как исправить: ") for line in cures)
    )


def test_a_vector_without_its_code_or_a_cure_would_be_found():
    cure = "    как исправить: так"
    assert shows_its_code_and_a_cure("inn", f"a.yaml:1:1: error[inn]: нет\n{cure}\n")
    assert not shows_its_code_and_a_cure("inn", f"a.yaml:1:1: error[ogrn]: нет\n{cure}\n")
    assert not shows_its_code_and_a_cure("inn", "a.yaml:1:1: error[inn]: нет\n")
    assert not shows_its_code_and_a_cure("inn", "a.yaml:1:1: error[inn]: нет\nтак\n")


def test_every_code_of_the_source_has_a_vector():
    covered = {vector["code"] for vector in VECTORS}
    assert codes_of_the_source() == covered


def codes_of_the_source():
    found = set()
    for path in sorted((ROOT / "generator").rglob("*.py")):
        if "addresses" in path.parts:
            continue  # its refusals have vectors of their own; here they are one class, `address-*`
        if "spreadsheets" in path.parts or path.name.startswith(("import_", "export", "init_city")):
            continue  # cells of a table sent by somebody: shown by cell, without a code
        if path.name in (
            "bot.py",
            "company_names.py",
            "selection.py",
            "sheets.py",
            "days.py",
            "outdated.py",
            "labels.py",
            "poster_labels.py",
            "posters.py",
            "withdrawal.py",
            "revisions.py",
        ):
            continue  # arguments on the command line: wrong usage, shown without a code or a place
        constants = {}
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "missing":
                found |= codes_of(node.value, {}, path)
            if isinstance(node, ast.Assign) and isinstance(node.value, (ast.Constant, ast.JoinedStr)):
                constants.update({target.id: node.value for target in node.targets if isinstance(target, ast.Name)})
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                found |= codes_of(code_argument(node), constants, path)
    return found


def code_argument(call):
    """Return the expression of the code in a call, or None."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    where = CODE_POSITIONS.get(name)
    if isinstance(where, str):
        return next((keyword.value for keyword in call.keywords if keyword.arg == where), None)
    return call.args[where] if where is not None and len(call.args) > where else None


def codes_of(expression, constants, path):
    if isinstance(expression, ast.Name):
        expression = constants.get(expression.id, expression)
    match expression:
        case None:
            return set()
        case ast.Constant(value=str(code)):
            return {code}
        case ast.JoinedStr(values=[ast.Constant(value="unknown-"), *_]):
            return {f"unknown-{name}" for name in ("settlements", "streets", "companies", "buildings")}
        case ast.JoinedStr(values=[ast.Constant(value="address-"), *_]):
            return {"address-*"}
    written = ast.unparse(expression)
    assert written in PASSED_ON, f"{path}: a code that this test can't follow: {written}"
    return set()
