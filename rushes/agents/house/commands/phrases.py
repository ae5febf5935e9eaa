"""What people call framings, moves, hours, weathers and moods."""

from pydantic import JsonValue

from rushes.film.vocabulary import Facing, Feeling, Mood, Place, Pose, TimeOfDay, Weather

FRAMINGS: dict[str, dict[str, JsonValue]] = {
    **{
        word: {"steps": ["wider"]}
        for word in ("wider", "looser", "further away", "further", "farther", "further out", "less tight", "less close")
    },
    **{word: {"steps": ["closer"]} for word in ("closer", "tighter", "nearer", "closer in", "less wide")},
    **{word: {"steps": ["longer"]} for word in ("longer", "slower")},
    **{word: {"steps": ["shorter"]} for word in ("shorter", "quicker", "faster", "brisker")},
    **{word: {"steps": ["higher"]} for word in ("higher", "camera higher")},
    **{word: {"steps": ["lower"]} for word in ("lower", "camera lower")},
    **{word: {"size": "extreme-long"} for word in ("extreme long", "extreme wide", "very wide", "els")},
    **{word: {"size": "long"} for word in ("long", "wide", "ls", "ws")},
    **{word: {"size": "full"} for word in ("full", "fs")},
    **{word: {"size": "medium-long"} for word in ("medium long", "american", "cowboy", "mls")},
    **{word: {"size": "medium"} for word in ("medium", "mid", "ms")},
    **{word: {"size": "medium-close"} for word in ("medium close", "medium close-up", "medium close up", "mcu")},
    **{word: {"size": "close"} for word in ("close", "close-up", "close up", "closeup", "cu")},
    **{
        word: {"size": "extreme-close"}
        for word in ("extreme close", "extreme close-up", "extreme close up", "very close", "ecu")
    },
    **{word: {"size": "insert"} for word in ("insert",)},
    **{word: {"angle": "eye"} for word in ("eye level", "at eye level", "eye-level", "level")},
    **{word: {"angle": "low"} for word in ("low angle", "from below", "looking up", "from a low angle", "low")},
    **{word: {"angle": "high"} for word in ("high angle", "from above", "looking down", "from a high angle", "high")},
    **{word: {"angle": "overhead"} for word in ("overhead", "from overhead", "bird's eye", "top shot", "top-down")},
    **{word: {"angle": "dutch"} for word in ("dutch", "dutch angle", "tilted", "canted")},
    **{word: {"angle": "over-shoulder"} for word in ("over the shoulder", "over-shoulder", "over shoulder", "ots")},
    **{word: {"angle": "point-of-view"} for word in ("point of view", "point-of-view", "pov")},
    **{
        word: {"move": "static"}
        for word in ("static", "still", "locked off", "no move", "no camera move", "still camera", "tripod")
    },
    **{word: {"move": "push-in"} for word in ("push in", "pushing in", "dolly in", "push-in", "move in", "go in")},
    **{word: {"move": "pull-out"} for word in ("pull out", "pulling out", "dolly out", "pull-out", "pull back")},
    **{word: {"move": "pan-left"} for word in ("pan left", "panning left", "pan to the left", "pan-left")},
    **{word: {"move": "pan-right"} for word in ("pan right", "panning right", "pan to the right", "pan-right")},
    **{word: {"move": "tilt-up"} for word in ("tilt up", "tilting up", "tilt-up")},
    **{word: {"move": "tilt-down"} for word in ("tilt down", "tilting down", "tilt-down")},
    **{word: {"move": "track-left"} for word in ("track left", "tracking left", "truck left", "track-left")},
    **{word: {"move": "track-right"} for word in ("track right", "tracking right", "truck right", "track-right")},
    **{word: {"move": "zoom-in"} for word in ("zoom in", "zooming in", "zoom-in")},
    **{word: {"move": "zoom-out"} for word in ("zoom out", "zooming out", "zoom-out")},
    **{word: {"move": "handheld"} for word in ("handheld", "hand-held", "shaky")},
    **{word: {"transition_in": "dissolve"} for word in ("dissolve", "dissolve in", "enter on a dissolve")},
    **{word: {"transition_in": "fade-in"} for word in ("fade in", "fade-in", "fade in from black")},
    **{word: {"transition_in": "cut"} for word in ("hard cut", "enter on a cut")},
}
"""A phrase → arguments of `edit_shot`."""

SIZE_NOUNS = ("shot", "one", "view", "angle")
"""What may stand behind a size: a wide shot."""

_MOODS: dict[Mood, str] = {
    Mood.CALM: "peaceful quiet serene tranquil restful relaxed",
    Mood.JOYFUL: "happy cheerful merry hopeful upbeat festive jolly",
    Mood.TENDER: "romantic gentle loving intimate warm sweet",
    Mood.MELANCHOLY: "sad gloomy lonely lonesome bleak sombre somber sorrowful mournful wistful nostalgic solemn",
    Mood.TENSE: "nervous anxious suspenseful thrilling dramatic nerve-racking",
    Mood.FEARFUL: "scary frightening creepy terrifying menacing threatening",
    Mood.ANGRY: "furious bitter hostile",
    Mood.MYSTERIOUS: "eerie spooky strange uncanny puzzling",
    Mood.WONDROUS: "magical dreamy dreamlike awestruck enchanted",
    Mood.COMIC: "funny silly light-hearted playful",
}

