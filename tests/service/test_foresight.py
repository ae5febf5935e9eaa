"""The time left, as a run tells it."""

import asyncio

from rushes.agents.events import AHEAD, Event
from rushes.service.foresight import Foresight, Run
from rushes.studio.ahead.forecast import Berths
from rushes.studio.pace import Pace, Sample

DRAFTS = Berths({"cpu": 1}, "draft", "draft", ("cpu",), ("cpu",), "cpu", frozenset({"cpu"}))
SHOTS = [f"1-{number}" for number in range(1, 11)]


def a_pace(*works):
    pace = Pace()
    for work, seconds in works:
        pace.note(Sample(work, "draft", "cpu", 1.0, seconds, None, seconds))
    return pace


def told(pace, *events):
    heard = []

    async def run():
        foresight = Foresight(Run(lambda: SHOTS, lambda _shots: 2.0, 3), DRAFTS, pace, heard.append)
        foresight.hear(Event("planned"))
        for event in events:
            foresight.hear(event)
        while foresight._looking:  # noqa: ASYNC110 - a test may wait like this
            await asyncio.sleep(0.01)

    asyncio.run(run())
    return [event.seconds for event in heard if event.step == AHEAD], heard


KNOWN = (("keyframe", 1.0), ("clip", 2.0), ("print", 0.5))


def test_the_rest_is_told_from_what_was_measured():
    left, _ = told(a_pace(*KNOWN), Event("judged-keyframe", "1-1", text="accept: every gate passed"))
    # Ten shots of a second, twice two and twice a half; one of them has its still.
    assert left == [9 * 6.0 + 5.0]


def test_a_weak_take_makes_it_longer():
    fine, _ = told(a_pace(*KNOWN), Event("judged-keyframe", "1-1", text="accept: fine"))
    weak, _ = told(a_pace(*KNOWN), Event("judged-keyframe", "1-1", text="re-roll: too dark"))
    assert weak[0] > fine[0]


def test_nothing_is_told_before_everything_was_measured_once():
    assert told(a_pace(("keyframe", 1.0)), Event("done", "1-1"))[0] == []


def test_every_event_is_passed_on_in_order():
    events = [Event("keyframe", "1-1"), Event("thought", "1-1"), Event("done", "1-1", "shot"), Event("cut")]
    _, heard = told(a_pace(*KNOWN), *events)
    assert [event for event in heard if event.step != AHEAD] == [Event("planned"), *events]


def test_a_finished_film_has_nothing_left_to_tell():
    left, _ = told(a_pace(*KNOWN), *(Event("done", shot) for shot in SHOTS))
    assert len(left) == 1
