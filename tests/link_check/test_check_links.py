"""`domchat check-links` against an imitation of MAX: verdicts, rate limits, stored verdicts, reports."""

import ast
import csv
import io
import json
import os
import re
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import pytest

from generator.build.pipeline import check
from generator.commands import check_links
from generator.commands.cli import main
from generator.link_check.asking import Asker
from generator.link_check.controls import made_up
from generator.link_check.fetching import Fetcher
from generator.link_check.memory import Memory
from generator.link_check.pages import Answer
from generator.link_check.run import Run
from generator.link_check.targets import targets_of
from generator.text.links import MaxLink, parse_link
from tests.datafiles.folders import invite, options, token, write
from tests.link_check.server import CAPTCHA, NOT_FOUND, SHELL, UNKNOWN, Max, live, serve

TODAY = date(2026, 11, 22)
PACKAGE = Path(__file__).parents[2] / "generator"


def company(count, start=1):
    houses = "".join(
        f"  - id: 7K3{n:02}\n    address: ул. Ленина, {n}\n    chat: {invite(n)}\n" for n in range(start, start + count)
    )
    return f"name: УК «А»\nkind: uk\ndispatch: '112'\nbuildings:\n{houses}"


def city(folder, files=None):
    write(folder, files or {"companies/a.yaml": company(3)})
    loaded = check(options(data=folder))
    assert loaded.city is not None, list(loaded.report)
    return loaded.city


COMPANY_B = """\
name: '=УК [Б]'
kind: uk
dispatch: '112'
channels: [{link: https://max.ru/primer_b, title: '=1+1'}]
"""


class Time:
    """A clock that only advances by sleeping."""

    def __init__(self):
        self.now, self.slept = 0.0, []

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds

    def clock(self):
        return self.now


def run(imitated, folder, targets, *, today=TODAY, at_once=2, time=None, timeout=5.0):  # noqa: PLR0913
    time = time or Time()
    get = Fetcher(agent="test", base=imitated.base, timeout=timeout).get
    asker = Asker(get=get, sleep=time.sleep, clock=time.clock, pause=1.0)
    memory = Memory.read(folder)
    return Run(targets=targets, asker=asker, memory=memory, today=today, again_after=7, at_once=at_once).check()


def states(outcome):
    return [finding.verdict.state for finding in outcome.findings]


def reasons(outcome):
    return [finding.verdict.reason for finding in outcome.findings]


def path(number):
    return f"/join/{token(number)}"


def test_three_answers(tmp_path):
    targets = targets_of(city(tmp_path / "data"))
    pages = {path(1): live("Дом 1"), path(2): NOT_FOUND, path(3): (200, {}, "<html><body>Привет")}
    with serve(Max(pages=pages)) as imitated:
        outcome = run(imitated, tmp_path / "links", targets)
    assert states(outcome) == ["alive", "dead", "unknown"]
    assert reasons(outcome) == [
        "открылась страница чата с числом участников",
        "MAX пишет: «Не нашли чат по этой ссылке»",
        "страница ничего не говорит о чате",
    ]
    assert (outcome.asked, outcome.stopped) == (3, "")
    assert len(imitated.made_up) == 2  # before and after
    assert all(re.fullmatch("/join/[A-Za-z0-9_-]{43}", one) for one in imitated.made_up)
    assert len(set(imitated.made_up)) == 2


def test_the_shell_that_always_says_200_proves_nothing(tmp_path):
    """The page contains every sentence in its script, and its own path."""
    targets = targets_of(city(tmp_path / "data"))
    with serve(Max(otherwise=(200, {}, SHELL))) as imitated:
        outcome = run(imitated, tmp_path / "links", targets)
    assert states(outcome) == ["unknown"] * 3
    assert set(reasons(outcome)) == {"так же сервер отвечает на выдуманную ссылку"}


def test_a_page_that_repeats_the_token_is_not_special(tmp_path):
    targets = targets_of(city(tmp_path / "data"))
    with serve(Max(otherwise=(200, {}, '<meta property="og:title" content="Чат {}">'))) as imitated:
        assert states(run(imitated, tmp_path / "links", targets)) == ["unknown"] * 3


