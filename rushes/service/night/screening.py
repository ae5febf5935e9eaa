"""The film in the morning's page: as it is where it is small, else as a proxy."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rushes.errors import ToolFailed
from rushes.memory.project import Project
from rushes.service.night.amounts import megabytes
from rushes.service.night.pictures import POSTER, small
from rushes.tools.proxy import proxy

MOST = 16_000_000
"""Bytes of a film that a page carries: a third more as text, and still a page that a phone opens."""

WIDE = (640, 960)
"""Pixels of a proxy's width: of a longer film's, and of one so short that there is room for more."""

_BITS = (120_000, 1_500_000)
"""Bits a second of a proxy: below the first nothing can be judged, above the second nothing is gained."""

_KEPT = 0.9
"""Of the room: an encoder keeps to its rate over a while, not to the byte."""

_BEAT = 3.0
_LONGEST = 1200.0
"""Seconds for which an encoder counts as alive: what takes longer hangs."""


@dataclass(frozen=True, slots=True)
class Screening:
    """What can be played in the page: an MP4, none where it is empty; what is to be said of it; a picture to begin."""

    film: bytes = b""
    says: str = ""
    poster: bytes = b""


def screening_of(facts: Mapping[str, Any], project: Project, beat: Callable[[], None]) -> Screening:
    """The newest cut for the page. `beat` is called every few seconds. What fails is said, never raised."""
    if not facts["film"]:
        return Screening()
    try:
        film, says = _film(project.film, facts["film"]["seconds"], beat)
    except (ToolFailed, OSError) as error:
        film, says = b"", f"The film could not be brought into this page: {error}"
    return Screening(film, says, _poster(facts, project))


def _film(film: Path, seconds: float, beat: Callable[[], None]) -> tuple[bytes, str]:
    """Its bytes, and what is to be said of them."""
    size = film.stat().st_size
    if size <= MOST:
        return film.read_bytes(), ""
    bits = min(_BITS[1], int(_KEPT * MOST * 8 / max(1.0, seconds)))
    if bits < _BITS[0]:
        return b"", "The film is too long to be played in this page."
    with TemporaryDirectory() as scratch:
        made = _proxy(film, Path(scratch) / "proxy.mp4", bits, beat).read_bytes()
    if len(made) > MOST:
        raise ToolFailed(f"its proxy has {megabytes(len(made))}.")
    return made, "This is a small copy. The whole film:"


def _proxy(film: Path, made: Path, bits: int, beat: Callable[[], None]) -> Path:
    with ThreadPoolExecutor(1) as pool:
        encoding = pool.submit(proxy, film, made, WIDE[bits == _BITS[1]], bits)
        for _ in range(round(_LONGEST / _BEAT)):
            if encoding.done():
                break
            beat()
            wait_for([encoding], timeout=_BEAT)
        return encoding.result()


def _poster(facts: Mapping[str, Any], project: Project) -> bytes:
    """The first still that can be read."""
    stills = (small(project.vault.path(one["still"]), POSTER, 100_000) for one in facts["contact"] if one["still"])
    return next((still for still in stills if still), b"")
