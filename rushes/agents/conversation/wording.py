"""Shots and changes in words that a person at a monitor would use."""

import re
from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from rushes.agents.conversation.blocking_words import blocking_changes
from rushes.agents.conversation.calls import Call
from rushes.film.manifest import Note, Scene, SceneManifest, Shot
from rushes.film.vocabulary import Angle, Move, Setting, ShotSize, TimeOfDay, TransitionIn, Weather
from rushes.gate import one_line

SIZES: dict[ShotSize, str] = {
    ShotSize.EXTREME_LONG: "an extreme long shot",
    ShotSize.LONG: "a long shot",
    ShotSize.FULL: "a full shot",
    ShotSize.MEDIUM_LONG: "a medium long shot",
    ShotSize.MEDIUM: "a medium shot",
    ShotSize.MEDIUM_CLOSE: "a medium close-up",
    ShotSize.CLOSE: "a close-up",
    ShotSize.EXTREME_CLOSE: "an extreme close-up",
    ShotSize.INSERT: "an insert",
}
ANGLES: dict[Angle, str] = {
    Angle.EYE: "at eye level",
    Angle.LOW: "from a low angle",
    Angle.HIGH: "from a high angle",
    Angle.OVERHEAD: "from overhead",
    Angle.DUTCH: "at a dutch angle",
    Angle.OVER_SHOULDER: "over a shoulder",
    Angle.POINT_OF_VIEW: "as a point of view",
}
MOVES: dict[Move, str] = {
    Move.STATIC: "with a still camera",
    Move.PAN_LEFT: "panning left",
    Move.PAN_RIGHT: "panning right",
    Move.TILT_UP: "tilting up",
    Move.TILT_DOWN: "tilting down",
    Move.PUSH_IN: "pushing in",
    Move.PULL_OUT: "pulling out",
    Move.TRACK_LEFT: "tracking left",
    Move.TRACK_RIGHT: "tracking right",
    Move.ZOOM_IN: "zooming in",
    Move.ZOOM_OUT: "zooming out",
    Move.HANDHELD: "handheld",
}
_ENTRANCES: dict[TransitionIn, str] = {
    TransitionIn.CUT: "entered on a cut",
    TransitionIn.DISSOLVE: "entered by a dissolve",
    TransitionIn.FADE_IN: "faded in from black",
}


HOURS: dict[TimeOfDay, str] = {
    TimeOfDay.DAWN: "at dawn",
    TimeOfDay.MORNING: "in the morning",
    TimeOfDay.DAY: "by day",
    TimeOfDay.AFTERNOON: "in the afternoon",
    TimeOfDay.DUSK: "at dusk",
    TimeOfDay.EVENING: "in the evening",
    TimeOfDay.NIGHT: "at night",
}
WEATHERS: dict[Weather, str] = {
    Weather.CLEAR: "in clear weather",
    Weather.CLOUDY: "under clouds",
    Weather.FOG: "in fog",
    Weather.RAIN: "in the rain",
    Weather.STORM: "in a storm",
    Weather.SNOW: "in snow",
    Weather.WIND: "in the wind",
}


_SECONDS = re.compile(r"\b(\d{1,5}\.\d{2,9}) s\b")
_RULES_ON_PEOPLE = frozenset({"line", "facing"})


def scene_differences(before: Scene, after: Scene) -> str:
    """What became of a scene: `at night (was by day), headed EXT. PIER - NIGHT`; empty for no difference."""
    said = [
        _became(HOURS[before.time_of_day], HOURS[after.time_of_day]),
        _became(WEATHERS[before.weather], WEATHERS[after.weather]),
        _became(before.mood.value, after.mood.value),
        _became(*("inside" if one.setting is Setting.INTERIOR else "outside" for one in (before, after))),
        f"headed {after.heading}" if before.heading != after.heading else "",
    ]
    return ", ".join(filter(None, said))


