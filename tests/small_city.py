"""A minimal data folder without a history that could be lost."""

from pathlib import Path

from tests.datafiles.folders import SITE, write

COMPANY = """\
name: УК «Проба»
kind: uk
email: proba@example.ru
buildings:
"""


def write_small_city(data: Path, *buildings: str, site: str = "", history: str | None = None) -> Path:
    """Write the site and one company with these buildings, each the lines of a record; return the folder."""
    records = ["  - " + building.strip().replace("\n", "\n    ") + "\n" for building in buildings]
    files = {"site.yaml": SITE + site, "companies/proba.yaml": COMPANY + "".join(records), "history.yaml": history}
    return write(data, files)
