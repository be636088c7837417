"""Names that are equal in different spellings: neither must win silently."""

import pytest

from generator.build.pipeline import check
from tests.datafiles.folders import SITE, invite, options, write

COMPANY = """\
name: УК «А»
kind: uk
buildings:
  - id: 7K3QX
    address: улица Ленина, 3
    chats:
      - share: poster
      - share: poster
        entrance: 2
"""


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"site.yaml": f"{SITE}retired:\n  8M2PA: 7K3QX\n  '8M2PA ': null\n"}, "site.yaml:9:3"),
        ({"history.yaml": "published:\n  7K3QX: [doma/a/1]\n  '7K3QX ': [doma/b/2]\n"}, "history.yaml:3:3"),
        (
            {"private/links.yaml": f"7K3QX:\n  1: {{link: {invite(1)}}}\n  01: {{link: {invite(2)}}}\n"},
            "private/links.yaml:3:3",
        ),
    ],
    ids=["retired", "published", "private"],
)
def test_the_second_is_reported(tmp_path, files, place):
    report = check(options(data=write(tmp_path / "data", {"companies/a.yaml": COMPANY, **files}))).report
    found = [str(problem).splitlines()[0] for problem in report if problem.code == "duplicate-key"]
    assert len(found) == 1
    assert place in found[0]
