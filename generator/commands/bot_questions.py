"""The questions of `domchat bot listen`, answered at the keyboard."""

import sys
from collections.abc import Sequence

from generator.addresses import Refusal
from generator.commands.bot_data import BotData
from generator.commands.bot_words import title_of
from generator.commands.screen import say
from generator.link_check.bot import Home, Proposal, place_at

_MOST_GUESSES = 9
_YES, _NO = ("д", "да", "y", "yes"), ("н", "нет", "n", "no")


class Questions:
    """Asks a person of one company; `allowed` is False when nothing may be asked, or nobody answers any more."""

    def __init__(self, data: BotData, company: str, *, allowed: bool) -> None:
        self._data, self._company, self.allowed = data, company, allowed

    def confirmed(self, question: str, *, yes: bool) -> bool:
        """Return True if the person agrees; `yes` is what Enter means."""
        while True:
            answer = self._answer(f"{question} [{'Д/н' if yes else 'д/Н'}] ")
            if answer is None:
                return False
            if not answer:
                return yes
            if answer.lower() in (*_YES, *_NO):
                return answer.lower() in _YES

    def house_of(self, proposal: Proposal) -> Proposal | None:
        """Return the proposal for the house that the person named, or None."""
        guesses = proposal.guesses[:_MOST_GUESSES]
        for number, home in enumerate(guesses, 1):
            say(f"    {number} — {title_of(home)}")
        while True:
            answer = self._answer(
                "  Какой это дом? " + ("Цифра, " if guesses else "") + "адрес или номер на сайте; Enter — пропустить: "
            )
            if not answer:
                return None
            named = self._home_named(answer, guesses)
            if isinstance(named, Home):
                return place_at(proposal.info, self._data.known, named, proposal.entrance)
            say(f"  {named}")

    def _home_named(self, answer: str, guesses: Sequence[Home]) -> Home | str:
        """Return the company's house, or why the answer is none."""
        if answer.isdigit() and 1 <= int(answer) <= len(guesses):
            return guesses[int(answer) - 1]
        found = self._data.known.reader.index.named(answer)
        if isinstance(found, Refusal):
            return f"{found.text} {found.hint}"
        own = [home for home in found if home.slug == self._company]
        if not own:
            return "это дом другой компании" if found else "такого дома у компании в данных нет"
        return own[0]

    def _answer(self, question: str) -> str | None:
        """Return a line from the keyboard; None, and no more questions, at its end."""
        say(question.rstrip())
        try:
            line = sys.stdin.readline() if sys.stdin else ""
        except UnicodeDecodeError:  # typed in another encoding: no answer, so it is asked again
            return "?"
        if not line:
            self.allowed = False
            return None
        return line.strip()
