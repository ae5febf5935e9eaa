"""The stage of one scene, and the thread that runs from shot to shot through the film."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rushes.agents.house.coverage.draft import Draft
from rushes.agents.house.coverage.moments import Moment
from rushes.film.breakdown import Beat, BeatKind, SceneBreakdown
from rushes.film.grammar.view import View
from rushes.film.manifest import Location
from rushes.film.vocabulary import Facing, Feeling, Move, Pose, Prop, ShotSize

_POSTURES = frozenset({Pose.STAND, Pose.SIT, Pose.KNEEL, Pose.LIE, Pose.LEAN})
"""Poses that somebody keeps until something else is told; the others pass with their beat."""

_TOWARDS = frozenset({Move.PUSH_IN, Move.ZOOM_IN})
_ALONG = frozenset({Move.TRACK_LEFT, Move.TRACK_RIGHT})


@dataclass(frozen=True, slots=True)
class Stage:
    """A scene as the camera finds it: its place, its people's names, the side each is on, who is seen at all."""

    scene: SceneBreakdown
    place: Location
    names: Mapping[str, str]
    looks: Mapping[str, Facing]
    on_stage: frozenset[str]
    peak: Moment | None

    def named(self, people: tuple[str, ...]) -> str:
        """Their names in a row: `Mara`, `Mara and Tom`, `Mara, Tom and Ada`."""
        names = [self.names[person] for person in people]
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


@dataclass(slots=True)
class Thread:
    """What the next shot has to know of the ones before it."""

    view: View | None = None
    sizes_in_a_row: int = 0
    widest: ShotSize | None = None
    shots: int = 0
    pushes: int = 0
    since_push: int = 99
    since_tilted: int = 99
    turn: int = 0
    looker: str | None = None
    last_seen: str | None = None
    tracks_in_a_row: int = 0
    last_speaker: str | None = None
    poses: dict[str, Pose] = field(default_factory=dict[str, Pose])
    feelings: dict[str, Feeling] = field(default_factory=dict[str, Feeling])
    props: Counter[Prop] = field(default_factory=Counter[Prop])
    met: set[str] = field(default_factory=set[str])

    def enter_scene(self) -> None:
        """Forget what belongs to the scene before; who and what was seen stays known."""
        self.view, self.sizes_in_a_row, self.widest = None, 0, None
        self.turn, self.looker, self.last_speaker, self.last_seen = 0, None, None, None
        self.poses.clear()
        self.feelings.clear()

    def hear(self, beats: tuple[Beat, ...]) -> None:
        """Take over what the beats tell of postures and feelings."""
        for beat in beats:
            doer = beat.speaker if beat.kind is BeatKind.SPEECH else next(iter(beat.present), None)
            if doer is None:
                continue
            self.feelings[doer] = beat.feeling
            if beat.pose is not None:
                self.poses[doer] = beat.pose

    def pass_over(self, beats: Iterable[Beat]) -> None:
        """Take over the postures that beats outside the film leave people in."""
        for beat in beats:
            if beat.present and beat.pose is not None and beat.pose in _POSTURES:
                self.poses[beat.present[0]] = beat.pose

    def shot(self, draft: Draft) -> None:
        """Remember a shot, and let passing poses end with it."""
        view = draft.framing.view
        self.sizes_in_a_row = self.sizes_in_a_row + 1 if self.view and self.view.size is view.size else 1
        self.view = view
        if self.widest is None or view.size.width_rank < self.widest.width_rank:
            self.widest = view.size
        self.shots += 1
        self.pushes += draft.move in _TOWARDS
        self.since_push = 0 if draft.move in _TOWARDS else self.since_push + 1
        self.tracks_in_a_row = self.tracks_in_a_row + 1 if draft.move in _ALONG else 0
        if draft.framing.figures:
            self.last_seen = draft.framing.figures[0].character
        self.props.update(draft.framing.props)
        self.met.update(figure.character for figure in draft.framing.figures)
        for person, pose in list(self.poses.items()):
            if pose not in _POSTURES:
                self.poses[person] = Pose.STAND
