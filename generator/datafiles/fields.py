"""The table of fields: what the data may contain, of which type, and what it means.

The validator, the JSON Schemas for editors and the Russian guide are all made from this table.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from generator.city import BOT, KINDS, OWNERS, SERVICES, SHARES, TOPICS
from generator.datafiles import value_types as t
from generator.datafiles.kinds import Either, Field, ListOf, MapOf, Nested, Record, ValueType

SLASHES = {"corner": "12/1 — отдельный дом", "corpus": "12/1 — это 12 корп. 1"}

_INVITE = "https://max.ru/join/PRIMER-NE-NASTOYASCHEE-PRIGLASHENIE-00----A"  # invented, of the usual length
BUILDING_ID_MISSING = "no-id"  # the only error that a command fixes

LABELLED_PHONE = Record(
    name="phone",
    title="телефон с подписью",
    fields=(
        Field(name="label", type=t.LINE, doc="Чей это телефон.", example="Приёмная"),
        Field(name="number", type=t.PHONE, required=True, doc="Номер с кодом города.", example='"+7 4242 000000"'),
    ),
)

CONTACT = Record(
    name="contact",
    title="куда писать о сайте",
    fields=(
        Field(name="email", type=t.EMAIL, doc="Почта для сообщений об ошибках.", example="chat@example.ru"),
        Field(name="phone", type=t.PHONE, doc="Телефон для сообщений об ошибках.", example='"+7 4242 000000"'),
        Field(name="link", type=t.LINK, doc="Чат или канал в MAX.", example="https://max.ru/primer_gorod"),
    ),
)

STREET = Record(
    name="street",
    title="сведения об улице",
    fields=(
        Field(name="name", type=t.LINE, required=True, doc="Улица, как её писать на сайте.", example="проспект Мира"),
        Field(
            name="aliases",
            type=ListOf(item=t.LINE, unique=True),
            default=(),
            doc="Как ещё её пишут и называют: найдётся и будет понята в адресах.",
            example="[ул. Мира]",
        ),
        Field(
            name="former",
            type=ListOf(item=t.LINE, unique=True),
            default=(),
            doc="Прежние названия: найдутся, старые адреса страниц поведут на новые.",
            example="[улица Старая]",
        ),
        Field(name="slug", type=t.SLUG, doc="Адрес страницы улицы, если обычный не подходит.", example="popovicha"),
    ),
)

SOURCE = Record(
    name="source",
    title="откуда сведения",
    fields=(
        Field(name="name", type=t.LINE, required=True, doc="Что это за сведения.", example="реестр домов ФРТ"),
        Field(name="publisher", type=t.LINE, doc="Кто их опубликовал.", example="Фонд развития территорий"),
        Field(name="date", type=t.DATE, doc="На какой день эти сведения.", example="2026-09-01"),
        Field(name="link", type=t.URL, doc="Где они опубликованы.", example="https://аис.фрт.рф/opendata"),
        Field(name="terms", type=t.LINE, doc="На каких условиях их можно брать.", example="открытые данные"),
    ),
)

SITE = Record(
    name="site",
    digested=True,
    title="сайт",
    doc="Файл site.yaml: сам сайт и город.",
    fields=(
        Field(
            name="title",
            type=t.LINE,
            required=True,
            doc="Название сайта: стоит на каждой странице и на объявлениях.",
            example="Домовые чаты Южно-Сахалинска",
        ),
        Field(
            name="city",
            type=t.LINE,
            required=True,
            doc="Город: он подразумевается в адресе, где населённый пункт не назван.",
            example="Южно-Сахалинск",
        ),
        Field(
            name="region",
            type=t.LINE,
            required=True,
            doc="Регион: в адресе его можно не писать.",
            example="Сахалинская область",
        ),
        Field(
            name="base_url",
            type=t.BASE_URL,
            required=True,
            doc="Адрес сайта; может быть с путём: https://org.example.io/chats/. Он печатается на объявлениях.",
            example="https://chat.example.ru/",
        ),
        Field(
            name="timezone",
            type=t.TIMEZONE,
            required=True,
            doc="Часовой пояс: по нему считается, какой сегодня день.",
            example="Asia/Sakhalin",
        ),
        Field(
            name="contact",
            type=Nested(record=lambda: CONTACT),
            required=True,
            doc="Куда сообщать об ошибках; нужно хотя бы одно из трёх.",
            example="{email: chat@example.ru}",
        ),
        Field(
            name="stale_after_days",
            type=t.whole(1, 3650),
            default=180,
            doc="Через сколько дней после проверки ссылка считается давно не проверенной.",
            example="180",
        ),
        Field(
            name="publish_posters",
            type=t.BOOL,
            default=False,
            doc="Публиковать ли на сайте объявления в PDF (кроме тех, где код закрытой страницы).",
            example="false",
        ),
        Field(
            name="building_previews",
            type=t.BOOL,
            default=False,
            doc="Делать ли каждому дому картинку с адресом, которую мессенджеры показывают рядом со ссылкой "
            "(около 30 КБ на дом, триста домов в секунду). Без этого у домов общая картинка сайта.",
            example="false",
        ),
        Field(
            name="offline",
            type=t.BOOL,
            default=True,
            doc="Хранить ли в телефоне поиск и открытые страницы, чтобы они работали без связи. "
            "false уберёт сохранённое у всех, кто снова откроет сайт.",
            example="true",
        ),
        Field(
            name="slash_means",
            type=t.choice(SLASHES),
            default="corner",
            doc="Что значит косая черта в номере дома.",
            example="corner",
        ),
        Field(
            name="demo",
            type=t.BOOL,
            default=False,
            doc="Пример, а не настоящий сайт: предупреждение на каждой странице, кнопки никуда не ведут.",
            example="true",
        ),
        Field(
            name="portal",
            type=t.BASE_URL,
            doc="Сайт со всеми городами региона: туда ведут страница 404 и поиск, если здесь ничего не нашлось.",
            example="https://chat.example.ru/",
        ),
        Field(
            name="sources",
            type=ListOf(item=Nested(record=lambda: SOURCE)),
            default=(),
            doc="Откуда взяты дома и компании: стоит на странице «О проекте» и в открытых данных. "
            "При загрузке реестров пишет команда domchat import.",
            example="\n  - {name: реестр домов ФРТ, date: 2026-09-01}",
        ),
        Field(
            name="streets",
            type=ListOf(item=Nested(record=lambda: STREET)),
            default=(),
            doc="Что надо знать об улицах этого города.",
            example="\n  - {name: проспект Мира, aliases: [ул. Мира]}",
        ),
        Field(
            name="settlements",
            type=ListOf(item=t.LINE, unique=True),
            default=(),
            doc="Посёлки и сёла, которые в адресах и таблицах стоят без «пос.» и «с.»: «Луговое, ул. Мира, 3».",
            example="[Луговое, Ново-Александровск]",
        ),
        Field(
            name="retired",
            type=MapOf(key=t.BUILDING_ID, value=t.BUILDING_ID, nullable=True),
            default={},
            doc="Напечатанный номер, который ведёт теперь к другому дому, или null: дома больше нет.",
            example="{4C8RZ: 7K3QX, 2ND4B: null}",
        ),
    ),
)

# Fields of site.yaml that may stand once in region.yaml instead, for all cities of the region.
_OF_ALL_CITIES = ("region", "timezone", "stale_after_days", "publish_posters", "building_previews", "offline", "demo")

REGION = Record(
    name="region",
    title="регион",
    doc="Файл region.yaml рядом с папкой cities: портал всех городов. "
    "Всё, кроме `title`, `base_url` и `city_url`, относится и к городам: в их site.yaml этого можно не писать, "
    "а написанное там важнее.",
    fields=(
        Field(
            name="title",
            type=t.LINE,
            required=True,
            doc="Название портала.",
            example="Домовые чаты Примерской области",
        ),
        Field(
            name="base_url",
            type=t.BASE_URL,
            required=True,
            doc="Адрес портала.",
            example="https://chat.example.ru/",
        ),
        Field(
            name="city_url",
            type=t.CITY_URL,
            doc="Адрес сайта города; {city} — имя папки города. Обычно это папка города на портале.",
            example="https://{city}.chat.example.ru/",
        ),
        Field(
            name="contact",
            type=Nested(record=lambda: CONTACT),
            required=True,
            doc="Куда сообщать об ошибках; нужно хотя бы одно из трёх.",
            example="{email: chat@example.ru}",
        ),
        *(replace(SITE.by_name[name], required=False) for name in _OF_ALL_CITIES),
    ),
)

FORMER = Record(
    name="former",
    title="прежнее название",
    fields=(
        Field(name="name", type=t.LINE, doc="Как организация называлась.", example="УК «Старое имя»"),
        Field(
            name="slug",
            type=t.SLUG,
            doc="Как назывался её файл, без .yaml: прежний адрес страницы поведёт на новый.",
            example="staroe-imya",
        ),
    ),
)

CHANNEL = Record(
    name="channel",
    title="канал",
    fields=(
        Field(name="link", type=t.LINK, required=True, doc="Ссылка на канал.", example="https://max.ru/primer_1"),
        Field(name="title", type=t.LINE, doc="Название канала.", example="Новости УК"),
        Field(
            name="topics",
            type=ListOf(item=t.choice(TOPICS), unique=True),
            default=(),
            doc="О чём пишут в канале.",
            example="[works, outages, events]",
        ),
        Field(name="checked", type=t.DATE, doc="Когда канал последний раз открывали.", example="2026-11-01"),
        Field(
            name="checked_by",
            type=t.choice({BOT: "бот этой организации"}),
            doc="Пишет команда domchat bot: ссылку подтвердил бот.",
            example=BOT,
        ),
        Field(
            name="chat_id",
            type=t.CHAT_ID,
            doc="Номер канала в MAX: по нему бот организации проверяет ссылку. Пишет команда domchat bot.",
            example="-77360344505750",
        ),
    ),
)

CHAT = Record(
    name="chat",
    title="чат",
    fields=(
        Field(
            name="link",
            type=t.LINK,
            doc="Ссылка на чат. Без неё страница подскажет путь через «Госуслуги.Дом».",
            example=_INVITE,
        ),
        Field(name="owner", type=t.choice(OWNERS), default="company", doc="Чей это чат.", example="gosuslugi"),
        Field(
            name="entrance",
            type=t.whole(1, 99),
            doc="Номер подъезда, если чат только для него.",
            example="2",
        ),
        Field(
            name="share",
            type=t.choice(SHARES),
            doc="Где хозяин чата разрешает показывать ссылку. Обычно на сайте; у официального чата — нигде.",
            example="poster",
        ),
        Field(
            name="approval",
            type=t.BOOL,
            default=False,
            doc="Каждого нового участника подтверждает администратор.",
            example="true",
        ),
        Field(name="since", type=t.DATE, doc="Когда чат открыли.", example="2026-02-17"),
        Field(
            name="checked",
            type=t.DATE,
            doc="Когда ссылку последний раз открывали. Без даты страница скажет, что её ещё не проверяли.",
            example="2026-11-01",
        ),
        Field(
            name="checked_by",
            type=t.LINE,
            doc="Какая организация проверяла ссылку; никогда не человек. «бот» — её подтвердил бот этой организации.",
            example="УК «Пример-1»",
        ),
        Field(
            name="shared",
            type=t.BOOL,
            default=False,
            doc="Один чат на несколько домов: тогда та же ссылка может стоять у каждого.",
            example="true",
        ),
        Field(
            name="chat_id",
            type=t.CHAT_ID,
            doc="Номер чата в MAX: по нему бот организации узнаёт чат и его ссылку. Пишет команда domchat bot; "
            "на страницах его нет.",
            example="-77360344505750",
        ),
        Field(
            name="unusual",
            type=t.BOOL,
            default=False,
            doc="Принять приглашение необычной длины: вы открыли ссылку, и она работает.",
            example="true",
        ),
        Field(
            name="withdrawn",
            type=t.DATE,
            doc="С какого дня ссылка отозвана: чат взломан или закрыт. Страница предупредит о ней.",
            example="2026-11-20",
        ),
    ),
)

_CHAT_OR_LINK = Either(short=t.LINK, long=Nested(record=lambda: CHAT), promote=lambda link: {"link": link})

BUILDING = Record(
    name="building",
    digested=True,
    title="дом",
    fields=(
        Field(
            name="id",
            type=t.BUILDING_ID,
            required=True,
            doc="Постоянный номер дома: он напечатан на объявлениях и не меняется. Новый даёт команда domchat ids.",
            example="7K3QX",
            missing=BUILDING_ID_MISSING,
            cure="номер даст команда domchat ids",
        ),
        Field(
            name="address",
            type=t.ADDRESS,
            required=True,
            doc="Адрес, как на конверте: улица и дом.",
            example="ул. Ленина, 123А",
        ),
        Field(
            name="aliases",
            # Not unique: «[ул. Мира, 3, ул. Ленина, 3]» without quotes, as everybody writes it, is a list of four.
            type=ListOf(item=t.ADDRESS),
            default=(),
            doc="Другие адреса того же дома: по ним он найдётся, они поведут на его страницу.",
            example="[ул. Пограничная, 3]",
        ),
        Field(
            name="settlement",
            type=t.LINE,
            doc="Населённый пункт или район, если это не город сайта.",
            example="Луговое",
        ),
        Field(
            name="entrances",
            type=Either(short=t.whole(1, 99), long=ListOf(item=t.whole(1, 99), unique=True)),
            doc="Сколько подъездов; или список номеров, если компания ведёт только эти подъезды.",
            example="4",
        ),
        Field(name="flats", type=t.whole(1, 9999), doc="Сколько квартир.", example="80"),
        Field(name="floors", type=t.whole(1, 200), doc="Сколько этажей.", example="5"),
        Field(
            name="location",
            type=ListOf(item=t.COORDINATE),
            doc="Широта и долгота.",
            example="[46.9591, 142.7381]",
        ),
        Field(name="fias", type=t.FIAS, doc="Код дома в ФИАС.", example="00000000-0000-0000-0000-000000000000"),
        Field(
            name="separate",
            type=t.BOOL,
            default=False,
            doc="Это отдельный дом, хотя адрес похож на соседний («13А» и «13 корп. А»): проверка больше не спросит.",
            example="true",
        ),
        Field(
            name="slug",
            type=t.SLUG,
            doc="Адрес страницы дома, если обычный занят другим домом.",
            example="mira-12k2",
        ),
        Field(
            name="note",
            type=t.MARKDOWN,
            doc="Что ещё надо знать жителям.",
            example="Вход во двор со стороны улицы Ленина.",
        ),
        Field(
            name="chat",
            type=_CHAT_OR_LINK,
            doc="Чат дома: ссылка или сведения о нём. Если чатов несколько, вместо него пишут chats.",
            example=_INVITE,
        ),
        Field(
            name="chats",
            type=ListOf(item=_CHAT_OR_LINK),
            doc="Несколько чатов дома.",
            example="\n      - {owner: gosuslugi, checked: 2026-11-01}",
        ),
    ),
)

_CONTACT_FIELDS = (
    Field(
        name="inn",
        type=t.INN,
        doc="По ИНН сверяется ссылка MAX на страницу организации; контрольная цифра проверяется.",
        example='"6501156338"',
    ),
    Field(
        name="ogrn",
        type=t.OGRN,
        doc="Номер в реестре организаций; контрольная цифра проверяется.",
        example='"1026500000009"',
    ),
    Field(
        name="phones",
        type=ListOf(item=Nested(record=lambda: LABELLED_PHONE)),
        default=(),
        doc="Куда звонить и по какому делу.",
        example='[{label: Приёмная, number: "+7 4242 000000"}]',
    ),
    Field(
        name="dispatch",
        type=t.EMERGENCY_PHONE,
        doc="Аварийно-диспетчерская служба, круглосуточно.",
        example='"+7 4242 000000"',
    ),
    Field(
        name="own_mobiles",
        type=ListOf(item=t.PHONE, unique=True),
        default=(),
        doc="Мобильные номера самой организации, не чьи-то личные: о них проверка больше не спросит.",
        example='["+7 900 000-00-00"]',
    ),
    Field(name="email", type=t.EMAIL, doc="Куда писать.", example="office@example.ru"),
    Field(name="website", type=t.URL, doc="Собственный сайт организации.", example="https://example.ru/"),
    Field(name="office", type=t.LINE, doc="Куда прийти.", example="пр-т Мира, 1"),
    Field(name="hours", type=t.LINE, doc="Когда там принимают.", example="Пн–Пт 9:00–18:00"),
    Field(name="about", type=t.MARKDOWN, doc="Что ещё сказать об организации.", example="Работаем с 2010 года."),
    Field(
        name="former",
        type=ListOf(item=Nested(record=lambda: FORMER)),
        default=(),
        doc="Как организация и её файл назывались раньше: по прежнему имени её найдут, прежний адрес поведёт на новый.",
        example="[{name: УК «Старое имя», slug: staroe-imya}]",
    ),
    Field(
        name="channels",
        type=ListOf(item=Nested(record=lambda: CHANNEL)),
        default=(),
        doc="Каналы организации в MAX: объявления, которые читают, не вступая в чат дома.",
        example="\n  - {link: https://max.ru/primer_1, title: Новости УК, topics: [works, outages]}",
    ),
    Field(
        name="chats",
        type=ListOf(item=_CHAT_OR_LINK),
        default=(),
        doc="Чаты самой организации.",
        example="[]",
    ),
)


def _name(example: str) -> Field:
    return Field(name="name", type=t.LINE, required=True, doc="Название, как его знают жители.", example=example)


COMPANY = Record(
    name="company",
    digested=True,
    title="управляющая компания",
    doc="Файлы companies/*.yaml: УК, ТСЖ, ЖСК и их дома; один файл ведёт одна организация.",
    fields=(
        _name("УК «Пример-1»"),
        Field(name="kind", type=t.choice(KINDS), required=True, doc="Кто управляет домами.", example="uk"),
        *_CONTACT_FIELDS,
        Field(
            name="buildings",
            type=ListOf(item=Nested(record=lambda: BUILDING)),
            default=(),
            own_digests=True,
            doc="Дома, которыми она управляет.",
            example="\n  - {id: 7K3QX, address: 'ул. Ленина, 123А', chat: " + _INVITE + "}",
        ),
    ),
)

SERVES = Record(
    name="serves",
    title="кого обслуживает",
    doc="Достаточно любого из условий.",
    fields=(
        Field(
            name="settlements",
            type=ListOf(item=t.LINE, unique=True),
            default=(),
            doc="Населённые пункты.",
            example="[Луговое]",
        ),
        Field(
            name="streets", type=ListOf(item=t.LINE, unique=True), default=(), doc="Улицы.", example="[улица Ленина]"
        ),
        Field(
            name="companies",
            type=ListOf(item=t.SLUG, unique=True),
            default=(),
            doc="Управляющие компании: имена их файлов без .yaml.",
            example="[primer-1]",
        ),
        Field(
            name="buildings",
            type=ListOf(item=t.BUILDING_ID, unique=True),
            default=(),
            doc="Номера домов.",
            example="[7K3QX]",
        ),
    ),
)

SUPPLIER = Record(
    name="supplier",
    digested=True,
    title="поставщик услуг",
    doc="Файлы suppliers/*.yaml: ресурсоснабжающие организации (РСО).",
    fields=(
        _name("АО «Пример-Энерго»"),
        *_CONTACT_FIELDS,
        Field(
            name="services",
            type=ListOf(item=t.choice(SERVICES), unique=True),
            required=True,
            doc="Что поставляет.",
            example="[electricity]",
        ),
        Field(name="emergency", type=t.EMERGENCY_PHONE, doc="Аварийный телефон.", example='"+7 4242 000000"'),
        Field(
            name="serves",
            type=Either(
                short=t.choice({"all": "все дома сайта"}),
                long=Nested(record=lambda: SERVES),
            ),
            default="all",
            doc="Какие дома обслуживает: all или условия.",
            example="{streets: [улица Ленина]}",
        ),
    ),
)

AUTHORITY = Record(
    name="authority",
    digested=True,
    title="городская служба",
    doc="Файлы authorities/*.yaml: например, департамент городского хозяйства.",
    fields=(_name("Департамент городского хозяйства"), *_CONTACT_FIELDS),
)

PRIVATE_LINK = Record(
    name="private_link",
    digested=True,
    title="закрытая ссылка",
    fields=(
        Field(
            name="link",
            type=t.LINK,
            required=True,
            doc="Ссылка на чат.",
            example=_INVITE,
            cure="добавьте link: и приглашение в чат",
        ),
        Field(name="owner", type=t.choice(OWNERS), doc="Хозяин того чата, чья это ссылка.", example="company"),
        Field(
            name="entrance",
            type=t.whole(1, 99),
            doc="Подъезд того чата, чья это ссылка.",
            example="2",
        ),
        Field(
            name="share",
            type=t.choice(SHARES),
            default="poster",
            doc="Самое большее, что можно делать с этой ссылкой, что бы ни стояло в файле компании.",
            example="poster",
        ),
        Field(
            name="poster_key",
            type=t.whole(1, 9999),
            default=1,
            doc="Прибавьте единицу, чтобы сменить код на объявлениях только этого дома.",
            example="3",
        ),
    ),
)

HISTORY = Record(
    name="history",
    title="история",
    doc="Файл history.yaml: пишут только команды.",
    fields=(
        Field(
            name="key",
            type=t.KEY_MARK,
            doc="По этой отметке узнают прежний ключ DOMCHAT_KEY.",
            example="1a2b3c4d",
        ),
        Field(
            name="published",
            type=MapOf(
                key=t.BUILDING_ID,
                value=ListOf(item=t.PAGE_PATH, unique=True),
            ),
            default={},
            doc="Каждый выданный номер и все адреса страниц, которые у него были.",
            example="{7K3QX: [doma/ulitsa-lenina/123a]}",
        ),
        Field(
            name="organizations",
            type=ListOf(item=t.ORGANIZATION_PATH, unique=True),
            default=(),
            doc="Все адреса страниц, которые были у организаций: на них ведут коды каналов.",
            example="[uk/primer-1]",
        ),
    ),
)

FILES = (SITE, COMPANY, SUPPLIER, AUTHORITY)


def all_records(files: Iterable[Record] = FILES) -> tuple[Record, ...]:
    """Return the records of the files and all records nested in them, each once, in order of occurrence."""
    found: dict[str, Record] = {}

    def visit_type(value_type: ValueType) -> None:
        match value_type:
            case ListOf():
                visit_type(value_type.item)
            case MapOf():
                visit_type(value_type.value)
            case Either():
                visit_type(value_type.short)
                visit_type(value_type.long)
            case Nested():
                visit(value_type.record())

    def visit(record: Record) -> None:
        if record.name in found:
            return
        found[record.name] = record
        for field in record.fields:
            visit_type(field.type)

    for file in files:
        visit(file)
    return tuple(found.values())
