"""The house breakdown: a reading taken apart into people, places, scenes and beats, by rules and word lists."""

from rushes.agents.house.breakdown.prose_scenes import break_down_prose
from rushes.agents.house.breakdown.script_scenes import break_down_script
from rushes.film.breakdown import Breakdown
from rushes.film.reading import Reading

__all__ = ["break_down"]


def break_down(reading: Reading) -> Breakdown:
    """Take a story apart. Pure: the same reading gives the same breakdown."""
    return break_down_script(reading) if reading.kind == "screenplay" else break_down_prose(reading)
