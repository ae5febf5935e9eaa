"""A worker's tools, laid out: doubles or real ones, whatever a test puts there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from doubles.cards import CardMover, CardPainter
from rushes.studio.jobs import Seen
from rushes.tools.editor import FfmpegEditor
from rushes.tools.footage import TechnicalScorer
from rushes.tools.protocols import Editor, KeyframePainter, MotionMaker, TakeScorer


@dataclass
class Bench:
    """Satisfies `Tools`. `gone` are the models it was asked to let go of, `sights` what `seen` will answer once."""

    painter: KeyframePainter = field(default_factory=CardPainter)
    mover: MotionMaker = field(default_factory=CardMover)
    scorers: Sequence[TakeScorer] = field(default_factory=lambda: (TechnicalScorer(),))
    editor: Editor = field(default_factory=FfmpegEditor)
    sights: tuple[Seen, ...] = ()
    gone: list[str] = field(default_factory=list)
    closed: bool = False

    def seen(self) -> tuple[Seen, ...]:
        sights, self.sights = self.sights, ()
        return sights

    def let_go(self, models: Collection[str]) -> None:
        self.gone += models
        for tool in (self.painter, self.mover):
            if tool.spec.name in models:
                tool.close()

    def close(self) -> None:
        self.painter.close()
        self.mover.close()
        for scorer in self.scorers:
            scorer.close()
        self.closed = True
