"""The inbox of a new city: tables on a branch become proposed data, whatever their names and contents."""

import base64
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from generator.commands.cli import main
from generator.commands.newcity.files import city_files
from generator.spreadsheets.questions import answers_in
from generator.spreadsheets.tables import read_tables
from tests.datafiles.folders import invite
from tests.spreadsheets.test_registers import STADIUM, companies, house, houses

WORKFLOW = ".github/workflows/inbox.yml"
TABLE = f"Адрес;Ссылка на чат\nул. Ленина, 1;{invite(3)}\nул. Ленина, 99;{invite(4)}\nгде-то;\n"
HOSTILE = "x`$(touch hacked)`\n<img src=a>@admin.csv"


def git(city, *words):
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.ru"]
    return subprocess.run(["git", *identity, *words], cwd=city, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def city(tmp_path, monkeypatch):
    """A new city in a repository, with `domchat` in the PATH."""
    assert main(["init", str(tmp_path / "city")]) == 0
    city = tmp_path / "city"
    monkeypatch.chdir(city)
    assert main(["ids"]) == 0
    git(city, "init", "-q", "-b", "main")
    git(city, "add", "-A")
    git(city, "commit", "-qm", "1")
    programs = tmp_path / "programs"
    programs.mkdir()
    root = Path(__file__).parent.parent
    (programs / "domchat").write_text(f'#!/bin/sh\nPYTHONPATH={root} exec {sys.executable} -m generator "$@"\n')
    (programs / "domchat").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    return city


def take(city, files):
    """Put files into the inbox on a branch, and run what the workflow runs on main."""
    git(city, "checkout", "-q", "-b", "list")
    for name, text in files.items():
        (city / name).parent.mkdir(parents=True, exist_ok=True)
        (city / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    git(city, "add", "-A")
    git(city, "commit", "-qm", "list")
    git(city, "checkout", "-q", "main")
    subprocess.run(["bash", "inbox/take.sh", "list"], cwd=city, check=True, capture_output=True)
    text = city / "proposed/text.md"
    return text.read_text("utf-8") if text.exists() else ""


def test_a_table_becomes_proposed_data_with_its_report(city):
    said = take(city, {"inbox/primer/список домов.csv": TABLE})
    assert "**Что меняется в данных.**" in said
    assert "новый дом: улица Ленина, 99" in said.replace("\u00a0", " ")
    assert "    inbox/primer/список\\ домов.csv" in said
    assert "Строк 3: прочитано 2, с вопросами 0, не принято 1." in said.replace("\u00a0", " ")
    found = sorted(path.relative_to(city).as_posix() for path in (city / "proposed").rglob("*.yaml"))
    assert found == ["proposed/update/data/companies/primer.yaml"]
    assert not (city / "inbox/primer").exists()
    assert "Все вопросы — в таблице questions/1.xlsx" in said
    assert "voprosy" not in said
    assert answers_in(list(read_tables((city / "proposed/questions/1.xlsx").open("rb"))))
    assert not (city / "output").exists()


def test_archives_of_registers_are_joined(city):
    """A register of houses says only the numbers of their companies, which the other register knows."""
    said = take(city, {"inbox/Дома.ZIP": houses(house(71)), "inbox/компании.zip": companies(STADIUM)})
    assert "новый дом: проспект Мира, 71" in said.replace("\u00a0", " ")
    assert "    inbox/Дома.ZIP\n    inbox/компании.zip\n" in said
    assert (city / "proposed/create/data/companies/uk-stadionnyy.yaml").exists()


def test_names_of_files_are_only_shown(city):
    said = take(city, {f"inbox/primer/{HOSTILE}": TABLE, "inbox/--help/a.csv": TABLE, "inbox/a.csv": "\0\1"})
    assert not list(city.rglob("hacked"))
    assert "\n<img" not in said
    assert all(line.startswith("    ") for line in said.split("\n") if "<img" in line or "touch" in line)
    assert "улица Ленина, 99" in said.replace("\u00a0", " ")


def test_other_files_of_a_branch_count_for_nothing(city):
    files = {"inbox/README.md": "я", "inbox/take.sh": "touch hacked", "data/companies/primer.yaml": "name: Б\n"}
    assert take(city, files) == ""
    assert not (city / "hacked").exists()


GH = """\
#!/bin/sh
echo "$@" >> asked
[ "$2" = graphql ] && cp "$4" sent.json
exit 0
"""


@pytest.mark.parametrize("table", [TABLE, "Адрес\nгде-то\n"])
def test_what_is_proposed_is_data_only(city, tmp_path, table):
    """Files with other names, which a library could have written, are left out."""
    take(city, {"inbox/primer/a.csv": table})
    for name in (".github/workflows/check.yml", "data/companies/../../Makefile.yaml", "data/private/links.yaml"):
        path = city / "proposed/create" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    job = tmp_path / "job"
    job.mkdir()
    shutil.copytree(city / "proposed", job / "proposed")
    (job / "gh").write_text(GH)
    (job / "gh").chmod(0o755)
    texts = {file.path: file.text for file in city_files("domchat==1")}
    script = yaml.safe_load(texts[WORKFLOW])["jobs"]["propose"]["steps"][-1]["run"]
    environment = {"PATH": f"{job}:{os.environ['PATH']}", "GITHUB_REPOSITORY": "a/b", "BASE": "c0", "RUN": "7"}
    subprocess.run(["bash", "-e", "-c", script], cwd=job, env=environment, check=True)
    asked = [line.split(" --")[0] for line in (job / "asked").read_text("utf-8").splitlines()]
    if table != TABLE:
        assert asked == ["issue create"]
        return
    assert asked == ["api repos/a/b/git/refs -f ref=refs/heads/inbox-7 -f sha=c0", "api graphql", "pr create"]
    sent = json.loads((job / "sent.json").read_text("utf-8"))["variables"]["input"]
    added = {one["path"]: base64.b64decode(one["contents"]).decode() for one in sent["fileChanges"]["additions"]}
    assert sorted(added) == ["data/companies/primer.yaml"]
    assert "улица Ленина, 99" in added["data/companies/primer.yaml"]


def test_gitlab_proposes_the_same(city):
    take(city, {"inbox/primer/a.csv": TABLE})
    bad = city / "proposed/create/.gitlab/x.yaml"
    bad.parent.mkdir(parents=True)
    bad.write_text("x", encoding="utf-8")
    (city / "proposed/branch").write_text("inbox-0123456789ab\n", encoding="utf-8")
    texts = {file.path: file.text for file in city_files("domchat==1")}
    script = yaml.safe_load(texts[".gitlab-ci.yml"])["propose"]["script"][0]
    curl = '#!/bin/sh\nfor one in "$@"; do case $one in @*) cp "${one#@}" "sent-${one#@}";; esac; last=$one; done\n'
    (city / "curl").write_text(f'{curl}echo "$last" >> asked\n')
    (city / "curl").chmod(0o755)
    environment = {"PATH": f"{city}:{os.environ['PATH']}", "DOMCHAT_TOKEN": "t", "CI_API_V4_URL": "https://g.example",
                   "CI_PROJECT_ID": "1", "CI_DEFAULT_BRANCH": "main"}  # fmt: skip
    subprocess.run(["bash", "-e", "-c", script], cwd=city, env=environment, check=True)
    asked = (city / "asked").read_text("utf-8").split()
    assert asked == [f"https://g.example/projects/1/{one}" for one in ("repository/commits", "merge_requests")]
    commit = json.loads((city / "sent-0.json").read_text("utf-8"))
    told = [(one["action"], one["file_path"]) for one in commit["actions"]]
    assert told == [("update", "data/companies/primer.yaml")]
    assert (commit["start_branch"], commit["branch"]) == ("main", "inbox-0123456789ab")


def test_gitlab_takes_a_branch_once(city):
    """The branch that was proposed is the mark that it was."""
    take(city, {"inbox/primer/a.csv": TABLE})
    git(city, "checkout", "-q", "--force", "main")
    shutil.rmtree(city / "proposed")
    clone = city.parent / "clone"
    git(city, "clone", "-q", str(city), str(clone))
    texts = {file.path: file.text for file in city_files("domchat==1")}
    script = yaml.safe_load(texts[".gitlab-ci.yml"])["inbox"]["script"][0]
    branch = f"inbox-{git(city, 'rev-parse', 'list')[:12]}"
    subprocess.run(["bash", "-e", "-c", script], cwd=clone, check=True, capture_output=True)
    assert (clone / "proposed/branch").read_text("utf-8").strip() == branch
    git(clone, "checkout", "-q", "--force", "main")
    git(city, "branch", branch)
    subprocess.run(["bash", "-e", "-c", script], cwd=clone, check=True, capture_output=True)
    assert not (clone / "proposed/branch").exists()
