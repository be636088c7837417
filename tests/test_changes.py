"""`domchat changes`: everything that a thief would do is reported, and reported first."""

import json
import shutil
import subprocess

import pytest

from generator.changes.buildings import compare_buildings
from generator.changes.comparison import State, compare
from generator.changes.values import word
from generator.changes.words import as_json, as_markdown, as_text
from generator.commands.cli import main
from generator.datafiles.contents import Contents, Entry, read_contents
from generator.datafiles.fields import AUTHORITY, BUILDING, CHANNEL, CHAT, COMPANY, FORMER, LABELLED_PHONE, SUPPLIER
from generator.text import Place
from tests.datafiles.folders import SITE, TODAY, invite, write

HEAD = "name: УК «А»\nkind: uk\ndispatch: '+7 4242 000000'\n"
HOUSES = f"""\
buildings:
  - id: 7K3QX
    address: ул. Ленина, 1
    chat: {{link: {invite(1)}, checked: 2026-11-01}}
  - id: 9M4RZ
    address: ул. Мира, 1
    chat: {{owner: gosuslugi, checked: 2026-11-01}}
"""
BASE = {"site.yaml": SITE, "companies/a.yaml": HEAD + HOUSES}


def compared(tmp_path, *replacements, base=BASE, extra=None):
    """Compare the base with itself after replacing (file, old, new)."""
    files = dict(base)
    for name, old, new in replacements:
        assert old in files[name]
        files[name] = files[name].replace(old, new)
    states = []
    for folder, content in (("old", base), ("new", {**files, **(extra or {})})):
        write(tmp_path / folder, content)
        states.append(State(data=read_contents(tmp_path / folder, lambda _: TODAY)[0]))
    return compare(*states)


def said(changes):
    return [("! " if change.suspicious else "") + change.text.replace("\u00a0", " ") for change in changes]


