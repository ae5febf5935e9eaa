"""What is asked of the tools for a shot, and the slates that say so."""

from dataclasses import dataclass
from itertools import zip_longest

from pydantic import JsonValue

from rushes.agents import critic
from rushes.agents.bible import references
from rushes.agents.composing import composition_of
from rushes.agents.delivering import wishes_for
from rushes.agents.production import Production
from rushes.agents.takes import Attempt
from rushes.configs.equipment import equipment
from rushes.configs.profile import Profile
from rushes.film.cut import joint_frames
from rushes.film.frames import frames_for
from rushes.film.manifest import Scene, Shot
from rushes.film.setup import Setup
from rushes.film.spoken import cues_within, narration_cues, shot_frames
from rushes.film.subtitles import Cue, cues
from rushes.film.take import Slate, Take, TakeKind, seed_for, varied
from rushes.memory.vault import Kept
from rushes.tools.draft.revision import draft_spec
from rushes.tools.finishing.chain import finishing_chain
from rushes.tools.protocols import Lettering

_STRENGTH = 0.15
"""Of what is carried over from stills, a step of the climb."""

MOST_STILLS = 4
"""Reference stills a painter is shown at most: each is 729 tokens more for FLUX to read (its Redux)."""


@dataclass(frozen=True, slots=True)
class _Brief:
    """What an attempt is made from: the planned shot and its place in the film, its setup with the prompts in force."""

    order: int
    shot: Shot
    setup: Setup
    version: str
    keyframe_variation: int
    clip_variation: int


def _brief(production: Production, number: str, composition: str) -> _Brief:
    order, _, shot = production.find(number)
    setup = production.setup(number)
    chosen = composition_of(production, composition)
    if chosen is None:
        return _Brief(order, shot, setup, "plan", 0, 0)
    prompts = {"keyframe_prompt": chosen.keyframe_prompt, "motion_prompt": chosen.motion_prompt}
    composed = setup.model_copy(update={"shot": setup.shot.model_copy(update=prompts)})
    return _Brief(order, shot, composed, chosen.version, chosen.keyframe_variation, chosen.clip_variation)


def clip_frames(shot: Shot, profile: Profile) -> int:
    """How many frames the shot runs at the film's rate."""
    return frames_for(shot.seconds, profile.fps)


def call_for(production: Production, number: str, composition: str = "") -> None:
    """Put the shot, as it is composed now, on the call sheet of those who read prompts."""
    tools = production.equipment
    if tools.painter.spec.reads_prompts or tools.mover.spec.reads_prompts:
        production.sheet.setups.append(_brief(production, number, composition).setup)


@dataclass(frozen=True, slots=True)
class Try:
    """Which attempt at a shot this is: the `attempt`-th of a kind in a person's `round` and after a look at its scene.

    `composition` is the key of the prompts in force, empty for the plan's own.
    """

    shot: str
    round: int = 0
    review: int = 0
    attempt: int = 0
    composition: str = ""

    def seed(self, project: int, kind: TakeKind) -> int:
        """The attempt's seed."""
        return seed_for(project, self.shot, kind, self.round, self.attempt + self.review * _MORE_THAN_A_ROUND)


_MORE_THAN_A_ROUND = 1000
"""Attempts: what a look at the scene sends back begins with seeds that no earlier round had."""


