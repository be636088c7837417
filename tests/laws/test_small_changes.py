"""Only changed files are made and written; damaged files are repaired; the cache may be damaged."""

import os
import random
import re
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.build import pipeline
from generator.build.pipeline import Options, Result, build
from generator.build.publishing import Folder
from generator.build.publishing.rollback import roll_back
from generator.commands.cli import main
from generator.site.rendering import Renderer
from generator.site.views import Page
from tests.built_sites import tree
from tests.cities import TODAY, write_city

INVITE = "https://max.ru/join/SYNTHETIC-CITY-NOT-A-REAL-CHAT-ZZZZZZZZZZA"


@pytest.fixture
def city(tmp_path: Path) -> Options:
    write_city(tmp_path / "data", buildings=60, seed=7)
    options = Options(
        data=tmp_path / "data",
        out=tmp_path / "out",
        day_in=lambda _zone: TODAY,
        key="a key of the laws, 9c41",
    )
    assert build(replace(options, jobs=2)).published
    return options


def change_a_link(city: Options) -> None:
    path = min((city.data / "companies").glob("uk-*"))
    text = path.read_text(encoding="utf-8")
    at = text.index("https://max.ru/join/", text.index("buildings:"))
    path.write_text(text[:at] + INVITE + text[at + len(INVITE) :], encoding="utf-8")


def identities(city: Options) -> dict[str, tuple[int, int]]:
    root = (city.out / "site").resolve()
    return {
        path.relative_to(root).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in root.rglob("*")
        if path.is_file()
    }


