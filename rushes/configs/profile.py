"""Profiles: how a film is made on a machine, as TOML that a user can extend."""

import re
import tomllib
from fractions import Fraction
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal, cast

from pydantic import AfterValidator, Field, StringConstraints, ValidationError

from rushes.configs.styles import LoraName, Weight
from rushes.errors import UserMustFix
from rushes.film.encoding import Encoding
from rushes.film.frames import Size
from rushes.film.gates import Gate
from rushes.film.manifest import Noun


def _is_size(text: str) -> str:
    size = Size.parse(text)
    if size.width % 2 or size.height % 2 or not (64 <= size.width <= 7680 and 36 <= size.height <= 4320):
        raise ValueError("a size has even sides between 64x36 and 7680x4320")
    return text


def _is_rate(text: str) -> str:
    # Digits alone: an exponent could ask for a number that fills the memory.
    if not re.fullmatch(r"[0-9./]{1,12}", text):
        raise ValueError("a rate reads like 24 or 24000/1001")
    try:
        rate = Fraction(text)
    except ZeroDivisionError:
        raise ValueError("a rate can't be over zero") from None
    if not 1 <= rate <= 120 or rate.denominator not in {1, 1001}:
        raise ValueError("a rate is a whole number of frames a second, or one over 1001, from 1 to 120")
    return text


def _is_gate(text: str) -> str:
    Gate.parse(text)
    return text


GateText = Annotated[str, AfterValidator(_is_gate)]
MeasureName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,40}$")]
ToolName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]{0,40}$")]


class Picture(Noun):
    """The film's frame."""

    size: Annotated[str, AfterValidator(_is_size)] = "1280x720"
    fps: Annotated[str, AfterValidator(_is_rate)] = "24"


WEIGHTLESS_SCORERS = ("storyboard", "likeness")
"""Scorers that need no model."""

_WEIGHTLESS = frozenset({"", "draft", "ffmpeg", *WEIGHTLESS_SCORERS})


class CrewNames(Noun):
    """Who does what, by name: "draft" or a model of the inventory. `scorers` look at takes beside the technical one."""

    keyframe: ToolName = "draft"
    motion: ToolName = "draft"
    brain: Literal["house-rules", "llama", "server"] = "house-rules"
    scorers: tuple[ToolName, ...] = Field(default=(), max_length=6)
    ears: ToolName = "whisper-large-v3"


def _is_address(text: str) -> str:
    if text and not re.fullmatch(r"https?://[^\s/@]{1,200}(/\S{0,200})?", text):
        raise ValueError("an address reads like http://127.0.0.1:11434/v1, without a password in it")
    return text


class Llm(Noun):
    """The language model, where the brain is one.

    `model` is a name from the inventory or a .gguf file; for a server, the name it knows the model by. `context` and
    `batch` are tokens; `threads` 0 leaves their number to llama.cpp; `gpu_layers` -1 is all of them; `split` is each
    card's share. `patience` is how many seconds may pass without a word. A server's own key stands in no file.
    """

    model: Annotated[str, StringConstraints(max_length=400)] = ""
    context: Annotated[int, Field(ge=1024, le=131072)] = 8192
    batch: Annotated[int, Field(ge=8, le=8192)] = 512
    threads: Annotated[int, Field(ge=0, le=256)] = 0
    gpu_layers: Annotated[int, Field(ge=-1, le=1000)] = -1
    split: tuple[Annotated[float, Field(ge=0, le=1)], ...] = Field(default=(), max_length=8)
    temperature: Annotated[float, Field(ge=0, le=2)] = 0.6
    patience: Annotated[int, Field(ge=5, le=3600)] = 120
    server: Annotated[str, AfterValidator(_is_address)] = ""


OptionalName = Annotated[str, StringConstraints(pattern=r"^([a-z0-9][a-z0-9.-]{0,40})?$")]
Share = Annotated[float, Field(ge=0, le=1)]
Guidance = Annotated[float, Field(ge=0, le=100)]
Steps = Annotated[int, Field(ge=1, le=200)]
LoraWeights = dict[LoraName, Weight]


class Painting(Noun):
    """How a model paints keyframes. What is left out (None, "") is the model's own, from the inventory.

    `size` is the keyframe's, where it is another than the picture's. `references` and `control` name the inventory's
    entries that carry a look over from the bible's stills and a composition from an earlier keyframe, with how much
    of it. `style` is a preset's name, `loras` files of the user's with their weights.
    """

    size: Annotated[str, AfterValidator(lambda text: _is_size(text) if text else text)] = ""
    steps: Steps | None = None
    guidance: Guidance | None = None
    references: OptionalName = ""
    reference_weight: Share = 0.6
    control: OptionalName = ""
    control_weight: Share = 0.5
    style: OptionalName = ""
    loras: LoraWeights = Field(default_factory=dict[str, float])


