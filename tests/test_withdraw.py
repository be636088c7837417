"""`domchat withdraw`: one added line in the file, everything else unchanged; the link leaves the site."""

import pytest

from generator.commands.cli import main
from tests.datafiles.folders import codes, invite, load, write

DAY = "2026-11-22"
HEAD = "name: УК «А»\nkind: direct\nbuildings:\n"
HOUSE = "  - id: 7K3QX\n    address: ул. Ленина, 1\n"
OTHER = "  - id: 9M4RZ\n    address: ул. Мира, 1\n"


def withdraw(folder, *what):
    return main(["withdraw", *what, "--data", str(folder), "--today", DAY])


def company(folder, name="a"):
    return (folder / f"companies/{name}.yaml").read_bytes().decode()


# the house's record before → after
STYLES = {
    "a link": (
        f"    chat: {invite(1)}  # чат\n",
        f"    chat:  # чат\n      link: {invite(1)}\n      withdrawn: {DAY}\n",
    ),
    "fields": (
        f"    chat:\n      # а\n      link: {invite(1)}  # да\n      shared: true\n      # б\n",
        f"    chat:\n      # а\n      link: {invite(1)}  # да\n      shared: true\n      withdrawn: {DAY}\n      # б\n",
    ),
    "one line": (f"    chat: {{link: {invite(1)}, }}\n", f"    chat: {{link: {invite(1)}, withdrawn: {DAY}, }}\n"),
    "a list": (
        f"    chats:\n    -   link: {invite(1)}\n        owner: residents\n",
        f"    chats:\n    -   link: {invite(1)}\n        owner: residents\n        withdrawn: {DAY}\n",
    ),
    "links in a list": (f"    chats: [{invite(1)}]\n", f"    chats: [{{link: {invite(1)}, withdrawn: {DAY}}}]\n"),
    "a chat without a link": (
        "    chat: {owner: gosuslugi}  # госуслуги\n",
        f"    chat: {{owner: gosuslugi, withdrawn: {DAY}}}  # госуслуги\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["", "with a mark"])
def test_one_line_more(tmp_path, before, after, end, mark):
    text = mark + HEAD + HOUSE + before + "# между\n" + OTHER
    write(tmp_path, {"companies/a.yaml": text.replace("\n", end).encode()})
    assert withdraw(tmp_path, "7k3qx") == 0
    assert company(tmp_path) == (mark + HEAD + HOUSE + after + "# между\n" + OTHER).replace("\n", end)
    assert codes(load(tmp_path)) == ["no-history"]


def test_a_shared_link_is_withdrawn_everywhere(tmp_path, capsys):
    chat = f"    chat: {{link: {invite(1)}, shared: true}}\n"
    write(
        tmp_path,
        {"companies/a.yaml": HEAD + HOUSE + chat, "companies/b.yaml": HEAD.replace("УК", "ТСЖ") + OTHER + chat},
    )
    assert withdraw(tmp_path, "9M4RZ") == 0
    assert "улица Ленина, 1 (7K3QX)" in capsys.readouterr().err.replace("\u00a0", " ")
    assert company(tmp_path).count(DAY) == company(tmp_path, "b").count(DAY) == 1
    assert codes(load(tmp_path)) == ["no-history"]


def test_of_several_one_has_to_be_named(tmp_path, capsys):
    chats = f"    chats:\n      - {invite(1)}\n      - {invite(2)}\n"
    write(tmp_path, {"companies/a.yaml": HEAD + HOUSE + chats})
    before = company(tmp_path)
    assert withdraw(tmp_path, "7K3QX") == 2
    assert "--chat 2 — строка 8" in capsys.readouterr().err
    assert company(tmp_path) == before
    assert withdraw(tmp_path, "7K3QX", "--chat", "2") == 0
    assert f"{invite(1)}\n      - link: {invite(2)}\n        withdrawn: {DAY}\n" in company(tmp_path)
    assert withdraw(tmp_path, "7K3QX") == 0  # one is left


def test_by_link_in_any_of_its_forms(tmp_path):
    organization = f"chats: [{invite(1)}]\n"
    write(tmp_path, {"companies/a.yaml": organization + HEAD + HOUSE, "companies/b.yaml": HEAD + OTHER})
    assert withdraw(tmp_path, f" max.ru/join/{invite(1).rpartition('/')[2]}") == 0
    assert company(tmp_path).startswith(f"chats: [{{link: {invite(1)}, withdrawn: {DAY}}}]\n")


def test_a_link_of_the_private_file_is_withdrawn_in_the_open_one(tmp_path):
    files = {"companies/a.yaml": HEAD + HOUSE + "    chat: {share: poster}\n"}
    write(tmp_path, {**files, "private/links.yaml": f"7K3QX: {{link: {invite(1)}}}\n"})
    assert withdraw(tmp_path, invite(1)) == 0
    assert company(tmp_path) == HEAD + HOUSE + f"    chat: {{share: poster, withdrawn: {DAY}}}\n"
    assert codes(load(tmp_path)) == ["no-history"]


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("ZZZZZ", "дома с номером ZZZZZ нет"),
        ("9M4RZ", "у дома 9M4RZ чатов нет"),
        (invite(9), "такой ссылки нет ни у одного чата"),
        ("max.ru/u/1", "личной странице"),
        ("", "дома с номером"),
        ("https://max.ru/primer", "каналы не отзывают"),
    ],
)
def test_nothing_to_withdraw(tmp_path, what, said, capsys):
    channel = "channels: [{link: https://max.ru/primer}]\n"
    write(tmp_path, {"companies/a.yaml": channel + HEAD + HOUSE + f"    chat: {invite(1)}\n" + OTHER})
    before = company(tmp_path)
    assert withdraw(tmp_path, what) == 2
    assert said in capsys.readouterr().err
    assert company(tmp_path) == before


