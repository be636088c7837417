"""The chats of a house: several, and a withdrawn one."""

from pathlib import Path

import pytest

from tests.built_sites import AT_ROOT, build_site
from tests.cities import invite
from tests.small_city import write_small_city

_HOUSE = "id: 7K3QX\naddress: улица Ленина, 12"
_WITHDRAWN = f"{{link: {invite(1)}, withdrawn: 2026-11-20}}"
_SOON = "Новая ссылка появится здесь"


@pytest.fixture
def sections(tmp_path: Path):
    """Return a function: chats of a house → (headings, text, ids) of its page."""

    def build(*chats: str, page: str = "doma/ulitsa-lenina/12/index.html"):
        data = write_small_city(tmp_path / "data", "\n".join([_HOUSE, "chats:", *(f"  - {chat}" for chat in chats)]))
        document = build_site(data, tmp_path / "out", AT_ROOT).documents[page]
        found = document.with_class("chat")
        headings = [one.text for one in document.all("h2") if any(up in found for up in one.above)]
        ids = [one for one in document.ids if one.startswith("podezd-")]
        return headings, " ".join(one.text for one in found).replace("\u00a0", " "), ids

    return build


def test_a_new_link_is_promised_while_there_is_none(sections):
    headings, text, _ = sections(_WITHDRAWN)
    assert headings == ["Чат дома: ссылка отозвана"]
    assert _SOON in text


def test_beside_the_new_chat_the_old_one_is_called_so(sections):
    headings, text, _ = sections(_WITHDRAWN, f"{{link: {invite(2)}}}")
    assert headings == ["Чат дома", "Прежний чат дома: ссылка отозвана"]
    assert _SOON not in text
    assert "Старое приглашение не" in text


def test_another_chat_takes_no_place(sections):
    headings, text, _ = sections(_WITHDRAWN, f"{{link: {invite(2)}, entrance: 1}}")
    assert headings == ["Чат подъезда 1", "Чат дома: ссылка отозвана"]
    assert _SOON in text


def test_one_entrance_has_one_anchor(sections):
    one = f"{{link: {invite(1)}, withdrawn: 2026-11-20, entrance: 1}}"
    _, _, ids = sections(one, f"{{link: {invite(2)}, entrance: 1}}")
    assert ids == ["podezd-1"]


def test_the_best_confirmed_chat_comes_first(sections):
    """Whatever the order in the file: nobody checked the residents' chat, somebody the company's."""
    unchecked = f"{{link: {invite(1)}, owner: residents}}"
    private = "{owner: company, share: nowhere}"
    entrance = f"{{link: {invite(2)}, entrance: 1, checked: 2026-11-20}}"
    stale = f"{{link: {invite(3)}, owner: gosuslugi, share: site, checked: 2025-01-20}}"
    confirmed = f"{{link: {invite(4)}, checked: 2026-11-20}}"
    headings, text, _ = sections(private, unchecked, entrance, stale, confirmed)
    assert headings == ["Чат дома", "Другие чаты дома"]
    rows = ["Официальный чат дома", "Чат жителей", "Чат дома № 2", "Подъезд 1"]
    assert sorted(rows, key=text.index) == rows


def test_chats_of_entrances_are_one_list_after_the_houses_own(sections):
    """In the order of the entrances; what is withdrawn comes last, with a text of its own."""
    late, early = (
        f"{{link: {invite(number)}, entrance: {number}, checked: 2026-11-1{number}{more}}}"
        for number, more in ((3, ""), (1, ", approval: true"))
    )
    missing = "{owner: company, share: nowhere, entrance: 2}"
    replaced = f"{{link: {invite(9)}, withdrawn: 2026-11-20}}"
    headings, text, ids = sections(replaced, late, early, missing, f"{{link: {invite(4)}}}")
    assert headings == ["Чат дома", "Чаты по подъездам", "Прежний чат дома: ссылка отозвана"]
    assert ids == ["podezd-1", "podezd-2", "podezd-3"]
    rows = ["Подъезд 1", "11 ноября 2026", "Вас впустит администратор.", "Подъезд 2", "Подъезд 3", "13 ноября 2026"]
    assert sorted(rows, key=text.index) == rows
    assert "Ссылки пока нет" in text[text.index("Подъезд 2") : text.index("Подъезд 3")]


def test_a_house_whose_own_chat_has_no_link_has_it_first_in_the_list(sections):
    headings, text, _ = sections("{owner: gosuslugi}", f"{{link: {invite(1)}, entrance: 2}}")
    assert headings == ["Чаты дома"]
    assert text.index("Официальный чат дома") < text.index("Вход через «Госуслуги.Дом»") < text.index("Подъезд 2")
    assert "Откроется приложение MAX." in text


def test_two_chats_of_one_entrance_have_one_anchor(sections):
    _, text, ids = sections(*(f"{{link: {invite(number)}, entrance: 1}}" for number in (1, 2)))
    assert ids == ["podezd-1"]
    assert "Подъезд 1 № 2" in text


def test_a_chat_of_several_houses_says_so_before_its_button(sections):
    _, text, _ = sections(f"{{link: {invite(1)}, shared: true}}")
    assert text.index("Чат один на несколько домов.") < text.index("Вступить")
    _, text, _ = sections(f"{{link: {invite(1)}}}")
    assert "несколько домов" not in text


def test_where_nothing_can_be_entered_nobody_is_asked_whether_it_opens(tmp_path: Path):
    for chat, asked in ((f"chat: {invite(1)}", True), ("chat: {owner: gosuslugi}", True), ("floors: 5", False)):
        data = write_small_city(tmp_path / "data", f"{_HOUSE}\n{chat}")
        page = build_site(data, tmp_path / "out", AT_ROOT).text("doma/ulitsa-lenina/12/index.html")
        assert ("открывается?" in page) is asked, chat
        assert "Код из\u00a0СМС" in page or "Код из СМС" in page