class Moving(Noun):
    """How a model sets a keyframe in motion. What is left out is the model's own, from the inventory.

    `strength` is how far a clip may leave its keyframe: 0 is the still, 1 holds nothing but the first frame.
    `from_words`: a model that can't begin with a keyframe is allowed, and its first frame is its own. `footage`
    "draft": the draft renderer shoots the shot first, and a model with the ability v2v remakes that clip, its camera
    and its blocking. `attention` names a kernel of diffusers' ("": torch's own), `compiled` compiles the model's
    blocks at its first clip: both make the same arithmetic faster.
    """

    steps: Annotated[int, Field(ge=2, le=200)] | None = None
    guidance: Guidance | None = None
    strength: Share | None = None
    from_words: bool = False
    footage: Literal["", "draft"] = ""
    attention: Annotated[str, StringConstraints(pattern=r"^[a-z_0-9]{0,40}$")] = ""
    compiled: bool = False
    loras: LoraWeights = Field(default_factory=dict[str, float])


class Memory(Noun):
    """What may be done to make a model fit. Rounding weights to 8 bits changes pictures; offloading does not."""

    eight_bit: bool = True


class Finish(Noun):
    """How a clip becomes a print.

    `upscale` and `interpolate` name the inventory's models ("" for none; "ffmpeg" interpolates without weights).
    `fps_out` is the print's rate and `delivery` its size, "" for the picture's own.
    """

    slate: bool = True
    subtitles: bool = True
    crf: Annotated[int, Field(ge=0, le=40)] = 20
    preset: Literal["ultrafast", "superfast", "veryfast", "fast", "medium", "slow"] = "veryfast"
    upscale: OptionalName = ""
    interpolate: OptionalName = ""
    fps_out: Annotated[str, AfterValidator(lambda text: _is_rate(text) if text else text)] = ""
    delivery: Annotated[str, AfterValidator(lambda text: _is_size(text) if text else text)] = ""


class Budget(Noun):
    """What may be spent. 0 sets no bound.

    `keyframes` and `clips` are takes a shot may cost in a round, `references` those of each still of the bible.
    `shot_minutes` is device time for a shot's takes, `film_takes` and `film_minutes` are for all stills and clips of
    one run. A bound is looked at before each take: it is overstepped by the take in hand at most.
    """

    keyframes: Annotated[int, Field(ge=1, le=50)] = 3
    clips: Annotated[int, Field(ge=1, le=50)] = 3
    references: Annotated[int, Field(ge=1, le=50)] = 3
    shot_minutes: Annotated[float, Field(ge=0, le=1e6)] = 0.0
    film_takes: Annotated[int, Field(ge=0, le=10_000_000)] = 0
    film_minutes: Annotated[float, Field(ge=0, le=1e7)] = 0.0


class Critic(Noun):
    """How takes are judged.

    `references`: a sheet of each character and a plate of each place are made before the first shot, and takes are
    held to them. `reviews`: how often the weakest shot of a weak scene is shot again once the scene is in; 0 looks
    at no scene. A shot is an outlier in its scene from `outlier` robust standard deviations on. A further take is made
    while it passes with a chance of `least_chance` or more (`rushes.film.climb.chance`).
    """

    references: bool = False
    reviews: Annotated[int, Field(ge=0, le=10)] = 0
    outlier: Annotated[float, Field(ge=1, le=100)] = 3.5
    least_chance: Annotated[float, Field(ge=0, le=1)] = 0.1


class Bounds(Noun):
    """Intervals, by kind and measure, in which a gate's end may be moved: `0.2..0.4`."""

    keyframe: dict[MeasureName, GateText] = Field(default_factory=dict)
    clip: dict[MeasureName, GateText] = Field(default_factory=dict)


class Gates(Noun):
    """What a take must measure up to, by kind and measure.

    `bounds` says between what a gate's end may be moved by people's approvals and rejections; one that is not there
    stays where it is.
    """

    keyframe: dict[MeasureName, GateText] = Field(default_factory=dict)
    clip: dict[MeasureName, GateText] = Field(default_factory=dict)
    bounds: Bounds = Bounds()


