"""What this machine has."""

import os
import platform
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

from rushes import __version__
from rushes.tools.ffmpeg import ffmpeg_binary, ffmpeg_version


def machine() -> dict[str, Any]:
    """Facts, each read from the machine now; nothing is looked up anywhere else."""
    disk = shutil.disk_usage(Path.cwd())
    return {
        "rushes": __version__,
        "python": f"{platform.python_version()} on {platform.system()} {platform.machine()}",
        "cores": str(os.cpu_count() or 0),
        "memory": _memory(),
        "disk": f"{disk.free / 1e9:.0f} GB free of {disk.total / 1e9:.0f} GB here",
        "sqlite": sqlite3.sqlite_version,
        "ffmpeg": f"{ffmpeg_version()} at {ffmpeg_binary()}",
        "gpus": gpus(),
        "network": "never used by this version",
        "can do": "the draft profile: an animatic by the house rules and the draft renderer, on the CPU",
    }


def _memory() -> str:
    try:
        return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1e9:.0f} GB"
    except (AttributeError, ValueError, OSError):
        return "unknown"


def gpus() -> list[str]:
    """NVIDIA cards with their memory, as the driver names them; empty without a driver."""
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return []
    words = [tool, "--query-gpu=name,memory.total", "--format=csv,noheader"]
    try:
        answer = subprocess.run(words, capture_output=True, text=True, timeout=10, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return []
    return [line.strip() for line in answer.stdout.splitlines() if line.strip()]
