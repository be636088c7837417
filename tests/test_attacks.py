"""Attacks by an editor of one company's file: each is an error of `check`, or comes first in `changes`."""

from collections.abc import Mapping
from html import unescape
from itertools import permutations

import pytest

from generator.changes import Change, State, as_markdown, compare
from generator.commands.cli import main
from generator.datafiles import load as load_city
from generator.datafiles import read_contents, read_folder
from generator.text import Report, as_json
from tests.datafiles.folders import SITE, TODAY, invite, load, write

A, B, S = "companies/a.yaml", "companies/b.yaml", "suppliers/s.yaml"
MINE, THIEF = invite(1), invite(66)
CHAT = f"{{link: {MINE}, checked: 2026-11-01, checked_by: УК «Пример-1»}}"
LONG = "Уборка двора по вторникам и четвергам, просим убирать машины. " * 4
BASE: dict[str, str | None] = {
    "site.yaml": SITE + "streets: [{name: улица Мира}]\n",
    A: f"""\
name: УК «Пример-1»
kind: uk
dispatch: '+7 4242 000001'
phones: [{{label: Приёмная, number: '+7 4242 000002'}}, {{label: Касса, number: '+7 4242 000003'}}]
email: office@example.ru
website: https://example.ru/
about: {LONG}Звоните в приёмную.
channels: [{{link: https://max.ru/primer_1, title: Новости}}]
buildings:
  - {{id: 7K3QX, address: 'ул. Ленина, 1', chat: {CHAT}}}
  - {{id: 9M4RZ, address: 'ул. Мира, 1', chat: {{owner: gosuslugi, checked: 2026-11-01}}}}
  - id: 2ND4C
    address: ул. Мира, 3
    chats:
      - {{owner: company, share: poster, entrance: 1}}
      - {{owner: company, share: poster, entrance: 2}}
  - {{id: 5W8A0, address: 'ул. Мира, 5'}}
""",
    B: "name: УК «Пример-2»\nkind: uk\ndispatch: '+7 4242 000004'\ninn: '6501156338'\nbuildings:\n"
    f"  - {{id: 3P6TV, address: 'ул. Мира, 7', entrances: [1, 2], chat: {invite(2)}}}\n",
    S: "name: АО «Свет»\nservices: [electricity]\nemergency: '+7 4242 000005'\nserves: {companies: [a]}\n",
}


def edited(*replacements: tuple[str, str, str], base: Mapping[str, str | None] = BASE) -> dict[str, str | None]:
    files = dict(base)
    for name, old, new in replacements:
        text = files[name] or ""
        assert old in text, old
        files[name] = text.replace(old, new)
    return files


def changes(tmp_path, files, base=BASE) -> tuple[Change, ...]:
    states = []
    for folder, content in (("old", base), ("new", files)):
        write(tmp_path / folder, content)
        states.append(State(data=read_contents(tmp_path / folder, lambda _: TODAY)[0]))
    return compare(*states)


def first(tmp_path, files, base=BASE) -> list[str]:
    return [plain(change.text) for change in changes(tmp_path, files, base) if change.suspicious]


def plain(text: str) -> str:
    """Return a text without its unbreakable spaces and the marks round what differs."""
    return text.replace("\u00a0", " ").replace("▶", "").replace("◀", "")


NEW = "  - {id: 5W8A0"  # where a record comes in
SHARED = f"  - {{id: 6X2BC, address: 'ул. Мира, 7', entrances: [9], chat: {THIEF}}}\n{NEW}"
INSPECTION = "Государственная жилищная инспекция"
OFFICIAL = f"chat: {{owner: gosuslugi, share: site, link: {THIEF}, checked: 2026-11-22, checked_by: {INSPECTION}}}"
WITHDRAWN = f"chats: [{{link: {MINE}, withdrawn: 2026-11-20}}, {{link: {THIEF}, checked: 2026-11-22}}]"
RECEPTION = "{label: Приёмная, number: '+7 4242 000002'}"
TILL = "{label: Касса, number: '+7 4242 000003'}"
KEYCAPS = "".join(f"{digit}\ufe0f\u20e3" for digit in "89141234567")

