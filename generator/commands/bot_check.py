"""`domchat bot check`: ask about every chat that the companies' bots are in, renew dates, and report."""

from collections.abc import Mapping
from itertools import count
from pathlib import Path

from generator.commands.bot_data import BotData
from generator.commands.exit_codes import BAD_DATA, DONE, FAILURE, WRONG_USAGE
from generator.commands.interruption import calmed
from generator.commands.progress import Progress
from generator.commands.screen import say, write
from generator.commands.text_files import write_texts
from generator.link_check.bot import (
    TO_DECIDE,
    WORDS,
    Bot,
    Finding,
    Trouble,
    Unfinished,
    Watched,
    as_json,
    check_chats,
    counts,
    report_files,
    watched_chats,
)
from generator.text import NBSP, plural

_INTERRUPTED = "прервано"


def check(data: BotData, bots: Mapping[str, Bot], folder: Path, *, dry_run: bool, as_json: bool) -> int:
    """Check the chats of each company with its bot; return the exit code."""
    return _Check(data, bots, folder).run(dry_run=dry_run, json=as_json)


class _Check:
    def __init__(self, data: BotData, bots: Mapping[str, Bot], folder: Path) -> None:
        self.data, self.bots, self.folder = data, bots, folder
        self.unfinished = Unfinished.read(folder, data.today)
        self.findings: dict[str, list[Finding]] = {}
        self.stopped: dict[str, str] = {}  # company → why its bot could not go on

    def run(self, *, dry_run: bool, json: bool) -> int:
        """Ask, write, report."""
        known = self.data.known
        chats = {slug: watched_chats(known, slug) for slug in self.bots}
        self._say_left_out()
        if not any(chats.values()):
            say("Ни у одного чата нет номера (chat_id): сначала добавьте бота в чаты, см. domchat bot listen.")
            return WRONG_USAGE
        try:
            self._ask_all(chats)
        except KeyboardInterrupt:
            calmed()
            self.stopped.setdefault("", _INTERRUPTED)
        problems = [] if dry_run else self._write()
        for problem in problems:
            (say if json else write)(problem)
        if problems:
            say("Это не записано: получившееся не прошло бы проверку.")
        self._store(again=bool(self.stopped) and not dry_run and not problems)
        reason = "; ".join(f"{known.name_of(slug)}: {why}" if slug else why for slug, why in self.stopped.items())
        names = {slug: known.name_of(slug) for slug in self.findings}
        write_texts({self.folder / name: text for name, text in
                     report_files(self.findings, names, self.data.today, reason)})  # fmt: skip
        self._show(reason, json=json)
        if problems:
            return BAD_DATA
        answered = any(one.state != "unknown" for several in self.findings.values() for one in several)
        return FAILURE if self.stopped and not answered else DONE

    def _ask_all(self, chats: Mapping[str, list[Watched]]) -> None:
        total, done = sum(map(len, chats.values())), count(1)
        with Progress("чаты") as progress:
            for slug, several in chats.items():
                if not several:
                    continue
                found = self.findings.setdefault(slug, [])
                for one in check_chats(
                    several, self.bots[slug], self.data.known, self.unfinished, lambda: progress.show(next(done), total)
                ):
                    if isinstance(one, Trouble):
                        self.stopped[slug] = one.text
                    else:
                        found.append(one)

    def _say_left_out(self) -> None:
        without = [
            slug for slug in self.data.known.drafts.companies
            if slug not in self.bots and watched_chats(self.data.known, slug)
        ]  # fmt: skip
        if without and len(self.bots) != 1:
            say(f"Без токена, не сверяем: {', '.join(sorted(without))}.")

    def _write(self) -> list[str]:
        """Write what is confirmed; return why some of it could not be written."""
        problems: list[str] = []
        for slug, findings in self.findings.items():
            failed = self.data.write_separately(slug, findings, lambda one: one.edits)
            if failed is None:
                problems.append(f"{slug}: данные за это время изменил кто-то другой; повторите команду")
            for one, errors in failed or ():
                problems += [f"{one.watched.where.replace(NBSP, ' ')}: {error}" for error in errors]
        return problems

    def _store(self, *, again: bool) -> None:
        if again:
            self.unfinished.store()
        else:
            self.unfinished.forget()

    def _show(self, reason: str, *, json: bool) -> None:
        if json:
            write(as_json(self.findings, self.data.today, reason).rstrip("\n"))
        for findings in self.findings.values() if not json else ():
            for one in findings:
                if one.state != "confirmed":
                    place = one.watched.where.replace("\u00a0", " ")
                    write(f"{place}: {WORDS[one.state]}: {one.reason}".replace("\u00a0", " "))
        everything = [one for several in self.findings.values() for one in several]
        say(counts(everything))
        if reason:
            say(f"Остановлено: {reason}. Продолжит та же команда.")
        say(f"Отчёты для компаний: {self.folder}")
        decide = sum(one.state in TO_DECIDE for one in everything)
        if decide:
            say(f"Решить человеку: {plural(decide, 'чат', 'чата', 'чатов')}, см. {self.folder / 'attention.md'}")
