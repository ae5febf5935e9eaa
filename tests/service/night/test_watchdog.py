"""The watchdog, with scripted workers: restarts, silence, the deadline, stops, and what stands in its log."""

import json
import signal
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from doubles.night_crew import NIGHT, an_asked
from doubles.processes import members
from doubles.productions import a_project
from doubles.scripted_hand import ScriptedHand

from rushes.film.night_log import DEADLINE, STOPPED, NightBegan, What
from rushes.memory.nights import begin_night, nights_folder, read_night
from rushes.service.night import journal, watchdog
from rushes.service.night.clock import Clock
from rushes.service.night.hand import Hand
from rushes.service.night.restarts import wait_before_restart
from rushes.service.night.standing import lay_out
from rushes.service.night.watchdog import Watchdog

DONE = "nothing is left to better"
TAKE = {
    "event": {"step": "clip", "shot": "1-1", "text": "1-1/c1", "seconds": 1.0, "picture": ""},
    "project": "film",
    "run": "run-1",
}
ENDED = {"ended": DONE}
CANARY = 'sk-"canary"\\ä-4711'


class Kept:
    """A watchdog over a project, its hands, and what it said."""

    def __init__(self, folder, hands, *, stopping=None, clock=None, **asked):
        self.folder, self.hands, self.said, self.told = folder, list(hands), [], []
        self.started = []
        self.asked = an_asked(folder, **asked)
        self.stopping = stopping or threading.Event()
        lay_out([folder])
        begin = NightBegan(rushes="1", night=NIGHT, at=datetime.now(UTC), limits=self.asked.limits, disk=0)
        begin_night(folder, begin).close()
        self.dog = Watchdog(
            self.asked,
            tell=self.told.append,
            say=self.said.append,
            stopping=self.stopping,
            clock=clock,
            start=self.start,
        )

    def start(self, asked):
        self.started.append(self.hands.pop(0))
        self.started[-1].asked = asked
        return self.started[-1]

    @property
    def log(self):
        return read_night(self.folder, NIGHT)

    @property
    def journal(self):
        return [json.loads(line) for line in (nights_folder(self.folder) / journal.NAME).read_text().splitlines()]


@pytest.fixture
def folder(tmp_path):
    return a_project(tmp_path / "film")


@pytest.fixture(autouse=True)
def waits(monkeypatch):
    """The waits before restarts, which take no time here."""
    asked = []

    def at_once(takes):
        wait = wait_before_restart(takes)
        asked.append(wait)
        return None if wait is None else 0.0

    monkeypatch.setattr(watchdog, "wait_before_restart", at_once)
    return asked


def hurried(step=50.0):
    """A steady clock that goes on by so many seconds whenever it is asked."""
    ticks = count()
    return Clock(steady=lambda: next(ticks) * step)


def test_a_worker_that_does_its_work_ends_the_night(folder):
    kept = Kept(folder, [ScriptedHand([TAKE, {"says": "a word"}, {"beat": 1}, ENDED])])
    assert kept.dog.keep() == DONE
    assert [event.step for event in kept.told] == ["clip"]
    assert kept.said == ["a word"]
    assert kept.started[0].asked == kept.asked
    assert kept.log.of(What.LOST, What.END) == [], "the worker writes its own end"


def test_a_worker_that_ends_without_a_word_is_lost_and_another_goes_on(folder, waits):
    kept = Kept(folder, [ScriptedHand([TAKE], 1, "Traceback: oh"), ScriptedHand((), -9), ScriptedHand([ENDED])])
    assert kept.dog.keep() == DONE
    assert [one.text for one in kept.log.of(What.LOST)] == ["it ended with exit code 1", "it was killed by SIGKILL"]
    assert waits == [5, 5], "a take was made, so the second loss is the first in a row"
    lost = [line for line in kept.journal if "lost" in line]
    assert (lost[0]["last_words"], lost[0]["takes"]) == ("Traceback: oh", 1)


def test_an_exit_code_of_0_without_an_end_is_a_loss_and_so_is_an_end_with_another_code(folder):
    kept = Kept(folder, [ScriptedHand((), 0), ScriptedHand([ENDED], 1), ScriptedHand([ENDED])])
    assert kept.dog.keep() == DONE
    assert len(kept.log.of(What.LOST)) == 2


def test_trouble_is_told_as_the_worker_told_it(folder):
    trouble = {"trouble": "The disk is full. Free some space."}
    kept = Kept(folder, [ScriptedHand([trouble], 75), ScriptedHand([ENDED])])
    assert kept.dog.keep() == DONE
    assert [one.text for one in kept.log.of(What.LOST)] == [trouble["trouble"]]
    assert kept.said == [f"The crew's process was lost: {trouble['trouble']}"]


