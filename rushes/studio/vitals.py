"""How the machine is at this moment, for people: its cards, memory, disk, cores and power.

Nothing is imported or loaded for it, and no rights are needed.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rushes.studio.machine import VISIBLE, main_memory, visible, workers

PATIENCE = 5.0
"""Seconds the cards' driver may take to answer: with a card that fell over it may hang."""

SUPPLIES = Path("/sys/class/power_supply")
MEMINFO = Path("/proc/meminfo")

_MEBIBYTE = 1 << 20
_ASKED = "name,memory.used,memory.total,power.draw,temperature.gpu,utilization.gpu"
_TOLD = ("type", "scope", "present", "online", "status", "capacity", "power_now", "current_now", "voltage_now")
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")


@dataclass(frozen=True, slots=True)
class CardVitals:
    """How a card is: bytes taken and in all; what it draws, how warm it is, the share of time it is busy (0 to 1).

    None for what its driver does not say.
    """

    name: str
    memory_used: int
    memory: int
    watts: float | None
    celsius: float | None
    busy: float | None


@dataclass(frozen=True, slots=True)
class Power:
    """Whether we live on the batteries; how full they are (0 to 1), and the watts that flow out of or into them.

    `charge` is the mean of several. None for what the system does not say.
    """

    on_battery: bool
    charge: float | None
    watts: float | None


@dataclass(frozen=True, slots=True)
class Vitals:
    """How the machine is. Memory and disk in bytes, free and in all; the disk is the one a folder is on.

    `memory_free` is what could be had without swapping, None where the system does not say; `memory` is 0 there.
    `load` is the load average of the last minute for each core this process may use: above 1, work waits. None where
    the system has none. `power` is None without a battery.
    """

    cards: tuple[CardVitals, ...]
    memory_free: int | None
    memory: int
    disk_free: int
    disk: int
    load: float | None
    power: Power | None


def vitals(folder: Path) -> Vitals:
    """How the machine is now; `folder` says which disk. May take as long as `PATIENCE`: not for an event loop's thread.

    Raises OSError when the folder is not there.
    """
    disk = shutil.disk_usage(folder)
    return Vitals(
        cards=_cards(),
        memory_free=memory_free_from(_text(MEMINFO)),
        memory=main_memory(),
        disk_free=disk.free,
        disk=disk.total,
        load=_load(),
        power=power_from(_supplies()),
    )


def card_vitals_from(answer: str) -> tuple[CardVitals, ...]:
    """What `nvidia-smi` said: a line a card, memory in MiB. Lines of another form, or without memory, are left out."""
    rows = (line.rsplit(",", 5) for line in answer.splitlines())
    found = (_card(*(part.strip() for part in row)) for row in rows if len(row) == 6)
    return tuple(card for card in found if card)


def power_from(supplies: Mapping[str, Mapping[str, str]]) -> Power | None:
    """What the system says of each power supply, a file's text by its name. A mouse's battery is none of ours."""
    batteries = [one for one in supplies.values() if one.get("type") == "Battery" and _ours(one)]
    if not batteries:
        return None
    # A machine that draws more than its charger gives takes the rest from the battery: it still is on the mains.
    mains = any(one.get("type") == "Mains" and one.get("online") == "1" for one in supplies.values())
    drained = any(one.get("status") == "Discharging" for one in batteries)
    charges = [share for one in batteries if (share := _share(one.get("capacity", ""))) is not None]
    flows = [watts for one in batteries if (watts := _watts(one)) is not None]
    return Power(drained and not mains, sum(charges) / len(charges) if charges else None, sum(flows) if flows else None)


def memory_free_from(meminfo: str) -> int | None:
    """Bytes of main memory that could be had without swapping, as Linux reckons them; None where it does not."""
    found = re.search(r"^MemAvailable:\s*([0-9]{1,15}) kB$", meminfo, re.MULTILINE)
    return int(found[1]) << 10 if found else None


def _cards() -> tuple[CardVitals, ...]:
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return ()
    words = [tool, f"--query-gpu={_ASKED}", "--format=csv,noheader,nounits"]
    try:
        answer = subprocess.run(  # noqa: S603
            words, capture_output=True, text=True, errors="replace", timeout=PATIENCE, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ()
    return visible(card_vitals_from(answer.stdout), os.environ.get(VISIBLE))


def _card(name: str, used: str, memory: str, watts: str, celsius: str, busy: str) -> CardVitals | None:
    taken, there = _number(used), _number(memory)
    if taken is None or there is None:
        return None
    return CardVitals(
        name, int(taken) * _MEBIBYTE, int(there) * _MEBIBYTE, _number(watts), _number(celsius), _share(busy)
    )


def _supplies() -> dict[str, dict[str, str]]:
    try:
        folders = sorted(SUPPLIES.iterdir())
    except OSError:
        return {}
    return {one.name: {name: text for name in _TOLD if (text := _text(one / name).strip())} for one in folders}


def _ours(battery: Mapping[str, str]) -> bool:
    return battery.get("scope") != "Device" and battery.get("present") != "0"


def _watts(battery: Mapping[str, str]) -> float | None:
    """The system counts in millionths. Some drivers say which way it flows by the sign."""
    power, current, voltage = (_number(battery.get(name, "")) for name in ("power_now", "current_now", "voltage_now"))
    if power is not None:
        return abs(power) / 1e6
    return abs(current * voltage) / 1e12 if current is not None and voltage is not None else None


def _load() -> float | None:
    try:
        return os.getloadavg()[0] / workers()
    except (AttributeError, OSError):
        return None


def _share(percent: str) -> float | None:
    number = _number(percent)
    return None if number is None else min(1.0, max(0.0, number / 100))


def _number(text: str) -> float | None:
    return float(text) if _NUMBER.fullmatch(text) else None


def _text(file: Path) -> str:
    """What a file of the system's says; nothing where there is none, or the device behind it does not answer."""
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
