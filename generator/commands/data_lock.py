"""The lock of the data folder: one command at a time changes the data, others wait before they read it."""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from generator.commands.screen import say
from generator.text import locked


def data_locked(data: Path) -> AbstractContextManager[None]:
    """Return a lock on the data folder, if there is one; it makes no file."""
    return locked(data, _say_waiting) if data.is_dir() else nullcontext()


def _say_waiting() -> None:
    say("Эти данные сейчас меняет другая команда: ждём, пока она закончит.")