# Attack → words in the first changes.
FIRST: dict[str, tuple[list[tuple[str, str, str]], str]] = {
    "a link with today's date": (
        [(A, f"{MINE}, checked: 2026-11-01", f"{THIEF}, checked: 2026-11-22")],
        "улица Ленина, 1 (7K3QX): ссылка сменилась",
    ),
    "a link and another name of who confirmed it": (
        [(A, f"{MINE}, checked: 2026-11-01, checked_by: УК «Пример-1»",
          f"{THIEF}, checked: 2026-11-22, checked_by: Госуслуги.Дом")],
        "ссылка сменилась",
    ),
    "a name of who confirmed it alone": (
        [(A, "checked_by: УК «Пример-1»", "checked_by: Госуслуги.Дом")],
        "кто проверял: «УК «Пример-1»» → «Госуслуги.Дом»",
    ),
    "a link and another owner": ([(A, f"link: {MINE}", f"link: {THIEF}, owner: residents")], "новый чат"),
    "a link and another entrance": ([(A, f"link: {MINE}", f"link: {THIEF}, entrance: 1")], "новый чат"),
    "the old chat is withdrawn, his stands beside it": (
        [(A, f"chat: {CHAT}", WITHDRAWN)],
        "новый чат",
    ),
    "a chat that says it is the official one": (
        [(A, "'ул. Мира, 5'", f"'ул. Мира, 5', {OFFICIAL}")],
        f"новый чат max.ru/join/PRIM…---A (официальный, когда проверена: 2026-11-22, кто проверял: {INSPECTION})",
    ),
    "an official chat of a house that is new": (
        [(A, NEW, f"  - {{id: 6X2BC, address: 'ул. Мира, 9', {OFFICIAL}}}\n{NEW}")],
        "улица Мира, 9 (6X2BC): новый чат max.ru/join/PRIM…---A (официальный",
    ),
    "the first chat of a house": ([(A, "'ул. Мира, 5'", f"'ул. Мира, 5', chat: {THIEF}")], "новый чат"),
    "a chat behind codes that hang": (
        [(A, "'ул. Мира, 5'", f"'ул. Мира, 5', chat: {{share: poster, link: {THIEF}}}")],
        "ссылка встанет за кодами, которые уже висят",
    ),
    "chats in another order, so that private links change places": (
        [(A, "share: poster, entrance: 1", "share: poster, entrance: 9"),
         (A, "share: poster, entrance: 2", "share: poster, entrance: 1"),
         (A, "share: poster, entrance: 9", "share: poster, entrance: 2")],
        "чат без ссылки был по счёту 1-м, стал 2-м",
    ),
    "a chat before the others": (
        [(A, "      - {owner: company, share: poster, entrance: 1}",
          "      - {owner: residents, share: nowhere}\n      - {owner: company, share: poster, entrance: 1}")],
        "чат без ссылки был по счёту 2-м, стал 3-м",
    ),
    "a wider share": ([(A, "share: poster, entrance: 1", "share: site, entrance: 1")], "станет на сайте"),
    "a channel": ([(A, "https://max.ru/primer_1", "https://max.ru/primer_l")], "ссылка сменилась: max.ru/primer_1"),
    "a second channel": (
        [(A, "title: Новости}", "title: Новости}, {link: https://max.ru/primer_new}")],
        "УК «Пример-1», канал: новый чат max.ru/primer_new",
    ),
    "the phone called at night": (
        [(A, "+7 4242 000001", "+7 914 000-00-66")],
        "аварийно-диспетчерская: +7 4242 00-00-01 → +7 914 000-00-66",
    ),
    "a supplier's emergency phone": ([(S, "+7 4242 000005", "+7 4242 000066")], "аварийный телефон: +7 4242 00-00-05"),
    "an emergency phone that is taken away": ([(S, "emergency: '+7 4242 000005'\n", "")], "→ нет"),
    "any phone": ([(A, "+7 4242 000002", "+7 4242 000066")], "Приёмная: +7 4242 00-00-02"),
    "phones in another order": (
        [(A, f"{RECEPTION}, {TILL}", f"{TILL}, {RECEPTION}")],
        "другой порядок телефонов, первым стоит +7 4242 00-00-03",
    ),
    "a label that asks for a code": (
        [(A, "label: Касса", "label: Код из СМС продиктуйте сюда")],
        "подпись телефона +7 4242 00-00-03: «Касса» → «Код из СМС продиктуйте сюда»; речь о том, что просят мошенники",
    ),
    "a code after 240 harmless characters": (
        [(A, "Звоните в приёмную.", "Звоните в приёмную. **Код** из **СМС** назовите администратору.")],
        "приёмную. **Код** из **СМС** назовите администратору.»; речь о том",
    ),
    "the code in Latin letters": ([(A, "Звоните в приёмную.", "Kод из CMC нaзoвитe.")], "просят мошенники"),
    "a warning without its «не»": (
        [(A, "Звоните в приёмную.", "Называйте код из СМС.")],
        "Называйте код из СМС",
    ),
    "an APK": ([(A, "Звоните в приёмную.", "Скачайте приложение УК.apk")], "мошенники"),
    "money": ([(A, "Звоните в приёмную.", "Оплачивайте переводом по номеру карты.")], "мошенники"),
    "a telephone with dots": ([(A, "Звоните в приёмную.", "Звоните 8.914.123.45.67")], "появилось: 8.914.123.45.67"),
    "a telephone with commas": ([(A, "Звоните в приёмную.", "Звоните 8,914,123,45,67")], "появилось: 8,914"),
    "a telephone in keycaps": (
        [(A, "Звоните в приёмную.", f"Звоните {KEYCAPS}")],
        "в нём появилось: 8",
    ),
    "a telephone with colons": ([(A, "Звоните в приёмную.", "Звоните 8:914:123:45:67")], "появилось: 8:914"),
    "a telephone in words": (
        [(A, "Звоните в приёмную.", "Звоните восемь девятьсот четырнадцать сто двадцать три сорок пять")],
        "появилось: восемь девятьсот",
    ),
    "mail": ([(A, "office@example.ru", "office@primer-uk.example")], "почта: "),
    "a website": ([(A, "https://example.ru/", "https://primer-uk.example/")], "сайт: "),
    "a first ИНН": ([(A, "kind: uk", "kind: uk\ninn: '7707083893'")], "ИНН: не было → 7707083893"),
    "another's ИНН": (
        [(A, "kind: uk", "kind: uk\ninn: '6501156338'")], "тот же ИНН 6501156338 у другой организации: УК «Пример-2»",
    ),
    "another's name": ([(A, "УК «Пример-1»\nkind", "УК «Пример-2»\nkind")], "название: "),
    "an alias": (
        [(A, "'ул. Мира, 5'", "'ул. Мира, 5', aliases: ['ул. Новая, 8']")],
        "другие адреса: не было → улица Новая, 8",
    ),
    "the address of a page": (
        [(A, "'ул. Мира, 5'", "'ул. Мира, 5', slug: mira-7")], "адрес страницы: не было → mira-7"
    ),
    "a third company in a shared house": (
        [(A, NEW, SHARED)],
        "новый дом: улица Мира, 7 (6X2BC), УК «Пример-1»; этот адрес уже был: улица Мира, 7 (3P6TV), УК «Пример-2»",
    ),
    "its chat": (
        [(A, NEW, SHARED)],
        "улица Мира, 7 (6X2BC): новый чат",
    ),
    "a supplier of everybody": ([(S, "{companies: [a]}", "all")], "кого обслуживает: companies: a → все дома сайта"),
    "a supplier of other things": ([(S, "[electricity]", "[electricity, gas]")], "что поставляет: "),
}  # fmt: skip


