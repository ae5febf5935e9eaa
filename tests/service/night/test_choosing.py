"""What the night shoots next."""

from hypothesis import given
from hypothesis import strategies as st

from rushes.configs.profile import Budget
from rushes.film.take import TO_SHOOT, ShotState
from rushes.memory.shots import ShotStanding
from rushes.service.night.choosing import (
    CHAPTER,
    FIRST,
    MOST_TAKES,
    deeper,
    deepest,
    rough,
    shots_a_chapter,
    weakest,
)

S = ShotState


def a_board(*rows):
    return [ShotStanding(number, state, 0, "", "", None, None, shown) for number, state, shown in rows]


def test_until_anybody_knows_better_a_chapter_is_an_early_look():
    assert shots_a_chapter(0.0) == FIRST


@given(st.floats(0.01, 1e6))
def test_a_chapter_is_about_half_an_hour_and_never_tiny(seconds):
    count = shots_a_chapter(seconds)
    assert count >= FIRST // 2
    assert count * seconds >= CHAPTER or count == FIRST // 2
    assert (count - 1) * seconds <= CHAPTER or count == FIRST // 2


def test_what_has_nothing_to_show_comes_first_and_all_in_film_order():
    board = a_board(
        ("1-1", S.STALE, "1-1/p1"), ("1-2", S.PLANNED, None), ("1-3", S.SHOT, "1-3/p1"), ("1-4", S.PLANNED, None)
    )
    assert rough(board, (), 2) == ("1-2", "1-4")
    assert rough(board, (), 3) == ("1-1", "1-2", "1-4")
    assert rough(board, {"1-2"}, 9) == ("1-1", "1-4")
    assert rough(board, {"1-1", "1-2", "1-4"}, 9) == ()


states = st.sampled_from(list(ShotState))
boards = st.lists(st.tuples(states, st.booleans()), max_size=20).map(
    lambda rows: a_board(*((f"1-{n}", state, "p" if shown else None) for n, (state, shown) in enumerate(rows)))
)


@given(boards, st.integers(1, 30))
def test_chapters_cover_what_is_due_once(board, count):
    tried: list[str] = []
    while batch := rough(board, tried, count):
        assert len(batch) <= count
        assert not set(batch) & set(tried)
        tried += batch
    assert sorted(tried) == sorted(one.number for one in board if one.state in TO_SHOOT)


@given(boards, st.integers(1, 30))
def test_only_weak_shots_are_shot_again(board, count):
    merits = {one.number: 0.5 for one in board if one.print}
    batch = weakest(board, merits, (), count)
    assert len(batch) == len(set(batch)) <= count
    assert {one.state for one in board if one.number in batch} <= {S.FLAGGED, S.FAILED}


def test_the_weakest_first_and_before_them_what_has_no_clip():
    board = a_board(*((f"1-{n}", state, None) for n, state in enumerate([S.FLAGGED, S.FAILED, S.SHOT, S.FLAGGED])))
    assert weakest(board, {"1-0": 0.9, "1-3": 0.1}, (), 9) == ("1-1", "1-3", "1-0")
    assert weakest(board, {"1-0": 0.9, "1-3": 0.1}, {"1-1"}, 1) == ("1-3",)


@given(st.integers(1, MOST_TAKES), st.integers(1, MOST_TAKES))
def test_every_depth_allows_more_until_none_does(keyframes, clips):
    budget, depth = Budget(keyframes=keyframes, clips=clips), 0
    while not deepest(budget, depth):
        now, then = deeper(budget, depth), deeper(budget, depth + 1)
        assert now.keyframes <= then.keyframes <= MOST_TAKES
        assert now.clips <= then.clips <= MOST_TAKES
        assert now != then
        depth += 1
        assert depth < 8
    Budget.model_validate(deeper(budget, depth).model_dump())


def test_a_budget_is_itself_at_first():
    budget = Budget(keyframes=2, clips=3, film_takes=9)
    assert deeper(budget, 0) == budget
    assert deeper(budget, 1) == Budget(keyframes=4, clips=6, film_takes=9)
