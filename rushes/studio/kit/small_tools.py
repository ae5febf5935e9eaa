"""Scorers and finishers: small models beside the large ones, or on the processor."""

from collections.abc import Sequence

from rushes.configs.homes import weights_home
from rushes.configs.profile import WEIGHTLESS_SCORERS, Profile
from rushes.memory.model_lock import held_model
from rushes.memory.models import find_folder, ready_folder
from rushes.studio.kit.later import later
from rushes.studio.kit.models import known
from rushes.studio.kit.sites import is_tight
from rushes.studio.machine import Machine
from rushes.tools import registry
from rushes.tools.finishing.minterpolate import FfmpegInterpolator
from rushes.tools.finishing.reel import Finishers
from rushes.tools.finishing.wheel import ships
from rushes.tools.fitting import Fit, Mode
from rushes.tools.protocols import Editor, Interpolator, TakeScorer, Upscaler
from rushes.tools.scoring.embeddings import EmbeddingCache

_FFMPEG = "ffmpeg"


def scorers_on(profile: Profile, device: str, cache: EmbeddingCache) -> Sequence[TakeScorer]:
    """The technical scorer, and those of the profile. Raises UserMustFix for a name that is no scorer's."""
    return (registry.scorer("technical"), *(_scorer(name, device, cache) for name in profile.crew.scorers))


def _scorer(name: str, device: str, cache: EmbeddingCache) -> TakeScorer:
    if name == "likeness":
        from rushes.tools.scoring.likeness import LikenessScorer  # noqa: PLC0415 - not for planning

        return LikenessScorer(cache)
    if name in WEIGHTLESS_SCORERS:
        return registry.scorer(name)
    entry = known(name, "scorer")

    def make() -> TakeScorer:
        from rushes.tools.scoring.clip import ClipScorer  # noqa: PLC0415 - only for models

        folder = ready_folder(entry)
        revision = held_model(weights_home(), entry, folder).digest
        return ClipScorer(entry, folder, device, revision=revision, cache=cache)

    return later(make)


def editor_on(profile: Profile, machine: Machine, device: str) -> Editor:
    """The editor, with what upscales and interpolates for it. Raises UserMustFix for a name that is no finisher's."""
    from rushes.tools.editor import FfmpegEditor  # noqa: PLC0415 - not for planning

    finish = profile.finish
    upscalers = {finish.upscale: _upscaler(finish.upscale, machine, device)} if finish.upscale else {}
    between = interpolator_on(profile, machine, device)
    return FfmpegEditor(Finishers(upscalers, {finish.interpolate: between} if between else {}))


def _upscaler(name: str, machine: Machine, device: str) -> Upscaler:
    entry = known(name, "upscaler")

    def make() -> Upscaler:
        from rushes.tools.finishing.ncnn import NcnnUpscaler  # noqa: PLC0415 - only for models
        from rushes.tools.finishing.upscaler import EsrganUpscaler  # noqa: PLC0415

        if not machine.cards and find_folder(entry) is None and ships(name):
            return NcnnUpscaler(name)
        return EsrganUpscaler(entry, ready_folder(entry), _beside(machine), device)

    return later(make)


def interpolator_on(profile: Profile, machine: Machine, device: str) -> Interpolator | None:
    """What brings one rate to another; None without one in the profile."""
    name = profile.finish.interpolate
    if name in {"", _FFMPEG}:
        return FfmpegInterpolator() if name else None
    entry = known(name, "interpolator")

    def make() -> Interpolator:
        from rushes.tools.finishing.interpolator import RifeInterpolator  # noqa: PLC0415 - only for models

        return RifeInterpolator(entry, ready_folder(entry), _beside(machine), device)

    return later(make)


def _beside(machine: Machine) -> Fit:
    """How small models are held beside those that paint and move: they stay, in tiles where it is tight."""
    return Fit(Mode.RESIDENT, tiled=is_tight(machine), reason="small beside what paints and moves")
