"""Russian names of the values of enumerated fields."""

LINK_STATES = {  # of a house, wherever one word or two stand for its chats
    "open": "чат есть",
    "poster": "на объявлении",
    "known": "ссылки на сайте нет",
    "withdrawn": "ссылка отозвана",
    "none": "ссылки пока нет",
}
OWNERS = {
    "gosuslugi": "официальный чат из «Госуслуги.Дом»",
    "company": "чат управляющей компании",
    "residents": "чат жителей",
}
SHARES = {
    "site": "на сайте и на объявлении",
    "poster": "только на объявлении в подъезде",
    "nowhere": "нигде",
}
TOPICS = {
    "outages": "отключения",
    "works": "плановые работы",
    "snow": "уборка двора и снега",
    "meetings": "собрания собственников",
    "law": "изменения в законах",
    "events": "события и праздники",
    "promo": "акции",
    "emergency": "чрезвычайные ситуации",
}
SERVICES = {
    "electricity": "электричество",
    "heating": "отопление",
    "hot_water": "горячая вода",
    "cold_water": "холодная вода",
    "sewerage": "канализация",
    "gas": "газ",
    "waste": "вывоз мусора",
    "lift": "лифт",
    "internet": "интернет",
}
KINDS = {
    "uk": "управляющая компания",
    "tsg": "товарищество собственников",
    "zhsk": "жилищный кооператив",
    "direct": "непосредственное управление",
}
