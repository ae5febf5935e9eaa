"""While a model is loaded there is no network: what a library would fetch is an error instead."""

from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def offline() -> Generator[None]:
    """The hub's own client refuses every request inside; `rushes models pull` in the same process works after it."""
    from huggingface_hub import constants  # noqa: PLC0415 - comes with the render extra

    before = constants.HF_HUB_OFFLINE
    constants.HF_HUB_OFFLINE = True
    try:
        yield
    finally:
        constants.HF_HUB_OFFLINE = before
