"""`domchat bot listen`: while a person adds the bot to chats, find each chat's house and write what was agreed."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from generator.addresses import Address, fold, parse_address
from generator.commands.bot_data import BotData
from generator.commands.exit_codes import DONE, FAILURE
from generator.commands.interruption import calmed
from generator.commands.screen import flush, say, write
from generator.datafiles.editing import Edit
from generator.link_check.bot import (
    Bot,
    ChatInfo,
    Home,
    Listening,
    Proposal,
    Trouble,
    Update,
    confirmation,
    new_channel,
    new_chat,
    place_at,
    propose,
)
from generator.text import in_part, plural

_POLL = 30  # seconds that the server waits for an event
_MINUTE = 60.0
_MOST_GUESSES = 9
_GONE = (403, 404)
_YES, _NO = ("д", "да", "y", "yes"), ("н", "нет", "n", "no")


class Wishes(Struct, frozen=True, kw_only=True):
    """Options: what is certain is written without asking; nothing is asked; how long to listen."""

    yes: bool = False
    questions: bool = True
    minutes: int | None = None


class Listener:
    """Listens, shows each chat, asks, and writes."""

    def __init__(self, data: BotData, bot: Bot, company: str, folder: Path, wishes: Wishes) -> None:
        self.data, self.bot, self.company, self.wishes = data, bot, company, wishes
        self.state = Listening.read(folder, company)
        self.questions = wishes.questions
        self.adders: dict[int, tuple[int | None, str]] = {}  # chat → who added the bot: number and name
        self.trusted: int | None = None  # who added the first chat that was taken
        self.agreed: list[Proposal] = []
        self.left: dict[int, Proposal] = {}  # nobody has placed these yet
        self.written = 0
        self.trouble = ""

    def run(self) -> int:
        """Listen until Ctrl+C, the end of the time, or a trouble; return the exit code."""
        me = self.bot.me()
        if isinstance(me, Trouble):
            say(f"domchat: бот не отвечает: {me.text}")
            return FAILURE
        name = f"«{me.name}»" + (f" (@{me.username})" if me.username else "")
        say(f"Бот {name} слушает. Добавляйте его в чаты домов; закончить: Ctrl+C.")
        try:
            try:
                self._listen()
            finally:
                self._flush()
        except KeyboardInterrupt:
            calmed()
            self._flush()
        self.state.store()
        return self._close()

    def _listen(self) -> None:
        """Handle the chats of earlier runs, then events as they come."""
        ends = None if self.wishes.minutes is None else self.bot.clock() + self.wishes.minutes * _MINUTE
        self._handle(list(self.state.waiting))
        while not self.trouble:
            rest = _POLL if ends is None else max(0, min(_POLL, round(ends - self.bot.clock())))
            updates = self.bot.updates(self.state.marker, rest)
            if isinstance(updates, Trouble):
                self._note(updates)
                if ends is not None and self.bot.clock() >= ends:
                    return
                continue
            new = [event.chat_id for event in updates.events if self._is_new(event)]
            self.state.marker = updates.marker
            self.state.store()  # before any question: nothing is lost if the command ends here
            self._handle(list(dict.fromkeys(new)))
            if ends is not None and self.bot.clock() >= ends and not updates.events:
                return

    def _is_new(self, event: Update) -> bool:
        """Note an event; return True if its chat has to be placed."""
        if event.kind == "bot_removed":
            if event.chat_id in self.left or event.chat_id in self.state.waiting:
                self.left.pop(event.chat_id, None)
                self.state.remove(event.chat_id)
            return False
        if event.kind == "bot_added":
            self.adders[event.chat_id] = (event.user_id, event.user)
        elif event.kind != "chat_title_changed" or event.chat_id in self.data.known.by_id:
            return False
        self.state.add(event.chat_id)
        return True

    def _note(self, trouble: Trouble) -> None:
        if trouble.final:
            self.trouble = trouble.text
        else:
            say(f"MAX: {trouble.text}; спрашиваем дальше.")

    # --- one chat after another

    def _handle(self, chats: Iterable[int]) -> None:
        for chat_id in chats:
            if self.trouble:
                return
            info = self.bot.chat(chat_id)
            if isinstance(info, Trouble):
                say(f"Чат {chat_id}: {info.text}")
                if info.status in _GONE:
                    self.state.remove(chat_id)
                elif info.final:
                    self.trouble = info.text
                continue
            self._place(info)
        self._flush()

    def _place(self, info: ChatInfo) -> None:
        proposal = propose(info, self.data.known, self.company)
        taken = {home for one in self.agreed for home in one.homes}
        if proposal.homes & taken or (proposal.chats and self.agreed):
            self._flush()
            proposal = propose(info, self.data.known, self.company)
        self._show(proposal)
        match proposal.kind:
            case "known":
                self.state.remove(info.chat_id)
            case "refused":
                if proposal.home is None:  # else it only lacks a link today
                    self.state.remove(info.chat_id)
            case "certain":
                self._take(proposal)
            case "ask":
                self._ask(proposal)

    def _take(self, proposal: Proposal) -> None:
        """Agree to a certain proposal: silently if that was wished and no stranger added the bot, else by asking."""
        adder, name = self.adders.get(proposal.info.chat_id, (None, ""))
        stranger = adder is not None and self.trusted not in (None, adder) and not proposal.chats
        if self.wishes.yes and not stranger:
            self._agree(proposal, adder)
        elif not self.questions:
            why = f"бота добавил другой человек ({name})" if stranger else "не согласовано"
            self.left[proposal.info.chat_id] = proposal_with(proposal, why)
        elif self._confirmed(
            f"  Бота добавил другой человек ({name}). Записать?" if stranger else "  Записать?", yes=True
        ):
            self._agree(proposal, adder)
            self._flush()
        else:
            self.left[proposal.info.chat_id] = proposal

    def _agree(self, proposal: Proposal, adder: int | None = None) -> None:
        self.trusted = adder if self.trusted is None else self.trusted
        self.left.pop(proposal.info.chat_id, None)
        self.agreed.append(proposal)

    def _ask(self, proposal: Proposal) -> None:
        """Ask which house it is; the answer may need a second question."""
        self.left[proposal.info.chat_id] = proposal
        if not self.questions:
            return
        if proposal.info.kind == "channel":
            if proposal.info.link and self._confirmed("  Записать каналом компании?", yes=False):
                self._write_channel(proposal)
            return
        while proposal.kind == "ask":
            if proposal.chats:
                same = proposal.info.link and proposal.info.link.url == proposal.chats[0].url
                question = "  Всё же записать этому дому?" if same else "  Записать эту ссылку вместо прежней?"
                chosen = proposal if self._confirmed(question, yes=False) else None
            else:
                chosen = self._chosen(proposal)
            if chosen is None:
                return
            if chosen.kind == "refused":
                say(f"  {chosen.why}")
                return
            if chosen.kind == "certain" or chosen is proposal:
                self._agree(chosen)
                self._flush()
                return
            say(f"  {chosen.why}")
            proposal = chosen

    def _chosen(self, proposal: Proposal) -> Proposal | None:
        """Return the proposal for the house that the person named, or None."""
        guesses = proposal.guesses[:_MOST_GUESSES]
        for number, home in enumerate(guesses, 1):
            say(f"    {number} — {_home(home)}")
        while True:
            answer = self._answer(
                "  Какой это дом? " + ("Цифра, " if guesses else "") + "адрес или номер на сайте; Enter — пропустить: "
            )
            if not answer:
                return None
            named = self._home_named(answer, guesses)
            if isinstance(named, Home):
                return place_at(proposal.info, self.data.known, named, proposal.entrance)
            say(f"  {named}")

    def _home_named(self, answer: str, guesses: Sequence[Home]) -> Home | str:
        """Return the company's house, or why the answer is none."""
        if answer.isdigit() and 1 <= int(answer) <= len(guesses):
            return guesses[int(answer) - 1]
        reader = self.data.known.reader
        homes = {home for same in reader.by_house.values() for home in same}
        found = [home for home in homes if fold(home.id) == fold(answer)]
        if not found:
            address = parse_address(answer, reader.gazetteer)
            if not isinstance(address, Address):
                return f"{address.text} {address.hint}"
            same = reader.by_house.get((address.street.key, address.house.key), [])
            found = [home for home in same if fold(home.address.settlement) == fold(address.settlement)]
        own = [home for home in found if home.slug == self.company]
        if not own:
            return "это дом другой компании" if found else "такого дома у компании в данных нет"
        return own[0]

    # --- writing

    def _flush(self) -> None:
        """Write what was agreed; if the result would not pass the check, one chat at a time."""
        agreed, self.agreed = self.agreed, []
        if not agreed:
            return
        errors = self._write(agreed)
        if errors and len(agreed) > 1:
            for one in agreed:
                if errors := self._write([one]):
                    self._leave(one, errors)
        elif errors:
            self._leave(agreed[0], errors)

    def _write(self, proposals: list[Proposal]) -> list[str]:
        for attempt in range(2):
            if attempt:  # somebody has changed the data: the places may be others
                again = [propose(one.info, self.data.known, self.company) for one in proposals]
                if any(one.kind != "certain" for one in again):
                    return ["данные за это время изменил кто-то другой"]
                proposals = again
            edits = [edit for one in proposals for edit in self._edits(one)]
            problems = self.data.write({self.company: edits})
            if problems is not None:
                break
        else:
            return ["данные за это время изменил кто-то другой"]
        if problems:
            return [str(problem) for problem in problems]
        for one in proposals:
            self.state.remove(one.info.chat_id)
            self.left.pop(one.info.chat_id, None)
            self.written += 1
        self.state.store()
        return []

    def _edits(self, proposal: Proposal) -> list[Edit]:
        if proposal.chats:
            return [edit for chat in proposal.chats for edit in confirmation(chat, proposal.info, self.data.today)]
        assert proposal.home is not None
        return new_chat(self.data.known, proposal.home, proposal.info, proposal.entrance, self.data.today)

    def _write_channel(self, proposal: Proposal) -> None:
        edits = new_channel(self.data.known, self.company, proposal.info, self.data.today)
        problems = self.data.write({self.company: edits})
        if problems == []:
            self.state.remove(proposal.info.chat_id)
            self.left.pop(proposal.info.chat_id, None)
            self.written += 1
        else:
            self._leave(proposal, [str(one) for one in problems or ("данные за это время изменил кто-то другой",)])

    def _leave(self, proposal: Proposal, errors: list[str]) -> None:
        say(f"Не записано, проверка не прошла бы: {_name(proposal.info)}")
        for error in errors:
            say(error)
        self.left[proposal.info.chat_id] = proposal_with(proposal, "проверка не прошла бы")

    # --- the screen

    def _show(self, proposal: Proposal) -> None:
        info = proposal.info
        _, adder = self.adders.get(info.chat_id, (None, ""))
        about = [plural(info.members, "участник", "участника", "участников")] if info.members is not None else []
        about += [f"бота добавил {adder}"] if adder else []
        write(_name(info) + (f" — {', '.join(about)}" if about else ""))
        if proposal.where:
            write(f"  дом: {proposal.where}".replace("\u00a0", " "))
        write(f"  ссылка: {in_part(info.link.url) if info.link else 'MAX не назвал'}")
        what = {"known": "ничего не пишем", "refused": "не берём", "ask": "непонятно", "certain": _writes(proposal)}
        write(f"  {what[proposal.kind]}: {proposal.why}".replace("\u00a0", " "))
        flush()

    def _confirmed(self, question: str, *, yes: bool) -> bool:
        while True:
            answer = self._answer(f"{question} [{'Д/н' if yes else 'д/Н'}] ")
            if answer is None:
                return False
            if not answer:
                return yes
            if answer.lower() in (*_YES, *_NO):
                return answer.lower() in _YES

    def _answer(self, question: str) -> str | None:
        """Return a line from the keyboard; None, and no more questions, at its end."""
        say(question.rstrip())
        line = sys.stdin.readline() if sys.stdin else ""
        if not line:
            self.questions = False
            return None
        return line.strip()

    def _close(self) -> int:
        for proposal in self.left.values():
            write(f"Осталось: {_name(proposal.info)}: {proposal.why}".replace("\u00a0", " "))
        say(f"Записано чатов: {self.written}. Осталось без дома: {len(self.left)}.")
        if self.left:
            say("К оставшимся вернётся следующий запуск этой же команды.")
        if self.trouble:
            say(f"Остановлено: {self.trouble}.")
        return FAILURE if self.trouble and not self.written else DONE


def proposal_with(proposal: Proposal, why: str) -> Proposal:
    """Return the proposal with another reason."""
    return Proposal(info=proposal.info, kind="ask", why=why, guesses=proposal.guesses)


def _name(info: ChatInfo) -> str:
    return f"«{info.title}»" if info.title else f"чат без названия ({info.chat_id})"


def _home(home: Home) -> str:
    return f"{home.address.full} ({home.id})".replace("\u00a0", " ")


def _writes(proposal: Proposal) -> str:
    """Return what will be written, in words."""
    info, chats = proposal.info, proposal.chats
    if not chats:
        return "запишем новый чат с этой ссылкой"
    if info.link is None or all(chat.hides_link and not chat.url for chat in chats):
        return "запишем номер чата"
    return "запишем эту ссылку" if any(chat.url != info.link.url for chat in chats) else "запишем номер и дату"
