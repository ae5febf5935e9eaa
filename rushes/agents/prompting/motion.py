"""The motion prompt: how the camera moves, and what moves in front of it."""

from collections.abc import Iterator, Mapping

from rushes.agents.prompting import phrases
from rushes.agents.prompting.sentences import WORDS, fitted, in_one_line
from rushes.film.manifest import Figure, MotionPrompt
from rushes.film.setup import Setup
from rushes.film.vocabulary import Facing, Form, Pose, Prop, SetKind, Setting, ShotSize, Weather

_ACTION_LIMIT = 240

_AIR: Mapping[Weather, str] = {
    Weather.CLEAR: "A light breath of air stirs cloth and leaves.",
    Weather.CLOUDY: "Grey clouds drift slowly.",
    Weather.FOG: "Fog drifts slowly through the frame.",
    Weather.RAIN: "Rain falls steadily and ripples in the puddles.",
    Weather.STORM: "Rain drives sideways, cloth and branches whip in the gusts.",
    Weather.SNOW: "Snowflakes fall softly and settle.",
    Weather.WIND: "Wind pulls at hair, cloth and grass.",
}
_THROUGH_WINDOW: Mapping[Weather, str] = {
    Weather.RAIN: "Rain runs down the window.",
    Weather.STORM: "Rain beats on the window, light flashes once.",
    Weather.SNOW: "Snow falls past the window.",
    Weather.WIND: "The curtains stir.",
}
_THINGS: Mapping[Prop, str] = {
    Prop.FIRE: "Flames flicker and throw moving light.",
    Prop.CANDLE: "The candle flame wavers.",
    Prop.LAMP: "The lamp glows steadily, with a faint flicker.",
    Prop.LANTERN: "The lantern sways and its light swings across the walls.",
    Prop.MATCH: "The match flares and burns down.",
    Prop.CLOCK: "The clock's hands move.",
    Prop.BELL: "The bell swings.",
    Prop.BOAT: "The boat rocks on the water.",
    Prop.SHIP: "The ship rolls slowly.",
    Prop.WHEEL: "The wheel turns.",
    Prop.MACHINE: "The machine hums and trembles.",
    Prop.TREE: "Branches sway.",
    Prop.STAR: "Stars glimmer.",
}
_GROUNDS: Mapping[SetKind, str] = {
    SetKind.SEA: "Waves roll in and break.",
    SetKind.BEACH: "Waves run up the sand and draw back.",
    SetKind.HARBOUR: "Water laps and moored boats rock.",
    SetKind.SHIP_DECK: "The deck tilts with the swell.",
    SetKind.LAKE: "The water's surface shivers.",
    SetKind.RIVER: "The river flows past.",
    SetKind.FOREST: "Leaves tremble.",
    SetKind.FIELD: "The grass bends in waves.",
    SetKind.STREET: "A few people pass in the distance.",
    SetKind.MARKET: "People move among the stalls.",
    SetKind.TRAIN: "The carriage sways, the land slides past the window.",
    SetKind.VEHICLE: "The vehicle shakes slightly, the world slides past.",
    SetKind.SPACE: "Stars drift very slowly.",
}
_BODIES: Mapping[Pose, str] = {
    Pose.STAND: "stands, breathing, shifting a little weight",
    Pose.WALK: "walks {way} with an even step",
    Pose.RUN: "runs {way}, arms swinging, clothes flying",
    Pose.SIT: "sits, breathing, hands moving slightly",
    Pose.KNEEL: "kneels, head bending",
    Pose.LIE: "lies, chest rising and falling",
    Pose.POINT: "raises an arm and points {way}",
    Pose.REACH: "reaches out a hand {way}",
    Pose.HOLD: "turns the thing in both hands",
    Pose.LEAN: "leans, shifting slowly",
    Pose.CLIMB: "climbs, hand over hand",
    Pose.FALL: "falls, arms flung out",
    Pose.EMBRACE: "holds the other close",
}
_WAYS: Mapping[Facing, str] = {
    Facing.LEFT: "to the left",
    Facing.RIGHT: "to the right",
    Facing.CAMERA: "toward the camera",
    Facing.AWAY: "away from the camera",
}
_TALKING = "speaks, lips and brows moving, with small gestures"


def motion_prompt(setup: Setup) -> MotionPrompt:
    """What a motion model is told: the camera in one sentence, then everything that moves."""
    camera = f"{phrases.MOVES[setup.shot.move]}."
    return MotionPrompt(camera=camera, physics=fitted(list(_moving(setup)), WORDS))


def _moving(setup: Setup) -> Iterator[str]:
    shot = setup.shot
    speakers = {line.speaker for line in shot.dialogue}
    for figure in shot.figures:
        yield _body(figure, setup, speaking=figure.character in speakers)
    if not shot.dialogue and shot.size is not ShotSize.INSERT:
        yield fitted([in_one_line(shot.action)], _ACTION_LIMIT)
    for prop in shot.props:
        if prop in _THINGS:
            yield _THINGS[prop]
    if shot.size is ShotSize.INSERT:
        yield "Light shifts softly over its surface."
        return
    if setup.setting is Setting.INTERIOR:
        yield _THROUGH_WINDOW.get(setup.weather, "Dust floats in the light.")
    else:
        yield _AIR[setup.weather]
    if setup.location.kind in _GROUNDS:
        yield _GROUNDS[setup.location.kind]


def _body(figure: Figure, setup: Setup, *, speaking: bool) -> str:
    character = setup.character(figure.character)
    if speaking and character.look.form in {Form.HUMAN, Form.GHOST}:
        return f"{in_one_line(character.name)} {_TALKING}."
    return f"{in_one_line(character.name)} {_BODIES[figure.pose].format(way=_WAYS[figure.facing])}."
