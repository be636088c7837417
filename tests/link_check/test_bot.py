"""`domchat bot` against an imitation of MAX's bot API: what is taken, asked, refused; what a check writes."""

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from random import Random

import pytest

from generator.commands.bot_data import BotData
from generator.commands.cli import main
from generator.datafiles import load_drafts
from generator.link_check.bot.calls import Bot, Trouble
from generator.link_check.bot.secret import Token
from generator.link_check.fetching import Network
from tests.datafiles.folders import TODAY, invite, write
from tests.link_check.bot_server import TOKEN, MaxBot, fine, refusal, serve

DAY, LATER = "2026-11-22", "2026-11-29"
COMPANY = f"""\
# дома
name: УК «А»
kind: uk
dispatch: '112'
channels: [{{link: https://max.ru/primer_a, title: Новости}}]
buildings:
  - id: 7K3QX  # первый
    address: ул. Ленина, 1
  - id: 8M2PA
    address: ул. Ленина, 2
    chat: {invite(2)}  # чат
  - id: 9M4RZ
    address: ул. Мира, 5А
    chat:
      # без ссылки
      checked: 2026-10-01
      checked_by: УК «А»
  - id: 4C8RZ
    address: ул. Мира, 6
    chats:
      - {{owner: gosuslugi}}
  - id: 5T9AZ
    address: ул. Мира, 8
    chat: {{share: poster}}
"""
OTHER = "name: УК «Б»\nkind: uk\ndispatch: '112'\nbuildings: [{id: 2ND4C, address: 'ул. Мира, 7'}]\n"
CHANNEL = "https://max.ru/primer_a"
BIG = -(2**53) * 3 - 1


class World:
    """A city, and the server that its bot asks."""

    def __init__(self, folder, imitated, capsys):
        self.folder, self.max, self.capsys = folder, imitated, capsys

    def run(self, what, *words, day=DAY, answers=""):
        old, sys.stdin = sys.stdin, io.StringIO(answers)
        try:
            code = main(["bot", what, "--server", self.max.base, "--today", day, *words])
        finally:
            sys.stdin = old
        told = self.capsys.readouterr()
        self.out, self.err = (text.replace("\u00a0", " ") for text in (told.out, told.err))
        return code

    def listen(self, *words, **more):
        return self.run("listen", "--company", "a", "--for", "0", *words, **more)

    def text(self, name="a"):
        return (self.folder / f"data/companies/{name}.yaml").read_text(encoding="utf-8")

    def house(self, number):
        """Return the lines of a house."""
        return self.text().split(f"- id: {number}")[1].split("\n  - id: ")[0]


@pytest.fixture
def world(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("generator.link_check.bot.calls._PAUSE", 0)
    monkeypatch.setattr("generator.link_check.bot.calls._FIRST_PAUSE", 0)
    monkeypatch.setenv("DOMCHAT_BOT_TOKEN", TOKEN)
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "data", {"companies/a.yaml": COMPANY, "companies/b.yaml": OTHER})
    with serve(MaxBot()) as imitated:
        imitated.tell(-999, "bot_removed")  # without a marker only the latest event is given
        here = World(tmp_path, imitated, capsys)
        assert here.listen("--no-questions") == 0
        yield here


# --- listen


def test_certain_chats_are_written_and_the_rest_is_listed(world):
    world.max.add(-77360344505750, "Чат Ленина 1 | ЖЭУ-9", invite(1))
    world.max.add(BIG, "что угодно", invite(2))
    world.max.add(-3, "Мира 5а", invite(3))
    world.max.add(-4, "Мира 7", invite(4))
    world.max.add(-5, "Наш дом", invite(5))
    world.max.add(-6, "Мира, 6 соседи", invite(6))
    assert world.listen("--yes", "--no-questions") == 0
    assert world.text() == COMPANY.replace(
        "Ленина, 1\n",
        f"Ленина, 1\n    chat:\n      link: {invite(1)}\n      checked: {DAY}\n      checked_by: бот\n"
        "      chat_id: -77360344505750\n",
    ).replace(
        f"chat: {invite(2)}  # чат\n",
        f"chat:  # чат\n      link: {invite(2)}\n      checked: {DAY}\n      checked_by: бот\n      chat_id: {BIG}\n",
    ).replace(
        "      # без ссылки\n      checked: 2026-10-01\n      checked_by: УК «А»\n",
        f"      # без ссылки\n      link: {invite(3)}\n"
        f'      checked: {DAY}\n      checked_by: бот\n      chat_id: "-3"\n',
    ).replace(
        "- {owner: gosuslugi}\n",
        f"- {{owner: gosuslugi}}\n      - link: {invite(6)}\n        checked: {DAY}\n        checked_by: бот\n"
        '        chat_id: "-6"\n',
    )
    assert world.text("b") == OTHER
    assert "не берём: это дом другой компании: УК «Б», улица Мира, 7" in world.out
    assert "Осталось: «Наш дом»: в названии нет адреса, который есть в данных" in world.out
    assert "Записано чатов: 4. Осталось без дома: 1." in world.err
    assert main(["check", "--today", DAY]) == 0