A, S = "companies/a.yaml", "site.yaml"
FIRST = f"max.ru/join/PRIM…{invite(1)[-4:]}"
SECOND = f"max.ru/join/PRIM…{invite(2)[-4:]}"
LENINA, MIRA = "улица Ленина, 1 (7K3QX)", "улица Мира, 1 (9M4RZ)"
PHONE = "! УК «А»: аварийно-диспетчерская: +7 4242 00-00-▶00◀ → +7 4242 00-00-▶09◀"
CHECKED = f"{LENINA}, чат {FIRST}: когда проверена: 2026-11-01"
TOGETHER = "УК «А»: вместе меняются телефоны и ссылки (1). Позвоните по прежнему номеру и спросите"
UNLESS = "Если это не исправление ошибки, напечатанные коды приведут жителей к другому дому"
PRINTED = "напечатанные коды приведут жителей к другому дому"
CASES = {
    "nothing": ([], []),
    "a comment and the order of fields": (
        [(A, HEAD, "# новое\nkind: uk\nname: УК «А»\ndispatch: '+7 (4242) 00-00-00'\n")],
        [],
    ),
    "a link that nobody opened": (
        [(A, invite(1), invite(2))],
        [f"! {LENINA}: ссылка сменилась: …-01---… → …-02---…; её никто не открывал: даты новой проверки нет"],
    ),
    "a link with a new check": (
        [(A, f"{invite(1)}, checked: 2026-11-01", f"{invite(2)}, checked: 2026-11-20")],
        [f"! {LENINA}: ссылка сменилась: …-01---… → …-02---…", f"{CHECKED} → 2026-11-20"],
    ),
    "a bot that confirms a known link": (
        [(A, f"{invite(1)}, checked: 2026-11-01", f"{invite(1)}, checked: 2026-11-20, checked_by: бот, chat_id: -77")],
        [
            f"{CHECKED} → 2026-11-20",
            f"{LENINA}, чат {FIRST}: кто проверял: не было → «бот»",
            f"{LENINA}, чат {FIRST}: номер чата в MAX: не было → -77",
        ],
    ),
    "the word of a bot beside a new link": (
        [(A, f"{invite(1)}, checked: 2026-11-01", f"{invite(2)}, checked: 2026-11-20, checked_by: бот, chat_id: -77")],
        [
            f"! {LENINA}: ссылка сменилась: …-01---… → …-02---…",
            f"! {LENINA}, чат {SECOND}: кто проверял: не было → «бот»",
            f"{LENINA}, чат {SECOND}: когда проверена: 2026-11-01 → 2026-11-20",
            f"{LENINA}, чат {SECOND}: номер чата в MAX: не было → -77",
        ],
    ),
    "a link that moves between houses": (
        [
            (A, f"    chat: {{link: {invite(1)}, checked: 2026-11-01}}\n", ""),
            (A, "owner: gosuslugi, checked: 2026-11-01", f"link: {invite(1)}"),
        ],
        [
            f"! ссылка {FIRST} переехала: была у «улица Ленина, 1», теперь у «улица Мира, 1»",
            f"! {MIRA}: новый чат {FIRST} (чат компании)",
            f"! {MIRA}: чата без ссылки больше нет",
            f"{LENINA}: чата {FIRST} больше нет",
        ],
    ),
    "a link that is withdrawn": (
        [(A, "checked: 2026-11-01}\n  - id: 9", "withdrawn: 2026-11-20}\n  - id: 9")],
        [f"{CHECKED} → нет", f"{LENINA}: ссылка {FIRST} отозвана"],
    ),
    "a link that more people see": (
        [(A, "owner: gosuslugi, ", f"owner: gosuslugi, share: site, link: {invite(2)}, ")],
        [
            f"! {MIRA}: ссылка {SECOND} была видна нигде, станет на сайте",
            f"! {MIRA}: у чата появилась ссылка {SECOND}",
        ],
    ),
    "a chat that calls itself official": (
        [(A, f"link: {invite(1)}", f"link: {invite(1)}, owner: gosuslugi")],
        [f"! {LENINA}: другой хозяин чата {FIRST}: чат компании → официальный",
         f"{LENINA}: ссылка {FIRST} была видна на сайте, станет нигде"],
    ),
    "a telephone": (
        [(A, "+7 4242 000000", "+7 4242 000009")],
        [PHONE],
    ),
    "a telephone and a link together": (
        [(A, "000000", "000009"), (A, f"{invite(1)}, checked: 2026-11-01", f"{invite(2)}, checked: 2026-11-20")],
        [
            f"! {TOGETHER}: +7 4242 00-00-00",
            PHONE,
            f"! {LENINA}: ссылка сменилась: …-01---… → …-02---…",
            f"{CHECKED} → 2026-11-20",
        ],
    ),
    "an id at a house that was there": (
        [(A, "  - id: 7K3QX\n    address: ул. Ленина, 1", "  - id: 7K3QX\n    address: ул. Мира, 1"),
         (A, "  - id: 9M4RZ\n    address: ул. Мира, 1", "  - id: 9M4RZ\n    address: ул. Ленина, 1")],
        [
            f"! номер 7K3QX был у дома «улица Ленина, 1», теперь у «улица Мира, 1»: {PRINTED}",
            f"! номер 9M4RZ был у дома «улица Мира, 1», теперь у «улица Ленина, 1»: {PRINTED}",
        ],
    ),
    "a street corrected": (
        [(A, "ул. Ленина, 1", "ул. Ленинская, 1")],
        [f"! у домов другая улица: улица Ленина → улица Ленинская; домов: 1, их номера те же. {UNLESS}"],
    ),
    "a street with another name for it": (
        [(S, "timezone", "streets: [{name: улица Героев, aliases: [ул. Героев Труда]}]\ntimezone")],
        [
            "! улица Героев: название: не было → «улица Героев»",
            "! улица Героев: другие адреса: не было → ул. Героев Труда",
        ],
    ),
    "an id at another house": (
        [(A, "ул. Ленина, 1", "ул. Ленина, 5")],
        [
            f"! адрес дома 7K3QX: улица Ленина, 1 → улица Ленина, 5. {UNLESS}",
        ],
    ),
    "an address that knows the old one": (
        [(A, "ул. Ленина, 1", "ул. Ленина, 5\n    aliases: ['ул. Ленина, 1']")],
        [
            "! адрес дома 7K3QX: улица Ленина, 1 → улица Ленина, 5",
            "! улица Ленина, 5 (7K3QX): другие адреса: не было → улица Ленина, 1",
        ],
    ),
    "another id": (
        [(A, "7K3QX", "5W8A0")],
        [
            "! у дома «улица Ленина, 1» другой номер: 7K3QX → 5W8A0; на его объявлениях напечатан прежний",
        ],
    ),
    "the site's own address": (
        [(S, "https://chat.example.ru/", "https://chat.example.com/")],
        ["! сайт: base_url: https://chat.example.▶ru◀/ → https://chat.example.▶com◀/"],
    ),
    "a retired id": ([(S, "title", "retired: {4C8RZ: 7K3QX}\ntitle")], ["! сайт: retired.4C8RZ: не было → 7K3QX"]),
    "an ИНН that comes": ([(A, "kind: uk", "kind: uk\ninn: '6501156338'")], ["! УК «А»: ИНН: не было → 6501156338"]),
    "another name": ([(A, "УК «А»", "УК «Б»")], ["! УК «Б»: название: «УК «▶А◀»» → «УК «▶Б◀»»"]),
}  # fmt: skip


