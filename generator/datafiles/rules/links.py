"""Rules of links: each where it belongs, and nowhere else."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from generator.datafiles.drafts import Drafts
from generator.datafiles.reading import Draft
from generator.datafiles.rules.common import chats_of, incomplete, private_target, warning
from generator.text import MaxLink, Place, Problem, plural

_UNUSUAL = "приглашение необычной длины или с необычным концом: вероятно, обрезано или с опечаткой"


def chat_has_one_form(drafts: Drafts, _: date) -> Iterator[Problem]:
    """A chat's link is an invitation or a public name, and a strange token is accepted on purpose only."""
    for _building, chat in chats_of(drafts):
        link = chat.get("link")
        if isinstance(link, MaxLink):
            yield from _check_chat_link(link, chat)
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


def private_links_have_one_form(drafts: Drafts, _: date) -> Iterator[Problem]:
    """What is true of a chat's link is true of a private one."""
    for private in drafts.links:
        link = private.draft.get("link")
        chat_of = private_target(drafts, private.building, private.position)
        if isinstance(link, MaxLink) and isinstance(chat_of, Draft):
            yield from _check_chat_link(link, chat_of, private.draft.at("link"))


def _check_chat_link(link: MaxLink, chat: Draft, place: Place | None = None) -> Iterator[Problem]:
    unusual = chat.get("unusual")
    if link.kind not in ("invite", "public"):
        yield Problem(
            place or chat.at("link"),
            "link-not-chat",
            "эта ссылка ведёт не в чат, а на страницу организации или к боту",
            "возьмите приглашение в чат: https://max.ru/join/…",
        )
    if link.unusual and not unusual:
        yield Problem(
            place or chat.at("link"),
            "link-unusual",
            _UNUSUAL,
            "скопируйте его в MAX заново; если открыли и оно работает, добавьте unusual: true",
        )
    if unusual and not link.unusual:
        yield warning(
            chat.at("unusual"), "needless-unusual", "это приглашение обычного вида, отметка не нужна", "уберите unusual"
        )


def one_link_one_building(drafts: Drafts, _: date) -> Iterator[Problem]:
    """A chat's link stands at one building, unless each of them says `shared: true`."""
    users: dict[str, list[tuple[Draft, Draft, Place]]] = defaultdict(list)
    for building, chat, link, place in _linked(drafts):
        if building is not None:
            users[link.url].append((building, chat, place))
    for uses in users.values():
        if len({id(building) for building, _, _ in uses}) == 1:
            if len(uses) > 1:
                yield Problem(uses[1][2], "link-repeated", f"эта ссылка у дома уже есть: {uses[0][2]}", "оставьте одну")
            continue
        for _building, chat, place in uses:
            if not chat.get("shared"):
                other = next(where for _, _, where in uses if where != place)
                yield Problem(
                    place,
                    "link-taken",
                    f"та же ссылка стоит у другого дома: {other}",
                    "исправьте ссылку; если чат общий, напишите shared: true у каждого дома",
                )


def withdrawn_links_stay_away(drafts: Drafts, _: date) -> Iterator[Problem]:
    """A withdrawn link is not offered anywhere else."""
    withdrawn: dict[str, Place] = {}
    for _building, chat, link, place in _linked(drafts):
        if "withdrawn" in chat.given:
            withdrawn.setdefault(link.url, place)
    for _building, chat, link, place in _linked(drafts):
        if link.url in withdrawn and "withdrawn" not in chat.given:
            yield Problem(
                place,
                "link-withdrawn",
                f"эта ссылка отозвана: {withdrawn[link.url]}",
                "поставьте новое приглашение или отзовите "
                + ("и здесь: withdrawn" if place == chat.at("link") else f"и этот чат: {chat.place}, withdrawn"),
            )
    for organization in drafts.organizations():
        for channel in organization.get("channels") or ():
            link = channel.get("link")
            if isinstance(link, MaxLink) and link.url in withdrawn:
                text = f"эта ссылка отозвана: {withdrawn[link.url]}"
                yield Problem(channel.at("link"), "link-withdrawn", text, "поставьте новую ссылку или уберите канал")


def _linked(drafts: Drafts) -> Iterator[tuple[Draft | None, Draft, MaxLink, Place]]:
    """Yield (the building or None, the chat, its link, where that stands), the private links too."""
    for building, chat in chats_of(drafts):
        link = chat.get("link")
        if isinstance(link, MaxLink):
            yield building, chat, link, chat.at("link")
    for private in drafts.links:
        link = private.draft.get("link")
        target = private_target(drafts, private.building, private.position)
        if isinstance(link, MaxLink) and isinstance(target, Draft):
            yield drafts.by_id()[private.building], target, link, private.draft.at("link")


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


def private_links_have_a_chat(drafts: Drafts, _: date) -> Iterator[Problem]:
    """A private link belongs to a chat that has no link in its company's file."""
    if incomplete(drafts):
        return
    for private in drafts.links:
        target = private_target(drafts, private.building, private.position)
        place = private.draft.place
        if isinstance(target, str):
            yield Problem(place, "private-target", target, "исправьте номер дома или чата в private/links.yaml")
        elif "link" in target.given:
            yield Problem(
                place, "private-twice", f"у этого чата ссылка уже есть: {target.at('link')}", "оставьте одну из двух"
            )


def poster_links_stand_apart(drafts: Drafts, _: date) -> Iterator[Problem]:
    """A link that its owner shows on the poster only does not stand in a file that others may read."""
    if drafts.ground.demo:
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


def poster_chats_have_a_link(drafts: Drafts, _: date) -> Iterator[Problem]:
    """A chat shared on the poster only has a link somewhere, or its printed codes will lead nowhere."""
    if drafts.ground.demo:
        return  # a demonstration has no chats behind it
    private = {(link.building, link.position or 1) for link in drafts.links}
    for _slug, building in drafts.buildings():
        for position, chat in enumerate(building.get("chats") or (), 1):
            lacks = chat.get("share") == "poster" and "link" not in chat.given and "withdrawn" not in chat.given
            if lacks and (building.get("id"), position) not in private:
                yield warning(
                    chat.place,
                    "poster-no-link",
                    "ссылка этого чата только на объявлении, но её нет ни здесь, ни в private/links.yaml",
                    "добавьте её в private/links.yaml: без ссылки напечатанный код никуда не приведёт",
                )
