"""A building → its notices, one for each known entrance, with all wording decided."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct

from generator.addresses import Address, Street
from generator.city import Building, Chat, City, Company, House, organization_path, unlisted_path
from generator.city.views import ChatView, Context, chat_rows, chat_view, chat_views, draw_facade
from generator.posters.codes import house_code, page_code
from generator.posters.drawings import front_view
from generator.posters.views import ChannelCode, ChatLine, Notice, PhoneLine
from generator.text import NBSP, bind, plural

HEADING = "Чат нашего дома в MAX"
HEADING_WITHOUT_CHAT = "Страница нашего дома"
WARNING = "Код из СМС вводят только в самом приложении MAX при регистрации. Никому его не сообщайте."
_OPEN_STEPS = (
    "Наведите камеру телефона на код",
    "Откройте страницу. Её адрес начинается с {host}",
    "{button}",
)
_GOSUSLUGI_STEPS = (
    "Откройте приложение «Госуслуги.Дом»",
    "Выберите «Недвижимость», затем «Домовой чат»",
    "Нажмите на ссылку: откроется MAX",
)
_ASKING_STEPS = (
    "Наведите камеру телефона на код",
    "Откройте страницу. Её адрес начинается с {host}",
    "Ссылку на чат спросите{whom}",
)
_PAGE_STEPS = (
    "Наведите камеру телефона на код",
    "Откройте страницу. Её адрес начинается с {host}",
    "На ней телефоны и способ попасть в чат дома",
)
_HINT = "По коду — страница нашего дома: эти же шаги и телефоны"
_HINT_WITH_NEWS = "По коду — страница нашего дома: эти же шаги, телефоны и новости"
_OFFICIAL = "Сверить чат можно в приложении «Госуслуги.Дом»: «Недвижимость», затем «Домовой чат»."
_RESCUE = PhoneLine(label="Пожар, угроза жизни", number="112")
_WHOSE = {"uk": "УК", "tsg": "ТСЖ", "zhsk": "ЖСК", "direct": "дома"}
_CHATS = 3  # at most so many are named on a notice; the page has them all
_PHONES = 2
_LONG_STREET = 26  # characters: the name of a person in full
_MANY_WORDS = 3
# Other last words say little: «Советской Армии».
_SURNAME = re.compile(r"(?:(?:[оеё]в|[иы]н)(?:а|ой)|[сц]кого|ича|енко)$")
_SHORT_HOUSE = 10  # characters; a longer number may be on a line of its own


class Notices(Struct, frozen=True, kw_only=True, dict=True):
    """Makes the notices of a city; what the notices of one company share is made once."""

    city: City
    context: Context
    key: str = ""

    def of(self, building: Building, doors: Iterable[int | None] | None = None) -> Iterator[Notice]:
        """Yield the building's notices in the order of its entrances, or those of some of them; None is the house."""
        company = self._companies[building.company]
        for entrance in entrances(building) if doors is None else doors:
            yield self._notice(building, company, entrance)

    def house(self, building: Building) -> House:
        """Return the house of a building: other companies may manage some of its entrances."""
        records = tuple(self._parts.get(building.path, ())) or (building,)
        return House(path=building.path, address=building.address, records=records)

    @cached_property
    def _parts(self) -> dict[str, list[Building]]:
        """Return the buildings at the paths of those that are a company's part of a house."""
        parts: dict[str, list[Building]] = {}
        for building in self.city.buildings:
            if isinstance(building.entrances, tuple):
                parts.setdefault(building.path, []).append(building)
        return parts

    @cached_property
    def _companies(self) -> dict[str, Company]:
        return {company.slug: company for company in self.city.companies}

    def _notice(self, building: Building, company: Company, entrance: int | None) -> Notice:
        chats = relevant_chats(building, entrance)
        secret = needs_secret(building, entrance)
        views = [chat_view(chat, company, self.context, reveal=secret) for chat in chats]
        address, house = building.address, self.house(building)
        urls = self.context.urls
        opened = any(view.state == "open" for view in views)
        to_ask = any(view.state in ("hidden", "poster") for view in views)
        official = any(view.state == "gosuslugi" for view in views)
        rows = not secret and bool(chat_rows(chat_views(building.chats, company, self.context)))
        button = _button(views, rows=rows)
        steps = _OPEN_STEPS if opened else _ASKING_STEPS if to_ask else _GOSUSLUGI_STEPS if official else _PAGE_STEPS
        return Notice(
            id=building.id,
            settlement=address.settlement,
            street=address.street.title,
            house=address.house.plate,
            entrance="" if entrance is None or building.entrances == 1 else str(entrance),
            door=entrance,
            address=address.full,
            short=self._short(address),
            front=front_view(draw_facade(house.floors, house.entrances), "#000"),
            heading=bind(HEADING if views else HEADING_WITHOUT_CHAT),
            code=house_code(urls, unlisted_path(building, self.key).removeprefix("D/") if secret else building.id),
            steps=tuple(bind(step.format(host=urls.host, button=button, whom=_whom(views))) for step in steps),
            hint="" if steps is not _GOSUSLUGI_STEPS else bind(_HINT_WITH_NEWS if company.channels else _HINT),
            chats=_chat_lines(views),
            emergency=_emergency(company),
            phones=_phones(company),
            rescue=_RESCUE,
            company="" if company.kind == "direct" else bind(company.name),
            channel=self._channels.get(company.slug),
            warning=bind(WARNING),
            advice=bind(_advice(urls.host, views)),
            unlisted=secret,
        )

    def _short(self, address: Address) -> str:
        """Return the address for a strip; a non-breaking space keeps a short number with the street."""
        house = address.house.title
        name = address.street.name.split()
        street = address.street.short
        last = name[-1]
        # «б-р имени Героя Советского Союза Александра Ивановича Анкудинова» is known by its last word, if no other is.
        long = len(street) > _LONG_STREET and len(name) >= _MANY_WORDS and _SURNAME.search(last)
        if long and self._last_words[last] == 1:
            street = Street(type=address.street.type, name=last).short
        street = f"{street},{NBSP if len(house) <= _SHORT_HOUSE else ' '}{house}"
        return f"{address.settlement}, {street}" if address.settlement else street

    @cached_property
    def _last_words(self) -> Counter[str]:
        """Return the number of streets, in any settlement, whose name ends with each word."""
        streets = {building.address.street.key: building.address.street for building in self.city.buildings}
        return Counter(street.name.split()[-1] for street in streets.values())

    @cached_property
    def _channels(self) -> dict[str, ChannelCode]:
        urls = self.context.urls
        return {
            company.slug: ChannelCode(title=_channel_title(company), code=page_code(urls, organization_path(company)))
            for company in self.city.companies
            if company.channels
        }