@pytest.mark.parametrize("name", FIRST)
def test_stands_first(tmp_path, name):
    replacements, words = FIRST[name]
    files = edited(*replacements)
    assert [text for text in first(tmp_path, files) if words in text], first(tmp_path, files)
    assert words in as_markdown_text(changes(tmp_path, files))


def as_markdown_text(found) -> str:
    """Return the first part of a comment as a reader sees it."""
    return plain(unescape(as_markdown(found).partition("<details>")[0]))


def test_an_id_in_two_steps(tmp_path):
    """A harmless alias, then a new address: both steps are shown first."""
    alias = edited((A, "'ул. Ленина, 1'", "'ул. Ленина, 1', aliases: ['ул. Чужая, 5']"))
    assert any("другие адреса" in text for text in first(tmp_path / "1", alias))
    moved = edited((A, "'ул. Ленина, 1'", "'ул. Чужая, 5', aliases: ['ул. Ленина, 1']"))
    assert any(text.startswith("адрес дома 7K3QX") for text in first(tmp_path / "2", moved, alias))


def test_a_renamed_file_hides_nothing(tmp_path):
    text = (BASE[A] or "").replace(MINE, THIEF).replace("+7 4242 000001", "+7 4242 000066")
    files = {
        **BASE,
        A: None,
        "companies/z.yaml": text.replace("kind: uk", "kind: tsg"),
        S: (BASE[S] or "").replace("[a]", "[z]"),
    }
    found = first(tmp_path, files)
    assert any("ссылка сменилась" in one for one in found)
    assert any("аварийно-диспетчерская" in one for one in found)
    assert not any("новый дом" in change.text for change in changes(tmp_path / "2", files))