@pytest.mark.parametrize(("replacements", "expected"), CASES.values(), ids=CASES)
def test_says(tmp_path, replacements, expected):
    assert said(compared(tmp_path, *replacements)) == expected


SKAM = "[чат](https://t.me/skam), +7 900 000-00-00"
NOTES = [
    (SKAM, f"! {MIRA}: примечание: не было → «{SKAM}»; в нём появилось: +7 900 000-00-00, t.me/skam"),
    ("См. a@skam.example", f"! {MIRA}: примечание: не было → «См. a@skam.example»; в нём появилось: a@skam.example"),
    ("Вход со двора. 9 этажей", f"{MIRA}: примечание: не было → «Вход со двора. 9 этажей»"),
]  # fmt: skip


@pytest.mark.parametrize(("note", "expected"), NOTES)
def test_a_text_is_reported_and_a_way_out_in_it_is_reported_first(tmp_path, note, expected):
    house = "address: ул. Мира, 1\n"
    assert said(compared(tmp_path, (A, house, f"{house}    note: '{note}'\n"))) == [expected]
    about = said(compared(tmp_path, (A, "kind: uk\n", f"kind: uk\nabout: '{note}'\n")))
    assert about == [expected.replace(f"{MIRA}: примечание", "УК «А»: текст о себе")]
    base = {**BASE, A: BASE[A].replace(house, f"{house}    note: '{note}'\n")}
    other = said(compared(tmp_path, (A, note, f"{note}!"), base=base))
    assert other == [f"{MIRA}: примечание: «{note}» → «{note}▶!◀»"]


@pytest.mark.parametrize(
    "text", ["[в чат][1] [1]: https://evil&#x2e;ru", r"evil\.ru", "@moshennik",
             "8–999–123–45–67", "42‑00‑00", "a&#64;evil&#46;ru", "8 (999) 123.45.67", "ｅvil．ru"],
)  # fmt: skip
def test_a_way_out_can_not_hide(tmp_path, text):
    house = "address: ул. Мира, 1\n"
    changes = compared(tmp_path, (A, house, f"{house}    note: '{text}'\n"))
    assert [change.suspicious for change in changes] == [True]


@pytest.mark.parametrize("where", ["hours", "office", "name"])
def test_a_way_out_in_a_line_is_reported_first(tmp_path, where):
    line = "name: УК «А»\n" if where == "name" else "kind: uk\n"
    new = "name: УК «А», evil.ru\n" if where == "name" else f"kind: uk\n{where}: Теперь evil.ru\n"
    changes = compared(tmp_path, (A, line, new))
    assert [change.suspicious for change in changes] == [True]


