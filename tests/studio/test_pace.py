import pytest

from rushes.studio.pace import FLOOR, PATIENCE, REMEMBERED, UNKNOWN, Pace, Sample


def a_sample(work="clip", lane="cuda:0", amount=85.0, seconds=170.0, load=None, silence=3.0, model="mochi"):
    return Sample(work, model, lane, amount, seconds, load, silence)


def test_a_rate_is_the_mean_of_a_unit_of_work():
    pace = Pace()
    pace.note(a_sample(amount=80, seconds=160))
    pace.note(a_sample(amount=20, seconds=140))
    assert pace.seconds("clip", "cuda:0") == 3.0


def test_what_is_known_of_another_lane_is_better_than_nothing():
    pace = Pace({"clip": 9.0})
    assert pace.seconds("clip", "cuda:1") == 9.0
    pace.note(a_sample(seconds=170.0))
    assert pace.seconds("clip", "cuda:1") == 2.0
    assert pace.seconds("print", "cpu") == UNKNOWN
    assert pace.knows("clip")
    assert not pace.knows("print")


def test_it_follows_a_machine_that_slows_down():
    pace = Pace()
    for _ in range(REMEMBERED):
        pace.note(a_sample(seconds=85.0))
    for _ in range(REMEMBERED):
        pace.note(a_sample(seconds=170.0))
    assert pace.seconds("clip", "cuda:0") == 2.0


def test_loads_are_learnt_apart_from_the_work():
    pace = Pace(loads={"mochi": 15.0})
    assert pace.load("mochi", "cuda:0") == 15.0
    assert pace.load("", "cpu") == 0.0
    pace.note(a_sample(load=40.0))
    pace.note(a_sample())
    assert pace.load("mochi", "cuda:0") == 40.0


@pytest.mark.parametrize(("silence", "patience"), [(60.0, 120.0), (1.0, FLOOR)])
def test_patience_is_twice_the_longest_silence(silence, patience):
    pace = Pace()
    assert pace.patience("clip", "mochi", "cuda:0", loads=False) == PATIENCE
    pace.note(a_sample(silence=silence))
    pace.note(a_sample(silence=0.5))
    assert pace.patience("clip", "mochi", "cuda:0", loads=False) == patience


def test_a_first_load_has_all_the_patience_there_is():
    pace = Pace()
    pace.note(a_sample(silence=60.0))
    assert pace.patience("clip", "mochi", "cuda:0", loads=True) == PATIENCE
    pace.note(a_sample(load=100.0, silence=60.0))
    assert pace.patience("clip", "mochi", "cuda:0", loads=True) == 200.0