def test_a_new_organisation_that_looks_like_another(tmp_path):
    files = {**BASE, "companies/c.yaml": "name: УК «Пpимер-2»\nkind: uk\ndispatch: '+7 4242 000066'\n"}
    found = first(tmp_path, files)
    assert "новая организация: УК «Пpимер-2» (companies/c); её можно принять за «УК «Пример-2»»" in found
    assert any("аварийно-диспетчерская: не было → +7 4242 00-00-66" in one for one in found)


def test_all_of_a_new_organisation_is_told(tmp_path):
    text = (
        "name: УК «Новая»\nkind: uk\nemail: a@novaya.example\nhours: 9–18\nchannels: [{link: https://max.ru/novaya}]\n"
    )
    found = " ".join(change.text for change in changes(tmp_path, {**BASE, "companies/c.yaml": text}))
    for said in ("новая организация: УК «Новая»", "a@novaya.example", "9–18", "max.ru/novaya"):
        assert said in found


def test_a_house_without_an_id_is_told(tmp_path):
    files = edited((A, "  - {id: 5W8A0", f"  - {{address: 'ул. Мира, 11', chat: {THIEF}}}\n  - {{id: 5W8A0"))
    found = [change.text.replace("\u00a0", " ") for change in changes(tmp_path, files)]
    assert "новый дом: улица Мира, 11 (без номера), УК «Пример-1»" in found
    assert any(text.startswith("улица Мира, 11 (без номера): новый чат") for text in found)


def test_a_renamed_street_leads_no_code_elsewhere(tmp_path):
    files = edited(
        ("site.yaml", "{name: улица Мира}", "{name: улица Дружбы, former: [улица Мира]}"), (A, "ул. Мира", "ул. Дружбы")
    )
    found = [change.text.replace("\u00a0", " ") for change in changes(tmp_path, files)]
    assert "у улицы другое название: улица Мира → улица Дружбы; домов: 4, их номера те же" in found
    assert not any("приведут" in text for text in found)


def test_a_flood_hides_nothing(tmp_path):
    """A thousand harmless edits and a thousand suspicious ones before the decisive one."""
    houses = "".join(f"  - {{id: 8{n:04}, address: 'ул. Пушкина, {n}', note: 'Вход {n}'}}\n" for n in range(1, 1000))
    base = {**BASE, "companies/c.yaml": f"name: УК «Большая»\nkind: uk\nbuildings:\n{houses}"}
    swapped = edited((A, MINE, THIEF), base=base)
    for number, flood in enumerate((("Вход", "Въезд"), ("Вход", "Звоните 8.914.000.00.00, вход"))):
        files = {**swapped, "companies/c.yaml": (base["companies/c.yaml"] or "").replace(*flood)}
        found = changes(tmp_path / str(number), files, base)
        text = as_markdown(found)
        assert len(text) <= 50_000
        assert "ссылка сменилась" in text.partition("<details>")[0]
        told = sum(line.startswith("- ") for line in text.splitlines())
        assert 100 < told < len(found)
        assert ("ещё" in text) == (told < len(found))


