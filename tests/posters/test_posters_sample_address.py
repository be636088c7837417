"""Posters with the address of a sample are told not to be hung: a printed address stays for years."""

from pathlib import Path

import pytest

from generator.commands.cli import main
from tests.datafiles.folders import write

HOUSE = "name: УК «А»\nkind: direct\nbuildings:\n  - id: 7K3QX\n    address: ул. Ленина, 1\n"
SITE = """\
title: Чаты
city: Примерград
region: Область
timezone: Asia/Sakhalin
contact: {email: a@primer.ru}
"""


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("base_url: https://chat.example.ru/", True),
        ("base_url: https://primer.example/chaty/", True),
        ("base_url: https://chat.primer.ru/", False),
        ("base_url: https://myexample.ru/", False),
        ("base_url: https://chat.example.ru/\ndemo: true", False),
    ],
)
def test_the_address_of_a_sample_is_told(tmp_path, monkeypatch, capsys, line, told):
    monkeypatch.chdir(tmp_path)
    write(Path("data"), {"site.yaml": f"{SITE}{line}\n", "companies/a.yaml": HOUSE})
    assert main(["posters", "--today", "2026-11-22"]) == 0
    assert ("Не вешайте эти объявления: на них адрес образца" in capsys.readouterr().err) == told
