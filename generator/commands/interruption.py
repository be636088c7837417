"""Ctrl+C that ends a command in good order: what was agreed is written, and the command reports as usual."""

import signal


def calmed() -> None:
    """Stop the timer that ends the process a moment after Ctrl+C; a second Ctrl+C still ends it at once."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0)
