"""What a profile would do on this machine, and how long its takes last: measured where there are some."""

from dataclasses import dataclass

from rushes.configs.equipment import ModelEntry, equipment
from rushes.configs.inventory import shipped_llms
from rushes.configs.profile import Profile
from rushes.film.take import TakeKind
from rushes.memory.models import amount, find_folder, published_elsewhere, size_told
from rushes.memory.project import Project
from rushes.memory.timings import Timings
from rushes.service.brains import weights_of as file_of
from rushes.service.room import room_for_llm, room_for_model
from rushes.studio.machine import Card
from rushes.tools.finishing.wheel import ships

TFLOPS = {"H200": 790.0, "RTX 4090": 165.2}
"""Dense 16-bit TFLOP a second by a word of the card's name: the H200 measured in matrix products, the RTX 4090 as
NVIDIA publishes it."""


_DRAFT_PACE = "third"
"""Of a draft's running time, from story to film."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """A profile on this machine: what it does, what stands in its way (nothing: it can begin), how long it takes."""

    work: str
    obstacles: tuple[str, ...]
    time: str


def outlook(profile: Profile, cards: tuple[Card, ...], memory: int, project: Project | None = None) -> Outlook:
    """Look at each model of a profile: is it here, does it fit."""
    obstacles = [*_brainless(profile, cards, memory)]
    for entry in _needed(profile):
        room = room_for_model(entry, cards, memory, eight_bit=profile.memory.eight_bit)
        if room.fits is False:
            obstacles.append(f"{entry.title} does not fit: {room.why}")
        elif find_folder(entry) is None and (cards or not ships(entry.name)):
            obstacles.append(f"{entry.title} is not here ({size_told(entry)}): {_way_here(entry)}")
    return Outlook(_work(profile), tuple(obstacles), _time(profile, cards, project))


def _needed(profile: Profile) -> list[ModelEntry]:
    """The models a profile names, and what these need beside them, each once."""
    known, additions = equipment(), {profile.painting.references, profile.painting.control}
    found: dict[str, ModelEntry] = {}
    for entry in map(known.named, profile.models):
        onto = entry.name in additions and profile.crew.keyframe in known.models
        parts = known.beside(entry, profile.crew.keyframe) if onto else known.parts_of(entry)
        found |= {one.name: one for one in (entry, *parts)}
    return list(found.values())


def _way_here(entry: ModelEntry) -> str:
    return f"`rushes models pull {entry.name}`" if entry.repository else published_elsewhere(entry)


def _work(profile: Profile) -> str:
    """Who does what, and what the film is like."""
    crew, finish = profile.crew, profile.finish
    painter, mover = (_title(name) for name in (crew.keyframe, crew.motion))
    crew_of_two = f"{painter} paints and moves" if painter == mover else f"{painter} paints, {mover} moves"
    brain = {"house-rules": "the house rules plan", "llama": "a local Llama plans", "server": "a server plans"}
    further = [f"{_title(finish.upscale)} enlarges"] if finish.upscale else []
    further += [f"{_title(finish.interpolate)} fills in frames"] if finish.interpolate else []
    said = ", ".join([brain[crew.brain], crew_of_two, *further])
    return f"{said}; {finish.delivery or profile.picture.size} at {profile.film_fps} frames a second"


def _title(name: str) -> str:
    if name in equipment().models:
        return equipment().named(name).title
    return "the draft renderer" if name == "draft" else name


def _brainless(profile: Profile, cards: tuple[Card, ...], memory: int) -> list[str]:
    if profile.crew.brain != "llama":
        return []
    here = file_of(profile.llm).is_file()
    if profile.llm.model.lower().endswith(".gguf"):
        return [] if here else [f"{profile.llm.model} is not here"]
    named, entry = profile.llm.model or shipped_llms().default, shipped_llms().named(profile.llm.model)
    room = room_for_llm(entry, cards, memory)
    if room.fits is False:
        return [f"{entry.title} does not fit: {room.why}"]
    size = f" ({amount(entry.published.size)})" if entry.published else ""
    return [] if here else [f"{entry.title} is not here{size}: `rushes models pull {named}`"]


def _time(profile: Profile, cards: tuple[Card, ...], project: Project | None) -> str:
    """Seconds a shot: a keyframe and a clip, each made once."""
    crew = profile.crew
    measured = _measured(project.store.timings, crew.keyframe, crew.motion) if project else None
    shots = _shots(project) if project else 0
    if project and measured is not None:
        film = f", about {_long(shots * measured)} for its {shots} shots one after another" if shots else ""
        return f"a shot takes {measured:.1f} s{film} (measured in this project)"
    if {crew.keyframe, crew.motion} == {"draft"}:
        return f"a film takes about a {_DRAFT_PACE} of its running time (measured by us on 2 cores: docs/benchmarks.md)"
    floors = [_least(name, cards) for name in (crew.keyframe, crew.motion)]
    if None in floors:
        return "how long a shot takes nobody has measured here yet; a project's own takes will tell (`-p PROJECT`)"
    least = sum(floor for floor in floors if floor is not None)
    many, whose = (shots, "its") if shots else (100, "a film of")
    return (
        f"a shot takes at least {least:.0f} s, {whose} {many} shots {_long(many * least)}: "
        "the arithmetic alone, computed for this card"
    )


def _shots(project: Project) -> int:
    plan = project.store.plans.newest()
    return sum(len(scene.shots) for scene in plan.manifest.scenes) if plan else 0


def _long(seconds: float) -> str:
    return f"{seconds / 3600:.1f} hours" if seconds >= 5400 else f"{max(1, round(seconds / 60))} min"


def _measured(timings: Timings, painter: str, mover: str) -> float | None:
    takes = [timings.of(TakeKind.KEYFRAME, painter), timings.of(TakeKind.CLIP, mover)]
    known = [take.seconds for take in takes if take]
    return sum(known) if len(known) == len(takes) else None


def _least(name: str, cards: tuple[Card, ...]) -> float | None:
    """The seconds below which a take can't be made on the first card that is known."""
    entry: ModelEntry | None = equipment().models.get(name)
    speed = next((speed for card in cards for word, speed in TFLOPS.items() if word in card.name), None)
    return entry.job_tflop / speed if entry and entry.job_tflop and speed else None
