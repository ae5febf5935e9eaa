"""Small plans and readings to film in tests."""

import hashlib

from rushes.film.manifest import Character, Figure, Line, Location, Scene, SceneManifest, Shot, SourceNote, Span
from rushes.film.reading import Block, BlockKind, Reading
from rushes.film.vocabulary import Move, SetKind, Setting, ShotSize, TransitionIn

WORDS = "Ada waits by the door of the mill. The wheel turns. She says that it is late. " * 40


def a_reading(text: str = WORDS) -> Reading:
    block = Block(BlockKind.PARAGRAPH, text, Span(start=0, end=len(text)))
    return Reading("mill.txt", "prose", hashlib.sha256(text.encode()).hexdigest(), text, (block,), title="The Mill")


def a_shot(number: str, **changes: object) -> Shot:
    values: dict[str, object] = {
        "number": number,
        "size": ShotSize.LONG,
        "move": Move.PAN_LEFT,
        "subject": "Ada",
        "figures": (Figure(character="ada"),),
        "action": "Ada waits.",
        "dialogue": (Line(speaker="ada", text="It is late."),),
        "seconds": 0.5,
        "span": Span(start=0, end=34),
    }
    return Shot.model_validate(values | changes)


def a_scene(number: str, shots: int, **changes: object) -> Scene:
    values: dict[str, object] = {
        "number": number,
        "heading": "EXT. MILL - DAY",
        "location": "mill",
        "setting": Setting.EXTERIOR,
        "span": Span(start=0, end=100),
        "shots": tuple(a_shot(f"{number}-{index + 1}") for index in range(shots)),
    }
    return Scene.model_validate(values | changes)


def a_manifest(*scenes: Scene, reading: Reading | None = None) -> SceneManifest:
    source = reading or a_reading()
    return SceneManifest(
        title="The Mill",
        source=SourceNote(name=source.name, sha256=source.sha256, kind=source.kind, length=len(source.text)),
        characters=(Character(id="ada", name="Ada"),),
        locations=(Location(id="mill", name="The mill", kind=SetKind.FARM),),
        scenes=scenes or (a_scene("1", 2), a_scene("2", 1)),
    )


def with_transition(scene: Scene, transition: TransitionIn) -> Scene:
    first = scene.shots[0].model_copy(update={"transition_in": transition})
    return scene.model_copy(update={"shots": (first, *scene.shots[1:])})
