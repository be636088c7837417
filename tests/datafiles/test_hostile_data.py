"""Data that nobody writes by mistake: always problems, quickly, and never a traceback."""

import time
import zoneinfo

import pytest

from generator.datafiles.nodes import MAX_BYTES, MAX_NODES, compose
from generator.text.problems import LIMIT, Report
from tests.datafiles.folders import SITE, codes, invite, load, token, write, write_own

SOON = 5  # CPU seconds; most of these take milliseconds
HEAD = "name: УК «А»\nkind: direct\n"
HOUSE = f"{HEAD}buildings:\n  - id: 7K3QX\n    address: ул. Ленина, 1\n"


def company(tmp_path, content):
    """Check a folder with this company; return the codes of its problems within the time limit."""
    begun = time.process_time()
    report = load(write(tmp_path, {"companies/a.yaml": content}))
    found = codes(report)
    assert time.process_time() - begun < SOON
    assert all(len(str(problem)) < 1000 for problem in report)
    assert all("\n" not in problem.text + problem.hint for problem in report)
    return found


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "a: " + "[" * 100_000 + "]" * 100_000,
        "{a: " * 100_000,
        "- " * 100_000,
        "? " * 100_000,
        "{? " * 100_000,
        "[\n" * 100_000,
        "a: " + "[[], " * 100_000,
        "a: " + "['}]', " * 100_000,  # brackets in quotes don't close anything
        "\n".join(" " * depth + "a:" for depth in range(1000)),
        "\n".join(" " * depth + "-" for depth in range(1000)),
        "a: " + "[a, {b: " * 50_000,
    ],
    ids=lambda text: text[:12].strip(),
)
def test_depth(tmp_path, text):
    assert company(tmp_path, text) == ["yaml-depth"]


def test_depth_that_is_allowed():
    report = Report()
    assert compose("a: " + "[" * 19 + "]" * 19, "x.yaml", report) is not None
    assert codes(report) == []


# Each fills a file with one construct that could be slow to scan, parse or check.
LONG = {
    "anchors": "a: [" + "&a b, " * 300_000 + "]",
    "aliases": "a: [" + "*a , " * 300_000 + "]",
    "tags": "a: [" + "!a b, " * 300_000 + "]",
    "tabs": "\t\n" * 1_000_000,
    "nul": "\0" * 2_000_000,
    "zero width": "a: " + "\u200b" * 1_000_000,
    "spaces": " " * 2_000_000 + "a",
    "dashes": "-" * 2_000_000,
    "dashes apart": "-\n" * 100_000,
    "colons": "a: " + ": " * 1_000_000,
    "empty lists": "a: [" + "[]," * 100_000 + "]",
    "fields": "".join(f"a{number}: b\n" for number in range(50_000)),
    "one field": "a: b\n" * 50_000,
    "flow fields": "{" + ", ".join(f"a{number}: b" for number in range(50_000)) + "}",
    "line": "a: " + "x" * 1_000_000,
    "field name": "x" * 1_000_000 + ": a",
    "quote": "a: '" + "x" * 1_000_000,
    "quotes": "a: " + "''" * 500_000,
    "escapes": 'a: "' + "\\u202e" * 200_000 + '"',
    "ampersands": "&" * 1_000_000,
    "brackets in a text": "a: x" + "[{" * 500_000,
    "comments": "#\n" * 1_000_000,
    "questions": "? a\n" * 50_000,
    "folded": "a: " + "b\n " * 600_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_length(tmp_path, text):
    found = company(tmp_path, text)
    assert found
    assert len(found) < 5 * LIMIT


@pytest.mark.parametrize("field", ["office", "email", "website", "dispatch", "inn", "ogrn", "name", "kind", "about"])
@pytest.mark.parametrize("filler", [" ", "1", "a", "a.", "(", "+7 ", "@", "-", "\\", "доб "])
def test_a_long_line_as_a_value(tmp_path, field, filler):
    text = HEAD.replace(f"{field}:", "hours:") + f'{field}: "1{(filler * 200_000)[:200_000]}x"\n'
    found = company(tmp_path, text.replace("\\", "\\\\"))
    assert set(found) <= {"too-long", "required", "no-phone", "yaml"}
    assert found


def test_phones_with_many_spaces(tmp_path):
    """Short values too must not make the patterns backtrack."""
    assert company(tmp_path, HEAD + f'dispatch: "+7{" " * 900}x"\n') == ["phone"]
    assert company(tmp_path, HEAD + f'dispatch: "{"1 " * 400}доб"\n') == ["phone"]
    assert company(tmp_path, HEAD + f'email: "{"a." * 400}@"\n') == ["email"]
    assert company(tmp_path, HEAD + f'website: "https://{"a-" * 140}"\n') == ["url"]
    assert company(tmp_path, f'{HOUSE}    slug: "{"a-" * 400}"\n') == ["slug"]
    assert company(tmp_path, f'{HOUSE}    aliases: ["{"ул. " * 40}"]\n')[0].startswith("address-")


def test_billion_laughs(tmp_path):
    lines = [HEAD + "a: &a [ha, ha]"]
    for name, before in zip("bcdefghij", "abcdefghi", strict=True):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]")
    found = company(tmp_path, "\n".join(lines))
    assert found.count("yaml-anchor") == 10 + 90
    assert set(found) == {"yaml-anchor", "unknown-field"}


