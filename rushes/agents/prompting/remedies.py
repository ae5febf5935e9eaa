"""What a prompt should say more clearly when a measure failed: the critic's note, in a painter's words."""

from collections.abc import Iterable

from rushes.film.setup import Setup

_LIGHT = "Well exposed, detail in light and shadow."
_PEOPLE = frozenset({"identity", "identity-margin", "clip-identity", "clip-identity-margin", "board-people"})
_PLACES = frozenset({"place-likeness", "board-place"})
_WORDS = {
    "luma": _LIGHT,
    "dark": _LIGHT,
    "bright": _LIGHT,
    "contrast": "Clear contrast between figure and ground.",
    "sharpness": "In sharp focus.",
    "banding": "Fine grain, smooth gradients.",
    "letterbox": "The picture fills the whole frame, without bars.",
    "copied": "A scene of its own, not a character sheet.",
}


def remedies(failed: Iterable[str], setup: Setup) -> str:
    """The words for what failed, each once: first who and what should be seen, as the bible describes them."""
    found: dict[str, None] = {}
    for measure in failed:
        if measure in _PEOPLE:
            found |= dict.fromkeys(f"{one.name}: {one.description}" for one in setup.cast if one.description)
        elif measure in _PLACES and setup.location.description:
            found[f"{setup.location.name}: {setup.location.description}"] = None
        elif measure in _WORDS:
            found[_WORDS[measure]] = None
    return " ".join(found)