def test_twice(tmp_path):
    write(tmp_path, {"companies/a.yaml": HEAD + HOUSE + f"    chat: {invite(1)}\n"})
    assert [withdraw(tmp_path, "7K3QX"), withdraw(tmp_path, "7K3QX")] == [0, 2]
    assert company(tmp_path).count("withdrawn") == 1


def test_other_errors_do_not_stop_it(tmp_path, capsys):
    """A withdrawal is urgent and must not wait for a corrected telephone."""
    write(tmp_path, {"companies/a.yaml": HEAD + HOUSE + f"    flats: много\n    chat: {invite(1)}\n"})
    assert withdraw(tmp_path, "7K3QX") == 0
    assert "сайт не обновится" in capsys.readouterr().err


def test_a_file_that_is_not_read_does(tmp_path, capsys):
    write(tmp_path, {"companies/a.yaml": HEAD + HOUSE, "companies/b.yaml": "name: [\n"})
    assert withdraw(tmp_path, "7K3QX") == 1
    assert "companies/b.yaml" in capsys.readouterr().err


def test_the_page_warns_and_the_link_is_gone(tmp_path):
    write(tmp_path / "data", {"companies/a.yaml": HEAD + HOUSE + f"    chat: {invite(1)}\n"})
    data = ["--data", str(tmp_path / "data"), "--out", str(tmp_path / "output"), "--today", DAY]
    page = tmp_path / "output/site/doma/ulitsa-lenina/1/index.html"
    assert main(["build", *data]) == 0
    assert invite(1) in page.read_text(encoding="utf-8")
    assert main(["withdraw", "7K3QX", *data[:2], *data[4:]]) == 0
    assert main(["build", *data]) == 0
    text = page.read_text(encoding="utf-8")
    assert invite(1) not in text
    assert "отозван" in text


def test_a_channel_with_the_same_link_is_named(tmp_path, capsys):
    text = HEAD.replace("buildings", f"channels: [{{link: {invite(1)}}}]\nbuildings") + HOUSE
    write(tmp_path, {"companies/a.yaml": f"{text}    chat: {invite(1)}\n"})
    assert withdraw(tmp_path, "7K3QX") == 0
    assert "стоит у канала организации: " in capsys.readouterr().err
    assert "link-withdrawn" in codes(load(tmp_path))
