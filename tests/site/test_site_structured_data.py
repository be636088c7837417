"""Structured data for search engines."""

from itertools import pairwise

from tests.built_sites import Built


def test_every_page_below_the_home_page_says_where_it_is(site: Built):
    sections = ("doma/", "uk/", "rso/", "gorod/")
    for name, document in site.pages.items():
        if not name.startswith(sections) or name.count("/") < 2:
            continue
        (trail,) = [item for item in document.graph if item["@type"] == "BreadcrumbList"]
        steps = trail["itemListElement"]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        assert all(step["@type"] == "ListItem" and step["name"] for step in steps)
        addresses = [step["item"] for step in steps]
        assert addresses[0] == site.base_url
        assert addresses[-1] == document.canonical
        canonical = {page.canonical for page in site.pages.values()}
        assert set(addresses) <= canonical
        assert all(below.startswith(above) for above, below in pairwise(addresses))
        shown = [link.get("href") for link in document.all("a") if any("crumbs" in up.classes for up in link.above)]
        assert [site.base_url.rstrip("/") + href.removeprefix(site.root.rstrip("/")) for href in shown] == addresses[
            :-1
        ]


def test_a_house_is_an_apartment_complex(site: Built):
    for building in site.city.buildings:
        document = site.pages[f"{building.path}/index.html"]
        (house,) = [item for item in document.graph if item["@type"] == "ApartmentComplex"]
        assert house["url"] == document.canonical
        assert house["name"].replace("\u00a0", " ") == building.address.title.replace("\u00a0", " ")
        address = house["address"]
        assert address["@type"] == "PostalAddress"
        assert address["addressCountry"] == "RU"
        assert address["addressLocality"] == building.address.settlement or site.city.site.city
        assert address["addressRegion"] == site.city.site.region
        assert building.address.street.title.replace("\u00a0", " ") in address["streetAddress"].replace("\u00a0", " ")
        if "geo" in house:
            assert house["geo"]["@type"] == "GeoCoordinates"
            assert isinstance(house["geo"]["latitude"], float)
        assert "max.ru" not in str(house)


def test_an_organisation_has_phones_and_hours(city: Built):
    for section, organizations in (
        ("uk", city.city.companies),
        ("rso", city.city.suppliers),
        ("gorod", city.city.authorities),
    ):
        for organization in organizations:
            document = city.pages[f"{section}/{organization.slug}/index.html"]
            (item,) = [one for one in document.graph if one["@type"] in ("Organization", "LocalBusiness")]
            assert item["name"] == organization.name
            assert item["url"] == document.canonical
            assert item.get("telephone", []) == [phone.number.tel for phone in organization.phones]
            if organization.hours:
                assert item["openingHours"] == ["Mo-Th 09:00-18:00", "Fr 09:00-17:00"]
            if organization.dispatch:
                assert {"emergency"} == {point["contactType"] for point in item["contactPoint"]}
                assert organization.dispatch.tel in {point["telephone"] for point in item["contactPoint"]}


def test_a_demonstration_tells_no_telephones(demo: Built):
    for name, document in demo.pages.items():
        assert "telephone" not in str(document.graph), name
        assert "email" not in str(document.graph), name


def test_json_cannot_end_its_script(site: Built):
    for name in site.pages:
        text = site.text(name)
        for part in text.split('<script type="application/ld+json">')[1:]:
            assert not set(part.partition("</script>")[0]) & set("<>&")