def test_a_block_that_came_in_the_middle_is_seen_by_the_last_control(tmp_path):
    """From the second link on every page is «Access denied», which is not the chat's page."""
    denied = (200, {}, '<meta property="og:title" content="Access denied"><p>')
    imitated = Max(pages={path(1): live("Дом 1"), path(2): denied, path(3): denied})
    answers = iter([NOT_FOUND, denied])

    class Blocking(dict):
        def get(self, key, _default=None):
            return self[key] if key in self else next(answers)

    imitated.pages = Blocking(imitated.pages)
    with serve(imitated):
        assert states(run(imitated, tmp_path / "links", targets_of(city(tmp_path / "data")))) == [
            "alive", "unknown", "unknown",
        ]  # fmt: skip


def test_404_means_dead_only_where_others_live(tmp_path):
    targets = targets_of(city(tmp_path / "data"))
    with serve(Max(otherwise=UNKNOWN)) as imitated:
        assert states(run(imitated, tmp_path / "a", targets)) == ["unknown"] * 3
    with serve(Max(pages={path(1): live("Дом 1")}, otherwise=UNKNOWN)) as imitated:
        assert states(run(imitated, tmp_path / "b", targets)) == ["alive", "dead", "dead"]
    with serve(Max(pages={path(1): live("Дом 1"), path(2): UNKNOWN})) as imitated:
        assert states(run(imitated, tmp_path / "c", targets)) == ["alive", "unknown", "dead"]


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ((403, {}, "нельзя"), "сервер отвечает 403"),
        ((302, {"Location": "https://evil.example/a"}, ""), "сервер отправляет на evil.example"),
        ((301, {"Location": "/join/x"}, ""), "сервер отправляет на другую страницу"),
        ((200, {}, ""), "страница ничего не говорит о чате"),
        ((503, {}, ""), "сервер отвечает 503"),
        ((0, {}, ""), "нет связи: "),
        ((200, {"Content-Length": "999"}, "<p>"), "страница ничего не говорит о чате"),
        ((200, {}, "\x00\xff" * 100_000), "страница ничего не говорит о чате"),
        ((200, {}, '<meta property="og:title" content=>' * 9), "страница ничего не говорит о чате"),
    ],
)
def test_what_is_not_known(tmp_path, page, reason):
    targets = targets_of(city(tmp_path / "data", {"companies/a.yaml": company(1)}))
    with serve(Max(pages={path(1): page})) as imitated:
        outcome = run(imitated, tmp_path / "links", targets)
        assert states(outcome) == ["unknown"]
        assert reasons(outcome)[0].startswith(reason)
        assert not outcome.stopped
    assert set(imitated.asked) - set(imitated.made_up) == {path(1)}  # no redirect was followed


def test_again_after_a_pause(tmp_path):
    targets = targets_of(city(tmp_path / "data", {"companies/a.yaml": company(2)}))
    busy = (503, {"Retry-After": "30"}, "")
    pages = {path(1): [(0, {}, ""), (500, {}, ""), live("Дом 1")], path(2): [busy, live("Дом 2")]}
    time = Time()
    with serve(Max(pages=pages)) as imitated:
        outcome = run(imitated, tmp_path / "links", targets, at_once=1, time=time)
    assert states(outcome) == ["alive", "alive"]
    assert imitated.asked[path(1)] == 3
    assert [pause for pause in time.slept if pause > 1] == [2.0, 4.0, 30.0]


def test_a_steady_pace_and_few_at_a_time(tmp_path):
    targets = targets_of(city(tmp_path / "data", {"companies/a.yaml": company(8)}))
    time = Time()
    with serve(Max(otherwise=live("Чат"), slow=0.02)) as imitated:
        run(imitated, tmp_path / "links", targets, at_once=2, time=time)
    assert imitated.most_at_once <= 2
    assert sum(time.slept) == pytest.approx(9.0)  # 8 links and 2 control requests, a second between two


