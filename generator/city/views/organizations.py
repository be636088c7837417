"""Organisations, their contacts, channels and chats → views."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from markupsafe import Markup
from msgspec import Struct, field
from msgspec.structs import replace

from generator.city.model import Building, Channel, Chat, Company, Organization, Site, Supplier
from generator.city.paths import organization_path
from generator.city.urls import Urls
from generator.city.views.markdown import data_html
from generator.city.views.values import ChannelView, ChatState, ChatView, OrganizationView, PhoneView
from generator.city.words import KINDS, SERVICES, TOPICS
from generator.text import NBSP, Phone, bind, long_date

_NEVER = bind("Ссылку ещё не проверяли.")
_LONG_AGO = bind("Ссылку давно не проверяли: последний раз")
RESCUE = "112"
_BETWEEN_TIMES = re.compile("(?<=[0-9])–(?=[0-9])")  # no line ends there
EXAMPLE_PAGE = "primer"  # the page that replaces live links in a demonstration


class Context(Struct, frozen=True, kw_only=True):
    """The site, its URLs and today's date, shared by all views of one build."""

    site: Site
    urls: Urls
    today: date
    # Keyed by `id()`: the records live at least as long as the context.
    _digests: dict[int, bytes] = field(default_factory=dict)

    def live(self, href: str) -> str:
        """Return the link, or in a demonstration the page that explains the example."""
        return self.urls.path(EXAMPLE_PAGE) if self.site.demo else href

    def phone(self, phone: Phone, label: str | None = None) -> PhoneView:
        """Return the view of a telephone; in a demonstration it can't be tapped."""
        return PhoneView(text=phone.text, href="" if self.site.demo else f"tel:{phone.tel}", label=label or "")

    def is_stale(self, checked: date) -> bool:
        """Return True if a link was confirmed too long ago."""
        return checked < self.site.oldest_fresh(self.today)

    def stale(self, records: Iterable[Building]) -> bytes:
        """Return a byte for each chat of the records: 1 if its link was confirmed too long ago."""
        return self._stale(chat.checked for record in records for chat in record.chats)

    def _stale(self, dates: Iterable[date | None]) -> bytes:
        oldest = self.site.oldest_fresh(self.today)
        return bytes([day is not None and day < oldest for day in dates])

    def digest(self, record: Building | Organization) -> bytes:
        """Return a digest of all that pages show of a record today: its data, and which links are stale."""
        known = self._digests.get(id(record))
        if known is None:
            dates = [chat.checked for chat in record.chats]
            if isinstance(record, Organization):
                dates += [channel.checked for channel in record.channels]
            known = self._digests[id(record)] = record.digest + self._stale(dates)
        return known

    def markdown(self, text: str | None) -> Markup:
        """Return the HTML of Markdown from data; a demonstration has no live links."""
        return data_html(text, links=not self.site.demo) if text else Markup("")


def organization_kind(organization: Organization) -> str:
    """Return the kind of organisation in words."""
    match organization:
        case Company():
            return KINDS[organization.kind]
        case Supplier():
            return "поставщик услуг"
        case _:
            return "городская служба"


def organization_view(organization: Organization, context: Context) -> OrganizationView:
    """Return the view of an organisation's contacts."""
    emergency = organization.dispatch
    services = ""
    if isinstance(organization, Supplier):
        emergency = organization.emergency or organization.dispatch
        services = ", ".join(SERVICES[service] for service in organization.services)
    phones = tuple(context.phone(phone.number, phone.label) for phone in organization.phones)
    if emergency is not organization.dispatch and organization.dispatch:
        phones = (context.phone(organization.dispatch, "Диспетчерская"), *phones)
    demo = context.site.demo
    return OrganizationView(
        name=bind(organization.name),
        kind=organization_kind(organization),
        href=context.urls.path(organization_path(organization)),
        emergency=context.phone(emergency) if emergency else None,
        phones=phones,
        ask=_phone_to_ask(organization, context),
        email=organization.email or "",
        email_href="" if demo or not organization.email else f"mailto:{organization.email}",
        website=_bare(organization.website),
        website_href="" if demo else organization.website or "",
        office=organization.office or "",
        hours=_BETWEEN_TIMES.sub("\u2060–\u2060", organization.hours or ""),
        channels=tuple(channel_view(channel, organization, context) for channel in organization.channels),
        chats=chat_views(organization.chats, organization, context),
        services=services,
    )


def channel_view(channel: Channel, organization: Organization, context: Context) -> ChannelView:
    """Return the view of a channel."""
    return ChannelView(
        title=bind(channel.title or f"Канал: {organization.name}"),
        href=context.live(channel.link.url),
        topics=", ".join(TOPICS[topic] for topic in channel.topics),
        checked=_confirmed(channel, organization, context)[0] if channel.checked else "",
    )


def chat_views(
    chats: Iterable[Chat], organization: Organization, context: Context, *, reveal: bool = False
) -> tuple[ChatView, ...]:
    """Return the views of one page's chats, the best confirmed first.

    A withdrawn one is marked if another has replaced it.
    """
    views = [chat_view(chat, organization, context, reveal=reveal) for chat in chats]
    alive = {view.title for view in views if view.state != "withdrawn"}
    views.sort(key=_rank)
    return tuple(_as_former(view) if view.state == "withdrawn" and view.title in alive else view for view in views)