def test_a_file_saved_while_a_build_reads_and_then_undone(city: Options, monkeypatch: pytest.MonkeyPatch):
    """The digest of the data and the city are made from the same bytes."""
    path = min((city.data / "companies").glob("uk-*"))
    before, real = path.read_bytes(), pipeline.make_stamp

    def save_after(*arguments: object) -> str:
        stamp = real(*arguments)
        change_a_link(city)
        return stamp

    (city.out / "site/index.html").unlink()  # so that the build does not stop at the stamp
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "make_stamp", save_after)
        assert build(city).published
    path.write_bytes(before)
    assert build(city).published
    clean = replace(city, out=city.out.with_name("clean"))
    assert build(clean).published
    assert tree(city.out / "site") == tree(clean.out / "site")


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list of pages rendered in this process."""
    paths: list[str] = []
    real = Renderer.render

    def render(self: Renderer, page: Page) -> bytes:
        paths.append(page.path)
        return real(self, page)

    monkeypatch.setattr(Renderer, "render", render)
    return paths


def done(result: Result) -> tuple[int, int]:
    assert result.published
    return result.published.changed, result.published.removed


def test_nothing_changed_touches_nothing(city: Options, rendered: list[str]):
    before, link = identities(city), (city.out / "site").readlink()
    assert done(build(city)) == (0, 0)
    assert (identities(city), (city.out / "site").readlink(), rendered) == (before, link, [])


def test_a_folder_whose_name_is_not_utf8(city: Options):
    """Problems contain the folder's name, and can't be cached then."""
    data = Path(os.fsdecode(os.fsencode(city.data) + b"\xff"))
    city.data.rename(data)
    moved = replace(city, data=data)
    said = [[str(problem) for problem in build(moved).report] for _ in range(2)]
    assert said[0] == said[1] != []
    assert done(build(moved)) == (0, 0)


def test_another_comment_makes_nothing(city: Options, rendered: list[str]):
    for path in (city.data / "companies").iterdir():
        path.write_text(f"# просто слова\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    before = identities(city)
    assert done(build(city)) == (0, 0)
    assert (identities(city), rendered) == (before, [])


def test_one_link_renders_its_street_and_writes_its_page(city: Options, rendered: list[str]):
    before = identities(city)
    change_a_link(city)
    assert done(build(city)) == (2, 0)
    after = identities(city)
    changed = [path for path in after if after[path] != before[path] and path != "sw.js"]
    assert len(changed) == 1
    street = changed[0].rpartition("/")[0].rpartition("/")[0]
    houses = [path for path in rendered if path.startswith("doma/")]
    assert {path.rpartition("/")[0].rpartition("/")[0] for path in houses} == {street}
    others = [path for path in rendered if path not in houses]  # the printed addresses of its houses
    assert all(path.startswith("D/") for path in others)


def test_a_chat_less_renders_the_lists_that_tell_of_it(city: Options, rendered: list[str]):
    path = min((city.data / "companies").glob("uk-*"))
    chat = re.compile(r"^    chat: \{link: (?!.*(?:withdrawn|share))", re.MULTILINE)
    text, times = chat.subn("    chat: {withdrawn: 2026-11-01, link: ", path.read_text(encoding="utf-8"), count=1)
    assert times
    path.write_text(text, encoding="utf-8")
    assert build(city).published
    sections = {path.split("/")[0] for path in rendered}
    assert sections >= {"doma", "uk", "pokrytie", "index.html"}  # pages name the search index
    houses = [path for path in rendered if path.startswith("doma/") and path.count("/") == 3]
    assert len({path.rpartition("/")[0].rpartition("/")[0] for path in houses}) == 1
    assert len(rendered) < 60


def test_a_new_day_renders_what_became_old(city: Options, rendered: list[str]):
    build(replace(city, day_in=lambda _zone: TODAY.replace(day=23)))
    assert len(rendered) < 60


def test_a_template_renders_the_pages_that_reach_it(city: Options, rendered: list[str], tmp_path: Path):
    own = tmp_path / "site_src" / "templates"
    own.mkdir(parents=True)
    (own / "redirect.html").write_text("<p>{{ page.text }}", encoding="utf-8")
    build(replace(city, own_sources=tmp_path / "site_src"))
    assert "index.html" not in rendered
    assert any(path.startswith("D/") for path in rendered)


@pytest.mark.parametrize("verify", [False, True])
def test_a_file_that_was_tampered_with_is_mended(city: Options, *, verify: bool):
    before = tree(city.out / "site")
    (city.out / "site/index.html").write_bytes(b"another page")
    (city.out / "site/404.html").unlink()
    assert done(build(replace(city, verify=verify)))[0] == 2
    assert tree(city.out / "site") == before


def test_what_looks_the_same_needs_verify(city: Options):
    before = tree(city.out / "site")
    page = city.out / "site/index.html"
    status = page.stat()
    page.write_bytes(b"x" * status.st_size)
    os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
    (city.out / "site/strange.html").write_bytes(b"nobody's page")
    assert done(build(city)) == (0, 0)
    assert done(build(replace(city, verify=True))) == (1, 1)
    assert tree(city.out / "site") == before


def test_without_the_cache_all_is_made_and_the_bytes_are_the_same(city: Options, rendered: list[str]):
    """Both in a new folder, where no cache is made, and over a site with a wrong cache."""
    before = tree(city.out / "site")
    fresh = replace(city, out=city.out.with_name("fresh"), cache=False)
    assert build(fresh).published
    assert tree(fresh.out / "site") == before
    assert sorted(path.name for path in (fresh.out / ".domchat").iterdir()) == ["lock", "trees"]
    made = len(rendered)
    assert done(build(replace(city, cache=False))) == (0, 0)
    assert len(rendered) == 2 * made > len(before) / 2
    assert main(["build", "--no-cache", "--data", "nowhere", "--out", str(city.out)]) == 2


def modes(city: Options) -> set[tuple[str, int]]:
    """Return types and permissions of everything that a web server opens, in both trees."""
    trees = city.out / ".domchat/trees"
    found = [
        city.out,
        trees.parent,
        trees,
        *(path for tree in trees.glob("*[0-9]") for path in [tree, *tree.rglob("*")]),
    ]
    return {("folder" if path.is_dir() else "file", path.stat().st_mode & 0o777) for path in found}


PUBLIC = {("folder", 0o755), ("file", 0o644)}


@pytest.mark.parametrize("jobs", [1, 2])
def test_permissions_do_not_depend_on_the_umask(city: Options, jobs: int):
    fresh = replace(city, out=city.out.with_name("fresh"), jobs=jobs)
    before = os.umask(0o077)
    try:
        for _ in range(3):
            assert build(fresh).published
            change_a_link(fresh)
            title(fresh)
        assert build(fresh).published
    finally:
        os.umask(before)
    assert modes(fresh) == PUBLIC


@pytest.mark.parametrize("then", ["nothing", "verify", "edit", "no manifest"])
def test_permissions_that_were_changed_are_mended(city: Options, then: str):
    change_a_link(city)
    assert build(city).published
    for tree_of in (city.out / ".domchat/trees").glob("*[0-9]"):
        for path in [*tree_of.rglob("*"), tree_of]:
            path.chmod(0o700 if path.is_dir() else 0o600)
    if then == "edit":
        title(city)
    if then == "no manifest":
        for path in (city.out / ".domchat/trees").glob("*.manifest"):
            path.unlink()
    assert build(replace(city, verify=then == "verify", jobs=2)).published
    root = (city.out / "site").resolve()
    assert all(path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644) for path in [root, *root.rglob("*")])
    title(city)
    assert build(city).published
    assert modes(city) == PUBLIC


def title(city: Options) -> None:
    """Change a word that is on every page."""
    path = city.data / "site.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub("^title: .*", f"title: Чаты {len(text)}", text, flags=re.MULTILINE), encoding="utf-8")


def test_going_back_and_on_again(city: Options):
    first = tree(city.out / "site")
    change_a_link(city)
    build(city)
    second = tree(city.out / "site")
    assert first != second
    assert roll_back(Folder(city.out))
    assert tree(city.out / "site") == first
    assert roll_back(Folder(city.out))
    assert tree(city.out / "site") == second
    roll_back(Folder(city.out))
    build(city)
    assert tree(city.out / "site") == second


@pytest.mark.parametrize("harm", ["lost", "altered"])
def test_what_was_changed_by_hand_does_not_come_back_after_going_back(city: Options, harm: str):
    change_a_link(city)
    build(city)
    pages = sorted((city.out / "site").resolve().glob("doma/*/*/index.html"))
    page = next(path for path in pages if INVITE not in path.read_text(encoding="utf-8"))
    content = page.read_bytes()
    page.unlink()
    if harm == "altered":
        page.write_bytes(b"x" + content)
    assert roll_back(Folder(city.out))
    company = min((city.data / "companies").glob("uk-*"))
    text = company.read_text(encoding="utf-8")
    company.write_text(text.replace(INVITE, INVITE.replace("SYNTH", "ZYNTH")), encoding="utf-8")
    clean = replace(city, out=city.out.with_name("clean"))
    assert build(city).published
    assert build(clean).published
    assert tree(city.out / "site") == tree(clean.out / "site")


def test_the_way_back_never_publishes_a_withdrawn_link_unasked(city: Options, capsys: pytest.CaptureFixture[str]):
    def domchat(command: str, *more: str) -> tuple[int, str]:
        words = [command, *more, "--data", str(city.data), "--today", TODAY.isoformat()]
        words += ["--out", str(city.out)] if command == "rollback" else []
        return main(words), capsys.readouterr().err

    company = min((city.data / "companies").glob("uk-*")).read_text(encoding="utf-8")
    found = re.search(
        r"^    chat: \{link: (https://max\.ru/join/[\w-]+)(?!.*(?:withdrawn|share))", company, re.MULTILINE
    )
    assert found
    assert build(replace(city, day_in=lambda _zone: TODAY - timedelta(days=1))).published
    code, said = domchat("withdraw", found[1])
    assert code == 0, said
    assert build(city).published
    last, site = tree(city.out / "site"), city.out / "site"
    day, before = f"{TODAY:%d.%m.%Y}", f"{TODAY - timedelta(days=1):%d.%m.%Y}"
    code, said = domchat("rollback")
    assert code == 1
    assert re.fullmatch(
        rf"domchat: на прежнем сайте, собранном {before}, есть ссылка, которая с тех пор отозвана: .*, чат \d+: .*; "
        r"сайт не изменён\. Если вернуть его всё же нужно: domchat rollback --even-withdrawn\n",
        said,
    )
    assert tree(site) == last
    assert domchat("rollback", "--even-withdrawn") == (
        0,
        f"Вернули прежний сайт, собранный {before} → {site}. Данные не изменились: исправьте их до следующей сборки.\n",
    )
    assert any(found[1].encode() in content for content in tree(site).values())
    assert domchat("rollback") == (0, f"Вернули последний сайт, собранный {day} → {site}.\n")
    assert tree(site) == last
    (city.data / "site.yaml").write_text("title: [", encoding="utf-8")
    code, said = domchat("rollback")
    assert code == 1
    assert "не видно, какие ссылки отозваны" in said
    assert tree(site) == last


def test_there_is_nothing_to_go_back_to(city: Options):
    assert not roll_back(Folder(city.out))
    assert not roll_back(Folder(city.out / "nothing"))


def test_nobody_goes_back_while_a_build_is_at_work(city: Options, capsys: pytest.CaptureFixture[str]):
    """Otherwise the previous site would be another one when the build has ended."""
    change_a_link(city)
    build(city)
    second = tree(city.out / "site")
    with Folder(city.out).lock():
        assert main(["rollback", "--out", str(city.out)]) == 2
    assert "сейчас строит сборка" in capsys.readouterr().err
    assert tree(city.out / "site") == second
    assert main(["rollback", "--out", str(city.out)]) == 0


@pytest.mark.parametrize("harm", ["flip", "cut", "empty", "remove", "other keys"])
def test_a_damaged_memo_costs_only_time(city: Options, harm: str):
    change_a_link(city)
    random.seed(3)
    kept = [path for path in (city.out / ".domchat").rglob("*") if path.is_file() and "/trees/" not in str(path)]
    kept += (city.out / ".domchat/trees").glob("*.manifest")
    assert len(kept) > 10
    for path in kept:
        raw = bytearray(path.read_bytes())
        if harm == "flip" and raw:
            raw[random.randrange(len(raw))] ^= 1 << random.randrange(8)
        if harm == "remove":
            path.unlink()
        else:
            path.write_bytes(
                {"cut": raw[: len(raw) // 2], "empty": b"", "other keys": kept[0].read_bytes()}.get(harm, raw)
            )
    assert build(city).published
    clean = replace(city, out=city.out.with_name("clean"))
    assert build(clean).published
    assert tree(city.out / "site") == tree(clean.out / "site")


def test_where_no_links_can_be_made(city: Options, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Windows, and some mounts: the site is a folder then, and unchanged files are copied."""

    def refused(*_args: object, **_kwargs: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    monkeypatch.setattr(os, "symlink", refused)
    out = replace(city, out=tmp_path / "plain")
    for step in range(3):
        assert build(out).published
        assert not (out.out / "site").is_symlink()
        change_a_link(city)
        (city.data / "site.yaml").write_text(
            (city.data / "site.yaml").read_text(encoding="utf-8").replace("Примерград", f"Примерград{step}"[:10]),
            encoding="utf-8",
        )
    assert build(out).published
    clean = replace(city, out=city.out.with_name("clean"))
    assert build(clean).published
    assert tree(out.out / "site") == tree(clean.out / "site")
    assert done(build(out)) == (0, 0)
    assert roll_back(Folder(out.out))