def test_the_mark_is_kept_and_an_event_twice_is_one(world):
    world.max.add(-5, "Наш дом", invite(5))
    world.max.tell(-5)
    world.listen("--no-questions")
    assert world.out.count("«Наш дом» —") == 1
    state = json.loads((world.folder / "output/bot/listen-a.json").read_text())
    assert state == {"marker": 1003, "waiting": [-5]}
    world.max.chats[-5]["title"] = "Ленина 1"
    world.max.tell(-5, "chat_title_changed")
    world.listen("--yes", "--no-questions")
    assert [query.get("marker") for query in world.max.queries if "types" in query][-2:] == [["1003"], ["1004"]]
    assert invite(5) in world.house("7K3QX")
    before = world.text()
    world.max.tell(-5)
    world.listen("--yes", "--no-questions")
    assert world.text() == before
    assert "ничего не пишем: этот чат уже записан" in world.out


def test_a_server_that_repeats_its_events(world):
    """No mark comes with them, so they come again and again."""
    world.max.add(-5, "Наш дом", invite(5))
    world.max.broken["/updates"] = fine({"updates": world.max.events, "marker": None})
    assert world.listen("--no-questions") == 0
    assert world.out.count("«Наш дом» —") == 1


def test_nothing_is_written_before_a_person_agrees(world):
    world.max.add(-1, "Ленина 1", invite(1))
    world.listen("--no-questions")
    assert world.text() == COMPANY
    assert "Осталось: «Ленина 1»: не согласовано" in world.out
    world.listen(answers="н\n")
    assert world.text() == COMPANY
    world.listen(answers="")  # the end of the input is no agreement
    assert world.text() == COMPANY
    world.listen(answers="что\nда\n")
    assert invite(1) in world.house("7K3QX")


@pytest.mark.parametrize("answer", ["Ленина 1", "7k3qx", "ул. Ленина, д. 1"])
def test_what_is_unclear_is_asked(world, answer):
    world.max.add(-1, "Наш дом", invite(1))
    world.listen(answers=f"Мира 7\nнигде\n{answer}\n")
    assert invite(1) in world.house("7K3QX")
    assert "это дом другой компании" in world.err
    assert "Записано чатов: 1. Осталось без дома: 0. Не взято: 0." in world.err


def test_a_guess_has_a_number(world):
    world.max.add(-1, "Старый чат Ленина 1", invite(1))
    world.listen(answers="1\n")
    assert "1 — улица Ленина, 1 (7K3QX)" in world.err
    assert invite(1) in world.house("7K3QX")


def test_a_house_that_has_another_chat_is_asked_about(world):
    world.max.add(-1, "Ленина 2", invite(1))
    world.listen("--yes", "--no-questions")
    assert world.text() == COMPANY
    assert "у дома уже есть чат компании с другой ссылкой" in world.out
    world.listen(answers="д\n")
    assert invite(1) in world.house("8M2PA")
    assert invite(2) not in world.text()


def test_a_withdrawn_chat_comes_back_only_by_a_person(world):
    """Whoever stole the chat may issue a new link."""
    world.max.add(-1, "Ленина 1", invite(1))
    world.listen("--yes", "--no-questions")
    assert main(["withdraw", "7K3QX", "--today", DAY]) == 0
    world.max.chats[-1]["link"] = invite(11)
    world.max.tell(-1)
    world.listen("--yes", "--no-questions")
    assert invite(11) not in world.text()
    assert "Осталось: «Ленина 1»: ссылку этого чата отозвали" in world.out
    world.listen(answers="1\n")
    assert invite(11) in world.house("7K3QX")
    assert "withdrawn: " in world.house("7K3QX")
    assert main(["check", "--today", DAY]) == 0
    assert world.run("check", day=LATER) == 0
    assert world.house("7K3QX").count(LATER) == 1


