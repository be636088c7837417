"""Files for hosts: headers, cache times, compressed copies, redirects; tested with a real nginx."""

import gzip
import re
import subprocess
from collections.abc import Iterator
from unittest import mock

import brotli
import pytest
from msgspec import Struct

from generator.city import Urls
from generator.site.server_files import nginx_redirects, redirects_file
from tests.built_sites import AT_ROOT, BELOW_PATH, KEY, Built, build_site, tree
from tests.cities import write_city
from tests.nginx import Nginx, find_nginx, serve

_FOR_EVER = "public, max-age=31536000, immutable"


class Served(Struct, frozen=True):
    site: Built
    nginx: Nginx

    def ask(self, path: str, **headers: str):
        return self.nginx.ask(f"{self.site.root}{path}", **headers)


@pytest.fixture(scope="module", params=[AT_ROOT, BELOW_PATH], ids=["root", "path"])
def served(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("nginx")
    write_city(folder / "data", buildings=60, seed=5)
    site = build_site(folder / "data", folder / "out", request.param, KEY, compress=True)
    with serve(site, folder) as nginx:
        yield Served(site, nginx)


def test_without_nginx_the_tests_fail_and_say_what_to_type():
    with (
        mock.patch("shutil.which", return_value=None),
        pytest.raises(pytest.fail.Exception, match=r"\./scripts/system-packages"),
    ):
        find_nginx()


def test_every_answer_has_the_headers(served: Served):
    house = served.site.city.buildings[0].path
    for path in ("", f"{house}/", "sw.js", "data/v1/buildings.json", "net-takoy-stranitsy/", "d/zzzzz", "assets/"):
        headers = served.ask(path).headers
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["referrer-policy"] == "no-referrer", path
        assert headers["cross-origin-resource-policy"] == "same-origin", path
        assert headers["strict-transport-security"] == "max-age=31536000", path
        assert "geolocation=()" in headers["permissions-policy"], path
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none';"), path
        assert policy.endswith("frame-ancestors 'none'"), path
        assert "unsafe" not in policy, path
        assert "nginx/" not in headers["server"], path


def test_the_policy_of_the_page_is_that_of_the_header(served: Served):
    (page,) = {document.meta("Content-Security-Policy") for document in served.site.pages.values()}
    assert served.ask("").headers["content-security-policy"] == f"{page}; frame-ancestors 'none'"
    assert {"worker-src 'self'", "manifest-src 'self'", "connect-src 'self'"} <= set(page.split("; "))


def test_how_long_things_are_kept(served: Served):
    assets = [name for name in served.site.names if name.startswith("assets/") and not name.endswith((".gz", ".br"))]
    assert len(assets) > 10
    for name in assets:
        assert served.ask(name).headers["cache-control"] == _FOR_EVER, name
    for path in (
        "",
        f"{served.site.city.buildings[0].path}/",
        "sw.js",
        "manifest.webmanifest",
        "assets/lost.css",
        "lost/",
    ):
        assert served.ask(path).headers["cache-control"] == "no-cache", path
    secret = min(served.site.unlisted).removesuffix("index.html")
    assert served.ask(secret).headers["cache-control"] == "no-store"


def test_no_log_has_the_address_of_an_unlisted_page(served: Served):
    secret = min(served.site.unlisted).removesuffix("index.html").rstrip("/")
    house, lower = served.site.city.buildings[0].path, secret.lower()
    assert served.ask(f"{secret}/").status == 200
    for path in (secret, f"{lower}/", f"{secret}/lost", f"{secret}?a=1", f"{secret[:-1]}/"):
        answer = served.ask(path)
        assert answer.status in (301, 404), path
        assert "default-src 'none'" in answer.headers["content-security-policy"], path
        if answer.status == 404:
            assert answer.body == (served.site.files / "404.html").read_bytes()
            assert answer.headers["cache-control"] in ("no-store", "no-cache"), path
    assert served.ask(f"{house}/?last").status == 200
    logs = served.nginx.logs_until("?last")
    assert secret.partition("-")[2][:-1].lower() not in logs.lower()


def test_pages_are_asked_for_again_at_little_cost(served: Served):
    first = served.ask("")
    again = served.ask("", If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_open_data_may_be_read_by_any_site(served: Served):
    assert served.ask("data/v1/buildings.json").headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in served.ask("").headers


@pytest.mark.parametrize(("coding", "unpack"), [("gzip", gzip.decompress), ("br", brotli.decompress)])
def test_compressed_copies_are_what_is_sent(served: Served, coding: str, unpack):
    suffix = {"gzip": ".gz", "br": ".br"}[coding]
    for name in ("index.html", "sw.js", "sitemap.xml", f"{served.site.city.buildings[0].path}/index.html"):
        answer = served.ask(name.removesuffix("index.html"), Accept_Encoding=coding)
        content = (served.site.files / name).read_bytes()
        assert answer.headers["content-encoding"] == coding, name
        assert answer.body == (served.site.files / f"{name}{suffix}").read_bytes(), name
        assert unpack(answer.body) == content, name
        assert len(answer.body) < len(content) / 1.5, name
        assert "accept-encoding" in answer.headers["vary"].lower(), name


def test_compressed_copies_belong_to_the_site_that_was_built(served: Served):
    """Each is the copy of the file beside it; without the option there are none."""
    files = tree(served.site.files)
    copies = {name: content for name, content in files.items() if name.endswith((".gz", ".br"))}
    assert len(copies) > 100
    for name, content in copies.items():
        unpack = gzip.decompress if name.endswith(".gz") else brotli.decompress
        assert unpack(content) == files[name[:-3]], name
    again = build_site(served.site.data, served.site.files.parent.parent / "plain", served.site.base_url, KEY)
    assert tree(again.files) == {name: content for name, content in files.items() if name not in copies}


def test_kinds_are_right_since_nothing_is_guessed(served: Served):
    kinds = {"": "text/html", "sw.js": "javascript", "manifest.webmanifest": "application/manifest+json"}
    kinds |= {name: "text/css" for name in served.site.names if name.endswith(".css")}
    kinds |= {name: "image/svg+xml" for name in served.site.names if name.endswith(".svg")}
    for path, kind in kinds.items():
        assert kind in served.ask(path).headers["content-type"], path


def test_printed_addresses_are_led_on_at_once(served: Served):
    for building in served.site.city.buildings:
        for typed in (f"D/{building.id}/", f"d/{building.id.lower()}", f"d/{building.id.replace('0', 'O').lower()}/"):
            answer = served.ask(typed)
            assert answer.status == 301, typed
            assert answer.headers["location"] == f"{served.site.root}{building.path}/"


def test_what_is_not_there(served: Served):
    for path in ("lost", "d/zzzzz/", "data/v1/", "assets/search/"):
        answer = served.ask(path)
        assert answer.status == 404, path
        assert answer.body == (served.site.files / "404.html").read_bytes()
    assert served.ask("doma").headers["location"] == f"{served.site.root}doma/"


def test_nginx_had_nothing_to_say(served: Served):
    log = served.nginx.log.read_text(encoding="utf-8")
    assert [
        line
        for line in log.splitlines()
        if not re.search(r"failed \(2: No such|is not found|is forbidden|optimal map_hash", line)
    ] == []


def test_headers_for_hosts_that_read_them_from_a_file(site: Built):
    rules: dict[str, dict[str, str]] = {}
    for line in site.text("_headers").splitlines():
        if line.startswith("/"):
            rules[line] = {}
        else:
            name, value = line.strip().split(": ", 1)
            rules[list(rules)[-1]][name] = value
    everywhere = rules[f"{site.root}*"]
    assert everywhere["Content-Security-Policy"].startswith("default-src 'none'")
    assert "Strict-Transport-Security" not in everywhere, (
        "whether there is HTTPS for all of a name is its owner's to say"
    )
    assert "Cache-Control" not in everywhere, "it would be joined with that of the assets"
    assert rules[f"{site.root}assets/*"] == {"Cache-Control": _FOR_EVER}
    assert rules[f"{site.root}D/*"] == {"Cache-Control": "no-store"}, "unlisted pages are never kept"
    assert everywhere["Cross-Origin-Resource-Policy"] == "same-origin"


def test_one_nginx_serves_several_sites_whatever_maps_it_has(tmp_path):
    """Each with printed codes, and with old addresses of every length; the other's are nothing to it."""
    sites = []
    for number, base_url in enumerate(
        ("https://a.example.ru/", "https://чат.example.ru/a/", "https://a.example.ru:8443/")
    ):
        folder = tmp_path / str(number)
        write_city(folder / "data", buildings=60, seed=number)
        sites.append(build_site(folder / "data", folder / "out", base_url, KEY).files.resolve())
    rows = [line for site in sites for line in (site / "redirects.nginx.conf").read_text().splitlines()]
    names = [line.split()[2] for line in rows if line.startswith("map ")]
    assert names == ["$domchat_a_example_ru", "$domchat_xn_80a0bn_example_ru_a", "$domchat_a_example_ru_8443"]
    servers = "".join(f"server {{ listen 127.0.0.1:1; include {site}/server.nginx.conf; }}\n" for site in sites)
    maps = "".join(f"include {site}/redirects.nginx.conf;\n" for site in sites)
    config = tmp_path / "nginx.conf"
    config.write_text(f"events {{}}\nhttp {{\nmap $host $mine {{ default 1; }}\n{maps}{servers}}}\n")
    done = subprocess.run(
        [find_nginx(), "-t", "-c", str(config), "-e", str(tmp_path / "log")],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "emerg" not in done.stderr


def test_a_long_old_address_is_left_to_its_page():
    urls = Urls("https://a.example.ru/")
    short, long = "doma/a/1", f"doma/{'a' * 50}/1"
    rules = nginx_redirects({short: "doma/b/1", long: "doma/b/2"}, urls)
    assert f'"/{short}/" "/doma/b/1/";' in rules
    assert long not in rules
    assert f"/{long}/ /doma/b/2/ 301" in redirects_file({long: "doma/b/2"}, urls)


def test_tables_are_tables(served: Served):
    answer = served.ask("data/v1/buildings.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["access-control-allow-origin"] == "*"
