"""A house that two companies manage: the page combines what both know."""

import pytest

from tests.built_sites import AT_ROOT, build_site
from tests.datafiles.folders import SITE, write

_KNOWN = ", floors: 5, location: [46.9591, 142.7381]"
_COMPANY = "name: УК «{}»\nkind: uk\nbuildings:\n  - {{id: {}, address: 'ул. Ленина, 1', entrances: [{}]{}}}\n"


@pytest.mark.parametrize("knows", ["a", "b"])
def test_either_may_know_the_whole_house(tmp_path, knows):
    files = {
        f"companies/{slug}.yaml": _COMPANY.format(slug, number, entrance, _KNOWN if slug == knows else "")
        for slug, number, entrance in (("a", "7K3QX", 1), ("b", "9M4RZ", 2))
    }
    site = build_site(
        write(tmp_path / "data", {"site.yaml": SITE, **files, "history.yaml": None}), tmp_path / "out", AT_ROOT
    )
    page = site.text("doma/ulitsa-lenina/1/index.html")
    assert "5\u00a0этажей, 2\u00a0подъезда" in page
    assert '"latitude":46.9591' in page
    assert 'class="front"' in page
