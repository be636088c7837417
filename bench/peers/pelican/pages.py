"""A Pelican plugin that generates the city's pages."""

from itertools import chain
from pathlib import Path
from typing import Any

import content
import segno
from pelican import signals
from pelican.generators import Generator


def make_code(payload: str) -> str:
    """Return the code as inline SVG."""
    return segno.make(payload, error="h", micro=False).svg_inline(omitsize=True)


class CityGenerator(Generator):
    """Writes all pages; reads them one at a time to keep memory low."""

    def generate_output(self, writer: Any) -> None:  # noqa: ANN401 - Pelican's
        """Write pages, redirects and the sitemap."""
        data = Path(self.settings["DATA"])
        site, organizations = content.read_site(data), content.read_organizations(data)
        code = make_code if self.settings["CODES"] else None
        houses = (content.house_pages(file, organizations, code) for file in content.house_files(data))
        paths = []
        for path, name, page in chain(content.list_pages(data, organizations), chain.from_iterable(houses)):
            paths.append(path)
            for old, template, view in [(path, name, page), *content.redirects(page)]:
                target = f"{old}/index.html".lstrip("/")
                writer.write_file(target, self.get_template(template.removesuffix(".html")), {}, site=site, page=view)
        (Path(self.output_path) / "sitemap.xml").write_text(
            content.sitemap(site["base_url"], sorted(paths)), encoding="utf-8"
        )


def register() -> None:
    """Register the generator with Pelican."""
    signals.get_generators.connect(lambda _: CityGenerator, weak=False)
