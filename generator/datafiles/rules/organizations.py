"""Rules of the site and of organisations."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date

from generator.datafiles.drafts import Drafts
from generator.datafiles.facts import Facts
from generator.datafiles.reading import Draft
from generator.datafiles.rules.common import chats_of, warning
from generator.text import Problem, long_date, nearest, plural


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


def former_files_are_free(facts: Facts, _: date) -> Iterator[Problem]:
    """The former address of an organisation's page is no other's."""
    taken = {(one.section, one.slug): one.path for one in facts.organizations}
    for organization in facts.organizations:
        for former in organization.former:
            key, place = (organization.section, former.slug), organization.at(former.spot)
            if key in taken:
                text = f"адрес страницы «{former.slug}» уже занят: {taken[key]}"
                yield Problem(place, "former-taken", text, "уберите slug или назовите другое прежнее имя файла")
            taken.setdefault(key, str(place))


def former_names_are_gone(drafts: Drafts, _: date) -> Iterator[Problem]:
    """Whoever was renamed is called by the new name everywhere in its file."""
    for organization in drafts.organizations():
        names = {former.get("name") for former in organization.get("former") or ()} - {None, organization.get("name")}
        left = [chat for _, chat in chats_of(drafts) if chat.get("checked_by") in names]
        if left:
            chats = plural(len(left), "чата", "чатов", "чатов")
            yield warning(
                left[0].at("checked_by"),
                "former-name",
                f"в checked_by у {chats} стоит прежнее название: {left[0].get('checked_by')}",
                f"замените на {organization.get('name')}",
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
