"""`domchat bot listen`: while a person adds the bot to chats, find each chat's house and write what was agreed."""

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from generator.commands.bot_data import BotData
from generator.commands.bot_questions import Questions
from generator.commands.bot_words import lines_of, name_of, with_reason
from generator.commands.exit_codes import DONE, FAILURE
from generator.commands.interruption import calmed
from generator.commands.screen import flush, say, write
from generator.datafiles.editing import Edit
from generator.link_check.bot import (
    Bot,
    ChatInfo,
    Listening,
    Proposal,
    Trouble,
    Update,
    confirmation,
    new_channel,
    new_chat,
    propose,
)

_POLL = 30  # seconds that the server waits for an event
_MINUTE = 60.0
_TROUBLES = 10  # answers in a row that give no events: something is wrong for long
_GONE = (403, 404)
_CHANGED = "данные за это время изменил кто-то другой"


class ListenOptions(Struct, frozen=True, kw_only=True):
    """Options: what is certain is written without asking; nothing is asked; how long to listen."""

    yes: bool = False
    questions: bool = True
    minutes: int | None = None


class Listener:
    """Listens, shows each chat, asks, and writes."""

    def __init__(self, data: BotData, bot: Bot, company: str, folder: Path, options: ListenOptions) -> None:
        self.data, self.bot, self.company, self.options = data, bot, company, options
        self.state = Listening.read(folder, company)
        self.questions = Questions(data, company, allowed=options.questions)
        self.adders: dict[int, tuple[int | None, str]] = {}  # chat → who added the bot: number and name
        self.seen: set[Update] = set()
        self.trusted: int | None = None  # who added the first chat that was taken
        self.agreed: list[Proposal] = []
        self.left: dict[int, Proposal] = {}  # nobody has placed these yet
        self.written = 0
        self.refused = 0
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
            self._listen()
        except KeyboardInterrupt:
            calmed()
        finally:
            self._flush()  # also what Ctrl+C came into
        self.state.store()
        return self._close()

    def _listen(self) -> None:
        """Handle the chats of earlier runs, then events as they come."""
        ends = None if self.options.minutes is None else self.bot.clock() + self.options.minutes * _MINUTE
        self._handle(list(self.state.waiting))
        troubles = 0  # in a row
        while not self.trouble:
            rest = _POLL if ends is None else max(0, min(_POLL, round(ends - self.bot.clock())))
            updates = self.bot.updates(self.state.marker, rest)
            if isinstance(updates, Trouble):
                troubles += 1
                self._note(updates, last=troubles >= _TROUBLES)
                if self.trouble or (ends is not None and self.bot.clock() >= ends):
                    return
                self.bot.sleep(min(_MINUTE, 2.0**troubles))
                continue
            troubles = 0
            fresh = [event for event in updates.events if event not in self.seen]
            self.seen.update(fresh)
            new = [event.chat_id for event in fresh if self._is_new(event)]
            self.state.marker = updates.marker
            self.state.store()  # before any question: nothing is lost if the command ends here
            self._handle(list(dict.fromkeys(new)))
            if ends is not None and self.bot.clock() >= ends and not fresh:
                return
            if updates.events and not fresh:  # the server repeats itself
                self.bot.sleep(2.0)

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

    def _note(self, trouble: Trouble, *, last: bool) -> None:
        if trouble.final or last:
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
        _, adder = self.adders.get(info.chat_id, (None, ""))
        for line in lines_of(proposal, adder):
            write(line)
        flush()
        match proposal.kind:
            case "known":
                self.state.remove(info.chat_id)
            case "refused":
                self.refused += 1
                if proposal.home is None:  # else it only lacks a link today
                    self.state.remove(info.chat_id)
            case "certain":
                self._take(proposal)
            case "ask":
                self._ask(proposal)

    def _take(self, proposal: Proposal) -> None:
        """Accept a certain proposal; ask first, unless `yes` is set and the bot was added by the usual person."""
        adder, name = self.adders.get(proposal.info.chat_id, (None, ""))
        stranger = adder is not None and self.trusted not in (None, adder) and not proposal.chats
        if self.options.yes and not stranger:
            self._agree(proposal, adder)
        elif not self.questions.allowed:
            why = f"бота добавил другой человек ({name})" if stranger else "не согласовано"
            self.left[proposal.info.chat_id] = with_reason(proposal, why)
        elif self.questions.confirmed(
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
        if not self.questions.allowed:
            return
        if proposal.info.kind == "channel":
            if proposal.info.link and self.questions.confirmed("  Записать каналом компании?", yes=False):
                self._write_channel(proposal)
            return
        while proposal.kind == "ask":
            if proposal.chats:
                same = proposal.info.link and proposal.info.link.url == proposal.chats[0].url
                question = "  Всё же записать этому дому?" if same else "  Записать эту ссылку вместо прежней?"
                chosen = proposal if self.questions.confirmed(question, yes=False) else None
            else:
                chosen = self.questions.house_of(proposal)
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

    # --- writing

    def _flush(self) -> None:
        """Write what was agreed."""
        agreed = self.agreed
        if not agreed:
            return
        failed = self.data.write_separately(self.company, agreed, self._edits)
        if failed is None:  # somebody has changed the data: the places may be others
            agreed = [propose(one.info, self.data.known, self.company) for one in agreed]
            for one in agreed:
                if one.kind == "known":
                    self._done(one)
                elif one.kind != "certain":
                    self._leave(one, [_CHANGED])
            agreed = [one for one in agreed if one.kind == "certain"]
            failed = self.data.write_separately(self.company, agreed, self._edits) if agreed else []
        if failed is None:
            failed = [(one, []) for one in agreed]
        for one, errors in failed:
            self._leave(one, [str(error) for error in errors] or [_CHANGED])
        for one in agreed:
            if one not in [left for left, _ in failed]:
                self._done(one)
        self.agreed = []  # only now: until here Ctrl+C would lose them
        self.state.store()

    def _done(self, proposal: Proposal) -> None:
        self.state.remove(proposal.info.chat_id)
        self.left.pop(proposal.info.chat_id, None)
        self.written += 1

    def _edits(self, proposal: Proposal) -> list[Edit]:
        if proposal.chats:
            return [edit for chat in proposal.chats for edit in confirmation(chat, proposal.info, self.data.today)]
        assert proposal.home is not None
        return new_chat(self.data.known, proposal.home, proposal.info, proposal.entrance, self.data.today)

    def _write_channel(self, proposal: Proposal) -> None:
        edits = new_channel(self.data.known, self.company, proposal.info, self.data.today)
        problems = self.data.write({self.company: edits})
        if problems == []:
            self._done(proposal)
        else:
            self._leave(proposal, [str(one) for one in problems or (_CHANGED,)])

    def _leave(self, proposal: Proposal, errors: list[str]) -> None:
        say(f"Не записано, проверка не прошла бы: {name_of(proposal.info)}")
        for error in errors:
            say(error)
        self.left[proposal.info.chat_id] = with_reason(proposal, "проверка не прошла бы")

    def _close(self) -> int:
        for proposal in self.left.values():
            write(f"Осталось: {name_of(proposal.info)}: {proposal.why}".replace("\u00a0", " "))
        waiting = {*self.left, *self.state.waiting}  # also those that Ctrl+C came before
        say(f"Записано чатов: {self.written}. Осталось без дома: {len(waiting)}. Не взято: {self.refused}.")
        if waiting:
            say("К оставшимся вернётся следующий запуск этой же команды.")
        if self.trouble:
            say(f"Остановлено: {self.trouble}.")
        return FAILURE if self.trouble and not self.written else DONE
