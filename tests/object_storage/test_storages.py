"""`domchat publish s3://…` against a real S3 server, one that fails, and settings of every kind."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import sleep

import pytest

from generator.build.object_storage import NoCredentialsError, credentials, open_bucket, place_of
from generator.build.object_storage.listing import KEY
from generator.commands.cli import main
from tests.datafiles.folders import invite, write
from tests.object_storage.servers import BROKEN, HALF, KEYS, Proxy, s3_server

LONG = "doma/ulitsa-lenina/1/index.html"
ADVICE = {
    403: "хранилище не пустило",
    404: "такого хранилища",
    500: "500",
    503: "503",
    BROKEN: "хранилище не отвечает",
}


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("s3") / "buckets"
    (folder / "site").mkdir(parents=True)
    with s3_server(folder) as address:
        yield address


@pytest.fixture
def proxy(endpoint, monkeypatch) -> Iterator[Proxy]:
    for variable in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(variable)
    with Proxy(endpoint).running() as proxy:
        for name, value in {**KEYS, "AWS_ENDPOINT_URL": proxy.endpoint}.items():
            monkeypatch.setenv(name, value)
        yield proxy


@pytest.fixture
def city(tmp_path, monkeypatch) -> Path:
    """A built city in the working folder; each test publishes it below a prefix of its own."""
    monkeypatch.chdir(tmp_path)
    build(1)
    return tmp_path


def build(number: int) -> None:
    data = "name: УК «А»\nkind: direct\nbuildings:\n  - id: 7K3QX\n    address: ул. Ленина, 1\n"
    write(Path("data"), {"companies/a.yaml": f"{data}    chat: {{link: '{invite(number)}'}}\n"})
    assert main(["build", "--today", "2026-11-22"]) == 0


def stored_keys(proxy: Proxy, prefix: str) -> set[str]:
    proxy.failing = lambda _method, _path: None
    return stored(proxy, prefix).keys() - {KEY}


def stored(proxy: Proxy, prefix: str) -> dict[str, tuple[bytes, dict[str, str]]]:
    place = place_of(f"s3://site/{prefix}")
    assert place
    bucket = open_bucket(place, credentials({**KEYS, "AWS_ENDPOINT_URL": proxy.endpoint}, Path()))
    answers = {key: bucket._store.get(key) for key in bucket.look_below()}  # noqa: SLF001 - for the headers
    return {key: (bytes(answer.bytes()), dict(answer.attributes)) for key, answer in answers.items()}


def test_the_site_arrives_and_then_only_what_changed(city, proxy, capsys):
    target = "s3://site/one"
    assert main(["publish", target]) == 0
    objects = stored(proxy, "one")
    site = {path.relative_to("output/site").as_posix(): path for path in Path("output/site").rglob("*")}
    for key, (content, headers) in objects.items():
        if key != KEY:
            assert content == site[key].read_bytes()
            assert "Content-Type" in headers, key
    assert objects["doma/ulitsa-lenina/1/index.html"][1] == {
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "no-cache",
    }
    proxy.requests.clear()
    assert main(["publish", target]) == 0
    assert [method for method, _, _ in proxy.requests] == ["GET"]

    build(2)
    proxy.requests.clear()
    capsys.readouterr()
    assert main(["publish", target, "--changed", "-"]) == 0
    assert "doma/ulitsa-lenina/1/" in capsys.readouterr().out
    assert invite(2).encode() in stored(proxy, "one")["doma/ulitsa-lenina/1/index.html"][0]


def test_changed_addresses_are_whole_and_go_into_a_file(city, proxy):
    assert main(["publish", "s3://site/two", "--changed", "purge.txt"]) == 0
    addresses = Path("purge.txt").read_text(encoding="utf-8").splitlines()
    assert all(address.startswith("https://") for address in addresses)
    assert any(address.endswith("/doma/ulitsa-lenina/1/") for address in addresses)
    assert not any("/assets/" in address for address in addresses)


def test_a_server_that_fails_now_and_then_is_asked_again(city, proxy):
    answers = iter([503, None, BROKEN, None, None, 503, 500])
    proxy.failing = lambda _method, _path: next(answers, None)
    assert main(["publish", "s3://site/three"]) == 0
    assert "doma/ulitsa-lenina/1/index.html" in stored(proxy, "three")


@pytest.mark.parametrize("status", [403, 500, 503, BROKEN])
def test_a_server_that_fails_is_told_and_the_next_run_finishes(city, proxy, capsys, monkeypatch, status):
    monkeypatch.setattr("generator.build.object_storage.bucket._RETRIES", 1)
    prefix = f"fail{status}"
    proxy.failing = lambda method, path: status if method == "PUT" and path.endswith("sw.js") else None
    assert main(["publish", f"s3://site/{prefix}"]) == 3
    told = capsys.readouterr().err
    assert ADVICE[status] in told
    assert not any(secret in told for secret in KEYS.values())
    assert "sw.js" not in stored(proxy, prefix)
    proxy.failing = lambda _method, _path: None
    assert main(["publish", f"s3://site/{prefix}"]) == 0
    assert "sw.js" in stored(proxy, prefix)


@pytest.mark.parametrize("status", [BROKEN, HALF, 503])
def test_as_many_failures_as_are_forgiven_delay_it_only(city, proxy, monkeypatch, status):
    monkeypatch.setattr("generator.build.object_storage.bucket._RETRIES", 3)
    asked: Counter[tuple[str, str]] = Counter()

    def three_times(method: str, path: str) -> int | None:
        asked[method, path] += 1
        return status if path.endswith(("sw.js", LONG, KEY)) and asked[method, path] <= 3 else None

    proxy.failing = three_times
    assert main(["publish", f"s3://site/thrice{status}"]) == 0
    assert max(asked.values()) >= 4
    found = stored(proxy, f"thrice{status}")
    assert found[LONG][0] == Path("output/site", LONG).read_bytes()
    assert found["sw.js"][0] == Path("output/site/sw.js").read_bytes()


def test_half_an_upload_leaves_what_was_there(city, proxy, capsys, monkeypatch):
    monkeypatch.setattr("generator.build.object_storage.bucket._RETRIES", 1)
    assert main(["publish", "s3://site/half"]) == 0
    old = Path("output/site", LONG).read_bytes()
    build(2)
    proxy.failing = lambda method, path: HALF if method == "PUT" and path.endswith(LONG) else None
    assert main(["publish", "s3://site/half"]) == 3
    assert "хранилище не отвечает; повторите команду" in capsys.readouterr().err
    assert stored(proxy, "half")[LONG][0] == old
    proxy.failing = lambda _method, _path: None
    assert main(["publish", "s3://site/half"]) == 0
    assert stored(proxy, "half")[LONG][0] == Path("output/site", LONG).read_bytes() != old


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize(("times", "code"), [(1, 0), (99, 3)])
def test_an_answer_that_comes_too_late_is_asked_for_again(proxy, capsys, monkeypatch, times, code):
    monkeypatch.setattr("generator.build.object_storage.bucket._RETRIES", 1)
    monkeypatch.setattr("generator.build.object_storage.bucket._TIMEOUT", "2s")
    late = iter(range(times))

    def slow(method: str, path: str) -> None:
        if method == "PUT" and path.endswith(LONG) and next(late, None) is not None:
            sleep(3)

    proxy.failing = slow
    assert main(["publish", f"s3://site/slow{times}"]) == code
    assert ("хранилище не отвечает" in capsys.readouterr().err) == bool(code)
    proxy.failing = lambda _method, _path: None
    assert main(["publish", f"s3://site/slow{times}"]) == 0
    assert stored(proxy, f"slow{times}")[LONG][0] == Path("output/site", LONG).read_bytes()


@pytest.mark.parametrize(
    ("refusal", "cure"),
    [
        ("RequestTimeTooSkewed", "часы этого компьютера сильно спешат или отстают; поправьте их"),
        ("ExpiredToken", "срок ключей вышел; получите новые"),
        ("AccessDenied", "прав этого ключа не хватает"),
        ("QuotaExceeded", "место в хранилище кончилось"),
        ("SomethingNew", "хранилище не пустило с этими ключами"),
    ],
)
@pytest.mark.usefixtures("city")
@pytest.mark.parametrize("first", ["GET", "PUT"])
def test_a_refusal_is_told_with_its_cure_and_nothing_is_lost(proxy, capsys, refusal, cure, first):
    """A clock that is off is noticed at the first request, a quota in the middle."""
    prefix = f"{refusal.lower()}-{first.lower()}"
    proxy.failing = lambda method, path: refusal if method == first and (first == "GET" or LONG in path) else None
    assert main(["publish", f"s3://site/{prefix}"]) == 3
    assert f"domchat: s3://site/{prefix}/: {cure}" in capsys.readouterr().err
    assert LONG not in stored_keys(proxy, prefix)
    proxy.failing = lambda _method, _path: None
    assert main(["publish", f"s3://site/{prefix}"]) == 0
    assert LONG in stored_keys(proxy, prefix)


def test_what_the_storage_refuses_is_told_with_a_cure(city, proxy, capsys, monkeypatch):
    assert main(["publish", "s3://nobody/x"]) == 3
    assert ADVICE[404] in capsys.readouterr().err
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong-secret")
    assert main(["publish", "s3://site/x"]) == 3
    told = capsys.readouterr().err
    assert "проверьте AWS_SECRET_ACCESS_KEY" in told
    assert "wrong-secret" not in told
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    assert main(["publish", "s3://site/x"]) == 3
    assert "проверьте AWS_ACCESS_KEY_ID" in capsys.readouterr().err
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.setenv("HOME", str(city))
    assert main(["publish", "s3://site/x"]) == 2
    assert "ключей хранилища нет" in capsys.readouterr().err


def test_objects_of_others_are_named(city, proxy, capsys):
    with_foreign = {**KEYS, "AWS_ENDPOINT_URL": proxy.endpoint}
    place = place_of("s3://site/five")
    assert place
    open_bucket(place, credentials(with_foreign, Path())).put("index.html", b"mine", {})
    assert main(["publish", "s3://site/five"]) == 2
    assert "index.html; ничего не изменено" in capsys.readouterr().err
    assert stored(proxy, "five").keys() == {"index.html"}


@pytest.mark.parametrize("target", ["s3://", "s3://A", "s3://site/../x", "s3://site/a//b", "gs://site", "https://a/b"])
def test_other_addresses_are_wrong_usage(city, target):
    with pytest.raises(SystemExit, match="2"):
        main(["publish", target])


def test_options_of_a_storage_are_none_of_a_folder(city, capsys):
    assert main(["publish", "www", "--verify", "--gzip"]) == 2
    assert "--verify, --gzip" in capsys.readouterr().err
    assert not Path("www").exists()


def test_without_the_library_it_is_named(city, proxy, capsys, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "obstore.store", None)
    assert main(["publish", "s3://site/six"]) == 3
    assert "pip install 'domchat[s3]'" in capsys.readouterr().err


def profile(home: Path, config: str = "", keys: str = "") -> None:
    (home / ".aws").mkdir()
    (home / ".aws/config").write_text(config, encoding="utf-8")
    (home / ".aws/credentials").write_text(keys, encoding="utf-8")


PROFILE = "[default]\naws_access_key_id = a\naws_secret_access_key = b%c\n\n[tver]\naws_access_key_id = d\n"
CONFIG = (
    "[default]\nregion = ru-1\nendpoint_url = https://one\n\n[profile tver]\naws_secret_access_key = e\nregion = ru-2\n"
)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, {"access_key_id": "a", "secret_access_key": "b%c", "region": "ru-1", "endpoint": "https://one"}),
        ({"AWS_PROFILE": "tver"}, {"access_key_id": "d", "secret_access_key": "e", "region": "ru-2"}),
        (
            {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "y", "AWS_SESSION_TOKEN": "z", "AWS_REGION": "r"},
            {
                "access_key_id": "x",
                "secret_access_key": "y",
                "session_token": "z",
                "region": "r",
                "endpoint": "https://one",
            },
        ),
        (
            {"AWS_ENDPOINT_URL": "https://two", "AWS_ENDPOINT_URL_S3": "https://three"},
            {"access_key_id": "a", "secret_access_key": "b%c", "region": "ru-1", "endpoint": "https://three"},
        ),
    ],
)
def test_settings_come_from_variables_and_profiles(tmp_path, environment, expected):
    profile(tmp_path, CONFIG, PROFILE)
    assert credentials(environment, tmp_path) == expected


@pytest.mark.parametrize(
    ("environment", "config", "text"),
    [
        ({}, "", "AWS_ACCESS_KEY_ID"),
        ({"AWS_PROFILE": "nobody"}, "", "профиля «nobody» нет"),
        ({"AWS_PROFILE": "a"}, "[profile a]\nsso_session = x\n", "export-credentials --format env --profile a"),
        ({}, "[default]\ncredential_process = x\n", "export-credentials --format env --profile default"),
        ({}, "no section\n", "не читается"),
    ],
)
def test_settings_that_lack_something_are_told(tmp_path, environment, config, text):
    profile(tmp_path, config)
    with pytest.raises(NoCredentialsError, match=text):
        credentials(environment, tmp_path)


def test_keys_of_the_machine_are_asked_of_it(tmp_path):
    variable = {"AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://169.254.170.2/keys"}
    assert credentials(variable, tmp_path)["container_credentials_full_uri"] == "http://169.254.170.2/keys"
