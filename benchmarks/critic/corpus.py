"""The corpus: every shot of some stories, clean and with each defect, before the draft profile's gates."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from benchmarks.critic import defects
from benchmarks.critic.defects import Spot
from rushes.agents import critic
from rushes.agents.house.plan import plan
from rushes.configs.profile import Picture, Profile, load_profile
from rushes.errors import BadMedia
from rushes.film.frames import Size
from rushes.film.gauge import Gauge
from rushes.film.learning import wilson
from rushes.film.manifest import SceneManifest
from rushes.film.sheets import subjects
from rushes.film.take import TakeKind
from rushes.tools.footage import TechnicalScorer
from rushes.tools.protocols import Reference, Sight, TakeScorer
from rushes.tools.reading import read_source
from rushes.tools.scoring.likeness import LikenessScorer
from rushes.tools.scoring.pictures import count, pictures
from rushes.tools.scoring.storyboard import StoryboardScorer

STORIES = (
    "examples/the-lamplighters-last-round.md",
    "examples/special-delivery.fountain",
    "examples/the-orchard-in-winter.md",
)
SIZE = Size(640, 360)
FRAMES = 48
CLEAN = "clean"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the critic said of one take: its story, shot and kind, the defect it has, whether it was weak, and why."""

    story: str
    shot: str
    kind: TakeKind
    defect: str
    weak: bool
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the confusion table."""

    kind: TakeKind
    defect: str
    takes: int
    weak: int
    failed: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """Of takes that were found weak."""
        return self.weak / self.takes

    @property
    def interval(self) -> tuple[float, float]:
        """Its Wilson interval at 95 %."""
        return wilson(self.weak, self.takes)


@dataclass(slots=True)
class Critic:
    """The draft profile's scorers and gates, without graph and store."""

    profile: Profile
    bible: tuple[Reference, ...]
    scorers: Sequence[TakeScorer] = field(
        default_factory=lambda: (TechnicalScorer(), StoryboardScorer(), LikenessScorer())
    )

    def weak(self, file: Path, kind: TakeKind, spot: Spot, stills: tuple[Path, ...] = ()) -> tuple[str, ...]:
        """The measures whose gates a take fails; a file that does not decode fails by that."""
        sight = Sight(file, kind, spot.setup, stills, self.bible)
        measures: dict[str, float] = {}
        try:
            for scorer in self.scorers:
                measures.update(scorer.measure(sight))
        except BadMedia:
            return ("it does not decode",)
        shot = next(shot for _, shot in spot.manifest.shots() if shot.number == spot.number)
        frames = 1 if kind is TakeKind.KEYFRAME else FRAMES
        gates = critic.gates_for(kind, shot, self.profile, frames)
        scores = critic.scores(measures, gates, kind, "draft", Gauge())
        return tuple(score.measure for score in scores if not score.passed)


def judged(stories: Iterable[str] = STORIES, every: int = 1, seed: int = 100, size: Size = SIZE) -> Iterator[Verdict]:
    """Every `every`-th shot of the stories, clean and spoiled in every way, and what the critic says."""
    profile = load_profile("draft").model_copy(update={"picture": Picture(size=str(size))})
    for story in stories:
        manifest = plan(read_source(Path(story)))
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            looking = Critic(profile, _bible(manifest, size, folder))
            numbers = [shot.number for _, shot in manifest.shots()][::every]
            for place, number in enumerate(numbers):
                spot = Spot(manifest, number, seed + place)
                for kind, defect, failed in _one(spot, looking, size, folder / number):
                    yield Verdict(Path(story).stem, number, kind, defect, bool(failed), failed)


def _bible(manifest: SceneManifest, size: Size, folder: Path) -> tuple[Reference, ...]:
    return tuple(
        Reference(
            subject=one.id,
            place=one.place,
            sheet=None if one.place else one.setup,
            file=defects.painted(one.setup, size, 1, folder / "bible" / one.id),
        )
        for one in subjects(manifest)
    )


def _one(spot: Spot, looking: Critic, size: Size, folder: Path) -> Iterator[tuple[TakeKind, str, tuple[str, ...]]]:
    still = defects.painted(spot.setup, size, spot.seed, folder / "clean")
    for defect, file in _stills(spot, still, size, folder):
        yield TakeKind.KEYFRAME, defect, looking.weak(file, TakeKind.KEYFRAME, spot)
    clip = defects.moved(spot.setup, still, size, spot.seed, FRAMES, folder / "clean")
    for defect, file in _clips(spot, clip, size, folder):
        yield TakeKind.CLIP, defect, looking.weak(file, TakeKind.CLIP, spot, (still,))


_ELSE = {
    "swapped character": defects.other_person,
    "wrong place": defects.other_place,
    "duplicate of another shot": defects.other_shot,
}


def _stills(spot: Spot, still: Path, size: Size, folder: Path) -> Iterator[tuple[str, Path]]:
    yield CLEAN, still
    yield "truncated file", defects.torn(still, folder / "torn.png")
    picture = pictures(still, (0,))[0]
    for defect, spoil in defects.STILLS.items():
        yield defect, defects.written_still(spoil(picture, Random(spot.number)), folder / f"{defect}.png")
    for defect, change in _ELSE.items():
        setup = change(spot)
        if setup is not None:
            yield defect, defects.painted(setup, size, spot.seed, folder / defect)


def _clips(spot: Spot, clip: Path, size: Size, folder: Path) -> Iterator[tuple[str, Path]]:
    yield CLEAN, clip
    yield "truncated file", defects.torn(clip, folder / "torn.mp4")
    shown = pictures(clip, tuple(range(count(clip))))
    frames = [shown[number] for number in range(FRAMES)]
    rng = Random(spot.number)
    for defect, spoil in defects.STILLS.items():
        seed = rng.randrange(1 << 30)
        spoilt = [spoil(frame, Random(seed)) for frame in frames]
        yield defect, defects.written_clip(spoilt, folder / f"{defect}.mp4")
    for defect, spoil in defects.CLIPS.items():
        yield defect, defects.written_clip(spoil(frames, rng), folder / f"{defect}.mp4")
    for defect, change in _ELSE.items():
        setup = change(spot)
        if setup is not None:
            other = defects.painted(setup, size, spot.seed, folder / f"{defect} still")
            yield defect, defects.moved(setup, other, size, spot.seed, FRAMES, folder / f"{defect} clip")


def confusion(verdicts: Iterable[Verdict]) -> list[Row]:
    """How many takes of each kind and defect were found weak, and by which measures most."""
    tallies: dict[tuple[TakeKind, str], list[Verdict]] = {}
    for one in verdicts:
        tallies.setdefault((one.kind, one.defect), []).append(one)
    rows: list[Row] = []
    for (kind, defect), group in tallies.items():
        names = [name for one in group for name in one.failed]
        most = sorted(set(names), key=lambda name: -names.count(name))[:3]
        rows.append(Row(kind, defect, len(group), sum(one.weak for one in group), tuple(most)))
    return sorted(rows, key=lambda row: (row.kind, row.defect != CLEAN, row.defect))