def test_two_chats_of_one_house_in_one_batch(world):
    world.max.add(-1, "Ленина 1", invite(1))
    world.max.add(-2, "Дом Ленина 1", invite(9))
    world.listen("--yes", "--no-questions")
    assert invite(1) in world.house("7K3QX")
    assert invite(9) not in world.text()
    assert "Осталось: «Дом Ленина 1»: у дома уже есть чат компании с другой ссылкой" in world.out


def test_a_stranger_who_adds_the_bot_is_asked_about(world):
    """Anybody may call a chat «Ленина 1» and add the bot to it."""
    world.max.add(-1, "Ленина 1", invite(1))
    world.max.add(-6, "Мира 6", invite(6), user=(666, "Незнакомец"))
    world.listen("--yes", "--no-questions")
    assert invite(1) in world.text()
    assert invite(6) not in world.text()
    assert "Осталось: «Мира 6»: бота добавил другой человек (Незнакомец)" in world.out


def test_a_title_that_contradicts_the_link(world):
    world.max.add(-1, "Ленина 1", invite(2))
    world.listen("--yes", "--no-questions")
    assert world.text() == COMPANY
    assert "ссылка стоит у дома «улица Ленина, 2», а название говорит о доме «улица Ленина, 1»" in world.out


def test_a_description_helps_and_contradicts(world):
    world.max.add(-1, "Наш дом", invite(1), description="ул. Ленина, 1")
    world.max.add(-6, "Мира 6", invite(6), description="ул. Мира, 5А")
    world.listen("--yes", "--no-questions")
    assert invite(1) in world.house("7K3QX")
    assert invite(6) not in world.text()


def test_a_link_for_the_poster_stays_out_of_the_file(world):
    world.max.add(-8, "Мира 8", invite(8))
    world.listen("--yes", "--no-questions")
    assert invite(8) not in world.text()
    assert 'chat: {share: poster, chat_id: "-8"}' in world.house("5T9AZ")


def test_a_chat_of_an_entrance(world):
    world.max.add(-1, "Ленина 2, 3 подъезд", invite(1))
    world.listen("--yes", "--no-questions")
    assert "entrance: 3" in world.house("8M2PA")
    assert invite(2) in world.house("8M2PA")
    assert main(["check", "--today", DAY]) == 0


def test_channels(world):
    world.max.add(-1, "Новости", "https://max.ru/primer_a", type="channel")
    world.max.add(-2, "Другие", "https://max.ru/primer_b", type="channel")
    world.listen("--yes", answers="д\n")
    assert (
        f'{{link: https://max.ru/primer_a, title: Новости, checked: {DAY}, checked_by: бот, chat_id: "-1"}}'
        in world.text()
    )
    assert "{link: https://max.ru/primer_b, title: Другие" in world.text()
    assert main(["check", "--today", DAY]) == 0


def test_what_is_no_chat_of_ours(world):
    world.max.add(-1, "Ленина 1", invite(1), type="dialog")
    world.max.add(-2, "Ленина 1", invite(1), status="removed")
    world.max.add(-3, "Ленина 1", "https://max.example/join/x")
    world.max.add(-4, "Ленина 1", None)
    world.listen("--yes", "--no-questions")
    assert world.text() == COMPANY
    for why in ("личная переписка", "бота из него удалили", "MAX назвал непонятную ссылку", "MAX не назвал ссылку"):
        assert why in world.out
    assert json.loads((world.folder / "output/bot/listen-a.json").read_text())["waiting"] == [-4]


HTML = (200, {"Content-Type": "text/html"}, "<html><body>Подтвердите, что вы не робот")


@pytest.mark.parametrize(
    "answer",
    [
        HTML, (200, {}, '{"chat_id": -1, "status": "act'), (200, {}, b"\xff\xfe"), (200, {}, "[" * 100_000), fine([]),
        fine({"chat_id": 1.5, "status": "active"}), fine({"chat_id": -2, "status": "active"}), fine({"chat_id": -1}),
        (302, {"Location": "https://example.ru/"}, ""), refusal(403, "chat.denied", "\x1b[2Jno"),
        fine({"chat_id": -1, "status": None, "title": 5, "link": {"a": 1}}),
    ],
)  # fmt: skip
def test_a_broken_answer_does_not_stop_the_others(world, answer):
    world.max.add(-1, "Ленина 1", invite(1))
    world.max.add(-6, "Мира 6", invite(6))
    world.max.broken["/chats/-1"] = answer
    assert world.listen("--yes", "--no-questions") == 0
    assert invite(6) in world.house("4C8RZ")
    assert invite(1) not in world.text()
    assert "\x1b" not in world.out + world.err


