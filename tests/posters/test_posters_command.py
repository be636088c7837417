"""`domchat posters` from outside: files, questions, what is made again, exit codes."""

import csv
import io
import os
import shutil

import pytest

from generator.caching.cache import Cache
from generator.commands.cli import main
from generator.posters.printing import Press
from tests.built_sites import KEY, tree
from tests.posters.papers import text_of

TODAY = "2026-11-22"


@pytest.fixture(autouse=True)
def _key(monkeypatch):
    monkeypatch.setenv("DOMCHAT_KEY", KEY)


@pytest.fixture
def run(city, tmp_path, capsys):
    """Return a function: arguments → (exit code, output)."""

    def command(*arguments, data=city.data):
        code = main(
            ["posters", "--data", str(data), "--out", str(tmp_path / "out"), "--today", TODAY, *map(str, arguments)]
        )
        return code, capsys.readouterr().err

    return command


@pytest.fixture
def small(city):
    """Return the company with the fewest buildings, but more than one."""
    return min((one for one in city.city.companies if len(one.buildings) > 1), key=lambda one: len(one.buildings))


def counts(output):
    """Return the numbers of files typeset and written."""
    words = output.replace("\u00a0", " ").split()
    return int(words[words.index("заново") + 1].rstrip(",")), int(words[words.index("записано") + 1].rstrip(","))


