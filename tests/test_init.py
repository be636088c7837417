"""`domchat init`: a new city that passes all checks, and consistent workflows."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from generator.commands import cli
from generator.commands.cli import main
from generator.commands.init import make_city, requirement
from generator.commands.newcity.files import city_files

ROOT = Path(__file__).parent.parent
TITLED = next(file.text for file in city_files("a") if file.path == "data/site.yaml").replace(
    "title: Домовые чаты Примерграда", "title: Чаты"
)
WORKFLOWS = ("check", "changes", "publish", "check-links", "bot", "inbox", "registers")


@pytest.fixture
def city(tmp_path, monkeypatch):
    make_city(tmp_path / "gorod", "domchat==1")
    monkeypatch.chdir(tmp_path / "gorod")
    return tmp_path / "gorod"


def test_a_new_city_passes_everything(city, capsys):
    assert main(["check"]) == 0
    assert "ошибок нет" in capsys.readouterr().err
    assert main(["fmt", "--check"]) == 0
    assert main(["build"]) == 0
    assert (city / "output/site/doma/ulitsa-lenina/1/index.html").is_file()
    assert main(["ids"]) == 0
    assert main(["check"]) == 0
    assert main(["fmt", "--check"]) == 0


def test_it_says_what_comes_next(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["init", "gorod"]) == 0
    said = capsys.readouterr().err
    assert "cd gorod" in said
    assert "domchat serve" in said
    assert main(["init", "мой $HOME 'город'"]) == 0
    line = next(line for line in capsys.readouterr().err.splitlines() if " cd " in line)
    assert shlex.split(line)[1:] == ["cd", "мой $HOME 'город'"]


def test_a_folder_that_is_not_empty_is_asked_about(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for name in (".git/config", "README.md", "LICENSE", "data/измерения.csv"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text("моё", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    assert main(["init", "."]) == 2
    assert "папка . не пуста (data), а города в ней нет\nподсказка: " in capsys.readouterr().err
    assert sorted(tmp_path.rglob("*")) == before
    assert main(["init", ".", "--here"]) == 0
    assert Path("README.md").read_text(encoding="utf-8") == "моё"
    assert {"Makefile", "requirements.txt"} <= {path.name for path in tmp_path.iterdir()}


def test_a_new_repository_counts_as_empty(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path(".git").mkdir()
    for name in (".gitignore", "README.md", "LICENSE"):
        Path(name).write_text("")
    assert main(["init", "."]) == 0
    assert Path("data/site.yaml").exists()


def test_the_ids_of_the_samples_are_not_printed_ones(city, capsys):
    """Numbers are not printed while the site is a demonstration, so samples may go after the first `ids` too."""
    assert main(["ids"]) == 0
    assert "История начнётся, когда" in capsys.readouterr().err
    (city / "data/companies/primer.yaml").write_text(
        "name: УК «Наша»\nkind: uk\ndispatch: '112'\nbuildings:\n  - address: ул. Ленина, 5\n", encoding="utf-8"
    )
    assert main(["ids"]) == 0
    assert main(["check"]) == 0
    assert not (city / "data/history.yaml").exists()
    site = city / "data/site.yaml"
    site.write_text(site.read_text(encoding="utf-8").replace("demo: true\n", ""), encoding="utf-8")
    capsys.readouterr()
    assert main(["check"]) == 0
    assert "warning[no-history]" in capsys.readouterr().out
    assert main(["ids"]) == 0
    assert "doma/ulitsa-lenina/5" in (city / "data/history.yaml").read_text(encoding="utf-8")


def test_the_next_steps_fit_the_folder(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["init", "."]) == 0
    said = capsys.readouterr().err
    assert "cd ." not in said
    assert "  1. domchat serve" in said
    assert "primer.yaml" not in (tmp_path / "README.md").read_text("utf-8")  # a city of registers has none


def test_what_is_there_stays(city, capsys):
    """An upgrade adds new files, replaces the guide, and changes neither data nor edited files."""
    mine = {
        "README.md": "моё\n",
        "data/site.yaml": "title: моё\n",
        ".gitlab-ci.yml": "",
        "site_src/templates/a.html": "я",
    }
    for name, text in mine.items():
        (city / name).parent.mkdir(exist_ok=True)
        (city / name).write_text(text, encoding="utf-8")
    (city / "data/companies/primer.yaml").unlink()
    (city / "CODEOWNERS").unlink()
    (city / "docs/data.ru.md").write_text("старое", encoding="utf-8")
    assert main(["init", "."]) == 0
    assert {name: (city / name).read_text(encoding="utf-8") for name in mine} == mine
    assert not (city / "data/companies/primer.yaml").exists()
    assert (city / "CODEOWNERS").exists()
    assert "# Как писать данные" in (city / "docs/data.ru.md").read_text(encoding="utf-8")
    said = capsys.readouterr().err
    assert "README.md" in said
    assert "Папка data уже есть" in said
    assert "cd ." not in said


def test_links_between_its_documents_lead_somewhere(city):
    pages = list(city.rglob("*.md"))
    links = [(page, link) for page in pages for link in re.findall(r"\]\(([^)#:]+)[^):]*\)", page.read_text("utf-8"))]
    assert len(links) > 10
    assert [f"{page.name}: {link}" for page, link in links if not (page.parent / link).exists()] == []


def test_a_file_is_no_folder(tmp_path, capsys):
    (tmp_path / "a").write_text("")
    assert main(["init", str(tmp_path / "a")]) == 2
    assert "не папка" in capsys.readouterr().err


class Installed:
    name, version = "domchat", "1.2.3"

    def __init__(self, origin):
        self.origin = origin

    def read_text(self, _name):
        return json.dumps(self.origin) if self.origin else None


@pytest.mark.parametrize(
    "origin",
    [
        {"url": "file:///home/a/domchat", "dir_info": {}},
        {"url": "file:///home/a/domchat", "vcs_info": {"vcs": "git", "commit_id": "abc"}},
        {"url": "file:///home/a/domchat-1.2.3-py3-none-any.whl", "archive_info": {}},
    ],
)
def test_a_program_from_this_machine_is_asked_of_no_registry(origin):
    """Somebody else might own the name there."""
    comment, line = requirement(Installed(origin)).splitlines()
    assert comment.startswith("# Впишите")
    # Not a comment alone, which pip would install with exit code 0: a host of this domain can't exist (RFC 6761).
    assert line == "domchat @ git+https://vpishite-adres.invalid/domchat.git@v1.2.3"


@pytest.mark.parametrize(
    ("origin", "line"),
    [
        (None, "domchat==1.2.3"),
        (
            {"url": "https://git.example/domchat", "vcs_info": {"vcs": "git", "commit_id": "abc"}},
            "domchat @ git+https://git.example/domchat@abc",
        ),
        (
            {"url": "https://example.ru/domchat-1.2.3.whl", "archive_info": {}},
            "domchat @ https://example.ru/domchat-1.2.3.whl",
        ),
        (
            {"url": "https://example.ru/domchat-1.2.3.whl", "archive_info": {"hashes": {"sha256": "abc"}}},
            "domchat @ https://example.ru/domchat-1.2.3.whl --hash=sha256:abc",
        ),
    ],
)
def test_where_the_program_came_from(origin, line):
    assert requirement(Installed(origin)) == line


def dry_make(city, *words):
    """Return what `make` would run; the make that runs the tests has no say in it."""
    alone = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        ["make", "-n", *words], cwd=city, env=alone, capture_output=True, text=True, check=True
    ).stdout.splitlines()


def test_whatever_its_guides_say_of_make_its_makefile_does(city):
    commands = [line for page in city.rglob("*.md") for line in re.findall(r"\bmake ([a-z]+)", page.read_text("utf-8"))]
    assert {"build", "posters", "serve"} <= set(commands) - {"them"}
    (city / ".venv").mkdir()
    (city / ".venv/.installed").touch()
    for command in sorted(set(commands) - {"them"}):  # "don't make them by hand"
        assert dry_make(city, command) == [f".venv/bin/domchat {command}"]


def test_its_makefile_installs_what_the_requirements_say(city):
    assert dry_make(city) == [
        "python3 -m venv .venv",
        ".venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r libraries.txt",
        ".venv/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -r requirements.txt",
        "touch .venv/.installed",
        ".venv/bin/domchat build",
    ]


# --- the workflows


def texts():
    return {file.path: file.text for file in city_files("domchat==1")}


def test_every_yaml_of_the_city_is_yaml():
    found = [path for path in texts() if path.endswith((".yml", ".yaml"))]
    assert len(found) == 8 + len(WORKFLOWS)
    for path in found:
        assert yaml.safe_load(texts()[path]), path


def workflow(name):
    return yaml.load(texts()[f".github/workflows/{name}.yml"], Loader=yaml.BaseLoader)


def steps(name):
    return [step for job in workflow(name)["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow(name):
    """Pinned actions, minimal permissions, no untrusted text inside commands."""
    assert set(workflow(name)) >= {"name", "on", "permissions", "jobs"}
    assert workflow(name)["permissions"]["contents"] == "read"
    for step in steps(name):
        assert ("uses" in step) != ("run" in step)
        if "uses" in step:
            assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step["uses"]), "a commit: a tag may be moved"
        else:
            assert "${{" not in step["run"]
    checkouts = [step for step in steps(name) if "checkout" in step.get("uses", "")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)


def test_each_commit_has_its_version_beside_it():
    lines = [line for name in WORKFLOWS for line in texts()[f".github/workflows/{name}.yml"].splitlines()]
    pinned = dict(
        re.fullmatch(r"\s+(?:- )?uses: (\S+) # (v\d+\.\d+\.\d+)", line).groups() for line in lines if "uses:" in line
    )
    assert len(pinned) == len({one.partition("@")[0] for one in pinned}) == 7


@pytest.mark.parametrize("name", WORKFLOWS)
def test_who_installs_or_builds_may_write_nothing(name):
    """Rights to comment, open issues, publish or sign belong to jobs that run nothing of anybody else's."""
    assert workflow(name)["permissions"] == {"contents": "read"}
    writers = 0
    for job in workflow(name)["jobs"].values():
        ran = "\n".join(step.get("run", "") for step in job["steps"])
        writes = "write" in job.get("permissions", {}).values()
        writers += writes
        foreign = "pip" in ran or "domchat " in ran or any("checkout" in step.get("uses", "") for step in job["steps"])
        assert not (writes and foreign)
        secrets = "secrets." in json.dumps(job)
        assert not secrets or job["environment"] == "domchat", "secrets of an environment, not of every branch"
        assert not (secrets and writes)
    assert writers == (name != "check")  # what a change brings along may write nothing


