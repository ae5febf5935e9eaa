import re

import pytest
from coverage_stories import SENTENCES, Story, act, in_order, quarrel_at_the_mill, say, scene, stories, told
from hypothesis import given, settings
from hypothesis import strategies as st

from rushes.agents.house.coverage.cover import Coverage, cover
from rushes.agents.house.coverage.running_time import film_seconds
from rushes.film.breakdown import BeatKind, Breakdown
from rushes.film.grammar import violations
from rushes.film.manifest import SceneManifest, Shot, SourceNote
from rushes.film.manifest_json import dump_manifest, load_manifest
from rushes.film.vocabulary import (
    Angle,
    Facing,
    Feeling,
    Mood,
    Move,
    Pose,
    Prop,
    Setting,
    ShotSize,
    TimeOfDay,
    TransitionIn,
)

MAY_DRAG = {"mean-length"}
"""What a film longer than its story can't help."""


def film(story: Story, coverage: Coverage, kind: str = "prose") -> SceneManifest:
    source = SourceNote.model_validate(
        {"name": "story.txt", "sha256": "0" * 64, "kind": kind, "length": len(story.text)}
    )
    breakdown = story.breakdown
    return SceneManifest(
        title=breakdown.title,
        source=source,
        characters=breakdown.characters,
        locations=breakdown.locations,
        scenes=coverage.scenes,
        left_out=coverage.left_out,
    )


def shots_of(story: Story, minutes: float | None = None, kind: str = "prose") -> list[Shot]:
    coverage = cover(story.breakdown, story.text, kind, minutes)
    return [shot for _, shot in film(story, coverage, kind).shots()]


@settings(max_examples=70, deadline=None)
@given(stories(), st.sampled_from(["prose", "screenplay"]))
def test_the_referee_finds_nothing_in_a_plan_of_natural_length(story, kind):
    coverage = cover(story.breakdown, story.text, kind)
    assert violations(film(story, coverage, kind)) == ()


@settings(max_examples=40, deadline=None)
@given(stories(), st.floats(0.02, 3))
def test_nor_in_a_plan_of_any_other_length(story, minutes):
    manifest = film(story, cover(story.breakdown, story.text, "prose", minutes))
    assert {note.rule for note in violations(manifest)} <= MAY_DRAG
    assert load_manifest(dump_manifest(manifest)) == manifest


@settings(max_examples=40, deadline=None)
@given(stories())
def test_shots_stand_in_the_order_and_the_words_of_the_story(story):
    coverage = cover(story.breakdown, story.text, "prose")
    scenes = {one.number: one for one in story.breakdown.scenes}
    for filmed in coverage.scenes:
        span = scenes[filmed.number].span
        assert in_order([shot.span.start for shot in filmed.shots])
        assert [shot.number for shot in filmed.shots] == [f"{filmed.number}-{n + 1}" for n in range(len(filmed.shots))]
        for shot in filmed.shots:
            assert span.start <= shot.span.start <= shot.span.end <= span.end
            words = story.text[shot.span.start : shot.span.end]
            assert shot.narration.strip("…") in words
            for line in shot.dialogue:
                assert all(piece.strip("…., ") in words for piece in re.split(r"(?<=[.!?]) ", line.text))


@settings(max_examples=30, deadline=None)
@given(stories(), st.floats(0.05, 2))
def test_what_no_shot_tells_is_listed(story, minutes):
    coverage = cover(story.breakdown, story.text, "prose", minutes)
    told_spans = [shot.span for filmed in coverage.scenes for shot in filmed.shots]
    spans = told_spans + [part.span for part in coverage.left_out]
    for one in story.breakdown.scenes:
        for beat in one.beats:
            assert any(span.start < beat.span.end and beat.span.start < span.end for span in spans)
    assert all(part.words == len(story.text[part.span.start : part.span.end].split()) for part in coverage.left_out)


@settings(max_examples=15, deadline=None)
@given(stories(max_scenes=3))
def test_a_plan_is_made_again_the_same(story):
    assert cover(story.breakdown, story.text, "prose", 1) == cover(story.breakdown, story.text, "prose", 1)


def long_story() -> Story:
    moods = list(Mood)
    rows = [
        (
            scene(location=("mill", "hill")[n % 2], mood=moods[n % len(moods)]),
            [act(text, "ada", weight=(i * 7 + n) % 10 / 10) for i, text in enumerate(SENTENCES * 3)]
            + [say("Who is there?", "ada", "bo"), say("Nobody. Go back to sleep.", "bo", "ada")],
        )
        for n in range(12)
    ]
    return told(rows)