def test_another_chat_for_the_bot_is_reported_first(tmp_path):
    """The bot would write the link of that chat next."""
    base = {**BASE, "companies/a.yaml": BASE["companies/a.yaml"].replace("checked: 2026-11-01}", "chat_id: -77}", 1)}
    [change] = compared(tmp_path, (A, "chat_id: -77", "chat_id: -78"), base=base)
    assert said([change]) == [f"! {LENINA}, чат {FIRST}: номер чата в MAX: -77 → -78"]


def test_another_title_of_a_channel_is_reported(tmp_path):
    base = {
        **BASE,
        A: BASE[A].replace("kind: uk\n", "kind: uk\nchannels: [{link: https://max.ru/uk_a, title: Новости}]\n"),
    }
    changes = said(compared(tmp_path, (A, "Новости", "Чат переехал в evil.ru"), base=base))
    assert changes == [
        "! УК «А», канал max.ru/uk_a: название: «Новости» → «Чат переехал в evil.ru»; в нём появилось: evil.ru"
    ]


def test_a_text_of_a_new_house_is_reported(tmp_path):
    house = f"  - {{id: 5W8A0, address: 'ул. Мира, 9', note: '{SKAM}'}}\n"
    changes = said(compared(tmp_path, (A, HOUSES, HOUSES + house)))
    assert changes[0].startswith("! улица Мира, 9 (5W8A0): примечание: не было → ")


def test_a_withdrawn_link_that_comes_back(tmp_path):
    base = {**BASE, A: BASE[A].replace("checked: 2026-11-01}\n  - id: 9", "withdrawn: 2026-11-20}\n  - id: 9")}
    changes = compared(tmp_path, (A, ", withdrawn: 2026-11-20", ""), base=base)
    assert said(changes) == [f"! {LENINA}: отозванная ссылка {FIRST} снова действует"]


def test_the_channel_of_a_company_with_a_new_name_and_file_goes_nowhere(tmp_path):
    channel = "channels: [{link: https://max.ru/primer_1}]\n"
    base = {**BASE, A: HEAD + channel + HOUSES}
    renamed = HEAD.replace("УК «А»", "УК «Новая»") + "former: [{name: УК «А», slug: a}]\n" + channel + HOUSES
    states = []
    for folder, files in (("old", base), ("new", {S: SITE, "companies/novaya.yaml": renamed})):
        write(tmp_path / folder, files)
        states.append(State(data=read_contents(tmp_path / folder, lambda _: TODAY)[0]))
    told = said(compare(*states))
    assert "! УК «Новая»: файл переименован, у страницы другой адрес: companies/a → companies/novaya" in told
    assert not any("переехала" in text for text in told)


def test_another_meaning_of_the_slash_leads_no_code_elsewhere(tmp_path):
    base = {**BASE, A: BASE[A].replace("ул. Мира, 1", "ул. Мира, 12/1").replace("ул. Ленина, 1", "ул. Мира, 14/2")}
    two = "домов: 2, их номера те же"
    changes = compared(tmp_path, (S, "timezone", "slash_means: corpus\ntimezone"), base=base)
    assert said(changes) == [
        "! сайт: slash_means: corner → corpus",
        f"дробь в адресах читается иначе (slash_means), например: улица Мира, 14 корп. 2 (7K3QX); {two}",
    ]


def test_a_whole_street_corrected_is_one_line_and_one_of_its_houses_that_goes_elsewhere_another(tmp_path):
    base = {**BASE, A: BASE[A].replace("ул. Мира, 1", "ул. Ленина, 2")}
    changes = compared(tmp_path, (A, "ул. Ленина", "ул. Ленинская"), base=base)
    assert said(changes) == [
        f"! у домов другая улица: улица Ленина → улица Ленинская; домов: 2, их номера те же. {UNLESS}"
    ]
    changes = compared(tmp_path / "2", (A, "ул. Ленина, 1", "ул. Ленинская, 1"), base=base)
    assert said(changes) == [f"! адрес дома 7K3QX: улица Ленина, 1 → улица Ленинская, 1. {UNLESS}"]


