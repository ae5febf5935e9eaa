"""A full or failing disk, at any write: one sentence, nothing lost, and the same film in the end."""

import random

import pytest

TROUBLES = ("ENOSPC", "EIO")
KINDS = ("keyframe", "clip", "print")


@pytest.mark.timeout(1500)
@pytest.mark.parametrize("what", TROUBLES)
def test_a_write_of_a_commit_fails(asked, thousand, what):
    cases = [(kind, what, on, at) for kind in KINDS for at in range(1, 60) for on in (False, True)]
    if not thousand:
        cases = [case for case in cases if case[3] < 25]
        cases = random.Random(what).sample(cases, 5)
    seen = asked(do="trouble", cases=cases)
    assert seen["faults"] >= (150 if thousand else 4)
    assert seen["exits"].get("3", 0) > 0


@pytest.mark.timeout(1500)
@pytest.mark.parametrize("seed", range(2))
def test_a_write_of_a_film_fails(asked, thousand, seed):
    """Also those of the workers."""
    chance = random.Random(seed)
    places = sorted(chance.sample(range(1, 540), 100 if thousand else 5))
    cases = [("", chance.choice(TROUBLES), chance.random() < 0.5, at) for at in places]
    seen = asked(do="trouble", cases=cases)
    assert seen["faults"] == len(cases)


@pytest.mark.timeout(300)
def test_trouble_that_is_not_put_in_words_is_found_out(asked):
    with pytest.raises(AssertionError, match="Traceback"):
        asked(do="trouble", cases=[("clip", "ENOSPC", False, 1)], wrong="trouble unsaid")
