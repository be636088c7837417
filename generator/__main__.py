"""`domchat` and `python -m generator`: loads the program so that Ctrl+C never shows a traceback.

Not in our hands is what runs before: Python's own start, and `import re` in the script that pip writes. Of 300 attempts
in the first 60 ms these showed 16 and 34 tracebacks.
"""

import _signal as signal  # type: ignore[import-not-found] # `signal` loads for 8 ms, in which Ctrl+C is a traceback
import gc


def start() -> None:
    """Run the command; until there is something to clean up, Ctrl+C just ends the process."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # it may be ignored, as in the background
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    # A build makes millions of small values and few cycles: with the usual thresholds, garbage collection doubles its
    # time, and takes an eighth of loading the program.
    gc.set_threshold(200_000, 20, 100)
    from generator.commands.cli import run  # noqa: PLC0415 - loading takes longest

    run()


if __name__ == "__main__":
    start()