def _rank(view: ChatView) -> tuple[bool, ...]:
    """Return the sort key of a chat: those that one can enter, of the whole house, confirmed, not run by residents."""
    return view.state == "withdrawn", view.state != "open", view.entrance is not None, view.doubt, view.secondary


def _as_former(view: ChatView) -> ChatView:
    return replace(view, replaced=True, title=f"Прежний {view.title[0].lower()}{view.title[1:]}")


def chat_view(chat: Chat, organization: Organization, context: Context, *, reveal: bool = False) -> ChatView:
    """Return the view of a chat; `reveal` shows a link shared on the poster, for its unlisted page."""
    shown = chat.link is not None and (chat.share == "site" or (reveal and chat.share == "poster"))
    checked, doubt = _confirmed(chat, organization, context)
    state: ChatState
    if chat.withdrawn:
        state = "withdrawn"
    elif shown:
        state = "open"
    elif chat.share == "poster":
        state = "poster"
    else:
        state = "gosuslugi" if chat.owner == "gosuslugi" else "hidden"
    return ChatView(
        state=state,
        title=f"Чат подъезда {chat.entrance}" if chat.entrance else _title(chat, organization),
        owner=bind(_owner(chat, organization) + (" Чат один на несколько домов." if chat.shared else "")),
        official=chat.owner == "gosuslugi",
        button=_button(chat),
        href=context.live(chat.link.url) if chat.link and state == "open" else "",
        checked=checked,
        doubt=doubt,
        approval=chat.approval,
        since=f"Чат открыт {long_date(chat.since)}" if chat.since else "",
        withdrawn=long_date(chat.withdrawn) if chat.withdrawn else "",
        ask=bind(organization.name) if not _self_managed(organization) else "",
        phone=_phone_to_ask(organization, context),
        entrance=chat.entrance,
        secondary=chat.owner == "residents",
    )


def chat_rows(views: Sequence[ChatView]) -> list[ChatView]:
    """Return the chats that the house's page shows as rows of a list, in which a button says less.

    `views` are ordered, the best first. Shown in full are the best chat of the whole house, a chat without others,
    and withdrawn ones, which need a text of their own.
    """
    alive = [view for view in views if view.state != "withdrawn"]
    in_full = bool(alive) and (not alive[0].entrance or len(alive) == 1)
    return sorted(alive[1:] if in_full else alive, key=lambda view: view.entrance or 0)


def _title(chat: Chat, organization: Organization) -> str:
    if chat.owner == "residents":
        return "Чат жителей"
    if chat.owner == "gosuslugi":
        return "Официальный чат дома"
    return "Чат дома" if isinstance(organization, Company) else "Чат"


def _button(chat: Chat) -> str:
    if chat.entrance:
        return f"чат подъезда{NBSP}{chat.entrance}"
    if chat.owner == "residents":
        return "чат жителей"
    return "официальный чат" if chat.owner == "gosuslugi" else f"чат в{NBSP}MAX"


def _owner(chat: Chat, organization: Organization) -> str:
    if chat.owner == "residents":
        return "За этот чат отвечают только сами жители."
    if chat.owner == "gosuslugi":
        whose = "Чат из «Госуслуги.Дом». Владелец — жилищная инспекция"
        return f"{whose}." if _self_managed(organization) else f"{whose}, ведёт {organization.name}."
    return f"Ведёт {organization.name}." if not _self_managed(organization) else "Ведут собственники дома."


def _phone_to_ask(organization: Organization, context: Context) -> PhoneView | None:
    """Return the number to ask for a link: not 112."""
    if organization.phones:
        return context.phone(organization.phones[0].number)
    dispatch = organization.dispatch
    return context.phone(dispatch) if dispatch and dispatch.tel != RESCUE else None


def _self_managed(organization: Organization) -> bool:
    return isinstance(organization, Company) and organization.kind == "direct"


def _confirmed(one: Chat | Channel, organization: Organization, context: Context) -> tuple[str, bool]:
    """Return who confirmed a link and when, in words, and whether it is doubtful."""
    bot = f"бот {organization.name}" if one.by_bot else ""
    checked, doubt = _checked(one.checked, bot or one.checked_by, context)
    if bot and not doubt and one.checked:
        checked = bind(f"Ссылку подтвердил {bot} ") + f"{long_date(one.checked)}."
    return checked, doubt


def _checked(checked: date | None, by: str | None, context: Context) -> tuple[str, bool]:
    """Return when a link was confirmed, in words, and whether it is doubtful.

    Only the constant parts are bound: binding is slow and nearly every sentence is different.
    """
    if checked is None:
        return _NEVER, True
    when = long_date(checked) + (bind(f" ({by})") if by else "")
    if context.is_stale(checked):
        return f"{_LONG_AGO} {when}.", True
    return f"Ссылку проверили {when}.", False


def _bare(url: str | None) -> str:
    return url.partition("://")[2].rstrip("/") if url else ""


def has_open_chat(chats: Iterable[Chat]) -> bool:
    """Return True if a visitor of the site can enter one of the chats."""
    return any(chat.is_open for chat in chats)