def test_the_token_of_gitlab_belongs_to_jobs_that_install_nothing():
    jobs = yaml.safe_load(texts()[".gitlab-ci.yml"])
    for name, job in jobs.items():
        if "DOMCHAT_TOKEN" in json.dumps(job):
            assert (job["before_script"], job["variables"]["GIT_STRATEGY"]) == ([], "none"), name
            assert "domchat " not in json.dumps(job["script"]), name


def test_every_file_has_an_owner():
    rules = [line.split() for line in texts()["CODEOWNERS"].splitlines() if line and not line.startswith("#")]
    assert rules[0][0] == "*"
    assert {"/.github/", "/requirements.txt", "/site_src/", "/CODEOWNERS"} <= {rule[0] for rule in rules}
    assert all(owner.startswith("@") for rule in rules for owner in rule[1:])
    assert all(len(rule) > 1 for rule in rules)


def test_whatever_is_installed_has_its_hash_and_nothing_else_is():
    """The program itself is pinned by its line; its libraries by those that it was tested with."""
    installs = [line for script in [*scripts(), texts()["Makefile"]] for line in script.splitlines() if "pip" in line]
    installs += yaml.safe_load(texts()[".gitlab-ci.yml"])["default"]["before_script"]
    assert len(installs) == 2 * (len(WORKFLOWS) + 2)  # and the Makefile, and GitLab
    for line in installs:
        assert "--require-hashes -r libraries.txt" in line or "--no-deps --no-build-isolation -r requirements" in line
    libraries = texts()["libraries.txt"]
    assert libraries.count("==") < libraries.count("--hash=sha256:")
    assert "hatchling==" in libraries  # builds the program from git, without a network
    assert "://" not in libraries


