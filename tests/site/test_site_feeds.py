"""The Atom feeds: valid by RFC 4287, the same for the same data, with what has a date and no invitation."""

import re
import xml.etree.ElementTree as ET
from datetime import datetime
from urllib.parse import urlsplit

import pytest
from msgspec.structs import replace

from generator.build.pipeline import check
from generator.city import Urls
from generator.city.views import Context
from generator.site.feeds import feed_files
from tests.built_sites import Built, options
from tests.cities import TODAY
from tests.datafiles.folders import invite
from tests.small_city import write_small_city

ATOM = "{http://www.w3.org/2005/Atom}"
# Element → how often (least, most), from the schema in RFC 4287, appendix B; of the rest only what we use.
FEED = {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "author": (1, 1), "link": (2, 2), "entry": (1, 50)}
ENTRY = {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "link": (1, 1), "summary": (1, 1)}


def assert_has(element: ET.Element, allowed: dict[str, tuple[int, int]]) -> None:
    names = [child.tag.removeprefix(ATOM) for child in element]
    assert set(names) <= set(allowed)
    for name, (least, most) in allowed.items():
        assert least <= names.count(name) <= most, name


def check_feed(content: bytes) -> ET.Element:
    feed = ET.fromstring(content)
    assert feed.tag == f"{ATOM}feed"
    assert_has(feed, FEED)
    assert [child.tag for child in feed.find(f"{ATOM}author")] == [f"{ATOM}name"]
    entries = feed.findall(f"{ATOM}entry")
    moments = [datetime.fromisoformat(entry.findtext(f"{ATOM}updated")) for entry in entries]
    assert all(moment.tzinfo for moment in moments)
    assert moments == sorted(moments, reverse=True)
    assert datetime.fromisoformat(feed.findtext(f"{ATOM}updated")) == moments[0]
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", one) for one in ids)
    for entry in entries:
        assert_has(entry, ENTRY)
        assert entry.findtext(f"{ATOM}title").strip()
    for link in feed.iter(f"{ATOM}link"):
        assert urlsplit(link.get("href")).scheme == "https"
    return feed


def titles(content: bytes) -> list[str]:
    return [one.findtext(f"{ATOM}title") for one in ET.fromstring(content).iter(f"{ATOM}entry")]


def test_the_feeds_of_a_site_are_valid_and_lead_to_its_pages(site: Built):
    names = [name for name in site.names if name.endswith("lenta.xml")]
    assert "lenta.xml" in names
    assert len(names) > 1
    for name in names:
        content = (site.files / name).read_bytes()
        feed = check_feed(content)
        assert b"max.ru" not in content
        links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        assert links["self"] == feed.findtext(f"{ATOM}id") == site.base_url + name
        pages = [link.get("href") for link in feed.iter(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert all(page.removeprefix(site.base_url) + "index.html" in site.pages for page in pages)


def test_every_page_names_the_citys_feed_and_a_company_its_own(site: Built):
    for name, page in site.pages.items():
        feeds = [link.get("href") for link in page.all("link") if link.get("type") == "application/atom+xml"]
        own = name.removesuffix("index.html") + "lenta.xml"
        company = [site.root + own] if own in site.names and name != "index.html" else []
        assert feeds == [f"{site.root}lenta.xml", *company] or name in site.unlisted or not page.all("main"), name


@pytest.fixture
def feeds(tmp_path):
    """Return a function: the chats of a house → path → feed."""

    def make(*chats):
        lines = "".join(f"\n  - {{{chat}}}" for chat in chats)
        building = f"id: 7K3QX\naddress: ул. Ленина, 12\nchats:{lines}"
        loaded = check(options(write_small_city(tmp_path, building), tmp_path / "out"))
        assert loaded.city, list(map(str, loaded.report))
        context = Context(site=loaded.city.site, urls=Urls(loaded.city.site.base_url), today=TODAY)
        return dict(feed_files(loaded.city, context))

    return make


def test_what_is_told(feeds):
    made = feeds(
        f"link: '{invite(1)}', since: 2026-02-01, withdrawn: 2026-10-05",
        f"link: '{invite(2)}', since: 2026-03-01, checked: 2026-10-06",
        f"link: '{invite(3)}', entrance: 2, checked: 2026-10-07, since: 2026-10-05",
    )
    assert set(made) == {"lenta.xml", "uk/proba/lenta.xml"}
    for content in made.values():
        check_feed(content)
        assert titles(content) == [
            "улица Ленина, 12. Чат дома: проверена новая ссылка",
            "улица Ленина, 12. Чат подъезда 2 открыт",
            "улица Ленина, 12. Чат дома: ссылка отозвана",
            "улица Ленина, 12. Чат дома открыт",
        ]
        assert "PRIMER" not in content.decode()


def test_nothing_with_a_date_is_no_feed(feeds):
    assert feeds(f"link: '{invite(1)}', checked: 2026-10-06") == {}


def test_two_alike_have_two_ids_which_stay(feeds):
    chats = [f"link: '{invite(number)}', since: 2026-02-01" for number in (1, 2)]
    once = check_feed(feeds(*chats)["lenta.xml"])
    ids = [entry.findtext(f"{ATOM}id") for entry in once.iter(f"{ATOM}entry")]
    assert len(set(ids)) == 2
    later = check_feed(feeds(chats[0], chats[1].replace(invite(2), invite(3)) + ", checked: 2026-11-01")["lenta.xml"])
    assert [entry.findtext(f"{ATOM}id") for entry in later.iter(f"{ATOM}entry")] == ids


def test_a_later_confirmation_is_the_same_entry(feeds):
    def confirmed(day):
        made = feeds(f"link: '{invite(1)}', withdrawn: 2026-10-05", f"link: '{invite(2)}', checked: {day}")
        first = check_feed(made["lenta.xml"]).find(f"{ATOM}entry")
        return first.findtext(f"{ATOM}id"), first.findtext(f"{ATOM}updated")

    assert confirmed("2026-10-06")[0] == confirmed("2026-11-06")[0]
    assert confirmed("2026-11-06")[1] == "2026-11-06T00:00:00+11:00"


def test_a_feed_stays_short(feeds):
    chats = [f"link: '{invite(number)}', entrance: {number}, since: 2026-02-01" for number in range(1, 70)]
    assert len(titles(feeds(*chats)["lenta.xml"])) == 50


def test_hostile_names_stay_text(city: Built):
    name = "]]></title><script>&\"' \u202e"
    companies = [replace(company, name=name) for company in city.city.companies]
    context = Context(site=replace(city.city.site, title=name), urls=Urls(city.base_url), today=TODAY)
    for _, content in feed_files(replace(city.city, companies=tuple(companies)), context):
        feed = check_feed(content)
        assert name in feed.findtext(f"{ATOM}author/{ATOM}name")