def test_unreadable_events_do_not_stop_the_others(world):
    world.max.events += [{}, {"update_type": 5, "chat_id": "x"}]
    for event in world.max.events[-2:]:
        event["update_type"] = "bot_added"
    world.max.add(-1, "Ленина 1", invite(1))
    world.max.broken["/updates"] = [HTML, (200, {}, '{"updates": 5}')]
    assert world.listen("--yes", "--no-questions") == 0
    assert world.listen("--yes", "--no-questions") == 0
    world.listen("--yes", "--no-questions")
    assert invite(1) in world.house("7K3QX")


def test_a_title_is_only_text(world):
    world.max.add(-1, "\x1b[31mЛенина\u202e 1\n=cmd|' /C calc'!A0 [x](http://example.ru) <b>", invite(1))
    world.listen("--no-questions")
    assert "\x1b" not in world.out
    assert "\u202e" not in world.out


def test_what_would_not_pass_the_check_is_not_written(world):
    long = {"entrances": "2"}
    path = world.folder / "data/companies/a.yaml"
    path.write_text(
        COMPANY.replace(
            "    address: ул. Ленина, 1\n", f"    address: ул. Ленина, 1\n    entrances: {long['entrances']}\n"
        )
    )
    before = path.read_text()
    world.max.add(-1, "Ленина 1 подъезд 9", invite(1))
    world.max.add(-6, "Мира 6", invite(6))
    world.listen("--yes", "--no-questions")
    assert "no-entrance" in world.err
    assert invite(1) not in world.text()
    assert invite(6) in world.text()
    assert world.text() != before


def test_somebody_changes_the_data_meanwhile(world):
    world.max.add(-1, "Ленина 1", invite(1))
    path = world.folder / "data/companies/a.yaml"

    def change():
        if world.max.asked["/updates"] == 3:  # after the data was read
            path.write_text(
                world.text().replace("buildings:\n", "buildings:\n  - {id: 3C8RZ, address: 'ул. Новая, 1'}\n")
            )

    world.max.on_poll = change
    world.listen("--yes", "--no-questions")
    assert "ул. Новая, 1" in world.text()
    assert invite(1) in world.house("7K3QX")


# Whatever a shell starts in the background ignores Ctrl+C.
_INTERRUPTIBLE = """
import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
runpy.run_module("generator", run_name="__main__", alter_sys=True)
"""