LIGHTS: dict[str, tuple[str, str]] = {
    **{hour.value: ("time_of_day", hour.value) for hour in TimeOfDay},
    "daytime": ("time_of_day", "day"),
    "noon": ("time_of_day", "day"),
    "midday": ("time_of_day", "day"),
    "midnight": ("time_of_day", "night"),
    "sunrise": ("time_of_day", "dawn"),
    "daybreak": ("time_of_day", "dawn"),
    "sunset": ("time_of_day", "dusk"),
    "twilight": ("time_of_day", "dusk"),
    "dark": ("time_of_day", "night"),
    **{weather.value: ("weather", weather.value) for weather in Weather},
    "rainy": ("weather", "rain"),
    "raining": ("weather", "rain"),
    "wet": ("weather", "rain"),
    "snowy": ("weather", "snow"),
    "snowing": ("weather", "snow"),
    "foggy": ("weather", "fog"),
    "misty": ("weather", "fog"),
    "stormy": ("weather", "storm"),
    "windy": ("weather", "wind"),
    "sunny": ("weather", "clear"),
    "overcast": ("weather", "cloudy"),
    **{mood.value: ("mood", mood.value) for mood in Mood},
    **{word: ("mood", mood.value) for mood, words in _MOODS.items() for word in words.split()},
    "outside": ("setting", "exterior"),
    "outdoors": ("setting", "exterior"),
    "inside": ("setting", "interior"),
    "indoors": ("setting", "interior"),
}
"""A word → an argument of `edit_scene`."""

STYLES: dict[str, tuple[str, str]] = {
    "noir": (
        "film noir, hard key light, long shadows, wet pavements",
        "35mm black-and-white film, strong grain, deep blacks.",
    ),
    "watercolour": (
        "watercolour illustration, soft washes, white paper showing through",
        "watercolour on cold-pressed paper, visible pigment blooms.",
    ),
    "black and white": (
        "classic black-and-white cinema, sculpted light and shade",
        "35mm black-and-white film, fine silver grain.",
    ),
    "sepia": ("early silent cinema, soft edges, gentle vignette", "sepia-toned film print, soft grain."),
    "documentary": (
        "observational documentary, available light, natural locations",
        "16mm film, visible grain, natural colour.",
    ),
    "comic book": ("comic-book panels, bold ink outlines, flat colour", "printed halftone dots on newsprint."),
    "oil painting": ("oil painting, rich impasto, chiaroscuro light", "oil on canvas, visible brushwork."),
    "storybook": ("storybook illustration, gentle simplified shapes", "gouache and pencil on paper."),
    "anime": ("hand-drawn animation, clean lines, painted skies", "cel animation, flat colour, painted backgrounds."),
    "stop motion": ("stop-motion puppets on miniature sets, small practical lamps", "tactile clay, felt and wood."),
}
"""A style's name → the look and the texture of the whole film."""

STYLE_NAMES: dict[str, str] = {
    **{name: name for name in STYLES},
    "film noir": "noir",
    "watercolor": "watercolour",
    "a watercolour": "watercolour",
    "a watercolor": "watercolour",
    "black-and-white": "black and white",
    "b&w": "black and white",
    "monochrome": "black and white",
    "a documentary": "documentary",
    "a comic": "comic book",
    "a comic book": "comic book",
    "an oil painting": "oil painting",
    "a storybook": "storybook",
    "a picture book": "storybook",
    "animation": "anime",
    "stop-motion": "stop motion",
    "claymation": "stop motion",
}

_DEEDS: dict[Pose, str] = {
    Pose.STAND: "stand stands standing",
    Pose.WALK: "walk walks walking",
    Pose.RUN: "run runs running",
    Pose.SIT: "sit sits sitting",
    Pose.KNEEL: "kneel kneels kneeling",
    Pose.LIE: "lie lies lying",
    Pose.POINT: "point points pointing",
    Pose.REACH: "reach reaches reaching",
    Pose.HOLD: "hold holds holding",
    Pose.LEAN: "lean leans leaning",
    Pose.CLIMB: "climb climbs climbing",
    Pose.FALL: "fall falls falling",
    Pose.EMBRACE: "embrace embraces embracing hug hugs",
}
_WHERE: dict[Place, str] = {
    Place.FAR_LEFT: "far left|on the far left|at the far left",
    Place.LEFT: "on the left|at the left|left",
    Place.CENTRE: "in the centre|in the center|in the middle|centre|center",
    Place.RIGHT: "on the right|at the right|right",
    Place.FAR_RIGHT: "far right|on the far right|at the far right",
}
_TOWARDS: dict[Facing, str] = {
    Facing.LEFT: "left|to the left",
    Facing.RIGHT: "right|to the right",
    Facing.CAMERA: "at the camera|into the camera|the camera|to the camera|at us",
    Facing.AWAY: "away|away from us",
}
_FEELINGS: dict[Feeling, str] = {
    Feeling.NEUTRAL: "neutral",
    Feeling.HAPPY: "happy smiles smiling laughs laughing glad",
    Feeling.SAD: "sad cries crying weeps weeping",
    Feeling.ANGRY: "angry furious",
    Feeling.AFRAID: "afraid scared frightened",
    Feeling.SURPRISED: "surprised astonished",
    Feeling.THOUGHTFUL: "thoughtful thinking",
    Feeling.TIRED: "tired weary",
}
_LOOKING = ("looks", "look", "looking", "faces", "face", "facing", "turns", "turned", "turning")

BLOCKINGS: dict[str, tuple[str, str]] = {
    **{word: ("pose", pose.value) for pose, words in _DEEDS.items() for word in words.split()},
    **{phrase: ("place", place.value) for place, phrases in _WHERE.items() for phrase in phrases.split("|")},
    **{
        f"{verb} {where}": ("facing", facing.value)
        for facing, phrases in _TOWARDS.items()
        for where in phrases.split("|")
        for verb in _LOOKING
    },
    **{word: ("feeling", feeling.value) for feeling, words in _FEELINGS.items() for word in words.split()},
}
"""A phrase → an argument of `block`."""
