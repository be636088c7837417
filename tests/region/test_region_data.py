"""region.yaml: what stands there once for all cities, and a city that is built alone."""

import json
from pathlib import Path

import pytest

from generator.commands import cli
from tests.region.regions import REGION, TODAY, build, sites, spoil, write_region

OWN_LINES = """\
contact: {email: chat@example.ru}
region: Примерская область
timezone: Asia/Sakhalin
portal: https://chat.example.ru/
base_url: https://chat.example.ru/tver/
"""


def files(folder: Path) -> dict[str, bytes]:
    root = folder.resolve()
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def build_alone(city: Path) -> dict[str, bytes]:
    words = ["--data", str(city / "data"), "--out", str(city / "output"), "--today", TODAY]
    assert cli.main(["build", *words]) == 0
    return files(city / "output/site")


def test_a_city_is_what_it_would_be_with_the_lines_written(tmp_path):
    region = write_region(tmp_path / "region")
    alone = write_region(tmp_path / "alone") / "cities/tver"
    (tmp_path / "alone/region.yaml").unlink()
    site = alone / "data/site.yaml"
    site.write_text(site.read_text(encoding="utf-8") + OWN_LINES, encoding="utf-8")
    assert build(region) == 0
    expected = build_alone(alone)
    assert files(region / "output/cities/tver/site") == expected
    assert build_alone(region / "cities/tver") == expected  # which finds region.yaml by itself


def test_what_a_city_writes_itself_counts(tmp_path):
    region = write_region(tmp_path)
    site = region / "cities/tver/data/site.yaml"
    site.write_text(site.read_text(encoding="utf-8") + "base_url: https://tver.example.org/\n", encoding="utf-8")
    assert build(region) == 0
    assert b"https://tver.example.org/doma/" in (region / "output/cities/tver/site/sitemap.xml").read_bytes()
    cities = json.loads((region / "output/portal/site/data/v1/cities.json").read_text(encoding="utf-8"))["cities"]
    assert [one["site"] for one in cities] == [
        "https://chat.example.ru/vyshniy-volochyok/",
        "https://chat.example.ru/kimry/",
        "https://tver.example.org/",
    ]


def test_cities_may_stand_on_hosts_of_their_own(tmp_path):
    region = write_region(tmp_path, region=REGION + "city_url: https://{city}.chat.example.ru/\n")
    assert build(region) == 0
    assert "https://kimry.chat.example.ru/sitemap.xml" in (region / "output/portal/site/sitemap.xml").read_text("utf-8")


def test_a_change_of_region_yaml_reaches_the_cities(tmp_path):
    region = write_region(tmp_path)
    assert build(region) == 0
    before = sites(region / "output")
    path = region / "region.yaml"
    path.write_text(REGION.replace("chat@example.ru", "novaya@example.ru"), encoding="utf-8")
    assert build(region) == 0
    page = (region / "output/cities/tver/site/o-proekte/index.html").read_text(encoding="utf-8")
    assert "novaya@example.ru" in page
    changed = sites(region / "output")
    path.write_text(REGION, encoding="utf-8")
    assert build(region) == 0
    assert sites(region / "output") == before != changed


@pytest.mark.parametrize(
    ("region", "says"),
    [
        ("", ["region.yaml:1:1: error[yaml-empty]"]),
        (
            "title: x\n",
            [
                "region.yaml:1:1: error[required]: регион: нет обязательного поля base_url",
                "region.yaml:1:1: error[required]: регион: нет обязательного поля contact",
            ],
        ),
        (REGION.replace("Asia/Sakhalin", "Asia/Nowhere"), ["region.yaml:5:11: error[timezone]"]),
        (
            REGION + "city_url: https://chat.example.ru/\n",
            ["region.yaml:6:11: error[base-url]", "должно один раз стоять {city}"],
        ),
        (REGION + "stale: 1\n", ["region.yaml:6:1: error[unknown-field]"]),
        (REGION.replace("{email: chat@example.ru}", "{}"), ["region.yaml:3:10: error[no-contact]"]),
    ],
)
def test_mistakes_are_told_once_and_with_those_of_the_cities(tmp_path, monkeypatch, capsys, region, says):
    monkeypatch.chdir(write_region(tmp_path, region=region))
    spoil(Path(), "tver")
    assert cli.main(["region", "check", "--workers", "0", "--today", TODAY]) == 1
    told = capsys.readouterr().out
    for part in says:
        assert told.count(part) == 1, told
    assert told.count("cities/tver/data/companies/proba.yaml:2:7: error[") == 1, told
    assert "timezone" not in region or "сайт: нет обязательного поля" not in told  # it stands in region.yaml


def test_folders_that_can_be_no_city_are_told(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(write_region(tmp_path))
    for name in ("Тверь", "assets", "pokrytie"):
        Path("cities", name).mkdir()
    assert cli.main(["region", "check", "--workers", "0"]) == 1
    told = capsys.readouterr().out
    assert "cities/Тверь:1:1: error[file-name]: имя папки «Тверь» станет адресом города и для него не годится" in told
    assert told.count("занят самим порталом") == 2


def test_without_a_region_there_is_a_hint(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["region", "build"]) == 2
    assert "здесь нет файла region.yaml" in capsys.readouterr().err
    assert cli.main(["region", "build", "--region", "nowhere"]) == 1
    assert "nowhere/region.yaml:1:1: error[no-site]" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
