"""The contents of notices: one for each entrance, the right instructions, the right code."""

import pytest

from generator.build.pipeline import check
from generator.city.unlisted import unlisted_path
from tests.built_sites import KEY, options
from tests.cities import TODAY, invite
from tests.posters.papers import notices_of
from tests.small_city import write_small_city


@pytest.fixture
def house(tmp_path):
    """Return a function: lines of a building → its notices and the building."""

    def make(*lines, kind="uk", company=()):
        (tmp_path / "companies").mkdir(exist_ok=True)
        (tmp_path / "site.yaml").write_text(
            "title: Проба\ncity: Примерград\nregion: Примерская область\nbase_url: https://chat.example.ru/\n"
            "timezone: Asia/Sakhalin\ncontact: {email: chat@example.ru}\n",
            encoding="utf-8",
        )
        head = [
            f"kind: {kind}",
            "name: УК «Проба»",
            *company,
            "buildings:",
            "  - id: 7K3QX",
            "    address: улица Ленина, 12",
        ]
        text = "\n".join([*head, *(f"    {line}" for line in lines), ""])
        (tmp_path / "companies" / "proba.yaml").write_text(text, encoding="utf-8")
        (tmp_path / "history.yaml").write_text('published:\n  "7K3QX": [doma/ulitsa-lenina/12]\n', encoding="utf-8")
        loaded = check(options(tmp_path, tmp_path / "out"))
        assert loaded.city, list(map(str, loaded.report))
        [building] = loaded.city.buildings
        return notices_of(loaded.city, [building]), building

    return make


def test_one_for_each_entrance(house):
    notices, _ = house("entrances: 3", f"chat: {invite(1)}")
    assert [notice.entrance for notice in notices] == ["1", "2", "3"]
    assert [notice.entrance for notice in house("entrances: [2, 5]")[0]] == ["2", "5"]
    assert [notice.entrance for notice in house("entrances: 1")[0]] == [""]
    assert [notice.entrance for notice in house("floors: 5")[0]] == [""]


def test_a_chat_of_an_entrance_only_there(house):
    notices, _ = house(
        "entrances: 2",
        "chats:",
        f"  - {{link: {invite(1)}}}",
        f"  - {{link: {invite(2)}, entrance: 2}}",
    )
    assert [[chat.title for chat in notice.chats] for notice in notices] == [
        ["Чат дома"],
        ["Чат дома", "Чат подъезда 2"],
    ]


def test_with_a_link(house):
    [notice], _ = house(f"chat: {{link: {invite(1)}, checked: 2026-11-01, checked_by: УК «Проба»}}")
    assert notice.steps[0] == "Наведите камеру телефона на\u00a0код"
    assert notice.steps[2] == "Нажмите «Вступить в\u00a0чат в\u00a0MAX»"
    assert "Ссылку проверили 1\u00a0ноября 2026" in notice.chats[0].text
    assert notice.code.rest == "/D/7K3QX"
    assert notice.code.host == "chat.example.ru"
    assert not notice.unlisted


def test_a_link_confirmed_by_a_bot(house):
    [notice], _ = house(f"chat: {{link: {invite(1)}, checked: 2026-11-01, checked_by: бот, chat_id: -77}}")
    assert "Ссылку подтвердил бот УК «Проба» 1 ноября 2026." in notice.chats[0].text.replace("\u00a0", " ")


def test_the_button_is_called_as_on_the_page(house):
    [notice], _ = house("entrances: [2]", f"chat: {{link: {invite(2)}, entrance: 2}}")
    assert notice.steps[2] == "Нажмите «Вступить в\u00a0чат подъезда\u00a02»"
    chats = (f"  - {{link: {invite(1)}}}", f"  - {{link: {invite(2)}, entrance: 2}}")
    notices, _ = house("entrances: 2", "chats:", *chats)
    assert [notice.steps[2] for notice in notices] == [
        "Нажмите «Вступить в\u00a0чат в\u00a0MAX»",
        "Выберите чат и\u00a0нажмите «Вступить»",
    ]


def test_of_a_list_of_entrances_the_row_is_named(house):
    chats = (f"  - {{link: {invite(1)}, entrance: 1}}", f"  - {{link: {invite(2)}, entrance: 2}}")
    notices, _ = house("entrances: 2", "chats:", *chats)
    assert notices[1].steps[2] == "Найдите «Подъезд\u00a02» и\u00a0нажмите «Вступить»"
    notices, _ = house("entrances: 2", "chats:", f"  - {{link: {invite(3)}}}", *chats)
    assert notices[1].steps[2] == "Выберите чат и\u00a0нажмите «Вступить»"
    secret = (one.replace("}", ", share: poster}") for one in chats)
    notices, _ = house("entrances: 2", "chats:", *secret)  # the unlisted page has no list
    assert notices[1].steps[2] == "Нажмите «Вступить в\u00a0чат подъезда\u00a02»"


@pytest.mark.parametrize(
    ("company", "kind", "whom"),
    [
        (("email: a@example.ru", "dispatch: '+7 4242 000001'"), "uk", " по\u00a0телефону с\u00a0этой страницы"),
        (("email: a@example.ru",), "uk", ": УК\u00a0«Проба»"),
        (("email: a@example.ru",), "direct", " у\u00a0соседей"),
    ],
)
def test_a_telephone_is_promised_only_where_there_is_one(house, company, kind, whom):
    [notice], _ = house("chat: {owner: residents}", kind=kind, company=company)
    assert notice.steps[2] == f"Ссылку на\u00a0чат спросите{whom}"


