"""A plain Jinja2 script with `qrcode`, as one might write in an evening: `build.py JSON OUT PROCESSES`."""

import sys
from collections.abc import Iterable
from functools import partial
from multiprocessing import Pool
from os import environ
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from qrcode.constants import ERROR_CORRECT_H
from qrcode.image.svg import SvgPathImage
from qrcode.main import QRCode

PEERS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PEERS))
import content  # noqa: E402


def make_code(payload: str) -> str:
    """Return the code as inline SVG, made by the library alone."""
    code = QRCode(error_correction=ERROR_CORRECT_H)
    code.add_data(payload)
    return code.make_image(image_factory=SvgPathImage).to_string(encoding="unicode")


class Writer:
    """Renders pages into a folder."""

    def __init__(self, data: Path, out: Path) -> None:
        self._out = out
        self._environment = Environment(
            loader=FileSystemLoader(PEERS / "templates"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.globals["site"] = content.read_site(data)

    def write(self, pages: Iterable[content.Page]) -> list[str]:
        """Write pages and their redirects; return the pages' paths."""
        paths = []
        for path, template, page in pages:
            self._write(path, template, page)
            for redirect in content.redirects(page):
                self._write(*redirect)
            paths.append(path)
        return paths

    def _write(self, path: str, template: str, page: dict[str, object]) -> None:
        folder = self._out / path
        folder.mkdir(parents=True, exist_ok=True)
        html = self._environment.get_template(template).render(page=page)
        (folder / "index.html").write_text(html, encoding="utf-8")


def write_houses(data: Path, out: Path, files: list[Path]) -> list[str]:
    """Write the houses of some companies."""
    organizations, writer = content.read_organizations(data), Writer(data, out)
    code = None if environ.get("NO_CODES") else make_code
    return [path for file in files for path in writer.write(content.house_pages(file, organizations, code))]


def main(data: Path, out: Path, processes: int) -> None:
    """Build the site."""
    files = content.house_files(data)
    paths = Writer(data, out).write(content.list_pages(data, content.read_organizations(data)))
    if processes == 1:
        paths += write_houses(data, out, files)
    else:
        # Many small shares, so that both processes end at the same time.
        shares = [files[start :: 8 * processes] for start in range(8 * processes)]
        with Pool(processes) as pool:
            for written in pool.imap_unordered(partial(write_houses, data, out), shares):
                paths += written
    base = content.read_site(data)["base_url"]
    (out / "sitemap.xml").write_text(content.sitemap(base, sorted(paths)), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
