"""Speed of making notices, relative to a warm Chromium and to WeasyPrint: `python bench/posters.py`.

All tools make the same notices (plate, codes, steps, words, telephones, eight strips) in their fastest mode:
files of 100 pages. A machine's speed drifts, so the tools take turns and the best turn of each counts.
WeasyPrint is not a dependency: `pip install weasyprint` to include it.
"""

import argparse
import base64
import gc
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from html import escape
from itertools import count, islice
from pathlib import Path

from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).parent.parent))
from generator.build.pipeline import Options, check
from generator.city.urls import Urls
from generator.city.views.organizations import Context
from generator.datafiles.site_src import read_sources
from generator.posters import ON_PAPER, fonts
from generator.posters.notices import Notices
from generator.posters.typesetting import Typesetter
from generator.posters.views import Document, Notice
from tests.cities import TODAY, write_city

FILE = 100  # pages
STYLE = """
@page { size: A4; margin: 0 }
* { margin: 0; box-sizing: border-box }
body { font-family: "PT Sans", sans-serif }
.page { position: relative; width: 210mm; height: 297mm; overflow: hidden; break-after: page }
.page > * { position: absolute }
.plate { left: 14mm; top: 11.5mm; width: 182mm; height: 41mm; border: 1.1mm solid; border-radius: 3mm; padding: 4mm }
h1 { font-size: 74pt; line-height: 1 } .plate p { font-size: 32pt; line-height: 1 }
.plate b { position: absolute; right: 15mm; top: 10mm; font-size: 60pt }
.code { left: 3mm; top: 54mm; width: 103mm } .code svg { width: 100% }
.steps { left: 107mm; top: 64mm; width: 89mm; font-size: 18pt } h2 { font-size: 36pt; line-height: 1.1 }
.typed { left: 14mm; top: 157mm; font-size: 32pt; font-weight: bold }
.words { left: 14mm; top: 171mm; width: 109mm; font-size: 14pt } .words div { border: .5mm solid; padding: 2mm }
.contacts { left: 129mm; top: 171mm; width: 66mm; font-size: 12pt } .contacts svg { width: 22mm }
.strips { left: 8mm; top: 235mm; width: 194mm; height: 54mm; display: flex; border-top: .25mm dashed }
.strip { width: 24.25mm; height: 54mm; position: relative; border-right: .25mm dashed; overflow: hidden }
.strip svg { position: absolute; bottom: 0; left: 0; width: 24.2mm }
.strip p { position: absolute; left: 2mm; top: 29mm; width: 28mm; transform-origin: 0 0; transform: rotate(-90deg);
  font-size: 10pt }
"""


def faces() -> str:
    """Return the CSS rules that load our fonts."""
    rule = "@font-face {{ font-family: 'PT Sans'; font-weight: {}; src: url(data:font/ttf;base64,{}) }}"
    regular, bold = (base64.b64encode(path.read_bytes()).decode() for path in fonts.files())
    return rule.format(400, regular) + rule.format(700, bold)


def html(notices: list[Notice]) -> str:
    """Return the notices as one HTML page with the same parts."""
    head = f"<!doctype html><html lang=ru><meta charset=utf-8><title>x</title><style>{faces()}{STYLE}</style>"
    return head + "".join(map(_page, notices))


def _page(notice: Notice) -> str:
    typed = escape(notice.code.host + notice.code.rest)
    steps = "".join(f"<li>{escape(step)}</li>" for step in notice.steps)
    chats = "".join(f"<p><b>{escape(chat.title)}.</b> {escape(chat.text)}</p>" for chat in notice.chats)
    lines = [notice.emergency, *notice.phones, notice.rescue]
    phones = "".join(f"<p>{escape(line.label)} <b>{escape(line.number)}</b></p>" for line in lines if line)
    channel = notice.channel.code.svg + escape(notice.channel.title) if notice.channel else ""
    strip = f"<div class=strip><p><b>{escape(notice.short)}</b><br>{escape(notice.heading)}<br>{typed}</p>"
    return (
        f"<div class=page><div class=plate><p>{escape(notice.street)}</p><h1>{escape(notice.house)}</h1>"
        f"<b>{notice.entrance}</b></div><div class=code>{notice.code.svg}</div>"
        f"<div class=steps><h2>{escape(notice.heading)}</h2><ol>{steps}</ol></div><div class=typed>{typed}</div>"
        f"<div class=words>{chats}<div><b>{escape(notice.warning)}</b> {escape(notice.advice)}</div></div>"
        f"<div class=contacts>{phones}<b>{escape(notice.company)}</b>{channel}</div>"
        f"<div class=strips>{f'{strip}{notice.code.svg}</div>' * 8}</div></div>"
    )


