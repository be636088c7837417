"""Edits of a city, as changes to YAML values: one for each field, and some others that people make.

`FIELDS` has an edit for every field of the schema; a test fails if a new field has none.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import yaml
from msgspec import Struct, field

from generator.datafiles import fields as schema

SECTIONS = ("companies", "suppliers", "authorities")
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


class Data(Struct):
    """A data folder in memory: path below the folder → value. Every scalar is a string."""

    files: dict[str, Any]
    random: Random
    made: Iterator[int] = field(default_factory=lambda: iter(range(1000, 10**6)))

    @classmethod
    def read(cls, folder: Path, random: Random) -> "Data":
        data = cls(
            {
                path.relative_to(folder).as_posix(): yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
                for path in sorted(folder.rglob("*.yaml"))
            },
            random,
        )
        retired = data.site.get("retired", {})
        data.site["retired"] = {old: None if new == "null" else new for old, new in retired.items()}
        return data

    def write(self, folder: Path) -> None:
        for path in folder.rglob("*.yaml"):
            if path.relative_to(folder).as_posix() not in self.files:
                path.unlink()
        for name, value in self.files.items():
            text = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=1000)
            path = folder / name
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.write_text(text, encoding="utf-8")

    @property
    def site(self) -> dict[str, Any]:
        return self.files["site.yaml"]

    def organization(self, section: str = "") -> dict[str, Any]:
        names = [name for name in self.files if name.startswith(section or SECTIONS)]
        return self.files[self.random.choice(names)]

    def company(self) -> dict[str, Any]:
        return self.random.choice([one for _, one in self.companies() if one["kind"] != "direct"])

    def companies(self) -> list[tuple[str, dict[str, Any]]]:
        return [(name, one) for name, one in self.files.items() if name.startswith("companies/") and one["buildings"]]

    def building(self) -> dict[str, Any]:
        """Return a building without numbered entrances, to which any edit can be applied."""
        plain = [
            building
            for _, company in self.companies()
            for building in company["buildings"]
            if isinstance(building.get("entrances", ""), str)
            and "entrance" not in str(building.get("chats"))
            and building["id"] not in self.files.get("private/links.yaml", {})
        ]
        return self.random.choice(plain)

    def chat(self) -> dict[str, Any]:
        building = self.building()
        only = building.pop("chat", None)
        if only is not None:
            building["chats"] = [only if isinstance(only, dict) else {"link": only}]
        chats = building.setdefault("chats", [{}])
        chat = self.random.choice(chats)
        chat.setdefault("link", self.invite())
        return chat

    def channel(self) -> dict[str, Any]:
        organization = self.organization()
        channels = organization.setdefault("channels", [])
        if not channels:
            channels.append({"link": self.public()})
        return self.random.choice(channels)

    def invite(self) -> str:
        return f"https://max.ru/join/SYNTHETIC-CITY-NOT-A-REAL-CHAT-{next(self.made):-<11}A"

    def public(self) -> str:
        return f"https://max.ru/primer_{next(self.made)}"

    def unused_id(self) -> str:
        return "Y" + "".join(self.random.choice(ALPHABET) for _ in range(4))

    def address(self) -> str:
        return f"улица Небывалая, {next(self.made)}"


Edit = Callable[[Data], None]


def _site(name: str, value: Any) -> Edit:
    return lambda data: data.site.__setitem__(name, value)


def _contact(name: str, value: str) -> Edit:
    return lambda data: data.site["contact"].__setitem__(name, value)


def _street(**values: Any) -> Edit:
    def edit(data: Data) -> None:
        data.random.choice(data.site["streets"]).update(values)

    return edit


def _building(**values: Any) -> Edit:
    return lambda data: data.building().update(values)


def _chat(**values: Any) -> Edit:
    return lambda data: data.chat().update(values)


def _channel(**values: Any) -> Edit:
    return lambda data: data.channel().update(values)


def _organization(section: str, name: str, value: Any) -> Edit:
    def edit(data: Data) -> None:
        one = data.organization(section)
        if name == "inn":  # links of organisations contain it
            one["channels"] = [channel for channel in one.get("channels", []) if "/id" not in channel["link"]]
        one[name] = value() if callable(value) else value

    return edit


def _phone(**values: str) -> Edit:
    def edit(data: Data) -> None:
        phones = data.company().setdefault("phones", [])
        if not phones:
            phones.append({"number": "+7 000 111-22-33"})
        data.random.choice(phones).update(values)

    return edit


def _former(**values: str) -> Edit:
    def edit(data: Data) -> None:
        former = data.company().setdefault("former", [])
        if not former:
            former.append({"name": "ООО «Давнее»", "slug": f"davnee-{next(data.made)}"})
        former[0].update(values)

    return edit


def _private(**values: str) -> Edit:
    def edit(data: Data) -> None:
        links = data.files["private/links.yaml"]
        entry = links[data.random.choice(sorted(links))]
        one = entry if "link" in entry else entry[data.random.choice(sorted(entry))]
        one.update(values or {"link": data.invite()})

    return edit


def _private_chat(**values: str) -> Edit:
    """Return an edit that moves the link of a building's only chat into the private file."""

    def edit(data: Data) -> None:
        links = data.files["private/links.yaml"]
        number = data.random.choice(sorted(name for name, one in links.items() if "link" in one))
        building = next(one for _, company in data.companies() for one in company["buildings"] if one["id"] == number)
        building["chat"].update(values)
        links[number].update(values)

    return edit