def test_429_stops_and_the_same_command_goes_on(tmp_path):
    targets = targets_of(city(tmp_path / "data", {"companies/a.yaml": company(5)}))
    pages = {path(n): live(f"Дом {n}") for n in range(1, 6)}
    pages[path(3)] = [(429, {"Retry-After": "600"}, ""), live("Дом 3")]
    with serve(Max(pages=pages)) as imitated:
        first = run(imitated, tmp_path / "links", targets, at_once=1)
        assert first.stopped == "сервер просит спрашивать реже, просит подождать 600 с"
        assert states(first) == ["alive", "alive", "unknown", "unknown", "unknown"]
        assert reasons(first)[3] == "ещё не спрашивали"
        assert imitated.asked[path(4)] == 0
        assert not (tmp_path / "links/memory.json").exists()
        second = run(imitated, tmp_path / "links", targets, at_once=1)
    assert states(second) == ["alive"] * 5
    assert imitated.asked[path(1)] == 1
    assert imitated.asked[path(3)] == 2
    assert not (tmp_path / "links/unfinished.jsonl").exists()


def test_a_captcha_stops(tmp_path):
    targets = targets_of(city(tmp_path / "data"))
    with serve(Max(pages={path(1): (200, {}, CAPTCHA)})) as imitated:
        outcome = run(imitated, tmp_path / "links", targets, at_once=1)
    assert states(outcome) == ["unknown"] * 3
    assert outcome.stopped == "сервер спросил, не робот ли это"
    assert imitated.asked[path(2)] == 0


def test_a_network_that_is_down(tmp_path):
    targets = targets_of(city(tmp_path / "data"))
    with serve(Max()) as imitated:
        pass  # the client has gone
    outcome = run(imitated, tmp_path / "links", targets)
    assert states(outcome) == ["unknown"] * 3
    assert outcome.stopped.startswith("сеть не отвечает: ")
    assert not (tmp_path / "links/memory.json").exists()


def test_a_network_that_goes_down_in_the_middle(tmp_path):
    targets = targets_of(city(tmp_path / "data", {"companies/a.yaml": company(9)}))
    pages = {path(n): (0, {}, "") for n in range(2, 10)}
    with serve(Max(pages={**pages, path(1): live("Дом 1")})) as imitated:
        outcome = run(imitated, tmp_path / "links", targets, at_once=1)
    assert outcome.stopped.startswith("сеть не отвечает: ")
    assert states(outcome) == ["alive"] + ["unknown"] * 8
    assert imitated.asked[path(9)] == 0


def test_a_server_that_is_silent(tmp_path):
    targets = targets_of(city(tmp_path / "data", {"companies/a.yaml": company(1)}))
    with serve(Max(slow=0.5)) as imitated:
        outcome = run(imitated, tmp_path / "links", targets, timeout=0.05)
        assert outcome.stopped == "сеть не отвечает: сервер молчит"


def test_what_lives_is_not_asked_again_for_a_week(tmp_path):
    targets = targets_of(city(tmp_path / "data"))
    pages = {path(1): live("Дом 1"), path(2): NOT_FOUND, path(3): (200, {}, "")}
    with serve(Max(pages=pages)) as imitated:
        run(imitated, tmp_path / "links", targets)
        later = run(imitated, tmp_path / "links", targets, today=date(2026, 11, 25))
        assert [imitated.asked[path(n)] for n in (1, 2, 3)] == [1, 2, 2]
        assert states(later) == ["alive", "dead", "unknown"]
        assert [finding.day for finding in later.findings] == [TODAY, date(2026, 11, 25), date(2026, 11, 25)]
        run(imitated, tmp_path / "links", targets, today=date(2026, 11, 29))
        assert imitated.asked[path(1)] == 2


