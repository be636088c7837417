"""The command line as people and scripts meet it: exit codes, formats, what is touched and what is not."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SITE = """\
title: Чаты
city: Примерград
region: Примерская область
base_url: https://chat.example.ru/
timezone: Asia/Sakhalin
contact: {email: a@example.ru}
"""
COMPANY = """\
name: УК «Пример»
kind: uk
dispatch: "+7 4242 000000"
buildings:
  - id: 7K3QX
    address: ул. Ленина, 1
"""


def domchat(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "data/companies").mkdir(parents=True)
    (tmp_path / "data/site.yaml").write_text(SITE, encoding="utf-8")
    (tmp_path / "data/companies/primer.yaml").write_text(COMPANY, encoding="utf-8")
    return tmp_path


def add(project: Path, text: str) -> None:
    with (project / "data/companies/primer.yaml").open("a", encoding="utf-8") as file:
        file.write(text)


def test_build_says_what_it_did(project):
    done = domchat("build", cwd=project)
    assert done.returncode == 0
    assert done.stdout == ""
    assert "Готово" in done.stderr
    assert (project / "output/site/doma/ulitsa-lenina/1/index.html").is_file()


def test_bad_data_leaves_the_site_alone(project):
    assert domchat("build", cwd=project).returncode == 0
    before = sorted((path, path.stat().st_mtime_ns) for path in (project / "output/.domchat/trees").rglob("*"))
    add(project, "    flats: много\n")
    done = domchat("build", cwd=project)
    assert done.returncode == 1
    assert "data/companies/primer.yaml:7:12: error[number]" in done.stderr
    assert "Сайт не изменён" in done.stderr
    assert sorted((path, path.stat().st_mtime_ns) for path in (project / "output/.domchat/trees").rglob("*")) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        [],
        ["build", "--today", "вчера"],
        ["build", "--base-url", "ftp://x"],
        ["check", "--format", "xml"],
    ],
)
def test_wrong_usage(project, arguments):
    done = domchat(*arguments, cwd=project)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_refuses_a_foreign_output_folder(project):
    (project / "photos").mkdir()
    (project / "photos/cat.jpg").write_bytes(b"cat")
    done = domchat("build", "--out", "photos", cwd=project)
    assert done.returncode == 2
    assert "--out" in done.stderr
    assert [path.name for path in (project / "photos").iterdir()] == ["cat.jpg"]


def test_a_bug_is_one_line_and_a_log(project):
    assert domchat("build", cwd=project).returncode == 0
    before = (project / "output/site/index.html").read_bytes()
    (project / "site_src/templates").mkdir(parents=True)
    (project / "site_src/templates/home.html").write_text("{{ page.no_such_name }}", encoding="utf-8")
    done = domchat("build", cwd=project, TMPDIR=str(project))
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1
    assert "no_such_name" in done.stderr
    [log] = project.glob("domchat-*.log")
    assert "Traceback" in log.read_text(encoding="utf-8")
    assert (project / "output/site/index.html").read_bytes() == before


def test_machine_formats(project):
    add(project, "    flats: много\n")
    rows = json.loads(domchat("check", "--format", "json", cwd=project).stdout)
    assert [(row["path"], row["line"], row["column"], row["severity"], row["code"]) for row in rows] == [
        ("data/companies/primer.yaml", 7, 12, "error", "number")
    ]
    github = domchat("check", "--format", "github", cwd=project)
    assert github.returncode == 1
    assert github.stdout.startswith("::error file=data/companies/primer.yaml,line=7,col=12,title=number::")


def test_base_url_from_the_command_line(project):
    assert domchat("build", "--base-url", "https://org.example.io/chats", cwd=project).returncode == 0
    home = (project / "output/site/index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://org.example.io/chats/">' in home
    assert 'href="/chats/doma/' in home


def test_a_link_for_the_poster_only_needs_a_key(project):
    token = "PRIMER-NE-NASTOYASCHEE-PRIGLASHENIE-1-----A"
    add(project, f"    chat: {{link: https://max.ru/join/{token}, share: poster}}\n")
    assert domchat("check", cwd=project).returncode == 0
    done = domchat("build", cwd=project)
    assert done.returncode == 1
    assert "error[no-key]" in done.stderr
    assert "DOMCHAT_KEY" in done.stderr
    assert not (project / "output/site").exists()

    assert domchat("build", cwd=project, DOMCHAT_KEY="k").returncode == 0
    site = project / "output/site"
    holders = [path.relative_to(site).as_posix() for path in site.rglob("*.*") if token in path.read_text("utf-8")]
    assert len(holders) == 1
    assert holders[0].startswith("D/7K3QX-")
    secret = holders[0].split("/")[1]
    assert not [path for path in site.rglob("*.*") if secret in path.read_text("utf-8")]


def test_the_site_s_own_time_zone_says_what_day_it_is(project):
    add(project, "    chat: {checked: 9999-01-01}\n")
    assert "date-ahead" in domchat("check", cwd=project).stderr
    assert domchat("check", "--today", "9999-01-02", cwd=project).returncode == 0
