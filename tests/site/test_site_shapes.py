"""Pages filled into the form of their shape equal pages rendered alone."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from generator.city.directory import make_directory
from generator.city.urls import Urls
from generator.city.views.organizations import Context
from generator.datafiles.site_src import read_sources
from generator.site import shapes
from generator.site.pages.houses import HousePages
from generator.site.pages.redirects import find_redirects, redirect_pages
from generator.site.rendering import Renderer
from generator.site.views import HousePage, Page, RedirectPage, SiteView
from tests.built_sites import KEY, Built
from tests.cities import TODAY

TEMPLATES = read_sources().templates


@pytest.fixture(params=["demo", "city"])
def built(request: pytest.FixtureRequest) -> Built:
    return request.getfixturevalue(request.param)


def context_of(built: Built) -> Context:
    return Context(site=built.city.site, urls=Urls(built.base_url), today=TODAY)


def site_view(built: Built) -> SiteView:
    texts = {name: name for name in SiteView.__struct_fields__ if name not in {"demo", "contact", "menu"}}
    return SiteView(**{**texts, "demo": built.city.site.demo, "contact": None})  # type: ignore[arg-type]


def pages(built: Built) -> Iterator[Page]:
    context, directory = context_of(built), make_directory(built.city)
    for street in HousePages(directory, context, KEY).plans():
        yield from street.pages()
    yield from redirect_pages(find_redirects(directory), directory, context)


def test_filled_pages_are_what_rendering_makes_of_each(built: Built):
    renderer = Renderer(TEMPLATES, site_view(built))
    kinds = set()
    for page in pages(built):
        assert renderer.render(page) == renderer.render_alone(page), page.path
        kinds.add(type(page.view))
    assert kinds >= {HousePage, RedirectPage}


def test_a_shape_is_rendered_once(built: Built, monkeypatch: pytest.MonkeyPatch):
    made = []
    real = shapes.with_slots
    monkeypatch.setattr("generator.site.rendering.with_slots", lambda view: made.append(view) or real(view))
    renderer = Renderer(TEMPLATES, site_view(built))
    all_pages = [page for page in pages(built) if isinstance(page.view, HousePage)]
    for page in all_pages + all_pages:
        renderer.render(page)
    assert len({shapes.ViewParts(page.view).shape for page in all_pages}) == len(made) < len(all_pages)


@pytest.mark.parametrize(
    "look",
    [
        "{{ page.text | upper }}",
        "{{ page.text.upper() }}",
        "{{ page.text[:3] }}",
        "{{ page.text ~ '!' }}",
        "{{ page.text | length }}",
        "{% if page.text == 'улица' %}да{% else %}нет{% endif %}",
        "{% for letter in page.text %}{{ letter }} {% endfor %}",
        "{% if 'а' in page.text %}да{% else %}нет{% endif %}",
    ],
)
def test_a_template_that_looks_at_a_text_is_rendered_page_by_page(built: Built, look: str):
    renderer = Renderer({**TEMPLATES, "redirect.html": look}, site_view(built))
    some = [page for page in pages(built) if isinstance(page.view, RedirectPage)][:20]
    assert some
    for page in some:
        assert renderer.render(page) == renderer.render_alone(page)


def test_what_is_hostile_in_a_text_is_escaped(built: Built):
    renderer = Renderer(TEMPLATES, site_view(built))
    page = next(page for page in pages(built) if isinstance(page.view, HousePage))
    hostile = "<script>&amp;'\"{{ page.head }}"
    bad = replace(page, view=replace(page.view, speech=hostile, facts=hostile, report_href=hostile))
    assert renderer.render(page) != renderer.render(bad) == renderer.render_alone(bad)
    assert b"<script>&amp;" not in renderer.render(bad)


def test_a_text_can_not_forge_a_slot(built: Built):
    renderer = Renderer(TEMPLATES, site_view(built))
    page = next(page for page in pages(built) if isinstance(page.view, HousePage))
    with pytest.raises(ValueError, match="U\\+0000"):
        renderer.render(replace(page, view=replace(page.view, speech="\x000\x00")))