@pytest.fixture
def proposed(tmp_path, monkeypatch):
    """Return a function that runs the workflow of changes over a change of some files, and returns its folder."""

    def run(files):
        base = tmp_path / "proposal"
        make_city(base, "domchat==1")
        git(base, "init", "-qb", "main")
        git(base, "add", "-A")
        git(base, "commit", "-qm", "1")
        git(base, "checkout", "-qb", "change")
        for name, text in files.items():
            path = base / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                path.unlink()
            elif text.startswith("->"):
                path.unlink()
                path.symlink_to(text.removeprefix("->"))
            else:
                path.write_text(text, encoding="utf-8")
        git(base, "add", "-A")
        git(base, "commit", "-qm", "2")
        head = git(base, "rev-parse", "HEAD")
        git(base, "checkout", "-q", "main")
        git(base, "commit", "-qm", "3", "--allow-empty")
        git(base, "merge", "-q", "--no-ff", "-m", "4", "change")
        make_city(tmp_path, "domchat==1")  # the trusted checkout around it
        (tmp_path / "domchat").write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m generator "$@"\n')
        (tmp_path / "domchat").chmod(0o755)
        script = next(step for step in steps("changes") if "HEAD^2" in step.get("run", ""))["run"]
        environment = {**ALONE, "PATH": f"{tmp_path}:{os.environ['PATH']}", "PROPOSED": head}
        environment["GITHUB_STEP_SUMMARY"] = str(tmp_path / "summary")
        done = subprocess.run(["bash", "-e", "-c", script], cwd=tmp_path, env=environment, check=False)
        if done.returncode:
            (tmp_path / "changes.md").unlink(missing_ok=True)  # nothing is handed over
        return commented(tmp_path)

    return run


