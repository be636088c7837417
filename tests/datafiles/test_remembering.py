"""Caching and several processes do not change the result of loading."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.caching.cache import Cache, remembered
from generator.datafiles import one_file
from generator.datafiles.file_cache import FileCache
from generator.datafiles.folder import read_folder
from generator.datafiles.load import load, load_drafts
from generator.datafiles.one_file import OrganizationFile, SideFile
from generator.text import Report
from tests.cities import TODAY, write_city
from tests.datafiles.edits import edit, edits
from tests.datafiles.folders import SITE, write

OF_THE_PAST = r"warning\[(?:no-history|id-moved)\]"
ROOT = Path(__file__).parents[2]


class Files:
    """The texts of a city's files by path; its short repr keeps failing examples readable."""

    def __init__(self, folder):
        write_city(folder, buildings=40, seed=3)
        self.texts = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.yaml")}


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return Files(tmp_path_factory.mktemp("city"))


def said(loaded):
    """Return everything that loading returns, digests included."""
    made = loaded.city
    values = [] if made is None else [made.site, *made.companies, *made.suppliers, *made.authorities, *made.buildings]
    return [str(problem) for problem in loaded.report], made, [value.digest for value in values]


def loads(folder, cache=None, jobs=1):
    report = Report()
    return load(read_folder(folder, report), report, lambda _: TODAY, cache=cache, jobs=jobs)


@settings(max_examples=int(os.environ.get("EXAMPLES", "40")), suppress_health_check=list(HealthCheck))
@given(st.lists(edits, max_size=3))
def test_random_edits(files, tmp_path_factory, changes):
    home = tmp_path_factory.getbasetemp() / "edited"
    cache, folder = Cache(folder=home / "cache"), home / "data"  # the cache is kept between examples
    texts = dict(files.texts)
    for change in changes:
        texts = edit(texts, change)
    shutil.rmtree(folder, ignore_errors=True)
    write(folder, {"site.yaml": None, **texts})
    fresh = said(loads(folder))
    assert said(loads(folder, cache)) == fresh
    assert said(loads(folder, cache)) == fresh
    _, report = load_drafts(folder, lambda _: TODAY)  # which uses no cache
    # Problems with the history are only reported for a valid city.
    assert [str(problem) for problem in report] == [one for one in fresh[0] if not re.search(OF_THE_PAST, one)]


def test_only_changed_files_are_read(files, tmp_path, monkeypatch):
    folder, cache = write(tmp_path / "data", files.texts), Cache(folder=tmp_path / "cache")
    loads(folder, cache)
    read = []
    real = one_file.read_draft
    monkeypatch.setattr(one_file, "read_draft", lambda file, *more: read.append(file.slug) or real(file, *more))
    loads(folder, cache)
    assert read == []
    changed = next(path for path in sorted(files.texts) if path.startswith("companies/"))
    (folder / changed).write_text(files.texts[changed] + "# changed\n", encoding="utf-8")
    loads(folder, cache)
    assert read == [Path(changed).stem]
    read.clear()
    (folder / "site.yaml").write_text(files.texts["site.yaml"] + "stale_after_days: 90\n", encoding="utf-8")
    loads(folder, cache)
    assert {f"{slug}.yaml" for slug in read} == {
        Path(path).name for path in files.texts if "/" in path and not path.startswith("private/")
    }


@pytest.mark.parametrize("times", [1, 2])
def test_rules_between_files_see_a_file_with_errors(tmp_path, times):
    """Fresh or cached: its buildings, links and ids count, whatever else is wrong with it."""
    house = "buildings:\n  - {id: 7K3QX, address: 'ул. Ленина, 1', flats: %s, chat: https://max.ru/primer_1}\n"
    head, cache = "name: УК\nkind: direct\n", Cache(folder=tmp_path / "cache")
    texts = {"companies/a.yaml": head + house % "many", "companies/b.yaml": head + house % "80"}
    folder = write(tmp_path / "data", {"site.yaml": SITE, **texts})
    codes = [{problem.code for problem in loads(folder, cache).report} for _ in range(times)][-1]
    assert codes >= {"id-taken", "address-taken", "link-taken"}