def entrances(building: Building) -> tuple[int | None, ...]:
    """Return the entrances that get a notice; None means the house as a whole."""
    if isinstance(building.entrances, tuple) and building.entrances:
        return tuple(sorted(building.entrances))
    if isinstance(building.entrances, int) and building.entrances:
        return tuple(range(1, building.entrances + 1))
    named = sorted({chat.entrance for chat in building.chats if chat.entrance and not chat.withdrawn})
    return (None, *named)


def relevant_chats(building: Building, entrance: int | None) -> list[Chat]:
    """Return the chats of an entrance that are not withdrawn."""
    return [chat for chat in building.chats if not chat.withdrawn and chat.entrance in (None, entrance)]


def needs_secret(building: Building, entrance: int | None) -> bool:
    """Return True if the notice's code has to lead to the unlisted page."""
    return any(chat.is_on_poster for chat in relevant_chats(building, entrance))


def building_needs_secret(building: Building) -> bool:
    """Return True if any of the building's notices leads to its unlisted page."""
    return any(needs_secret(building, entrance) for entrance in entrances(building))


def _button(views: list[ChatView], *, rows: bool) -> str:
    """Return what to press on the page; `rows`: its other chats are rows of a list."""
    named = [view for view in views if view.state == "open"]
    if len(named) != 1:
        return f"Выберите чат и нажмите «Вступить{'' if rows else ' в чат'}»"
    [view] = named
    if rows and view.entrance:
        return f"Найдите «Подъезд{NBSP}{view.entrance}» и нажмите «Вступить»"
    return f"Нажмите «Вступить в {view.button}»"


def _whom(views: list[ChatView]) -> str:
    """Return how «спросите» goes on: whom to ask for a link, by telephone unless the company has none."""
    if not views or views[0].phone:
        return " по телефону с этой страницы"
    return f": {views[0].ask}" if views[0].ask else " у соседей"


def _chat_lines(views: list[ChatView]) -> tuple[ChatLine, ...]:
    views = sorted(views, key=lambda view: view.state != "open")
    lines = [
        ChatLine(title=view.title, text=bind(" ".join(filter(None, (view.owner, _confirmed(view)))))) for view in views
    ]
    if len(lines) <= _CHATS:
        return tuple(lines)
    rest = plural(len(lines) - _CHATS, "чат", "чата", "чатов")
    return (*lines[:_CHATS], ChatLine(title=f"Ещё {rest}", text=bind("на странице дома.")))


def _confirmed(view: ChatView) -> str:
    """Return when the link was confirmed, in words; "" without a link."""
    return view.checked if view.state == "open" else ""


def _advice(host: str, views: list[ChatView]) -> str:
    """Return how to recognise the right page, and the right chat if there is an official one to compare with."""
    opened = any(view.state == "open" for view in views)
    official = opened and any(view.official for view in views)
    address = f"Адрес страницы в телефоне начинается с {host}/ — другой не открывайте."
    return f"{address} {_OFFICIAL}" if official else address


def _emergency(company: Company) -> PhoneLine | None:
    if company.dispatch is None:
        return None
    return PhoneLine(label="Авария, круглосуточно", number=company.dispatch.text)


def _phones(company: Company) -> tuple[PhoneLine, ...]:
    return tuple(
        PhoneLine(label=phone.label or "Телефон", number=phone.number.text) for phone in company.phones[:_PHONES]
    )


def _channel_title(company: Company) -> str:
    word = "Канал" if len(company.channels) == 1 else "Каналы"
    return f"{word}{NBSP}{_WHOSE[company.kind]}"