ALONE = {name: value for name, value in os.environ.items() if not name.startswith("GIT")}


def git(folder, *words):
    who = ["-c", "user.name=a", "-c", "user.email=a@example.ru"]
    done = subprocess.run(["git", *who, *words], cwd=folder, env=ALONE, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def commented(folder):
    """Run the job that comments; return its comment."""
    (folder / "gh").write_text('#!/bin/sh\n[ "$2" = comment ] && cp "$5" said\n')
    (folder / "gh").chmod(0o755)
    environment = {"PATH": f"{folder}:{os.environ['PATH']}", "PULL_REQUEST": "a", "PROPOSED": "0123456789abcdef"}
    subprocess.run(["bash", "-e", "-c", steps("changes")[-1]["run"]], cwd=folder, env=environment, check=True)
    return (folder / "said").read_text(encoding="utf-8")


SITE = "data/site.yaml"


def test_a_change_says_nothing_of_itself(proposed):
    """Its program, its requirements and its workflow are data; so is what would be found in a folder above."""
    said = proposed({"requirements.txt": "evil\n", "generator/__main__.py": "print('всё хорошо')", SITE: TITLED})
    assert "### ⚠️ Меняются не только данные" in said
    assert said.endswith("\n\nЭто о версии 0123456789.\n")
    assert "    requirements.txt\n" in said
    assert "    generator/__main__.py\n" in said
    assert "Всего таких файлов: 2\n" in said
    assert "сайт: название: «Домовые чаты Примерграда» → «Чаты»" in said
    assert "хорошо" not in said


def test_a_change_of_data_is_told_without_a_warning_of_other_files(proposed):
    said = proposed({SITE: TITLED})
    assert said.startswith("**Что меняется в данных.**")
    assert "не только данные" not in said


def test_a_flood_of_other_files_is_counted(proposed):
    said = proposed({f"много/{number}.txt": "" for number in range(60)} | {"requirements.txt": "evil\n"})
    assert "Всего таких файлов: 61\n" in said
    assert "    много/" in said


@pytest.mark.parametrize("files", [{SITE: None}, {SITE: None, "data/companies/primer.yaml": "->/etc/passwd"}])
def test_a_change_that_takes_the_data_away_is_not_told_as_the_same(proposed, files):
    """The trusted checkout in the folder above is a city too; nor is a file of the machine shown."""
    said = proposed(files)
    assert "то же" not in said
    assert "root:" not in said
    assert "сайт: название: «Домовые чаты Примерграда» → нет" in said


def test_if_there_is_nothing_to_tell_that_is_told(tmp_path):
    assert "сказать не получилось: смотрите правку сами" in commented(tmp_path)


def test_what_a_change_brings_along_is_only_read():
    """Its folder is named after everything was installed, and no step but the comparison enters it."""
    job = workflow("changes")["jobs"]["changes"]["steps"]
    [proposal] = [at for at, step in enumerate(job) if "pull_request.number" in json.dumps(step)]
    assert all("pip" not in step.get("run", "") for step in job[proposal:])
    entered = [step["run"] for step in job[proposal:] if "run" in step]
    assert [re.findall(r"^domchat (\w+)", text, re.MULTILINE) for text in entered] == [["changes"]]
    assert "pull_request_target" not in texts()[".github/workflows/check.yml"]


def test_when_they_run():
    assert "pull_request" in workflow("check")["on"]
    assert list(workflow("changes")["on"]) == ["pull_request_target"]
    assert workflow("changes")["concurrency"]["cancel-in-progress"] == "true"  # the last version has the last word
    assert workflow("publish")["on"]["push"]["branches"] == ["main"]
    assert workflow("check-links")["on"]["schedule"][0]["cron"].endswith(" 1")  # once a week
    assert "check-links" not in texts()[".github/workflows/publish.yml"]
    assert workflow("bot")["on"]["schedule"][0]["cron"].endswith(" 2")


def scripts():
    """Return every shell script of the workflows, GitLab's included."""
    found = [step["run"] for name in WORKFLOWS for step in steps(name) if "run" in step]
    for job in yaml.safe_load(texts()[".gitlab-ci.yml"]).values():
        for line in job.get("script", ()) if isinstance(job, dict) else ():
            found += line if isinstance(line, list) else [line]
    return found


def test_scripts_are_sound_shell():
    assert len(scripts()) > 15
    for script in scripts():
        done = subprocess.run(["bash", "-n"], input=script, text=True, capture_output=True, check=False)
        assert done.returncode == 0, (script, done.stderr)


def commands():
    """Return every `domchat …` that a script, a hook or the guide calls."""
    text = "\n".join([*scripts(), texts()["README.md"].replace("`", "\n")])
    hooks = yaml.safe_load(texts()[".pre-commit-config.yaml"])["repos"][0]["hooks"]
    found = re.findall(r"(?m)(?:^|[ /=])domchat ((?:[a-z-]+)(?: [^\n|>#;]*)?)", text)
    return sorted({one.strip() for one in found} | {hook["entry"].removeprefix("domchat ") for hook in hooks})


# Only the name of the command is checked.
ELSEWHERE = {"import"}


@pytest.mark.parametrize("command", commands())
def test_every_command_exists(command):
    if command.split()[0] not in ELSEWHERE:
        assert cli._parser(()).parse_args(shlex.split(command)).run  # noqa: SLF001


GH = """\
#!/bin/sh
echo "$@" >> asked
[ "$2" = list ] && printf %s "$OPEN"
exit 0
"""


@pytest.mark.parametrize(
    ("dead", "open_issue", "asked"),
    [("", "", []), ("плохо", "", ["issue list", "issue create"]), ("плохо", "7", ["issue list", "issue comment 7"])],
)
def test_the_weekly_check_opens_one_issue(tmp_path, dead, open_issue, asked):
    (tmp_path / "output/links").mkdir(parents=True)
    (tmp_path / "output/links/dead.md").write_text(dead, encoding="utf-8")
    (tmp_path / "gh").write_text(GH)
    (tmp_path / "gh").chmod(0o755)
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "GITHUB_REPOSITORY": "a/b", "OPEN": open_issue}
    script = steps("check-links")[-1]["run"]
    subprocess.run(["bash", "-e", "-c", script], cwd=tmp_path, env=environment, check=True)
    written = (tmp_path / "asked").read_text(encoding="utf-8").splitlines() if asked else []
    assert len(written) == len(asked)
    assert all(line.startswith(start) for line, start in zip(written, asked, strict=True))


