"""The arithmetic of a cut."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from rushes.film.cut import Dissolve, Fade, Part, Printed, dissolves, joint_frames, pieces, running_frames, starts
from rushes.film.subtitles import cues
from rushes.film.vocabulary import TransitionIn

rows = st.lists(
    st.builds(
        Printed,
        shot=st.just("1-1"),
        media=st.uuids().map(str),
        frames=st.integers(1, 300),
        transition_in=st.sampled_from(TransitionIn),
        fade_out=st.booleans(),
    ),
    min_size=1,
    max_size=30,
).map(tuple)


@given(rows)
def test_pieces_add_up_to_the_film(shots):
    row = pieces(shots)
    assert sum(piece.frames for piece in row) == running_frames(shots)
    assert all(piece.frames > 0 for piece in row)


@given(rows)
def test_every_frame_of_every_print_is_seen_once(shots):
    shown = {(shot.media, frame): 0 for shot in shots for frame in range(shot.frames)}
    for piece in pieces(shots):
        if isinstance(piece, Part):
            for frame in range(piece.start, piece.end):
                shown[piece.media, frame] += 1
        else:
            for frame in range(piece.frames):
                shown[piece.media_out, piece.start_out + frame] += 1
                shown[piece.media_in, frame] += 1
    assert set(shown.values()) == {1}


@given(rows)
def test_shots_start_where_their_dissolve_does(shots):
    first = starts(shots)
    assert first[0] == 0
    assert first[-1] + shots[-1].frames == running_frames(shots)


def test_a_plain_shot_is_copied_and_its_neighbour_is_not():
    shots = (Printed("1-1", "a", 84), Printed("1-2", "b", 84), Printed("2-1", "c", 84, TransitionIn.DISSOLVE))
    assert pieces(shots) == (
        Part("a", 0, 84, whole=True),
        Part("b", 0, 72),
        Dissolve("b", 72, "c", 12),
        Part("c", 12, 84),
    )


def test_fades_are_parts_of_their_own():
    assert pieces((Printed("1-1", "a", 84, TransitionIn.FADE_IN, fade_out=True),)) == (
        Part("a", 0, 12, Fade.IN),
        Part("a", 12, 72),
        Part("a", 72, 84, Fade.OUT),
    )
    assert pieces((Printed("1-1", "a", 8, TransitionIn.FADE_IN),)) == (Part("a", 0, 4, Fade.IN), Part("a", 4, 8))


def test_nothing_dissolves_out_of_black():
    shots = (Printed("1-1", "a", 84, fade_out=True), Printed("2-1", "b", 84, TransitionIn.DISSOLVE))
    assert dissolves(shots) == (0, 0)


def test_subtitles_share_a_shot_by_length():
    from doubles.plans import a_shot

    from rushes.film.manifest import Line

    shot = a_shot("1-1", narration="A" * 10, dialogue=(Line(speaker="ada", text="B" * 25), Line(text="C" * 8)))
    told = cues(shot, 100, {"ada": "Ada"})
    assert [cue.text[0] for cue in told] == ["A", "A", "—"]
    assert (told[0].start, told[-1].end) == (0, 100)
    assert all(one.end == two.start for one, two in zip(told, told[1:], strict=False))
    late = cues(shot.model_copy(update={"transition_in": TransitionIn.DISSOLVE}), 100, {"ada": "Ada"})
    assert (late[0].start, late[-1].end) == (12, 100)


def test_a_joint_is_half_a_second_at_any_rate():
    assert [joint_frames(Fraction(rate)) for rate in ("24", "60", "12", "24000/1001", "1")] == [12, 30, 6, 12, 2]
    shots = (Printed("1-1", "a", 200, joint=30), Printed("1-2", "b", 200, TransitionIn.DISSOLVE, joint=30))
    assert running_frames(shots) == 370
