"""How a camera crew says each word of the vocabulary."""

from collections.abc import Mapping

from rushes.film.vocabulary import (
    Angle,
    Facing,
    Feeling,
    Mood,
    Move,
    Place,
    Pose,
    ShotSize,
    TimeOfDay,
    Weather,
)

SIZES: Mapping[ShotSize, str] = {
    ShotSize.EXTREME_LONG: "Extreme long shot",
    ShotSize.LONG: "Long shot",
    ShotSize.FULL: "Full shot, head to toe",
    ShotSize.MEDIUM_LONG: "Medium long shot, to the knees",
    ShotSize.MEDIUM: "Medium shot, to the waist",
    ShotSize.MEDIUM_CLOSE: "Medium close-up, to the chest",
    ShotSize.CLOSE: "Close-up of the face",
    ShotSize.EXTREME_CLOSE: "Extreme close-up",
    ShotSize.INSERT: "Insert shot, the object filling the frame",
}

LENSES: Mapping[ShotSize, int] = {
    ShotSize.EXTREME_LONG: 18,
    ShotSize.LONG: 24,
    ShotSize.FULL: 35,
    ShotSize.MEDIUM_LONG: 35,
    ShotSize.MEDIUM: 50,
    ShotSize.MEDIUM_CLOSE: 65,
    ShotSize.CLOSE: 85,
    ShotSize.EXTREME_CLOSE: 100,
    ShotSize.INSERT: 100,
}
"""Focal lengths in mm for a full 35 mm frame: wide for places, a portrait lens for faces, a macro for objects."""

ANGLES: Mapping[Angle, str] = {
    Angle.EYE: "eye-level camera",
    Angle.LOW: "low angle, looking up",
    Angle.HIGH: "high angle, looking down",
    Angle.OVERHEAD: "overhead view, straight down",
    Angle.DUTCH: "dutch angle, tilted horizon",
    Angle.OVER_SHOULDER: "over-the-shoulder view, the listener's shoulder dark in the foreground",
    Angle.POINT_OF_VIEW: "point-of-view shot",
}

LIGHTS: Mapping[TimeOfDay, str] = {
    TimeOfDay.DAWN: "first light at dawn, pale pink sky",
    TimeOfDay.MORNING: "clear low morning light",
    TimeOfDay.DAY: "full daylight",
    TimeOfDay.AFTERNOON: "warm slanting afternoon light",
    TimeOfDay.DUSK: "dusk, deep blue sky with a glowing horizon",
    TimeOfDay.EVENING: "evening, warm lamps lit against blue shadows",
    TimeOfDay.NIGHT: "night, moonlight and small pools of warm light",
}

INDOOR_LIGHTS: Mapping[TimeOfDay, str] = {
    TimeOfDay.DAWN: "pale dawn light through the window",
    TimeOfDay.MORNING: "soft morning light through the window",
    TimeOfDay.DAY: "daylight through the window",
    TimeOfDay.AFTERNOON: "slanting afternoon sun through the window",
    TimeOfDay.DUSK: "blue dusk in the window, the first lamp lit",
    TimeOfDay.EVENING: "warm evening lamplight, soft shadows",
    TimeOfDay.NIGHT: "night, low warm lamplight, deep shadows",
}

WEATHERS: Mapping[Weather, str] = {
    Weather.CLEAR: "clear air",
    Weather.CLOUDY: "overcast sky",
    Weather.FOG: "drifting fog",
    Weather.RAIN: "falling rain, wet surfaces",
    Weather.STORM: "storm, driving rain, dark clouds",
    Weather.SNOW: "falling snow",
    Weather.WIND: "strong wind",
}

MOODS: Mapping[Mood, str] = {
    Mood.NEUTRAL: "naturalistic mood",
    Mood.CALM: "calm, quiet mood",
    Mood.JOYFUL: "bright, joyful mood",
    Mood.TENDER: "tender, intimate mood",
    Mood.MELANCHOLY: "melancholy mood, muted colours",
    Mood.TENSE: "tense mood, hard contrast",
    Mood.FEARFUL: "fearful mood, long shadows",
    Mood.ANGRY: "heated, angry mood",
    Mood.MYSTERIOUS: "mysterious mood, half-lit",
    Mood.WONDROUS: "wondrous mood, luminous haze",
    Mood.COMIC: "light comic mood",
}

PLACES: Mapping[Place, str] = {
    Place.FAR_LEFT: "at the far left of the frame",
    Place.LEFT: "left of centre",
    Place.CENTRE: "in the centre",
    Place.RIGHT: "right of centre",
    Place.FAR_RIGHT: "at the far right of the frame",
}

FACINGS: Mapping[Facing, str] = {
    Facing.LEFT: "looking left",
    Facing.RIGHT: "looking right",
    Facing.CAMERA: "facing the camera",
    Facing.AWAY: "seen from behind",
}

POSES: Mapping[Pose, str] = {
    Pose.STAND: "standing",
    Pose.WALK: "walking",
    Pose.RUN: "running",
    Pose.SIT: "sitting",
    Pose.KNEEL: "kneeling",
    Pose.LIE: "lying down",
    Pose.POINT: "pointing",
    Pose.REACH: "reaching out",
    Pose.HOLD: "holding something in both hands",
    Pose.LEAN: "leaning",
    Pose.CLIMB: "climbing",
    Pose.FALL: "falling",
    Pose.EMBRACE: "embracing",
}

FEELINGS: Mapping[Feeling, str] = {
    Feeling.NEUTRAL: "",
    Feeling.HAPPY: "smiling",
    Feeling.SAD: "with a sad face",
    Feeling.ANGRY: "with an angry face",
    Feeling.AFRAID: "with frightened eyes",
    Feeling.SURPRISED: "with a surprised face",
    Feeling.THOUGHTFUL: "with a thoughtful look",
    Feeling.TIRED: "with a tired face",
}

MOVES: Mapping[Move, str] = {
    Move.STATIC: "Locked-off camera on a tripod, a still frame",
    Move.PAN_LEFT: "The camera pans slowly to the left",
    Move.PAN_RIGHT: "The camera pans slowly to the right",
    Move.TILT_UP: "The camera tilts slowly upward",
    Move.TILT_DOWN: "The camera tilts slowly downward",
    Move.PUSH_IN: "The camera pushes in slowly on a dolly",
    Move.PULL_OUT: "The camera pulls back slowly on a dolly",
    Move.TRACK_LEFT: "The camera tracks left alongside the subject",
    Move.TRACK_RIGHT: "The camera tracks right alongside the subject",
    Move.ZOOM_IN: "The lens zooms in slowly",
    Move.ZOOM_OUT: "The lens zooms out slowly",
    Move.HANDHELD: "Handheld camera with a small natural sway",
}