def test_a_house_that_goes_to_another_company(tmp_path):
    house = f"  - id: 7K3QX\n    address: ул. Ленина, 1\n    chat: {{link: {invite(1)}, checked: 2026-11-01}}\n"
    new = {"companies/b.yaml": "name: УК «Б»\nkind: uk\nbuildings:\n" + house}
    assert said(compared(tmp_path, (A, house, ""), extra=new)) == [
        "! новая организация: УК «Б» (companies/b)",
        "! улица Ленина, 1 (7K3QX): другая компания, и телефоны на странице её: УК «А» → УК «Б»",
    ]


def test_a_new_company_and_a_new_house_have_a_line_each(tmp_path):
    """As a register brings them, by the hundred; what people wrote keeps its own line, and houses come first."""
    company = (
        "name: УК «Б»\nkind: uk\ninn: '6501156338'\nphones: [{number: '+7 4242 000005'}]\nemail: b@example.ru\n"
        "about: Код из СМС назовите нам.\nbuildings:\n"
        "  - {id: 3P6TV, address: 'ул. Мира, 7', entrances: 2, flats: 40, floors: 5, note: Вход со двора.}\n"
    )
    found = compared(tmp_path, extra={"companies/b.yaml": company})
    assert [text.partition(" → ")[0] for text in said(found)] == [
        "! УК «Б»: текст о себе: не было",
        "новая организация: УК «Б» (companies/b): ИНН 6501156338, почта b@example.ru, телефон +7 4242 00-00-05, 1 дом",
        "новый дом: улица Мира, 7 (3P6TV), УК «Б»: подъезды 2, квартир 40, этажей 5",
        "улица Мира, 7 (3P6TV): примечание: не было",
    ]
    text = as_text(found)
    assert text.index("новый дом") < text.index("новая организация")


def test_nothing_from_the_data_is_markup(tmp_path):
    text = as_markdown(compared(tmp_path, (A, "УК «А»", "'<img> [a](http://b) @all **c** `d` #1'")))
    line = next(line for line in text.splitlines() if line.startswith("- "))
    assert not set("<>[]*@") & set(line)
    assert line.count("`") == 2  # around the place
    assert line.endswith("companies/a.yaml:1`)")


def test_a_comment_has_an_end(tmp_path):
    houses = "".join(f"  - id: 7{n:04}\n    address: ул. Пушкина, {n}\n    chat: {invite(n)}\n" for n in range(1, 999))
    text = as_markdown(compared(tmp_path, extra={"companies/b.yaml": f"name: УК «Б»\nkind: uk\nbuildings:\n{houses}"}))
    assert len(text) < 51_000
    assert "<details><summary>Остальное: " in text
    assert "Дома, номера, примечания: 998" in text
    assert "покажет всё" in text


def test_an_invitation_is_reported_in_full_to_machines_only(tmp_path):
    changes = compared(tmp_path, (A, invite(1), invite(2)))
    assert invite(2) not in as_text(changes) + as_markdown(changes)
    assert json.loads(as_json(changes))["changes"][0]["new"] == invite(2)


