"""Rules of links: each where it belongs, and nowhere else."""

from collections.abc import Iterator
from datetime import date

from generator.datafiles.drafts import Drafts
from generator.datafiles.facts import ChatFacts, Facts
from generator.datafiles.rules.common import chats_of, warning
from generator.text import MaxLink, Place, Problem, plural

_UNUSUAL = "приглашение необычной длины или с необычным концом: вероятно, обрезано или с опечаткой"


def chat_has_one_form(drafts: Drafts, _: date) -> Iterator[Problem]:
    """A chat's link is an invitation or a public name, and a strange token is accepted on purpose only."""
    for _building, chat in chats_of(drafts):
        link = chat.get("link")
        if isinstance(link, MaxLink):
            unusual = chat.at("unusual") if chat.get("unusual") else None
            yield from _check_chat_link(link, chat.at("link"), unusual)
    for organization in drafts.organizations():
        for channel in organization.get("channels") or ():
            link = channel.get("link")
            if isinstance(link, MaxLink) and link.unusual:
                yield warning(
                    channel.at("link"),
                    "link-unusual",
                    _UNUSUAL,
                    "откройте ссылку; если не работает, скопируйте её в MAX заново",
                )


def private_links_have_one_form(facts: Facts, _: date) -> Iterator[Problem]:
    """What is true of a chat's link is true of a private one."""
    for private in facts.links:
        link = private.link
        target = facts.target_of(private)
        if link is not None and not isinstance(target, str):
            unusual = target.file.at(target.spots.unusual or target.spots.chat) if target.chat.unusual else None
            yield from _check_chat_link(link, private.link_place, unusual)


def _check_chat_link(link: MaxLink, place: Place, unusual: Place | None) -> Iterator[Problem]:
    """Yield what is wrong with a chat's link; `unusual` is where its chat says that it looks strange on purpose."""
    if link.kind not in ("invite", "public"):
        yield Problem(
            place,
            "link-not-chat",
            "эта ссылка ведёт не в чат, а на страницу организации или к боту",
            "возьмите приглашение в чат: https://max.ru/join/…",
        )
    if link.unusual and not unusual:
        yield Problem(
            place,
            "link-unusual",
            _UNUSUAL,
            "скопируйте его в MAX заново; если открыли и оно работает, добавьте unusual: true",
        )
    if unusual and not link.unusual:
        yield warning(unusual, "needless-unusual", "это приглашение обычного вида, отметка не нужна", "уберите unusual")


def one_link_one_building(facts: Facts, _: date) -> Iterator[Problem]:
    """A chat's link stands at one building, unless each of them says `shared: true`."""
    for everywhere in facts.repeated_links.values():
        uses = [use for use in everywhere if use.building is not None]
        if len({id(use.building) for use in uses}) == 1:
            if len(uses) > 1:
                text = f"эта ссылка у дома уже есть: {uses[0].place}"
                yield Problem(uses[1].place, "link-repeated", text, "оставьте одну")
            continue
        for use in uses:
            if not (use.chat and use.chat.shared):
                other = next(one.place for one in uses if one.place != use.place)
                yield Problem(
                    use.place,
                    "link-taken",
                    f"та же ссылка стоит у другого дома: {other}",
                    "исправьте ссылку; если чат общий, напишите shared: true у каждого дома",
                )


def withdrawn_links_stay_away(facts: Facts, _: date) -> Iterator[Problem]:
    """A withdrawn link is not offered anywhere else."""
    for uses in facts.repeated_links.values():
        withdrawn = next((use.place for use in uses if use.chat and use.chat.withdrawn), None)
        if withdrawn is None:
            continue
        for use in uses:
            if isinstance(use.at, ChatFacts):
                own = f"и этот чат: {use.at.place}, withdrawn" if use.private else "и здесь: withdrawn"
                hint = f"поставьте новое приглашение или отзовите {own}"
            else:
                hint = "поставьте новую ссылку или уберите канал"
            if not (use.chat and use.chat.withdrawn):
                yield Problem(use.place, "link-withdrawn", f"эта ссылка отозвана: {withdrawn}", hint)


def organization_link_carries_its_inn(drafts: Drafts, _: date) -> Iterator[Problem]:
    """A MAX link of the organisation kind carries that organisation's ИНН."""
    for organization in drafts.organizations():
        for channel in organization.get("channels") or ():
            link = channel.get("link")
            if not isinstance(link, MaxLink) or not link.inn or link.inn == organization.get("inn"):
                continue
            if "inn" not in organization.given:
                text, hint = f"в ссылке ИНН {link.inn}, а у организации ИНН не указан", f'добавьте inn: "{link.inn}"'
            else:
                text = f"в ссылке ИНН {link.inn}, а у организации {organization.get('inn')}"
                hint = "исправьте ссылку или ИНН: это разные организации"
            yield Problem(channel.at("link"), "link-foreign-inn", text, hint)


def private_links_have_a_chat(facts: Facts, _: date) -> Iterator[Problem]:
    """A private link belongs to a chat that has no link in its company's file."""
    if facts.incomplete:
        return
    for private in facts.links:
        target = facts.target_of(private)
        place = private.place
        if isinstance(target, str):
            yield Problem(place, "private-target", target, "исправьте номер дома или чата в private/links.yaml")
            continue
        # In a file with errors a link may be given that can't be read.
        spot = target.spots.link if target.chat.link or not target.file.sound else None
        if spot:
            text = f"у этого чата ссылка уже есть: {target.file.at(spot)}"
            yield Problem(place, "private-twice", text, "оставьте одну из двух")


def poster_links_stand_apart(drafts: Drafts, _: date) -> Iterator[Problem]:
    """A link that its owner shows on the poster only does not stand in a file that others may read."""
    if drafts.settings.demo:
        return
    chats = [chat for _, chat in chats_of(drafts) if chat.get("share") == "poster" and "link" in chat.given]
    alive = [chat for chat in chats if "withdrawn" not in chat.given]
    if alive:
        count = plural(len(alive), "ссылка", "ссылки", "ссылок")
        yield warning(
            alive[0].at("link"),
            "poster-link-open",
            f"здесь ссылка, которую показывают только на объявлении (всего в файле {count})",
            "если эти файлы лежат в открытом хранилище, перенесите ссылки в private/links.yaml",
        )


def poster_chats_have_a_link(facts: Facts, _: date) -> Iterator[Problem]:
    """A chat shared on the poster only has a link somewhere, or its printed codes will lead nowhere."""
    if facts.settings.demo:
        return  # a demonstration has no chats behind it
    private = {(link.building, link.position or 1) for link in facts.links}
    for one in facts.chats(lambda chat: chat.share == "poster" and not chat.link and not chat.withdrawn):
        known = one.building is None or (one.building.building.id, one.number + 1) in private
        if not known and one.spots.link is None:  # none is given; it is not that what is given can't be read
            yield warning(
                one.place,
                "poster-no-link",
                "ссылка этого чата только на объявлении, но её нет ни здесь, ни в private/links.yaml",
                "добавьте её в private/links.yaml: без ссылки напечатанный код никуда не приведёт",
            )