def test_ctrl_c_keeps_what_was_agreed(world):
    """The command ends in good order, and the next run goes on."""
    world.max.add(-1, "Ленина 1", invite(1))
    words = [
        sys.executable,
        "-c",
        _INTERRUPTIBLE,
        "bot",
        "listen",
        "--company",
        "a",
        "--yes",
        "--server",
        world.max.base,
    ]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    process = subprocess.Popen(words, env=environment, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 60
    while invite(1) not in world.text() and time.monotonic() < until:
        time.sleep(0.05)
    world.max.add(-5, "Наш дом", invite(5))  # it asks, and waits for an answer
    while world.max.asked["/chats/-5"] == 0 and time.monotonic() < until:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 0, told
    assert "Записано чатов: 1. Осталось без дома: 1." in told
    assert json.loads((world.folder / "output/bot/listen-a.json").read_text())["waiting"] == [-5]


def test_ctrl_c_while_it_writes(world, monkeypatch):
    """What the person agreed to a moment ago is written all the same, and once."""
    world.max.add(-1, "Ленина 1", invite(1))
    write_really, times = BotData.write, []

    def write_slowly(self, edits):
        times.append(1)
        if len(times) == 1:
            raise KeyboardInterrupt
        return write_really(self, edits)

    monkeypatch.setattr(BotData, "write", write_slowly)
    assert world.listen(answers="д\n") == 0
    assert "Записано чатов: 1. Осталось без дома: 0." in world.err
    assert world.text().count(invite(1)) == 1


# --- check


@pytest.fixture
def placed(world):
    """Three chats and a channel that the bot knows."""
    world.max.add(-1, "Ленина 1", invite(1))
    world.max.add(-2, "Ленина 2", invite(2))
    world.max.add(-3, "Мира 5А", invite(3))
    world.max.add(-4, "Новости", "https://max.ru/primer_a", type="channel")
    world.listen("--yes", "--no-questions")
    assert world.text().count("chat_id") == 4
    return world


def differing(before, after):
    pairs = zip(before.splitlines(), after.splitlines(), strict=True)
    return [(one.strip(), other.strip()) for one, other in pairs if one != other]


def test_dates_are_renewed_for_the_same_link_only(placed):
    before = placed.text()
    placed.max.chats[-2]["link"] = None
    placed.max.chats[-3]["status"] = "removed"
    assert placed.run("check", day=LATER) == 0
    assert [new for _, new in differing(before, placed.text())] == [
        f'channels: [{{link: {CHANNEL}, title: Новости, checked: {LATER}, checked_by: бот, chat_id: "-4"}}]',
        f"checked: {LATER}",
    ]
    assert placed.house("8M2PA").count(DAY) == 1
    assert placed.house("9M4RZ").count(DAY) == 1
    assert "улица Ленина, 2: неизвестно: MAX не назвал ссылку: это не значит, что она не работает" in placed.out
    assert "улица Мира, 5А: бота в чате нет: бота удалили из чата" in placed.out
    assert "4 чата: подтверждено 2, неизвестно 1, бота в чате нет 1." in placed.err


def test_a_link_that_was_issued_again(placed):
    before = placed.text()
    placed.max.chats[-1]["link"] = invite(11)
    assert placed.run("check", day=DAY) == 0
    assert differing(before, placed.text()) == [(f"link: {invite(1)}", f"link: {invite(11)}")]
    assert "улица Ленина, 1: ссылка сменилась" in placed.out


def test_a_link_that_a_person_has_put_is_not_replaced(placed):
    path = placed.folder / "data/companies/a.yaml"
    bots = f"{invite(1)}\n      checked: {DAY}\n      checked_by: бот\n"
    assert bots in placed.text()
    text = placed.text().replace(bots, bots.replace(invite(1), invite(12)).replace("бот", "УК «А»"))
    text = text.replace("primer_a, title: Новости, checked: 2026-11-22, checked_by: бот", "primer_c, title: Новости")
    path.write_text(text)
    assert placed.run("check", day=DAY) == 0
    assert placed.text() == text
    assert placed.out.count("в данных другая ссылка") == 2
    assert "в данных другая ссылка: в MAX у этого чата другая ссылка, а эту поставил человек" in placed.out
    assert "Решить человеку" in (placed.folder / "output/bot/attention.md").read_text()


def test_a_closed_chat_is_a_proposal_only(placed):
    before = placed.text()
    placed.max.chats[-1]["status"] = "closed"
    assert placed.run("check", day=DAY) == 0
    assert placed.text() == before
    assert "domchat withdraw 7K3QX" in placed.out
    assert main(["withdraw", "7K3QX", "--today", DAY]) == 0
    placed.run("check", day=DAY)
    assert placed.max.asked["/chats/-1"] == 2  # a withdrawn chat is not asked about


def test_a_title_that_names_another_house(placed):
    before = placed.text()
    placed.max.chats[-1].update(title="Мира 6", link=invite(13))
    assert placed.run("check", day=LATER) == 0
    assert placed.house("7K3QX") == before.split("- id: 7K3QX")[1].split("\n  - id: ")[0]
    assert "название говорит о другом доме: чат называется «Мира 6», а это улица Мира, 6" in placed.out


def test_a_link_that_stands_at_another_house(placed):
    placed.max.chats[-1]["link"] = invite(2)
    before = placed.house("7K3QX")
    assert placed.run("check", day=LATER) == 0
    assert placed.house("7K3QX") == before
    assert "ссылка из MAX уже стоит в другом месте: улица Ленина, 2" in placed.out


def test_reports(placed):
    placed.max.chats[-1].update(status="closed", title="=1+1 [x](y)")
    assert placed.run("check", "--format", "json", day=LATER) == 0
    report = json.loads(placed.out)
    assert [(one["chat_id"], one["state"]) for one in report["chats"]] == [
        ("-1", "closed"), ("-2", "confirmed"), ("-3", "confirmed"), ("-4", "confirmed"),
    ]  # fmt: skip
    folder = placed.folder / "output/bot"
    assert json.loads((folder / "report.json").read_text()) == report
    assert "## Чат закрыт" in (folder / "uk/a.md").read_text()
    table = (folder / "uk/a.csv").read_text(encoding="utf-8-sig")
    assert "'=1+1 [x](y)" in table or "\"'=1+1" in table
    everything = "".join(path.read_text() for path in folder.rglob("*") if path.is_file())
    assert not re.search(r"join/\S{20}", everything)  # a report can be forwarded


def test_a_dry_run_writes_nothing_into_the_data(placed):
    before = placed.text()
    assert placed.run("check", "--dry-run", day=LATER) == 0
    assert placed.text() == before
    assert "4 чата: подтверждено 4." in placed.err


def test_a_private_link_is_compared_and_never_shown(world):
    """What changes for the poster only is for a person: the private file is rarely where the check runs."""
    private = world.folder / "data/private/links.yaml"
    private.parent.mkdir()
    private.write_text(f"5T9AZ: {{link: {invite(8)}}}\n")
    world.max.add(-8, "Мира 8", invite(8))
    world.listen("--yes", "--no-questions")
    assert f'{{share: poster, checked: {DAY}, checked_by: бот, chat_id: "-8"}}' in world.house("5T9AZ")
    assert world.run("check", day=LATER) == 0
    assert f"checked: {LATER}" in world.house("5T9AZ")
    world.max.chats[-8]["link"] = invite(9)
    assert world.run("check", day="2026-12-06") == 0
    assert f"checked: {LATER}" in world.house("5T9AZ")
    assert "впишите новую в private/links.yaml" in world.out
    assert invite(8) not in world.text()
    assert invite(9) not in world.text() + private.read_text()


def test_an_answer_that_never_makes_sense_ends_the_listening(world, monkeypatch):
    slept = []
    monkeypatch.setattr("generator.commands.bot.Bot", partial(Bot, sleep=slept.append))
    world.max.broken["/updates"] = HTML
    assert world.run("listen", "--company", "a", "--yes") == 3
    assert "Остановлено: непонятный ответ сервера." in world.err
    assert [pause for pause in slept if pause >= 2] == [2, 4, 8, 16, 32, 60, 60, 60, 60]


def test_one_result_that_would_not_pass_the_check_does_not_stop_the_others(placed):
    """A channel's link of another organisation; machines still get their report."""
    placed.max.chats[-4]["link"] = "https://max.ru/id6501156338_gos"
    assert placed.run("check", "--format", "json", day=LATER) == 1
    assert json.loads(placed.out)["chats"]
    assert "link-foreign-inn" in placed.err
    assert placed.text().count(LATER) == 3
    assert "6501156338" not in placed.text()


def test_a_shared_chat(world):
    path = world.folder / "data/companies/a.yaml"
    shared = f"    chat: {{link: {invite(20)}, shared: true}}\n"
    path.write_text(
        COMPANY
        + f"  - id: 6A9AZ\n    address: ул. Новая, 1\n{shared}  - id: 6B9AZ\n    address: ул. Новая, 2\n{shared}"
    )
    world.max.add(-20, "Новая 1", invite(20))
    assert world.listen("--yes", "--no-questions") == 0
    assert world.text().count('chat_id: "-20"') == 2
    world.max.chats[-20]["link"] = invite(21)
    assert world.run("check", day=LATER) == 0
    assert world.text().count(invite(21)) == 2
    assert world.max.asked["/chats/-20"] == 2  # once each time
    assert main(["check", "--today", LATER]) == 0


def test_a_refused_token_stops_and_writes_nothing(placed, monkeypatch):
    before = placed.text()
    monkeypatch.setenv("DOMCHAT_BOT_TOKEN", "x" * 40)
    assert placed.run("check", day=LATER) == 3
    assert placed.text() == before
    assert "MAX не принимает этот токен" in placed.err
    assert placed.listen("--yes") == 3


def test_a_check_that_stops_goes_on_where_it_was(placed):
    placed.max.broken["/chats/-3"] = refusal(429, "too.many", "slow", Retry_After="600")
    assert placed.run("check", day=LATER) == 0
    assert "Остановлено: УК «А»: сервер просит подождать 600 с" in placed.err
    assert placed.text().count(LATER) == 2
    del placed.max.broken["/chats/-3"]
    asked = placed.max.asked["/chats/-1"]
    assert placed.run("check", day=LATER) == 0
    assert placed.max.asked["/chats/-1"] == asked
    assert placed.text().count(LATER) == 4
    assert "4 чата: подтверждено 4." in placed.err
    assert not (placed.folder / "output/bot/unfinished.json").exists()


def test_several_companies_with_several_tokens(placed, monkeypatch):
    path = placed.folder / "data/companies/b.yaml"
    path.write_text(OTHER.replace("'ул. Мира, 7'", f"'ул. Мира, 7', chat: {{link: {invite(7)}, chat_id: -70}}"))
    placed.max.tokens = ("a" * 40, "b" * 40)
    placed.max.add(-70, "Мира 7", invite(7))
    monkeypatch.delenv("DOMCHAT_BOT_TOKEN")
    monkeypatch.setenv("DOMCHAT_BOT_TOKEN_A", "a" * 40)
    monkeypatch.setenv("DOMCHAT_BOT_TOKEN_B", "c" * 40)
    assert placed.run("check", day=LATER) == 0
    assert placed.text().count(LATER) == 4
    assert "УК «Б»: MAX не принимает этот токен" in placed.err
    monkeypatch.setenv("DOMCHAT_BOT_TOKEN_B", "b" * 40)
    assert placed.run("check", day=LATER) == 0
    assert f"checked: {LATER}, checked_by: бот" in placed.text("b")


# --- calls


def bot(imitated, slept, **more):
    now = [0.0]

    def sleep(seconds):
        slept.append(seconds)
        now[0] += seconds

    return Bot(token=Token(TOKEN), server=imitated.base, sleep=sleep, clock=lambda: now[0], **more)


def test_it_is_polite():
    imitated, slept = MaxBot(), []
    with serve(imitated):
        imitated.add(-1, "Ленина 1", invite(1))
        one = bot(imitated, slept)
        for _ in range(4):
            assert not isinstance(one.chat(-1), Trouble)
        assert slept == pytest.approx([0.3] * 3)
        imitated.broken["/chats/-1"] = [refusal(429, "a", "b", Retry_After="7"), refusal(503, "a", "b"), (0, {}, "")]
        slept.clear()
        assert not isinstance(one.chat(-1), Trouble)
        assert slept == pytest.approx([0.3, 7, 2, 4])


def test_a_network_that_is_down():
    slept = []
    one = bot(MaxBot(base="http://127.0.0.1:9"), slept)
    troubles = [one.me() for _ in range(5)]
    assert [trouble.final for trouble in troubles] == [False] * 4 + [True]


def test_the_national_certificate(world):
    """A server whose certificate the system does not know is trusted only if its file is named."""
    pem = world.folder / "ca.pem"
    words = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1"
    made = [*words.split(), "-keyout", "ca.pem", "-out", "cert.pem"]
    subprocess.run(made, cwd=world.folder, check=True, capture_output=True)
    pem.write_text(pem.read_text() + (world.folder / "cert.pem").read_text())
    with serve(MaxBot(), certificate=pem) as secure:
        world.max.base = secure.base
        assert world.listen("--no-questions") == 3
        assert "сертификату сервера нельзя верить" in world.err
        assert "укажите сертификат Минцифры: --ca ФАЙЛ" in world.err
        assert not secure.headers  # nothing was sent
        assert world.listen("--no-questions", "--ca", str(world.folder / "cert.pem")) == 0


def test_the_token_goes_into_the_header_only():
    imitated = MaxBot()
    with serve(imitated):
        bot(imitated, []).updates(5, 0)
    assert imitated.headers[0]["Authorization"] == TOKEN
    assert TOKEN not in str(imitated.queries)


# --- the command line


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["listen"], "чей это бот?"),
        (["listen", "--company", "aa"], "компании aa нет"),
        (["check", "--yes"], "--yes — не для bot check"),
        (["listen", "--company", "a", "--dry-run"], "--dry-run — не для bot listen"),
        (["check", "--ca", "data/site.yaml"], "data/site.yaml: это не сертификаты"),
        (["check", "--ca", "nowhere.pem"], "nowhere.pem: такого файла нет"),
        (["check"], "Ни у одного чата нет номера"),
    ],
)
def test_wrong_usage(world, words, said):
    assert world.run(*words) == 2
    assert said in world.err