def test_an_alias_hides_nothing_else(tmp_path):
    assert company(tmp_path, HEAD + "office: *a\nemail: b\n") == ["yaml-anchor", "email"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<<: {name: УК}\nkind: direct\n", ["required", "unknown-field"]),
        (HEAD + "<<: *base\n", ["unknown-field", "yaml-anchor"]),
        (HEAD + "&a office: b\n", ["yaml-anchor"]),
        (HEAD + "*a : b\n", ["yaml-anchor"]),
        (HEAD + "office: !!str b\n", ["yaml-tag"]),
        (HEAD + "office: ! b\n", ["yaml-tag"]),
        (HEAD + "phones: !!set {}\n", ["type", "yaml-tag"]),
        (HEAD + "channels: !foo [ {link: !bar 'https://max.ru/primer'} ]\n", ["yaml-tag", "yaml-tag"]),
        (HEAD + "about: !!python/object/apply:os.system ['true']\n", ["type", "yaml-tag"]),
        (HEAD + "!!str office: b\n", ["yaml-tag"]),
        (HEAD + "[a, b]: c\n", ["type"]),
        (HEAD + "? {a: b}\n: c\n", ["type"]),
        (HEAD + "? [a]\n", ["type"]),
        ("%TAG ! tag:example.ru,2026:\n---\n" + HEAD + "office: !b c\n", ["yaml-tag"]),
        (HEAD + "--- a\n", ["yaml"]),
        (HEAD + "...\n", []),
        (HEAD + "office: >-\n  улица\n  Ленина\n", []),
        (HEAD + "office: 'a\n\n  b'\n", ["multiline"]),
    ],
    ids=lambda value: repr(value)[-30:] if isinstance(value, str) else "",
)
def test_what_yaml_allows(tmp_path, text, expected):
    assert sorted(company(tmp_path, text)) == sorted(expected)


@pytest.mark.parametrize(
    "number", ["9" * 5000, "1" * 900, "0x10", "1_000", "1e400", "-1", "²", "٣", "⑤", "5.0", ".inf"]
)
def test_numbers(tmp_path, number):
    found = company(tmp_path, f"{HOUSE}    floors: {number}\n    location: [{number}, 1]\n")
    assert set(found) <= {"number", "too-long", "location"}
    assert found


def test_positions_of_private_links(tmp_path):
    for position in ("9" * 5000, "²", "-1", "1.0"):
        report = load(write(tmp_path, {"private/links.yaml": f"7K3QX: {{{position}: {{link: {invite(1)}}}}}\n"}))
        assert set(codes(report)) <= {"unknown-field", "required", "yaml", "private-target"}
        assert report.failed


@pytest.mark.parametrize(
    "char",
    ["\0", "\x01", "\x1b", "\x7f", "\x85", "\u00ad",
     "\u200b", "\u200d", "\u200e", "\u202e", "\u2028", "\u2029", "\u2066",
     "\u3164", "\ufeff", "\ufff9", "\uffff", "\U000e0041"],
    ids=ascii,
)  # fmt: skip
def test_invisible_characters(tmp_path, char):
    assert company(tmp_path, f"{HEAD}office: ул. {char}Ленина\n") == ["invisible"]
    assert company(tmp_path, f'{HEAD}office: "ул. \\U{ord(char):08X}Ленина"\n') == ["invisible"]


def test_a_carriage_return_alone(tmp_path):
    """YAML treats it as a line end, other programs don't: places would be wrong."""
    assert company(tmp_path, HEAD + "office: ул.\rkind: uk\n") == ["invisible"]


@pytest.mark.parametrize("name", ["office\u202e", "\u202eoffice", "off\u200bice"])
def test_invisible_characters_in_names(tmp_path, name):
    report = load(write(tmp_path, {"companies/a.yaml": f'{HEAD}"{ascii(name)[1:-1]}": b\n'}))
    assert codes(report) == ["unknown-field"]
    assert str(next(iter(report))).replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", ["yaml-empty"]),
        (b"\xef\xbb\xbf", ["yaml-empty"]),
        (b"\n\n# \n", ["yaml-empty"]),
        (b"---\n", ["yaml-shape"]),
        (b"\xff\xfen\x00a\x00m\x00e\x00", ["encoding"]),
        (HEAD.encode("utf-16"), ["encoding"]),
        (HEAD.encode("cp1251"), ["encoding"]),
        (HEAD.encode() + b"office: \xed\xa0\x80\n", ["encoding"]),
        (HEAD.encode() + b"office: \xf0\x28\x8c\x28\n", ["encoding"]),
        (b"\xef\xbb\xbf" + HEAD.encode(), []),
        (HEAD.replace("\n", "\r\n").encode(), []),
        (HEAD.encode().rstrip(), []),
        (b"x" * (MAX_BYTES + 1), ["file-size"]),
        (b"#" * 10_000_000, ["file-size"]),
        (b"a:\n" * MAX_NODES, ["file-size"]),
        (b"null\n", ["yaml-shape"]),
        (b"- name: a\n", ["yaml-shape"]),
    ],
    ids=lambda value: repr(value[:20]) if isinstance(value, bytes) else "",
)
def test_bytes(tmp_path, content, expected):
    assert company(tmp_path, content) == expected


