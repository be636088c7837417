"""`domchat ids`: new ids in the files and in the history, and no other byte changed."""

import re
from itertools import combinations, cycle
from pathlib import Path
from random import Random
from threading import Thread

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.commands import text_files
from generator.commands.data_lock import data_locked
from generator.commands.ids import give_ids, new_id
from generator.datafiles.keys import mark_of
from generator.text.id_words import spells_a_word
from generator.text.ids import ALPHABET
from tests.datafiles.folders import codes, load, options, write

HEAD = "name: УК «А»\nkind: direct\n"


def chooser(*wanted):
    """Return a random choice that gives these ids in turn, repeatedly."""
    letters = cycle("".join(wanted))
    return lambda _: next(letters)


def give(folder, *wanted):
    return give_ids(options(data=folder), chooser(*wanted)) if wanted else give_ids(options(data=folder))


def company(folder):
    return (folder / "companies/a.yaml").read_bytes().decode()


def test_the_second_of_two_at_once_waits_and_reads_what_the_first_wrote(tmp_path):
    folder = write(tmp_path, {"companies/a.yaml": f"{HEAD}buildings:\n  - address: ул. Ленина, 1\n"})
    second = Thread(target=give, args=(folder, "9M4RZ"))
    with data_locked(folder):
        second.start()
        second.join(0.3)
        assert second.is_alive()
        assert "id:" not in company(folder)
        text = company(folder).replace("- address", "- id: 7K3QX\n    address")
        (folder / "companies/a.yaml").write_text(text, encoding="utf-8")
    second.join(10)
    assert "9M4RZ" not in company(folder)
    assert "7K3QX" in (folder / "history.yaml").read_text(encoding="utf-8")


def test_a_house_whose_id_was_deleted_has_it_back(tmp_path):
    history = "published:\n  7K3QX: [doma/ulitsa-lenina/1, doma/ulitsa-mira/1]\n"
    houses = "buildings:\n  - address: ул. Ленина, 2\n  - address: ул. Мира, 1\n"
    folder = write(tmp_path, {"companies/a.yaml": HEAD + houses, "history.yaml": history})
    report, given = give(folder, "9M4RZ")
    assert (list(report), given) == ([], 2)
    assert re.findall("id: (.{5})", company(folder)) == ["9M4RZ", "7K3QX"]


