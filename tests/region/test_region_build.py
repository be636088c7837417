"""`domchat region build`: many cities and a portal; one that fails stops neither."""

import json
import re
from pathlib import Path

import pytest
from distributed import Future, LocalCluster
from distributed.client import FutureCancelledError
from distributed.comm import CommClosedError

from generator.commands import cli
from tests.region.regions import TODAY, build, sites, spoil, write_region


def portal(region: Path, name: str = "index.html") -> str:
    return (region / "output/portal/site" / name).read_text(encoding="utf-8")


def test_dask_makes_the_same_bytes_as_one_after_another(tmp_path, capsys):
    region = write_region(tmp_path)
    assert build(region) == 0
    expected = sites(region / "output")
    assert build(region, "--out", str(tmp_path / "other"), workers=2) == 0
    assert sites(tmp_path / "other") == expected
    assert len([name for name in expected if name.endswith("tver/site/index.html")]) == 1
    assert "Готово: 3\xa0города, изменилось 3" in capsys.readouterr().err


def test_nothing_is_built_twice(tmp_path, capsys):
    region = write_region(tmp_path)
    assert build(region) == 0
    before = sites(region / "output")
    assert build(region) == 0
    assert sites(region / "output") == before
    assert "Готово: 3\xa0города, изменилось 0" in capsys.readouterr().err


@pytest.mark.parametrize("workers", [0, 2])
def test_a_city_that_fails_stays_as_it_was_and_stops_nobody(tmp_path, capsys, workers):
    region = write_region(tmp_path)
    assert build(region, workers=workers) == 0
    before = sites(region / "output")
    spoil(region, "kimry")
    company = region / "cities/tver/data/companies/proba.yaml"
    company.write_text(company.read_text(encoding="utf-8").replace("Мира, 14", "Мира, 16"), encoding="utf-8")
    capsys.readouterr()
    assert build(region, workers=workers) == 1
    told = capsys.readouterr().err
    assert "kimry/data/companies/proba.yaml:2:7: error[choice]" in told
    assert "остались прежними из-за ошибок: kimry" in told
    after = sites(region / "output")
    assert {name for name in before if "kimry" in name} == {name for name in after if "kimry" in name}
    assert all(before[name] == after[name] for name in before if "/kimry/" in name)
    assert any("tver/site/doma/ulitsa-mira/16/" in name for name in after)
    assert "Кимры" in portal(region)


def test_a_city_whose_folder_is_not_ours_fails_alone(tmp_path, capsys):
    region = write_region(tmp_path)
    (tmp_path / "output/cities/kimry").mkdir(parents=True)
    (tmp_path / "output/cities/kimry/foreign.txt").write_text("foreign")
    assert build(region, workers=2) == 3
    assert "город kimry: не получилось" in capsys.readouterr().err
    assert "Тверь" in portal(region)
    assert "Кимры" not in portal(region)
    assert (tmp_path / "output/cities/kimry/foreign.txt").read_text() == "foreign"


def test_only_the_cities_asked_for_are_built(tmp_path, capsys):
    region = write_region(tmp_path)
    assert build(region, "tver") == 0
    assert "Тверь" in portal(region)
    assert "Кимры" not in portal(region)
    assert build(region, "kimry") == 0
    assert "Тверь" in portal(region)
    assert "Кимры" in portal(region)
    assert build(region, "tverr") == 2
    assert "города tverr в регионе нет; может быть, tver?" in capsys.readouterr().err


def test_a_city_that_left_is_on_the_portal_no_more(tmp_path):
    region = write_region(tmp_path)
    assert build(region) == 0
    (region / "cities/kimry").rename(tmp_path / "elsewhere")
    assert build(region) == 0
    assert "Кимры" not in portal(region)
    assert "kimry" not in portal(region, "sitemap.xml")


def test_the_portal_counts_houses_and_chats_laggards_first(tmp_path):
    region = write_region(tmp_path)
    company = region / "cities/tver/data/companies/proba.yaml"
    company.write_text(re.sub(r", chat: \{.*?\}", "", company.read_text(encoding="utf-8")), encoding="utf-8")
    assert build(region) == 0
    rows = json.loads(portal(region, "data/v1/cities.json"))["cities"]
    assert [(one["slug"], one["houses"], one["chats"], one["built"]) for one in rows] == [
        ("vyshniy-volochyok", 3, 1, TODAY), ("kimry", 3, 1, TODAY), ("tver", 3, 0, TODAY),
    ]  # fmt: skip
    page = portal(region, "pokrytie/index.html")
    assert page.index("Тверь") < page.index("Вышний") < page.index("Кимры")
    assert "9\xa0домов. Чат есть у\xa022" in portal(region)


def test_a_cluster_of_somebody_else_s(tmp_path, monkeypatch):
    region = write_region(tmp_path / "region")
    assert build(region) == 0
    monkeypatch.chdir(tmp_path / "region")
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address="127.0.0.1:0") as cluster:
        assert build(Path(), "--out", "other", "--scheduler", cluster.scheduler_address) == 0
    assert sites(Path("other")) == sites(Path("output"))


def test_a_cluster_that_is_not_there_is_told(tmp_path, capsys):
    region = write_region(tmp_path)
    assert build(region, "--scheduler", "tcp://127.0.0.1:1") == 3
    assert "связи с планировщиком Dask нет" in capsys.readouterr().err


@pytest.mark.parametrize("error", [CommClosedError("closed"), FutureCancelledError("key", "lost")])
def test_a_scheduler_that_goes_between_an_answer_and_the_result_is_told(tmp_path, monkeypatch, capsys, error):
    def result(_):
        raise error

    monkeypatch.setattr(Future, "result", result)
    assert build(write_region(tmp_path), workers=2) == 3
    assert "связи с планировщиком Dask нет" in capsys.readouterr().err


def test_a_result_that_is_lost_with_its_worker_is_waited_for(tmp_path, monkeypatch):
    monkeypatch.setattr(Future, "status", "lost")  # as it is between a worker's death and the next one's answer
    assert build(write_region(tmp_path), workers=2) == 0


def test_published_into_one_folder(tmp_path, capsys):
    region = write_region(tmp_path / "region")
    assert build(region) == 0
    target = tmp_path / "www"
    words = ["region", "publish", "--region", str(region), str(target)]
    assert cli.main(words) == 0
    assert (target / "index.html").is_file()
    assert (target / "tver/doma/ulitsa-mira/12/index.html").is_file()
    (target / "tver/own.txt").write_text("foreign")
    (region / "cities/kimry").rename(tmp_path / "elsewhere")
    assert build(region) == 0
    (region / "cities/new/data").mkdir(parents=True)
    capsys.readouterr()
    assert cli.main(words) == 1
    assert "Город new ещё не построен" in capsys.readouterr().err
    assert (target / "kimry/index.html").is_file()  # its residents' printed codes lead there: it goes by hand
    assert (target / "tver/own.txt").read_text() == "foreign"
    assert cli.main([*words[:-1], str(region)]) == 2