def test_after_eight_losses_in_a_row_it_gives_up_with_an_end_and_a_report(folder, waits):
    kept = Kept(folder, [ScriptedHand((), 1) for _ in range(9)])
    assert kept.dog.keep() == "its worker was lost 8 times"
    assert waits == [5, 15, 45, 135, 300, 300, 300, None]
    assert len(kept.hands) == 1
    assert (kept.log.ended, kept.log.stands) == ("its worker was lost 8 times", True)
    report = json.loads((nights_folder(folder) / f"{NIGHT}.json").read_text())
    assert len(report["lost"]) == 8


def test_who_never_came_to_write_a_log_is_given_up_without_one(folder):
    kept = Kept(folder, [ScriptedHand((), 1) for _ in range(9)])
    (nights_folder(folder) / f"{NIGHT}.jsonl").unlink()
    assert kept.dog.keep() == "its worker was lost 8 times"
    assert not (nights_folder(folder) / f"{NIGHT}.jsonl").exists()


def test_a_silent_worker_is_killed_and_another_goes_on(folder):
    kept = Kept(folder, [ScriptedHand([TAKE, {"beat": 1}], None), ScriptedHand([ENDED])], clock=hurried())
    assert kept.dog.keep() == DONE
    assert kept.started[0].heard == ["kill"]
    assert "it showed no sign of life for 6" in kept.log.of(What.LOST)[0].text


def test_a_worker_that_gives_a_sign_now_and_then_is_left_alone(folder):
    kept = Kept(folder, [ScriptedHand([{"beat": 1}] * 50 + [ENDED])], clock=hurried())
    assert kept.dog.keep() == DONE
    assert kept.started[0].heard == []


def test_a_worker_that_works_past_the_deadline_is_killed_and_the_night_ends(folder):
    until = datetime.now(UTC) + timedelta(hours=1)
    day = iter([until - timedelta(seconds=5), until + timedelta(seconds=30)])
    clock = Clock(lambda: next(day, until + timedelta(seconds=61)))
    kept = Kept(folder, [ScriptedHand([TAKE], None), ScriptedHand([ENDED])], clock=clock, until=until)
    assert kept.dog.keep() == DEADLINE
    assert kept.started[0].heard == ["kill"]
    assert len(kept.hands) == 1, "no other one is started"
    assert [one.text for one in kept.log.of(What.LOST, What.END)] == ["it worked past the deadline", DEADLINE]


def test_a_loss_shortly_before_the_deadline_is_not_waited_out_beyond_it(folder, monkeypatch):
    monkeypatch.setattr(watchdog, "wait_before_restart", lambda _takes: 300.0)
    until = datetime.now(UTC) + timedelta(seconds=0.6)
    kept = Kept(folder, [ScriptedHand((), 1), ScriptedHand([ENDED])], until=until)
    began = time.monotonic()
    assert kept.dog.keep() == DEADLINE
    assert time.monotonic() - began < 10
    assert kept.log.ended == DEADLINE


def test_a_stop_reaches_the_worker_which_ends_by_itself(folder):
    stopping = threading.Event()
    stopping.set()
    kept = Kept(folder, [ScriptedHand([TAKE], None, stops={"ended": STOPPED})], stopping=stopping)
    assert kept.dog.keep() == STOPPED
    assert kept.started[0].heard == ["stop"]


def test_a_worker_that_does_not_hear_a_stop_is_killed(folder):
    stopping = threading.Event()
    stopping.set()
    kept = Kept(folder, [ScriptedHand([{"beat": 1}] * 30, None)], stopping=stopping, clock=hurried())
    assert kept.dog.keep() == STOPPED
    assert kept.started[0].heard == ["stop", "kill"]
    assert "it did not stop in 3" in kept.log.of(What.LOST)[0].text
    assert (kept.log.ended, kept.log.stands) == (STOPPED, False), "it may be gone on with"


def test_a_stop_while_it_waits_for_a_restart_ends_the_night(folder, monkeypatch):
    monkeypatch.setattr(watchdog, "wait_before_restart", lambda _takes: 300.0)
    stopping = threading.Event()
    kept = Kept(folder, [ScriptedHand((), 1)], stopping=stopping)
    threading.Timer(0.3, stopping.set).start()
    assert kept.dog.keep() == STOPPED
    assert kept.log.ended == STOPPED