# (before, after): «@» stands for the id 7K3QX, «%» for 9M4RZ.
STYLES = {
    "block": (
        "buildings:\n  - address: ул. Ленина, 1\n    floors: 5  # пять\n",
        "buildings:\n  - id: @\n    address: ул. Ленина, 1\n    floors: 5  # пять\n",
    ),
    "two, with comments between": (
        "buildings:\n# 1\n- address: ул. Мира, 1\n\n# 2\n- floors: 5\n  address: 'ул. Мира, 2'\n",
        "buildings:\n# 1\n- id: @\n  address: ул. Мира, 1\n\n# 2\n- id: %\n  floors: 5\n  address: 'ул. Мира, 2'\n",
    ),
    "a dash alone": (
        "buildings:\n  -\n    address: ул. Мира, 1\n  - # дом\n\n      address: ул. Мира, 2\n",
        "buildings:\n  -\n    id: @\n    address: ул. Мира, 1\n  - # дом\n\n      id: %\n      address: ул. Мира, 2\n",
    ),
    "wide indents": (
        "buildings:\n    -     address:   ул. Ленина, 1\n",
        "buildings:\n    -     id: @\n          address:   ул. Ленина, 1\n",
    ),
    "flow": (
        "buildings:\n  - {address: 'ул. Ленина, 1', floors: 5}  # дом\n",
        "buildings:\n  - {id: @, address: 'ул. Ленина, 1', floors: 5}  # дом\n",
    ),
    "flow with spaces": (
        "buildings: [ { address: 'ул. Ленина, 1' } , {address: 'ул. Ленина, 2'} ]\n",
        "buildings: [ {id: @, address: 'ул. Ленина, 1' } , {id: %, address: 'ул. Ленина, 2'} ]\n",
    ),
    "flow over lines": (
        "buildings: [\n  { # дом\n    address: 'ул. Ленина, 1',\n  }, {\n    address: 'ул. Ленина, 2' }]\n",
        "buildings: [\n  {id: @, # дом\n    address: 'ул. Ленина, 1',\n  }, {id: %,\n    address: 'ул. Ленина, 2' }]\n",
    ),
    "the end of the file without an end of line": (
        "buildings:\n  - address: ул. Ленина, 1",
        "buildings:\n  - id: @\n    address: ул. Ленина, 1",
    ),
    "an explicit key": (
        "buildings:\n  - ? address\n    : ул. Ленина, 1\n",
        "buildings:\n  - id: @\n    ? address\n    : ул. Ленина, 1\n",
    ),
    "a quoted key, emoji before": (
        "about: 🏠\nbuildings: [{note: 🏠, address: 'ул. Ленина, 1'}, {\"address\": 'ул. Ленина, 2'}]\n",
        "about: 🏠\nbuildings: [{id: @, note: 🏠, address: 'ул. Ленина, 1'}, {id: %, \"address\": 'ул. Ленина, 2'}]\n",
    ),
    "one that has an id": (
        "buildings:\n  - id: 5W8A0\n    address: ул. Ленина, 1\n  - address: ул. Ленина, 2\n",
        "buildings:\n  - id: 5W8A0\n    address: ул. Ленина, 1\n  - id: @\n    address: ул. Ленина, 2\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["", "with a mark"])
def test_everything_else_stays(tmp_path, before, after, end, mark):
    write(tmp_path, {"companies/a.yaml": (mark + HEAD + before).replace("\n", end).encode()})
    report, given = give(tmp_path, "7K3QX", "9M4RZ")
    assert codes(report) == (["no-history"] if "id: " in before else [])
    assert given == after.count("@") + after.count("%")
    expected = (mark + HEAD + after).replace("\n", end).replace("@", "7K3QX").replace("%", "9M4RZ")
    assert company(tmp_path) == expected
    assert codes(load(tmp_path)) == []


def test_a_file_of_one_line_with_a_mark(tmp_path):
    text = "\ufeff{name: УК, kind: direct, buildings: [{address: 'ул. Ленина, 1'}]}"
    write(tmp_path, {"companies/a.yaml": text.encode()})
    give(tmp_path, "7K3QX")
    assert company(tmp_path) == text.replace("{address", "{id: 7K3QX, address")


@pytest.mark.parametrize("number", ["12345", "1E234", "00000"])
def test_what_others_would_read_as_a_number_is_quoted(tmp_path, number):
    write(tmp_path, {"companies/a.yaml": HEAD + "buildings:\n  - address: ул. Ленина, 1\n"})
    give(tmp_path, number)
    assert f'  - id: "{number}"\n    address' in company(tmp_path)
    assert codes(load(tmp_path)) == []


SPACES = st.integers(1, 6).map(lambda count: " " * count)
COMMENTS = st.sampled_from(["", "", " # дом", "\n", "\n\n# - address: ул. Старая, 1\n"])


@st.composite
def lists_of_buildings(draw):
    """Return buildings in block or flow style, with odd spaces and comments."""
    indent, text = draw(SPACES), "buildings:\n"
    for number in range(1, draw(st.integers(1, 5)) + 1):
        gap, address = draw(SPACES), f"'ул. Ленина, {number}'"
        fields = draw(st.permutations([f"address: {address}", "floors: 5", "note: '{['"]))
        if draw(st.booleans()):
            text += f"{indent}-{gap}{{{draw(st.sampled_from(['', ' ']))}{', '.join(fields)}}}"
        else:
            text += f"{indent}-{gap}" + f"\n{indent} {gap}".join(fields)
        text += draw(COMMENTS).removesuffix("\n") + "\n"
    return text


@settings(max_examples=60)
@given(lists_of_buildings(), st.sampled_from(["\n", "\r\n"]))
def test_any_style(tmp_path_factory, text, end):
    folder = write(tmp_path_factory.mktemp("data"), {"companies/a.yaml": (HEAD + text).replace("\n", end).encode()})
    report, given_ids = give(folder)
    assert codes(report) == []
    after = company(folder)
    without = re.sub(r'\{id: "?[0-9A-Z]{5}"?, ?(?=[a-z ])', "{", re.sub(r'id: "?[0-9A-Z]{5}"?\r?\n *', "", after))
    # Only a space after «{» may be lost.
    assert without.replace("{ ", "{") == (HEAD + text).replace("\n", end).replace("{ ", "{")
    assert len(re.findall(r"\bid: ", after)) == given_ids == text.count("address: 'ул. Ленина")
    assert codes(load(folder)) == []


def test_the_history_remembers_ids_and_addresses(tmp_path):
    files = {
        "companies/a.yaml": HEAD
        + "buildings:\n  - address: ул. Ленина, 1\n  - {id: 5W8A0, address: 'ул. Ленина, 2'}\n",
        "history.yaml": "published:\n  5W8A0: [doma/ulitsa-staraya/2]\n",
    }
    write(tmp_path, files)
    give(tmp_path, "7K3QX")
    written = (tmp_path / "history.yaml").read_text(encoding="utf-8")
    assert written == (
        "# Пишет команда domchat ids: каждый выданный номер и все адреса его страницы. Не правьте вручную.\n"
        "published:\n"
        '  "5W8A0": [doma/ulitsa-staraya/2, doma/ulitsa-lenina/2]\n'
        '  "7K3QX": [doma/ulitsa-lenina/1]\n'
        "organizations:\n"
        "  - uk/a\n"
    )
    report, given = give(tmp_path)
    assert (codes(report), given) == ([], 0)
    assert (tmp_path / "history.yaml").read_text(encoding="utf-8") == written


def test_the_history_keeps_a_mark_of_the_key_and_never_another(tmp_path):
    write(tmp_path, {"companies/a.yaml": f"{HEAD}buildings:\n  - address: ул. Ленина, 1\n"})
    marks = []
    for key in ("", "a key of fair length", "another key of fair length", "short", ""):
        give_ids(options(data=tmp_path, key=key))
        marks.append(
            re.findall(r'^key: "([0-9a-f]{8})"$', (tmp_path / "history.yaml").read_text("utf-8"), re.MULTILINE)
        )
        assert codes(load(tmp_path)) == (["key-missing"] if marks[-1] else [])  # a check is made without the key
    mark = mark_of("a key of fair length")
    assert marks == [[], [mark], [mark], [mark], [mark]]


def test_a_folder_without_buildings_gets_an_empty_history(tmp_path):
    write(tmp_path, {})
    assert give(tmp_path)[1] == 0
    assert (tmp_path / "history.yaml").read_text(encoding="utf-8").endswith("\npublished: {}\n")
    assert codes(load(tmp_path)) == []


@pytest.mark.parametrize(
    "spoilt",
    [
        {"companies/b.yaml": HEAD + "emial: a\n"},
        {"companies/b.yaml": "name: [\n"},
        {"companies/b.yaml": HEAD + "buildings:\n  - address: ул. Ленина\n"},
        {"companies/b.yaml": HEAD + "buildings:\n  - {}\n"},
        {"companies/b.yaml": HEAD + "buildings:\n  - {id: 7k3qx, address: 'ул. Мира, 5'}\n"},
        {"companies/b.yaml": HEAD + "buildings:\n  - address: ул. Ленина, 1\n"},  # the same house
        {"history.yaml": "published: {5W8A0: [doma/ulitsa-lenina/7]}\n"},  # a lost id
        {"site.yaml": "title: Чаты\n"},
        {"private/links.yaml": "7K3QX: {}\n"},
    ],
    ids=lambda files: f"{next(iter(files))}: {next(iter(files.values()))[-20:]!r}",
)
def test_nothing_is_written_while_there_are_other_errors(tmp_path, spoilt):
    write(tmp_path, {"companies/a.yaml": HEAD + "buildings:\n  - address: ул. Ленина, 1\n", **spoilt})
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.yaml")}
    report, given = give(tmp_path)
    assert report.failed
    assert given == 0
    assert "no-id" not in codes(report)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_thousand_and_more_at_once(tmp_path):
    """More than a report shows of one code."""
    houses = "".join(f"  - address: ул. Ленина, {number}\n" for number in range(1, 1203))
    write(tmp_path, {"companies/a.yaml": f"{HEAD}buildings:\n{houses}"})
    report, given = give(tmp_path)
    assert (codes(report), given) == ([], 1202)
    assert codes(load(tmp_path)) == []
    found = re.findall(r'id: "?(\w{5})', company(tmp_path))
    for at in range(5):  # ids that differ in one character
        assert len({one[:at] + one[at + 1 :] for one in found}) == 1202
    swapped = {
        one[:at] + one[at + 1] + one[at] + one[at + 2 :] for one in found for at in range(4) if one[at] != one[at + 1]
    }
    assert not swapped & set(found)
    assert not any(re.search("[A-Z]{3}", one) for one in found)


def apart(one, other):
    """Return True if the ids differ in at least two characters, other than two swapped neighbours."""
    wrong = [at for at in range(5) if one[at] != other[at]]
    swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and one[wrong[0]] == other[wrong[1]]
    return len(wrong) > 1 and not (swapped and one[wrong[1]] == other[wrong[0]])


@given(st.text(ALPHABET, min_size=5, max_size=5), st.integers(0, 4), st.sampled_from(ALPHABET))
def test_no_id_is_given_that_a_slip_would_make_of_another(used, where, char):
    slip = used[:where] + char + used[where + 1 :]
    free = "0Z1Y2" if apart("0Z1Y2", used) else "9V8W7"
    assert new_id([used], chooser(slip, free)) == free
    if where < 4:
        swap = used[:where] + used[where + 1] + used[where] + used[where + 2 :]
        assert new_id([used], chooser(swap, free)) == free


def test_no_id_holds_a_word():
    assert new_id([], chooser("1CAT2", "D0G12", "5W8A0")) == "D0G12"
    assert new_id([], chooser("ABC12", "12ABC", "5W8A0")) == "5W8A0"


@pytest.mark.parametrize(
    "word", ["A557K", "C0CK2", "25EX7", "7XY2W", "E6A2W", "2B0PW", "X3P2W", "M2666", "14882", "24M02"]
)
def test_nor_one_in_which_digits_stand_for_letters(word):
    assert spells_a_word(word)
    assert new_id([], chooser(word, "5W8A0")) == "5W8A0"


def test_words_cost_few_ids():
    """Most ids without three letters in a row remain."""
    random = Random(7)
    drawn = ["".join(random.choices(ALPHABET, k=5)) for _ in range(20_000)]
    rows = [one for one in drawn if not re.search("[A-Z]{3}", one)]
    assert sum(map(spells_a_word, rows)) / len(rows) < 0.04


def test_the_ids_of_the_demonstration_keep_their_distance():
    data = Path(__file__).parent.parent / "data"
    found = yaml.safe_load((data / "history.yaml").read_text(encoding="utf-8"))["published"]
    assert all(apart(one, other) for one, other in combinations(found, 2))


def test_a_full_directory_is_said_to_be_full():
    with pytest.raises(RuntimeError, match="full"):
        new_id(["7K3QX"], chooser("7K3QX"))


@pytest.mark.parametrize(
    "files",
    [
        {"site.yaml": None},
        {"history.yaml": "published: {7K3QX: [doma/ulitsa-lenina/9]}\n"},
        {"retired": "{7K3QX: null}"},
        {"retired": "{7K3QY: 5W8A0}"},
    ],
    ids=["another building", "history", "retired", "near a retired one"],
)
def test_no_id_comes_twice(tmp_path, files):
    """Neither a building's nor any id ever printed."""
    retired = {"retired": files.get("retired") or "{}"}
    other = "7K3QX" if files.get("site.yaml", 1) is None or "history.yaml" in files else "5W8A0"
    site = write(tmp_path, {}) / "site.yaml"
    site.write_text(site.read_text(encoding="utf-8") + f"retired: {retired['retired']}\n", encoding="utf-8")
    houses = f"buildings:\n  - {{id: {other}, address: 'ул. Ленина, 9'}}\n  - address: ул. Ленина, 1\n"
    company_file = tmp_path / "companies" / "a.yaml"
    company_file.parent.mkdir()
    company_file.write_text(HEAD + houses, encoding="utf-8")
    if "history.yaml" in files:
        (tmp_path / "history.yaml").write_text(files["history.yaml"], encoding="utf-8")
    assert not give(tmp_path, "7K3QX", "7K3QZ", "9M4RZ")[0].failed
    assert "id: 9M4RZ" in company(tmp_path)


def test_a_failure_leaves_whole_files(tmp_path, monkeypatch):
    """The first file is new, the second old, neither incomplete; the next run does the rest."""
    text = HEAD + "buildings:\n  - address: ул. Ленина, {}\n"
    write(tmp_path, {"companies/a.yaml": text.format(1), "companies/b.yaml": text.format(2).replace("УК", "ТСЖ")})
    (tmp_path / "companies/b.yaml").chmod(0o640)
    replace = text_files.Path.replace
    full_disk = OSError(28, "No space left on device")

    def fail_at_b(self, target):
        if target.name == "b.yaml":
            raise full_disk
        return replace(self, target)

    monkeypatch.setattr(text_files.Path, "replace", fail_at_b)
    with pytest.raises(OSError, match="No space"):
        give(tmp_path, "7K3QX", "9M4RZ")
    assert "id: 7K3QX" in company(tmp_path)
    assert (tmp_path / "companies/b.yaml").read_text(encoding="utf-8") == text.format(2).replace("УК", "ТСЖ")
    assert not (tmp_path / "history.yaml").exists()
    assert {path.name for path in (tmp_path / "companies").iterdir()} == {"a.yaml", "b.yaml"}

    monkeypatch.undo()
    assert give(tmp_path, "9M4RZ")[1] == 1
    assert codes(load(tmp_path)) == []
    assert (tmp_path / "companies/b.yaml").stat().st_mode & 0o777 == 0o640


def test_a_link_to_a_file_stays_a_link(tmp_path):
    elsewhere = tmp_path / "elsewhere.yaml"
    elsewhere.write_text(HEAD + "buildings:\n  - address: ул. Ленина, 1\n", encoding="utf-8")
    data = write(tmp_path / "data", {})
    (data / "companies").mkdir()
    (data / "companies" / "a.yaml").symlink_to(elsewhere)
    give(data, "7K3QX")
    assert (data / "companies" / "a.yaml").is_symlink()
    assert "id: 7K3QX" in elsewhere.read_text(encoding="utf-8")
