"""Rules of the site and of organisations."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date

from generator.datafiles.drafts import Drafts
from generator.datafiles.facts import Facts
from generator.datafiles.reading import Draft
from generator.datafiles.rules.common import warning
from generator.text import Problem, long_date, nearest


def contact_is_given(facts: Facts, _: date) -> Iterator[Problem]:
    """The site has at least one way to report a mistake."""
    contact = facts.site and facts.site.get("contact")
    if isinstance(contact, Draft) and not contact.given:
        yield Problem(
            contact.place, "no-contact", "не сказано, куда сообщать об ошибках", "укажите email, phone или link"
        )


def contacts_are_given(drafts: Drafts, _: date) -> Iterator[Problem]:
    """Whoever manages buildings has a contact."""
    for company in drafts.companies.values():
        if company.get("kind") == "direct" or company.given & {"phones", "dispatch", "email"}:
            continue
        if not drafts.ground.demo:
            yield warning(
                company.place, "no-phone", "у компании нет ни телефона, ни почты", "добавьте dispatch и phones"
            )


def dates_are_not_ahead(facts: Facts, today: date) -> Iterator[Problem]:
    """What has happened has a date not after today."""
    dated = [(organization, chat) for organization, _, chat in facts.chats() if chat.dates]
    dated += [(organization, channel) for organization in facts.organizations for channel in organization.channels]
    for organization, chat in dated:
        for one in chat.dates:
            if one.day > today:
                yield Problem(
                    organization.at(one.spot),
                    "date-ahead",
                    f"{long_date(one.day)} ещё не наступило: сегодня {long_date(today)}",
                    "проверьте год и месяц",
                )


def serves_known(facts: Facts, _: date) -> Iterator[Problem]:
    """A supplier serves companies, buildings, streets and settlements that exist."""
    if facts.incomplete:
        return
    city = facts.ground.gazetteer.city
    settlements = {building.address.settlement for _, building in facts.buildings if building.address}
    known: dict[str, AbstractSet[str]] = {
        "companies": {one.slug for one in facts.organizations if one.section == "companies"} | facts.unread,
        "buildings": facts.by_id.keys(),
        "settlements": {name or city for name in settlements},
        "streets": facts.streets.keys(),
    }
    words = {
        "companies": "управляющей компании",
        "buildings": "дома",
        "settlements": "населённого пункта",
        "streets": "улицы",
    }
    cures = dict.fromkeys(known, "проверьте, как это написано у домов сайта")
    cures["companies"] = "напишите имя файла из папки companies, без .yaml"
    for supplier in facts.organizations:
        for one in supplier.serves:
            if one.key in known[one.kind]:
                continue
            streets = one.kind == "streets"
            near = nearest(
                one.title, [street.title for street in facts.streets.values()] if streets else known[one.kind]
            )
            hint = f"возможно, {near}" if near else cures[one.kind]
            text = f"{words[one.kind]} «{one.title}» в данных нет"
            yield Problem(supplier.at(one.spot), f"unknown-{one.kind}", text, hint)
