"""Edits: any row of them leaves a plan that holds, touches nothing else, and numbers never change their meaning."""

import pytest
from doubles.plans import a_manifest, a_scene, a_shot
from hypothesis import given, settings
from hypothesis import strategies as st

from rushes.errors import RushesError, UserMustFix
from rushes.film.edits import blocking, dividing, order, scenes, shots, world
from rushes.film.grammar import violations
from rushes.film.manifest import Character, Figure, Line, SceneManifest, Span
from rushes.film.numbers import sort_key
from rushes.film.revision import intents
from rushes.film.vocabulary import (
    Age,
    Angle,
    Facing,
    Feeling,
    Garment,
    Mood,
    Move,
    Place,
    Pose,
    SetKind,
    ShotSize,
    TimeOfDay,
    TransitionIn,
    Weather,
)


def plan() -> SceneManifest:
    return a_manifest(a_scene("1", 3), a_scene("2", 2), a_scene("3", 1))


def numbers(manifest: SceneManifest) -> list[str]:
    return [shot.number for _, shot in manifest.shots()]


def shot(manifest: SceneManifest, number: str):
    return next(one for _, one in manifest.shots() if one.number == number)


CHANGES = st.builds(
    shots.ShotChange,
    size=st.none() | st.sampled_from(ShotSize),
    angle=st.none() | st.sampled_from(Angle),
    move=st.none() | st.sampled_from(Move),
    seconds=st.none() | st.floats(0.5, 20),
    transition_in=st.none() | st.sampled_from(TransitionIn),
    action=st.none() | st.text("ab. ", max_size=40),
)
BLOCKED = st.builds(
    blocking.BlockingChange,
    place=st.none() | st.sampled_from(Place),
    facing=st.none() | st.sampled_from(Facing),
    pose=st.none() | st.sampled_from(Pose),
    feeling=st.none() | st.sampled_from(Feeling),
)
EDITS = st.one_of(
    st.tuples(st.just("block"), st.integers(0, 20), BLOCKED),
    st.tuples(st.just("out"), st.integers(0, 20), st.none()),
    st.tuples(st.just("change"), st.integers(0, 20), CHANGES),
    st.tuples(st.just("step"), st.integers(0, 20), st.sampled_from(shots.Step)),
    st.tuples(st.just("scene"), st.integers(0, 20), st.sampled_from(TimeOfDay)),
    st.tuples(st.just("split"), st.integers(0, 20), st.none()),
    st.tuples(st.just("merge"), st.integers(0, 20), st.none()),
    st.tuples(st.just("move"), st.integers(0, 20), st.tuples(st.integers(0, 20), st.booleans())),
    st.tuples(st.just("drop"), st.integers(0, 20), st.none()),
    st.tuples(st.just("insert"), st.integers(0, 20), st.none()),
)


def edited(manifest: SceneManifest, edit, taken: set[str]) -> SceneManifest:
    name, place, how = edit
    there = numbers(manifest)
    number = there[place % len(there)]
    if name == "change":
        return shots.change_shot(manifest, number, how)
    if name == "block":
        return blocking.block(manifest, number, "ada", how)
    if name == "out":
        return blocking.take_out(manifest, number, "ada")
    if name == "step":
        return shots.step_shot(manifest, number, how)
    if name == "scene":
        return scenes.change_scene(manifest, number.split("-")[0], scenes.SceneChange(time_of_day=how))
    if name == "split":
        return dividing.split_shot(manifest, number, taken).manifest
    if name == "merge":
        return dividing.merge_shots(manifest, number, there[(place + 1) % len(there)])
    if name == "move":
        beside, before = how
        return order.move_shot(manifest, number, there[beside % len(there)], before=before, taken=taken).manifest
    if name == "insert":
        return order.insert_shot(manifest, number, a_shot(number, subject="the mill"), taken).manifest
    return order.drop_shot(manifest, number, 3)


@given(st.lists(EDITS, max_size=12))
@settings(max_examples=150, deadline=None)
def test_any_row_of_edits_leaves_a_plan_that_holds_and_numbers_keep_their_meaning(row):
    manifest, taken = plan(), set(numbers(plan()))
    for edit in row:
        before = set(numbers(manifest))
        try:
            manifest = edited(manifest, edit, taken)
        except UserMustFix:
            continue
        again = SceneManifest.model_validate_json(manifest.model_dump_json())
        assert again == manifest
        violations(manifest)
        there = numbers(manifest)
        for scene in manifest.scenes:
            assert [s.number for s in scene.shots] == sorted((s.number for s in scene.shots), key=sort_key)
        assert [scene.number for scene in manifest.scenes] == ["1", "2", "3"]
        assert not (set(there) - before) & taken, "a number that went out of use came back"
        taken |= set(there)


