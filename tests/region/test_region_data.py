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
        (REGION.replace("chat.example.ru/", f"{'ё' * 60}.рф/"), ["region.yaml:2:11: error[base-url]", "не похоже на"]),
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


def give_address(slug: str, url: str) -> None:
    path = Path("cities", slug, "data/site.yaml")
    path.write_text(path.read_text(encoding="utf-8") + f"base_url: {url}\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("addresses", "says"),
    [
        (
            {"kimry": "https://Chat.example.ru/tver"},
            {"kimry": "по этому же адресу стоит город tver: https://chat.example.ru/tver/"},
        ),
        (
            {"kimry": "https://пример.рф/", "tver": "http://xn--e1afmkfd.xn--p1ai/"},
            {
                "kimry": "по этому же адресу стоит город tver: http://xn--e1afmkfd.xn--p1ai/",
                "tver": "по этому же адресу стоит город kimry: https://пример.рф/",
            },
        ),
        (
            {"kimry": "https://a.example.ru/x/y/", "tver": "https://a.example.ru/x/"},
            {
                "kimry": "снаружи этого адреса стоит город tver: https://a.example.ru/x/",
                "tver": "внутри этого адреса стоит город kimry: https://a.example.ru/x/y/",
            },
        ),
        (
            {"tver": "https://chat.example.ru/tver/a/", "kimry": "https://chat.example.ru/tver/"},
            {
                "kimry": "внутри этого адреса стоит город tver: https://chat.example.ru/tver/a/",
                "tver": "снаружи этого адреса стоит город kimry: https://chat.example.ru/tver/",
            },
        ),
        (
            {"tver": "https://chat.example.ru/"},
            {"tver": "на месте этого адреса, https://chat.example.ru/, стоит портал"},
        ),
        ({"tver": "https://chat.example.ru/assets/x/"}, {"tver": "стоит портал: https://chat.example.ru/"}),
        ({"tver": "https://a.example.ru/x/", "kimry": "https://a.example.ru/xy/"}, {}),
    ],
)
def test_cities_in_one_another_s_place_are_told_and_stop_nobody(tmp_path, monkeypatch, capsys, addresses, says):
    monkeypatch.chdir(write_region(tmp_path))
    assert build(Path()) == 0
    before = sites(Path("output"))
    for slug, url in addresses.items():
        give_address(slug, url)
    spoil(Path(), "kimry")
    capsys.readouterr()
    assert cli.main(["region", "check", "--workers", "0", "--today", TODAY]) == 1
    told = capsys.readouterr().out
    for slug, text in says.items():
        assert f"cities/{slug}/data/site.yaml:3:11: error[base-url]: " in told
        assert text in told
    assert told.count("error[base-url]") == len(says)
    assert "cities/kimry/data/companies/proba.yaml:2:7: error[choice]" in told
    assert build(Path()) == 1
    after = sites(Path("output"))
    for slug in {*says, "kimry"}:
        assert {name: digest for name, digest in before.items() if f"/{slug}/" in name} == {
            name: digest for name, digest in after.items() if f"/{slug}/" in name
        }
    if says:
        assert "остались прежними из-за ошибок" in capsys.readouterr().err


def test_an_address_that_no_host_can_have_is_told_by_the_city(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(write_region(tmp_path))
    give_address("tver", f"https://{'a' * 64}.ru/")
    assert cli.main(["region", "check", "--workers", "0", "--today", TODAY]) == 1
    assert "cities/tver/data/site.yaml:3:11: error[base-url]: «https://aaa" in capsys.readouterr().out


def test_the_plan_tells_the_address_that_a_city_gave_itself(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(write_region(tmp_path))
    give_address("tver", "https://tver.example.org/")
    assert cli.main(["region", "plan", "--format", "json"]) == 0
    urls = {row["city"]: row["url"] for row in json.loads(capsys.readouterr().out)}
    assert urls["tver"] == "https://tver.example.org/"
    assert urls["kimry"] == "https://chat.example.ru/kimry/"


def test_without_a_region_there_is_a_hint(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["region", "build"]) == 2
    assert "здесь нет файла region.yaml" in capsys.readouterr().err
    assert cli.main(["region", "build", "--region", "nowhere"]) == 1
    assert "nowhere/region.yaml:1:1: error[no-site]" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