def test_unknown_does_not_make_one_forget(tmp_path):
    targets = targets_of(city(tmp_path / "data", {"companies/a.yaml": company(1)}))
    with serve(Max(pages={path(1): [live("Дом 1"), (200, {}, ""), NOT_FOUND]})) as imitated:
        for day in (22, 30, 31):
            outcome = run(imitated, tmp_path / "links", targets, today=date(2026, 10, day))
    [finding] = outcome.findings
    assert finding.verdict.state == "dead"
    assert finding.before.day == date(2026, 10, 22)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"a": 1}', '{"a": {"state": "x", "reason": "", "day": "2026-11-01"}}', "\udcff"]
)
def test_a_damaged_memory_is_forgotten(tmp_path, text):
    (tmp_path / "memory.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    (tmp_path / "unfinished.jsonl").write_bytes(b'{"key": "a"}\n{"half')
    memory = Memory.read(tmp_path)
    assert memory.known == {}
    assert memory.unfinished(TODAY) == []


def test_yesterdays_run_is_not_gone_on_with(tmp_path):
    memory = Memory(folder=tmp_path)
    memory.append("a", Answer(status=200, title="Дом"), date(2026, 11, 21))
    memory.append("b", Answer(status=200, title="Дом"), TODAY)
    assert memory.unfinished(TODAY) == [("b", Answer(status=200, title="Дом"))]


def test_only_max_is_asked():
    with pytest.raises(ValueError, match=re.escape("https://max.ru")):
        Fetcher(agent="a").get("https://example.ru/join/x")
    with pytest.raises(ValueError, match=re.escape("https://max.ru")):
        Fetcher(agent="a").get("https://max.ru.example.ru/")


def test_a_made_up_link_looks_like_a_real_one():
    link = parse_link(made_up("invite"))
    assert isinstance(link, MaxLink)
    assert not link.unusual
    assert parse_link(made_up("name")).kind == "public"


# --- the command


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Return an imitation of MAX for the command, run in an empty folder without pauses."""
    poster = (
        "  - id: 9M4RZ\n    address: ул. Мира, 1\n    chat: {share: poster}\n  - id: 5W8A0\n    address: ул. Мира, 2\n"
    )
    files = {
        "companies/a.yaml": company(2) + poster,
        "companies/b.yaml": COMPANY_B,
        "private/links.yaml": f"9M4RZ: {{link: {invite(50)}}}\n",
    }
    write(tmp_path / "data", files)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(check_links.time, "sleep", lambda _: None)
    pages = {path(1): live("Дом 1"), path(2): NOT_FOUND, path(50): NOT_FOUND, "/primer_b": live("Б")}
    with serve(Max(pages=pages)) as imitated:
        monkeypatch.setattr(check_links, "fetcher", lambda _: Fetcher(agent="test", base=imitated.base))
        yield imitated


def test_the_command_reports_to_each_company(project, capsys):
    assert main(["check-links", "--today", "2026-11-22"]) == 0
    err = capsys.readouterr().err.replace("\u00a0", " ")
    assert "Спросили о 4 ссылках. Работает 2, не работает 2, неизвестно 0." in err
    letter = Path("output/links/uk/a.md").read_text(encoding="utf-8").replace("\u00a0", " ")
    assert "# УК «А»: ссылки в MAX" in letter
    assert "- улица Мира, 1 (9M4RZ), max.ru/join/PRIM…---A: MAX пишет" in letter
    rows = list(csv.reader(io.StringIO(Path("output/links/uk/a.csv").read_text(encoding="utf-8-sig")), delimiter=";"))
    assert rows[1][1:4] == ["7K302", "max.ru/join/PRIM…---A", "не работает"]
    assert len(rows) == 4
    assert "&#91;Б&#93;" in Path("output/links/report.md").read_text(encoding="utf-8")
    assert Path("output/links/dead.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("one", "cell"), [("7K302", "7K302"), ("1E234", "'1E234"), ("00123", "'00123"), ("MAR12", "'MAR12")]
)
def test_an_id_stays_one_in_a_spreadsheet(project, one, cell):
    file = Path("data/companies/a.yaml")
    file.write_text(file.read_text(encoding="utf-8").replace("7K302", f"'{one}'"), encoding="utf-8")
    assert main(["check-links", "--company", "a"]) == 0
    assert f";{cell};" in Path("output/links/uk/a.csv").read_text(encoding="utf-8-sig")


def test_no_report_is_a_list_of_invitations(project):
    assert main(["check-links"]) == 0
    files = [one for one in Path("output/links").rglob("*") if one.is_file()]
    assert len(files) == 7
    for file in files:
        assert not any(token(n) in file.read_text(encoding="utf-8") for n in (1, 2, 50)), file


def test_a_cell_is_no_formula(project):
    assert main(["check-links", "--company", "b"]) == 0
    table = Path("output/links/uk/b.csv").read_text(encoding="utf-8-sig")
    assert "канал «=1+1»" in table
    assert not re.search(r"(?m)(?:^|;)[=+@-]", table)
    assert project.asked[path(1)] == 0


def test_nothing_else_is_touched(project):
    before = {one: one.read_bytes() for one in Path("data").rglob("*") if one.is_file()}
    assert main(["build"]) in (0, 1)
    assert not project.asked  # a build sends no requests
    main(["check-links"])
    assert {one: one.read_bytes() for one in Path("data").rglob("*") if one.is_file()} == before


def test_it_says_who_asks():
    assert check_links.fetcher("https://чат.рф/").agent.isascii()


def test_bad_data_and_wrong_wishes(project, capsys):
    assert main(["check-links", "--company", "nobody"]) == 2
    assert "проверьте имя компании" in capsys.readouterr().err
    assert main(["check-links", "--company", "a", "--today", "2026-11-22"]) == 0
    Path("data/companies/a.yaml").write_text("name: [\n", encoding="utf-8")
    assert main(["check-links"]) == 1
    for wrong in (["--pause", "0"], ["--at-once", "9"], ["--pause", "x"]):
        with pytest.raises(SystemExit, match="2"):
            main(["check-links", *wrong])


def test_a_demonstration_asks_nobody(project, capsys):
    site = Path("data/site.yaml")
    site.write_text(site.read_text(encoding="utf-8") + "demo: true\n", encoding="utf-8")
    assert main(["check-links"]) == 0
    assert "demo: true" in capsys.readouterr().err
    assert not project.asked


def test_a_network_that_is_down_is_a_failure_of_the_machine(project, monkeypatch, capsys):
    monkeypatch.setattr(check_links, "fetcher", lambda _: Fetcher(agent="test", base="http://127.0.0.1:9"))
    assert main(["check-links"]) == 3
    assert "Остановлено: сеть не отвечает" in capsys.readouterr().err


ALONE = """
import sys
from generator.commands.cli import main
from generator.commands import check_links
from generator.link_check.fetching import Fetcher
check_links.fetcher = lambda _: Fetcher(agent="test", base=sys.argv[1])
sys.exit(main(["check-links", "--pause", "0.2", "--at-once", "1"]))
"""


def test_a_run_that_is_killed_goes_on(project):
    """No answer received is requested again."""
    Path("data/companies/a.yaml").write_text(company(8), encoding="utf-8")
    Path("data/private/links.yaml").unlink()
    project.pages = {path(n): live(f"Дом {n}") for n in range(1, 9)} | {"/primer_b": live("Б")}
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    started = subprocess.Popen([sys.executable, "-c", ALONE, project.base], env=environment)
    journal = Path("output/links/unfinished.jsonl")
    for _ in range(600):
        if journal.exists() and journal.read_text(encoding="utf-8").count("\n") > 4:
            break
        threading.Event().wait(0.05)  # the fixture replaced time.sleep
    started.kill()
    started.wait()
    heard = [json.loads(line)["key"] for line in journal.read_text(encoding="utf-8").splitlines()]
    links = [key for key in heard if not key.startswith("control:")]
    assert 0 < len(links) < 9
    before = project.asked.copy()
    assert subprocess.run([sys.executable, "-c", ALONE, project.base], env=environment, check=False).returncode == 0
    again = [one for one in project.pages if project.asked[one] > before[one] and before[one]]
    assert len(again) <= 1  # the request in progress when the run was killed
    assert "| 8 | 0 | 0 |" in Path("output/links/report.md").read_text(encoding="utf-8")


def test_memory_holds_no_link(project):
    main(["check-links"])
    text = Path("output/links/memory.json").read_text(encoding="utf-8")
    assert "max.ru" not in text
    assert {one["state"] for one in json.loads(text).values()} == {"alive", "dead"}


def test_one_module_touches_the_network_and_no_build_imports_it():
    networks = {"urllib.request", "http.client", "socket", "httpx", "requests", "ssl"}
    for file in sorted(PACKAGE.rglob("*.py")):
        imported = set()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        name = file.relative_to(PACKAGE).as_posix()
        assert not imported & networks or name == "link_check/fetching.py", name
        asks = any(one.startswith("generator.link_check") for one in imported)
        assert not asks or name.startswith(("link_check/", "commands/check_links", "commands/bot")), name