def test_news_are_promised_only_where_there_is_a_channel(house):
    [notice], _ = house("chat: {owner: gosuslugi}")
    assert "новости" not in notice.hint
    [notice], _ = house("chat: {owner: gosuslugi}", company=("channels: [{link: https://max.ru/proba}]",))
    assert "новости" in notice.hint


def test_a_short_number_stays_with_its_street(house):
    [notice], _ = house("floors: 5")
    assert notice.short == "ул.\u00a0Ленина,\u00a012"


@pytest.mark.parametrize(
    "chat",
    [
        "{owner: gosuslugi, checked: 2026-11-01}",
        f"{{owner: gosuslugi, link: {invite(1)}}}",
    ],
)
def test_without_a_link_through_gosuslugi(house, chat):
    [notice], _ = house(f"chat: {chat}")
    assert "«Госуслуги.Дом»" in notice.steps[0]
    assert notice.hint
    assert "проверили" not in "".join(line.text for line in notice.chats)
    assert "Сверить" not in notice.advice


@pytest.mark.parametrize("chat", [f"chat: {{link: {invite(1)}, withdrawn: 2026-11-01}}", "floors: 5"])
def test_without_a_chat_the_notice_is_of_the_page(house, chat):
    [notice], _ = house(chat)
    assert notice.heading.replace("\u00a0", " ") == "Страница нашего дома"
    assert notice.steps[0].startswith("Наведите камеру")
    assert not notice.chats


def test_a_hidden_link_is_asked_for(house):
    [notice], _ = house(f"chat: {{link: {invite(1)}, share: nowhere}}")
    assert "спросите" in notice.steps[2]


def test_a_chat_is_compared_with_gosuslugi_only_if_it_comes_from_there(house):
    [notice], _ = house(f"chat: {{link: {invite(1)}, owner: gosuslugi, share: site}}")
    assert "Сверить" in notice.advice
    [notice], _ = house(f"chat: {{link: {invite(1)}}}")
    assert "Сверить" not in notice.advice


def test_a_poster_link_has_an_unlisted_code(house):
    [notice], building = house(f"chat: {{link: {invite(1)}, share: poster}}")
    assert notice.unlisted
    assert notice.code.rest == f"/{unlisted_path(building, KEY)}"


def test_only_the_entrance_of_a_poster_link_has_the_unlisted_code(house):
    notices, _ = house("entrances: 2", "chats:", f"  - {{link: {invite(1)}, share: poster, entrance: 1}}")
    assert [notice.unlisted for notice in notices] == [True, False]
    assert notices[1].code.rest == "/D/7K3QX"
    assert not notices[1].chats


def test_many_chats_are_counted(house):
    lines = [f"  - {{link: {invite(number)}}}" for number in range(5)]
    [notice], _ = house("chats:", *lines)
    assert [chat.title for chat in notice.chats] == ["Чат дома"] * 3 + ["Ещё 2\u00a0чата"]


def test_who_to_ask(house):
    contacts = (
        'dispatch: "+7 4242 000001"',
        'phones: [{number: "+7 4242 000002"}, {label: Приёмная, number: "+7 4242 000003"}, {number: "+7 4242 000004"}]',
        "channels: [{link: https://max.ru/proba}]",
    )
    [notice], _ = house("floors: 5", company=contacts)
    assert notice.emergency.number == "+7\u00a04242\u00a000-00-01"
    assert [phone.label for phone in notice.phones] == ["Телефон", "Приёмная"]
    assert notice.rescue.number == "112"
    assert notice.channel.code.rest == "/uk/proba"
    assert notice.channel.title == "Канал\u00a0УК"
    [notice], _ = house("floors: 5", kind="direct")
    assert (notice.company, notice.emergency, notice.channel) == ("", None, None)


def test_the_day_does_not_stand_on_a_notice(house):
    [notice], _ = house("floors: 5")
    assert str(TODAY.year) not in "".join([*notice.steps, notice.advice, notice.hint])


@pytest.mark.parametrize(
    ("street", "others", "short"),
    [
        ("бульвар имени Героя Советского Союза Александра Ивановича Анкудинова", (), "б-р Анкудинова"),
        ("улица имени Космонавта Поповича", (), "ул.\u00a0Поповича"),
        ("улица Космонавта Поповича", (), "ул.\u00a0Космонавта Поповича"),
        ("улица Героя России Марины Терешковой", (), "ул.\u00a0Терешковой"),
        ("улица Константина Константиновича Рокоссовского", (), "ул.\u00a0Рокоссовского"),
        # Another street of that name, in a settlement or of another type: nothing may be left out.
        (
            "улица Капитана Дальнего Плавания Невельского",
            ("Невельского, 3", "Мира, 1"),
            "ул.\u00a0Капитана Дальнего Плавания Невельского",
        ),
        ("улица Строителей Сахалинской Железной Дороги", (), "ул.\u00a0Строителей Сахалинской Железной Дороги"),
    ],
)
def test_a_long_name_is_shortened_only_to_what_no_other_street_is_called(tmp_path, street, others, short):
    records = [f'id: 7K3QX\naddress: "{street}, 12"']
    records += [f'id: 2ND4{number}\naddress: "набережная {address}"' for number, address in enumerate(others)]
    loaded = check(options(write_small_city(tmp_path, *records), tmp_path / "out"))
    assert loaded.city, list(map(str, loaded.report))
    notices = {notice.id: notice for notice in notices_of(loaded.city, loaded.city.buildings)}
    assert notices["7K3QX"].short == f"{short},\u00a012"
