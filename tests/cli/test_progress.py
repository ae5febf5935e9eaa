from rushes.agents.production import Event
from rushes.cli.progress import Tally, clock, sentence, watching


def test_the_estimate_is_the_work_left_at_the_measured_pace():
    tally = Tally(shots=10, workers=2, started=100.0)
    assert tally.seconds_left(101.0) is None
    for step, seconds in (("keyframe", 1.0), ("clip", 4.0), ("print", 1.0)):
        tally.hear(Event(step, "1-1", seconds=seconds))
    assert tally.seconds_left(103.0) == 9 * 6.0 / 2
    assert tally.seconds_left(106.0) == 9 * 6.0 / 1


def test_clock():
    assert [clock(seconds) for seconds in (0, 65, 3723)] == ["0:00", "1:05", "1:02:03"]


def test_everyday_events_are_not_told():
    assert sentence(Event("keyframe", "1-1", "1-1/k1")) == ""
    assert sentence(Event("judged-clip", "1-1", "accept: every gate passed")) == ""
    assert sentence(Event("judged-clip", "1-1", "re-roll: it is black")) == "1-1: re-roll: it is black"


def test_a_pipe_gets_plain_lines(capsys):
    with watching(lambda: 1, 2, quiet=False) as hear:
        hear(Event("planned", text="1 scene"))
        hear(Event("done", "1-1", "shot"))
    assert capsys.readouterr().err.splitlines() == ["planned   1 scene", "shot 1 of 1"]