@given(EDITS)
@settings(max_examples=150, deadline=None)
def test_an_edit_leaves_the_other_shots_as_they_were(edit):
    before = plan()
    try:
        after = edited(before, edit, set(numbers(before)))
    except UserMustFix:
        return
    name, place, how = edit
    there = numbers(before)
    touched = {there[place % len(there)]}
    if name == "merge":
        touched.add(there[(place + 1) % len(there)])
    if name == "move":
        touched.add(there[how[0] % len(there)])
    if name == "scene":
        touched = {number for number in there if number.split("-")[0] == there[place % len(there)].split("-")[0]}
    was, now = intents(before), intents(after)
    for number in set(was) & set(now) - touched:
        assert was[number] == now[number]


@pytest.mark.parametrize("step", list(shots.Step))
def test_steps_and_their_opposites_cancel(step):
    opposite = {
        "wider": "closer",
        "closer": "wider",
        "longer": "shorter",
        "shorter": "longer",
        "higher": "lower",
        "lower": "higher",
    }
    manifest = shots.change_shot(plan(), "1-2", shots.ShotChange(size=ShotSize.MEDIUM, seconds=4))
    there = shots.step_shot(manifest, "1-2", step)
    assert there != manifest
    assert shots.step_shot(there, "1-2", shots.Step(opposite[step])) == manifest


def test_steps_end_at_the_end_of_the_scale():
    widest = shots.change_shot(plan(), "1-1", shots.ShotChange(size=ShotSize.EXTREME_LONG))
    with pytest.raises(UserMustFix, match="as wide"):
        shots.step_shot(widest, "1-1", shots.Step.WIDER)
    insert = shots.change_shot(plan(), "1-1", shots.ShotChange(size=ShotSize.INSERT))
    assert shot(shots.step_shot(insert, "1-1", shots.Step.WIDER), "1-1").size is ShotSize.CLOSE
    with pytest.raises(UserMustFix, match="as close"):
        shots.step_shot(insert, "1-1", shots.Step.CLOSER)


def test_a_split_divides_time_words_action_and_span():
    lines = (Line(text="It is late. We go."),)
    whole = shots.change_shot(
        plan(), "1-2", shots.ShotChange(seconds=5, action="She waits. She leaves.", narration="One. Two.")
    )
    scene = whole.scenes[0]
    whole = whole.model_copy(
        update={
            "scenes": (
                scene.model_copy(
                    update={"shots": tuple(s.model_copy(update={"dialogue": lines}) for s in scene.shots)}
                ),
                *whole.scenes[1:],
            )
        }
    )
    cut = dividing.split_shot(whole, "1-2", set(numbers(whole)))
    first, second = shot(cut.manifest, "1-2"), shot(cut.manifest, "1-2A")
    assert first.seconds + second.seconds == 5
    assert (first.action, second.action) == ("She waits.", "She leaves.")
    assert (first.narration, second.narration) == ("One.", "Two.")
    assert (first.dialogue[0].text, second.dialogue[0].text) == ("It is late.", "We go.")
    assert (first.span.start, second.span.end) == (0, 34)
    assert first.span.end == second.span.start
    merged = dividing.merge_shots(cut.manifest, "1-2", "1-2A")
    assert numbers(merged) == numbers(whole)
    assert shot(merged, "1-2").seconds == 5
    assert shot(merged, "1-2").action == "She waits. She leaves."


def test_a_split_divides_the_source_between_sentences_or_words():
    whole = shots.change_shot(plan(), "1-2", shots.ShotChange(seconds=5))
    for text, first in (
        ("Ada waits. " + "b" * 23, "Ada waits."),
        ("Ada waits by the wheel of the mill", "Ada waits by the "),
        ("a" * 34, "a" * 17),
    ):
        cut = dividing.split_shot(whole, "1-2", set(numbers(whole)), text)
        span = shot(cut.manifest, "1-2").span
        assert text[span.start : span.end] == first


def test_merging_keeps_everybody_and_refuses_too_many():
    people = tuple(Character(id=f"p{n}", name=f"P{n}") for n in range(9))
    crowd = [tuple(Figure(character=f"p{n}") for n in range(k, k + 4)) for k in (0, 4)]
    scene = a_scene("1", 2)
    scene = scene.model_copy(
        update={"shots": tuple(s.model_copy(update={"figures": f}) for s, f in zip(scene.shots, crowd, strict=True))}
    )
    manifest = a_manifest().model_copy(
        update={"characters": (Character(id="ada", name="Ada"), *people), "scenes": (scene,)}
    )
    with pytest.raises(UserMustFix, match="figures"):
        dividing.merge_shots(manifest, "1-1", "1-2")
    with pytest.raises(UserMustFix, match="no neighbours"):
        dividing.merge_shots(plan(), "1-1", "1-3")


def test_a_moved_shot_gets_a_new_number_and_keeps_its_picture():
    before = plan()
    moved = order.move_shot(before, "1-3", "1-2", before=True, taken=set(numbers(before)))
    assert numbers(moved.manifest)[:3] == ["1-1", "1-1A", "1-2"]
    assert moved.renamed == {"1-3": "1-1A"}
    assert intents(moved.manifest)["1-1A"] == intents(before)["1-3"]
    front = order.move_shot(before, "1-3", "1-1", before=True, taken=set(numbers(before)))
    assert numbers(front.manifest)[:3] == ["1-1A", "1-1B", "1-2"]
    assert front.renamed == {"1-3": "1-1A", "1-1": "1-1B"}
    between = order.move_shot(moved.manifest, "1-2", "1-1A", before=True, taken={*numbers(before), "1-1A"})
    assert numbers(between.manifest)[:3] == ["1-1", "1-1B", "1-1C"]