def _serves(name: str) -> Edit:
    def edit(data: Data) -> None:
        building = data.building()
        known = {
            "companies": [name.split("/")[1].removesuffix(".yaml") for name, _ in data.companies()][:2],
            "buildings": [building["id"]],
            "settlements": [data.site["city"]],
            "streets": [building["address"].rpartition(",")[0]],
        }
        if name == "streets" and ("settlement" in building or building["address"].count(",") != 1):
            building["address"], known["streets"] = data.address(), ["улица Небывалая"]
        data.organization("suppliers")["serves"] = {name: known[name]}

    return edit


def _city(data: Data) -> None:
    for name, one in data.files.items():
        if name.startswith("suppliers/") and data.site["city"] in str(one.get("serves", "")):
            one["serves"] = "all"
    data.site["city"] = "Новоград"


def _new_id(data: Data) -> None:
    building, new = data.building(), data.unused_id()
    data.site.setdefault("retired", {})[building["id"]] = new
    building["id"] = new


def _new_address(data: Data) -> None:
    data.building()["address"] = data.address()


def _alias(data: Data) -> None:
    data.building()["aliases"] = [data.address()]


def _one_chat(data: Data) -> None:
    building = data.building()
    building.pop("chats", None)
    building["chat"] = data.invite()


def _chats(data: Data) -> None:
    building = data.building()
    building.pop("chat", None)
    building["chats"] = [{"link": data.invite()}, {"owner": "gosuslugi", "checked": "2026-10-01"}]


def _buildings(data: Data) -> None:
    company = data.random.choice(data.companies())[1]
    company["buildings"].insert(0, {"id": data.unused_id(), "address": data.address(), "chat": data.invite()})


def _history(data: Data) -> None:
    published = data.files["history.yaml"].setdefault("published", {})
    published.setdefault(data.building()["id"], []).append(f"doma/zabytaya-ulitsa/{next(data.made)}")


def _link(target: Callable[[Data], dict[str, Any]]) -> Edit:
    def edit(data: Data) -> None:
        one = target(data)
        one["link"] = data.public() if target is Data.channel else data.invite()

    return edit