@pytest.mark.parametrize("minutes", [0.5, 1, 2.5, 5, 10])
def test_a_film_runs_as_long_as_was_asked(minutes):
    shots = shots_of(long_story(), minutes)
    assert film_seconds(shots) == pytest.approx(minutes * 60, rel=0.05, abs=4)


def test_a_tiny_story_is_not_stretched_beyond_the_longest_shot():
    shots = shots_of(told([(scene(), [act("Bo fell.", "bo")])]), 5)
    assert [shot.seconds for shot in shots] == [8]


def test_a_scene_without_beats_is_still_seen():
    (shot,) = shots_of(told([(scene(), [])]))
    assert shot.size is ShotSize.LONG


def test_no_scene_no_film():
    with pytest.raises(ValueError, match="without a scene"):
        cover(Breakdown("", "", (), (), ()), "", "prose")


def test_every_scene_is_kept_while_there_is_room():
    shots = shots_of(long_story(), 2.5)
    assert {shot.number.split("-")[0] for shot in shots} == {str(n) for n in range(1, 13)}


def test_a_film_comes_from_black_and_goes_to_black():
    shots = shots_of(quarrel_at_the_mill())
    assert shots[0].transition_in is TransitionIn.FADE_IN
    assert [shot.fade_out for shot in shots] == [False] * (len(shots) - 1) + [True]


def test_prose_dissolves_to_another_place_unless_the_mood_is_urgent():
    def join(mood: Mood) -> TransitionIn:
        rows = [(scene(), [act("Bo sat.", "bo")]), (scene(location="hill", mood=mood), [act("Ada sat.", "ada")])]
        return next(shot for shot in shots_of(told(rows)) if shot.number == "2-1").transition_in

    assert join(Mood.CALM) is TransitionIn.DISSOLVE
    assert join(Mood.FEARFUL) is TransitionIn.CUT


def test_a_screenplay_keeps_its_own_transitions():
    rows = [
        (scene(fade_out=True), [act("Bo sat.", "bo")]),
        (scene(location="hill"), [act("Ada sat.", "ada")]),
        (scene(time_of_day=TimeOfDay.NIGHT), [act("Ada slept.", "ada")]),
        (scene(transition_in=TransitionIn.DISSOLVE), [act("Ada woke.", "ada")]),
    ]
    first = [shot for shot in shots_of(told(rows), kind="screenplay") if shot.number.endswith("-1")]
    fade, cut, dissolve = TransitionIn.FADE_IN, TransitionIn.CUT, TransitionIn.DISSOLVE
    assert [shot.transition_in for shot in first] == [fade, fade, cut, dissolve]


def test_a_talk_opens_wide_and_changes_its_views():
    lines = [("Who is there?", "bo", "ada"), ("Only me.", "ada", "bo")] * 5
    rows = [say(f"{text} {n}.", who, to, 0.5) for n, (text, who, to) in enumerate(lines)]
    shots = shots_of(told([(scene(), rows)]), 0.8)
    assert shots[0].size is ShotSize.LONG
    views = {(shot.size, shot.angle, len(shot.figures)) for shot in shots}
    assert (ShotSize.MEDIUM, Angle.EYE, 2) in views
    assert (ShotSize.MEDIUM_CLOSE, Angle.OVER_SHOULDER, 2) in views
    assert (ShotSize.MEDIUM_CLOSE, Angle.EYE, 1) in views


def test_two_who_talk_look_at_each_other_all_through_the_scene():
    looks: dict[str, set[Facing]] = {}
    for shot in shots_of(quarrel_at_the_mill(), 1):
        for figure in shot.figures:
            if shot.number.startswith("1-") and figure.facing is not Facing.AWAY:
                looks.setdefault(figure.character, set()).add(figure.facing)
    assert sorted(looks.values()) == [{Facing.LEFT}, {Facing.RIGHT}] or sorted(looks.values()) == [
        {Facing.RIGHT},
        {Facing.LEFT},
    ]


def test_the_feelings_peak_is_the_closest_shot():
    shots = shots_of(quarrel_at_the_mill(), 1)
    close = [shot for shot in shots if shot.size is ShotSize.CLOSE]
    assert any(line.text.startswith("I told you") for shot in close for line in shot.dialogue)


