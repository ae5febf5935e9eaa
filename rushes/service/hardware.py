"""The cards and the memory of this machine, as numbers. Nothing is imported or loaded for it."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

_MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Card:
    """A graphics card as its driver names it. `memory` is in bytes."""

    name: str
    memory: int
    driver: str


def cards() -> tuple[Card, ...]:
    """NVIDIA cards, by the driver's own tool; none without a driver."""
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return ()
    words = [tool, "--query-gpu=name,memory.total,driver_version", "--format=csv,noheader,nounits"]
    try:
        answer = subprocess.run(words, capture_output=True, text=True, timeout=10, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return ()
    return visible(cards_from(answer.stdout), os.environ.get("CUDA_VISIBLE_DEVICES"))


def visible(found: tuple[Card, ...], named: str | None) -> tuple[Card, ...]:
    """The cards that CUDA_VISIBLE_DEVICES leaves, in its order, by their numbers; all of them without it."""
    if named is None:
        return found
    numbers = [int(word) for word in named.replace(" ", "").split(",") if word.isdecimal()]
    return tuple(found[number] for number in numbers if number < len(found))


def cards_from(answer: str) -> tuple[Card, ...]:
    """What `nvidia-smi` said: a line a card, its memory in MiB. Lines of another form are left out."""
    rows = (line.rsplit(",", 2) for line in answer.splitlines())
    parts = ([part.strip() for part in row] for row in rows if len(row) == 3)
    return tuple(Card(name, int(memory) * _MEBIBYTE, driver) for name, memory, driver in parts if memory.isdecimal())


def main_memory() -> int:
    """Bytes of main memory, 0 where the system does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 0


def torch_build() -> str:
    """Which torch is installed and what it was built for, read from its own version file."""
    try:
        found = find_spec("torch")
    except (ImportError, ValueError):
        found = None
    if found is None or found.origin is None:
        return "not installed (make render, or the extra rushes[render])"
    return build_from((Path(found.origin).parent / "version.py").read_text(encoding="utf-8"))


def build_from(text: str) -> str:
    """The version and build that torch's version file states."""
    said = dict(re.findall(r"^(\w+)(?:: [^=\n]{1,40})? = '([^'\n]{1,40})'", text, re.MULTILINE))
    built = next((f"{name} {said[name]}" for name in ("cuda", "hip", "xpu") if name in said), "the CPU alone")
    return f"{said.get('__version__', 'unknown')}, built for {built.replace('cuda', 'CUDA').replace('hip', 'ROCm')}"
