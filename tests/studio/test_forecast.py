from rushes.film.take import TakeKind
from rushes.studio.ahead.forecast import Ahead, Berths, Ledger, devices, forecast
from rushes.studio.calls import Stage
from rushes.studio.pace import Pace, Sample

CARDS = ("cuda:0", "cuda:1")
TWO = Berths({"cuda:0": 1, "cuda:1": 1, "cpu": 1}, "flux", "mochi", CARDS, CARDS, "cpu", frozenset({"cpu"}))
DRAFTS = Berths({"cpu": 2}, "draft", "draft", ("cpu",), ("cpu",), "cpu", frozenset({"cpu"}))
PACE = Pace({"keyframe": 45.0, "clip": 2.0, "print": 0.5}, {"flux": 15.0, "mochi": 20.0})


def test_the_rest_is_shot_by_the_schedule():
    passed = forecast(Ahead({Stage.KEYFRAME: 20}, frames=90.0), TWO, PACE)
    cards = 20 * (45 + 180) / 2
    assert cards < passed.seconds < 1.15 * cards + 60
    assert passed.loads <= 4
    assert len(passed.finished) == 20


def test_what_is_further_already_takes_less():
    begun = forecast(Ahead({Stage.PRINT: 5, Stage.CLIP: 5}, frames=90.0), TWO, PACE)
    fresh = forecast(Ahead({Stage.KEYFRAME: 10}, frames=90.0), TWO, PACE)
    assert begun.seconds < fresh.seconds
    assert begun.calls == {"thought": 0, TakeKind.CLIP: 5, TakeKind.PRINT: 10, "load": 2}


def test_weak_takes_cost_more():
    still = [forecast(Ahead({Stage.KEYFRAME: 40}, 90.0, share), TWO, PACE).seconds for share in (0.0, 0.3)]
    assert still[1] > 1.2 * still[0]


def test_drafts_load_nothing_and_look_at_what_they_make():
    pace = Pace({"keyframe": 1.0, "clip": 0.05, "print": 0.01})
    pace.note(Sample("look at a clip", "", "cpu", 100.0, 5.0, None, 5.0))
    (desk,) = devices(DRAFTS, pace, 100.0)
    assert desk.work == {TakeKind.KEYFRAME: 1.0, TakeKind.CLIP: 10.0, TakeKind.PRINT: 1.0}
    assert forecast(Ahead({Stage.KEYFRAME: 4}, 100.0), DRAFTS, pace).loads == 0


def test_whoever_thinks_is_counted():
    brain = Berths(TWO.slots, "flux", "mochi", CARDS, CARDS, "cpu", frozenset({"cpu"}), CARDS)
    pace = Pace({"keyframe": 45.0, "clip": 2.0, "print": 0.5, "thought": 10.0}, {"flux": 15.0, "mochi": 20.0})
    passed = forecast(Ahead({Stage.THOUGHT: 10}, 90.0), brain, pace)
    assert passed.calls["thought"] == 10


def test_a_ledger_knows_where_every_shot_stands():
    ledger = Ledger(["1", "2", "3", "4"], tries=3)
    ledger.thought("1")
    ledger.judged("2", TakeKind.KEYFRAME, weak=False)
    ledger.judged("3", TakeKind.CLIP, weak=False)
    ledger.finished("4")
    ahead = ledger.ahead(24.0)
    assert ahead.shots == {Stage.KEYFRAME: 1, Stage.CLIP: 1, Stage.PRINT: 1}
    assert (ledger.left, ledger.open_shots()) == (3, ("1", "2", "3"))
    assert (ahead.frames, ahead.rerolls, ahead.tries) == (24.0, 0.0, 3)


def test_a_last_try_says_nothing_of_how_many_are_weak():
    ledger = Ledger(["1"], tries=3)
    for _ in range(2):
        ledger.judged("1", TakeKind.CLIP, weak=True)
    ledger.judged("1", TakeKind.CLIP, weak=False)
    assert ledger.ahead(1.0).rerolls == 0.9, "two of two, and never quite all"
    assert ledger.ahead(1.0).shots == {Stage.PRINT: 1}


def test_a_shot_that_is_over_stays_so():
    ledger = Ledger(["1"], tries=3)
    ledger.finished("1")
    ledger.judged("1", TakeKind.CLIP, weak=False)
    assert ledger.left == 0