def differences(before: Shot, after: Shot, names: Mapping[str, str]) -> str:
    """What became of a shot: `2-1 is now a long shot (was a medium shot).`; empty for no difference.

    `names` are the characters' by their ids.
    """
    said = [
        _became(SIZES[before.size], SIZES[after.size]),
        _became(ANGLES[before.angle], ANGLES[after.angle]),
        _became(MOVES[before.move], MOVES[after.move]),
        _became(_long(before), _long(after)),
        _became(_ENTRANCES[before.transition_in], _ENTRANCES[after.transition_in]),
        _became(f"of {before.subject}", f"of {after.subject}"),
        "acted differently" if before.action != after.action else "",
        _became(*("fading out" if shot.fade_out else "ending on a cut" for shot in (before, after))),
    ]
    framed_anew = ", ".join(filter(None, said))
    blocked = "; ".join(blocking_changes(before, after, names))
    sentences = (
        f"{before.number} is now {framed_anew}." if framed_anew else "",
        f"In {before.number} {blocked}." if blocked else "",
        f"{before.number} now says: {_spoken(after, names)}" if before.dialogue != after.dialogue else "",
        f"{before.number} {_narrated(after)}" if before.narration != after.narration else "",
    )
    return " ".join(filter(None, sentences))


def objection(note: Note, manifest: SceneManifest) -> str:
    """What the referee says, with names for ids and seconds as people say them."""
    text = _SECONDS.sub(lambda found: brief(float(found[1])), note.text)
    if note.rule in _RULES_ON_PEOPLE:
        for one in manifest.characters:
            text = re.sub(rf"(?<![\w-]){re.escape(one.id)}(?![\w-])", lambda _id, name=one.name: name, text)
    return text


def _spoken(shot: Shot, names: Mapping[str, str]) -> str:
    lines = [f"{names.get(line.speaker or '', 'a voice')}, “{line.text}”" for line in shot.dialogue]
    return "; ".join(lines) or "nothing"


def _narrated(shot: Shot) -> str:
    return f"is now narrated: “{shot.narration}”" if shot.narration else "has no narration any more."


def _became(before: str, after: str) -> str:
    return f"{after} (was {before})" if before != after else ""


def _long(shot: Shot) -> str:
    return f"{brief(shot.seconds)} long"


def brief(seconds: float) -> str:
    """`3.5 s`."""
    return f"{round(seconds, 1):g} s"


def framed(shot: Shot) -> str:
    """One line for a list: `2-3     3.5 s  a close-up, pushing in: Mara`."""
    angle = "" if shot.angle is Angle.EYE else f" {ANGLES[shot.angle]}"
    move = "" if shot.move is Move.STATIC else f", {MOVES[shot.move]}"
    return f"{shot.number:<7}{shot.seconds:4.1f} s  {SIZES[shot.size]}{angle}{move}: {shot.subject}"


def listed(items: Sequence[str], most: int = 8) -> str:
    """`1-1, 1-2 and 1-3`; a long list is cut with how many more there are."""
    if len(items) > most:
        return f"{', '.join(items[:most])} and {len(items) - most} more"
    return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def counted(number: int, noun: str) -> str:
    """`1 shot`, `2 shots`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def lasting(seconds: float) -> str:
    """`40 s`, `2:05 min`, `1:02:03 h`, as somebody waits for it."""
    whole = max(1, round(seconds))
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    if hours:
        return f"{hours}:{minute:02}:{second:02} h"
    return f"{minutes}:{second:02} min" if minutes else f"{second} s"


def shortened(text: str, most: int) -> str:
    """The text, ended after a word when it is longer than `most` characters."""
    if len(text) <= most:
        return text
    head = text[: most - 1].rpartition(" ")[0] or text[: most - 1]
    return f"{head.rstrip(' ,;(')}…"


_CALL = 110
"""Characters of a call in words."""


def in_words(call: Call) -> str:
    """`edit_shot shots=1-3 steps=wider`."""
    parts = [f"{name}={_short(value)}" for name, value in call.arguments.items()]
    return one_line(" ".join([call.tool, *parts]), _CALL)


def _short(value: JsonValue) -> str:
    if isinstance(value, dict):
        return ": ".join(map(_short, value.values()))
    return ",".join(map(_short, value)) if isinstance(value, list) else str(value) or '""'
