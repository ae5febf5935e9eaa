"""The line to the terminal: a slow one must not be fed faster than it takes."""

import select
import sys


def is_free() -> bool:
    """Whether the terminal takes more at once.

    Textual writes on a thread with a queue of its own: frames for a terminal far away would pile up there, and keys
    wait behind them. While the thread is held up, so is the line.
    """
    terminal = sys.__stderr__  # where Textual writes
    if sys.platform == "win32" or terminal is None or not terminal.isatty():
        return True
    return bool(select.select([], [terminal], [], 0)[1])
