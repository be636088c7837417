"""Rules of the site and of organisations."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date

from generator.datafiles.drafts import Drafts
from generator.datafiles.facts import Facts, OrganizationFacts
from generator.datafiles.reading import Draft
from generator.datafiles.rules.common import warning
from generator.text import Problem, long_date, mixed_words, nearest, shorten, skeleton


def contact_is_given(facts: Facts, _: date) -> Iterator[Problem]:
    """A site says at least one way to report a mistake."""
    contact = facts.site and facts.site.get("contact")
    if isinstance(contact, Draft) and not contact.given:
        yield Problem(
            contact.place, "no-contact", "не сказано, куда сообщать об ошибках", "укажите email, phone или link"
        )


def contacts_are_given(drafts: Drafts, _: date) -> Iterator[Problem]:
    """Whoever manages buildings says how to be reached."""
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


def names_are_apart(facts: Facts, _: date) -> Iterator[Problem]:
    """No organisation's name is written so that it passes for another's, nor in letters of two alphabets."""
    first: dict[str, OrganizationFacts] = {}
    for one in facts.organizations:
        mixed = mixed_words(one.name)
        if mixed:
            text = f"в слове «{shorten(mixed[0])}» стоят и русские, и латинские буквы: так подделывают названия"
            yield Problem(one.at(one.name_spot), "name-mixed", text, "наберите слово заново одними русскими буквами")
        known = first.setdefault(skeleton(one.name), one)
        if known is one or not one.name:
            continue
        place = known.at(known.name_spot)
        if known.name.casefold() != one.name.casefold():
            text = f"название «{shorten(one.name)}» не отличить от «{shorten(known.name)}»: {place}"
            yield Problem(one.at(one.name_spot), "name-alike", text, "назовите организацию так, чтобы их не путали")
        elif known.section == one.section:
            text, hint = f"так же называется другая организация: {place}", "проверьте, не одна ли это организация"
            yield warning(one.at(one.name_spot), "name-taken", text, hint)


def one_inn_one_organization(facts: Facts, _: date) -> Iterator[Problem]:
    """An ИНН stands at one organisation; the same one in two files may be meant, as of a company that supplies heat."""
    first: dict[str, OrganizationFacts] = {}
    for one in facts.organizations:
        known = first.setdefault(one.inn, one) if one.inn else one
        if known is not one:
            text = f"тот же ИНН у другой организации: {known.at(known.inn_spot)}"
            yield warning(one.at(one.inn_spot), "inn-taken", text, "проверьте по документам, чей он")


def serves_known(facts: Facts, _: date) -> Iterator[Problem]:
    """A supplier serves companies, buildings, streets and settlements that there are."""
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