def keyframe_attempt(production: Production, this: Try, control: Take | None = None, strength: int = 0) -> Attempt:
    """A still of a shot, painted after the bible's stills and an earlier keyframe.

    `strength` is by how many steps more of the stills is to show than the profile says.
    """
    brief = _brief(production, this.shot, this.composition)
    seed = varied(this.seed(production.project.settings.seed, TakeKind.KEYFRAME), brief.keyframe_variation)
    stills = _stills(production, brief.setup)
    shown = Shown(tuple(still.sha256 for still in stills), control.sha256 if control else "", strength)
    slate = keyframe_slate(production, brief.setup, brief.version, seed, shown)
    vault = production.project.vault
    parents = [still.name for still in stills] + ([control.media] if control else [])
    return Attempt(
        this.shot,
        brief.order,
        slate,
        tuple(map(vault.path, parents)),
        brief.setup,
        critic.gates_for(TakeKind.KEYFRAME, brief.shot, production.profile, 1),
        production.profile.fps * 0,
        stills=tuple(vault.path(still.name) for still in stills),
        bible=references(production, brief.setup.location.id),
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """The pictures a painter is shown, by their sha256: reference stills, and an earlier keyframe ("": none).

    `strength` is by how many steps more of the stills is to show.
    """

    stills: tuple[str, ...] = ()
    control: str = ""
    strength: int = 0

    @property
    def media(self) -> tuple[str, ...]:
        """All of them, the keyframe last."""
        return (*self.stills, *([self.control] if self.control else []))


def keyframe_slate(production: Production, setup: Setup, prompts: str, seed: int, shown: Shown | None = None) -> Slate:
    """Everything that determines a still. `prompts` is the version of the prompts that wrote the setup's."""
    spec, shown = production.equipment.painter.spec, shown or Shown()
    parameters: dict[str, JsonValue] = {
        "setup": setup.model_dump(mode="json"),
        "prompts": prompts,
        "size": str(production.profile.keyframe_size),
    }
    if shown.media:
        parameters["references"] = len(shown.stills)
    if shown.stills and shown.strength:
        weight = production.profile.painting.reference_weight + shown.strength * _STRENGTH
        parameters["reference_weight"] = round(min(1.0, max(0.0, weight)), 3)
    if is_steered(production.profile, throughout=True) and not shown.control:
        parameters["drawn"] = draft_spec().revision
    return Slate(
        kind=TakeKind.KEYFRAME,
        backend=spec.name,
        revision=spec.revision,
        seed=seed,
        parents=shown.media,
        parameters=parameters,
    )


def _stills(production: Production, setup: Setup) -> list[Kept]:
    """The bible's stills of who and what the setup shows, the first of each before the second of any."""
    if production.profile.crew.keyframe == "draft":
        return []
    known = production.store.stills.all()
    rows = [known.get(subject, []) for subject in (*(one.id for one in setup.cast), setup.location.id)]
    return [still for turn in zip_longest(*rows) for still in turn if still][:MOST_STILLS]


def clip_attempt(production: Production, this: Try, keyframe: Take) -> Attempt:
    """A clip of a shot, from a keyframe."""
    brief = _brief(production, this.shot, this.composition)
    profile, spec = production.profile, production.equipment.mover.spec
    frames = clip_frames(brief.shot, profile)
    seed = varied(this.seed(production.project.settings.seed, TakeKind.CLIP), brief.clip_variation)
    slate = Slate(
        kind=TakeKind.CLIP,
        backend=spec.name,
        revision=spec.revision,
        seed=seed,
        parents=(keyframe.sha256,),
        parameters={
            "setup": brief.setup.model_dump(mode="json"),
            "prompts": brief.version,
            "keyframe_seed": keyframe.slate.seed,
            "size": str(profile.size),
            "frames": frames,
            "fps": str(profile.fps),
            **({"footage": draft_spec().revision} if profile.moving.footage else {}),
        },
    )
    gates = critic.gates_for(TakeKind.CLIP, brief.shot, profile, frames)
    still = production.project.vault.path(keyframe.media)
    return Attempt(
        this.shot, brief.order, slate, (still,), brief.setup, gates, profile.fps, frames=frames, stills=(still,)
    )


def print_attempt(production: Production, number: str, clip: Take) -> Attempt:
    """The clip, lettered and encoded for the cut."""
    order, scene, shot = production.find(number)
    setup = production.setup(number)
    profile, spec = production.profile, production.equipment.editor.print_spec
    wishes = wishes_for(profile, shot)
    chain = finishing_chain(clip.facts, wishes)
    lettering = _lettering(production, scene, shot, clip.id, chain.frames)
    slate = Slate(
        kind=TakeKind.PRINT,
        backend=spec.name,
        revision=spec.revision,
        seed=0,
        parents=(clip.sha256,),
        parameters={
            "slate": lettering.slate,
            "subtitles": [[cue.start, cue.end, cue.text] for cue in lettering.subtitles],
            "fps": str(profile.film_fps),
            "crf": profile.finish.crf,
            "preset": profile.finish.preset,
            **wishes.slate,
        },
    )
    parents = (production.project.vault.path(clip.media),)
    gates = {"frames": f"={chain.frames}", "width": f"={chain.size.width}", "height": f"={chain.size.height}"}
    return Attempt(number, order, slate, parents, setup, gates, chain.fps, frames=chain.frames)


def _lettering(production: Production, scene: Scene, shot: Shot, clip: str, frames: int) -> Lettering:
    finish, joint = production.profile.finish, joint_frames(production.profile.film_fps)
    names = {character.id: character.name for character in production.plan().manifest.characters}
    words = (spoken_over(production, shot.number) or cues(shot, frames, names, joint)) if finish.subtitles else ()
    move = "" if shot.move == "static" else f" · {shot.move}"
    line = f"{clip}   {scene.heading}   {shot.size} · {shot.angle}{move}" if finish.slate else ""
    return Lettering(line, words)


def spoken_over(production: Production, number: str) -> tuple[Cue, ...]:
    """What a narration says while a shot runs; empty where the film has none."""
    narration, fps = production.store.plans.source().narration, production.profile.film_fps
    if narration is None:
        return ()
    manifest = production.plan().manifest
    return cues_within(narration_cues(manifest, narration, fps), *shot_frames(manifest, fps)[number])


def is_steered(profile: Profile, *, throughout: bool = False) -> bool:
    """Whether keyframes are painted along an earlier picture: by a ControlNet, or a model that can't do otherwise."""
    crew = profile.crew
    steered = crew.keyframe != "draft" and "control" in equipment().named(crew.keyframe).abilities
    return steered or (bool(profile.painting.control) and not throughout)
