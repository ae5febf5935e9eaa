"""How long a night's end takes: the cut and the report, by what they took before."""

from collections.abc import Iterable
from dataclasses import dataclass

from rushes.film.night_log import NightLog, What

MARGIN = 10.0
"""Seconds for what nobody foresees: closing files, a worker that ends."""

TWICE = 2.0
"""A cut may take longer than the longest before: the film has grown, the disk is busy."""

_CUT = (5.0, 0.1)
"""Seconds, and seconds a second of the film, until a cut was measured: drafts are joined many times quicker."""

_REPORT = (10.0, 0.1)
"""The same for a report: its copy of a ten-minute film took 45 s."""


@dataclass(slots=True)
class Ending:
    """What is kept free at the end of a night; `film` is the film's length in seconds.

    `prints` are bytes of prints that no cut has joined yet.
    """

    film: float = 0.0
    prints: int = 0
    cut: float = 0.0
    report: float = 0.0

    @property
    def seconds(self) -> float:
        """How long before the deadline the crew stops."""
        cut = self.cut or _CUT[0] + _CUT[1] * self.film
        report = self.report or _REPORT[0] + _REPORT[1] * self.film
        return MARGIN + TWICE * (cut + report)

    def learn(self, logs: Iterable[NightLog]) -> None:
        """Take what the night's earlier sittings measured."""
        for log in logs:
            self.took_cut(max((one.seconds for one in log.of(What.CUT)), default=0.0))
            self.took_report(max((one.seconds for one in log.of(What.REPORT)), default=0.0))

    def took_cut(self, seconds: float) -> None:
        """A cut was made."""
        self.cut = max(self.cut, seconds)

    def took_report(self, seconds: float) -> None:
        """A report was written."""
        self.report = max(self.report, seconds)
