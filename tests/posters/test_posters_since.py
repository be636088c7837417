"""`domchat posters --since`: the houses on whose walls something is no longer right."""

import os
import subprocess

import pytest

from generator.commands import outdated
from generator.commands.cli import main
from generator.posters.views import Notice
from tests.datafiles.folders import SITE, invite, write
from tests.posters.papers import text_of

COMPANY = f"""\
name: УК «Проба»
kind: uk
email: proba@example.ru
dispatch: "+7 4242 000001"
buildings:
  - id: 7K3QX
    address: ул. Ленина, 1
    note: Вход со двора
    chat: {{link: {invite(1)}, checked: 2026-10-01}}
  - id: 9M4RZ
    address: ул. Ленина, 2
    chat: {{owner: gosuslugi, checked: 2026-10-01}}
"""
OTHER = f"""\
name: ТСЖ «Другое»
kind: tsg
email: tsg@example.ru
buildings:
  - id: 4C8RZ
    address: ул. Мира, 1
    entrances: 2
    chats:
      - {{link: {invite(2)}, entrance: 2, share: poster}}
      - {{owner: residents, link: {invite(3)}}}
"""
FILES = {"site.yaml": SITE, "companies/proba.yaml": COMPANY, "companies/other.yaml": OTHER}
LENINA, ALL = {"7K3QX", "9M4RZ"}, {"7K3QX", "9M4RZ", "4C8RZ"}
DAY = "2026-10-15"  # the first version


def git(folder, *arguments, day=DAY):
    stamp = f"{day}T12:00:00+11:00"
    who = {"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp}
    names = ("-c", "user.name=Тест", "-c", "user.email=test@example.ru")
    subprocess.run(
        ["git", "-C", str(folder), *names, *arguments], check=True, env=os.environ | who, capture_output=True
    )


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("DOMCHAT_KEY", "a key of posters that is long enough, 9c41")
    write(tmp_path / "city" / "data", FILES)
    git(tmp_path / "city", "init", "-q")
    git(tmp_path / "city", "add", "-A")
    git(tmp_path / "city", "commit", "-qm", "Данные")
    return tmp_path / "city" / "data"


@pytest.fixture
def run(data, tmp_path, capsys):
    """Return a function: arguments → (exit code, ids with new notices, output)."""

    def command(*arguments):
        words = ["posters", "--data", str(data), "--out", str(tmp_path / "out"), "--today", "2026-11-22"]
        code = main([*words, "--each", *arguments])
        made = {path.stem[-5:] for path in (tmp_path / "out" / "posters").rglob("*.pdf")}
        return code, made, capsys.readouterr().err.replace("\u00a0", " ")

    return command


def edit(data, name, old, new):
    text = (data / name).read_text(encoding="utf-8")
    assert old in text
    (data / name).write_text(text.replace(old, new, 1), encoding="utf-8")


P, T = "companies/proba.yaml", "companies/other.yaml"


@pytest.mark.parametrize(
    ("change", "ids"),
    [
        ((P, '"+7 4242 000001"', '"+7 4242 000002"'), LENINA),
        ((P, "УК «Проба»", "УК «Новая»"), LENINA),
        ((P, "email: proba@example.ru", "email: proba@example.ru\nphones: [{number: '+7 4242 000005'}]"), LENINA),
        ((P, "email: proba@example.ru", "email: proba@example.ru\nchannels: [{link: https://max.ru/proba}]"), LENINA),
        ((P, "checked: 2026-10-01}", "checked: 2026-10-01, owner: residents}"), {"7K3QX"}),
        ((P, "checked: 2026-10-01}", "checked: 2026-11-20}"), {"7K3QX"}),
        ((P, "checked: 2026-10-01}", "checked: 2026-10-01, checked_by: УК «Проба»}"), {"7K3QX"}),
        ((P, "checked: 2026-10-01}", "checked: 2026-10-01, withdrawn: 2026-11-20}"), {"7K3QX"}),
        ((P, "ул. Ленина, 2", "ул. Ленина, 2А"), {"9M4RZ"}),
        ((P, "chat: {owner: gosuslugi, checked: 2026-10-01}", "entrances: 3"), {"9M4RZ"}),
        ((T, "entrances: 2", "entrances: 3"), {"4C8RZ"}),
        (("site.yaml", "base_url: https://chat.example.ru/", "base_url: https://dom.example.ru/"), ALL),
        # What no notice shows: the link behind the code, a note, mail, when a chat without a link was confirmed.
        ((P, invite(1), invite(9)), set()),
        ((P, "note: Вход со двора", "note: Вход с улицы"), set()),
        ((P, "email: proba@example.ru", "email: novaya@example.ru"), set()),
        ((P, "{owner: gosuslugi, checked: 2026-10-01}", "{owner: gosuslugi, checked: 2026-11-20}"), set()),
    ],
)  # fmt: skip
@pytest.mark.parametrize("since", ["HEAD", "1 ноября"])
def test_whatever_a_notice_shows(data, run, change, ids, since):
    edit(data, *change)
    code, made, told = run("--since", since)
    assert code == 0, told
    assert made == ids
    assert ("Перепечатывать нечего" in told) == (not ids)


def test_every_field_of_a_notice_has_a_word():
    """So that none is forgotten when it changes."""
    known = {field for fields in outdated.WORDS.values() for field in fields}
    assert known | {"id", "front"} == set(Notice.__struct_fields__)
    assert known > outdated.ON_STICKER


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ((P, '"+7 4242 000001"', '"+7 4242 000002"'), "телефоны — 2 дома"),
        ((P, "УК «Проба»", "УК «Новая»"), "чат — 2 дома; название компании — 2 дома"),
        ((P, "checked: 2026-10-01}", "checked: 2026-11-20}"), "чат — 1 дом"),
        ((P, "ул. Ленина, 2", "ул. Ленина, 2А"), "адрес — 1 дом"),
        ((T, "entrances: 2", "entrances: 3"), "подъезды — 1 дом"),
        ((P, "- id: 7K3QX", "- id: 2ND4C\n    address: ул. Ленина, 5\n  - id: 7K3QX"), "новый дом — 1 дом"),
    ],
)
def test_it_is_told_what_has_changed(data, run, change, words):
    edit(data, *change)
    assert f"Изменилось: {words}." in run("--since", "HEAD")[2]


