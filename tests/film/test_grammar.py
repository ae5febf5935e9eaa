from itertools import count

import pytest

from rushes.film.grammar import RULES, violations
from rushes.film.grammar.view import View, jumps
from rushes.film.manifest import Character, Figure, Line, Location, Scene, SceneManifest, Shot, SourceNote, Span
from rushes.film.vocabulary import (
    Angle,
    Facing,
    Move,
    Place,
    Pose,
    Prop,
    Setting,
    ShotSize,
    TransitionIn,
)

SPAN = Span(start=0, end=1)
LEFT, RIGHT, CAMERA, AWAY = Facing.LEFT, Facing.RIGHT, Facing.CAMERA, Facing.AWAY
WALK = Pose.WALK


def who(name: str, facing: Facing = CAMERA, pose: Pose = Pose.STAND) -> Figure:
    return Figure(character=name, place=Place.CENTRE, facing=facing, pose=pose)


def shot(size: ShotSize, *figures: Figure, **changes: object) -> Shot:
    fields = {"number": "1-1", "size": size, "subject": "the mill", "figures": figures, "seconds": 3.5, "span": SPAN}
    return Shot.model_validate(fields | changes)


def says(speaker: str, text: str = "Yes.") -> dict[str, object]:
    return {"dialogue": (Line(speaker=speaker, text=text),)}


def film(*scenes: list[Shot]) -> SceneManifest:
    numbers = count(1)
    filmed = []
    for shots in scenes:
        number = str(next(numbers))
        numbered = tuple(one.model_copy(update={"number": f"{number}-{n}"}) for n, one in enumerate(shots, start=1))
        filmed.append(
            Scene(number=number, heading="INT.", location="mill", setting=Setting.INTERIOR, span=SPAN, shots=numbered)
        )
    return SceneManifest(
        title="A film",
        source=SourceNote(name="a.txt", sha256="0" * 64, kind="prose", length=1),
        characters=tuple(Character(id=one, name=one) for one in ("ada", "bo", "cy", "di", "em")),
        locations=(Location(id="mill", name="the mill"),),
        scenes=tuple(filmed),
    )


def broken(*scenes: list[Shot]) -> list[tuple[str, str]]:
    """Which rules the film breaks, and where."""
    return [(note.rule, note.where) for note in violations(film(*scenes))]


WIDE = shot(ShotSize.LONG, who("ada"), who("bo"))


def test_a_classical_scene_breaks_no_rule():
    ada, bo = who("ada", RIGHT), who("bo", LEFT)
    back_ada, back_bo = who("ada", AWAY), who("bo", AWAY)
    scene = [
        shot(ShotSize.LONG, ada, bo),
        shot(ShotSize.MEDIUM, ada, bo, **says("ada")),
        shot(ShotSize.MEDIUM_CLOSE, bo, back_ada, angle=Angle.OVER_SHOULDER, **says("bo")),
        shot(ShotSize.MEDIUM_CLOSE, ada, back_bo, angle=Angle.OVER_SHOULDER, **says("ada")),
        shot(ShotSize.CLOSE, bo, move=Move.PUSH_IN, **says("bo")),
        shot(ShotSize.INSERT, props=(Prop.KEY,), subject="key", fade_out=True),
    ]
    assert broken(scene) == []


def test_every_rule_is_known_by_its_own_name():
    names = [rule.__name__ for rule in RULES]
    assert len(set(names)) == len(names) == 13


@pytest.mark.parametrize(
    ("rule", "scene"),
    [
        ("establish", [shot(ShotSize.CLOSE, who("ada")), WIDE]),
        ("establish", [shot(ShotSize.MEDIUM, who("ada")), shot(ShotSize.INSERT, props=(Prop.KEY,))]),
        ("jump-cut", [WIDE, shot(ShotSize.FULL, who("ada"), who("bo"))]),
        ("jump-cut", [WIDE, shot(ShotSize.MEDIUM, who("bo")), shot(ShotSize.MEDIUM, who("bo"))]),
        ("jump-cut", [shot(ShotSize.LONG), shot(ShotSize.FULL, subject="The Mill")]),
        (
            "monotony",
            [WIDE, *(shot(ShotSize.MEDIUM, who("bo"), angle=a) for a in (Angle.EYE, Angle.LOW) * 3)],
        ),
        ("closing-in", [shot(ShotSize.LONG, move=Move.ZOOM_IN)]),
        ("closing-in", [shot(ShotSize.FULL), shot(ShotSize.LONG, who("ada"), move=Move.PUSH_IN)]),
        ("transition", [WIDE, shot(ShotSize.MEDIUM, who("bo"), transition_in=TransitionIn.DISSOLVE)]),
        ("transition", [shot(ShotSize.LONG, transition_in=TransitionIn.DISSOLVE)]),
        ("transition", [shot(ShotSize.LONG, fade_out=True), shot(ShotSize.MEDIUM, who("bo"))]),
        ("framing", [WIDE, shot(ShotSize.INSERT, subject="key")]),
        ("framing", [WIDE, shot(ShotSize.MEDIUM, who("ada"), angle=Angle.OVER_SHOULDER)]),
        ("framing", [shot(ShotSize.LONG, *map(who, ("ada", "bo", "cy", "di", "em")))]),
        ("line", [WIDE, shot(ShotSize.MEDIUM, who("bo", LEFT)), shot(ShotSize.CLOSE, who("bo", RIGHT))]),
        (
            "facing",
            [
                WIDE,
                shot(ShotSize.MEDIUM, who("ada", LEFT), **says("ada")),
                shot(ShotSize.MEDIUM, who("bo", LEFT), **says("bo")),
            ],
        ),
        (
            "screen-direction",
            [
                shot(ShotSize.LONG, who("ada", RIGHT, WALK)),
                shot(ShotSize.EXTREME_LONG, who("ada", LEFT, WALK), angle="high"),
            ],
        ),
        ("screen-direction", [shot(ShotSize.LONG, who("ada", RIGHT, WALK), move=Move.TRACK_LEFT)]),
        ("duration", [shot(ShotSize.LONG, seconds=1.9)]),
        ("duration", [shot(ShotSize.LONG, seconds=8.1)]),
        ("reading-speed", [shot(ShotSize.LONG, seconds=2, narration="a" * 35)]),
    ],
)
def test_a_broken_rule_is_named(rule, scene):
    assert {name for name, _ in broken(scene)} == {rule}


