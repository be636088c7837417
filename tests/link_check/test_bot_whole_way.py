"""The whole way of the guide: empty links → listen → build → a scanned poster → a page that says who confirmed.

Then an invitation is issued again → check → a line for each house in `git diff`, and the change in words.
"""

import re
import subprocess

import pytest

from generator.commands.cli import main
from tests.datafiles.folders import invite, write
from tests.link_check.bot_server import TOKEN, MaxBot, serve
from tests.posters.papers import codes, opened, picture

DAY, LATER = "2026-11-22", "2026-11-29"
COMPANY = """\
name: УК «Пример-1»
kind: uk
dispatch: '112'
buildings:
  - id: 7K3QX
    address: ул. Ленина, 12 корп. 2
  - id: 8M2PA
    address: ул. Мира, 5А
  - id: 9M4RZ
    address: ул. Мира, 7
"""


def git(folder, *words):
    who = ["-c", "user.name=a", "-c", "user.email=a@example.ru"]
    return subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def city(tmp_path, monkeypatch):
    monkeypatch.setattr("generator.link_check.bot.calls._PAUSE", 0)
    monkeypatch.setenv("DOMCHAT_BOT_TOKEN", TOKEN)
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "data", {"companies/a.yaml": COMPANY})
    (tmp_path / ".gitignore").write_text("output\n")
    assert main(["ids", "--today", DAY]) == 0
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "Данные")
    return tmp_path


def page(city, path):
    text = (city / "output/site" / path / "index.html").read_text(encoding="utf-8")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text).replace("\u00a0", " ").replace("&nbsp;", " "))


def test_the_whole_way(city, capsys):
    with serve(MaxBot()) as imitated:
        company = ["--company", "a", "--server", imitated.base]
        listen = ["bot", "listen", *company, "--yes", "--no-questions", "--for", "0", "--today", DAY]
        imitated.tell(-9, "bot_removed")
        assert main(listen) == 0  # gets the mark
        imitated.add(-71, "Ленина 12 корп 2 | ЖЭУ-9", invite(1))
        imitated.add(-72, "Наш дом 🏠 ул. Мира, д. 5А", invite(2))
        imitated.add(-73, "Мира 7 соседи", invite(3))
        assert main(listen) == 0
        assert main(["build", "--today", DAY]) == 0
        assert main(["posters", "--today", DAY]) == 0

        [poster] = (city / "output/posters").rglob("*.pdf")
        with opened(poster.read_bytes()) as file:
            scanned = {code for sheet in file for code in codes(picture(sheet, 150))}
        assert scanned == {f"HTTPS://CHAT.EXAMPLE.RU/D/{number}/" for number in ("7K3QX", "8M2PA", "9M4RZ")}
        redirect = (city / "output/site/D/7K3QX/index.html").read_text(encoding="utf-8")
        assert "doma/ulitsa-lenina/12k2" in redirect
        house = "doma/ulitsa-lenina/12k2"
        assert "Ссылку подтвердил бот УК «Пример-1» 22 ноября 2026." in page(city, house)
        html = (city / "output/site" / house / "index.html").read_text(encoding="utf-8")
        assert f'href="{invite(1)}"' in html
        assert "-71" not in html

        git(city, "commit", "-qam", "Ссылки")
        imitated.chats[-71]["link"] = invite(11)
        imitated.chats[-72]["link"] = invite(12)
        assert main(["bot", "check", *company, "--today", DAY]) == 0
        diff = [line for line in git(city, "diff", "--unified=0").splitlines() if re.match(r"[-+] ", line)]
        assert diff == [
            f"-      link: {invite(1)}", f"+      link: {invite(11)}",
            f"-      link: {invite(2)}", f"+      link: {invite(12)}",
        ]  # fmt: skip
        capsys.readouterr()
        assert main(["changes", "HEAD"]) == 0
        told = capsys.readouterr().out.replace("\u00a0", " ")
        assert told.count("ссылка сменилась") == 2
        assert "улица Ленина, 12 корп. 2 (7K3QX): ссылка сменилась" in told

        git(city, "commit", "-qam", "Новые ссылки")
        assert main(["bot", "check", *company, "--today", LATER]) == 0
        assert main(["changes", "HEAD", "--today", LATER]) == 0
        told = capsys.readouterr().out.replace("\u00a0", " ")
        assert told.count("когда проверена") == 3
        assert main(["build", "--today", LATER]) == 0
        assert "Ссылку подтвердил бот УК «Пример-1» 29 ноября 2026." in page(city, house)
