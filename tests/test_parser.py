"""The command line: argparse in Russian, options that a command uses, and the city that is meant."""

import argparse
import ast
import os
import re
import subprocess
from pathlib import Path

import pytest

from generator.commands.cli import COMMANDS, main
from generator.commands.parser import SENTENCES, Parser

# No sentences, and one that a name which is no function causes.
OTHERS = {"%(heading)s:", "title", "description", "%r is not callable"}


def sentences_for_people() -> set[str]:
    """Return what argparse of this Python gives to gettext, but for what only a programmer can cause."""
    tree = ast.parse(Path(argparse.__file__).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            child.parent = node

    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "ngettext"}:
            words = [one.value for word in node.args[:2] for one in ast.walk(word) if isinstance(one, ast.Constant)]
            if not for_programmers(node):
                found |= {words[-1]}  # of one and several, the second
    return found - OTHERS


def for_programmers(node: ast.AST) -> bool:
    """Return True if a message is about an error in the construction of a parser."""
    function = node
    while not isinstance(function, ast.FunctionDef):
        function = function.parent
    raised = ast.unparse(function)
    return function.name in {"add_parser", "add_subparsers", "_handle_conflict_error", "_get_handler"} or (
        re.search(r"raise (ValueError|TypeError)|NotImplementedError", raised) is not None
        and "ArgumentError" not in raised
    )


def test_every_sentence_of_argparse_is_in_the_table():
    wanted = sentences_for_people()
    assert {"usage: ", "expected %s arguments", "unrecognized arguments: %s"} <= wanted
    assert wanted - set(SENTENCES) == set()


def test_every_sentence_keeps_what_it_is_filled_with():
    """An unknown placeholder would raise KeyError when the message is printed."""
    for english, russian in SENTENCES.items():
        names = re.findall(r"%\((\w+)\)|%([rs])", english)
        assert len(re.findall(r"%\((\w+)\)|%([rs])", russian)) <= len(names), english
        assert set(re.findall(r"%\((\w+)\)", russian)) <= {name for name, _ in names}, english
        assert russian.count("%s") == len(re.findall(r"%[rs]", english)), english


def everything() -> Parser:
    """Return a parser that can be wrong in every way."""
    parser = Parser(prog="domchat")
    one = parser.add_mutually_exclusive_group(required=True)
    one.add_argument("--day", nargs=1)
    one.add_argument("--night", action="store_true")
    parser.add_argument("--floors", type=int)
    parser.add_argument("--flats", nargs="+")
    parser.add_argument("--flags", nargs="?")
    parser.add_argument("--pair", nargs=2)
    parser.add_argument("--kind", choices=["uk", "tszh"])
    parser.add_argument("what")
    return parser


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ([], "не хватает: what"),
        (["x"], "нужно одно из этих: --day --night"),
        (["x", "--day", "1", "--night"], "--night: вместе с --day не указывают"),
        (["x", "--night=1"], "--night: пишут без значения, а здесь «1»"),
        (["x", "--night", "--floors"], "--floors: нужно значение"),
        (["x", "--night", "--floors", "пять"], "--floors: «пять» не подходит"),
        (["x", "--night", "--flats"], "--flats: нужно хотя бы одно значение"),
        (["x", "--night", "--pair", "1"], "--pair: сколько нужно значений: 2"),
        (["x", "--night", "--fla", "1"], "--fla можно понять по-разному: --flats, --flags"),
        (["x", "--night", "--kind", "tzsh"], "--kind: нельзя указать: «tzsh»; может быть, tszh? есть uk, tszh"),
        (["x", "--night", "y"], "лишнее: y"),
        (["x", "--night", "--flors=5"], "лишнее: --flors=5; может быть, --floors?"),
    ],
)
def test_what_is_wrong_is_told_in_russian(capsys, words, answer):
    with pytest.raises(SystemExit) as caught:
        everything().parse_args(words)
    assert caught.value.code == 2
    assert capsys.readouterr().err == f"domchat: {answer}\nподсказка: domchat --help\n"


def test_help_is_russian_and_tells_the_exit_codes(capsys):
    for command in ["", *COMMANDS]:
        with pytest.raises(SystemExit):
            main([command, "--help"] if command else ["--help"])
        told = capsys.readouterr().out
        assert not re.search(r"usage|options|positional|show|arguments|default", told), command
        assert " ".join(told.split()).count("Код выхода: 0 — сделано, 1 — ошибки в данных") == 1, command


