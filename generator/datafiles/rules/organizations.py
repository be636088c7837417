"""Rules of the site and of organisations."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date

from generator.city import Channel, Chat
from generator.datafiles.drafts import Drafts
from generator.datafiles.facts import ChatSpots, Facts, FileFacts
from generator.datafiles.reading import Draft
from generator.datafiles.rules.common import chats_of, warning
from generator.text import Problem, long_date, mixed_words, nearest, plural, shorten, skeleton

_LEGAL_FORM = re.compile(
    r"\b(?:[опз]?ао|ооо|[мг]уп|общество с ограниченной ответственностью|(?:\w+ )?акционерное общество)\b", re.IGNORECASE
)


def contact_is_given(facts: Facts) -> Iterator[Problem]:
    """The site has at least one way to report a mistake."""
    contact = facts.site and facts.site.get("contact")
    if isinstance(contact, Draft) and not contact.given:
        yield Problem(
            contact.place, "no-contact", "не сказано, куда сообщать об ошибках", "укажите email, phone или link"
        )


def contacts_are_given(drafts: Drafts) -> Iterator[Problem]:
    """An organisation that manages buildings has a contact."""
    for company in drafts.companies.values():
        if company.get("kind") == "direct" or company.given & {"phones", "dispatch", "email"}:
            continue
        if not drafts.settings.demo:
            yield warning(
                company.place, "no-phone", "у компании нет ни телефона, ни почты", "добавьте dispatch и phones"
            )


def former_files_are_free(facts: Facts) -> Iterator[Problem]:
    """The former address of an organisation's page is no other's."""
    taken = {(file.section, file.slug): file.path for file in facts.files}
    for file in facts.files:
        for former, spot in zip(file.record.former, file.spots.former, strict=True) if file.record.former else ():
            key, place = (file.section, former.slug or ""), file.at(spot)
            if former.slug and key in taken:
                text = f"адрес страницы «{former.slug}» уже занят: {taken[key]}"
                yield Problem(place, "former-taken", text, "уберите slug или назовите другое прежнее имя файла")
            taken.setdefault(key, str(place))


def former_names_are_gone(drafts: Drafts) -> Iterator[Problem]:
    """A renamed organisation has its new name everywhere in its file."""
    for organization in drafts.organizations():
        former = {_bare(one.get("name") or "") for one in organization.get("former") or ()}
        former -= {"", _bare(organization.get("name") or "")}
        left = [chat for _, chat in chats_of(drafts) if former and _bare(chat.get("checked_by") or "") in former]
        if left:
            chats = plural(len(left), "чата", "чатов", "чатов")
            yield warning(
                left[0].at("checked_by"),
                "former-name",
                f"в checked_by у {chats} стоит прежнее название: {left[0].get('checked_by')}",
                f"замените на {organization.get('name')}",
            )


def _bare(name: str) -> str:
    """Return the name without its legal form, quotes and capitals: «ООО „УК Уют“» is «УК „Уют“»."""
    return skeleton(_LEGAL_FORM.sub(" ", name))


def dates_are_not_ahead(facts: Facts) -> Iterator[Problem]:
    """Dates of past events are not after today."""
    today, early = facts.today, date.min
    for one in facts.chats(
        lambda chat: max(chat.since or early, chat.checked or early, chat.withdrawn or early) > today
    ):
        yield from _ahead(one.chat, one.file, one.spots, today)
    for file in facts.files:
        for number, channel in enumerate(file.record.channels):
            if channel.checked and channel.checked > today:
                yield from _ahead(channel, file, file.spots.channels[number], today)


def _ahead(dated: Chat | Channel, file: FileFacts, spots: ChatSpots, today: date) -> Iterator[Problem]:
    for name in ("since", "checked", "withdrawn"):
        day, spot = getattr(dated, name, None), getattr(spots, name)
        if day and spot and day > today:
            yield Problem(
                file.at(spot),
                "date-ahead",
                f"{long_date(day)} ещё не наступило: сегодня {long_date(today)}",
                "проверьте год и месяц",
            )


def names_are_apart(facts: Facts) -> Iterator[Problem]:
    """No organisation's name imitates another's, or mixes letters of two alphabets."""
    first: dict[str, FileFacts] = {}
    for file in facts.files:
        name = file.record.name
        mixed = mixed_words(name) if name else []
        if mixed:
            text = f"в слове «{shorten(mixed[0])}» стоят и русские, и латинские буквы: так подделывают названия"
            hint = "наберите слово заново одними русскими буквами"
            yield Problem(file.at(file.spots.name), "name-mixed", text, hint)
        known = first.setdefault(skeleton(name), file) if name else file
        if known is file:
            continue
        place, other = known.at(known.spots.name), known.record.name
        if other.casefold() != name.casefold():
            text = f"название «{shorten(name)}» не отличить от «{shorten(other)}»: {place}"
            hint = "назовите организацию так, чтобы их не путали"
            yield Problem(file.at(file.spots.name), "name-alike", text, hint)
        elif known.section == file.section:
            text, hint = f"так же называется другая организация: {place}", "проверьте, не одна ли это организация"
            yield warning(file.at(file.spots.name), "name-taken", text, hint)


def one_inn_one_organization(facts: Facts) -> Iterator[Problem]:
    """An ИНН belongs to one organisation; two files with the same one may be intentional, as for a heat supplier."""
    first: dict[str, FileFacts] = {}
    for file in facts.files:
        inn = file.record.inn
        known = first.setdefault(inn, file) if inn else file
        if known is not file:
            text = f"тот же ИНН у другой организации: {known.at(known.spots.inn)}"
            yield warning(file.at(file.spots.inn), "inn-taken", text, "проверьте по документам, чей он")


def serves_known(facts: Facts) -> Iterator[Problem]:
    """A supplier serves companies, buildings, streets and settlements that exist."""
    if facts.incomplete:
        return
    city = facts.settings.gazetteer.city
    settlements = {one.building.address.settlement for one in facts.buildings if one.key}
    known: dict[str, AbstractSet[str]] = {
        "companies": {file.slug for file in facts.files if file.section == "companies"} | facts.unread,
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
    for supplier in facts.files:
        for one in supplier.spots.serves if supplier.section == "suppliers" else ():
            if one.key in known[one.kind]:
                continue
            streets = one.kind == "streets"
            near = nearest(
                one.title, [street.title for street in facts.streets.values()] if streets else known[one.kind]
            )
            hint = f"возможно, {near}" if near else cures[one.kind]
            text = f"{words[one.kind]} «{one.title}» в данных нет"
            yield Problem(supplier.at(one.spot), f"unknown-{one.kind}", text, hint)
