"""One command at a time changes the data: the second waits for the first, and then reads what it wrote."""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from generator.commands.screen import say
from generator.text import locked


def data_locked(data: Path) -> AbstractContextManager[None]:
    """Return a hold on the folder of the data, if there is one; no file is made for it."""
    return locked(data, _say_waiting) if data.is_dir() else nullcontext()


def _say_waiting() -> None:
    say("Эти данные сейчас меняет другая команда: ждём, пока она закончит.")
