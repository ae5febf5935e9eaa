"""A still from its file, no larger than it will be shown."""

from pathlib import Path

from PIL import Image

from rushes.tui.pictures.losses import damaged, missing

STILLS = frozenset({".png", ".jpg", ".jpeg", ".webp"})
"""How the names of stills end; everything else is a clip."""


def developed(path: Path, within: tuple[int, int]) -> Image.Image:
    """The still in RGB, reduced as it is read to fit `within` (width, height in pixels). Raises BadMedia."""
    try:
        with Image.open(path, formats=("PNG", "JPEG", "WEBP")) as still:
            still.thumbnail(within, Image.Resampling.BOX, reducing_gap=2.0)
            return still.convert("RGB")
    except FileNotFoundError as error:
        raise missing(path) from error
    except Exception as error:  # a damaged file makes decoders raise whatever comes to hand
        raise damaged(path) from error