def test_every_line_of_the_log_is_json_with_the_nights_name_and_no_secret(folder, monkeypatch):
    monkeypatch.setenv("RUSHES_SERVER_KEY", CANARY)
    event = {
        "event": {"step": "studio", "shot": "", "text": f"401 {CANARY}", "seconds": 0.0, "picture": ""},
        "project": "film",
        "run": "run-1",
    }
    words = [event, {"says": f"says {CANARY}"}, {"trouble": f"wrong key: {CANARY}"}]
    long = f"{CANARY} {'x' * (2000 - len(CANARY) // 2 - 1)}"  # its last 2000 letters begin in the middle of it
    kept = Kept(folder, [ScriptedHand(words, 75, long), ScriptedHand([ENDED])])
    kept.dog.keep()
    assert {line["night"] for line in kept.journal} == {NIGHT}
    assert all({"at", "level", "who"} <= line.keys() for line in kept.journal)
    everything = "".join(file.read_text() for file in nights_folder(folder).iterdir() if file.suffix == ".jsonl")
    for part in (CANARY, json.dumps(CANARY)[1:-1], CANARY[len(CANARY) // 2 :]):
        assert part not in everything
    assert "[secret]" in everything


def test_the_log_is_rotated_and_old_files_go(folder, monkeypatch):
    monkeypatch.setattr(journal, "SIZE", 2000)
    monkeypatch.setattr(journal, "FILES", 2)
    kept = Kept(folder, [ScriptedHand([*[TAKE] * 100, ENDED])])
    kept.dog.keep()
    files = sorted(file.name for file in nights_folder(folder).glob(f"{journal.NAME}*"))
    assert files == [journal.NAME, f"{journal.NAME}.1", f"{journal.NAME}.2"]
    for file in files:
        text = (nights_folder(folder) / file).read_text()
        assert len(text) <= 2000
        assert all(json.loads(line)["night"] == NIGHT for line in text.splitlines())


# One small contract for the double and the real hand.

TALKS = """
import json, sys, time
asked = json.loads(sys.stdin.readline())
print("no json", flush=True)
print(json.dumps({"says": asked["night"]}), flush=True)
print("last words", file=sys.stderr, flush=True)
if sys.argv[1] == "stays":
    sys.stdin.readline()
    print(json.dumps({"ended": "it was stopped"}), flush=True)
sys.exit(int(sys.argv[2]))
"""


def a_hand(real, asked, *, stays, code):
    if real:
        return Hand(asked, [sys.executable, "-c", TALKS, "stays" if stays else "goes", str(code)])
    stops = {"ended": STOPPED} if stays else None
    return ScriptedHand([{"says": asked.night}], None if stays else code, "last words", stops)


def until(holds, seconds=10.0):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def all_said(hand):
    heard = []
    until(lambda: heard.append(hand.said(0.05)) or hand.over)
    return [word for word in heard if word]


@pytest.mark.parametrize("real", [True, False])
def test_a_hand_says_what_it_says_and_how_it_ended(folder, real):
    hand = a_hand(real, an_asked(folder), stays=False, code=3)
    assert all_said(hand) == [{"says": NIGHT}]
    hand.kill()
    assert (hand.code, hand.how(), hand.over) == (3, "it ended with exit code 3", True)
    assert hand.last_words == "last words"


@pytest.mark.parametrize("real", [True, False])
def test_a_hand_stays_until_it_is_stopped(folder, real):
    hand = a_hand(real, an_asked(folder), stays=True, code=0)
    until(lambda: hand.said(0.05) == {"says": NIGHT})
    assert not hand.over
    assert hand.code is None
    hand.stop()
    assert all_said(hand) == [{"ended": STOPPED}]
    hand.kill()
    assert hand.code == 0


@pytest.mark.parametrize("real", [True, False])
def test_a_hand_is_killed_with_a_word(folder, real):
    hand = a_hand(real, an_asked(folder), stays=True, code=0)
    hand.kill()
    hand.stop()
    hand.kill()
    until(lambda: hand.over or hand.said(0.0))
    assert hand.code == -signal.SIGKILL
    assert hand.how() == "it was killed by SIGKILL"


def test_a_killed_hand_takes_with_it_what_it_started(folder):
    code = "import subprocess, sys, time; print('{\"pid\": %d}' % subprocess.Popen(['sleep', '60'], stdout=2).pid, flush=True); time.sleep(60)"
    hand = Hand(an_asked(folder), [sys.executable, "-c", code])
    child, group = hand.said(10)["pid"], hand._child.pid
    assert child in members(group)
    hand.kill()
    until(lambda: not members(group))


def test_a_worker_whose_watchdog_is_gone_hears_of_it(folder):
    """Its orders end: as good as a stop."""
    hand = a_hand(True, an_asked(folder), stays=True, code=0)
    hand._child.stdin.close()
    assert all_said(hand)[-1] == {"ended": STOPPED}
    hand.kill()
