from rushes.agents.events import AHEAD, Event
from rushes.cli.progress import watching
from rushes.service.progress import Tally, clock, sentence


def test_the_time_left_is_as_it_was_last_told():
    tally = Tally(shots=10)
    assert tally.seconds_left(101.0) is None
    tally.hear(Event(AHEAD, seconds=60.0), 103.0)
    assert tally.seconds_left(113.0) == 50.0
    assert tally.seconds_left(999.0) == 0.0


def test_a_shot_that_is_shot_again_counts_once_and_one_of_an_earlier_run_is_one_more():
    tally = Tally(shots=2)
    counts = []
    for shot in ("1-1", "1-2", "1-1", "1-3"):
        tally.hear(Event("done", shot, "shot"), 1.0)
        counts.append((tally.done, tally.shots))
    assert counts == [(1, 2), (2, 2), (2, 2), (3, 3)]


def test_clock():
    assert [clock(seconds) for seconds in (0, 65, 3723)] == ["0:00", "1:05", "1:02:03"]


def test_everyday_events_are_not_told():
    assert sentence(Event("keyframe", "1-1", "1-1/k1")) == ""
    assert sentence(Event("judged-clip", "1-1", "accept: every gate passed")) == ""
    assert sentence(Event("judged-clip", "1-1", "re-roll: it is black")) == "1-1: re-roll: it is black"


def test_a_pipe_gets_plain_lines(capsys):
    with watching(lambda: 1, quiet=False) as hear:
        hear(Event("planned", text="1 scene"))
        hear(Event("done", "1-1", "shot"))
    assert capsys.readouterr().err.splitlines() == ["planned   1 scene", "shot 1 of 1"]
