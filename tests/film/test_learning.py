import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rushes.film.gates import Gate
from rushes.film.learning import APPROVALS, REJECTIONS, Rates, Spoken, chance_of, learnt, rates, wilson
from rushes.film.take import TakeKind

CLIP, STILL = TakeKind.CLIP, TakeKind.KEYFRAME


def a_word(value, approved, *, weak=False, kind=CLIP, measure="sharp"):
    return Spoken(kind, "draft", {measure: value}, weak, approved)


def words(approved, rejected):
    return [a_word(value, True) for value in approved] + [a_word(value, False) for value in rejected]


# -- shares ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (81, 263, 0.2553, 0.3662)],
)
def test_wilson_as_published(hits, of, low, high):
    """The last is the example of Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3."""
    assert wilson(hits, of) == pytest.approx((low, high), abs=5e-5)


def test_nothing_seen_is_nothing_known():
    assert wilson(0, 0) == (0.0, 1.0)


@given(st.integers(1, 10_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))), st.floats(0.01, 0.999))
def test_an_interval_contains_its_share_and_stays_a_share(seen, confidence):
    hits, of = seen
    low, high = wilson(hits, of, confidence)
    assert 0.0 <= low <= hits / of <= high <= 1.0


@given(st.integers(0, 200), st.integers(1, 200))
def test_more_words_make_it_narrower_and_more_confidence_wider(hits, more):
    low, high = wilson(hits, hits + more)
    surer, wider = wilson(10 * hits, 10 * (hits + more)), wilson(hits, hits + more, 0.99)
    assert surer[1] - surer[0] < high - low < wider[1] - wider[0]


# -- rates -------------------------------------------------------------------------------------------------------------


def test_where_the_critic_and_people_differ():
    spoken = [
        a_word(1, True),
        a_word(1, True, weak=True),
        a_word(1, True),
        a_word(1, True),
        a_word(1, False),
        a_word(1, False),
        a_word(1, False, weak=True),
    ]
    found = rates(spoken)
    assert (found.false_reject.hits, found.false_reject.of, found.false_reject.share) == (1, 4, 0.25)
    assert (found.false_accept.hits, found.false_accept.of) == (2, 3)
    assert (found.false_accept.low, found.false_accept.high) == wilson(2, 3)


def test_what_nobody_said_is_no_rate():
    assert rates([]) == Rates(None, None)
    assert rates([a_word(1, True)]).false_accept is None
    assert rates([a_word(1, False)]).false_reject is None


