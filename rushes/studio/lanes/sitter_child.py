"""The sitter: `python -I -S sitter_child.py`, a bare interpreter that imports nothing of rushes'.

It reads "+GROUP" and "-GROUP" from its standard input. When that ends, its parent is gone, and it kills the process
groups that were named and not taken back.
"""

import os
import signal
import sys


def main() -> None:
    """Sit until the parent is gone."""
    # What ends the parent politely may be sent to all of its kind: the parent finishes its step, and is still watched.
    for polite in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(polite, signal.SIG_IGN)
    groups: set[int] = set()
    for line in sys.stdin.buffer:
        group = int(line[1:])
        if line.startswith(b"+"):
            groups.add(group)
        else:
            groups.discard(group)
    for group in groups:
        try:
            os.killpg(group, signal.SIGKILL)
        except OSError:
            continue  # it ended by itself


if __name__ == "__main__":
    main()
