"""The command line for people and scripts: exit codes, formats, which files are changed."""

import errno
import gzip
import json
import os
import re
import signal
import socket
import subprocess
import sys
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import brotli
import pytest

from generator.commands.cli import main
from generator.commands.failures import PortError, describe

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


# The program's own home page, broken: a bug of the program.
BUG = """\
import generator.datafiles.site_src
from pathlib import Path

real = Path.read_text
spoilt = "{{ page.no_such_name }}"
Path.read_text = lambda path, **wishes: spoilt if path.name == "home.html" else real(path, **wishes)
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


def loop(folder: Path) -> None:
    folder.unlink(missing_ok=True)
    folder.symlink_to(folder.name)


@pytest.mark.parametrize(
    ("name", "make", "answer"),
    [
        (b"companies/\xff\xfe.yaml", Path.touch, "станет адресом страницы и для него не годится"),
        (b"companies/\xff\xfe.txt", Path.touch, "здесь место только файлам .yaml"),
        (b"companies/pipe.yaml", os.mkfifo, "это не файл, прочитать здесь нечего"),
        (b"companies/loop.yaml", loop, "это не файл, прочитать здесь нечего"),
        (b"history.yaml", os.mkfifo, "это не файл, прочитать здесь нечего"),
        (b"suppliers", loop, "здесь должна быть папка, а лежит файл"),
    ],
)
def test_what_stands_in_the_data_folder_and_is_no_file(project, name, make, answer):
    make(Path(os.fsdecode(os.fsencode(project / "data/") + b"/" + name)))
    for command, stream in (("check", "stdout"), ("build", "stderr")):  # the requested result is the output
        done = domchat(command, cwd=project)
        assert done.returncode == 1, done.stderr
        assert answer in getattr(done, stream)


def test_what_a_build_does_not_read_is_no_trouble_for_it(project):
    """Circular links, pipes, and names that are not UTF-8."""
    for name in ("one", "two"):
        (project / "data/docs").mkdir(exist_ok=True)
        (project / "data/docs" / name).symlink_to("..")
    os.mkfifo(project / "data/docs/pipe.yaml")
    Path(os.fsdecode(os.fsencode(project / "data") + b"/\xff.yaml")).touch()
    for _ in range(2):
        done = domchat("build", cwd=project)
        assert done.returncode == 0, done.stderr
        assert done.stderr.count("программа не знает, что это, и не читает") == 2


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


def test_usage_is_reported_in_russian(project):
    done = domchat(cwd=project)
    assert done.returncode == 2
    assert "posters" in done.stderr
    assert "параметры" in done.stderr
    assert not re.search(r"usage|options|positional|show this|required|error", done.stderr)
    done = domchat("build", "--help", cwd=project)
    assert done.returncode == 0
    assert not re.search(r"usage|options|positional|show this", done.stdout)
    assert done.stdout.count("параметры:") == 1


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (["bild"], "нет такой команды: «bild»; может быть, build?"),
        (["check", "--format", "xml"], "--format: нельзя указать: «xml»; есть text, json, github"),
        (["build", "--data"], "--data: нужно значение"),
        (["build", "--fast"], "лишнее: --fast"),
        (["serve", "--port", "http"], "--port: «http» — не целое число"),
        (["build", "--verify=1"], "--verify: пишут без значения, а здесь «1»"),
        (["build", "--today", "вчера"], "--today: «вчера» не похоже на дату, нужно 2026-11-01"),
        (["build", "--out", ""], "--out: имя пустое, нужно имя файла или папки"),
        (["init", " "], "имя пустое"),
        (["--data", "data", "build"], "сначала команда, потом её параметры"),
        (["--out=x", "build"], "сначала команда, потом её параметры"),
    ],
)
def test_what_is_wrong_with_the_words(project, arguments, answer):
    done = domchat(*arguments, cwd=project)
    assert done.returncode == 2
    assert answer in done.stderr
    assert not re.search(r"usage|invalid|argument|expected|choose", done.stderr)


def test_a_port_that_is_taken(project):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = domchat("serve", "--port", str(taken.getsockname()[1]), cwd=project, TMPDIR=str(project))
    assert done.returncode == 3
    assert "--port" in done.stderr
    assert "in use" not in done.stderr


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EEXIST, errno.ENOTDIR])
def test_refusals_of_the_machine_are_reported_in_russian(code):
    told = describe(OSError(code, os.strerror(code), "output/site"))
    assert "output/site" in told
    assert "; " in told, "no cure"
    assert not re.search("[A-Za-z]", told.replace("output/site", "").replace("--out", ""))


def test_only_a_port_is_called_a_port():
    refused = (errno.EACCES, os.strerror(errno.EACCES))
    assert "порт" in describe(PortError(*refused))
    assert "порт" not in describe(OSError(*refused))  # no file is named where there is no room for locks, for one


def test_a_refusal_without_a_sentence_keeps_the_systems_own():
    assert "Broken pipe" in describe(OSError(errno.EPIPE, "Broken pipe"))


def test_a_process_that_was_killed_is_reported_in_russian():
    assert not re.search("[A-Za-z]", describe(BrokenProcessPool("terminated abruptly")).replace("--jobs", ""))


def test_a_name_that_no_computer_has(project):
    done = domchat("serve", "--host", "nobody.invalid", "--port", "8975", cwd=project, TMPDIR=str(project))
    assert done.returncode == 3
    assert "такого адреса у этого компьютера нет; укажите другой: --host 127.0.0.1" in done.stderr


def test_a_failure_is_told_even_if_its_details_fit_nowhere(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "no folder"))
    monkeypatch.setattr("generator.commands.stats.check", lambda _: Path("/dev/full").write_text("x"))
    (tmp_path / "data").mkdir()
    assert main(["stats", "--data", str(tmp_path / "data")]) == 3
    told = capsys.readouterr().err
    assert told == "domchat: не получилось: на диске нет места; освободите место и повторите\n"


def test_a_file_that_is_no_pdf_is_no_folder_of_posters(project):
    (project / "list.txt").write_text("mine", encoding="utf-8")
    done = domchat("posters", "-o", "list.txt", cwd=project)
    assert done.returncode == 2
    assert "-o ФАЙЛ.pdf" in done.stderr
    assert (project / "list.txt").read_text(encoding="utf-8") == "mine"


def told_into(cwd: Path, arguments: list[str], **streams: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(cwd)},
        text=True,
        check=False,
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams},
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["stats", "--format", "json"], 0),
        (["check", "--format", "json"], 0),
        (["build"], 0),
        (["build", "--help"], 0),
        (["build", "--data", "nowhere"], 2),
        (["bild"], 2),
    ],
)
def test_a_reader_who_leaves_is_nobody_s_failure(project, arguments, code):
    reading, writing = os.pipe()
    os.close(reading)
    done = told_into(project, arguments, stdout=writing)
    both = told_into(project, arguments, stdout=writing, stderr=writing)
    os.close(writing)
    assert (done.returncode, both.returncode) == (code, code), done.stderr
    assert "не получилось" not in done.stderr
    assert "Broken" not in done.stderr
    assert not list(project.glob("domchat-*.log"))
    assert (project / "output/site/index.html").is_file() == (arguments == ["build"]), "the work is done to its end"


def test_a_full_disk_is_reported_even_if_it_is_the_output_s(project):
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = told_into(project, ["stats"], stdout=full.fileno())
        assert done.returncode == 3
        assert "на диске нет места" in done.stderr
        assert told_into(project, ["check", "--data", "nowhere"], stderr=full.fileno()).returncode == 3


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
    (project / "sitecustomize.py").write_text(BUG, encoding="utf-8")
    (project / "data/companies/primer.yaml").write_text(COMPANY + "    flats: 12\n", encoding="utf-8")
    done = domchat("build", cwd=project, TMPDIR=str(project), PYTHONPATH=f"{project}{os.pathsep}{ROOT}")
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
    checked = domchat("check", cwd=project)
    assert checked.returncode == 0  # whoever edits data need not have the key
    assert "warning[no-key]: нет ключа DOMCHAT_KEY" in checked.stdout
    assert "no-key" not in domchat("check", cwd=project, DOMCHAT_KEY="-").stdout
    assert "error[key-weak]" in domchat("check", cwd=project, DOMCHAT_KEY="1234567890123456").stdout
    for command in ("build", "posters"):
        done = domchat(command, cwd=project)
        assert done.returncode == 1
        assert "error[no-key]: нет ключа DOMCHAT_KEY" in done.stderr
        for said in (checked.stdout, done.stderr):
            assert "(7K3QX, companies/primer.yaml)" in said
    assert not (project / "output/site").exists()

    assert domchat("build", cwd=project, DOMCHAT_KEY="9c41f0b7d2e85a63").returncode == 0
    site = project / "output/site"
    holders = [path.relative_to(site).as_posix() for path in site.rglob("*.*") if token.encode() in path.read_bytes()]
    assert len(holders) == 1
    assert holders[0].startswith("D/7K3QX-")
    secret = holders[0].split("/")[1]
    assert not [path for path in site.rglob("*.*") if secret.encode() in path.read_bytes()]


def test_nothing_that_is_published_tells_a_link_that_its_owner_keeps_back(project):
    """Links on posters only, shown nowhere, withdrawn, private: in no file of the site, printed notices included."""
    (project / "data/site.yaml").write_text(f"{SITE}publish_posters: true\n", encoding="utf-8")
    tokens = [f"PRIMER-NE-NASTOYASCHEE-PRIGLASHENIE-{number}-----A" for number in range(1, 5)]
    poster, nowhere, withdrawn, private = (f"link: https://max.ru/join/{token}" for token in tokens)
    chats = [
        f"{{{poster}, share: poster}}",
        f"{{{nowhere}, share: nowhere, entrance: 1}}",
        f"{{{withdrawn}, withdrawn: 2026-11-01, entrance: 2}}",
        "{share: poster, entrance: 3}",
    ]
    add(project, "    entrances: 4\n    chats:\n" + "".join(f"      - {chat}\n" for chat in chats))
    (project / "data/private").mkdir()
    (project / "data/private/links.yaml").write_text(f"7K3QX: {{4: {{{private}, owner: company, entrance: 3}}}}\n")
    for key, shown in (("9c41f0b7d2e85a63", {tokens[0], tokens[3]}), ("-", set())):
        done = domchat("build", "--compress", cwd=project, DOMCHAT_KEY=key)
        assert done.returncode == 0, done.stderr
        site = project / "output/site"
        files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
        unpack = {".gz": gzip.decompress, ".br": brotli.decompress}
        texts = {name: unpack.get(Path(name).suffix, bytes)(content) for name, content in files.items()}
        told = {name: {token for token in tokens if token.encode() in text} for name, text in texts.items()}
        assert set().union(*told.values()) == shown
        secret = {name.split("/")[1] for name, found in told.items() if found}
        assert len(secret) == bool(shown)
        assert all(name.startswith("D/7K3QX-") for name, found in told.items() if found)
        assert not [name for name, text in texts.items() for path in secret if path.encode() in text]
        assert not [name for name in files if name.startswith("obyavleniya/")]


def test_another_key_is_refused_and_blanks_around_it_are_none(project):
    token = "PRIMER-NE-NASTOYASCHEE-PRIGLASHENIE-1-----A"
    add(project, f"    chat: {{link: https://max.ru/join/{token}, share: poster}}\n")
    key = "0123456789abcdef" * 4
    assert domchat("ids", cwd=project, DOMCHAT_KEY=f"{key}\n").returncode == 0
    assert domchat("build", cwd=project, DOMCHAT_KEY=f" {key} ").returncode == 0
    before = sorted(path.name for path in (project / "output/site/D").iterdir())
    for command in ("build", "posters"):
        done = domchat(command, cwd=project, DOMCHAT_KEY=key.replace("0", "1"))
        assert done.returncode == 1
        assert "error[key-other]" in done.stderr
        done = domchat(command, cwd=project)
        assert done.returncode == 1
        assert "задайте прежний" in done.stderr
        assert "token_hex" not in done.stderr
    assert sorted(path.name for path in (project / "output/site/D").iterdir()) == before
    assert domchat("build", cwd=project, DOMCHAT_KEY=key).returncode == 0
    assert sorted(path.name for path in (project / "output/site/D").iterdir()) == before


def test_version_and_help(project):
    assert re.fullmatch(r"domchat \d+\.\d+\.\d+\n+", domchat("--version", cwd=project).stdout)
    assert domchat("help", "build", cwd=project).stdout == domchat("build", "--help", cwd=project).stdout
    assert domchat("help", cwd=project).stdout == domchat("--help", cwd=project).stdout


def test_a_misspelt_option_gets_a_suggestion(project):
    done = domchat("build", "--compres-it", cwd=project)
    assert done.returncode == 2
    assert "может быть, --compress?" in domchat("build", "--comprss", cwd=project).stderr


@pytest.mark.parametrize("encoding", ["cp1251", "cp866", "koi8-r", "latin-1", "ascii"])
@pytest.mark.parametrize("words", [["check"], ["stats"], ["stats", "--format", "json"], ["--help"]])
def test_no_encoding_is_a_failure(project, encoding, words):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": encoding}
    command = [sys.executable, "-m", "generator", *words]
    assert subprocess.run(command, check=False, cwd=project, env=environment, capture_output=True).returncode == 0


def test_a_clone_without_the_private_folder_takes_no_printed_page_away_unless_it_is_wished(project):
    add(project, "    chat: {share: poster}\n")
    key = "0123456789abcdef" * 4
    private = project / "data/private/links.yaml"
    private.parent.mkdir()
    private.write_text("7K3QX: {link: https://max.ru/join/PRIMER-NE-NASTOYASCHEE-PRIGLASHENIE-1-----A}\n")
    assert domchat("ids", cwd=project, DOMCHAT_KEY=key).returncode == 0
    assert domchat("build", cwd=project, DOMCHAT_KEY=key).returncode == 0
    secret = next(path.name for path in (project / "output/site/D").glob("*-*"))
    private.unlink()
    assert "warning[key-missing]" in domchat("check", cwd=project).stdout
    assert "key-missing" not in domchat("check", cwd=project, DOMCHAT_KEY="-").stdout
    done = domchat("build", cwd=project)
    assert done.returncode == 1
    assert "error[key-missing]" in done.stderr
    assert (project / "output/site/D" / secret).exists()
    assert domchat("build", cwd=project, DOMCHAT_KEY="-").returncode == 0
    assert not (project / "output/site/D" / secret).exists()


def test_the_site_s_own_time_zone_says_what_day_it_is(project):
    add(project, "    chat: {checked: 9999-01-01}\n")
    assert "date-ahead" in domchat("check", cwd=project).stdout
    assert domchat("check", "--today", "9999-01-02", cwd=project).returncode == 0


@pytest.mark.parametrize(
    ("where", "data"), [("/", "{project}/data"), ("data", "."), ("data/companies", ".."), ("other", "../data")]
)
def test_a_citys_own_pages_stand_beside_its_data_wherever_the_command_is_called(project, where, data):
    for folder, name in (("site_src", "svoya"), ("other/site_src", "chuzhaya")):
        page = project / folder / "pages" / f"{name}.md"
        page.parent.mkdir(parents=True)
        page.write_text("---\ntitle: О нас\ndescription: О нас\n---\nТекст.\n", encoding="utf-8")
    out = project / "output"
    done = domchat("build", "--data", data.format(project=project), "--out", str(out), cwd=project / where)
    assert done.returncode == 0, done.stderr
    assert (out / "site/svoya/index.html").is_file()
    assert not (out / "site/chuzhaya").exists()


def many_without_id(project: Path) -> None:
    add(project, "".join(f"  - address: ул. Ленина, {number}\n" for number in range(2, 122)))


def test_problems_that_are_alike_are_one_with_their_count_and_first_places(project):
    many_without_id(project)
    done = domchat("check", cwd=project)
    assert done.stdout.replace("\u00a0", " ") == (
        "data/companies/primer.yaml:7:5: error[no-id]: дом: нет обязательного поля id\n"
        "    как исправить: номер даст команда domchat ids\n"
        "    и ещё 119 таких же мест: data/companies/primer.yaml:8:5, data/companies/primer.yaml:9:5, "
        "data/companies/primer.yaml:10:5…\n"
    )
    assert done.stderr.replace("\u00a0", " ") == "120 ошибок\n"
    assert domchat("check", "--all", cwd=project).stdout.count("error[no-id]") == 120
    assert len(json.loads(domchat("check", "--format", "json", cwd=project).stdout)) == 120
    assert domchat("check", "--format", "github", cwd=project).stdout.count("::error") == 120
    assert domchat("build", cwd=project).stderr.count("error[no-id]") == 1


def test_what_was_asked_for_is_on_standard_output_and_closing_lines_are_not(project):
    add(project, "    flats: много\n")
    (project / "list.csv").write_text("Адрес;Подъездов\nул. Ленина, 1;3\nул. Мира, 5;2\n", encoding="utf-8")
    stats = domchat("stats", cwd=project)
    assert "error[number]" in stats.stdout
    assert stats.stderr == "Посчитать нельзя, пока в данных есть ошибки.\n"
    done = domchat("import", "list.csv", "--company", "primer", cwd=project)
    assert "error[number]" in done.stdout
    assert done.stderr == "Сначала исправьте данные: таблицу сверяют только с верными.\n"
    (project / "data/companies/primer.yaml").write_text(COMPANY, encoding="utf-8")
    done = domchat("import", "list.csv", "--company", "primer", cwd=project)
    assert done.returncode == 0, done.stderr
    assert "+ улица Мира, 5" in done.stdout.replace("\u00a0", " ")
    assert "Строк 2: прочитано 2" in done.stdout
    assert done.stderr.replace("\u00a0", " ") == "Записано: 2 файла в data.\n"
    assert domchat("stats", cwd=project).stderr == ""


def test_a_report_stands_above_the_closing_line_where_both_go_to_one_place(project):
    add(project, "    flats: много\n")
    reading, writing = os.pipe()
    told_into(project, ["check"], stdout=writing, stderr=writing)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as both:
        lines = both.read().splitlines()
    assert "error[number]" in lines[0]
    assert lines[-1].replace("\u00a0", " ") == "1 ошибка"


# Ctrl+C while a module is loading, simulated by an import hook.
INTERRUPTED_WHILE_LOADING = """
import os, signal, sys

signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored by what a shell starts in the background

class Hook:
    def find_spec(self, name, *_):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Hook())
from generator.__main__ import start
sys.argv = ["domchat", "build"]
start()
"""
# Ctrl+C twice: the first one is lost in code that ignores all exceptions.
INTERRUPTED_AND_LOST = """
import os, signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
import generator.commands.build

def build(options):
    try:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(60)
    except KeyboardInterrupt:
        {then}

generator.commands.build.build = build
from generator.__main__ import start
sys.argv = ["domchat", "build"]
start()
"""


def interrupted(project: Path, script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script], cwd=project, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "module", ["generator.commands.cli", "argparse", "generator.text", "jinja2", "generator.commands.build"]
)
def test_ctrl_c_while_the_program_loads_is_no_traceback(project, module):
    done = interrupted(project, INTERRUPTED_WHILE_LOADING.format(module=module))
    if module == "jinja2":  # loaded by the command itself, which has something to tidy up by then
        assert (done.returncode, done.stderr) == (3, "прервано\n")
    else:
        assert (done.returncode, done.stderr) == (-signal.SIGINT, "")


@pytest.mark.parametrize("then", ["raise", "time.sleep(60)", "os.kill(os.getpid(), signal.SIGINT)"])
def test_ctrl_c_ends_a_command_whatever_becomes_of_it_inside(project, then):
    done = interrupted(project, INTERRUPTED_AND_LOST.format(then=then))
    assert (done.returncode, done.stderr) == (3, "прервано\n")
