"""The morning report in words."""

from collections.abc import Mapping
from typing import Any


def in_words(facts: Mapping[str, Any]) -> list[str]:
    """The report's lines."""
    return [f"{facts['title']}: {facts['finished']} of {facts['shots']} shots are in the film; {facts['outcome']}."]
