"""What is remembered, read by several processes or left unread by the rules changes nothing that loading says."""

import os
import pickle
import re
import shutil
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.caching.memo import Memo, remembered
from generator.datafiles import nodes
from generator.datafiles.extracts import extract, parts
from generator.datafiles.extracts.aside import Aside
from generator.datafiles.extracts.extract import Extract
from generator.datafiles.extracts.packing import unpack
from generator.datafiles.folder import File, read_folder
from generator.datafiles.load import load, load_drafts
from generator.text import Report
from tests.cities import TODAY, write_city
from tests.datafiles.edits import edit, edits
from tests.datafiles.folders import SITE, write

OF_THE_PAST = r"warning\[(?:no-history|id-moved)\]"
ROOT = Path(__file__).parents[2]


class Files:
    """The texts of a city's files by path; a failing example doesn't print them all."""

    def __init__(self, folder):
        write_city(folder, buildings=40, seed=3)
        self.texts = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.yaml")}


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return Files(tmp_path_factory.mktemp("city"))


def said(loaded):
    """All that loading says, digests too."""
    made = loaded.city
    values = [] if made is None else [made.site, *made.companies, *made.suppliers, *made.authorities, *made.buildings]
    return [str(problem) for problem in loaded.report], made, [value.digest for value in values]


def loads(folder, memo=None, jobs=1, size=2):
    """Load; if there is a memo, files are read in parts of about `size` buildings."""
    with patch.multiple(parts, _SIZE=size, _HEADS=99):
        report = Report()
        return load(read_folder(folder, report), report, TODAY, None, memo=memo, jobs=jobs)


@settings(max_examples=int(os.environ.get("EXAMPLES", "40")), suppress_health_check=list(HealthCheck))
@given(st.lists(edits, max_size=3))
def test_random_edits(files, tmp_path_factory, changes):
    home = tmp_path_factory.getbasetemp() / "edited"
    memo, folder = Memo(folder=home / "memo"), home / "data"  # the memo stays from one example to the next
    texts = dict(files.texts)
    for change in changes:
        texts = edit(texts, change)
    shutil.rmtree(folder, ignore_errors=True)
    write(folder, {"site.yaml": None, **texts})
    fresh = said(loads(folder))
    assert said(loads(folder, memo)) == fresh
    assert said(loads(folder, memo)) == fresh
    _, report = load_drafts(folder, TODAY, None)  # its rules see every building
    # What only a sound city can be asked about, its past, is not theirs to say.
    assert [str(problem) for problem in report] == [one for one in fresh[0] if not re.search(OF_THE_PAST, one)]


def test_only_changed_files_are_read(files, tmp_path, monkeypatch):
    folder, memo = write(tmp_path / "data", files.texts), Memo(folder=tmp_path / "memo")
    loads(folder, memo)
    read = []
    original = extract.read_file
    monkeypatch.setattr(extract, "read_file", lambda file, *more: read.append(file.slug) or original(file, *more))
    loads(folder, memo)
    assert read == []
    changed = next(path for path in sorted(files.texts) if path.startswith("companies/"))
    (folder / changed).write_text(files.texts[changed] + "# changed\n", encoding="utf-8")
    loads(folder, memo)
    assert read == [Path(changed).stem]
    read.clear()
    (folder / "site.yaml").write_text(files.texts["site.yaml"] + "stale_after_days: 90\n", encoding="utf-8")
    loads(folder, memo)
    assert {f"{slug}.yaml" for slug in read} == {
        Path(path).name for path in files.texts if "/" in path and not path.startswith("private/")
    }


