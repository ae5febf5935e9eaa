"""How far a run is, from its events: what is done, what is left, and what a person is told."""

from dataclasses import dataclass, field

from rushes.agents.events import AHEAD, Event
from rushes.film.take import BIBLE
from rushes.gate import one_line

_STEPS = ("keyframe", "clip", "print")
_WIDTH = 160
"""A line's columns: a model's reason can be long, and stands whole in `rushes show`."""


@dataclass(slots=True)
class Tally:
    """What is done and what is left, from events. `shots` are those this run has to shoot; the bible's stills are none.

    The review of the scenes may have one shot again, which counts once, or one of an earlier run, which is one more.
    """

    shots: int
    finished: set[str] = field(default_factory=set[str])
    takes: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_STEPS, 0))
    over_at: float | None = None

    @property
    def done(self) -> int:
        """How many shots are done."""
        return len(self.finished)

    def hear(self, event: Event, now: float) -> None:
        """Count an event, at a second of some clock."""
        if event.step in self.takes:
            self.takes[event.step] += not event.shot.startswith(BIBLE)
        elif event.step == "done":
            self.finished.add(event.shot)
            self.shots = max(self.shots, self.done)
        elif event.step == AHEAD:
            self.over_at = now + event.seconds

    def seconds_left(self, now: float) -> float | None:
        """Until the end as it was last told; None while nobody knows."""
        return None if self.over_at is None else max(0.0, self.over_at - now)


def clock(seconds: float) -> str:
    """1:05 or 2:03:04."""
    minutes, second = divmod(round(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def sentence(event: Event) -> str:
    """What a person is told of an event; empty for the everyday ones."""
    told = {
        "read": f"read      {event.text}",
        "planned": f"planned   {event.text}",
        "resumed": f"going on  {event.text}",
        "failed-keyframe": f"{event.shot}: no keyframe: {event.text}",
        "failed-clip": f"{event.shot}: no clip: {event.text}",
        "failed-print": f"{event.shot}: no print: {event.text}",
        "waiting": f"{event.shot or event.text}: waits for you",
        "bible": f"bible     {event.text}",
        "cut": f"cut       {event.text}",
        "studio": event.text,
    }
    if event.step.startswith("judged-") and not event.text.startswith("accept"):
        return one_line(f"{event.shot}: {event.text}", _WIDTH)
    return told.get(event.step, "")


def every_word(event: Event) -> str:
    """What a log says of an event: what a person is told, and the everyday ones too; empty for what is no news."""
    if event.step in _STEPS:
        return f"{event.text} made in {event.seconds:.1f} s"
    if event.step.startswith("judged-") and event.text.startswith("accept"):
        return f"{event.shot}: {event.step.removeprefix('judged-')} accepted"
    if event.step == "done":
        return f"{event.shot}: {event.text}"
    return sentence(event)