DOMCHAT = """\
#!/bin/sh
echo "$@" >> called
env | grep ^DOMCHAT_BOT_TOKEN_ >> called
exit 0
"""


def test_each_company_has_the_token_of_its_bot(tmp_path):
    (tmp_path / "domchat").write_text(DOMCHAT)
    (tmp_path / "domchat").chmod(0o755)
    script = next(step["run"] for step in steps("bot") if "TOKENS" in step.get("env", {}))
    for tokens in ("", "primer-1 aaa$(id)aaa\n\nb bbb\nbroken\n"):
        environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "TOKENS": tokens}
        done = subprocess.run(
            ["bash", "-e", "-c", script], cwd=tmp_path, env=environment, check=True, capture_output=True
        )
        assert (tmp_path / "called").exists() == bool(tokens)
    assert done.stdout.decode().splitlines() == ["::add-mask::aaa$(id)aaa", "::add-mask::bbb"]
    called = (tmp_path / "called").read_text().splitlines()
    assert called[0] == "bot check"
    assert sorted(called[1:]) == ["DOMCHAT_BOT_TOKEN_B=bbb", "DOMCHAT_BOT_TOKEN_PRIMER_1=aaa$(id)aaa"]


CLONING = """\
#!/bin/sh
echo "$1 $2" >> asked
[ "$1 $2" = "repo clone" ] && git clone --quiet origin.git city
[ "$1 $2" = "pr list" ] && printf %s "$OPEN"
exit 0
"""