def git(folder, *arguments):
    who = ["-c", "user.name=a", "-c", "user.email=a@example.ru"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A git repository whose first commit contains the base in a subfolder."""
    root = tmp_path / "repository"
    write(root / "sub/data", BASE)
    git(tmp_path, "init", "-q", str(root))
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Данные")
    git(root, "tag", "v1")
    monkeypatch.chdir(root / "sub")
    return root


def test_since_a_revision(repository, capsys):
    path = repository / "sub/data/companies/a.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(invite(1), invite(2)), encoding="utf-8")
    (repository / "sub/data/private").mkdir()
    (repository / "sub/data/private/links.yaml").write_text(f"9M4RZ: {{link: {invite(3)}}}\n", encoding="utf-8")
    assert main(["changes", "v1"]) == 0
    out = capsys.readouterr().out.replace("\u00a0", " ")
    assert "1 изменение, из них 1 стоит проверить в первую очередь" in out
    assert "data/companies/a.yaml:7:11: улица Ленина, 1 (7K3QX): ссылка сменилась" in out
    assert main(["changes", "HEAD", "--format", "json"]) == 0
    assert invite(3) not in capsys.readouterr().out


def test_each_value_stands_at_its_own_line(repository, capsys):
    path = repository / "sub/data/companies/a.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("000000", "000009"), encoding="utf-8")
    site = repository / "sub/data/site.yaml"
    site.write_text(site.read_text(encoding="utf-8").replace("chat@", "vor@"), encoding="utf-8")
    assert main(["changes", "v1"]) == 0
    out = capsys.readouterr().out.replace("\u00a0", " ")
    assert "data/companies/a.yaml:3:11: УК «А»: аварийно-диспетчерская" in out
    assert "data/site.yaml:6:18: сайт: куда писать о нём: почта: ▶chat◀@example.ru → ▶vor◀@example.ru" in out


def test_what_is_gone_stands_where_it_stood(repository, capsys):
    (repository / "sub/data/companies/a.yaml").unlink()
    assert main(["changes", "HEAD"]) == 0
    assert "data/companies/a.yaml:5:5: дома больше нет: улица Ленина, 1 (7K3QX)" in capsys.readouterr().out.replace(
        "\u00a0", " "
    )


def test_without_a_revision_the_last_one_is_meant(repository, capsys):
    path = repository / "sub/data/companies/a.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("000000", "000009"), encoding="utf-8")
    assert main(["changes"]) == 0
    assert "аварийно-диспетчерская: +7 4242 00-00-▶00◀" in capsys.readouterr().out.replace("\u00a0", " ")


@pytest.mark.parametrize("revision", ["nope", "--help", "", "HEAD:sub", "v1 v2"])
def test_no_such_revision(repository, revision, capsys):
    assert main(["changes", "--", revision]) == 2
    assert f"версии «{revision}» в этом хранилище нет" in capsys.readouterr().err


def test_outside_of_git(tmp_path, monkeypatch, capsys):
    write(tmp_path / "data", BASE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert main(["changes", "HEAD"]) == 2
    assert "не в хранилище git" in capsys.readouterr().err
    assert main(["changes", "HEAD", "--data", "nothing"]) == 2
    assert "--data" in capsys.readouterr().err


def test_git_that_is_not_there(repository, monkeypatch, capsys):
    monkeypatch.setenv("PATH", "")
    assert main(["changes", "HEAD"]) == 3
    assert "не найдена программа git" in capsys.readouterr().err


def test_old_data_with_mistakes(repository, capsys):
    """Records that could not be read before are not reported as new."""
    data = repository / "sub/data"
    write(data, {"companies/b.yaml": "name: [\n", "companies/a.yaml": BASE[A].replace("'+7 4242 000000'", "12")})
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "С ошибками")
    write(data, {"companies/b.yaml": "name: УК «Б»\nkind: uk\n", "companies/a.yaml": BASE[A]})
    assert main(["changes", "HEAD"]) == 0
    out = capsys.readouterr().out
    assert "В версии HEAD есть ошибки" in out
    assert "Не сравнивались целиком: b." in out
    assert "новая организация" not in out


def test_a_revision_without_data(repository, capsys):
    git(repository, "mv", "sub/data", "sub/other")
    git(repository, "commit", "-qm", "Переезд")
    assert main(["changes", "v1", "--data", "other"]) == 0
    assert "этих данных ещё не было" in capsys.readouterr().out


def test_attributes_of_the_repository_hide_nothing(repository, capsys):
    (repository / ".gitattributes").write_text("*.yaml export-ignore\n", encoding="utf-8")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "Скрыть")
    assert main(["changes", "HEAD"]) == 0
    assert "то же" in capsys.readouterr().out


def test_own_pages_since_a_revision(repository, capsys):
    """A link on the safety page is reported first, and so is a removed page or folder."""
    own = repository / "sub/site_src"
    write(own, {"site.yaml": None, "pages/bezopasnost.md": "# Безопасность\n", "templates/house.html": "<p>\n"})
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "Свои страницы")
    assert main(["changes", "HEAD"]) == 0
    assert "то же" in capsys.readouterr().out
    write(own, {"site.yaml": None, "pages/bezopasnost.md": "# Безопасность\n\n[Проверьте вход](https://gu.example/)\n"})
    write(own, {"site.yaml": None, "assets/x.js": "1"})
    (own / "templates/house.html").unlink()
    assert main(["changes", "HEAD"]) == 0
    out = capsys.readouterr().out
    assert "3 изменения, из них 3 стоит проверить".replace(" ", "") in out.replace("\u00a0", "").replace(" ", "")
    assert "site_src/pages/bezopasnost.md:1:1: файл сайта pages/bezopasnost.md: «# Безопасность" in out
    assert "появилось: gu.example" in out
    assert "новый файл сайта assets/x.js" in out
    assert "файла сайта templates/house.html больше нет" in out
    shutil.rmtree(own)
    assert main(["changes", "HEAD"]) == 0
    assert "файла сайта pages/bezopasnost.md больше нет" in capsys.readouterr().out


def test_own_pages_in_a_linked_folder_are_told(repository, capsys):
    """A build follows the link, so whoever adds one adds a page."""
    (repository / "sub/elsewhere").mkdir()
    (repository / "sub/elsewhere/novaya.md").write_text("---\ntitle: Код\n---\nПозвоните: gu.example", encoding="utf-8")
    (repository / "sub/site_src").mkdir()
    (repository / "sub/site_src/pages").symlink_to("../elsewhere")
    assert main(["changes", "HEAD"]) == 0
    assert "новый файл сайта pages/novaya.md" in capsys.readouterr().out


def test_in_a_hook_of_git(repository, monkeypatch, tmp_path, capsys):
    """Git sets its own folders in the environment of hooks; another worktree's must be ignored."""
    git(repository, "worktree", "add", "-q", str(tmp_path / "tree"))
    monkeypatch.setenv("GIT_DIR", str(repository / ".git/worktrees/tree"))
    monkeypatch.setenv("GIT_INDEX_FILE", "nowhere")
    path = repository / "sub/data/companies/a.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(invite(1), invite(2)), encoding="utf-8")
    assert main(["changes", "HEAD"]) == 0
    out = capsys.readouterr().out
    assert "ссылка сменилась" in out
    assert "всё новое" not in out


def test_a_repository_of_somebody_else(repository, monkeypatch, capsys):
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    assert main(["changes", "HEAD"]) == 2
    err = capsys.readouterr().err
    assert "принадлежит другому пользователю" in err
    assert "safe.directory" in err


# Fields that changes tell in sentences of their own, and mappings, whose fields are told one by one.
TOLD_OTHERWISE = {
    "id", "address", "link", "owner", "share", "withdrawn", "number", "label",
    "chat", "chats", "channels", "phones", "buildings",
}  # fmt: skip


@pytest.mark.parametrize(
    "record", [COMPANY, SUPPLIER, AUTHORITY, BUILDING, CHAT, CHANNEL, FORMER, LABELLED_PHONE], ids=lambda one: one.name
)
def test_every_field_has_a_russian_name(record):
    """A new field needs a word in generator/changes/values.py."""
    assert [name for name in record.by_name if name not in TOLD_OTHERWISE and word(name) == name] == []


def test_the_defaults_of_a_new_house_are_no_changes():
    """A field with a default, such as `separate`, would else be reported for every new house."""
    at = Place("companies/a.yaml")
    values = {"id": "7K3QX", "address": "улица Ленина, 1", "floors": "5", "separate": "нет"}
    house = Entry(place=at, values=values, places=dict.fromkeys(["id", "address", "floors"], at))
    new = Contents(organizations={"companies/a": Entry(place=at, parts={"buildings": (house,)})})
    texts = said(compare_buildings(Contents(), new))
    assert texts == [f"новый дом: {LENINA}, companies/a: этажей 5"]
