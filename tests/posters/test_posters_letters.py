"""Letters of Russia's peoples are printed; of a letter that the font lacks one is told before the poster hangs."""

import pytest

from generator.commands.cli import main
from tests.datafiles.folders import invite, write
from tests.posters.papers import text_of

NAMES = ["Мэҥэ", "Уҕараҥ", "Чөөн-Хемчик", "Эрзиңниг", "Шӱдыр", "Пӧтыр Онар", "Ӓнгыр", "Ӹлымаш", "Ҫеҫпӗл Мишши",
         "Кәрим Тинчурин", "Һайндары", "Бүхэ-Барилдаан", "Ӕхсары"]  # fmt: skip


@pytest.fixture
def printed(tmp_path, capsys):
    """Return a function: names of streets → (what the command says, the text of the PDF)."""

    def made(names):
        buildings = "".join(f"  - address: улица {name}, 5\n" for name in names)
        data = write(tmp_path / "data", {"companies/a.yaml": f"name: УК «А»\nkind: direct\nbuildings:\n{buildings}"})
        assert main(["ids", "--data", str(data)]) == 0
        target = tmp_path / "a.pdf"
        assert main(["posters", "--data", str(data), "--out", str(tmp_path / "out"), "-o", str(target)]) == 0
        return capsys.readouterr().err, " ".join(text_of(target.read_bytes()))

    return made


def test_letters_of_russias_peoples_are_printed(printed):
    said, text = printed(NAMES)
    assert "будет «?»" not in said
    assert [name for name in NAMES if name not in text.replace("\u00a0", " ")] == []


def test_a_letter_that_the_font_lacks_is_told(printed):
    said, text = printed(["Ӿара", "Мира"])
    assert "Вместо «Ӿ» на объявлении будет «?», таких букв нет в его шрифте: улица Ӿара, 5" in said.replace(
        "\u00a0", " "
    )
    assert "?ара" in text


def test_whatever_text_of_a_notice_has_it(tmp_path, capsys):
    """A telephone's label and the name of whoever confirmed the link, too; each text once."""
    company = (
        "name: УК «А»\nkind: uk\nemail: a@example.ru\nphones: [{label: Приёмная ☎, number: '+7 4242 000001'}]\n"
        "buildings:\n"
    )
    chat = f"{{link: {invite(1)}, checked: 2026-11-01, checked_by: УК «漢»}}"
    houses = f"  - address: улица Мира, 1\n    entrances: 2\n    chat: {chat}\n"
    data = write(tmp_path / "data", {"companies/a.yaml": company + houses})
    assert main(["ids", "--data", str(data)]) == 0
    words = ["posters", "--data", str(data), "--out", str(tmp_path / "out"), "--today", "2026-11-22"]
    assert main(words) == 0
    said = capsys.readouterr().err.replace("\u00a0", " ")
    assert said.count("Вместо «☎» на объявлении будет «?»") == 1
    assert said.count("Вместо «漢» на объявлении будет «?»") == 1
