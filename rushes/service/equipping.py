"""Equipment by the profile: drafts as they are, models of the inventory on this machine's cards, loaded when needed."""

import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from pydantic import JsonValue

from rushes.agents.production import Equipment
from rushes.configs.equipment import Kind, ModelEntry, equipment
from rushes.configs.homes import loras_home, styles_file, weights_home
from rushes.configs.profile import Profile
from rushes.configs.styles import style_named
from rushes.errors import UserMustFix
from rushes.memory.model_lock import held_model
from rushes.memory.models import find_folder, ready_folder
from rushes.memory.store import ProjectStore
from rushes.service.hardware import Card, cards, main_memory
from rushes.tools import registry
from rushes.tools.diffusion.loras import Lora, lora_named
from rushes.tools.diffusion.references import Addition
from rushes.tools.finishing.minterpolate import FfmpegInterpolator
from rushes.tools.finishing.reel import Finishers
from rushes.tools.finishing.wheel import ships
from rushes.tools.fitting import Asked, Fit, Mode, decide_fit
from rushes.tools.protocols import Editor, Interpolator, KeyframePainter, MotionMaker, TakeScorer, Upscaler
from rushes.tools.weighing import asked_of, needs_of, parts_of

Tool = TypeVar("Tool")

_DRAFT = "draft"
_FFMPEG = "ffmpeg"
_MOVER, _PAINTER = 0, 1
"""Which of the cards, by size: clips need more than stills. What is small works beside the painter."""
_ROOMY = 16 * 10**9
"""Bytes of a card from which on an upscaler may work in large tiles (about 2 GB, computed) beside the mover."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What there is to work on: cards, and bytes of main memory."""

    cards: tuple[Card, ...]
    memory: int

    @property
    def _by_size(self) -> list[int]:
        """The cards' numbers, the largest first."""
        return sorted(range(len(self.cards)), key=lambda number: -self.cards[number].memory)

    def device(self, place: int) -> str:
        """The card for a large model: the largest for place 0, the next for 1; with one card they take turns."""
        return f"cuda:{self._by_size[min(place, len(self.cards) - 1)]}" if self.cards else "cpu"

    def vram(self, place: int) -> int:
        """Bytes of that card, 0 without one."""
        return self.cards[self._by_size[min(place, len(self.cards) - 1)]].memory if self.cards else 0

    @property
    def share(self) -> int:
        """Bytes of main memory for one large model: with two cards, two of them are held at once."""
        return self.memory // min(2, max(1, len(self.cards)))


def this_machine() -> Machine:
    """The machine as it is, its cards numbered for torch as the driver's tool numbers them."""
    os.environ.setdefault("CUDA_DEVICE_ORDER", "PCI_BUS_ID")
    return Machine(cards(), main_memory())


class Later(Generic[Tool]):
    """A tool that is made at its first use: planning and cutting need no weights. To be used in the tool's place.

    Tools that share a `seat` take turns: before one works, the other has let go of its memory.
    """

    def __init__(self, make: Callable[[], Tool], seat: "Seat | None" = None) -> None:
        self._make = make
        self._seat = seat
        self._making = threading.Lock()
        self._made: Tool | None = None

    def __getattr__(self, name: str) -> Any:
        tool = self._tool()
        found = getattr(tool, name)
        return self._seat.taking(tool, found) if self._seat and name in _WORK else found

    def _tool(self) -> Tool:
        with self._making:
            if self._made is None:
                self._made = self._make()
            return self._made

    def close(self) -> None:
        """Let go of what is loaded; nothing where nothing was made."""
        made = cast("Any", self._made)
        if made is not None:
            made.close()


_WORK = frozenset(("paint", "move", "prepare"))


class Seat:
    """A card that holds one of several large models at a time."""

    def __init__(self) -> None:
        self._turn = threading.RLock()
        self._holder: Any = None

    def taking(self, tool: Any, work: Callable[..., Any]) -> Callable[..., Any]:
        """The work, done when the tool has the card to itself."""

        def seated(*given: Any, **named: Any) -> Any:
            with self._turn:
                if self._holder is not tool and self._holder is not None:
                    self._holder.close()
                self._holder = tool
                return work(*given, **named)

        return seated


