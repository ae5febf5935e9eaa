"""What a complaint about a picture asks for, as an edit: `too tight` is a wish for a wider shot."""

import re

from rushes.film.edits.shots import Step
from rushes.film.manifest import Scene, Shot
from rushes.film.vocabulary import TimeOfDay

_TOO: dict[str, Step] = {
    **dict.fromkeys(("tight", "close", "near", "big", "cramped"), Step.WIDER),
    **dict.fromkeys(("wide", "far", "far away", "loose", "small", "distant"), Step.CLOSER),
    **dict.fromkeys(("long", "slow", "drawn out"), Step.SHORTER),
    **dict.fromkeys(("short", "quick", "fast", "brief", "hasty"), Step.LONGER),
    "high": Step.LOWER,
    "low": Step.HIGHER,
}
_PLAIN: dict[str, Step] = {
    **dict.fromkeys(("wider", "looser", "further away"), Step.WIDER),
    **dict.fromkeys(("closer", "tighter", "nearer"), Step.CLOSER),
    **{step.value: step for step in (Step.LONGER, Step.SHORTER, Step.HIGHER, Step.LOWER)},
}
_WISH = re.compile(
    rf"\b(?:too (?P<too>{'|'.join(sorted(_TOO, key=len, reverse=True))})|(?P<plain>{'|'.join(_PLAIN)}))\b"
)
_DARK = re.compile(r"\btoo (?:dark|dim|murky|gloomy)\b")
_BRIGHT = re.compile(r"\btoo (?:bright|light|sunny)\b")
_LIGHTER = {
    TimeOfDay.NIGHT: TimeOfDay.DUSK,
    TimeOfDay.EVENING: TimeOfDay.AFTERNOON,
    TimeOfDay.DUSK: TimeOfDay.AFTERNOON,
    TimeOfDay.DAWN: TimeOfDay.MORNING,
}
_DARKER = {
    TimeOfDay.MORNING: TimeOfDay.DAWN,
    TimeOfDay.DAY: TimeOfDay.DUSK,
    TimeOfDay.AFTERNOON: TimeOfDay.DUSK,
    TimeOfDay.EVENING: TimeOfDay.NIGHT,
    TimeOfDay.DUSK: TimeOfDay.NIGHT,
    TimeOfDay.DAWN: TimeOfDay.NIGHT,
}


def wished_step(note: str) -> Step | None:
    """The step that a note wishes for; None when it wishes for none."""
    found = _WISH.search(note.lower())
    if found is None:
        return None
    return _TOO[found["too"]] if found["too"] else _PLAIN[found["plain"]]


def wished_hour(note: str, scene: Scene) -> TimeOfDay | None:
    """The hour that would make a scene lighter or darker, as a note wishes; None when there is none."""
    if _DARK.search(note.lower()):
        return _LIGHTER.get(scene.time_of_day)
    return _DARKER.get(scene.time_of_day) if _BRIGHT.search(note.lower()) else None


def on_light(note: str) -> bool:
    """Whether a note complains about too little light, or too much."""
    return bool(_DARK.search(note.lower()) or _BRIGHT.search(note.lower()))


def wished_edit(note: str, scene: Scene, shot: Shot) -> str:
    """The command that changes the picture as a note wishes: `make 1-4 wider`; empty when the note names none."""
    step = wished_step(note)
    if step:
        return f"make {shot.number} {step}"
    hour = wished_hour(note, scene)
    return f"make scene {scene.number} {hour}" if hour else ""