class Profile(Noun):
    """One way of making a film."""

    picture: Picture = Picture()
    crew: CrewNames = CrewNames()
    llm: Llm = Llm()
    painting: Painting = Painting()
    moving: Moving = Moving()
    memory: Memory = Memory()
    finish: Finish = Finish()
    budget: Budget = Budget()
    critic: Critic = Critic()
    gates: Gates = Gates()

    @property
    def size(self) -> Size:
        """The frame's size in pixels."""
        return Size.parse(self.picture.size)

    @property
    def keyframe_size(self) -> Size:
        """The size keyframes are painted at, in pixels."""
        return Size.parse(self.painting.size or self.picture.size)

    @property
    def models(self) -> tuple[str, ...]:
        """The inventory's models that this profile works with, each once; drafts need none."""
        crew, painting, finish = self.crew, self.painting, self.finish
        named = (crew.keyframe, painting.references, painting.control, crew.motion)
        named += (finish.upscale, finish.interpolate, *crew.scorers)
        return tuple(dict.fromkeys(name for name in named if name not in _WEIGHTLESS))

    @property
    def encoding(self) -> Encoding:
        """How prints and the cut are encoded."""
        return Encoding(self.film_fps, self.finish.crf, self.finish.preset)

    @property
    def fps(self) -> Fraction:
        """The rate at which clips are shot."""
        return Fraction(self.picture.fps)

    @property
    def film_fps(self) -> Fraction:
        """The rate of the prints and the film."""
        return Fraction(self.finish.fps_out or self.picture.fps)


def shipped_profiles() -> list[str]:
    """The names of the profiles that come with rushes."""
    folder = resources.files("rushes.configs") / "profiles"
    return sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))


def load_profile(name: str) -> Profile:
    """A shipped profile by name, or any TOML file by path. Raises UserMustFix."""
    return _profile(_extended(name, Path(), ()), name)


def _extended(name: str, beside: Path, through: tuple[str, ...]) -> dict[str, Any]:
    """A profile's tables over those of the one it extends: a shipped one, or a file beside it."""
    shipped = name in shipped_profiles()
    place = name if shipped else str((beside / Path(name).expanduser()).resolve())
    if place in through:
        raise UserMustFix(f"The profile {name} extends itself.", "Let one of them stand by itself.")
    if shipped:
        text = (resources.files("rushes.configs") / "profiles" / f"{name}.toml").read_text(encoding="utf-8")
    else:
        text = _own_profile(name, Path(place))
    return _over(_read(text, name), name, Path() if shipped else Path(place).parent, (*through, place))


def _over(tables: dict[str, Any], name: str, beside: Path, through: tuple[str, ...]) -> dict[str, Any]:
    base = tables.pop("extends", None)
    if base is None:
        return tables
    if not isinstance(base, str):
        raise UserMustFix(f"The profile {name} does not hold: extends: a profile's name.", "Mend these entries.")
    return _merged(_extended(base, beside, through), tables)


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Tables entry by entry, all else as the upper one has it."""
    merged = dict(base)
    for key, value in over.items():
        below = base.get(key)
        both = isinstance(value, dict) and isinstance(below, dict)
        merged[key] = _merged(cast("dict[str, Any]", below), cast("dict[str, Any]", value)) if both else value
    return merged


def _own_profile(name: str, file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        known = ", ".join(shipped_profiles())
        raise UserMustFix(
            f"There is no profile called {name!r}.", f"Known are {known}, or the path of a TOML file of your own."
        ) from error


def sized(profile: Profile, size: str) -> Profile:
    """The profile with another picture size, e.g. `1280x720`. Raises UserMustFix."""
    try:
        picture = Picture(size=size, fps=profile.picture.fps)
    except ValidationError as error:
        raise UserMustFix(
            f"{size!r} is no picture size.", "Give one like 1280x720, with even sides between 64x36 and 7680x4320."
        ) from error
    return profile.model_copy(update={"picture": picture})


def thinking(profile: Profile, brain: str | None, model: str | None, server: str | None) -> Profile:
    """The profile with another brain; None leaves an entry as it is. A server's address asks for a server's brain.

    A model by itself is a local one, unless the profile's brain is a server. Raises UserMustFix.
    """
    named = brain or ("server" if server else profile.crew.brain)
    if model and not brain and named == "house-rules":
        named = "llama"
    changes = {"model": model, "server": server}
    try:
        crew = CrewNames.model_validate(profile.crew.model_dump() | {"brain": named})
        llm = Llm.model_validate(profile.llm.model_dump() | {key: value for key, value in changes.items() if value})
    except ValidationError as error:
        faults = "; ".join(str(one["msg"]) for one in error.errors()[:4])
        raise UserMustFix(f"That is no brain for the crew: {faults}.", "`rushes make --help` has examples.") from error
    return profile.model_copy(update={"crew": crew, "llm": llm})


def parse_profile(text: str, name: str) -> Profile:
    """A profile's TOML. Raises UserMustFix with every fault."""
    return _profile(_over(_read(text, name), name, Path(), ()), name)


def _read(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserMustFix(f"The profile {name} is not valid TOML: {error}.", "Mend that line.") from error


def _profile(tables: dict[str, Any], name: str) -> Profile:
    try:
        return Profile.model_validate(tables)
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()[:8])
        raise UserMustFix(f"The profile {name} does not hold: {faults}.", "Mend these entries.") from error