def equip(profile: Profile, store: ProjectStore, machine: Callable[[], Machine] = this_machine) -> Equipment:
    """The tools a profile names. Raises UserMustFix for an unknown name; models are looked for at their first use."""
    return _Equipping(profile, store, machine).equipment()


class _Equipping:
    def __init__(self, profile: Profile, store: ProjectStore, machine: Callable[[], Machine]) -> None:
        self._profile = profile
        self._store = store
        self._look = machine
        self._seat = Seat()

    @cached_property
    def _machine(self) -> Machine:
        return self._look()

    def equipment(self) -> Equipment:
        crew = self._profile.crew
        modelled = _DRAFT not in {crew.keyframe, crew.motion}
        return Equipment(
            painter=self._painter(crew.keyframe),
            mover=self._mover(crew.motion),
            scorers=(registry.scorer("technical"), *map(self._scorer, crew.scorers)),
            editor=self._editor(),
            takes_turns=modelled and len(self._machine.cards) < 2,
            # One call a card, and one that finishes: a stop waits for what is in hand.
            at_once=None if {crew.keyframe, crew.motion} == {_DRAFT} else max(1, len(self._machine.cards)) + 1,
        )

    def _painter(self, name: str) -> KeyframePainter:
        if name == _DRAFT:
            return registry.painter(name)
        entry = _known(name, "image")

        def make() -> KeyframePainter:
            from rushes.tools.diffusion.images import painting_size  # noqa: PLC0415 - only for models
            from rushes.tools.diffusion.painter import DiffusionPainter, Wishes  # noqa: PLC0415 - only for models

            folder, painting = ready_folder(entry), self._profile.painting
            style = style_named(painting.style, styles_file()) if painting.style else None
            own = {style.lora: style.lora_weight} if style and style.lora else {}
            wishes = Wishes(
                style=style,
                loras=_loras({**own, **painting.loras}),
                additions=self._additions(),
                depth=self._depth(),
                steps=painting.steps,
                guidance=painting.guidance,
                eight_bit=self._profile.memory.eight_bit,
            )
            asked = Asked(painting_size(self._profile.keyframe_size, entry.size, entry.size_multiple))
            fit = self._fit(entry, folder, asked, _PAINTER, wishes.additions)
            return DiffusionPainter(entry, folder, fit, self._machine.device(_PAINTER), wishes)

        return cast("KeyframePainter", Later(make, self._seat))

    def _mover(self, name: str) -> MotionMaker:
        if name == _DRAFT:
            if self._profile.crew.keyframe != _DRAFT:
                raise UserMustFix(
                    "The draft renderer draws its own film and would show nothing of a model's keyframes.",
                    'Name a video model as the profile\'s `motion`, or "draft" as its `keyframe` too.',
                )
            return registry.motion_maker(name)
        entry = _known(name, "video")

        def make() -> MotionMaker:
            from rushes.tools.diffusion.mover import DiffusionMover  # noqa: PLC0415 - only for models
            from rushes.tools.diffusion.video_model import MotionWishes  # noqa: PLC0415
            from rushes.tools.diffusion.video_pipelines import Levers  # noqa: PLC0415

            folder, moving, painting = ready_folder(entry), self._profile.moving, self._profile.painting
            call: dict[str, JsonValue] = {} if moving.strength is None else {"strength": moving.strength}
            wishes = MotionWishes(
                style=style_named(painting.style, styles_file()) if painting.style else None,
                loras=_loras(moving.loras),
                steps=moving.steps,
                guidance=moving.guidance,
                call=call,
                from_words=moving.from_words,
                eight_bit=self._profile.memory.eight_bit,
                interpolator=self._interpolator(),
                levers=Levers(moving.attention, moving.compiled),
            )
            fit = self._fit(entry, folder, asked_of(entry), _MOVER)
            return DiffusionMover(entry, folder, fit, self._machine.device(_MOVER), wishes, _parts(entry))

        return cast("MotionMaker", Later(make, self._seat if len(self._machine.cards) < 2 else None))

    def _fit(
        self, entry: ModelEntry, folder: Path, asked: Asked, place: int, additions: tuple[Addition, ...] = ()
    ) -> Fit:
        needs = needs_of(entry, asked, folder)
        if needs is None:
            raise UserMustFix(f"{folder} has no weights of {entry.title}.", f"`rushes models check {entry.name}`.")
        eight_bit = self._profile.memory.eight_bit
        beside = sum(sum(parts_of(one.folder).numbers.values()) * 2 for one in additions)  # 16 bits each
        needs = replace(needs, transformer=needs.transformer + beside)
        return decide_fit(needs, self._machine.vram(place), self._machine.share, eight_bit=eight_bit)

    def _additions(self) -> tuple[Addition, ...]:
        painting = self._profile.painting
        wanted = ((painting.references, painting.reference_weight), (painting.control, painting.control_weight))
        return tuple(self._addition(equipment().named(name), weight) for name, weight in wanted if name)

    def _addition(self, entry: ModelEntry, weight: float) -> Addition:
        encoders = [ready_folder(part) for part in equipment().beside(entry, self._profile.crew.keyframe)]
        return Addition(entry, ready_folder(entry), weight, next(iter(encoders), None))

    def _depth(self) -> Path | None:
        """The model that reads a keyframe's depth, where the control is one that needs it."""
        names = (self._profile.painting.control, self._profile.crew.keyframe)
        needing = (equipment().named(name).extra.get("depth") for name in names if name)
        named = next(filter(None, needing), None)
        return ready_folder(equipment().named(str(named))) if named else None

    def _scorer(self, name: str) -> TakeScorer:
        entry = _known(name, "scorer")

        def make() -> TakeScorer:
            from rushes.tools.scoring.clip import ClipScorer  # noqa: PLC0415 - only for models

            folder = ready_folder(entry)
            revision = held_model(weights_home(), entry, folder).digest
            return ClipScorer(
                entry, folder, self._machine.device(_PAINTER), revision=revision, cache=self._store.embeddings
            )

        return cast("TakeScorer", Later(make))

    def _editor(self) -> Editor:
        from rushes.tools.editor import FfmpegEditor  # noqa: PLC0415 - not for planning

        finish = self._profile.finish
        upscalers = {finish.upscale: self._upscaler(finish.upscale)} if finish.upscale else {}
        between = self._interpolator()
        return FfmpegEditor(Finishers(upscalers, {finish.interpolate: between} if between else {}))

    def _upscaler(self, name: str) -> Upscaler:
        entry = _known(name, "upscaler")

        def make() -> Upscaler:
            from rushes.tools.finishing.ncnn import NcnnUpscaler  # noqa: PLC0415 - only for models
            from rushes.tools.finishing.upscaler import EsrganUpscaler  # noqa: PLC0415

            if not self._machine.cards and find_folder(entry) is None and ships(name):
                return NcnnUpscaler(name)
            return EsrganUpscaler(entry, ready_folder(entry), self._beside(), self._machine.device(_PAINTER))

        return cast("Upscaler", Later(make))

    def _beside(self) -> Fit:
        """How small models are held beside those that paint and move: they stay, in tiles where it is tight."""
        tight = self._machine.vram(_PAINTER) < _ROOMY
        return Fit(Mode.RESIDENT, tiled=tight, reason="small beside what paints and moves")

    def _interpolator(self) -> Interpolator | None:
        name = self._profile.finish.interpolate
        if name in {"", _FFMPEG}:
            return FfmpegInterpolator() if name else None
        entry = _known(name, "interpolator")

        def make() -> Interpolator:
            from rushes.tools.finishing.interpolator import RifeInterpolator  # noqa: PLC0415 - only for models

            return RifeInterpolator(entry, ready_folder(entry), self._beside(), self._machine.device(_PAINTER))

        return cast("Interpolator", Later(make))


def _known(name: str, kind: Kind) -> ModelEntry:
    """An entry of the inventory of that kind. Raises UserMustFix."""
    entry = equipment().named(name)
    if entry.kind != kind:
        known = ", ".join(one.name for one in equipment().of(kind))
        raise UserMustFix(f"{entry.title} is no {kind} model, and the profile names it as one.", f"Known are: {known}.")
    return entry


def _parts(entry: ModelEntry) -> Mapping[str, Path]:
    """The folders of the further entries that a model needs."""
    return {part.name: ready_folder(part) for part in equipment().parts_of(entry)}


def _loras(weights: Mapping[str, float]) -> tuple[Lora, ...]:
    return tuple(lora_named(loras_home(), name, weight) for name, weight in weights.items())
