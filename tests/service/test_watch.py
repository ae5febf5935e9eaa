"""The watch: what a crew's events come to, bounded and frozen, whichever thread they come from."""

import threading

from hypothesis import given
from hypothesis import strategies as st

from rushes.agents.events import AHEAD, Event
from rushes.service.watch import KEPT, Watch
from rushes.studio.floor import FloorView, InHand, LaneView

STEPS = st.sampled_from(
    ["read", "planned", "resumed", "keyframe", "clip", "print", "working", "done", "waiting", "cut", "studio", AHEAD]
)
EVENTS = st.lists(st.builds(Event, STEPS, st.sampled_from(["", "1-1", "1-2"]), st.text(max_size=20), st.floats(0, 9)))


def a_watch(shots=2):
    return Watch(lambda: shots, clock=lambda: 100.0, hour=lambda: "03:00:00")


def test_a_run_from_its_beginning_to_its_end():
    watch = a_watch()
    assert watch.look().phase == ""
    watch.begins()
    assert watch.look().phase == "reading"
    watch.hears(Event("planned", text="1 scene, 2 shots"))
    watch.hears(Event("working", "1-1", "keyframe, step 2 of 8", picture="/p.jpg"))
    seen = watch.look()
    assert (seen.phase, seen.done, seen.shots) == ("shooting", 0, 2)
    assert [(shot, one.words, one.picture) for shot, one in seen.working] == [
        ("1-1", "keyframe, step 2 of 8", "/p.jpg")
    ]
    watch.hears(Event("keyframe", "1-1", "1-1/k1"))
    watch.hears(Event(AHEAD, seconds=30.0))
    watch.hears(Event("done", "1-1", "shot"))
    seen = watch.look()
    assert (seen.done, seen.working, seen.over_at, dict(seen.takes)["keyframe"]) == (1, (), 130.0, 1)
    watch.waits(("1-2",))
    assert (watch.look().phase, watch.look().waiting) == ("waiting", ("1-2",))
    watch.hears(Event("resumed", text="plan 1"))
    assert watch.look().waiting == ()
    watch.ends("The crew is done.")
    seen = watch.look()
    assert (seen.phase, seen.outcome, seen.log[-1].text) == ("", "The crew is done.", "The crew is done.")


def test_a_look_is_the_same_object_until_something_happens():
    watch = a_watch()
    first = watch.look()
    assert watch.look() is first
    watch.sees(FloorView((), 3, 1))
    assert watch.look() is not first
    assert watch.look().floor == FloorView((), 3, 1)


@given(EVENTS)
def test_any_events_in_any_order_are_borne(events):
    watch = a_watch()
    for event in events:
        watch.hears(event)
    seen = watch.look()
    assert seen.version >= len(events)
    assert seen.done <= seen.shots or not seen.shots


def test_what_is_kept_is_bounded():
    watch = a_watch()
    for number in range(3 * KEPT):
        watch.says(f"line {number}")
    assert len(watch.look().log) == KEPT
    assert watch.look().log[-1].text == f"line {3 * KEPT - 1}"


def test_it_hears_from_many_threads_at_once():
    watch = a_watch()
    watch.hears(Event("planned"))

    def tell():
        for _ in range(500):
            watch.hears(Event("keyframe", "1-1"))
            watch.look()

    threads = [threading.Thread(target=tell) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert dict(watch.look().takes)["keyframe"] == 2000


def test_what_the_crew_is_at_is_what_its_lanes_hold_in_hand_and_what_tells_how_far_it_is():
    watch = a_watch()
    watch.begins()
    call = InHand("1-1", "clip", "draft", 0.0)
    watch.sees(FloorView((LaneView("cpu", (), (call, InHand("", "cut", "ffmpeg", 0.0)), gone=False),), 0, 0))
    watch.hears(Event("working", "1-2", "keyframe, step 2 of 8"))
    assert watch.look().at_work == {"1-1", "1-2"}
    watch.ends("The crew is done.")
    assert watch.look().at_work == frozenset()
