"""Which torch this machine has, read from its own words. Nothing is imported for it."""

import re
from importlib.util import find_spec
from pathlib import Path


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