@pytest.fixture
def parts_read(monkeypatch):
    """The texts that were read of files of organisations, in turn."""
    texts = []
    original = extract.read_file
    monkeypatch.setattr(extract, "read_file", lambda file, *more: texts.append(file.text) or original(file, *more))
    return texts


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("flats: 80", "flats: 81"),
        ("flats: 80", "flats: 80\n# a remark"),
        ("  - id", "  - {id: 0000Z, address: Новая 1}\n  - id"),
    ],
)
def test_of_a_large_file_the_changed_part_is_read(tmp_path, parts_read, written, instead):
    write_city(folder := tmp_path / "data", buildings=400, seed=1)
    memo, path = (
        Memo(folder=tmp_path / "memo"),
        max((folder / "companies").iterdir(), key=lambda path: path.stat().st_size),
    )
    path.write_text(re.sub(r"flats: \d+", "flats: 80", path.read_text("utf-8")), encoding="utf-8")
    loads(folder, memo, size=16)
    middle = path.read_text("utf-8").index(written, path.stat().st_size // 3)
    text = path.read_text("utf-8")
    path.write_text(text[:middle] + instead + text[middle + len(written) :], encoding="utf-8")
    parts_read.clear()
    memoized = loads(folder, memo, size=16)
    assert len(parts_read) == 1
    assert said(memoized) == said(loads(folder))


HEAD = "kind: direct\nname: Без УК\nbuildings:\n"
BUILDING = """\
  - id: {}
    address: ул. Ленина, {}
    note: {}
"""


@pytest.mark.parametrize(
    "note",
    [
        'plain\n  - id: "A',
        '"one\n  - id: 7K3QX\n    two"',
        "'one\n  - two\n  - three'",
        "[a,\n  - b]",
        "|\n     text\n  # a remark",
        "|+\n\n     text\n\n",
        ">-\n     - one\n     - two",
        "text\n--- ",
        "text\n...",
        "text\nbuildings:",
        "&anchor text",
        "*anchor",
        "text\nphones: [+7 900 000-00-00]",
        "text\n  -",
        "text\n  -\tid: 7K3QX",
        "text\n # remark",
        "|\n      text\n  # no text",
        "text\n# remark",
        "'text\n# no remark'",
        "|\n      text",
        "|+\n      text\n\n",
        ">\n      text\n      text\n",
    ],
)
def test_a_file_that_is_hard_to_cut_is_read_as_it_is(tmp_path, note):
    """Once with one such note among others, once with such notes only: then some stand at the end of a part."""
    for some in ({41}, range(100)):
        notes = (note if number in some else "text" for number in range(1, 81))
        folder = write(tmp_path / "data", {"companies/uk.yaml": company(notes)})
        assert said(loads(folder, Memo(folder=tmp_path / "memo"))) == said(loads(folder))


def company(notes):
    """The text of a company's file, sound if the notes are."""
    buildings = (BUILDING.format(f'"{9 + number:05}"', number, note) for number, note in enumerate(notes, 1))
    return HEAD + "".join(buildings)


def test_a_file_that_is_cut_is_read_in_parts(tmp_path, parts_read):
    folder = write(tmp_path / "data", {"companies/uk.yaml": company(["text"] * 80)})
    loaded = loads(folder, Memo(folder=tmp_path / "memo"))
    assert loaded.city is not None
    assert len(parts_read) > 10
    assert {text.count("- id") for text in parts_read}.isdisjoint({0, 80})


def test_a_quoted_list_before_the_list(tmp_path):
    """Each part ends the quotation anew; of the whole file only the first ends it, and the others are too many."""
    text = 'kind: direct\nname: "УК\nbuildings:\n' + "".join(f'  - {number}"\n' for number in range(80))
    folder = write(tmp_path / "data", {"companies/uk.yaml": text})
    assert said(loads(folder, Memo(folder=tmp_path / "memo"), size=1)) == said(loads(folder))


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_the_limit_of_values(tmp_path, monkeypatch, more):
    text = "kind: direct\nname: УК\nbuildings:\n"
    text += "".join(f"  - id: '{number:05}'\n    address: Новая {number}\n" for number in range(10, 90))
    values = 7 + 80 * 5
    monkeypatch.setattr(nodes, "MAX_NODES", values + more)
    monkeypatch.setattr(parts, "MAX_NODES", values + more)
    folder = write(tmp_path / "data", {"companies/uk.yaml": text})
    whole = loads(folder)
    assert (whole.city is None) == (more < 0)
    assert said(loads(folder, Memo(folder=tmp_path / "memo"))) == said(whole)


def test_a_part_is_not_taken_for_a_file_of_its_bytes(tmp_path):
    """Two marks of order are an error; one isn't, and then the bytes are those of the text with two."""
    memo, whole = Memo(folder=tmp_path / "memo"), "\ufeff" + company(["text"] * 80)
    folder = write(tmp_path / "data", {"companies/uk.yaml": "\ufeff" + whole})
    assert loads(folder, memo).city is None
    with patch.object(parts, "_SIZE", 2):
        first = parts.cut(File(path="", slug="uk", text=whole, digest=b""))[0]
    write(folder, {"companies/uk.yaml": first.file.text})
    assert said(loads(folder, memo)) == said(loads(folder))


def test_a_long_head_is_not_read_with_every_part():
    text = HEAD.replace("buildings:", f"#{'к' * 100_000}\nbuildings:") + "  - {id: 7K3QX, address: Новая 1}\n" * 10_000
    with patch.object(parts, "crc32", lambda _: 0):
        assert sum(len(part.file.text) for part in parts.cut(File(path="", slug="", text=text, digest=b""))) < 3 * len(
            text
        )


class Trap:
    """Something that does harm when it is unpickled."""

    def __reduce__(self):
        return Path.touch, (Path("sprung"),)


def test_another_program_remembers_apart(tmp_path, monkeypatch):
    kept = Memo(folder=tmp_path)
    assert remembered(kept, ["a", "b"], lambda: b"one") == b"one"
    assert remembered(kept, ["a", "b"], lambda: b"two") == b"one"
    assert remembered(kept, ["ab", ""], lambda: b"other parts") == b"other parts"
    monkeypatch.setattr("generator.caching.memo.program_digest", lambda: "another")
    assert remembered(kept, ["a", "b"], lambda: b"two") == b"two"


@pytest.mark.parametrize("value", [Trap(), [Trap()], Path(), print, {"a": 1}, None, 7])
def test_foreign_values_are_refused(value, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert unpack(pickle.dumps(value), Extract) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"junk", pickle.dumps(Trap())])
def test_a_hostile_memo_makes_it_slower_at_worst(files, tmp_path, monkeypatch, content):
    monkeypatch.chdir(tmp_path)
    folder = write(tmp_path / "data", files.texts)
    fresh = said(loads(folder))
    monkeypatch.setattr(Memo, "get", lambda *_: content)
    assert said(loads(folder, Memo(folder=tmp_path / "memo"))) == fresh
    assert not Path("sprung").exists()


