"""Rules of the site and of organisations."""

from collections.abc import Iterator
from datetime import date

from generator.addresses import Street
from generator.datafiles.drafts import Drafts
from generator.datafiles.reading import Draft
from generator.datafiles.rules.common import DATES_OF_A_CHAT, chats_of, incomplete, warning
from generator.text import Problem, long_date, nearest


def contact_is_given(drafts: Drafts, _: date) -> Iterator[Problem]:
    """A site says at least one way to report a mistake."""
    contact = drafts.site and drafts.site.get("contact")
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


def dates_are_not_ahead(drafts: Drafts, today: date) -> Iterator[Problem]:
    """What has happened has a date not after today."""
    dated = [(chat, name) for _, chat in chats_of(drafts) for name in DATES_OF_A_CHAT]
    dated += [(channel, "checked") for org in drafts.organizations() for channel in org.get("channels") or ()]
    for draft, name in dated:
        day = draft.get(name)
        if day is not None and day > today:
            yield Problem(
                draft.at(name),
                "date-ahead",
                f"{long_date(day)} ещё не наступило: сегодня {long_date(today)}",
                "проверьте год и месяц",
            )


def serves_known(drafts: Drafts, _: date) -> Iterator[Problem]:
    """A supplier serves companies, buildings, streets and settlements that there are."""
    if incomplete(drafts):
        return
    known: dict[str, set[object]] = {
        "companies": {*drafts.companies, *drafts.unread},
        "buildings": {*drafts.ids},
        "settlements": {name or drafts.gazetteer.city for name in drafts.settlements},
        "streets": {street.key for street in drafts.streets},
    }
    words = {
        "companies": "управляющей компании",
        "buildings": "дома",
        "settlements": "населённого пункта",
        "streets": "улицы",
    }
    cures = dict.fromkeys(known, "проверьте, как это написано у домов сайта")
    cures["companies"] = "напишите имя файла из папки companies, без .yaml"
    for supplier in drafts.suppliers.values():
        serves = supplier.get("serves")
        if not isinstance(serves, Draft):
            continue
        for name, found in known.items():
            for index, item in enumerate(serves.get(name) or ()):
                street = isinstance(item, Street)
                if (item.key if street else item) in found:
                    continue
                shown = item.title if street else item
                near = nearest(str(shown), [one.title for one in drafts.streets] if street else map(str, found))
                hint = f"возможно, {near}" if near else cures[name]
                yield Problem(serves.at(name, index), f"unknown-{name}", f"{words[name]} «{shown}» в данных нет", hint)