def test_who_walks_is_tracked_the_way_they_go():
    outside = scene(setting=Setting.EXTERIOR, location="hill")
    rows = [act("The hill lay bare.", kind=BeatKind.PLACE), act("Ada walked on.", "ada", pose=Pose.WALK, weight=0.9)]
    walk = shots_of(told([(outside, rows)]), 0.12)[-1]
    assert walk.move is Move.TRACK_RIGHT
    assert walk.figures[0].facing is Facing.RIGHT
    assert walk.size is ShotSize.MEDIUM_LONG or walk.size.width_rank <= ShotSize.FULL.width_rank


def test_what_somebody_sees_is_seen_through_their_eyes():
    rows = [
        act("The mill stood still.", kind=BeatKind.PLACE),
        act("Ada looked up.", "ada", weight=0.8),
        act("The wheel was broken in two.", weight=0.9, kind=BeatKind.PLACE),
    ]
    last = shots_of(told([(scene(), rows)]), 0.2)[-1]
    assert last.angle is Angle.POINT_OF_VIEW
    assert last.figures == ()


def test_a_thing_that_matters_gets_an_insert():
    shots = shots_of(quarrel_at_the_mill(), 1)
    inserts = [shot for shot in shots if shot.size is ShotSize.INSERT]
    assert (Prop.LETTER,) in {shot.props for shot in inserts}


def test_smallness_is_seen_from_above_and_threat_from_below():
    rows = [
        act("The mill stood still.", kind=BeatKind.PLACE),
        act("A colossal man stood there.", "bo", weight=0.8),
        act("Ada knelt.", "ada", pose=Pose.KNEEL, weight=0.8),
    ]
    _, low, high = shots_of(told([(scene(), rows)]), 0.2)
    assert low.angle is Angle.LOW
    assert high.angle is Angle.HIGH


def test_a_voice_from_nowhere_is_heard_over_who_listens():
    rows = [act("Ada sat by the wheel.", "ada"), say("Come home.", "bo", present=())]
    shot = shots_of(told([(scene(), rows)]), 0.2)[-1]
    assert [figure.character for figure in shot.figures] == ["ada"]
    assert shot.dialogue[0].speaker == "bo"


def test_a_comma_before_he_said_becomes_a_full_stop():
    rows = [say("It is late,", "bo", "ada"), say("Go home.", "bo", "ada"), say("never come back,", "ada", "bo")]
    lines = [line.text for shot in shots_of(told([(scene(), rows)])) for line in shot.dialogue]
    assert " ".join(lines) == "It is late. Go home. …never come back."


def test_a_sentence_cut_by_he_said_is_whole_again():
    rows = [say("But,", "bo", "ada"), say("if time stands still, why do we not?", "bo", "ada")]
    lines = [line.text for shot in shots_of(told([(scene(), rows)])) for line in shot.dialogue]
    assert lines == ["But, if time stands still, why do we not?"]


def test_tense_scenes_are_cut_faster_than_calm_ones():
    def mean(mood: Mood) -> float:
        rows = [act(text, "ada") for text in ("Bo sat.", "Ada sat.", "It rained.")]
        shots = shots_of(told([(scene(mood=mood), rows)]))
        return sum(shot.seconds for shot in shots) / len(shots)

    assert mean(Mood.TENSE) <= mean(Mood.CALM)


def test_who_knelt_outside_the_film_kneels_in_it():
    rows = [
        act("The mill stood still.", kind=BeatKind.PLACE, weight=0.9),
        act("Ada knelt down.", "ada", pose=Pose.KNEEL, weight=0.01),
        say("It is broken, Bo, and nobody alive will ever mend it for us again.", "ada", "bo", 0.9),
    ]
    shots = shots_of(told([(scene(), [rows[0], *[rows[1]] * 9, rows[2]])]), 0.13)
    assert len(shots) == 2
    assert shots[-1].figures[0].pose is Pose.KNEEL


def test_postures_last_and_passing_poses_pass():
    rows = [
        act("The mill stood still.", kind=BeatKind.PLACE),
        act("Ada sat down.", "ada", pose=Pose.SIT, weight=0.9),
        act("She smiled.", "ada", feeling=Feeling.HAPPY, weight=0.8),
        act("Bo ran.", "bo", pose=Pose.RUN, weight=0.9),
        act("Bo smiled.", "bo", weight=0.8),
    ]
    poses = [shot.figures[0].pose for shot in shots_of(told([(scene(), rows)]), 0.3) if shot.figures]
    assert poses == [Pose.SIT, Pose.SIT, Pose.RUN, Pose.STAND]
