from hypothesis import given, settings
from hypothesis import strategies as st

from rushes.studio.scheduling import SETTLING, Room, Schedule, Waiting

CARDS = {"cuda:0": 1, "cuda:1": 1}
BERTHS = {"flux": CARDS, "mochi": CARDS, "": {"cpu": 0}}
WORK = {"flux": ("keyframe", 1), "mochi": ("clip", 2), "": ("print", 3), "llm": ("thought", 0)}


class Known:
    """Rates as they are given."""

    def __init__(self, load=15.0, **slower):
        self.each = {"keyframe": 45.0, "clip": 180.0, "print": 60.0, "thought": 10.0}
        self.loading = load
        self.slower = slower

    def seconds(self, work, lane):
        return self.each[work] * self.slower.get(lane.replace(":", ""), 1.0)

    def load(self, model, lane):
        return self.loading if model else 0.0


def a_schedule(rates=None, berths=BERTHS, rooms=None, gangs=()):
    rooms = rooms or [Room("cuda:0", 1, 1), Room("cuda:1", 1, 1), Room("cpu", 2)]
    return Schedule(rooms, berths, rates or Known(), gangs)


def calls(schedule, model, numbers, **more):
    work, stage = WORK[model]
    for number in numbers:
        schedule.wait(Waiting(number, model, work, stage, more.pop("order", number), **more))


def begun(schedule, now):
    turns = []
    while turn := schedule.next(now):
        turns.append(turn)
    return turns


def test_both_cards_take_what_there_is_the_earlier_shots_first():
    schedule = a_schedule()
    calls(schedule, "flux", [5, 2, 9, 7])
    turns = begun(schedule, 0)
    assert [(turn.ticket, turn.lanes, turn.loads) for turn in turns] == [
        (2, ("cuda:0",), True),
        (5, ("cuda:1",), True),
    ]
    schedule.over(2, 60)
    assert [(turn.ticket, turn.loads) for turn in begun(schedule, 60)] == [(7, False)]


def test_what_needs_no_model_goes_to_the_desk_as_often_as_it_has_slots():
    schedule = a_schedule()
    calls(schedule, "", range(5))
    assert [turn.lanes for turn in begun(schedule, 0)] == [("cpu",), ("cpu",)]


def test_one_card_goes_forward_when_the_clips_outweigh_their_load_and_the_other_stays():
    schedule = a_schedule()
    calls(schedule, "flux", range(100))
    begun(schedule, 0)
    schedule.over(0, 60)
    calls(schedule, "mochi", [1000])
    turn = begun(schedule, 60)[0]
    assert (turn.ticket, turn.unload) == (1000, {"cuda:0": ("flux",)})
    schedule.over(1, 60)
    calls(schedule, "mochi", [1001])
    assert begun(schedule, 60)[0].ticket == 2, "somebody has to paint"


def test_the_only_card_stays_until_nothing_is_left():
    schedule = a_schedule(rooms=[Room("cuda:0", 1, 1)], berths={"flux": {"cuda:0": 1}, "mochi": {"cuda:0": 1}})
    calls(schedule, "flux", [1, 2])
    calls(schedule, "mochi", [3])
    assert begun(schedule, 0)[0].ticket == 3, "what is nearer to the end comes first while nothing is loaded"
    calls(schedule, "mochi", [4])
    schedule.over(3, 200)
    assert begun(schedule, 200)[0].ticket == 4
    schedule.over(4, 400)
    assert begun(schedule, 400) == [], "a moment's wait for more of what it holds"
    assert schedule.ask_again == 400 + SETTLING
    assert begun(schedule, 400 + SETTLING)[0].unload == {"cuda:0": ("mochi",)}


def test_a_card_does_not_load_for_a_call_that_another_will_have_done_by_then():
    schedule = a_schedule(Known(load=300.0))
    calls(schedule, "mochi", [1])
    begun(schedule, 0)
    schedule.over(1, 480)
    calls(schedule, "mochi", [2, 3])
    assert [turn.lanes for turn in begun(schedule, 480)] == [("cuda:0",)], "done by then is sooner than a load of 300"


def test_a_slow_card_leaves_the_last_clip_to_the_fast_one():
    schedule = a_schedule(Known(load=5.0, cuda1=3.0))
    calls(schedule, "mochi", [1, 2])
    assert [turn.lanes for turn in begun(schedule, 0)] == [("cuda:0",)]


def test_a_person_overtakes_also_with_a_load():
    schedule = a_schedule()
    calls(schedule, "mochi", range(10))
    begun(schedule, 0)
    calls(schedule, "flux", [99], urgent=True)
    schedule.over(0, 195)
    turn = begun(schedule, 195)[0]
    assert turn.ticket == 99
    assert turn.loads


def test_a_person_waits_for_the_lane_that_can_begin_soonest():
    schedule = a_schedule(Known(load=40.0))
    calls(schedule, "mochi", [1])
    calls(schedule, "flux", [2, 3])
    begun(schedule, 0)
    schedule.over(2, 215)  # the painter, free; the mover has 5 s to go, and a load takes 40
    calls(schedule, "mochi", [99], urgent=True)
    assert all(turn.ticket != 99 for turn in begun(schedule, 215))
    schedule.over(1, 220)
    assert begun(schedule, 220)[0].ticket == 99