_ORGANIZATION: dict[str, Any] = {
    "name": "ООО «Другое имя»",
    "inn": "7707083893",
    "ogrn": "1027700132195",
    "phones": [{"label": "Приёмная", "number": "+7 000 765-43-21"}],
    "dispatch": "+7 000 765-43-22",
    "own_mobiles": ["+7 900 765-43-22"],
    "email": "drugaya@example.ru",
    "website": "https://drugoy.example/",
    "office": "улица Другая, 1",
    "hours": "Пн–Пт 8:00–17:00",
    "about": "Другой *текст* о себе.",
    "former": [{"name": "ООО «Прежнее»", "slug": "prezhnee-imya"}],
}


def _organizations(section: str) -> dict[str, Edit]:
    edits = {name: _organization(section, name, value) for name, value in _ORGANIZATION.items()}
    edits["channels"] = lambda data: data.organization(section).__setitem__("channels", [{"link": data.public()}])
    edits["chats"] = lambda data: data.organization(section).__setitem__("chats", [{"link": data.invite()}])
    return edits


FIELDS: dict[str, dict[str, Edit]] = {
    "SITE": {
        "title": _site("title", "Другое название"),
        "city": _city,
        "region": _site("region", "Новая область"),
        "base_url": _site("base_url", "https://other.example.org/doma/"),
        "timezone": _site("timezone", "Europe/Kaliningrad"),
        "contact": _site("contact", {"email": "novaya@example.ru"}),
        "stale_after_days": _site("stale_after_days", "30"),
        "publish_posters": _site("publish_posters", "true"),
        "building_previews": _site("building_previews", "true"),
        "offline": _site("offline", "false"),
        "slash_means": _site("slash_means", "corpus"),
        "demo": _site("demo", "true"),
        "portal": _site("portal", "https://vse.example.org/"),
        "sources": _site("sources", [{"name": "реестр домов"}]),
        "streets": lambda data: data.site["streets"].append({"name": "улица Небывалая", "former": ["улица Былая"]}),
        "settlements": _site("settlements", ["Луговое"]),
        "retired": lambda data: data.site.setdefault("retired", {}).__setitem__(data.unused_id(), None),
    },
    "CONTACT": {
        "email": _contact("email", "drugoy@example.ru"),
        "phone": _contact("phone", "+7 000 000-99-99"),
        "link": _contact("link", "https://max.ru/drugoy_kontakt"),
    },
    "SOURCE": {
        name: _site("sources", [{"name": "реестр домов", name: value}])
        for name, value in {
            "name": "реестр компаний",
            "publisher": "Фонд",
            "date": "2026-09-01",
            "link": "https://example.org/reestry",
            "terms": "без условий",
        }.items()
    },
    "STREET": {
        "name": _street(name="улица Переименованная"),
        "aliases": _street(aliases=["улица Иная"]),
        "former": _street(former=["улица Прежняя"]),
        "slug": _street(slug="drugaya-ulitsa"),
    },
    "COMPANY": {
        **_organizations("companies"),
        "kind": lambda data: data.company().__setitem__("kind", "tsg"),
        "buildings": _buildings,
    },
    "SUPPLIER": {
        **_organizations("suppliers"),
        "services": _organization("suppliers", "services", ["waste", "lift"]),
        "emergency": _organization("suppliers", "emergency", "+7 000 765-43-23"),
        "serves": _organization("suppliers", "serves", "all"),
    },
    "AUTHORITY": _organizations("authorities"),
    "SERVES": {name: _serves(name) for name in ("settlements", "streets", "companies", "buildings")},
    "LABELLED_PHONE": {"label": _phone(label="Касса"), "number": _phone(number="+7 000 222-33-44")},
    "FORMER": {"name": _former(name="ООО «Былое»"), "slug": _former(slug="byloe-imya")},
    "CHANNEL": {
        "link": _link(Data.channel),
        "title": _channel(title="Другой канал"),
        "topics": _channel(topics=["law"]),
        "checked": _channel(checked="2026-11-02"),
        "checked_by": lambda data: data.channel().update(
            checked="2026-11-02", checked_by="бот", chat_id=f"-{next(data.made)}"
        ),
        "chat_id": lambda data: data.channel().__setitem__("chat_id", f"-{next(data.made)}"),
    },
    "BUILDING": {
        "id": _new_id,
        "address": _new_address,
        "aliases": _alias,
        "settlement": _building(settlement="Дальнее"),
        "entrances": _building(entrances="7"),
        "flats": _building(flats="123"),
        "floors": _building(floors="14"),
        "separate": _building(separate="true"),
        "location": _building(location=["46.9", "142.7"]),
        "fias": lambda data: data.building().__setitem__("fias", f"00000000-0000-0000-0000-{next(data.made):012}"),
        "slug": lambda data: data.building().__setitem__("slug", f"osobyy-{next(data.made)}"),
        "note": _building(note="Вход **со двора**."),
        "chat": _one_chat,
        "chats": _chats,
    },
    "CHAT": {
        "link": _link(Data.chat),
        "owner": _chat(owner="residents"),
        "entrance": _chat(entrance="1"),
        "share": _chat(share="nowhere"),
        "approval": _chat(approval="true"),
        "since": _chat(since="2026-03-04"),
        "checked": _chat(checked="2026-11-03"),
        "checked_by": _chat(checked="2026-11-03", checked_by="ООО «Проверка»"),
        "shared": _chat(shared="true"),
        "chat_id": lambda data: data.chat().__setitem__("chat_id", f"-{next(data.made)}"),
        "unusual": _chat(unusual="true"),
        "withdrawn": _chat(withdrawn="2026-11-04"),
    },
    "PRIVATE_LINK": {
        "link": _private(),
        "owner": _private_chat(owner="residents"),
        "entrance": _private_chat(entrance="1"),
        "share": _private(share="site"),
        "poster_key": _private(poster_key="5"),
    },
    "HISTORY": {
        "published": _history,
        "key": lambda data: data.files["history.yaml"].pop("key", None),
        "organizations": lambda data: data.files["history.yaml"].__setitem__("organizations", ["uk/davno-zabytaya"]),
    },
}


