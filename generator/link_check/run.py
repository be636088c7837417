"""A run: control requests before and after the links, then all answers are judged together."""

from collections.abc import Callable
from datetime import date, timedelta

from msgspec import Struct, field

from generator.link_check.asking import Asker
from generator.link_check.controls import Form, form_of, forms, made_up
from generator.link_check.memory import Memory, Remembered, key_of
from generator.link_check.pages import Answer
from generator.link_check.targets import Target
from generator.link_check.verdicts import Verdict, is_refusal, judge, shows_a_chat

_CONTROL = "control:"
_NOT_ASKED = Verdict(state="unknown", reason="ещё не спрашивали")


class Finding(Struct, frozen=True, kw_only=True):
    """The verdict on a link today. `before` is an earlier run's verdict."""

    target: Target
    verdict: Verdict
    day: date | None
    before: Remembered | None = None


class Outcome(Struct, frozen=True, kw_only=True):
    """The findings in the order of the links; `stopped` says why the run ended early."""

    findings: tuple[Finding, ...]
    asked: int
    stopped: str = ""


class Run(Struct, kw_only=True):
    """A run. A live link is checked again after `again_after` days; `tell` is called after each answer."""

    targets: tuple[Target, ...]
    asker: Asker
    memory: Memory
    today: date
    again_after: int
    at_once: int
    tell: Callable[[], None] = lambda: None
    _answers: dict[str, Answer] = field(default_factory=dict)
    _controls: dict[Form, list[Answer]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Load the answers of an interrupted run of the same day."""
        for key, answer in self.memory.unfinished(self.today):
            self._add(key, answer)

    def pending(self) -> tuple[Target, ...]:
        """Return the links that have to be checked."""
        return tuple(one for one in self.targets if not self._is_fresh(one) and _key(one) not in self._answers)

    def check(self) -> Outcome:
        """Request the pages, judge the answers, store and return the findings."""
        pending = self.pending()
        kinds = forms(pending)
        self._ask_controls(kinds)
        if not self.asker.stopped:
            for url, answer in self.asker.ask_all([one.link.url for one in pending], self.at_once):
                self._store(key_of(url), answer)
                self.tell()
        if not self.asker.stopped:
            self._ask_controls(kinds)
        verdicts = self._judge()
        findings = tuple(self._finding(one, verdicts) for one in self.targets)
        if not self.asker.stopped:
            self.memory.store(verdicts, self.today)
        asked = sum(_key(one) in self._answers for one in pending)
        return Outcome(findings=findings, asked=asked, stopped=self.asker.stopped)

    def _is_fresh(self, target: Target) -> bool:
        known = self.memory.known.get(_key(target))
        oldest = self.today - timedelta(days=self.again_after)
        return known is not None and known.verdict.state == "alive" and oldest < known.day <= self.today

    def _ask_controls(self, kinds: list[Form]) -> None:
        for form in kinds:
            answer = self.asker.ask(made_up(form))
            if answer is None:
                return
            if answer.error:
                self.asker.stopped = f"сеть не отвечает: {answer.error}"
                return
            self._store(_CONTROL + form, answer)

    def _store(self, key: str, answer: Answer) -> None:
        self._add(key, answer)
        if not is_refusal(answer):  # so that the next run asks again
            self.memory.append(key, answer, self.today)

    def _add(self, key: str, answer: Answer) -> None:
        if key.startswith(_CONTROL):
            self._controls.setdefault(key.removeprefix(_CONTROL), []).append(answer)
        else:
            self._answers[key] = answer

    def _judge(self) -> dict[str, Verdict]:
        """Return a verdict for each answer; «not found» counts only if the server found another link."""
        form_by_key = {_key(one): form_of(one.link) for one in self.targets}
        mine = {key: answer for key, answer in self._answers.items() if key in form_by_key}
        living = {
            form_by_key[key]
            for key, answer in mine.items()
            if shows_a_chat(answer, self._controls.get(form_by_key[key], ()))
        }
        return {
            key: judge(answer, self._controls.get(form_by_key[key], ()), others_live=form_by_key[key] in living)
            for key, answer in mine.items()
        }

    def _finding(self, target: Target, verdicts: dict[str, Verdict]) -> Finding:
        key = _key(target)
        known = self.memory.known.get(key)
        if key in verdicts:
            return Finding(target=target, verdict=verdicts[key], day=self.today, before=known)
        if known is not None and self._is_fresh(target):
            return Finding(target=target, verdict=known.verdict, day=known.day)
        return Finding(target=target, verdict=_NOT_ASKED, day=None, before=known)


def _key(target: Target) -> str:
    return key_of(target.link.url)