@settings(max_examples=100)
@given(data=st.data())
def test_damaged_bytes(data, files, tmp_path_factory):
    memo = Memo(folder=tmp_path_factory.getbasetemp() / "whole")
    if not memo.folder.exists():
        loads(write(tmp_path_factory.mktemp("data"), files.texts), memo)
    path = data.draw(st.sampled_from(sorted(memo.folder.rglob("*/*"))))
    packed = bytearray(path.read_bytes()[32:])
    for at in data.draw(st.lists(st.integers(0, len(packed) - 1), min_size=1, max_size=5)):
        packed[at] ^= data.draw(st.integers(1, 255))
    for kind in (Extract, Aside):
        found = unpack(bytes(packed), kind)  # a traceback would fail here
        assert found is None or isinstance(found, kind)


# In a process of its own: one that has threads isn't forked.
SEVERAL = """
import os, sys
from pathlib import Path
from unittest.mock import patch
from generator.datafiles.extracts import extracting
from generator.datafiles.folder import read_folder
from generator.datafiles.load import load
from generator.text import Report
from tests.cities import TODAY
extracting._WORTH_A_PROCESS = 0
mother, read = os.getpid(), extracting.read_in_parts
if sys.argv[2] == "dies":
    extracting.read_in_parts = lambda *task: read(*task) if os.getpid() == mother else os._exit(9)
def loads(jobs=1):
    report = Report()
    return load(read_folder(Path(sys.argv[1]), report), report, TODAY, None, jobs=jobs)

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
    """Another meaning of a slash is another house, though the company's file is the same."""
    memo = Memo(folder=tmp_path / "memo")
    company = "name: УК\nkind: direct\nbuildings:\n  - {id: 7K3QX, address: 'ул. Ленина, 12/1'}\n"
    for means, title in (("corner", "12/1"), ("corpus", "12\u00a0корп.\u00a01"), ("corner", "12/1")):
        folder = write(tmp_path / "data", {"site.yaml": SITE + f"slash_means: {means}\n", "companies/a.yaml": company})
        assert loads(folder, memo).city.buildings[0].address.house.title == title