def make_notices(number: int) -> list[Notice]:
    """Return `number` different notices of a synthetic city."""
    with tempfile.TemporaryDirectory() as folder:
        write_city(Path(folder, "data"), buildings=max(50, number // 3), seed=1)
        options = Options(data=Path(folder, "data"), out=Path(folder, "out"), day_in=lambda _: TODAY)
        city = check(options).city
    assert city is not None
    maker = Notices(city=city, context=Context(site=city.site, urls=Urls(city.site.base_url), today=TODAY), key="k")
    return list(islice((notice for building in city.buildings for notice in maker.of(building)), number))


def turns(notices: list[Notice], make: Callable[[list[Notice]], object]) -> Iterator[float]:
    """Make file after file; yield the milliseconds per page of each."""
    for start in range(0, len(notices), FILE):
        part = notices[start : start + FILE]
        gc.collect()
        started = time.perf_counter()
        make(part)
        yield (time.perf_counter() - started) / len(part) * 1000


def chromium() -> Callable[[list[Notice]], object] | None:
    """Return a function that prints with a warm browser, or None without one."""
    path = shutil.which("chromium")
    if path is None:
        return None
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    page = sync_playwright().start().chromium.launch(executable_path=path, args=["--no-sandbox"]).new_page()

    def make(notices: list[Notice]) -> object:
        page.set_content(html(notices))
        return page.pdf(prefer_css_page_size=True, tagged=True)  # like our files

    return make


def weasyprint() -> Callable[[list[Notice]], object] | None:
    """Return a function that prints with WeasyPrint, or None if it is not installed."""
    try:
        import weasyprint as library  # noqa: PLC0415
    except (ImportError, OSError):
        return None
    return lambda notices: library.HTML(string=html(notices)).write_pdf()


def compare(notices: list[Notice], slow: int) -> None:
    """Print milliseconds per page of each tool, and the ratios."""
    typesetter = Typesetter(read_sources().posters)

    def ours(part: list[Notice]) -> object:
        return typesetter.pdf(typesetter.prepare(document(part))[1])

    makers = {"domchat": ours, "Chromium": chromium(), "WeasyPrint": weasyprint()}
    known = {name: maker for name, maker in makers.items() if maker}
    for maker in known.values():
        maker(notices[:2])  # warm-up
    times: dict[str, list[float]] = {name: [] for name in known}
    running = {name: turns(notices[:slow] if name == "WeasyPrint" else notices, make) for name, make in known.items()}
    while running:
        for name in list(running):
            figure = next(running[name], None)
            if figure is None:
                del running[name]
            else:
                times[name].append(figure)
    mean = {name: sum(figures) / len(figures) for name, figures in times.items()}
    print(f"{len(notices)} notices on A4 in files of {FILE}; milliseconds a page, wall clock")
    for name in makers:
        if name not in known:
            print(f"  {name:10} is not installed here")
            continue
        ratio = f"{mean[name] / mean['domchat']:6.1f} × ours" if name != "domchat" else ""
        print(f"  {name:10} mean {mean[name]:7.2f}  best file {min(times[name]):7.2f}  {ratio}")
    side_by_side = together(notices, ours) / len(notices) * 1000
    print(f"  domchat    as the command does it, {os.cpu_count()} threads: {side_by_side:.2f}")
    single = min(next(turns([replace(notices[0], house=f"{number} литера А")], ours)) for number in range(10))
    print(f"  {'domchat':10} a file of one page: {single:.1f} ms")


def together(notices: list[Notice], make: Callable[[list[Notice]], object]) -> float:
    """Make the files in parallel from notices not used before; return the seconds."""
    fresh = [replace(notice, house=f"{index} корпус 1") for index, notice in enumerate(notices)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        started = time.perf_counter()
        list(pool.map(make, (fresh[start : start + FILE] for start in range(0, len(fresh), FILE))))
        return time.perf_counter() - started


def document(notices: list[Notice]) -> Document:
    """Return a document of these notices."""
    return Document(
        title="bench",
        author="bench",
        layout="a4",
        demo=False,
        walking=None,
        notices=tuple(notices),
        labels=ON_PAPER,
    )


def memory(notices: list[Notice], total: int) -> None:
    """Make many files of four different notices each; print the memory of the process."""
    typesetter = Typesetter(read_sources().posters)
    numbers = count(1)
    for done in range(0, total, 4):
        part = [replace(notices[(done + at) % len(notices)], house=f"{next(numbers)}") for at in range(4)]
        typesetter.pdf(typesetter.prepare(document(part))[1])
        if (done + 4) % max(total // 5, 4) < 4:  # noqa: PLR2004
            print(f"  {done + 4:6} notices in {done // 4 + 1} files: {_resident()} MB")


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 // 1_000_000


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notices", type=int, default=1000)
    parser.add_argument("--slow", type=int, default=100, help="so many by WeasyPrint, which takes minutes for more")
    parser.add_argument("--memory", type=int, default=10_000, help="so many notices in many files; 0 for none")
    chosen = parser.parse_args()
    made = make_notices(chosen.notices)
    if chosen.memory:  # first, because large files leave the process large
        memory(made, chosen.memory)
    compare(made, chosen.slow)
