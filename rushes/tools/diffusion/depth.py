"""A keyframe's depth, as depth-steered models are shown it: near is white, far is black."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from rushes.errors import BadMedia, UserMustFix
from rushes.film.frames import Size
from rushes.tools.diffusion.images import cut_to, from_floats, read_still
from rushes.tools.diffusion.loading import checked, diffusers
from rushes.tools.diffusion.offline import offline


def depth_of(keyframe: Path, size: Size, estimator: Path) -> Image.Image:
    """The keyframe's depth at exactly `size`, by a Depth Anything model in a folder. On the CPU: it is small.

    Its numbers are relative, so the nearest point is made 255 and the farthest 0. Raises UserMustFix, BadMedia.
    """
    import torch  # noqa: PLC0415

    processor, model = _loaded(estimator)
    still = read_still(keyframe)
    with torch.no_grad():
        seen = processor(images=still, return_tensors="pt")
        nearness: NDArray[np.float32] = model(**seen).predicted_depth[0].float().numpy()
    if not np.isfinite(nearness).all():
        raise BadMedia("The depth model saw nothing: its numbers ran away.", "Pull it anew.")
    spread = max(float(nearness.max() - nearness.min()), 1e-6)
    scaled: Any = (nearness - nearness.min()) / spread
    grey = from_floats(scaled, "The depth model")
    whole = Image.fromarray(grey).resize(still.size, Image.Resampling.BICUBIC).convert("RGB")
    return Image.fromarray(cut_to(np.asarray(whole, dtype=np.uint8), size)[0])


def _loaded(folder: Path) -> tuple[Any, Any]:
    diffusers()  # says so where the libraries are missing, and keeps them quiet
    from transformers import DepthAnythingForDepthEstimation, DPTImageProcessor  # noqa: PLC0415

    checked(folder)
    given: dict[str, Any] = {"local_files_only": True}
    try:
        with offline():
            processor: Any = DPTImageProcessor.from_pretrained(str(folder), **given)
            model: Any = DepthAnythingForDepthEstimation.from_pretrained(str(folder), use_safetensors=True, **given)
    except (OSError, ValueError, KeyError) as error:
        raise UserMustFix(f"The depth model in {folder} can't be loaded.", "Pull it anew.") from error
    return processor, model.eval()