@pytest.mark.parametrize(
    "scene",
    [
        [WIDE, shot(ShotSize.CLOSE, who("ada"))],
        [shot(ShotSize.LONG), shot(ShotSize.MEDIUM)],
        [shot(ShotSize.MEDIUM, who("ada")), shot(ShotSize.MEDIUM, who("bo"))],
        [shot(ShotSize.MEDIUM, who("ada")), shot(ShotSize.MEDIUM, who("ada"), angle=Angle.LOW)],
        [shot(ShotSize.MEDIUM, who("ada", RIGHT)), shot(ShotSize.MEDIUM, who("ada", AWAY))],
        [shot(ShotSize.LONG), shot(ShotSize.MEDIUM, who("bo"), move=Move.PUSH_IN)],
        [shot(ShotSize.MEDIUM, who("bo", LEFT)), WIDE, shot(ShotSize.MEDIUM, who("bo", RIGHT))],
        [shot(ShotSize.LONG, seconds=2, narration="a" * 34)],
    ],
)
def test_what_film_grammar_allows_is_allowed(scene):
    assert broken(scene) == []


def test_a_head_on_shot_lets_the_camera_cross_the_line():
    looks_left, looks_right = shot(ShotSize.MEDIUM, who("bo", LEFT)), shot(ShotSize.MEDIUM, who("bo", RIGHT))
    head_on = shot(ShotSize.CLOSE, who("ada", CAMERA))
    detail = shot(ShotSize.INSERT, props=(Prop.KEY,), subject="key")
    assert broken([WIDE, looks_left, head_on, looks_right]) == []
    assert broken([WIDE, looks_left, detail, looks_right]) == [("line", "1-4")]


def test_a_new_scene_starts_with_everything_open():
    close = shot(ShotSize.CLOSE, who("ada", LEFT))
    assert broken([WIDE, close], [WIDE, shot(ShotSize.CLOSE, who("ada", RIGHT))]) == []
    assert broken([WIDE], [WIDE.model_copy(update={"transition_in": TransitionIn.DISSOLVE})]) == []
    black = WIDE.model_copy(update={"fade_out": True})
    assert broken([black], [WIDE.model_copy(update={"transition_in": TransitionIn.DISSOLVE})]) == [
        ("transition", "2-1")
    ]


def test_going_in_has_a_budget():
    angles = (Angle.EYE, Angle.LOW, Angle.HIGH)
    still = [shot(ShotSize.MEDIUM, who("bo"), angle=angles[n % 3]) for n in range(3)]
    push = shot(ShotSize.CLOSE, who("bo"), move=Move.PUSH_IN)
    assert broken([WIDE, *still, push]) == []
    assert broken([WIDE, push, *still[:2], push]) == [("push-budget", "")]
    zoom = shot(ShotSize.CLOSE, who("ada"), move=Move.ZOOM_IN)
    assert ("push-budget", "1-6") in broken([WIDE, *still, push, zoom])


@pytest.mark.parametrize(("seconds", "found"), [(2.4, True), (2.5, False), (5.5, False), (5.6, True)])
def test_the_mean_shot_neither_hurries_nor_drags(seconds, found):
    shots = [shot(ShotSize.LONG, who(one), seconds=seconds) for one in ("ada", "bo") * 3]
    sizes = (ShotSize.LONG, ShotSize.MEDIUM)
    varied = [one.model_copy(update={"size": sizes[n // 3]}) for n, one in enumerate(shots)]
    assert (("mean-length", "") in broken(varied)) is found
    assert broken(varied[:5]) == []


def test_omitted_scenes_are_not_judged():
    manifest = film([WIDE], [shot(ShotSize.CLOSE, who("ada"))])
    omitted = manifest.scenes[1].model_copy(update={"omitted": True})
    assert violations(manifest.model_copy(update={"scenes": (manifest.scenes[0], omitted)})) == ()


def test_a_reverse_over_the_shoulder_is_no_jump():
    over_bo = View.of(ShotSize.MEDIUM, Angle.OVER_SHOULDER, (who("ada", RIGHT), who("bo", AWAY)), "Ada")
    over_ada = View.of(ShotSize.MEDIUM, Angle.OVER_SHOULDER, (who("bo", LEFT), who("ada", AWAY)), "Bo")
    assert not jumps(over_bo, over_ada)
    assert jumps(over_bo, over_bo)


def test_who_else_is_in_the_frame_may_stand_in_any_order():
    one = View.of(ShotSize.MEDIUM, Angle.EYE, (who("ada"), who("bo"), who("cy")), "")
    other = View.of(ShotSize.MEDIUM, Angle.EYE, (who("ada"), who("cy"), who("bo")), "")
    assert jumps(one, other)