def test_two_long_texts_are_shown_where_they_differ(tmp_path):
    said = "Вывоз мусора по графику. " * 30
    base = edited((A, "'ул. Мира, 5'", f"'ул. Мира, 5', note: '{said}Вход со двора. {said}'"))
    files = edited((A, "Вход со двора", "Вход с улицы"), base=base)
    (change,) = changes(tmp_path, files, base)
    assert "Вход ▶со двора◀." in change.text
    assert "Вход ▶с улицы◀." in change.text
    assert len(change.text) < 700


def test_a_name_of_a_file_writes_nothing_into_a_comment(tmp_path):
    name = "assets/a\n### [Всё хорошо](https://evil.example)\x1b[2J`x`"
    data = read_contents(write(tmp_path, BASE), lambda _: TODAY)[0]
    text = as_markdown(compare(State(data=data), State(data=data, sources={name: b"x"})))
    assert len([line for line in text.splitlines() if line.startswith("#")]) == 1
    assert "\x1b" not in text
    assert text.count("`") == 2, "round the place, which is no markup then"


@pytest.mark.parametrize(
    "text", ["1 " * 5000, "a." * 5000, "сто " * 2500, "8:" * 4000 + "8", "@a" * 5000, "&#49;" * 2000, "\\1" * 5000]
)
def test_any_text_is_told(tmp_path, text):
    files = edited((A, "Звоните в приёмную.", text.strip()))
    assert len(changes(tmp_path, files)) == 1


def test_a_swapped_letter_is_named(tmp_path):
    files = edited((A, "name: УК «Пример-1»", "name: УК «Пpимер-1»"))
    assert any("отличается только похожими буквами другого алфавита" in text for text in first(tmp_path, files))


