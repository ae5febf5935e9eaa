"""When a lost worker is started again, and when that is given up. No clock and no processes."""

from collections.abc import Sequence

IN_A_ROW = 8
"""Losses in a row without a new take between them, after which more of the same is not expected to help: with the waits
between them that is a quarter of an hour, in which a disk may have been cleared or a driver come back."""

IN_ALL = 50
"""Losses in one night: a machine that loses a worker every few minutes does no good to what it makes."""

FIRST, FACTOR, LONGEST = 5.0, 3.0, 300.0
"""Seconds before the first new start, by how much more before each next one in a row, and at most."""


def wait_before_restart(takes: Sequence[int]) -> float | None:
    """Seconds to wait before a worker is started again; None to give up.

    `takes` has for each loss of the night how many takes its worker had made, the newest last.
    """
    row = 0
    for made in reversed(takes):
        if made:
            break
        row += 1
    if row >= IN_A_ROW or len(takes) >= IN_ALL:
        return None
    return min(LONGEST, FIRST * FACTOR ** max(0, row - 1))
