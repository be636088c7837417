"""The same data give the same bytes, as far as it depends on the site's makers."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.built_sites import AT_ROOT, BELOW_PATH, KEY, REPOSITORY, Built, build_site, command, tree
from tests.cities import TODAY, write_city

BAD_DATA = 1


def _run(data: Path, out: Path, *more: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a build in its own environment."""
    known = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "SYSTEMROOT", "TEMP", "TMP")}
    return subprocess.run(
        command("build", "--data", data, "--out", out, "--today", TODAY.isoformat(), *more),
        cwd=cwd,
        env={**known, "PYTHONPATH": str(REPOSITORY), "DOMCHAT_KEY": KEY, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    ("zone", "locale", "hashes"), [("Pacific/Auckland", "C", "1"), ("America/Los_Angeles", "ru_RU.UTF-8", "2")]
)
def test_two_builds_give_the_same_bytes(city: Built, tmp_path: Path, zone: str, locale: str, hashes: str):
    done = _run(
        city.data,
        tmp_path / "out",
        cwd=tmp_path,
        TZ=zone,
        LC_ALL=locale,
        PYTHONHASHSEED=hashes,
        PYTHONIOENCODING="utf-8",
    )
    assert done.returncode == 0, done.stderr
    here, there = tree(city.files), tree(tmp_path / "out" / "site")
    assert sorted(here) == sorted(there)
    assert [name for name, content in here.items() if there[name] != content] == []


def test_a_build_after_a_change_is_a_build_from_nothing(tmp_path: Path):
    for name, seed in (("old", 5), ("new", 6)):
        write_city(tmp_path / name, buildings=40, seed=seed)
    before = tree(build_site(tmp_path / "old", tmp_path / "twice", AT_ROOT, KEY).files)
    build_site(tmp_path / "new", tmp_path / "twice", AT_ROOT, KEY)
    build_site(tmp_path / "new", tmp_path / "fresh", AT_ROOT, KEY)
    assert tree(tmp_path / "twice" / "site") == tree(tmp_path / "fresh" / "site") != before


def test_the_key_changes_nothing_but_unlisted_addresses(tmp_path: Path):
    data = tmp_path / "data"
    write_city(data, buildings=40, seed=5)
    one = build_site(data, tmp_path / "one", AT_ROOT, KEY)
    other = build_site(data, tmp_path / "other", AT_ROOT, "another key, which nobody guesses either")
    mine, theirs = tree(one.files), tree(other.files)
    assert one.unlisted
    assert set(one.unlisted).isdisjoint(other.unlisted)
    assert {name for name in mine if theirs.get(name) != mine[name]} == set(one.unlisted)
    assert {name for name in theirs if mine.get(name) != theirs[name]} == set(other.unlisted)


def test_pages_below_a_path_differ_in_the_path_alone(demo: Built, demo_below: Built):
    assert {name for name in demo.names if not name.startswith("assets/")} == {
        name for name in demo_below.names if not name.startswith("assets/")
    }
    for name in ("doma/index.html", "uk/index.html", "404.html"):
        moved = demo_below.text(name).replace("<wbr>", "").replace(BELOW_PATH, AT_ROOT).replace('"/chats/', '"/')
        assert moved.replace("org.example.io/chats", "chat.example.ru") == demo.text(name).replace("<wbr>", ""), name


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("street.html", "{{ page.heding }}"),
        ("house.html", "{{ page.plate.hose }}"),
        ("unlisted.html", "{{ misspelt }}"),
        ("parts.html", "{% macro phone(phone) %}{{ phone.number }}{% endmacro %}"),
    ],
)
def test_a_misspelt_name_in_a_template_leaves_the_old_site(tmp_path: Path, template: str, text: str):
    data, out = tmp_path / "data", tmp_path / "out"
    write_city(data, buildings=30, seed=5)
    old = build_site(data, out, AT_ROOT, KEY)
    before = tree(old.files)
    own = tmp_path / "site_src" / "templates"
    own.mkdir(parents=True)
    (own / template).write_text(text, encoding="utf-8")
    done = _run(data, out, cwd=tmp_path, TMPDIR=str(tmp_path))
    assert done.returncode == BAD_DATA, done.stderr
    assert f"site_src/templates/{template}:1:1: error[template]: " in done.stderr
    assert not list(tmp_path.glob("*.log"))
    assert tree(old.files) == before


def test_nothing_is_written_outside_of_the_output_folder(tmp_path: Path):
    write_city(tmp_path / "data", buildings=30, seed=5)
    before = tree(tmp_path)
    done = _run(tmp_path / "data", tmp_path / "out", cwd=tmp_path, TMPDIR=str(tmp_path), PYTHONDONTWRITEBYTECODE="1")
    assert done.returncode == 0, done.stderr
    assert {name: content for name, content in tree(tmp_path).items() if not name.startswith("out/")} == before
