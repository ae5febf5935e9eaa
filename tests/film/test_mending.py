from hypothesis import given, settings
from hypothesis import strategies as st

from rushes.film.grammar import violations
from rushes.film.grammar.mending import mended
from rushes.film.manifest import (
    Character,
    Figure,
    Line,
    Location,
    Scene,
    SceneManifest,
    Shot,
    SourceNote,
    Span,
)
from rushes.film.vocabulary import Angle, Facing, Move, Pose, Prop, Setting, ShotSize, TransitionIn

SPAN = Span(start=0, end=1)
PEOPLE = ("ada", "bo", "cy", "di", "em")

figures = st.lists(st.sampled_from(PEOPLE), unique=True, max_size=5).flatmap(
    lambda ids: st.tuples(
        *(
            st.builds(Figure, character=st.just(one), facing=st.sampled_from(Facing), pose=st.sampled_from(Pose))
            for one in ids
        )
    )
)
shots = st.builds(
    Shot,
    number=st.just("1-1"),
    size=st.sampled_from(ShotSize),
    angle=st.sampled_from(Angle),
    move=st.sampled_from(Move),
    subject=st.sampled_from(("the mill", "the door")),
    figures=figures,
    props=st.sampled_from(((), (Prop.KEY,))),
    dialogue=st.lists(
        st.builds(Line, speaker=st.sampled_from(PEOPLE), text=st.sampled_from(("Yes.", "No. " * 30))), max_size=2
    ).map(tuple),
    narration=st.sampled_from(("", "The wheel turns.", "word " * 60)),
    seconds=st.sampled_from((0.5, 2.0, 3.5, 8.0, 12.0)),
    transition_in=st.sampled_from(TransitionIn),
    fade_out=st.booleans(),
    span=st.just(SPAN),
)
films = st.lists(st.lists(shots, min_size=1, max_size=6), min_size=1, max_size=3).map(lambda scenes: film(*scenes))


def film(*scenes: list[Shot]) -> SceneManifest:
    filmed = []
    for number, row in enumerate(scenes, start=1):
        numbered = tuple(one.model_copy(update={"number": f"{number}-{n}"}) for n, one in enumerate(row, start=1))
        filmed.append(
            Scene(
                number=str(number),
                heading="INT.",
                location="mill",
                setting=Setting.INTERIOR,
                span=SPAN,
                shots=numbered,
            )
        )
    return SceneManifest(
        title="A film",
        source=SourceNote(name="a.txt", sha256="0" * 64, kind="prose", length=1),
        characters=tuple(Character(id=one, name=one) for one in PEOPLE),
        locations=(Location(id="mill", name="the mill"),),
        scenes=tuple(filmed),
    )


def a_shot(size: ShotSize, **changes: object) -> Shot:
    fields = {"number": "1-1", "size": size, "subject": "the mill", "seconds": 3.5, "span": SPAN}
    return Shot.model_validate(fields | changes)


@settings(max_examples=60, deadline=None)
@given(films)
def test_a_mended_plan_holds_and_breaks_no_more_rules_than_before(plan):
    better, notes = mended(plan)

    SceneManifest.model_validate(better.model_dump())
    assert len(violations(better)) <= len(violations(plan))
    assert [shot.number for _, shot in better.shots()] == [shot.number for _, shot in plan.shots()]
    changed = {new.number for (_, old), (_, new) in zip(plan.shots(), better.shots(), strict=True) if old != new}
    assert changed == {note.where for note in notes}


@settings(max_examples=15, deadline=None)
@given(films)
def test_what_is_clean_stays_as_it_is(plan):
    better, _ = mended(plan)
    if not violations(better):
        assert mended(better) == (better, ())


def test_most_objections_are_answered():
    """Twelve shots that a careless planner could write."""
    ada, bo = Figure(character="ada", facing=Facing.LEFT), Figure(character="bo", facing=Facing.LEFT)
    talk = [
        a_shot(ShotSize.CLOSE, figures=(ada if n % 2 else bo,), move=Move.PUSH_IN, seconds=1.0,
               dialogue=(Line(speaker="ada" if n % 2 else "bo", text="It is late, and the wheel turns."),))
        for n in range(6)
    ]  # fmt: skip
    walk = [
        a_shot(
            ShotSize.MEDIUM, figures=(ada.model_copy(update={"pose": Pose.WALK}),), transition_in=TransitionIn.DISSOLVE
        )
        for _ in range(6)
    ]
    plan = film(talk, walk)
    assert len(violations(plan)) > 20

    better, notes = mended(plan)

    assert violations(better) == ()
    assert all(note.rule == "mended" for note in notes)


def test_too_many_words_are_cut_at_a_words_border_and_it_is_said():
    words = "the wheel turns " * 30
    plan = film([a_shot(ShotSize.LONG, narration=words.strip())])
    better, notes = mended(plan)
    ((_, shot),) = better.shots()
    assert violations(better) == ()
    assert shot.seconds == 8.0
    assert shot.narration.endswith("…")
    assert words.startswith(shot.narration[:-1])
    assert "narration" in notes[0].text
