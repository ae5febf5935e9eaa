"""What this machine has."""

import os
import platform
import shutil
import sqlite3
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from rushes import __version__
from rushes.configs.profile import Profile, load_profile, shipped_profiles
from rushes.errors import UserMustFix
from rushes.memory.project import Project
from rushes.service.brains import look_at, weights_of
from rushes.service.hardware import torch_build
from rushes.service.outlook import outlook
from rushes.service.stock import stock
from rushes.studio.machine import cards, main_memory
from rushes.tools.ffmpeg import encoders, ffmpeg_binary, ffmpeg_version

CODECS = ("libx264", "libx265", "libsvtav1", "prores_ks", "aac", "flac")
"""What rushes' films and deliveries are encoded with."""


def machine(profile: Profile | None, project: Project | None = None) -> dict[str, Any]:
    """Facts, each read from the machine now; nothing is looked up anywhere else but at the profile's own server.

    An open project adds how long its own takes took.
    """
    disk = shutil.disk_usage(Path.cwd())
    here, memory = cards(), main_memory()
    return {
        "rushes": __version__,
        "python": f"{platform.python_version()} on {platform.system()} {platform.machine()}",
        "cores": str(os.cpu_count() or 0),
        "memory": f"{memory / 1e9:.0f} GB" if memory else "unknown",
        "disk": f"{disk.free / 1e9:.0f} GB free of {disk.total / 1e9:.0f} GB here",
        "sqlite": sqlite3.sqlite_version,
        "ffmpeg": f"{ffmpeg_version()} at {ffmpeg_binary()}",
        "codecs": [name for name in CODECS if name in encoders()],
        "gpus": [f"{card.name}, {card.memory / 1e9:.1f} GB, driver {card.driver}" for card in here],
        "torch": torch_build(),
        "llama.cpp": _llama_cpp(),
        "models": [f"{one.name} ({one.size})" for one in stock() if one.kept is not None],
        "brain": _brain(profile),
        "network": _network(profile),
        "can do": "an animatic by the house rules and the draft renderer, on the CPU",
        "profiles": {
            name: asdict(outlook(load_profile(name), here, memory, project))
            for name in _least_first(shipped_profiles())
        },
    }


def _least_first(names: list[str]) -> list[str]:
    """From the profile that any machine carries to the one that wants the most; a new one comes last."""
    order = ("draft", "laptop", "workstation", "studio")
    return sorted(names, key=lambda name: (order.index(name) if name in order else len(order), name))


def _llama_cpp() -> str:
    try:
        return version("llama-cpp-python")
    except PackageNotFoundError:
        return "not installed (make llm, or the extra rushes[llm])"


def _brain(profile: Profile | None) -> str:
    if profile is None or profile.crew.brain == "house-rules":
        return "house rules"
    llm = profile.llm
    if profile.crew.brain == "server":
        return f"a server: {llm.model or 'the one model it has'}"
    file = weights_of(llm)
    shared = f", split {'/'.join(map(str, llm.split))}" if llm.split else ""
    there = f"{file}" if file.is_file() else f"{file.name}, which is NOT here"
    return f"a local Llama: {there}, {llm.context:,} tokens, {llm.gpu_layers} layers on the GPU (-1: all){shared}"


def _network(profile: Profile | None) -> str:
    """Where the words go, and what answers there."""
    if profile is None or profile.crew.brain != "server":
        return "not used; only `rushes models pull` goes online, when you give it"
    try:
        found = look_at(profile.llm)
    except UserMustFix as fault:
        return str(fault)
    if not found.reachable:
        return f"the crew thinks at {found.base_url} ({found.where or 'an unknown place'}): {found.trouble}"
    knows = {True: "yes", False: "no", None: "unknown"}
    can = (
        f"tools {knows[found.tools]}, JSON schemas {found.schema or 'unknown'}, streaming {knows[found.streaming]}, "
        f"context {found.context or 'unknown'}"
    )
    trouble = f"; {found.trouble}" if found.trouble else ""
    return f"the crew thinks at {found.base_url} ({found.where}), model {found.model or 'not chosen'}: {can}{trouble}"
