"""A job turned into a tool call: what a worker does with what it is asked."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Protocol

from rushes.film.cut import Dissolve
from rushes.film.encoding import Encoding
from rushes.film.frames import Size
from rushes.film.setup import Setup
from rushes.film.subtitles import Cue
from rushes.film.take import TakeKind
from rushes.studio.jobs import Compare, Job, Join, Look, Make, Outcome, Seen, Splice
from rushes.tools import footage, registry
from rushes.tools.finishing.wishes import Wishes
from rushes.tools.protocols import (
    Editor,
    KeyframePainter,
    KeyframeRequest,
    Lettering,
    MadeFile,
    MotionMaker,
    MotionRequest,
    PrintRequest,
    Progress,
    Sight,
    Sound,
    TakeScorer,
)
from rushes.tools.scoring import scenes


class Tools(Protocol):
    """The tools on one device, each loaded when it is first used."""

    @property
    def painter(self) -> KeyframePainter:
        """Paints keyframes."""
        ...

    @property
    def mover(self) -> MotionMaker:
        """Sets them in motion."""
        ...

    @property
    def scorers(self) -> Sequence[TakeScorer]:
        """Measure takes."""
        ...

    @property
    def editor(self) -> Editor:
        """Makes prints and the cut."""
        ...

    def seen(self) -> tuple[Seen, ...]:
        """What the scorers' models saw since this was last asked."""
        ...

    def let_go(self, models: Collection[str]) -> None:
        """Free the memory of these, by their backends' names."""
        ...

    def close(self) -> None:
        """Free all memory."""
        ...


def carry_out(job: Job, tools: Tools, progress: Progress, sheet: Sequence[Setup] = ()) -> Outcome:
    """Do what a job asks. Raises what the tool raises, and what `progress` raises."""
    match job:
        case Make():
            made = _made(job, tools, progress, sheet)
            return Outcome(file=made.file, settled=dict(made.settled))
        case Look():
            measures = _measured(job, tools)
            return Outcome(file=job.file, measures=measures, seen=tools.seen())
        case Compare():
            return Outcome(file=scenes.contact_sheet(job.shots, job.scratch), measures=scenes.consistency(job.shots))
        case Splice():
            return Outcome(file=_spliced(job, tools.editor))
        case Join():
            sound = Sound(job.recording, job.seconds, job.spans) if job.recording else None
            return Outcome(file=tools.editor.join(job.files, job.scratch, sound))


def _made(job: Make, tools: Tools, progress: Progress, sheet: Sequence[Setup]) -> MadeFile:
    match job.slate.kind:
        case TakeKind.KEYFRAME:
            tools.painter.prepare(tuple(sheet))
            return tools.painter.paint(_still_asked(job), job.scratch, progress)
        case TakeKind.CLIP:
            tools.mover.prepare(tuple(sheet))
            return tools.mover.move(_motion_asked(job), job.scratch, progress)
        case TakeKind.PRINT:
            return tools.editor.print(_print_asked(job), job.scratch, progress)


def _measured(job: Look, tools: Tools) -> dict[str, float]:
    """A print comes from a clip that was measured whole: its frames are counted and its key frames decoded."""
    if job.kind is TakeKind.PRINT:
        return dict(footage.probe(job.file))
    sight = Sight(job.file, job.kind, job.setup, job.stills, job.bible, job.bare)
    numbers: dict[str, float] = {}
    for scorer in tools.scorers:
        numbers.update(scorer.measure(sight))
    return numbers


def _still_asked(job: Make) -> KeyframeRequest:
    given: dict[str, Any] = job.slate.parameters
    stills = given.get("references", 0)
    request = KeyframeRequest(
        setup=Setup.model_validate(given["setup"]),
        size=Size.parse(given["size"]),
        seed=job.slate.seed,
        references=job.parents[:stills],
        reference_weight=given.get("reference_weight"),
        control=next(iter(job.parents[stills:]), None),
    )
    return replace(request, control=_drawn(request, job.scratch)) if given.get("drawn") else request


def _motion_asked(job: Make) -> MotionRequest:
    given: dict[str, Any] = job.slate.parameters
    request = MotionRequest(
        setup=Setup.model_validate(given["setup"]),
        keyframe=job.parents[0],
        keyframe_seed=given["keyframe_seed"],
        size=Size.parse(given["size"]),
        frames=given["frames"],
        fps=Fraction(given["fps"]),
        seed=job.slate.seed,
    )
    return replace(request, footage=_previsualised(request, job.scratch)) if given.get("footage") else request


def _print_asked(job: Make) -> PrintRequest:
    given: dict[str, Any] = job.slate.parameters
    lettering = Lettering(given["slate"], tuple(Cue(*cue) for cue in given["subtitles"]))
    encoding = Encoding(Fraction(given["fps"]), given["crf"], given["preset"])
    wishes = Wishes.model_validate(given.get("finishing", {}))
    return PrintRequest(job.parents[0], lettering, encoding, wishes)


def _drawn(request: KeyframeRequest, scratch: Path) -> Path:
    """The draft renderer's picture of the same set-up, for a model that has nothing else to paint along."""
    folder = Path(mkdtemp(prefix="draft-", dir=scratch))  # of its own: a call that was lost is made again here
    return registry.painter("draft").paint(replace(request, references=()), folder, _unheard).file


def _previsualised(request: MotionRequest, scratch: Path) -> Path:
    """The draft renderer's clip of the same shot: camera and blocking for a model to remake. Raises ToolFailed."""
    folder = Path(mkdtemp(prefix="draft-", dir=scratch))  # of its own: a call that was lost is made again here
    return registry.motion_maker("draft").move(request, folder, _unheard).file


def _unheard(_done: int, _steps: int, _preview: Path | None = None, /) -> None:
    """What is made on the way to a take is not told."""


def _spliced(job: Splice, editor: Editor) -> Path:
    if isinstance(job.piece, Dissolve):
        return editor.dissolve(job.files[0], job.files[1], job.piece, job.encoding, job.scratch)
    return editor.part(job.files[0], job.piece, job.encoding, job.scratch)


def backend_of(job: Job) -> str:
    """The model that has to be there for a job, "" for none: prints and cuts are made with what is always at hand."""
    takes = {TakeKind.KEYFRAME, TakeKind.CLIP}
    return job.slate.backend if isinstance(job, Make) and job.slate.kind in takes else ""
