"""What a profile would do on this machine, and how long its takes last: measured where there are some."""

from dataclasses import dataclass

from rushes.configs.equipment import ModelEntry, equipment
from rushes.configs.inventory import shipped_llms
from rushes.configs.profile import Profile
from rushes.film.take import TakeKind
from rushes.memory.models import find_folder
from rushes.memory.project import Project
from rushes.memory.timings import Timings
from rushes.service.brains import weights_of as file_of
from rushes.service.hardware import Card
from rushes.service.room import room_for_model

TFLOPS = {"H200": 790.0, "RTX 4090": 165.2}
"""Dense 16-bit TFLOP a second by a word of the card's name: the H200 measured in matrix products, the RTX 4090 as
NVIDIA publishes it."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """A profile on this machine: what stands in its way (nothing: it can begin), and how long a shot takes."""

    obstacles: tuple[str, ...]
    time: str

    def __str__(self) -> str:
        way = f"not yet: {'; '.join(self.obstacles)}" if self.obstacles else "ready"
        return f"{way}. {self.time}"


def outlook(profile: Profile, cards: tuple[Card, ...], memory: int, project: Project | None = None) -> Outlook:
    """Look at each model of a profile: is it here, does it fit."""
    obstacles = [*_brainless(profile)]
    for named in profile.models:
        entry = equipment().named(named)
        if find_folder(entry) is None:
            how = f"`rushes models pull {named}`" if entry.repository else "`rushes models list` says where it goes"
            obstacles.append(f"{entry.title} is not here ({how})")
        room = room_for_model(entry, cards, memory, eight_bit=profile.memory.eight_bit)
        if room.fits is False:
            obstacles.append(f"{entry.title} does not fit: {room.why}")
    return Outlook(tuple(obstacles), _time(profile, cards, project))


def _brainless(profile: Profile) -> list[str]:
    if profile.crew.brain != "llama" or file_of(profile.llm).is_file():
        return []
    own = profile.llm.model.lower().endswith(".gguf")
    named = profile.llm.model or shipped_llms().default
    return [f"{named} is not here" if own else f"{named} is not here (`rushes models pull {named}`)"]


def _time(profile: Profile, cards: tuple[Card, ...], project: Project | None) -> str:
    """Seconds a shot: a keyframe and a clip, each made once."""
    crew = profile.crew
    measured = _measured(project.store.timings, crew.keyframe, crew.motion) if project else None
    if project and measured is not None:
        plan = project.store.plans.newest()
        shots = sum(len(scene.shots) for scene in plan.manifest.scenes) if plan else 0
        film = f", about {shots * measured / 60:.0f} minutes for its {shots} shots one after another" if shots else ""
        return f"A shot takes {measured:.1f} s{film} (measured in this project)"
    floors = [_least(name, cards) for name in (crew.keyframe, crew.motion)]
    if None in floors:
        return "How long a shot takes is unknown here until a project has measured it"
    least = sum(floor for floor in floors if floor is not None)
    return f"A shot takes at least {least:.0f} s: the arithmetic alone, computed for this card"


def _measured(timings: Timings, painter: str, mover: str) -> float | None:
    takes = [timings.of(TakeKind.KEYFRAME, painter), timings.of(TakeKind.CLIP, mover)]
    known = [take.seconds for take in takes if take]
    return sum(known) if len(known) == len(takes) else None


def _least(name: str, cards: tuple[Card, ...]) -> float | None:
    """The seconds below which a take can't be made on the first card that is known."""
    entry: ModelEntry | None = equipment().models.get(name)
    speed = next((speed for card in cards for word, speed in TFLOPS.items() if word in card.name), None)
    return entry.job_tflop / speed if entry and entry.job_tflop and speed else None
