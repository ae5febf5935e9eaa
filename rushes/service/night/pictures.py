"""The morning page's pictures: small JPEGs of the chosen stills, carried in the page itself."""

import io
import warnings
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from PIL import Image

from rushes.memory.vault import Vault
from rushes.service.night.sentences import better

WIDE = 240
"""Pixels of a picture's width: two beside each other on a phone, six on a desk."""

POSTER = 960
"""Pixels of the width of the picture that stands for the film until it is played."""

ALL = 10_000_000
"""Bytes that all pictures may have together: a third more as text, and a page of a thousand shots still opens."""

SHOWN = 60
"""Rows of what waits and of better takes that have a picture; what waits is on the contact sheet as well."""

_USUAL = 12_000
"""Bytes of such a picture: 8,000 to 11,000 were measured of drafts, and grain takes more."""

_QUALITIES = (80, 60, 40)
_MOST_PIXELS = 100_000_000

Pictures = Mapping[str, bytes]
"""JPEGs by the name of the still's media; what is missing or damaged is not among them."""


def pictures_for(facts: Mapping[str, Any], vault: Vault, beat: Callable[[], None]) -> Pictures:
    """The stills that a morning's page shows. `beat` is called between them."""
    names = list(dict.fromkeys(_wanted(facts)))
    share = min(2 * _USUAL, ALL // max(1, len(names)))
    wide = round(WIDE * min(1.0, (share / _USUAL) ** 0.5))
    made: dict[str, bytes] = {}
    for name in names:
        beat()
        if picture := small(vault.path(name), wide, share):
            made[name] = picture
    return made


def _wanted(facts: Mapping[str, Any]) -> Iterator[str]:
    yield from (one["still"] for one in facts["contact"] if one["still"])
    for one in better(facts["rerolls"])[:SHOWN]:
        yield from (still for still in (one["before"], one["after"]) if still)


def small(still: Path, wide: int, most: int) -> bytes | None:
    """A PNG as a JPEG no wider than `wide` pixels, of `most` bytes where that can be; None for what is none."""
    picture = _read(still, wide)
    if picture is None:
        return None
    made = b""
    for quality in _QUALITIES:
        into = io.BytesIO()
        picture.save(into, "JPEG", quality=quality, optimize=True)
        made = into.getvalue()
        if len(made) <= most:
            break
    return made


def _read(still: Path, wide: int) -> Image.Image | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(still, formats=("PNG",)) as opened:
                if opened.width * opened.height > _MOST_PIXELS:
                    return None
                picture = opened.convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    picture.thumbnail((wide, 2 * wide), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return picture


def as_uri(kind: str, data: bytes) -> str:
    """Bytes as a data: URI of a media type."""
    return f"data:{kind};base64,{b64encode(data).decode('ascii')}"