@pytest.mark.parametrize(
    ("change", "ids"),
    [
        ((P, '"+7 4242 000001"', '"+7 4242 000002"'), LENINA),
        ((P, "ул. Ленина, 2", "ул. Ленина, 2А"), {"9M4RZ"}),
        ((P, "checked: 2026-10-01}", "checked: 2026-11-20}"), set()),
        ((P, "УК «Проба»", "УК «Новая»"), set()),
    ],
)
def test_a_sticker_shows_less(data, run, change, ids):
    """What stands on no sticker makes none wrong."""
    edit(data, *change)
    code, _, told = run("--since", "HEAD", "--layout", "sticker")
    assert code == 0
    assert ("Перепечатывать нечего" in told) == (not ids)
    assert f"{len(ids)} файл" in told or not ids


def test_one_file_a_company_with_its_list_beside_the_file_of_all(data, tmp_path):
    words = ["posters", "--data", str(data), "--out", str(tmp_path / "out"), "--today", "2026-11-22"]
    assert main(words) == 0
    before = (tmp_path / "out" / "posters" / "proba.pdf").read_bytes()
    edit(data, P, '"+7 4242 000001"', '"+7 4242 000002"')
    assert main([*words, "--since", "HEAD"]) == 0
    made = sorted(path.name for path in (tmp_path / "out" / "posters").iterdir())
    assert made == ["other.csv", "other.pdf", "proba-izmeneniya.csv", "proba-izmeneniya.pdf", "proba.csv", "proba.pdf"]
    assert (tmp_path / "out" / "posters" / "proba.pdf").read_bytes() == before
    pages = text_of((tmp_path / "out" / "posters" / "proba-izmeneniya.pdf").read_bytes())
    assert "Обход: УК «Проба»" in pages[0].replace("\u00a0", " ")
    assert len(pages) == 3


def test_the_day_counts_from_its_morning(data, run):
    edit(data, P, '"+7 4242 000001"', '"+7 4242 000002"')
    git(data, "commit", "-qam", "Телефон", day="2026-11-21")
    assert run("--since", "22.11.2026")[1] == set()
    assert run("--since", "вчера")[1] == LENINA


def test_a_new_house_and_one_that_is_gone(data, run):
    edit(data, P, "  - id: 9M4RZ\n    address: ул. Ленина, 2\n", "  - id: 2ND4C\n    address: ул. Ленина, 5\n")
    code, made, told = run("--since", "HEAD", "--company", "proba")
    assert code == 0
    assert made == {"2ND4C"}
    assert "Снимите объявления: 1 дома в данных больше нет." in told
    assert "улица Ленина, 2, код 9M4RZ" in told
    assert "Снимите" not in run("--since", "HEAD", "--company", "other")[2]


def test_a_private_link_that_git_does_not_know(data, run):
    edit(data, T, f"link: {invite(2)}, entrance: 2", "entrance: 2")
    git(data, "commit", "-qam", "Ссылка отдельно")
    (data / "private").mkdir()
    (data / "private" / "links.yaml").write_text(f"4C8RZ: {{1: {{link: {invite(2)}}}}}\n", encoding="utf-8")
    code, made, told = run("--since", "HEAD")
    assert (code, made) == (0, set()), told
    edit(data, T, "owner: residents", "owner: company")
    assert run("--since", "HEAD")[1] == {"4C8RZ"}


def test_without_a_state_of_that_day_the_dates_tell(data, run):
    edit(data, P, "checked: 2026-10-01}", "checked: 2026-10-10}")
    code, made, told = run("--since", "05.10.2026")
    assert code == 0
    assert made == {"7K3QX"}
    assert "В git нет данных старше 05.10.2026: взяты дома, чей чат с этого дня открыт, проверен или отозван." in told


def test_a_state_with_mistakes(data, run):
    edit(data, P, "kind: uk", "kind: что-то")
    git(data, "commit", "-qam", "С ошибкой")
    edit(data, P, "kind: что-то", "kind: uk")
    code, _, told = run("--since", "HEAD")
    assert code == 2
    assert "в версии HEAD данные с ошибками" in told
    code, made, told = run("--since", "1 ноября")
    assert (code, made) == (0, set())
    assert "В данных за 01.11.2026 есть ошибки: взяты дома" in told


@pytest.mark.parametrize(
    ("since", "answer"),
    [
        ("2030-01-01", "«2030-01-01» ещё не наступило"),
        ("31.02.2026", "«31.02.2026» — такого дня нет, и версии git с этим именем тоже"),
        ("31 ноября", "«31 ноября» — такого дня нет, и версии git с этим именем тоже"),
        ("--output=x", "«--output=x» — такого дня нет, и версии git с этим именем тоже"),
        ("maim", "день: 01.11.2026, «1 ноября», вчера; версия: имя ветки"),
    ],
)
def test_what_is_neither_day_nor_version(run, since, answer):
    code, made, told = run(f"--since={since}")
    assert (code, made) == (2, set())
    assert answer in told
