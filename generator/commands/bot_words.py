"""What `domchat bot listen` shows of a chat: its title, the house, the link, and what will be written."""

from collections.abc import Iterator

from generator.link_check.bot import ChatInfo, Home, Proposal
from generator.text import NBSP, in_part, plural


def lines_of(proposal: Proposal, adder: str) -> Iterator[str]:
    """Yield the lines about a chat; `adder` is who added the bot, if MAX has told it."""
    info = proposal.info
    about = [plural(info.members, "участник", "участника", "участников")] if info.members is not None else []
    about += [f"бота добавил {adder}"] if adder else []
    what = {"known": "ничего не пишем", "refused": "не берём", "ask": "непонятно", "certain": _writes(proposal)}
    yield name_of(info) + (f" — {', '.join(about)}" if about else "")
    if proposal.where:
        yield f"  дом: {proposal.where}".replace(NBSP, " ")
    yield f"  ссылка: {in_part(info.link.url) if info.link else 'MAX не назвал'}"
    yield f"  {what[proposal.kind]}: {proposal.why}".replace(NBSP, " ")


def with_reason(proposal: Proposal, why: str) -> Proposal:
    """Return the proposal with another reason."""
    return Proposal(info=proposal.info, kind="ask", why=why, guesses=proposal.guesses)


def name_of(info: ChatInfo) -> str:
    """Return the name of a chat as a person recognises it."""
    return f"«{info.title}»" if info.title else f"чат без названия ({info.chat_id})"


def title_of(home: Home) -> str:
    """Return the address of a house and its id."""
    return f"{home.address.full} ({home.id})".replace(NBSP, " ")


def _writes(proposal: Proposal) -> str:
    """Return what will be written, in words."""
    info, chats = proposal.info, proposal.chats
    if not chats:
        return "запишем новый чат с этой ссылкой"
    if info.link is None or all(chat.hides_link and not chat.url for chat in chats):
        return "запишем номер чата"
    return "запишем эту ссылку" if any(chat.url != info.link.url for chat in chats) else "запишем номер и дату"
