"""`domchat posters` without the links that only notices may show, and beside files of an earlier run."""

import pytest

from generator.commands.cli import main
from tests.built_sites import KEY
from tests.datafiles.folders import SITE, invite, write

COMPANY = """\
name: УК «Проба»
kind: uk
email: proba@example.ru
buildings:
  - id: 7K3QX
    address: ул. Ленина, 1
    chat: {share: poster, owner: residents}
  - id: 9M4RZ
    address: ул. Ленина, 2
"""
PRIVATE = f"7K3QX: {{link: {invite(1)}, poster_key: 2}}\n"


@pytest.fixture
def data(tmp_path):
    return write(tmp_path / "data", {"companies/proba.yaml": COMPANY})


@pytest.fixture
def run(data, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("DOMCHAT_KEY", KEY)

    def command(*arguments, name="posters"):
        words = [name, "--data", str(data), "--out", str(tmp_path / "out"), "--today", "2026-11-22"]
        code = main([*words, *arguments])
        return code, capsys.readouterr().err.replace("\u00a0", " ")

    return command


def made(tmp_path):
    folder = tmp_path / "out" / "posters"
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.pdf"))


def test_no_notice_where_its_link_is_missing(run, tmp_path):
    """An open code would lead to a page that says: look at the code of the notice."""
    code, told = run("--each")
    assert code == 0
    assert made(tmp_path) == ["proba/ulitsa-lenina-2-9M4RZ.pdf"]
    assert "Пропущено: 1 дом, ссылка на чат только на объявлении, но её нет; код привёл бы не в чат." in told
    assert "улица Ленина, 1, код 7K3QX" in told
    assert "share: nowhere" in told


def test_nothing_is_left(run, tmp_path):
    code, told = run("--building", "7K3QX")
    assert code == 1
    assert "Объявления не сделаны." in told
    assert not (tmp_path / "out").exists()


def test_with_its_link_it_has_the_secret_code(run, data, tmp_path):
    write(data / "private", {"site.yaml": None, "links.yaml": PRIVATE})
    code, told = run("--each")
    assert code == 0
    assert len(made(tmp_path)) == 2
    assert "Пропущено" not in told


def test_the_site_does_not_publish_it_either(run, data, tmp_path):
    write(data, {"site.yaml": SITE + "publish_posters: true\n"})
    write(data, {"history.yaml": 'published: {"7K3QX": [doma/ulitsa-lenina/1], "9M4RZ": [doma/ulitsa-lenina/2]}\n',
                 "site.yaml": SITE + "publish_posters: true\n"})  # fmt: skip
    assert run(name="build")[0] == 0
    site = tmp_path / "out" / "site" / "obyavleniya"
    assert sorted(path.name for path in site.glob("*.pdf")) == ["9M4RZ.pdf"]


def test_files_of_an_earlier_run_are_named(run, data, tmp_path):
    write(data / "private", {"site.yaml": None, "links.yaml": PRIVATE})
    assert run()[0] == 0
    assert run("--each")[0] == 0
    assert run("--layout", "a5")[0] == 0
    assert run("--sheet", "65")[0] == 0
    assert run("--sheet", "65", "--building", "7K3QX", "9M4RZ")[0] == 0
    assert run("--per", "house")[0] == 0
    assert run("--per", "house", "--layout", "a5", "--each")[0] == 0
    code, told = run("--sheet", "65", "--test-page")
    assert "остались" not in told, told
    (data / "companies" / "proba.yaml").rename(data / "companies" / "novaya.yaml")
    (tmp_path / "out" / "posters" / "mine.pdf").write_bytes(b"%PDF-1.7 of somebody else")
    code, told = run()
    assert code == 0
    assert "Здесь остались прежние файлы" in told
    for name in (
        "proba.pdf",
        "proba.csv",
        "proba-a5.pdf",
        "proba-sticker-L7651.pdf",
        "proba/ulitsa-lenina-1-7K3QX.pdf",
    ):
        assert name in told
        assert (tmp_path / "out" / "posters" / name).is_file()
    assert "novaya" not in told.partition("Готово")[0]
    assert "mine.pdf" not in told


def test_a_house_renamed(run, data, tmp_path):
    assert run("--building", "9M4RZ")[0] == 0
    path = data / "companies" / "proba.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("ул. Ленина, 2", "ул. Ленина, 2А"), encoding="utf-8")
    code, told = run("--building", "9M4RZ")
    assert code == 0
    assert "ulitsa-lenina-2-9M4RZ.pdf" in told
