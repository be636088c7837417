"""Rules of links: each where it belongs, and nowhere else."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date

from msgspec import Struct

from generator.datafiles.drafts import Drafts
from generator.datafiles.facts import BuildingFacts, ChatFacts, Facts
from generator.datafiles.private_links import PrivateLink, able_chats
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
    for private, target in facts.private_targets:
        link = private.link
        if link is not None and not isinstance(target, str):
            company, _building, chat = target
            unusual = company.at(chat.unusual_spot or chat.spot) if chat.unusual else None
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


class _Use(Struct, frozen=True):
    """A chat's link: the building it stands at or None for an organisation's own chat, the chat, where."""

    building: BuildingFacts | None
    chat: ChatFacts
    url: str
    place: Place
    chat_place: Place
    private: bool = False


def one_link_one_building(facts: Facts, _: date) -> Iterator[Problem]:
    """A chat's link stands at one building, unless each of them says `shared: true`."""
    users: dict[str, list[_Use]] = defaultdict(list)
    twice = _urls_met_twice(facts)
    for use in _uses(facts, twice):
        if use.building is not None:
            users[use.url].append(use)
    for uses in users.values():
        if len({id(use.building) for use in uses}) == 1:
            if len(uses) > 1:
                text = f"эта ссылка у дома уже есть: {uses[0].place}"
                yield Problem(uses[1].place, "link-repeated", text, "оставьте одну")
            continue
        for use in uses:
            if not use.chat.shared:
                other = next(one.place for one in uses if one.place != use.place)
                yield Problem(
                    use.place,
                    "link-taken",
                    f"та же ссылка стоит у другого дома: {other}",
                    "исправьте ссылку; если чат общий, напишите shared: true у каждого дома",
                )


def withdrawn_links_stay_away(facts: Facts, _: date) -> Iterator[Problem]:
    """A withdrawn link is not offered anywhere else."""
    urls = {chat.url for _, _, chat in facts.chats() if chat.withdrawn}
    urls |= {url for private in facts.links if (url := _url_of(private))}
    urls.discard("")
    if not urls:
        return
    withdrawn: dict[str, Place] = {}
    uses = list(_uses(facts, urls))
    for use in uses:
        if use.chat.withdrawn:
            withdrawn.setdefault(use.url, use.place)
    for use in uses:
        if use.url in withdrawn and not use.chat.withdrawn:
            yield Problem(
                use.place,
                "link-withdrawn",
                f"эта ссылка отозвана: {withdrawn[use.url]}",
                "поставьте новое приглашение или отзовите "
                + (f"и этот чат: {use.chat_place}, withdrawn" if use.private else "и здесь: withdrawn"),
            )
    for organization in facts.organizations:
        for channel in organization.channels:
            if channel.url in withdrawn and channel.link_spot:
                text = f"эта ссылка отозвана: {withdrawn[channel.url]}"
                place = organization.at(channel.link_spot)
                yield Problem(place, "link-withdrawn", text, "поставьте новую ссылку или уберите канал")


def _urls_met_twice(facts: Facts) -> set[str]:
    """Return the links that stand at more than one chat."""
    urls = Counter(chat.url for _, _, chat in facts.chats())
    urls.update(_url_of(private) for private in facts.links)
    return {url for url, times in urls.items() if times > 1}


def _url_of(private: PrivateLink) -> str:
    return private.link.url if private.link else ""


def _uses(facts: Facts, urls: AbstractSet[str]) -> Iterator[_Use]:
    """Yield where chats have one of these links, in the companies' files, then in the private one."""
    for organization, building, chat in facts.chats():
        if chat.url in urls and chat.url and chat.link_spot:
            yield _Use(building, chat, chat.url, organization.at(chat.link_spot), organization.at(chat.spot))
    for private, target in facts.private_targets:
        url = _url_of(private)
        if url in urls and url and not isinstance(target, str):
            company, building, chat = target
            yield _Use(building, chat, url, private.link_place, company.at(chat.spot), private=True)


def organization_link_carries_its_inn(drafts: Drafts, _: date) -> Iterator[Problem]:
    """A MAX link of the organisation kind carries that organisation's ИНН."""
    for organization in drafts.organizations():
        for channel in organization.get("channels") or ():
            link = channel.get("link")
            if not isinstance(link, MaxLink) or not link.inn or link.inn == organization.get("inn"):
                continue
            own = organization.get("inn")
            text = f"в ссылке ИНН {link.inn}, а у организации " + (own or "ИНН не указан")
            # The one in the link may be a stranger's: it must not be offered as this organisation's own.
            hint = "проверьте по документам организации, её ли это ссылка; если её, исправьте или добавьте inn"
            yield Problem(channel.at("link"), "link-foreign-inn", text, hint)


def private_links_have_a_chat(facts: Facts, _: date) -> Iterator[Problem]:
    """A private link belongs to a chat without a link in its company's file, and no edit of that file shows it."""
    if facts.incomplete:
        return
    taken: dict[int, Place] = {}
    for private, target in facts.private_targets:
        place = private.place
        if isinstance(target, str):
            yield Problem(place, "private-target", target, "исправьте номер дома или чата в private/links.yaml")
            continue
        company, building, chat = target
        if chat.link_spot:
            text = f"у этого чата ссылка уже есть: {company.at(chat.link_spot)}"
            yield Problem(place, "private-twice", text, "оставьте одну из двух")
        elif taken.setdefault(id(chat), place) != place:
            text = f"у этого чата закрытая ссылка уже есть: {taken[id(chat)]}"
            yield Problem(place, "private-twice", text, "оставьте одну из двух")
        elif not private.allows(chat.share) and not chat.withdrawn:
            text = f"чат дома {private.building} показывает ссылку шире, чем ей можно: {company.at(chat.spot)}"
            hint = f"исправьте share у чата; если хозяин чата разрешил, напишите здесь share: {chat.share}"
            yield Problem(place, "private-open", text, hint)
        elif not (private.owner or private.entrance) and private.position:
            able = able_chats(private, [one.taker for one in building.chats])
            if len(able) > 1:
                entrance = f", entrance: {chat.entrance}" if chat.entrance else ""
                yield warning(
                    place,
                    "private-order",
                    f"чья это ссылка, сказано только порядком чатов в файле компании: {company.at(chat.spot)}",
                    f"порядок может измениться, допишите сюда: owner: {chat.owner}{entrance}",
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


def poster_chats_have_a_link(facts: Facts, _: date) -> Iterator[Problem]:
    """A chat shared on the poster only has a link somewhere, or its printed codes will lead nowhere."""
    if facts.ground.demo:
        return  # a demonstration has no chats behind it
    private = {id(target[2]) for _, target in facts.private_targets if not isinstance(target, str)}
    for company, building in facts.buildings:
        for chat in building.chats:
            lacks = chat.share == "poster" and not chat.link_spot and not chat.withdrawn
            if lacks and id(chat) not in private:
                yield warning(
                    company.at(chat.spot),
                    "poster-no-link",
                    "ссылка этого чата только на объявлении, но её нет ни здесь, ни в private/links.yaml",
                    "добавьте её в private/links.yaml: без ссылки напечатанный код никуда не приведёт",
                )