@pytest.mark.parametrize("is_open", ["", "7"])
def test_what_the_bots_confirmed_becomes_one_request(tmp_path, is_open):
    """The patch changes companies' files only, whatever it has; a request that is open gets the new state."""

    def git(*words, folder="work"):
        who = ["-c", "user.name=a", "-c", "user.email=a@example.ru"]
        done = subprocess.run(["git", *who, *words], cwd=tmp_path / folder, check=True, capture_output=True, text=True)
        return done.stdout

    for path in ("data/companies/a.yaml", "Makefile"):
        (tmp_path / "work" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "work" / path).write_text("было\n", encoding="utf-8")
    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-qm", "a")
    git("clone", "-q", "--bare", "work", "origin.git", folder=".")
    for path in ("data/companies/a.yaml", "Makefile"):
        (tmp_path / "work" / path).write_text("стало\n", encoding="utf-8")
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot/data.patch").write_text(git("diff", "--binary"), encoding="utf-8")
    (tmp_path / "bot/changes.md").write_text("**Что меняется**\n", encoding="utf-8")
    (tmp_path / "gh").write_text(CLONING)
    (tmp_path / "gh").chmod(0o755)
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "GITHUB_REPOSITORY": "a/b", "OPEN": is_open}
    for _ in range(2):  # the next week the branch is there
        subprocess.run(["bash", "-e", "-c", steps("bot")[-1]["run"]], cwd=tmp_path, env=environment, check=True)
        shutil.rmtree(tmp_path / "city")
    assert git("show", "domchat-bot:data/companies/a.yaml", folder="origin.git") == "стало\n"
    assert git("show", "domchat-bot:Makefile", folder="origin.git") == "было\n"
    asked = (tmp_path / "asked").read_text().splitlines()
    assert asked[-1] == ("pr edit" if is_open else "pr create")


