"""Mochi 1 from a keyframe: image to video on a text-to-video model.

What Mochi learnt. Between a clip's latents z and Gaussian noise ε lies a straight path,

    x(s) = s·ε + (1 − s)·z,        s the noise level, 1 all noise and 0 the clip,

and the model predicts its direction v = z − ε from x(s) and the prompt. A step from s to s' < s is
x(s') = x(s) + (s − s')·v. diffusers keeps 1 − s in the scheduler's `sigmas` (`invert_sigmas`), so its own
`scale_noise` mixes the wrong way round here and is not used.

Where a clip begins. The still is encoded, E(still), and normalised as Mochi's VAE does: z₀ = (E − mean)·scaling / std.
The encoder is causal in time and repeats its first frame into the past, so a still held for n frames encodes to z₀ at
every latent frame: z = (z₀, z₀, …) is that clip. Denoising begins at the noise level `strength` with

    x(strength) = strength·ε + (1 − strength)·z

and goes through the levels of Mochi's own schedule below `strength`. Counting steps instead would say nothing: of 64
steps the first 32 lie between s = 1 and s = 0.975. At strength 1 only the held frame is left of the still; at 0 no
step is taken and the clip is the VAE's round trip of the still.

Holding the first frame. After each step, to level s', the first latent frame is set to s'·ε₀ + (1 − s')·z₀: it walks
its own straight path, at each level as noisy as the model expects all frames to be, the others follow it through
attention, and at s' = 0 it is z₀ exactly. The decoder is causal too and gives the first latent frame one picture: the
clip's first picture is the VAE's round trip of the keyframe, whatever the rest does.

How much a strength moves was not measured: it takes the real weights. Users report plain noising at 0.5 to 0.75 to
give nearly still clips.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any, cast

import numpy as np
import torch
from diffusers.pipelines.mochi.pipeline_mochi import MochiPipeline
from diffusers.schedulers.scheduling_flow_match_euler_discrete import FlowMatchEulerDiscreteScheduler
from numpy.typing import NDArray

StepEnd = Callable[[Any, int, Any, dict[str, Any]], dict[str, Any]]
"""diffusers' `callback_on_step_end`: (pipeline, step, timestep, tensors) → tensors to go on with."""

STRENGTH = 0.95
"""Where denoising begins when nobody says: a choice, not a measurement. A twentieth of the still's amplitude is left in
every frame, enough for its layout to be seen in the noise."""


def levels_from(levels: NDArray[np.float64], strength: float) -> NDArray[np.float64]:
    """The noise levels to walk through: `strength` itself, then those of the schedule below it; none for 0.

    `levels` fall from 1 towards 0, which the scheduler appends.
    """
    if strength <= 0:
        return levels[:0]
    below = levels[levels < strength]
    return np.concatenate([levels[:1] * 0 + min(strength, 1.0), below]) if strength < 1 else levels


class KeyframeScheduler(FlowMatchEulerDiscreteScheduler):
    """Mochi's scheduler, begun at the noise level `strength`."""

    strength: float = 1.0

    def set_timesteps(  # noqa: D102 - as its parent's
        self,
        num_inference_steps: int | None = None,
        device: str | torch.device | None = None,
        sigmas: Any = None,
        mu: float | None = None,
        timesteps: list[float] | None = None,
    ) -> None:
        levels = levels_from(np.asarray(sigmas, dtype=np.float64), self.strength)
        set_timesteps = cast("Any", super().set_timesteps)
        set_timesteps(num_inference_steps, device=device, sigmas=levels, mu=mu, timesteps=timesteps)


class MochiKeyframePipeline(MochiPipeline):
    """`MochiPipeline` that can begin with a still. Without one it is its parent: text to video."""

    @torch.no_grad()
    def __call__(  # pyright: ignore[reportIncompatibleMethodOverride] # noqa: D102 - the module says what it does
        self,
        prompt: str | None = None,
        image: Any = None,
        strength: float = STRENGTH,
        negative_prompt: str | None = None,
        height: int = 480,
        width: int = 848,
        num_frames: int = 85,
        num_inference_steps: int = 64,
        guidance_scale: float = 4.5,
        generator: torch.Generator | None = None,
        output_type: str = "pil",
        callback_on_step_end: StepEnd | None = None,
        **others: Any,
    ) -> Any:
        given: dict[str, Any] = {
            "prompt": prompt,
            "negative_prompt": negative_prompt,
            "height": height,
            "width": width,
            "num_frames": num_frames,
            "num_inference_steps": num_inference_steps,
            "guidance_scale": guidance_scale,
            "generator": generator,
            "output_type": output_type,
            **others,
        }
        parent = cast("Any", super().__call__)
        if image is None:
            return parent(callback_on_step_end=callback_on_step_end, **given)
        still = self.encoded(image, height, width)
        noise = _noise(still, (num_frames - 1) // self.vae_temporal_scale_factor + 1, generator)
        with self._begun_at(strength):
            return parent(
                latents=_mixed(noise, still, strength),
                callback_on_step_end=_holding(still, noise[:, :, :1], callback_on_step_end),
                **given,
            )

    def encoded(self, image: Any, height: int, width: int) -> torch.Tensor:
        """The still's normalised latent frame: (1, 12, 1, height/8, width/8), float32."""
        vae = cast("Any", self).vae
        pixels = self.video_processor.preprocess(image, height=height, width=width).unsqueeze(2)
        device = cast("Any", self)._execution_device  # noqa: SLF001 - where offloading runs its models
        latent = vae.encode(pixels.to(device=device, dtype=vae.dtype)).latent_dist.mode().float()
        mean, std = (_per_channel(vae.config[name], latent) for name in ("latents_mean", "latents_std"))
        return (latent - mean) * vae.config.scaling_factor / std

    @contextmanager
    def _begun_at(self, strength: float) -> Generator[None]:
        pipeline = cast("Any", self)
        stock = pipeline.scheduler
        begun = cast("KeyframeScheduler", KeyframeScheduler.from_config(stock.config))
        begun.strength = strength
        pipeline.scheduler = begun
        try:
            yield
        finally:
            pipeline.scheduler = stock


def _per_channel(values: Any, like: torch.Tensor) -> torch.Tensor:
    return torch.tensor(values, dtype=like.dtype, device=like.device).view(1, -1, 1, 1, 1)


def _noise(still: torch.Tensor, frames: int, generator: torch.Generator | None) -> torch.Tensor:
    """Drawn where the generator lives, so that a seed means the same on every device."""
    shape = (1, still.shape[1], frames, *still.shape[3:])
    where = generator.device if generator is not None else still.device
    return torch.randn(shape, generator=generator, device=where, dtype=torch.float32).to(still.device)


def _mixed(noise: torch.Tensor, still: torch.Tensor, level: float | torch.Tensor) -> torch.Tensor:
    return level * noise + (1.0 - level) * still


def _holding(still: torch.Tensor, noise: torch.Tensor, then: StepEnd | None) -> StepEnd:
    """A step's end that sets the first latent frame to its own path, then calls `then`."""

    def hold(pipeline: Any, step: int, timestep: Any, tensors: dict[str, Any]) -> dict[str, Any]:
        latents: torch.Tensor = tensors["latents"]
        level = 1.0 - pipeline.scheduler.sigmas[step + 1]
        latents[:, :, :1] = _mixed(noise, still, level.to(still.device)).to(latents.dtype)
        return then(pipeline, step, timestep, tensors) if then else {"latents": latents}

    return hold