@given(st.integers(0, 60).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_sign_test_is_exact(seen):
    right, of = seen
    assert 0.0 < chance_of(right, of) <= 1.0
    assert chance_of(0, of) == 1.0
    assert chance_of(of, of) == 0.5**of
    assert chance_of(right, of) + chance_of(of - right + 1, of) == pytest.approx(1.0)


# -- gates -------------------------------------------------------------------------------------------------------------

TOO_STRICT = words([0.21, 0.22, 0.23, 0.24, 0.25, 0.26, 0.4, 0.5, 0.6], [0.1, 0.12, 0.14, 0.16])
"""Under the gate 0.3.. six takes that people like, and all that they don't."""


def test_a_gate_that_is_too_strict_is_loosened_within_its_bound():
    (moved,) = learnt(TOO_STRICT, CLIP, {"sharp": "0.3.."}, {"sharp": "0.18..0.4"})
    assert (moved.gate, moved.before) == ("0.195..", "0.3..")
    assert (moved.approvals, moved.rejections) == (9, 4)
    assert (moved.kind, moved.measure) == (CLIP, "sharp")


def test_a_gate_that_is_too_lax_is_tightened():
    spoken = words([0.1 + 0.01 * n for n in range(10)], [0.5, 0.52, 0.54, 0.56, 0.58])
    (moved,) = learnt(spoken, CLIP, {"sharp": "..0.9"}, {"sharp": "0.1..1"})
    assert moved.gate == "..0.345"


def test_of_two_ends_the_one_in_the_bound_moves():
    (moved,) = learnt(TOO_STRICT, CLIP, {"sharp": "0.3..0.9"}, {"sharp": "0.18..0.4"})
    assert moved.gate == "0.195..0.9"


def test_where_both_lie_in_the_bound_the_one_nearer_the_errors_moves():
    (moved,) = learnt(TOO_STRICT, CLIP, {"sharp": "0.3..0.9"}, {"sharp": "0.18..1"})
    assert moved.gate == "0.195..0.9"


def test_a_takes_kind_teaches_its_own_gates_alone():
    assert learnt(TOO_STRICT, STILL, {"sharp": "0.3.."}, {"sharp": "0.18..0.4"}) == ()


@pytest.mark.parametrize(
    ("gate", "bound"),
    [
        ("p5..", "0.18..0.4"),  # percentiles
        ("0.3..", "p1..p9"),
        ("=0.3", "0.18..0.4"),  # one right value
        ("0.3..", "0.35..0.4"),  # an end outside its bound
        ("..", "0.18..0.4"),  # no end
        ("0.3..", "=0.3"),  # a bound without room
    ],
)
def test_what_stays(gate, bound):
    assert learnt(TOO_STRICT, CLIP, {"sharp": gate}, {"sharp": bound}) == ()


def test_a_gate_without_a_bound_or_a_measure_stays():
    assert learnt(TOO_STRICT, CLIP, {"sharp": "0.3..", "luma": "14.."}, {"luma": "10..20", "other": "1..2"}) == ()


def test_the_fewest_words_that_move_a_gate():
    likes, dislikes = [0.21, 0.22, 0.23, 0.24, 0.25, 0.4, 0.5, 0.6], [0.1, 0.12, 0.14, 0.16]
    gates, bounds = {"sharp": "0.3.."}, {"sharp": "0.18..0.4"}
    assert learnt(words(likes, dislikes), CLIP, gates, bounds)
    assert not learnt(words(likes[:-1], dislikes), CLIP, gates, bounds)
    assert not learnt(words(likes, dislikes[:-1]), CLIP, gates, bounds)
    # Four takes judged better of four: chance does as well one time in sixteen.
    assert not learnt(words([0.35, *likes[1:]], dislikes), CLIP, gates, bounds)


numbers = st.one_of(
    st.floats(-100, 100), st.integers(-20, 20).map(lambda n: n / 10), st.floats(allow_nan=False, allow_infinity=False)
)
spoken_words = st.lists(st.tuples(numbers, st.booleans()), min_size=10, max_size=60)


def _gate(low, high):
    return f"{'' if low is None else repr(low)}..{'' if high is None else repr(high)}"


intervals = st.tuples(st.none() | numbers, st.none() | numbers).map(
    lambda ends: _gate(*(sorted(ends) if None not in ends else ends))
)


def _liked_above(end, values):
    return [(value, value >= end) for value in values]


opinionated = st.builds(_liked_above, st.floats(-1, 1), st.lists(st.floats(-2, 2), min_size=20, max_size=60))
"""People who know what they like: the gates they meet mostly have to move."""

within = st.tuples(st.none() | st.floats(-2, 2), st.none() | st.floats(-2, 2)).map(
    lambda ends: _gate(*(sorted(ends) if None not in ends else ends))
)


@settings(max_examples=400)
@given(spoken_words | opinionated, intervals | within, intervals | within)
def test_no_end_ever_leaves_its_bound(said, gate, bound):
    spoken = [a_word(value, approved) for value, approved in said]
    before, limit = Gate.parse(gate), Gate.parse(bound)
    for moved in learnt(spoken, CLIP, {"sharp": gate}, {"sharp": bound}):
        now, was = Gate.parse(moved.gate), Gate.parse(moved.before)
        assert moved.before == str(before)
        assert [now.least == was.least, now.most == was.most].count(False) == 1, "one end moves"
        for end, stood, at in ((now.least, was.least, before.least), (now.most, was.most, before.most)):
            if end != stood:
                assert limit.holds(end)
                assert limit.holds(at)
                assert math.isfinite(at)
        assert moved.approvals >= APPROVALS
        assert moved.rejections >= REJECTIONS


@settings(max_examples=300)
@given(opinionated, within, within)
def test_a_moved_gate_agrees_with_people_on_more_takes(said, gate, bound):
    spoken = [a_word(value, approved) for value, approved in said]
    for moved in learnt(spoken, CLIP, {"sharp": gate}, {"sharp": bound}):
        old, new = Gate.parse(gate), Gate.parse(moved.gate)
        right = [(old.holds(value) == yes, new.holds(value) == yes) for value, yes in said]
        assert sum(now for _, now in right) > sum(was for was, _ in right)


@given(st.lists(st.tuples(numbers, st.booleans()), max_size=40), intervals, intervals)
def test_too_few_words_never_move_a_gate(said, gate, bound):
    few = [one for one in said if one[1]][: APPROVALS - 1] + [one for one in said if not one[1]]
    spoken = [a_word(value, approved) for value, approved in few]
    assert learnt(spoken, CLIP, {"sharp": gate}, {"sharp": bound}) == ()


@given(
    st.lists(st.floats(0.0, 1.0), min_size=8, max_size=40),
    st.lists(st.floats(0.0, 1.0), min_size=4, max_size=40),
    st.floats(0.2, 0.8),
)
def test_words_that_the_gate_agrees_with_change_nothing(high, low, end):
    """Whoever likes exactly what passes has nothing to teach."""
    likes, dislikes = [value for value in high if value >= end], [value for value in low if value < end]
    assert learnt(words(likes, dislikes), CLIP, {"sharp": f"{end!r}.."}, {"sharp": "0..1"}) == ()


@given(st.lists(st.floats(0.0, 0.99), min_size=8, max_size=40))
def test_a_gate_moves_towards_what_people_like(likes):
    """Approvals alone below the gate, rejections alone far under them: it never tightens."""
    spoken = words(likes, [-1.0, -1.1, -1.2, -1.3])
    for moved in learnt(spoken, CLIP, {"sharp": "0.5.."}, {"sharp": "-0.9..1"}):
        assert Gate.parse(moved.gate).least < 0.5
