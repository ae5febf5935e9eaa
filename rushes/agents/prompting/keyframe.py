"""The keyframe prompt: who and what, framing, place and light; and apart from it the stock it is shot on."""

from collections.abc import Mapping

from rushes.agents.prompting import phrases
from rushes.agents.prompting.sentences import WORDS, fitted, in_one_line, sentence
from rushes.film.manifest import Character, Figure, KeyframePrompt
from rushes.film.setup import Setup
from rushes.film.vocabulary import Angle, Feeling, Prop, Setting, ShotSize, Weather

_ACTION_LIMIT = 200
_PLACE_LIMIT = 220

_THINGS: Mapping[Prop, str] = {
    Prop.BREAD: "a loaf of bread",
    Prop.TOOLS: "tools",
    Prop.STAR: "stars",
    Prop.MOON: "the moon",
    Prop.FIRE: "an open fire",
    Prop.MATCH: "a burning match",
    Prop.UMBRELLA: "an umbrella",
}
"""What does not read as "a" and its name."""


def keyframe_prompt(setup: Setup) -> KeyframePrompt:
    """What an image model is told of a shot's first frame. The cast's descriptions stand in it word for word."""
    shot = setup.shot
    framing = f"{phrases.SIZES[shot.size]}, {phrases.ANGLES[shot.angle]}, {phrases.LENSES[shot.size]}mm lens."
    people = [_person(figure, setup.character(figure.character), setup) for figure in shot.figures]
    told = [framing, _insert(setup), *people, _action(setup), _props(setup), _where(setup), *_light(setup)]
    return KeyframePrompt(composition=fitted(told, WORDS), texture=fitted([setup.style.texture], WORDS))


def thing(prop: Prop) -> str:
    """A prop as a noun with its article: `a lamp`, `a loaf of bread`."""
    return _THINGS.get(prop, f"a {prop.value.replace('-', ' ')}")


def _insert(setup: Setup) -> str:
    shot = setup.shot
    if shot.size is not ShotSize.INSERT:
        return ""
    things = " and ".join(map(thing, shot.props)) or in_one_line(shot.subject)
    return sentence(f"{things} in sharp detail, shallow depth of field")


def _props(setup: Setup) -> str:
    shot = setup.shot
    if not shot.props or shot.size is ShotSize.INSERT:
        return ""
    return sentence(f"{' and '.join(map(thing, shot.props))} in the picture")


def _person(figure: Figure, character: Character, setup: Setup) -> str:
    """The character's own description, as it is locked, and then this shot's blocking."""
    shoulder = setup.shot.angle is Angle.OVER_SHOULDER and figure is not setup.shot.figures[0]
    where = "in the near foreground" if shoulder else phrases.PLACES[figure.place]
    parts = [f"{phrases.POSES[figure.pose]} {where}", phrases.FACINGS[figure.facing]]
    if any(line.speaker == figure.character for line in setup.shot.dialogue) and not shoulder:
        parts.append("speaking")
    if figure.feeling is not Feeling.NEUTRAL and not shoulder:
        parts.append(phrases.FEELINGS[figure.feeling])
    name, description = in_one_line(character.name), in_one_line(character.description)
    if description.startswith(name):
        return f"{sentence(description)} {sentence(', '.join(parts))}"
    blocking = ", ".join([name, *parts])
    return f"{sentence(blocking)} {description}".rstrip()


def _action(setup: Setup) -> str:
    shot = setup.shot
    if shot.dialogue or shot.size is ShotSize.INSERT:
        return ""
    return fitted([in_one_line(shot.action)], _ACTION_LIMIT)


def _where(setup: Setup) -> str:
    place = setup.location
    name, description = in_one_line(place.name), in_one_line(place.description)
    words = description if name.casefold() in description.casefold() else f"{name}. {description}"
    inside = "Interior" if setup.setting is Setting.INTERIOR else "Exterior"
    return fitted([sentence(f"{inside}: {words}")], _PLACE_LIMIT)


def _light(setup: Setup) -> tuple[str, str, str]:
    """The hour and the weather, the mood, the style's look."""
    indoors = setup.setting is Setting.INTERIOR
    air = phrases.WEATHERS[setup.weather]
    if indoors:
        weather = "" if setup.weather is Weather.CLEAR else f", {air} outside the window"
        light = f"{phrases.INDOOR_LIGHTS[setup.time_of_day]}{weather}"
    else:
        light = f"{phrases.LIGHTS[setup.time_of_day]}, {air}"
    return sentence(light), sentence(phrases.MOODS[setup.mood]), sentence(in_one_line(setup.style.look))