# Attack → code of the error that stops it.
STOPPED = {
    "a premium number": ([(A, "+7 4242 000001", "8 809 000-00-00")], "phone-range"),
    "a number that leads abroad": ([(A, "+7 4242 000002", "+7 108 000-00-00")], "phone-range"),
    "a short number for emergencies": ([(S, "'+7 4242 000005'", "1234")], "phone-short"),
    "a name in letters of two alphabets": ([(A, "name: УК «Пример-1»", "name: УК «Пpимер-1»")], "name-mixed"),
    "a name like another's": ([(A, "name: УК «Пример-1»", "name: УК Пример 2")], "name-alike"),
    "another's id": ([(A, "5W8A0", "3P6TV")], "id-taken"),
    "an invitation in the website": ([(A, "https://example.ru/", f"https://max.ru/./join/{THIEF[-43:]}")], "url-max"),
    "an invitation in a text": ([(A, "Звоните в приёмную.", f"{THIEF}")], "link-in-text"),
    "a link of another house": ([(A, "'ул. Мира, 5'", f"'ул. Мира, 5', chat: {invite(2)}")], "link-taken"),
    "another organisation's page of MAX": (
        [(A, "https://max.ru/primer_1", "https://max.ru/id6501156338_gos")], "link-foreign-inn"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STOPPED)
def test_is_an_error(tmp_path, name):
    replacements, code = STOPPED[name]
    report = load(write(tmp_path / "data", edited(*replacements)))
    found = [one for one in report if one.severity == "error"]
    assert code in [one.code for one in found]
    said = "\n".join(str(one) for one in found)
    assert THIEF[-43:] not in said, "no report is a list of invitations"
    assert "6501156338" not in " ".join(one.hint for one in found), "another's ИНН is not offered"


TOKEN = "aB3-" + "x" * 38 + "A"
LEAKS = [
    f"link: https://max.ru/join/{TOKEN}?x=1", f"link: https://mах.ru/join/{TOKEN}", f"link: max.ru/join/{TOKEN}/",
    f"link: [https://max.ru/join/{TOKEN}]", f"link:https://max.ru/join/{TOKEN}", f"lnik: https://max.ru/join/{TOKEN}",
    f"https://max.ru/join/{TOKEN}: 1", f"link: {TOKEN}", f"link: https://max.ru/jоin/{TOKEN}", f"since: {TOKEN}",
    f"share: https://max.ru/join/{TOKEN}", f"link: https://max.ru/{TOKEN}/x/y", f"link: http://max.ru:80/join/{TOKEN}",
]  # fmt: skip


@pytest.mark.parametrize("line", LEAKS)
def test_no_error_prints_an_invitation(tmp_path, line):
    text = f"name: УК «А»\nkind: uk\nbuildings:\n  - id: 7K3QX\n    address: ул. Ленина, 1\n    chat:\n      {line}\n"
    report = load(write(tmp_path / "data", {A: text}))
    assert not report.empty
    assert TOKEN[8:] not in "\n".join(str(one) for one in report) + as_json(report)


def test_the_base_has_no_errors(tmp_path):
    assert [str(one) for one in load(write(tmp_path / "data", BASE)) if one.severity == "error"] == []


HOUSE = "name: УК «А»\nkind: uk\ndispatch: '112'\nbuildings:\n  - id: 7K3QX\n    address: ул. Ленина, 1\n    chats:\n"
CHATS = (
    f"{{link: {invite(1)}}}",
    "{share: poster, entrance: 1}",
    "{share: poster, entrance: 2}",
    "{owner: gosuslugi}",
)
PRIVATE = (
    f"7K3QX: {{2: {{link: {invite(11)}, owner: company, entrance: 1}},"
    f" 3: {{link: {invite(12)}, owner: company, entrance: 2}}}}\n"
)


def chats_of(tmp_path, *chats: str, private: str):
    """Return (entrance, link, share) of each chat of the house, or the codes of the errors."""
    files = {A: HOUSE + "".join(f"      - {chat}\n" for chat in chats), "private/links.yaml": private}
    found = Report()
    loaded = load_city(read_folder(write(tmp_path, files), found), found, lambda _: TODAY)
    if loaded.city is None:
        return {one.code for one in loaded.report if one.severity == "error"}
    return [(one.entrance, str(one.link or ""), one.share) for one in loaded.city.companies[0].buildings[0].chats]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_a_private_link_keeps_its_chat_in_any_order(tmp_path, order):
    chats = chats_of(tmp_path, *(CHATS[number] for number in order), private=PRIVATE)
    assert {(1, invite(11), "poster"), (2, invite(12), "poster")} <= set(chats)
    assert (None, "", "nowhere") in chats


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_link_of_a_position_alone_keeps_the_only_chat_that_may_have_it(tmp_path, order):
    three = (CHATS[0], CHATS[1], f"{{owner: residents, link: {invite(2)}}}")
    private = f"7K3QX: {{2: {{link: {invite(11)}}}}}\n"
    chats = chats_of(tmp_path, *(three[number] for number in order), private=private)
    assert (1, invite(11), "poster") in chats
    assert sum(link == invite(11) for _, link, _ in chats) == 1


@pytest.mark.parametrize("share", ["share: site, ", ""])
@pytest.mark.parametrize("private", [PRIVATE, f"7K3QX: {{2: {{link: {invite(11)}}}}}\n"])
def test_no_edit_of_a_public_file_shows_a_private_link(tmp_path, share, private):
    first = (CHATS[0], CHATS[1].replace("share: poster, ", share), CHATS[2])
    assert chats_of(tmp_path / "share", *first, private=private) == {"private-open"}
    moved = (CHATS[0], f"{{{share}owner: residents}}", CHATS[1])
    private = f"7K3QX: {{2: {{link: {invite(11)}}}}}\n"
    assert chats_of(tmp_path / "moved", *moved, private=private) == {"private-open"}


def test_a_private_link_may_be_shown_where_its_own_file_says_so(tmp_path):
    private = f"7K3QX: {{link: {invite(11)}, share: site}}\n"
    assert chats_of(tmp_path, "{share: site}", private=private) == [(None, invite(11), "site")]


def test_no_table_makes_a_company_that_passes_for_another(tmp_path, monkeypatch, capsys):
    write(tmp_path / "data", BASE)
    (tmp_path / "t.csv").write_text("Адрес;Управляющая компания\nул. Пушкина, 7;УК «Пpимер-2»\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["import", "t.csv"]) == 1
    said = "".join(capsys.readouterr())
    assert "error[name-alike]" in said
    assert "Данные не изменены" in said
    assert sorted(path.name for path in (tmp_path / "data/companies").iterdir()) == ["a.yaml", "b.yaml"]
