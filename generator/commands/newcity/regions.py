"""The regions of Russia with their time zones, by any of the ways in which registers write them."""

from generator.addresses import fold

DEFAULT_ZONE = "Europe/Moscow"
# Regions with another time zone than Moscow's. Where a region has several, that of its capital.
_ZONES = {
    "Europe/Kaliningrad": "Калининградская область",
    "Europe/Samara": "Самарская область, Удмуртская Республика",
    "Europe/Saratov": "Саратовская область",
    "Europe/Ulyanovsk": "Ульяновская область",
    "Europe/Astrakhan": "Астраханская область",
    "Europe/Volgograd": "Волгоградская область",
    "Europe/Kirov": "Кировская область",
    "Asia/Yekaterinburg": "Республика Башкортостан, Пермский край, Курганская область, Оренбургская область, "
    "Свердловская область, Тюменская область, Челябинская область, Ханты-Мансийский автономный округ — Югра, "
    "Ямало-Ненецкий автономный округ",
    "Asia/Omsk": "Омская область",
    "Asia/Novosibirsk": "Новосибирская область",
    "Asia/Novokuznetsk": "Кемеровская область — Кузбасс",
    "Asia/Barnaul": "Алтайский край, Республика Алтай",
    "Asia/Tomsk": "Томская область",
    "Asia/Krasnoyarsk": "Красноярский край, Республика Тыва, Республика Хакасия",
    "Asia/Irkutsk": "Иркутская область, Республика Бурятия",
    "Asia/Chita": "Забайкальский край",
    "Asia/Yakutsk": "Республика Саха (Якутия), Амурская область",
    "Asia/Vladivostok": "Приморский край, Хабаровский край, Еврейская автономная область",
    "Asia/Magadan": "Магаданская область",
    "Asia/Sakhalin": "Сахалинская область",
    "Asia/Kamchatka": "Камчатский край",
    "Asia/Anadyr": "Чукотский автономный округ",
    DEFAULT_ZONE: "Москва, Санкт-Петербург, Севастополь",
}
_TYPES = {
    "край": "край", "обл": "область", "область": "область", "респ": "Республика", "республика": "Республика",
    "ао": "автономный округ", "автономный округ": "автономный округ", "а обл": "автономная область",
    "аобл": "автономная область", "г": "", "город": "",
}  # fmt: skip
_FULL = {name: zone for zone, names in _ZONES.items() for name in names.split(", ")}


def region_of(kind: str, name: str) -> tuple[str, str]:
    """Return the full name and time zone of a region: («край.», «Приморский») → Приморский край, Asia/Vladivostok."""
    word = _TYPES.get(fold(kind).strip(". "), kind)
    for full, zone in _FULL.items():
        parts = full.replace("—", " ").replace("(", " ").replace(")", " ").split()
        is_same_kind = not word or fold(word) in fold(full)
        if is_same_kind and set(_words(name)) <= set(map(fold, parts)) and _words(name):
            return full, zone
    told = f"{word} {name}" if word == "Республика" else f"{name} {word}"
    return told.strip(), DEFAULT_ZONE


def _words(name: str) -> list[str]:
    return [fold(word) for word in name.replace("—", " ").replace("/", " ").split() if any(map(str.isalnum, word))]