@pytest.mark.parametrize("token", ["", "   "])
def test_no_token(world, monkeypatch, token):
    monkeypatch.setenv("DOMCHAT_BOT_TOKEN", token)
    assert world.run("check") == 2
    assert "не задан токен бота" in world.err


def test_a_server_without_encryption_gets_no_token(world, capsys):
    for address in ("http://example.ru", "ftp://example.ru", "https://a@example.ru", "https://", "//x"):
        with pytest.raises(SystemExit):
            main(["bot", "check", "--server", address])
        assert "по нему посылается токен" in capsys.readouterr().err


def test_an_example_asks_nobody(world):
    site = world.folder / "data/site.yaml"
    site.write_text(site.read_text() + "demo: true\n")
    world.max.asked.clear()
    assert world.run("check") == 0
    assert not world.max.asked


# --- the secret


def secrets_in(folder, *texts):
    found = [text for text in texts if TOKEN in text]
    return found + [path for path in folder.rglob("*") if path.is_file() and TOKEN.encode() in path.read_bytes()]


def test_the_token_is_nowhere(placed, monkeypatch, tmp_path, capsys):
    """Whatever the server says, in whatever form, and however it fails."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    escaped = "".join(f"\\u{ord(char):04x}" for char in TOKEN)
    placed.max.add(-6, f"Мира 6 {TOKEN}", invite(6), user=(1, TOKEN))
    placed.max.broken["/chats/-2"] = refusal(403, TOKEN, f"bad {TOKEN}")
    placed.max.broken["/chats/-3"] = (404, {}, f'{{"code": "{escaped}", "message": "{escaped}"}}')
    placed.max.broken["/chats/-4"] = (302, {"Location": f"https://{TOKEN.lower()}.example.ru/{TOKEN}"}, "")
    said = []
    for words in (
        ("listen", "--company", "a", "--for", "0", "--no-questions", "-v"),
        ("check", "-v"),
        ("check", "--format", "json"),
    ):
        assert placed.run(*words, day=LATER) == 0
        said += [placed.out, placed.err]
    assert "•••" in "".join(said)
    assert TOKEN.lower() not in "".join(said)

    def fail(self, url, headers, timeout):
        raise RuntimeError("a bug")

    monkeypatch.setattr(Network, "get", fail)
    assert placed.run("check", "-v", day=LATER) == 3
    said += [placed.out, placed.err]
    assert list(tmp_path.glob("domchat-*.log"))  # with the traceback
    assert secrets_in(tmp_path, *said) == []


@pytest.mark.parametrize("bad", [TOKEN + "\nX: y", TOKEN + "ж", f"{TOKEN} {TOKEN}", "короткий", "qqqq"])
def test_a_broken_token_is_not_quoted(world, monkeypatch, bad):
    monkeypatch.setenv("DOMCHAT_BOT_TOKEN", bad)
    assert world.run("check") == 2
    assert "не токен" in world.err
    assert bad not in world.err
    assert secrets_in(world.folder, world.out, world.err) == []


def test_a_token_can_not_be_printed():
    token = Token(TOKEN)
    one = Bot(token=token)
    for text in (str(token), repr(token), f"{token}", f"{token!r}", repr(one), repr(vars(type(token)))):
        assert TOKEN not in text
    with pytest.raises(TypeError):
        token.__reduce__()
    with pytest.raises(ValueError, match=r"^not a token$"):
        Token(f"{TOKEN} ")


# --- three hundred chats


WAYS = ("{s} {h} | ЖЭУ-9", "МКД {s}, {h} чат жильцов", "Наш дом 🏠 {s}, д. {h}", "{s} {h}", "Чат дома {s} {h}")


def test_three_hundred_chats_in_random_order(world):
    random = Random(300)
    houses = [(f"7{number:04}", street, str(1 + number // 3)) for number in range(240)
              for street in [("ул. Ленина", "ул. Мира", "пер. Речной")[number % 3]]]  # fmt: skip
    rows = "".join(f"  - {{id: \"{one}\", address: '{street}, {house}'}}\n" for one, street, house in houses)
    (world.folder / "data/companies/a.yaml").write_text(f"name: УК «А»\nkind: uk\ndispatch: '112'\nbuildings:\n{rows}")
    (world.folder / "data/companies/b.yaml").write_text(OTHER.replace("ул. Мира, 7", "ул. Садовая, 7"))
    titles = {
        -number - 1: random.choice(WAYS).format(s=street, h=house) for number, (_, street, house) in enumerate(houses)
    }
    others = ["Садовая 7", "Наш дом", "Пушкина 5", "Чат жильцов", "Ленина 999", "Соседи"]
    titles |= {-1000 - number: random.choice(others) for number in range(60)}
    for chat_id in random.sample(sorted(titles), len(titles)):
        link = f"https://max.ru/join/PRIMER-NE-NASTOYASCHEE-PRIGLASHENIE-{-chat_id:04}--A"
        world.max.add(chat_id, titles[chat_id], link)
    assert world.listen("--yes", "--no-questions") == 0
    drafts, report = load_drafts(world.folder / "data", lambda _: TODAY)
    assert not report.failed
    taken = {one.get("id"): one.get("chats")[0].get("chat_id") for _, one in drafts.buildings() if one.get("chats")}
    assert taken == {one: -number - 1 for number, (one, _, _) in enumerate(houses)}
    refused, asked = world.out.count("не берём"), world.out.count("Осталось: ")
    assert refused == sum(title == "Садовая 7" for title in titles.values())
    assert refused + asked == 60
    assert f"Записано чатов: 240. Осталось без дома: {asked}. Не взято: {refused}." in world.err
    assert max(world.max.asked[f"/chats/{chat_id}"] for chat_id in titles) == 1