def _remove_building(data: Data) -> None:
    building = data.building()
    data.site.setdefault("retired", {})[building["id"]] = None
    for _, company in data.companies():
        company["buildings"] = [one for one in company["buildings"] if one is not building]
    for name, one in list(data.files.items()):
        if name.startswith("suppliers/") and "buildings" in str(one.get("serves", "")):
            one["serves"] = "all"


def _move_building(data: Data) -> None:
    building = data.building()
    for _, company in data.companies():
        company["buildings"] = [one for one in company["buildings"] if one is not building]
    data.random.choice(data.companies())[1]["buildings"].append(building)


def _rename_company(data: Data) -> None:
    name, company = data.random.choice([pair for pair in data.companies() if pair[1]["kind"] != "direct"])
    del data.files[name]
    data.files[f"companies/novaya-{next(data.made)}.yaml"] = company
    for other, one in data.files.items():
        if other.startswith("suppliers/") and "companies" in str(one.get("serves", "")):
            one["serves"] = "all"


def _reorder(data: Data) -> None:
    company = data.random.choice(data.companies())[1]
    data.random.shuffle(company["buildings"])


STRUCTURE: dict[str, Edit] = {
    "add a building": _buildings,
    "remove a building": _remove_building,
    "move a building to another company": _move_building,
    "rename a company's file": _rename_company,
    "write the buildings in another order": _reorder,
}


def all_fields() -> set[tuple[str, str]]:
    """Return every field of a city's schema as (record, field); a region's have tests of their own, tests/region."""
    return {
        (name, known.name)
        for name, record in vars(schema).items()
        if isinstance(record, schema.Record) and name != "REGION"
        for known in record.fields
    }
