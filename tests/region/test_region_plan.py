"""`domchat region plan`: which cities changed since a revision of git."""

import json
import subprocess
from pathlib import Path

import pytest

from generator.commands import cli
from tests.region.regions import REGION, write_region


def git(*words: str) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.ru", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *identity, *words], check=True, capture_output=True)


@pytest.fixture
def region(tmp_path: Path, monkeypatch) -> Path:
    write_region(tmp_path / "region")
    monkeypatch.chdir(tmp_path / "region")
    git("init", "..")
    git("add", ".")
    git("commit", "-m", "all")
    return Path()


def plan(capsys, *words: str) -> str:
    assert cli.main(["region", "plan", *words]) == 0
    return capsys.readouterr().out


def test_nothing_changed(region, capsys):
    assert plan(capsys, "--since", "HEAD") == ""
    assert plan(capsys, "--since", "HEAD", "--format", "matrix") == '{"city": []}\n'


@pytest.mark.parametrize(
    ("change", "cities"),
    [
        (lambda: Path("cities/tver/data/site.yaml").write_text("title: x\n"), ["tver"]),
        (lambda: Path("cities/kimry/data/companies/proba.yaml").unlink(), ["kimry"]),
        (lambda: Path("cities/kimry/data/companies/new.yaml").touch(), ["kimry"]),
        (lambda: Path("cities/tver/site_src/pages").mkdir(parents=True), []),
        (lambda: Path("region.yaml").write_text(f"{REGION}demo: true\n"), ["kimry", "tver", "vyshniy-volochyok"]),
        (lambda: Path("README.md").touch(), []),
    ],
)
def test_what_changed(region, capsys, change, cities):
    change()
    assert plan(capsys, "--since", "HEAD").split() == cities
    assert json.loads(plan(capsys, "--since", "HEAD", "--format", "matrix")) == {"city": cities}
    rows = json.loads(plan(capsys, "--since", "HEAD", "--format", "json"))
    assert [row["city"] for row in rows] == cities
    assert all(Path(row["data"]).is_dir() for row in rows)


def test_without_a_revision_all_are_named(region, capsys):
    assert plan(capsys).split() == ["kimry", "tver", "vyshniy-volochyok"]


def test_a_revision_that_is_none(region, capsys):
    assert cli.main(["region", "plan", "--since=--output=x"]) == 2
    assert "версии «--output=x» в этом хранилище нет" in capsys.readouterr().err
    assert not Path("x").exists()


def test_changes_of_a_city_read_region_yaml_of_both_revisions(region, capsys):
    words = ["changes", "HEAD", "--data", "cities/tver/data"]
    assert cli.main(words) == 0
    assert capsys.readouterr().out == "Всё, что видят жители, то же.\n"
    text = REGION.replace("chat@example.ru", "novaya@example.ru")
    Path("region.yaml").write_text(text, encoding="utf-8")
    assert cli.main(words) == 0
    told = capsys.readouterr().out
    assert "region.yaml:3:18: сайт: куда писать о нём: почта: ▶chat◀@example.ru → ▶novaya◀@example.ru" in told
    assert "site.yaml" not in told
    assert "Примерская область" not in told  # the region is the same in both