# Arguments that a command takes and does not need would be ignored silently.
HEEDED = {
    "build": {"--data", "--out", "--base-url", "--today", "--jobs"},
    "check": {"--data", "--out", "--today", "--jobs"},
    "serve": {"--data", "--out", "--today", "--jobs"},
    "fmt": {"--data"},
    "ids": {"--data", "--today"},
    "changes": {"--data", "--today"},
    "withdraw": {"--data", "--today"},
    "check-links": {"--data", "--out", "--base-url", "--today", "--jobs"},
    "bot": {"--data", "--out", "--today"},
    "import": {"--data", "--out", "--today"},
    "export": {"--data", "--out", "--today"},
    "posters": {"--data", "--out", "--base-url", "--today", "--jobs"},
    "stats": {"--data", "--out", "--today", "--jobs"},
    "rollback": {"--data", "--out", "--today"},
    "publish": {"--out"},
    "region": set(),
    "init": set(),
    "completion": set(),
}


def test_a_command_takes_the_options_that_it_heeds(capsys):
    for command in COMMANDS:
        with pytest.raises(SystemExit):
            main([command, "--help"])
        told = capsys.readouterr().out
        assert set(re.findall(r"^  (--(?:data|out|base-url|today|jobs))\b", told, re.MULTILINE)) == HEEDED[command]


@pytest.fixture
def city(tmp_path: Path) -> Path:
    assert main(["init", str(tmp_path / "city")]) == 0
    (tmp_path / "city/docs/own/deep").mkdir(parents=True)
    return tmp_path / "city"


@pytest.mark.parametrize("inner", ["", "data", "data/companies", "docs/own/deep"])
def test_a_city_is_found_from_its_inner_folders(city, monkeypatch, capsys, inner):
    monkeypatch.chdir(city / inner)
    capsys.readouterr()
    assert main(["build", "--today", "2026-11-01"]) == 0
    above = os.path.relpath(city, city / inner)
    assert (f"Город: {above}\n" in capsys.readouterr().err) == bool(inner)
    assert (city / "output/site/index.html").is_file()
    assert not [path for path in city.rglob("output") if path != city / "output"]


@pytest.mark.parametrize("words", [["init", "new"], ["completion", "bash"]])
def test_a_command_of_no_city_looks_for_none(city, monkeypatch, capsys, words):
    monkeypatch.chdir(city / "docs")
    assert main(words) == 0
    assert "Город:" not in capsys.readouterr().err


def test_the_way_back_needs_no_data_but_a_site(city, monkeypatch, capsys):
    monkeypatch.chdir(city / "docs")
    assert main(["rollback"]) == 2
    assert "прежнего сайта в ../output нет" in capsys.readouterr().err
    monkeypatch.chdir(city.parent)
    assert main(["rollback"]) == 2
    assert "прежнего сайта в output нет" in capsys.readouterr().err
    assert [path.name for path in city.parent.iterdir()] == ["city"]


@pytest.mark.parametrize("command", sorted({*COMMANDS} - {"init", "rollback", "publish", "region", "completion"}))
@pytest.mark.parametrize("data", [[], ["--data", "nowhere"]])
def test_without_a_city_there_is_a_hint_and_nothing_is_made(tmp_path, monkeypatch, capsys, command, data):
    monkeypatch.chdir(tmp_path)
    words = {"import": ["list.csv"], "changes": ["main"], "withdraw": ["2ND4C"], "bot": ["check"]}.get(command, [])
    assert main([command, *words, *data]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert ("папки с данными nowhere нет" if data else "здесь нет папки data") in told.err
    assert "domchat init ПАПКА" in told.err
    assert list(tmp_path.iterdir()) == []


def test_folders_that_are_named_are_those_that_are_meant(city, monkeypatch, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert main(["build", "--data", "../city/data", "--today", "2026-11-01"]) == 0
    assert (tmp_path / "elsewhere/output/site/index.html").is_file()
    assert not (city / "output").exists()


COMPLETE = """
source /dev/stdin
COMP_WORDS=($0); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE="$0"; COMP_POINT=${#0}
_shtab_domchat
echo "${COMPREPLY[@]}"
"""


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("domchat check", "check check-links"),
        ("domchat build --comp", "--compress"),
        ("domchat check --format g", "github gitlab"),
        ("domchat build --data comp", "companies"),  # folders only: the list beside it is no data
        ("domchat import comp", "companies companies.csv"),
    ],
)
def test_bash_completes(tmp_path, capsys, line, answer):
    (tmp_path / "companies").mkdir()
    (tmp_path / "companies.csv").touch()
    assert main(["completion", "bash"]) == 0
    script = capsys.readouterr().out
    done = subprocess.run(
        ["bash", "-c", COMPLETE, line], input=script, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == answer.split(), done.stderr


@pytest.mark.parametrize(("shell", "line"), [("zsh", "#compdef domchat"), ("fish", "complete -c domchat")])
def test_other_shells_get_every_command_and_option(capsys, shell, line):
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert line in script
    assert all(command in script for command in COMMANDS)
    assert "base-url" in script