def test_places_after_a_mark_and_other_ends_of_lines(tmp_path):
    text = "\ufeff{name: УК, kind: direct,\r\n  emial: а,\r\n  inn: 12}\r\n"
    found = load(write(tmp_path, {"companies/a.yaml": text.encode()}))
    assert [(problem.place.line, problem.place.column) for problem in found] == [(2, 3), (3, 8)]
    report = load(write(tmp_path, {"companies/a.yaml": b"\xef\xbb\xbfname: \xff"}))
    assert [(problem.place.line, problem.place.column) for problem in report] == [(1, 7)]


@pytest.mark.parametrize("name", ["site.yaml", "history.yaml", "private/links.yaml", "companies/x.yaml"])
def test_things_that_are_no_files(tmp_path, name):
    for number, content in enumerate([{"folder": True}, {"link": name.split("/")[-1]}, {"link": "nowhere"}]):
        report = load(write(tmp_path / str(number), {name: content}))
        assert codes(report) == ["not-a-file"]


@pytest.mark.parametrize("name", ["companies", "suppliers", "authorities"])
def test_sections_that_are_no_folders(tmp_path, name):
    for number, content in enumerate(["text", {"link": name}]):
        assert codes(load(write(tmp_path / str(number), {name: content}))) == ["not-a-folder"]


def test_names_of_files(tmp_path):
    names = [
        "Primer.yaml",
        "пример.yaml",
        "a b.yaml",
        "a_b.yaml",
        "-a.yaml",
        ".yaml",
        "a.yml",
        "a.yaml.bak",
        "c\nd.yaml",
    ]
    report = load(write(tmp_path, {f"companies/{name}": HEAD for name in names}))
    assert set(codes(report)) == {"file-name"}
    assert len(codes(report)) == len(names) - 1  # hidden files are ignored
    assert all("\n" not in problem.place.path for problem in report)


def test_thousands_of_the_same(tmp_path):
    """The first thousand problems are shown, then the place of the first one left out."""
    houses = "".join(f"  - address: ул. Ленина, {number}\n" for number in range(1, LIMIT + 11))
    report = load(write(tmp_path, {"companies/a.yaml": f"{HEAD}buildings:\n{houses}"}))
    assert codes(report) == ["no-id"] * (LIMIT + 1)
    assert list(report)[-1].place.line == 3 + LIMIT + 1
    assert list(report)[-1].text == "отсюда и дальше в этом файле такие же не показаны"


def test_many_clashes_are_found_soon(tmp_path):
    chats = "".join(
        f"  - {{id: 7K3QX, address: 'ул. Ленина, 1', chat: 'https://max.ru/join/{token(1)}'}}\n" for _ in range(1500)
    )
    assert len(company(tmp_path, f"{HEAD}buildings:\n{chats}")) > 2 * LIMIT


@pytest.mark.parametrize(
    "zone",
    ["Read-Me", "Folder", "localtime", "LOCALTIME", "/usr/share/zoneinfo/UTC", "../UTC", "Europe/../UTC", "Z" * 500],
)
def test_names_beside_those_of_time_zones(tmp_path, zone):
    """A folder of time zones contains other files and folders too; the suggested name is accepted."""
    zones = tmp_path / "zones"
    (zones / "Folder").mkdir(parents=True)
    (zones / "Read-Me").write_text("no zone", encoding="utf-8")
    (zones / "localtime").write_bytes(b"TZif")
    zoneinfo.reset_tzpath([zones])
    try:
        report = load(write(tmp_path / "data", {"site.yaml": SITE.replace("Asia/Sakhalin", zone)}))
    finally:
        zoneinfo.reset_tzpath()
    [problem] = [problem for problem in report if problem.code == "timezone"]
    assert "возможно, localtime" not in problem.hint


def test_what_editors_and_the_system_leave_behind_stops_nothing(tmp_path):
    company = "name: УК «А»\nkind: uk\ndispatch: '112'\n"
    left = ("a.yaml~", "Thumbs.db", "desktop.ini", "~$dom.xlsx", ".a.swp")
    write(tmp_path / "data", {"companies/a.yaml": company, **{f"companies/{name}": "{" for name in left}})
    write_own(tmp_path / "site_src", {"pages/a.md~": "a", "pages/Thumbs.db": "a"})
    assert codes(load(tmp_path / "data")) == []
