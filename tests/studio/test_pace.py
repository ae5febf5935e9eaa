import pytest

from rushes.studio.pace import FLOOR, MODEL_FLOOR, PATIENCE, REMEMBERED, UNKNOWN, Pace, Sample


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


@pytest.mark.parametrize(("silence", "patience"), [(600.0, 1200.0), (1.0, MODEL_FLOOR)])
def test_patience_is_twice_the_longest_silence(silence, patience):
    pace = Pace()
    assert pace.patience("clip", "mochi", "cuda:0") == PATIENCE
    pace.note(a_sample(silence=silence))
    for _ in range(2 * REMEMBERED):
        pace.note(a_sample(silence=0.5))
    assert pace.patience("clip", "mochi", "cuda:0") == patience, "the longest ever"
    assert pace.patience("clip", "mochi", "cuda:0", fresh=True) == PATIENCE


def test_another_model_is_another_story():
    pace = Pace()
    pace.note(a_sample(silence=1.0, model="ltx"))
    assert pace.patience("clip", "mochi", "cuda:0") == PATIENCE


def test_more_work_may_take_longer():
    pace = Pace()
    pace.note(a_sample("look at a clip", "cpu", amount=24.0, silence=20.0, model=""))
    assert pace.patience("look at a clip", "", "cpu", 24.0) == 40.0
    assert pace.patience("look at a clip", "", "cpu", 240.0) == 400.0
    assert pace.patience("look at a clip", "", "cpu", 1.0) == 40.0
    pace.note(a_sample("print", "cpu", silence=1.0, model=""))
    assert pace.patience("print", "", "cpu") == FLOOR


def test_a_model_that_loads_slowly_has_time_to_read_a_prompt():
    pace = Pace()
    pace.note(a_sample(load=100.0, silence=2.0))
    assert pace.patience("clip", "mochi", "cuda:0") == 300.0