def test_a_companys_file_and_its_list(run, small, tmp_path):
    assert run("--company", small.slug)[0] == 0
    posters = tmp_path / "out" / "posters"
    assert sorted(path.name for path in posters.iterdir()) == [f"{small.slug}.csv", f"{small.slug}.pdf"]
    pages = text_of((posters / f"{small.slug}.pdf").read_bytes())
    assert "Обход:" in pages[0]
    raw = (posters / f"{small.slug}.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    listing = len(pages) - len(rows)
    assert listing >= 1
    assert f"{len(rows)} объявлен" in pages[0]
    for row, page in zip(rows, pages[listing:], strict=True):
        assert row["Адрес под кодом"] in page
        assert row["Улица"] in page
    order = [building.id for building in small.buildings]
    assert [row["Код"] for row in rows] == sorted((row["Код"] for row in rows), key=order.index)
    for building in small.buildings:
        assert any(building.id in page for page in pages[:listing])


def test_the_list_names_the_pages(run, small, tmp_path):
    run("--company", small.slug)
    pages = text_of((tmp_path / "out" / "posters" / f"{small.slug}.pdf").read_bytes())
    building = small.buildings[-1]
    last = next(index for index, page in enumerate(pages) if f"/D/{building.id}" in page) + 1
    line = next(page for page in pages if building.id in page).split(building.id)[1]
    assert line.split()[0].split("–")[0] == str(last)


def test_a_file_for_each_building(run, city, tmp_path):
    building = city.city.buildings[3]
    code, _ = run("--building", building.id.lower())
    assert code == 0
    [path] = (tmp_path / "out" / "posters").rglob("*.pdf")
    assert path.parent.name == building.company
    assert path.stem == "-".join(building.path.split("/")[1:]) + f"-{building.id}"


def test_streets_in_any_spelling(run, city, tmp_path):
    street = next(one.address.street for one in city.city.buildings if one.address.street.title.startswith("улица "))
    count = sum(one.address.street == street for one in city.city.buildings)
    for text in (street.name, street.title.replace("улица ", "ул "), street.slug, street.title.upper()):
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        assert run("--street", text, "--layout", "a5")[0] == 0
        assert len(list((tmp_path / "out" / "posters").rglob("*-a5.pdf"))) >= count


def test_since(run, city):
    days = [
        day
        for one in city.city.buildings
        for chat in one.chats
        for day in (chat.since, chat.checked, chat.withdrawn)
        if day
    ]
    newest = max(days)
    code, output = run("--since", newest.isoformat(), "--each")
    assert code == 0
    wanted = sum(
        any(newest in (chat.since, chat.checked, chat.withdrawn) for chat in one.chats) for one in city.city.buildings
    )
    assert f"{wanted} файл" in output.replace("\u00a0", " ")


def test_one_file_where_one_says(run, small, tmp_path):
    target = tmp_path / "elsewhere" / "all.pdf"
    ids = [building.id for building in small.buildings]
    assert run("--building", *ids, "-o", target)[0] == 0
    assert target.read_bytes().startswith(b"%PDF")
    assert run("--building", ids[0], "-o", target)[0] == 0, "its own file may be replaced"


def test_somebody_elses_file_stays(run, small, tmp_path):
    target = tmp_path / "thesis.pdf"
    target.write_bytes(b"%PDF-1.7 my thesis")
    code, output = run("--company", small.slug, "-o", target)
    assert code == 2
    assert "thesis.pdf" in output
    assert target.read_bytes() == b"%PDF-1.7 my thesis"


def test_somebody_elses_folder_stays(run, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "photo.jpg").write_bytes(b"1")
    assert run()[0] == 2
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["photo.jpg"]


@pytest.mark.parametrize(
    ("wish", "answer"),
    [
        (("--company", "uk-11111"), "в данных нет компании «uk-11111»"),
        (("--street", "Небывалая"), "в данных нет улицы «Небывалая»"),
        (("--building", "00000"), "в данных нет дома «00000»"),
        (("--since", "2030-01-01"), "«2030-01-01» ещё не наступило"),
        (("--building", "{first}", "--company", "{last}"), "таких домов нет"),
    ],
)
def test_a_wish_that_names_nothing(run, city, wish, answer, tmp_path):
    names = {"first": city.city.buildings[0].id, "last": city.city.companies[-1].slug}
    code, output = run(*(word.format(**names) for word in wish))
    assert code == 2
    assert answer in output
    assert not (tmp_path / "out").exists()


def test_without_a_key(run, monkeypatch, tmp_path, city):
    monkeypatch.delenv("DOMCHAT_KEY")
    code, output = run()
    assert code == 1
    assert "DOMCHAT_KEY" in output
    assert "secrets.token_hex" in output
    assert "храните" in output
    assert not (tmp_path / "out").exists()
    plain = next(one for one in city.city.buildings if all(chat.share == "site" for chat in one.chats))
    assert run("--building", plain.id)[0] == 0, "no key is needed where no code is unlisted"


def test_bad_data(run, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "site.yaml").write_text("title: 1\n", encoding="utf-8")
    code, output = run(data=tmp_path / "data")
    assert code == 1
    assert "error[" in output


def test_a_second_run_makes_only_what_changed(run, city, small, tmp_path):
    assert counts(run("--company", small.slug, "--each")[1])[0] == len(small.buildings)
    before = tree(tmp_path / "out" / "posters")
    assert counts(run("--company", small.slug, "--each")[1]) == (0, 0)
    data = tmp_path / "data"
    shutil.copytree(city.data, data)
    path = data / "companies" / f"{small.slug}.yaml"
    text = path.read_text(encoding="utf-8")
    building = small.buildings[0]
    marker = text.index(building.id)
    line_end = text.index("\n", text.index("address:", marker))
    path.write_text(f"{text[:line_end]}  # a remark{text[line_end:]}", encoding="utf-8")
    assert counts(run("--company", small.slug, "--each", data=data)[1]) == (0, 0), "it stands on no notice"
    path.write_text(text.replace("name: ", "name: Новая ", 1), encoding="utf-8")
    assert counts(run("--company", small.slug, "--each", data=data)[1])[0] == len(small.buildings)
    run("--company", small.slug, "--each")
    assert tree(tmp_path / "out" / "posters") == before


@pytest.mark.parametrize("harm", ["deleted", "emptied", "cut", "exchanged", "unreadable"])
def test_a_harmed_memo_costs_time_only(run, small, tmp_path, harm):
    run("--company", small.slug, "--each")
    before = tree(tmp_path / "out" / "posters")
    cache = tmp_path / "out" / ".domchat" / "posters"
    cached = sorted(path for path in cache.rglob("*") if path.is_file())
    assert len(cached) == len(small.buildings)
    if harm == "deleted":
        shutil.rmtree(cache)
    elif harm == "unreadable":
        shutil.rmtree(cache)
        cache.write_bytes(b"a file in its place")
    else:
        contents = [path.read_bytes() for path in cached]
        for index, path in enumerate(cached):
            harmed = {
                "emptied": b"",
                "cut": contents[index][:-100],
                "exchanged": contents[index][:32] + contents[index - 1][32:],
            }
            path.write_bytes(harmed[harm])
    shutil.rmtree(tmp_path / "out" / "posters")
    assert run("--company", small.slug, "--each")[0] == 0
    assert tree(tmp_path / "out" / "posters") == before


def test_the_memo_forgets_what_was_not_used_for_longest(tmp_path):
    cache = Cache.of(tmp_path, "posters")
    for index in range(4):
        cache.put(f"{index}{index}", bytes(1000))
        os.utime(cache.folder / f"{index}{index}" / f"{index}{index}", (index, index))
    cache.sweep(largest=2500)
    assert [cache.get(f"{index}{index}") is not None for index in range(4)] == [False, False, True, True]


def test_progress_where_a_person_watches(run, small, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setattr("generator.commands.progress._PATIENCE", 0)
    monkeypatch.setattr("generator.commands.progress._MOMENT", 0)
    _, output = run("--company", small.slug, "--each")
    assert "осталось" in output
    assert output.replace("\r", "\n").count(" из ") >= len(small.buildings)


def test_plain_lines_otherwise(run, small, monkeypatch):
    monkeypatch.setattr("generator.commands.progress._PATIENCE", 0)
    _, output = run("--company", small.slug, "--each")
    assert "\r" not in output
    assert "объявления: 4 из 8, 50%" in output


def test_quick_work_shows_no_progress(run, small):
    _, output = run("--company", small.slug)
    assert "%" not in output
    assert output.splitlines()[-1].startswith("Готово")


def test_a_failing_template_leaves_what_was_there(run, small, tmp_path, monkeypatch):
    run("--company", small.slug)
    before = tree(tmp_path / "out" / "posters")

    def fail(*_arguments):
        raise RuntimeError("the template is broken")

    monkeypatch.setattr(Press, "_print", fail)
    assert run("--company", small.slug)[0] == 3
    assert tree(tmp_path / "out" / "posters") == before
