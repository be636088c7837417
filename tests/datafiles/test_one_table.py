"""The validator, the schema for editors and the guide are made from one table, and agree."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from generator.datafiles.fields import FILES, HISTORY, PRIVATE_LINK, REGION, all_records
from generator.datafiles.kinds import ListOf
from generator.datafiles.nodes import compose
from generator.datafiles.reading import Reader
from generator.datafiles.schema_docs import documents
from generator.datafiles.schema_docs.guide import RECORDS
from generator.datafiles.schema_docs.json_schema import options_of, schema
from generator.text.problems import Report
from tests.datafiles import yaml_core
from tests.datafiles.folders import codes, load, write

ROOT = Path(__file__).parents[2]
DOCUMENTS = documents()
GUIDE = DOCUMENTS["data.ru.md"]
EDITABLE = all_records(FILES)
SCHEMAS = {record.name: Draft202012Validator(schema(record)) for record in RECORDS}
FIELDS = [
    pytest.param(record, field, id=f"{record.name}.{field.name}") for record in RECORDS for field in record.fields
]

# Codes of checks that a schema can't express; values that fail only these may pass the schema.
VALUE_ONLY = {
    "base-url", "chat-id", "date", "email", "fias", "id", "inn", "link", "link-host", "ogrn", "phone", "slug",
    "timezone", "url",
}  # fmt: skip
# YAML spellings of numbers that editors accept and the validator does not.
ODD_NUMBERS = {"1e3", ".5", "+4"}

VALUES = [
    "слово", "12", "-3", "0", "1.5", "0277012345", "100000", "true", "True", "no", "null", "~", "''", "' '", "'12'",
    "'true'", "'null'", "2026-11-01", "12:30", "7K3QX", "12345", "1E234", "uk", "all", "[]", "[1]", "[1, 1]",
    "[слово, слово]", "[слово, null]", "[[1]]", "[{}]", "{}", "{a: b}", "{7K3QX: null}", "{7K3QX: 7K3QX}", "[gas]",
    "[law, law]", "https://max.ru/primer", "{link: https://max.ru/primer}", "[{link: https://max.ru/primer, a: b}]",
    "ж" * 201, *sorted(ODD_NUMBERS),
]  # fmt: skip


def line(field, value=None):
    value = field.example if value is None else value
    return f"{field.name}:{'' if value.startswith(chr(10)) else ' '}{value}\n"


def text_of(record, but=None, value=None):
    """Return a document with all examples, or with the required fields and another value for `but`, or without it."""
    fields = [field for field in record.fields if field is not but and (field.required or not but)]
    text = "".join(line(field) for field in fields) + (line(but, value) if value else "")
    return text or "{}\n"


def validate(record, text):
    report = Report()
    node = compose(text, "x.yaml", report)
    if node is None:
        assert report.failed, text
    else:
        Reader("x.yaml", report).draft(node, record)
    return set(codes(report))


def agree(record, text):
    """Assert that validator and schema agree about the structure; return whether the text is valid."""
    said = validate(record, text)
    fits = SCHEMAS[record.name].is_valid(yaml_core.load(text))
    if not said or said - VALUE_ONLY:
        assert fits == (not said), f"{text}\nvalidator: {said}, schema: {'fits' if fits else 'does not fit'}"
    return not said


@pytest.mark.parametrize("record", EDITABLE, ids=lambda record: record.name)
def test_the_schema_is_one(record):
    Draft202012Validator.check_schema(schema(record))


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.name)
def test_all_examples_of_a_record_together_are_sound(record):
    assert validate(record, text_of(record)) == set()
    assert agree(record, text_of(record))


def test_the_examples_make_a_sound_folder(tmp_path):
    site, company, supplier, authority = FILES
    files = {
        "site.yaml": text_of(site),
        "companies/primer-1.yaml": text_of(company),
        # The examples Луговое and «улица Ленина» of `serves` belong to other towns.
        "suppliers/a.yaml": text_of(supplier),
        "authorities/a.yaml": text_of(authority),
        "history.yaml": text_of(HISTORY),
    }
    # One example of an ИНН serves all organisations; the mark in the history is of nobody's key.
    told = load(write(tmp_path, files))
    assert [str(one) for one in told if one.code not in ("inn-taken", "key-missing")] == []


@pytest.mark.parametrize(("record", "field"), FIELDS)
def test_a_field_of_another_value(record, field):
    texts = [text_of(record, field, value) for value in VALUES if value not in ODD_NUMBERS]
    refused = [text for text in texts if not agree(record, text)]
    assert refused, "no value is wrong: both take anything"


def test_what_only_the_validator_knows_is_met():
    """Each code in `VALUE_ONLY` is caused by some value of the tables here."""
    met = {
        code
        for record in RECORDS
        for field in record.fields
        for value in VALUES
        for code in validate(record, text_of(record, field, value))
    }
    assert met >= VALUE_ONLY


@pytest.mark.parametrize("value", sorted(ODD_NUMBERS))
def test_numbers_are_spelt_one_way(value):
    building = next(record for record in RECORDS if record.name == "building")
    assert validate(building, text_of(building, building.field("flats"), value)) == {"number"}


@pytest.mark.parametrize(("record", "field"), FIELDS)
def test_a_field_left_out(record, field):
    assert agree(record, text_of(record, field, "")) is not field.required


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.name)
def test_an_unknown_field(record):
    assert not agree(record, text_of(record) + "unheard_of: 1\n")


@pytest.mark.parametrize(("record", "field"), [param for param in FIELDS if options_of(param.values[1].type)])
def test_a_word_that_is_no_option(record, field):
    listed = isinstance(field.type, ListOf)
    assert not agree(record, text_of(record, field, "[unheard_of]" if listed else "unheard_of"))
    for option in options_of(field.type):
        assert agree(record, text_of(record, field, f"[{option}]" if listed else option))


def test_what_the_schema_cant_see():
    """Repeated fields and lines are lost before the schema is applied."""
    company = FILES[1]
    assert validate(company, text_of(company) + "hours: Пн\n") == {"duplicate-key"}
    assert validate(company, text_of(company, company.field("office"), "|\n  а\n  б")) == {"multiline"}


@pytest.mark.parametrize("path", sorted((ROOT / "data").rglob("*.yaml")), ids=lambda path: path.stem)
def test_the_demonstration_fits_its_schema(path):
    kinds = {"companies": "company", "suppliers": "supplier", "authorities": "authority"}
    name = {"site.yaml": "site", "history.yaml": "history"}.get(path.name) or kinds[path.parent.name]
    record = next(record for record in RECORDS if record.name == name)
    assert agree(record, path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", documents())
def test_docs_are_up_to_date(name):
    written = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert written == documents()[name], "run scripts/write-docs"


def test_write_docs_writes_them(tmp_path):
    # A copy of the script, so that the test writes nothing in the checkout.
    script = tmp_path / "scripts" / "write-docs"
    script.parent.mkdir()
    script.write_bytes((ROOT / "scripts" / "write-docs").read_bytes())
    subprocess.run([sys.executable, script], check=True, env={"PYTHONPATH": str(ROOT)}, capture_output=True)
    for name, text in documents().items():
        assert (tmp_path / "docs" / name).read_text(encoding="utf-8") == text


# No editor needs these two: one is secret, the other is written by the program.
@pytest.mark.parametrize(
    ("record", "field"), [param for param in FIELDS if param.values[0] not in (PRIVATE_LINK, HISTORY)]
)
def test_every_field_is_in_the_schema(record, field):
    found = []
    for file in (*FILES, REGION):
        whole = json.loads(DOCUMENTS[f"schema/{file.name}.json"])
        mappings = (whole, *whole.get("$defs", {}).values())
        found += [one["properties"][field.name] for one in mappings if one["title"] == record.title]
    assert found
    assert all(field.doc in one["description"] for one in found)


@pytest.mark.parametrize(("record", "field"), FIELDS)
def test_every_field_is_in_the_guide(record, field):
    heading = f"### {record.title[0].upper()}{record.title[1:]}\n"
    assert GUIDE.count(heading) == 1
    section = GUIDE.split(heading)[1].split("\n#")[0]
    row = re.search(rf"^\| `{field.name}` \| .+", section, re.MULTILINE)
    assert row
    cells = re.split(r"(?<!\\)\|", row[0])[1:-1]
    assert len(cells) == 5
    assert cells[1].strip().startswith("да" if field.required else "нет")
    assert all(cell.strip() for cell in cells)
    for option, meaning in options_of(field.type).items():
        assert f"| `{option}` | {meaning} |" in GUIDE


def test_links_inside_the_guide_lead_somewhere():
    headings = {line.lstrip("# ").lower().replace(" ", "-") for line in GUIDE.splitlines() if line.startswith("#")}
    assert set(re.findall(r"\]\(#([^)]+)\)", GUIDE)) <= headings
