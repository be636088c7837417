"""Houses, streets and noisy lines for the property tests."""

from hypothesis import strategies as st

from generator.addresses import House, Street
from generator.addresses.vocabulary import STREET_TYPES

LETTERS = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ"
NOT_MARKS = LETTERS.translate(dict.fromkeys(map(ord, "КСП")))

numbers = st.integers(1, 9999).map(str)
merged = st.tuples(st.integers(1, 999), st.sampled_from([2, 4])).map(lambda pair: f"{pair[0]}-{sum(pair)}")
letters = st.sampled_from(LETTERS) | st.tuples(st.sampled_from(NOT_MARKS), st.integers(1, 9)).map(
    lambda pair: f"{pair[0]}{pair[1]}"
)
values = (
    numbers
    | st.sampled_from(LETTERS)
    | st.tuples(st.integers(1, 99), st.sampled_from(LETTERS)).map(lambda pair: f"{pair[0]}{pair[1]}")
)
fractions = (
    numbers
    | st.sampled_from(LETTERS)
    | st.tuples(st.integers(1, 99), st.sampled_from(LETTERS)).map(lambda pair: f"{pair[0]}{pair[1]}")
)
nothing = st.just("")
houses = st.builds(
    House,
    number=numbers | merged,
    letter=nothing | letters,
    fraction=nothing | fractions,
    corpus=nothing | values,
    building=nothing | values,
    litera=nothing | st.sampled_from(LETTERS),
)

NAMES = (
    "Ленина", "Мира", "Советская", "Спортивный", "Ленинский", "Холмское", "2-я Комсомольская", "5-й Нагорный",
    "8 Марта", "1905 года", "30 лет Победы", "60-летия Октября", "имени Космонавта Поповича", "Большая Садовая",
    "Малый Каретный", "имени И. В. Мичурина", "Миклухо-Маклая", "4-я Тверская-Ямская", "26-ти Бакинских Комиссаров",
    "Сакко и Ванцетти", "Реки Фонтанки", "Ёлочная", "50 лет ВЛКСМ", "9 Мая", "7-я", "14-я В.О.", "Крымский Вал",
)  # fmt: skip
streets = st.builds(Street, type=st.sampled_from(sorted(STREET_TYPES)), name=st.sampled_from(NAMES))
PIECES = (
    "ул.", "пр-кт", "пер", "г.", "Омск", "Ленина", "8 Марта", "д.", "дом", "12", "12а", "/", ",", "-", "корп.", "к",
    "2", "лит", "А", "стр.", "под.", "1-4", "кв", "(", ")", "с", "по", '"', "№", "Б.", "2-я", "край", "обл", "б/н",
    ".", "мкр", "им", "Садовая", "на", "улице", "\t", "ё", "Q", "690000", "п", "дубль", "и", ";", "_", "~", "+",
)  # fmt: skip
lines = st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join) | st.text(max_size=60)