GANG = {**BERTHS, "llm": {"cuda:0": 1, "cuda:1": 1}}


def test_a_guest_takes_all_its_cards_and_stays_while_it_has_work():
    schedule = a_schedule(berths=GANG, gangs=("llm",))
    calls(schedule, "llm", [1, 2])
    assert begun(schedule, 0)[0].lanes == ("cuda:0", "cuda:1")
    calls(schedule, "flux", [3])
    schedule.over(1, 25)
    turn = begun(schedule, 25)[0]
    assert (turn.ticket, turn.loads) == (2, False)
    schedule.over(2, 35)
    assert begun(schedule, 35) == []
    turn = begun(schedule, 35 + SETTLING)[0]
    assert (turn.ticket, turn.unload) == (3, {"cuda:0": ("llm",)})
    assert tuple(schedule._lanes["cuda:1"].held) == (), "a guest leaves all its cards"


def test_a_guest_comes_when_the_cards_have_nothing_else():
    schedule = a_schedule(berths=GANG, gangs=("llm",))
    calls(schedule, "mochi", range(3))
    begun(schedule, 0)
    calls(schedule, "llm", [50])
    schedule.over(0, 200)
    assert begun(schedule, 200)[0].ticket == 2
    schedule.over(1, 200)
    assert begun(schedule, 200 + SETTLING) == []
    schedule.over(2, 400)
    assert [turn.ticket for turn in begun(schedule, 400 + SETTLING)] == [50]


def test_large_cards_hold_several_models_and_let_the_oldest_go():
    berths = {"flux": {"cuda:0": 30}, "mochi": {"cuda:0": 40}, "other": {"cuda:0": 20}}
    schedule = a_schedule(rooms=[Room("cuda:0", 1, 80)], berths=berths)
    WORK["other"] = ("clip", 2)
    for now, (model, ticket) in enumerate((("flux", 1), ("mochi", 2), ("flux", 3), ("other", 4))):
        calls(schedule, model, [ticket])
        turn = begun(schedule, now * 1000)[0]
        assert turn.unload == ({"cuda:0": ("mochi",)} if ticket == 4 else {})
        schedule.over(ticket, now * 1000 + 500)
    assert set(schedule._lanes["cuda:0"].held) == {"flux", "other"}


def test_a_lost_lane_gets_nothing_and_what_only_it_carried_is_not_carried():
    schedule = a_schedule(berths={"flux": {"cuda:0": 1}, "mochi": CARDS, "": {"cpu": 0}})
    schedule.lost("cuda:0")
    assert not schedule.carried("flux")
    assert schedule.carried("mochi")
    calls(schedule, "mochi", [1, 2])
    assert [turn.lanes for turn in begun(schedule, 0)] == [("cuda:1",)]


def test_a_barred_call_runs_elsewhere():
    schedule = a_schedule()
    calls(schedule, "flux", [1], barred=frozenset({"cuda:0"}))
    assert begun(schedule, 0)[0].lanes == ("cuda:1",)


def test_a_call_that_runs_alone_has_the_lane_to_itself():
    schedule = a_schedule()
    calls(schedule, "", [1])
    begun(schedule, 0)
    calls(schedule, "", [2], alone=True)
    calls(schedule, "", [3])
    assert begun(schedule, 1) == [], "the lane is left to run empty"
    schedule.over(1, 60)
    assert [turn.ticket for turn in begun(schedule, 60)] == [2]
    schedule.over(2, 120)
    assert [turn.ticket for turn in begun(schedule, 120)] == [3]


def test_a_withdrawn_call_never_begins():
    schedule = a_schedule()
    calls(schedule, "flux", [1])
    schedule.withdraw(1)
    schedule.withdraw(1)
    assert begun(schedule, 0) == []
    assert not schedule._calls


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(("flux", "mochi", "", "llm")), st.integers(0, 50), st.booleans()),
        min_size=1,
        max_size=60,
    ),
    st.sampled_from((0.0, 5.0, 400.0)),
    st.sampled_from((1.0, 3.0)),
)
def test_every_call_has_its_turn_once_and_no_lane_more_than_its_slots(asked, load, slower):
    schedule = a_schedule(Known(load, cuda1=slower), berths=GANG, gangs=("llm",))
    for ticket, (model, order, urgent) in enumerate(asked):
        calls(schedule, model, [ticket], order=order, urgent=urgent)
    now, running, done, idle = 0.0, {}, [], 0
    while len(done) < len(asked):
        for turn in begun(schedule, now):
            running[turn.ticket] = turn.lanes
            done.append(turn.ticket)
            for lane in turn.lanes:
                at = [ticket for ticket, lanes in running.items() if lane in lanes]
                assert len(at) <= (2 if lane == "cpu" else 1)
        idle = 0 if running else idle + 1
        assert idle < 3, "nothing runs, something waits, and nothing begins"
        now += 10.0
        if running:
            ended = min(running)
            schedule.over(ended, now)
            del running[ended]
    assert sorted(done) == list(range(len(asked)))