@pytest.mark.parametrize(
    ("pages", "private", "refused"),
    [
        (["7K3QX"], "false", False),
        (["7K3QX", "7K3QX-ABCDEFGHJK"], "true", False),
        (["7K3QX", "7K3QX-ABCDEFGHJK"], "false", True),
        (["7K3QX", "7K3QX-ABCDEFGHJK"], "", True),  # whatever is not known to be private
    ],
)
def test_no_artifact_of_a_public_repository_lists_secret_pages(tmp_path, pages, private, refused):
    job = workflow("publish")["jobs"]["build"]["steps"]
    [at] = [at for at, step in enumerate(job) if "output/site/D" in step.get("run", "")]
    build, upload = (
        [at for at, step in enumerate(job) if word in json.dumps(step)] for word in ("domchat build", "upload-pages")
    )
    assert build < [at] < upload
    for page in pages:
        (tmp_path / "trees/a/D" / page).mkdir(parents=True)
    (tmp_path / "output").mkdir()
    (tmp_path / "output/site").symlink_to(tmp_path / "trees/a")
    (tmp_path / "gh").write_text(f"#!/bin/sh\necho {private}\n")
    (tmp_path / "gh").chmod(0o755)
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "GITHUB_REPOSITORY": "a/b"}
    done = subprocess.run(["bash", "-e", "-c", job[at]["run"]], cwd=tmp_path, env=environment, check=False)
    assert done.returncode == refused


def test_private_links_come_from_a_secret(tmp_path):
    """Without the secret nothing is written."""
    script = next(step["run"] for step in steps("publish") if "LINKS" in step.get("env", {}))
    text = "7K3QX: {link: https://max.ru/a}\n9M4RZ: {link: 'https://max.ru/%s\\n$(id)'}"
    for links in ("", text):
        environment = {"PATH": os.environ["PATH"], "LINKS": links}
        subprocess.run(["bash", "-e", "-c", script], cwd=tmp_path, env=environment, check=True)
        assert (tmp_path / "data").exists() == bool(links)
    assert (tmp_path / "data/private/links.yaml").read_text(encoding="utf-8") == text + "\n"


def test_the_issue_form():
    form = yaml.safe_load(texts()[".github/ISSUE_TEMPLATE/soobschenie.yml"])
    assert set(form) == {"name", "description", "title", "body"}
    ids = [field["id"] for field in form["body"] if field["type"] != "markdown"]
    assert len(ids) == len(set(ids))
    assert {field["type"] for field in form["body"]} <= {"markdown", "dropdown", "input", "textarea", "checkboxes"}
    assert "112" in form["body"][0]["attributes"]["value"]
    assert all("label" in field["attributes"] for field in form["body"][1:])


def test_what_must_stay_private_is_ignored(city):
    subprocess.run(["git", "init", "-q"], cwd=city, check=True)
    (city / "data/private").mkdir()
    (city / "data/private/links.yaml").write_text("7K3QX: {link: a}\n", encoding="utf-8")
    (city / "output").mkdir()
    (city / "output/a").write_text("")
    listed = subprocess.run(
        ["git", "ls-files", "--others", "--exclude-standard"], cwd=city, check=True, capture_output=True, text=True
    ).stdout
    assert "data/site.yaml" in listed
    assert "private" not in listed
    assert "output" not in listed


def test_files_named_in_the_readme_exist():
    readme = texts()["README.md"]
    for name in re.findall(r"\| `([^`]+)` \|", readme) + re.findall(r"\]\(([^)]+)\)", readme):
        assert any(path == name or path.startswith(name) for path in texts()), name


def test_check_for_gitlab(city, capsys):
    site = Path("data/site.yaml")
    site.write_text(site.read_text(encoding="utf-8").replace("demo: true", "demo: да"), encoding="utf-8")
    assert main(["check", "--format", "gitlab"]) == 1
    row = next(row for row in json.loads(capsys.readouterr().out) if row["check_name"] == "bool")
    assert row["location"] == {"path": "data/site.yaml", "lines": {"begin": 12}}
    assert row["severity"] == "major"
    assert re.fullmatch("[0-9a-f]{64}", row["fingerprint"])
