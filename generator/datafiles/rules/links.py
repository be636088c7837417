"""Rules of links: where each kind of link may be."""

from collections import defaultdict
from collections.abc import Iterator

from generator.city import BOT
from generator.datafiles.drafts import Drafts
from generator.datafiles.facts import ChatFacts, Facts
from generator.datafiles.private_links import PrivateLink, Taker, able_chats
from generator.datafiles.rules.common import chats_of, warning
from generator.text import MaxLink, Place, Problem, plural

_UNUSUAL = "приглашение необычной длины или с необычным концом: вероятно, обрезано или с опечаткой"


def chat_has_one_form(drafts: Drafts) -> Iterator[Problem]:
    """A chat's link is an invitation or a public name, and an unusual token is confirmed by `unusual`."""
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


def private_links_have_one_form(facts: Facts) -> Iterator[Problem]:
    """Private links follow the rules of chats' links."""
    for private, target in facts.links_with_chats:
        link = private.link
        if link is not None and not isinstance(target, str):
            unusual = target.file.at(target.spots.unusual or target.spots.chat) if target.chat.unusual else None
            yield from _check_chat_link(link, private.link_place, unusual)


def _check_chat_link(link: MaxLink, place: Place, unusual: Place | None) -> Iterator[Problem]:
    """Yield the problems of a chat's link; `unusual` is the place where its chat confirms an unusual token."""
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


def one_link_one_building(facts: Facts) -> Iterator[Problem]:
    """A link belongs to one building, unless each of its chats says `shared: true`."""
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


def one_number_one_chat(facts: Facts) -> Iterator[Problem]:
    """A number of MAX belongs to one chat, unless each says `shared: true`.

    Two organisations may name one channel; a withdrawn chat may be written again, with its new link.
    """
    uses: dict[int, list[tuple[Place, bool]]] = defaultdict(list)
    for one in facts.chats(lambda chat: chat.chat_id is not None and not chat.withdrawn):
        place = one.file.at(one.spots.chat_id or one.spots.chat)
        uses[one.chat.chat_id or 0].append((place, one.chat.shared))
    for file in facts.files:
        for number, channel in enumerate(file.record.channels):
            if channel.chat_id is not None:
                spots = file.spots.channels[number]
                uses[channel.chat_id].append((file.at(spots.chat_id or spots.chat), True))
    for everywhere in uses.values():
        for place, shared in everywhere if len(everywhere) > 1 else ():
            if not shared:
                other = next(one for one, _ in everywhere if one != place)
                hint = "оставьте у одного; если чат общий, напишите shared: true у каждого дома"
                yield Problem(place, "chat-id-taken", f"тот же номер чата стоит и здесь: {other}", hint)


def a_bot_knows_its_chat(drafts: Drafts) -> Iterator[Problem]:
    """A link confirmed by a bot belongs to a chat whose number is known: nobody else can have confirmed it."""
    for _building, chat in chats_of(drafts):
        if chat.get("checked_by") == BOT and not ("chat_id" in chat.given and "checked" in chat.given):
            yield Problem(
                chat.at("checked_by"),
                "bot-unknown",
                "сказано, что ссылку подтвердил бот, но нет номера чата (chat_id) или даты (checked)",
                "так пишет только команда domchat bot; если ссылку открывал человек, впишите его организацию",
            )


def withdrawn_links_stay_away(facts: Facts) -> Iterator[Problem]:
    """A withdrawn link is not used by any other chat."""
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


def organization_link_carries_its_inn(drafts: Drafts) -> Iterator[Problem]:
    """A MAX link of the organisation kind contains that organisation's ИНН."""
    for organization in drafts.organizations():
        for channel in organization.get("channels") or ():
            link = channel.get("link")
            if not isinstance(link, MaxLink) or not link.inn or link.inn == organization.get("inn"):
                continue
            own = organization.get("inn")
            text = f"в ссылке ИНН {link.inn}, а у организации " + (own or "ИНН не указан")
            # The ИНН in the link may be another organisation's: the link must not be shown as this one's.
            hint = "проверьте по документам организации, её ли это ссылка; если её, исправьте или добавьте inn"
            yield Problem(channel.at("link"), "link-foreign-inn", text, hint)


def private_links_have_a_chat(facts: Facts) -> Iterator[Problem]:
    """A private link belongs to a chat without a link in its company's file, and no edit of that file shows it."""
    if facts.incomplete:
        return
    taken: dict[tuple[str, int], Place] = {}
    for private, target in facts.links_with_chats:
        if isinstance(target, str):
            yield Problem(private.place, "private-target", target, "исправьте номер дома или чата в private/links.yaml")
        elif target.building is not None:
            takers = target.building.takers
            first = taken.setdefault((private.building, target.number), private.place)
            yield from _check_private(private, target, takers, first)


def _check_private(private: PrivateLink, target: ChatFacts, takers: list[Taker], first: Place) -> Iterator[Problem]:
    place, chat = private.place, target.chat
    if takers[target.number].linked:
        text = f"у этого чата ссылка уже есть: {target.file.at(target.spots.link or target.spots.chat)}"
        yield Problem(place, "private-twice", text, "оставьте одну из двух")
    elif first != place:
        text = f"у этого чата закрытая ссылка уже есть: {first}"
        yield Problem(place, "private-twice", text, "оставьте одну из двух")
    elif not private.allows(chat.share) and not chat.withdrawn:
        text = f"чат дома {private.building} показывает ссылку шире, чем ей можно: {target.place}"
        hint = f"исправьте share у чата; если хозяин чата разрешил, напишите здесь share: {chat.share}"
        yield Problem(place, "private-open", text, hint)
    elif private.position and not (private.owner or private.entrance) and len(able_chats(private, takers)) > 1:
        entrance = f", entrance: {chat.entrance}" if chat.entrance else ""
        yield warning(
            place,
            "private-order",
            f"чья это ссылка, сказано только порядком чатов в файле компании: {target.place}",
            f"порядок может измениться, допишите сюда: owner: {chat.owner}{entrance}",
        )


def poster_links_stand_apart(drafts: Drafts) -> Iterator[Problem]:
    """A link shared on the poster only is not in a public file."""
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


def poster_chats_have_a_link(facts: Facts) -> Iterator[Problem]:
    """A chat shared on the poster only has a link, or its printed codes would lead nowhere."""
    if facts.settings.demo:
        return  # a demonstration has no real chats
    private = {
        (one.building.building.id, one.number)
        for _, one in facts.links_with_chats
        if not isinstance(one, str) and one.building
    }
    for one in facts.chats(lambda chat: chat.share == "poster" and not chat.link and not chat.withdrawn):
        known = one.building is None or (one.building.building.id, one.number) in private
        if not known and one.spots.link is None:  # none is given, as opposed to an unreadable one
            yield warning(
                one.place,
                "poster-no-link",
                "ссылка этого чата только на объявлении, но её нет ни здесь, ни в private/links.yaml",
                "добавьте её в private/links.yaml: без ссылки напечатанный код никуда не приведёт",
            )
