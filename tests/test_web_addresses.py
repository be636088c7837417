"""Web and mail addresses: the vectors, and texts with disguised addresses of MAX."""

from pathlib import Path

import pytest
import yaml

from generator.datafiles.value_types import LINE, MARKDOWN
from generator.text import Bad, parse_email, parse_web_address, refuse_links

VECTORS = yaml.safe_load((Path(__file__).parent / "vectors" / "links.yaml").read_text(encoding="utf-8"))
TOKEN = "PRIMER-NE-NASTOYASCHEE-PRIGLASHENIE-01----A"


def filled(vector: dict[str, str]) -> str:
    return vector["text"].replace("TOKEN", TOKEN)


def code_or_value(value: object) -> object:
    """Return the code of a refusal, or the value."""
    return value.code if isinstance(value, Bad) else value


@pytest.mark.parametrize("vector", VECTORS["addresses"], ids=lambda vector: vector["text"])
def test_addresses(vector: dict[str, str]):
    assert code_or_value(parse_web_address(filled(vector))) == vector.get("code", vector.get("url", filled(vector)))


@pytest.mark.parametrize("vector", VECTORS["mail"], ids=lambda vector: vector["text"])
def test_mail(vector: dict[str, str]):
    assert code_or_value(parse_email(vector["text"])) == vector.get("code", vector["text"])


@pytest.mark.parametrize("vector", VECTORS["markdown"], ids=lambda vector: vector["text"])
def test_links_in_texts(vector: dict[str, str]):
    assert code_or_value(refuse_links(filled(vector))) == vector.get("code")


def test_no_hint_and_no_message_prints_a_token():
    for kind in ("addresses", "markdown"):
        for vector in VECTORS[kind]:
            found = (parse_web_address if kind == "addresses" else refuse_links)(filled(vector))
            if isinstance(found, Bad):
                assert TOKEN not in found.text + found.hint


@pytest.mark.parametrize(
    "text",
    [
        "max.ru/&#106;oin/TOKEN", "jo<b></b>in: max.ru/jo<b></b>in/TOKEN", "max.ru/jo<!-- -->in/TOKEN",
        "max.ru/&#117;/primer", "max.ru/j**o**in/TOKEN", "max.ru/\\join/TOKEN", "max.ru/`join`/TOKEN",
        "max&#46;ru/join/TOKEN", "max.ru/jo&#x202E;in/TOKEN", "max.ru/jo&shy;in/TOKEN", "max.ru/%6Aoin/TOKEN",
        "max.ru/./join/TOKEN", "max.ru//joincall/TOKEN", "web.max.ru/u/primer", "MAX.RU/JOIN/TOKEN",
        "max.ru/&amp;#106;oin/TOKEN", "ｍax.ru/join/TOKEN", "max.ru／join／TOKEN", "max。ru/join/TOKEN",
        "max.ru\\join\\TOKEN", "[a](https:\\\\max.ru\\join\\TOKEN)", "max.ru/a\\..\\join/TOKEN",
    ],
)  # fmt: skip
@pytest.mark.parametrize("scalar", [LINE, MARKDOWN], ids=["line", "markdown"])
def test_rules_look_at_what_will_be_shown(scalar, text: str):
    assert code_or_value(scalar.parse(text.replace("TOKEN", TOKEN))) == "link-in-text"


@pytest.mark.parametrize(
    "text",
    [
        "mах.ru", "Откройте mах.ru/join/TOKEN", "(gоsuslugi.ru)", "office@gоsuslugi.ru", "max.ru.primer.example",
        "max<b></b>ru.example", "g&#1086;suslugi.ru", "ｇоsuslugi.ru", "https://web-max.ru/",
    ],
)  # fmt: skip
@pytest.mark.parametrize("scalar", [LINE, MARKDOWN], ids=["line", "markdown"])
def test_no_text_names_a_host_that_imitates_another(scalar, text: str):
    assert code_or_value(scalar.parse(text.replace("TOKEN", TOKEN))) == "url-look-alike"


@pytest.mark.parametrize(
    "text",
    [
        "«Госуслуги.Дом»", "max.ru", "web.max.ru", "www.gosuslugi.ru", "dom.gosuslugi.ru", "office@primer.example",
        "ул.Мира, корп.2А", "т.е. д.5", "ук-пример.рф", "Wi-Fi.com", "12.05.2026", "1.Подъезд", "primer.ru.",
    ],
)  # fmt: skip
def test_other_hosts_and_dots_stay(text: str):
    assert LINE.parse(text) == text
