"""Every edit that changes a byte of the site or of printed papers is reported by `domchat changes`."""

from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from msgspec.structs import replace

from generator.build.pipeline import Options, build
from generator.changes import State, compare
from generator.datafiles import read_contents
from tests.built_sites import tree
from tests.cities import TODAY, write_city
from tests.laws.edits import FIELDS, STRUCTURE, Data, Edit, all_fields

BUILTIN = Path(__file__).parents[2] / "site_src"
OWN = sorted(path.relative_to(BUILTIN).as_posix() for path in BUILTIN.rglob("*") if path.is_file())


def _reverse(*names: str) -> Edit:
    """Return an edit that reverses the first list of this name with more than one item."""

    def edit(data: Data) -> None:
        for _, one in sorted(data.files.items()):
            for holder in (one, *one.get("buildings", ())):
                for name in names:
                    if len(holder.get(name, ())) > 1:
                        holder[name] = holder[name][::-1]
                        return
        raise AssertionError(names)

    return edit


EDITS: dict[str, Edit] = {
    **{f"{record}.{name}": edit for record, edits in FIELDS.items() for name, edit in edits.items()},
    **{name: edit for name, edit in STRUCTURE.items() if not name.startswith("write the buildings")},
    **{f"{name} in another order": _reverse(name) for name in ("phones", "channels", "chats", "streets", "aliases")},
    "SUPPLIER.serves": FIELDS["SERVES"]["companies"],  # «all» may have been the default before
    "HISTORY.key": lambda data: data.files["history.yaml"].__setitem__("key", "1a2b3c4d"),
}


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("city") / "data"
    write_city(folder, buildings=60, seed=21)
    company = next(path for path in sorted(folder.glob("companies/*.yaml")) if "phones" in path.read_text("utf-8"))
    said = yaml.load(company.read_text(encoding="utf-8"), yaml.BaseLoader)
    said["phones"] = [{"number": "+7 000 111-22-33"}, {"number": "+7 000 111-22-44", "label": "Касса"}]
    said["channels"] = [{"link": "https://max.ru/primer_a"}, {"link": "https://max.ru/primer_b"}]
    said["buildings"][0]["aliases"] = ["улица Былая, 1", "улица Былая, 2"]
    company.write_text(yaml.safe_dump(said, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def before(city: Path) -> State:
    return State(data=read_contents(city, lambda _: TODAY)[0])


def said(data: Data) -> dict[str, Any]:
    """Return the contents of the files; the order of buildings makes no difference."""
    return {
        name: {**one, "buildings": sorted(one.get("buildings", ()), key=lambda building: building["id"])}
        for name, one in data.files.items()
    }


def edited(city: Path, folder: Path, name: str) -> Path:
    """Write the city after an edit that changes something; return its folder."""
    for seed in range(20):
        data = Data.read(city, Random(seed))
        before = said(Data.read(city, Random(seed)))
        EDITS[name](data)
        if said(data) != before:
            break
    else:
        raise AssertionError(f"{name} changes nothing")
    for file in data.files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
    data.write(folder)
    return folder


def test_every_field_is_edited():
    assert {name for name in EDITS if "." in name} == {f"{record}.{name}" for record, name in all_fields()}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_of_the_data_is_told(city: Path, before: State, tmp_path: Path, name: str):
    after = State(data=read_contents(edited(city, tmp_path / "data", name), lambda _: TODAY)[0])
    changes = compare(before, after)
    assert changes, name
    assert all(change.text for change in changes)


def test_nothing_is_told_where_nothing_changed(city: Path, before: State):
    assert compare(before, State(data=read_contents(city, lambda _: TODAY)[0])) == ()


@pytest.mark.parametrize("change", ["new", "other", "gone"])
def test_each_own_file_is_told(before: State, change: str):
    for name in OWN:
        was = {} if change == "new" else {name: b"a"}
        now = {} if change == "gone" else {name: b"b"}
        assert [name in one.text for one in compare(replace(before, sources=was), replace(before, sources=now))] == [
            True
        ]


def _site(data: Path, out: Path, own: Path) -> dict[str, bytes]:
    result = build(Options(data=data, out=out, day_in=lambda _: TODAY, key="a key of fair length", own_sources=own))
    assert result.published, "\n".join(str(one) for one in result.report if one.severity == "error")
    return tree(out / "site")


def test_what_is_not_told_changes_no_byte(city: Path, tmp_path: Path):
    """Conversely: comments, order of fields and buildings, and spellings of one value."""
    data = Data.read(city, Random(1))
    STRUCTURE["write the buildings in another order"](data)
    for name in data.files:
        data.files[name] = dict(reversed(data.files[name].items()))
        (tmp_path / "data" / name).parent.mkdir(parents=True, exist_ok=True)
    data.write(tmp_path / "data")
    states = [State(data=read_contents(folder, lambda _: TODAY)[0]) for folder in (city, tmp_path / "data")]
    assert compare(*states) == ()
    sites = [
        _site(folder, tmp_path / name, tmp_path / "none") for folder, name in ((city, "a"), (tmp_path / "data", "b"))
    ]
    assert [name for name in sites[0] if sites[0][name] != sites[1].get(name)] == []