def test_a_scene_keeps_how_it_is_entered_and_left_when_its_ends_move():
    scene = a_scene("1", 3)
    row = [*scene.shots]
    row[0], row[2] = (
        row[0].model_copy(update={"transition_in": TransitionIn.FADE_IN}),
        row[2].model_copy(update={"fade_out": True}),
    )
    manifest = a_manifest(scene.model_copy(update={"shots": tuple(row)}), a_scene("2", 1))
    moved = order.move_shot(manifest, "1-3", "1-1", before=True, taken=set(numbers(manifest))).manifest
    after = moved.scenes[0].shots
    assert [s.transition_in for s in after] == [TransitionIn.FADE_IN, TransitionIn.CUT, TransitionIn.CUT]
    assert [s.fade_out for s in after] == [False, False, True]


def test_a_dropped_shot_is_left_out_and_an_emptied_scene_stays_omitted():
    gone = order.drop_shot(plan(), "3-1", 7)
    assert [scene.omitted for scene in gone.scenes] == [False, False, True]
    assert gone.left_out[0].words == 7
    only = a_manifest(a_scene("1", 1))
    with pytest.raises(UserMustFix, match="last shot"):
        order.drop_shot(only, "1-1", 1)


def test_numbers_run_out_with_a_sentence():
    used = {f"1-1{letters}" for letters in ("A", "Z")} | {"1-1"}
    scene = a_scene("1", 1)
    manifest = a_manifest(scene.model_copy(update={"shots": (a_shot("1-1ZZZ"),)}))
    with pytest.raises(UserMustFix, match="no number left"):
        order.insert_shot(manifest, "1-1ZZZ", a_shot("1-1"), used)


def test_people_are_blocked_enter_and_leave():
    change = blocking.BlockingChange(pose=Pose.KNEEL, place=Place.LEFT)
    knelt = blocking.block(plan(), "1-1", "ada", change)
    assert shot(knelt, "1-1").figures == (Figure(character="ada", pose=Pose.KNEEL, place=Place.LEFT),)
    empty = blocking.take_out(knelt, "1-1", "ada")
    assert (shot(empty, "1-1").figures, shot(empty, "1-1").subject) == ((), "The mill")
    with pytest.raises(UserMustFix, match="Ada is not in 1-1"):
        blocking.take_out(empty, "1-1", "ada")
    again = blocking.block(empty, "1-1", "ada", blocking.BlockingChange())
    assert shot(again, "1-1").figures == (Figure(character="ada"),)
    with pytest.raises(RushesError, match="no character 'nobody'"):
        blocking.block(plan(), "1-1", "nobody", change)
    assert blocking.framing(knelt, shot(knelt, "1-1"), ("ada", "ada")) == shot(knelt, "1-1").figures


def test_a_scene_at_night_is_headed_so():
    night = scenes.change_scene(
        plan(), "1", scenes.SceneChange(time_of_day=TimeOfDay.NIGHT, weather=Weather.RAIN, mood=Mood.TENSE)
    )
    assert night.scenes[0].heading == "EXT. MILL - NIGHT"
    assert (night.scenes[0].weather, night.scenes[0].mood) == (Weather.RAIN, Mood.TENSE)
    assert night.scenes[1] == plan().scenes[1]
    inside = scenes.change_scene(night, "1", scenes.SceneChange.model_validate({"setting": "interior"}))
    assert inside.scenes[0].heading == "INT. MILL - NIGHT"


def test_style_cast_and_places_are_changed_for_the_whole_film():
    old = world.cast(
        plan(), "ada", world.LookChange(age=Age.OLD, garment=Garment.CLOAK), name="Old Ada", description="Ada, old."
    )
    ada = old.characters[0]
    assert (ada.look.age, ada.look.garment, ada.name, ada.description) == (
        Age.OLD,
        Garment.CLOAK,
        "Old Ada",
        "Ada, old.",
    )
    assert world.relocate(plan(), "mill", SetKind.RUINS, "The ruin").locations[0].kind is SetKind.RUINS
    assert world.restyle(plan(), "noir").style.look == "noir"
    for call in (
        lambda: world.cast(plan(), "nobody"),
        lambda: world.relocate(plan(), "nowhere"),
        lambda: shots.step_shot(plan(), "9-9", shots.Step.WIDER),
    ):
        with pytest.raises(RushesError, match="no "):
            call()


def test_a_change_that_can_t_be_says_what_does_not_hold():
    long = shots.change_shot(plan(), "1-1", shots.ShotChange(action="x" * 900))
    with pytest.raises(UserMustFix, match="action"):
        dividing.merge_shots(shots.change_shot(long, "1-2", shots.ShotChange(action="y" * 900)), "1-1", "1-2")
    assert shot(long, "1-1").span == Span(start=0, end=34)
