"""Previews: what a picture looks like so far, small, decoded from its latents while it is made.

Decoded by the model's own VAE from latents averaged over squares, so that it costs next to nothing; averaging takes
noise away with the detail. Only where the VAE is where the rest is: an offloaded one would push the rest off its card.
"""

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rushes.film.frames import Size
from rushes.tools.fitting import Fit, Mode
from rushes.tools.protocols import Progress

EVERY = 5.0
"""Seconds between two previews."""

_WIDEST = 48
"""Latent columns of a preview: 384 pixels for a VAE that makes eight of one."""


@dataclass(slots=True)
class Previews:
    """The previews of one call: files in its scratch folder."""

    scratch: Path
    fit: Fit
    _last: float = field(default_factory=time.monotonic)
    _made: int = 0

    def due(self, pipeline: Any, latents: Any, size: Size) -> Path | None:
        """A small picture of `latents`, when it is time for one; None too where this model's can't be shown."""
        now = time.monotonic()
        if now - self._last < EVERY or self.fit.mode not in {Mode.RESIDENT, Mode.CPU}:
            return None
        plain = _plain(pipeline, latents, size)
        if plain is None:
            return None
        self._last = now
        self._made += 1
        try:
            return _written(pipeline.vae, plain, self.scratch / f"preview-{self._made % 2}.jpg")
        except (RuntimeError, MemoryError, ValueError, OSError):
            self._last = float("inf")  # a picture on the way is worth no take: this call has no more of them
            return None


@dataclass(frozen=True, slots=True)
class Showing:
    """A call's progress, with a preview now and then."""

    tell: Progress
    previews: Previews

    def step(self, done: int, steps: int, pipeline: Any, latents: Any, size: Size) -> None:
        """A step is done. Raises what the progress does."""
        preview = self.previews.due(pipeline, latents, size)
        if preview:
            self.tell(done, steps, preview)
        else:
            self.tell(done, steps)


def _plain(pipeline: Any, latents: Any, size: Size) -> Any:
    """Latents as (1, channels, rows, columns), or with one frame between: what the VAE decodes. None for others."""
    names = {"AutoencoderKL", "AutoencoderKLMochi"}
    if type(getattr(pipeline, "vae", None)).__name__ not in names or len(latents) != 1:
        return None
    if latents.ndim == 3 and hasattr(pipeline, "_unpack_latents"):
        latents = pipeline._unpack_latents(latents, size.height, size.width, pipeline.vae_scale_factor)  # noqa: SLF001
    if latents.ndim == 5:
        middle = latents.shape[2] // 2
        latents = latents[:, :, middle : middle + 1]
    return latents if latents.ndim in {4, 5} else None


def _written(vae: Any, latents: Any, file: Path) -> Path:
    import torch  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    square = max(1, -(-latents.shape[-1] // _WIDEST))
    pool = torch.nn.functional.avg_pool3d if latents.ndim == 5 else torch.nn.functional.avg_pool2d
    kernel = (1, square, square) if latents.ndim == 5 else (square, square)
    with torch.no_grad():
        small = _as_the_vae_has_them(vae, pool(latents.float(), kernel))
        picture = vae.decode(small.to(vae.dtype), return_dict=False)[0].float()
    if picture.ndim == 5:
        picture = picture[:, :, -1]
    pixels = ((picture[0].clamp(-1, 1) + 1) * 127.5).nan_to_num(0).byte().permute(1, 2, 0).cpu().numpy()
    Image.fromarray(pixels).save(file, "JPEG", quality=85)
    return file


def _as_the_vae_has_them(vae: Any, latents: Any) -> Any:
    """Latents as diffusers' pipelines hand them to their VAE at the end."""
    import torch  # noqa: PLC0415

    config = vae.config
    mean, std = (getattr(config, name, None) for name in ("latents_mean", "latents_std"))
    if mean is None or std is None:
        return latents / config.scaling_factor + (getattr(config, "shift_factor", None) or 0.0)
    shape = (1, -1, *[1] * (latents.ndim - 2))
    scale = torch.tensor(std, device=latents.device).view(shape) / config.scaling_factor
    return latents * scale + torch.tensor(mean, device=latents.device).view(shape)