def test_another_program_remembers_apart(tmp_path, monkeypatch):
    kept = Cache(folder=tmp_path)
    assert remembered(kept, ["a", "b"], bytes, lambda: b"one") == b"one"
    assert remembered(kept, ["a", "b"], bytes, lambda: b"two") == b"one"
    assert remembered(kept, ["ab", ""], bytes, lambda: b"other parts") == b"other parts"
    monkeypatch.setattr("generator.caching.cache.program_digest", lambda: "another")
    assert remembered(kept, ["a", "b"], bytes, lambda: b"two") == b"two"


@pytest.mark.parametrize(
    "value", [[], {}, None, 7, "text", [[[], {}, {}], ["companies"]], [[[], {}, {}], None, None, 1]]
)
def test_foreign_values_are_refused(value):
    found = FileCache(None, b"").unpack(msgspec.msgpack.encode(value), OrganizationFile)
    assert found is None or found.facts is None


@pytest.mark.parametrize("content", [b"", b"junk", msgspec.msgpack.encode([1, 2, 3])])
def test_a_hostile_memo_makes_it_slower_at_worst(files, tmp_path, monkeypatch, content):
    folder = write(tmp_path / "data", files.texts)
    fresh = said(loads(folder))
    monkeypatch.setattr(Cache, "get", lambda *_: content)
    assert said(loads(folder, Cache(folder=tmp_path / "cache"))) == fresh


@settings(max_examples=100)
@given(data=st.data())
def test_damaged_bytes(data, files, tmp_path_factory):
    cache = Cache(folder=tmp_path_factory.getbasetemp() / "whole")
    if not cache.folder.exists():
        loads(write(tmp_path_factory.mktemp("data"), files.texts), cache)
    path = data.draw(st.sampled_from(sorted(cache.folder.rglob("*/*"))))
    packed = bytearray(path.read_bytes()[32:])
    for at in data.draw(st.lists(st.integers(0, len(packed) - 1), min_size=1, max_size=5)):
        packed[at] ^= data.draw(st.integers(1, 255))
    for kind in (OrganizationFile, SideFile):
        found = FileCache(None, b"").unpack(bytes(packed), kind)  # a traceback would fail here
        assert found is None or isinstance(found, kind)


# In a separate process, because one with threads can't be forked.
SEVERAL = """
import os, sys
from pathlib import Path
from unittest.mock import patch
from generator.datafiles import file_cache
from generator.datafiles.folder import read_folder
from generator.datafiles.load import load
from generator.text import Report
from tests.cities import TODAY
file_cache._WORTH_A_PROCESS = 0
mother, read = os.getpid(), file_cache.read_file
if sys.argv[2] == "dies":
    file_cache.read_file = lambda *task: read(*task) if os.getpid() == mother else os._exit(9)
def loads(jobs=1):
    report = Report()
    return load(read_folder(Path(sys.argv[1]), report), report, lambda _: TODAY, jobs=jobs)

one = loads()
for jobs in (2, 3):
    several = loads(jobs)
    assert list(several.report) == list(one.report)
    assert several.city == one.city
    assert one.city is None or [b.digest for b in several.city.buildings] == [b.digest for b in one.city.buildings]
print("city" if one.city else "no city")
"""


def several(folder, fate):
    return subprocess.run(
        [sys.executable, "-c", SEVERAL, folder, fate],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("broken", [False, True])
def test_several_processes_read_the_same(files, tmp_path, broken):
    texts = dict(files.texts)
    if broken:
        texts |= {"suppliers/rso-1.yaml": "name: [\n", "companies/uk-1.yaml": "name: УК\nkind: uk\nfoo: bar\n"}
    done = several(write(tmp_path / "data", texts), "lives")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ("no city\n" if broken else "city\n")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="files are read by one process there")
def test_a_process_that_dies_is_an_error(files, tmp_path):
    done = several(write(tmp_path / "data", files.texts), "dies")
    assert done.returncode != 0
    assert "BrokenProcessPool" in done.stderr


def test_site_is_what_all_reading_depends_on(tmp_path):
    """Another meaning of a slash changes the house, though the company's file is the same."""
    cache = Cache(folder=tmp_path / "cache")
    company = "name: УК\nkind: direct\nbuildings:\n  - {id: 7K3QX, address: 'ул. Ленина, 12/1'}\n"
    for means, title in (("corner", "12/1"), ("corpus", "12\u00a0корп.\u00a01"), ("corner", "12/1")):
        folder = write(tmp_path / "data", {"site.yaml": SITE + f"slash_means: {means}\n", "companies/a.yaml": company})
        assert loads(folder, cache).city.buildings[0].address.house.title == title
