"""Workers without a shared disk: they take a city from a closed storage and publish it."""

from pathlib import Path

import pytest

from generator.commands import cli
from tests.region.buckets import LISTING, bucket, place
from tests.region.clusters import cluster
from tests.region.regions import build, spoil


def through(region: Path, folder: str = "chat") -> list[str]:
    return ["--store", place("closed", region, ""), "--publish", place("site", region, folder)]


def test_workers_that_see_no_disk_publish_the_same_bytes_though_one_is_killed(region, proxy, stored, tmp_path, capsys):
    assert build(region) == 0
    assert cli.main(["region", "publish", "--region", str(region), place("site", region, "disk")]) == 0
    with cluster(tmp_path / "elsewhere", forbidden=region) as (address, start):
        start("scheduler")
        workers = [start("worker")]
        pages = iter(range(10))

        def kill_in_the_middle(method: str, path: str) -> None:
            if method == "PUT" and path.startswith("/site/") and path.endswith("index.html") and next(pages, 0) == 9:
                workers[0].kill()
                workers.append(start("worker"))

        proxy.failing = kill_in_the_middle
        words = ["--scheduler", address, "--out", str(tmp_path / "portal")]
        assert build(region, *through(region, "cluster"), *words) == 0
        assert [worker.poll() for worker in workers] == [-9, None]
    assert stored("cluster") == stored("disk")
    assert "изменилось 3" in capsys.readouterr().err
    assert not list((tmp_path / "portal").glob("cities/*"))


def test_only_the_city_that_changed_is_built_and_little_is_sent(region, proxy, stored, capsys):
    assert build(region, *through(region)) == 0
    before = stored()
    capsys.readouterr()
    proxy.requests.clear()
    assert build(region, *through(region)) == 0
    assert {method for method, _, _ in proxy.requests} == {"GET", "HEAD"}
    assert len(proxy.requests) == 2 * 3 + 1  # what is known of each city and whether it is still there; the portal
    told = capsys.readouterr().err
    assert "изменилось 0" in told
    assert f"{region}/cities/tver/data/history.yaml:1:1: warning[no-history]" in told

    company = region / "cities/tver/data/companies/proba.yaml"
    text = company.read_text(encoding="utf-8")
    company.write_text(text.replace("email: proba", "email: novaya"), encoding="utf-8")
    proxy.requests.clear()
    assert build(region, *through(region)) == 0
    kimry = [path for _, path, _ in proxy.requests if "/kimry/" in path]
    assert [path.rpartition("/kimry/")[2] for path in kimry] == ["built.json", LISTING]
    changed = {name for name, content in stored().items() if before.get(name) != content}
    assert changed
    assert all(name.startswith("tver/") for name in changed)
    sent = [path for method, path, _ in proxy.requests if method == "PUT" and path.startswith("/site/")]
    assert len(sent) == len(changed) + 2  # the list, before and after

    company.write_text(text, encoding="utf-8")
    assert build(region, *through(region)) == 0
    assert stored() == before


def test_a_city_that_fails_stays_in_the_storage_and_on_the_portal(region, proxy, stored, capsys, monkeypatch):
    assert build(region, *through(region)) == 0
    before = stored()
    spoil(region, "kimry")
    capsys.readouterr()
    monkeypatch.chdir(region)
    assert build(Path(), *through(region)) == 1
    told = capsys.readouterr().err
    assert "\ncities/kimry/data/companies/proba.yaml:2:7: error[choice]" in f"\n{told}"
    assert "остались прежними из-за ошибок: kimry" in told
    assert stored() == before
    assert build(Path(), *through(region), "tver") == 0  # the others are taken from the storage for the portal
    assert stored() == before


def test_what_others_published_since_is_mended(region, proxy, stored):
    assert build(region, *through(region)) == 0
    before = stored()
    site = bucket(place("site", region, "chat"))
    for name in site.look_below("tver"):
        site.remove(name)
    assert build(region, *through(region)) == 0
    assert stored() == before


@pytest.mark.parametrize("content", [b"", b"not gzip", b"\x1f\x8b\x08\0\0\0\0\0\0\0broken"])
def test_a_damaged_cache_is_no_matter(region, proxy, stored, content):
    assert build(region, *through(region)) == 0
    before = stored()
    closed = bucket(place("closed", region, ""))
    for name in closed.look_below():
        if name.endswith(("cache.tar.gz", "built.json")):
            closed.put(name, content, {})
    assert build(region, *through(region)) == 0
    assert stored() == before


def test_two_who_build_at_once_are_told(region, proxy, stored, capsys):
    """Another run puts other data where the worker is about to take its own."""
    assert build(region, *through(region)) == 0
    before = stored()
    company = region / "cities/tver/data/companies/proba.yaml"
    company.write_text(company.read_text(encoding="utf-8").replace("email: proba", "email: a"), encoding="utf-8")

    others = iter([b"other data"])

    def come_between(method: str, path: str) -> None:
        if method == "GET" and path.endswith("tver/data.tar.gz"):
            for content in others:
                bucket(place("closed", region, "tver")).put("data.tar.gz", content, {})

    proxy.failing = come_between
    assert build(region, *through(region)) == 3
    assert "город tver: не получилось: данные города в закрытом хранилище сменились" in capsys.readouterr().err
    assert stored() == before
    proxy.failing = lambda _method, _path: None
    assert build(region, *through(region)) == 0
    assert stored() != before


def test_a_worker_of_another_version_does_nothing(region, proxy, stored, monkeypatch, capsys):
    monkeypatch.setattr("generator.region.through_storage.code_digest", iter("abcdefgh").__next__)
    assert build(region, *through(region), "tver") == 3
    assert "на исполнителе другая версия программы" in capsys.readouterr().err
    assert not any(name.startswith("tver/") for name in stored())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--store", "s3://closed/x"], "--store и --publish нужны вместе"),
        (["--publish", "s3://site/x"], "--store и --publish нужны вместе"),
        (["--store", "s3://site/closed", "--publish", "s3://site/x"], "возьмите для --store другое хранилище"),
        (["--verify", "--changed", "-"], "--verify, --changed: только вместе с --store и --publish"),
    ],
)
def test_wrong_usage_changes_nothing(region, proxy, capsys, words, says):
    assert build(region, *words) == 2
    assert says in capsys.readouterr().err
    assert not (region / "output").exists()
    assert proxy.requests == []


def test_a_storage_that_is_not_there_is_told(region, proxy, capsys, monkeypatch):
    assert build(region, "--store", "s3://nobody/x", "--publish", "s3://site/x") == 3
    assert "domchat: s3://nobody/x/: такого хранилища (bucket) нет" in capsys.readouterr().err
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.setenv("HOME", str(region))
    assert build(region, *through(region)) == 2
    assert "ключей хранилища нет" in capsys.readouterr().err
