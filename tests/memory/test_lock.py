"""Who holds a project, and who keeps its nights: told by the lock, which dies with its holder, and not by a name."""

import os
import signal
import subprocess
import sys

import pytest

from rushes.errors import Interrupted, ProjectBusy
from rushes.memory.lock import LOCK_NAME, held_elsewhere, holder, keeping_night, working_at_night, writing

HOLDS = """
import sys, time
from pathlib import Path
from rushes.memory import lock
with getattr(lock, sys.argv[1])(Path(sys.argv[2]), *([lambda: None] if sys.argv[1] == "working_at_night" else [])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def held_by_another(tmp_path):
    """Another process that holds the folder as it is told to, until it is killed."""
    others = []

    def hold(how):
        other = subprocess.Popen([sys.executable, "-c", HOLDS, how, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        others.append(other)
        assert other.stdout.readline() == "held\n"
        return other

    yield hold
    for other in others:
        kill(other)


def kill(other):
    other.send_signal(signal.SIGKILL)
    other.wait()
    other.stdout.close()


def test_nobody_holds_a_folder_that_was_never_held(tmp_path):
    assert holder(tmp_path) is None
    assert holder(tmp_path / "nowhere") is None


def test_the_holder_is_named_while_it_holds(tmp_path):
    with writing(tmp_path):
        assert holder(tmp_path) == os.getpid()
        assert held_elsewhere(tmp_path) == 0
    assert holder(tmp_path) is None


def test_asking_who_holds_takes_nothing_from_the_holder(tmp_path, held_by_another):
    other = held_by_another("keeping_night")
    assert [holder(tmp_path) for _ in range(3)] == [other.pid] * 3
    assert held_elsewhere(tmp_path) == other.pid
    with pytest.raises(ProjectBusy), keeping_night(tmp_path):
        pass


def test_a_second_night_is_refused_with_who_keeps_the_first_and_the_way_out(tmp_path, held_by_another):
    other = held_by_another("keeping_night")
    with pytest.raises(ProjectBusy) as refused, keeping_night(tmp_path):
        pass
    assert refused.value.title == f"A night is under way in {tmp_path} (process {other.pid})."
    assert "rushes overnight stop" in refused.value.way_out


def test_a_killed_holders_name_is_no_proof(tmp_path, held_by_another):
    kill(held_by_another("keeping_night"))
    assert (tmp_path / f"{LOCK_NAME}.holder").is_file()
    assert holder(tmp_path) is None
    with keeping_night(tmp_path):
        assert holder(tmp_path) == os.getpid()


@pytest.mark.parametrize("name", ["", "{}", "[]", '{"pid": "x"}', '{"pid": null}', "\x00", "12"])
def test_a_name_that_cannot_be_read_is_none(tmp_path, held_by_another, name):
    held_by_another("keeping_night")
    (tmp_path / f"{LOCK_NAME}.holder").write_text(name)
    assert holder(tmp_path) is None
    with pytest.raises(ProjectBusy, match="process unknown"), keeping_night(tmp_path):
        pass


def test_a_worker_waits_for_the_one_before_it(tmp_path, held_by_another):
    other, waited = held_by_another("working_at_night"), []

    def waits():
        waited.append(1)
        if len(waited) == 2:
            kill(other)

    with working_at_night(tmp_path, waits):
        assert len(waited) >= 2
        assert holder(tmp_path) is None, "the watchdog's lock is another"


def test_a_worker_may_give_up_waiting(tmp_path, held_by_another):
    held_by_another("working_at_night")

    def waits():
        raise Interrupted("The night was over.")

    with pytest.raises(Interrupted), working_at_night(tmp_path, waits):
        pass
