"""Trace files: whole lines, torn tails, and what is said of a damaged one."""

import json
import os
import random
from pathlib import Path

import pytest

from rushes.errors import BadTrace, DiskTrouble
from rushes.film.trace import Ended, Entered
from rushes.memory.traces import begin_trace, go_on_with, newest_trace, read_trace
from rushes.service.replay import Replayed, replay

RECORDED = Path(__file__).parents[1] / "traces" / "recorded"
SMALLEST = RECORDED / "crash.jsonl"


def test_what_is_written_is_read(tmp_path):
    before = read_trace(SMALLEST)
    file = begin_trace(tmp_path / "traces" / "run-1.jsonl", before.begin)
    for event in before.events:
        file.write(event)
    file.close()
    assert read_trace(file.file) == before
    assert len(file.file.read_bytes().splitlines()) == len(SMALLEST.read_bytes().splitlines())


def test_a_torn_last_line_is_passed_over_and_cut_off(tmp_path):
    whole = SMALLEST.read_bytes()
    lines = whole.splitlines(keepends=True)
    for end in range(len(whole) - len(lines[-1]) - 3, len(whole)):
        file = tmp_path / "torn.jsonl"
        file.write_bytes(whole[:end])
        events = read_trace(file).events
        assert len(events) in {len(lines) - 2, len(lines) - 3}
        on = go_on_with(file)
        on.write(Ended(t=1.0, outcome="done"))
        on.close()
        again = read_trace(file).events
        assert (again[:-1], again[-1].t) == (events, 1.0)


def test_a_first_line_that_is_torn_is_no_trace(tmp_path):
    file = tmp_path / "torn.jsonl"
    for end in (0, 1, 500):
        file.write_bytes(SMALLEST.read_bytes()[:end])
        with pytest.raises(BadTrace, match="no trace"):
            read_trace(file)


def test_a_newer_trace_is_named_as_one(tmp_path):
    file = tmp_path / "newer.jsonl"
    file.write_text(json.dumps({"event": "premiere", "schema_version": 2, "all": ["else", "is", "new"]}) + "\n")
    with pytest.raises(BadTrace, match=r"newer rushes \(its format is 2, this one knows 1\)"):
        read_trace(file)


def test_a_folder_and_a_missing_file_are_no_traces(tmp_path):
    for file in (tmp_path, tmp_path / "none.jsonl"):
        with pytest.raises(BadTrace, match="There is no trace"):
            read_trace(file)


def test_the_newest_run_is_the_one_with_the_highest_number(tmp_path):
    (tmp_path / "traces").mkdir()
    assert newest_trace(tmp_path) is None
    for name in ("run-2", "run-10", "run-9", "run-10.again-1", "notes"):
        (tmp_path / "traces" / f"{name}.jsonl").touch()
    assert newest_trace(tmp_path) == tmp_path / "traces" / "run-10.jsonl"


def test_a_full_disk_is_said(tmp_path):
    file = begin_trace(tmp_path / "run-1.jsonl", read_trace(SMALLEST).begin)
    file.close()
    full = go_on_with(file.file)
    os.dup2(os.open("/dev/full", os.O_WRONLY), full._lines._handle)
    with pytest.raises(DiskTrouble, match="is full"):
        full.write(Entered(t=0, node="read", shot="", attempt=0, state=""))
    full.close()


@pytest.mark.parametrize(
    ("name", "count"), [("crash", 80), ("climb", 80), ("chat", 60), ("plain", 30), ("human", 25), ("badly", 25)]
)
def test_three_hundred_damaged_traces_are_replayed_or_refused_in_one_sentence(name, count, thousand, tmp_path):
    whole = (RECORDED / f"{name}.jsonl").read_bytes()
    file = tmp_path / "damaged.jsonl"
    refused = 0
    for number in range(count * 10 if thousand else count):
        dice = random.Random(f"{name}/{number}")
        file.write_bytes(dice.choice(DAMAGES)(whole, dice))
        try:
            assert isinstance(replay(file), Replayed)
        except BadTrace as error:
            refused += 1
            assert "\n" not in str(error), str(error)
            assert len(str(error)) < 600
    assert refused > count // 5


def flipped(whole, dice):
    at = dice.randrange(len(whole))
    return whole[:at] + bytes([whole[at] ^ (1 << dice.randrange(8))]) + whole[at + 1 :]


def holed(whole, dice):
    at = dice.randrange(len(whole))
    return whole[:at] + whole[at + dice.randrange(1, 3000) :]


def zeroed(whole, dice):
    at, length = dice.randrange(len(whole)), dice.randrange(1, 600)
    return whole[:at] + bytes(length) + whole[at + length :]


def line_by_line(change):
    def damaged(whole, dice):
        lines = whole.splitlines(keepends=True)
        change(lines, dice)
        return b"".join(lines)

    return damaged


def left_out(lines, dice):
    del lines[dice.randrange(len(lines))]


def doubled(lines, dice):
    at = dice.randrange(len(lines))
    lines.insert(dice.randrange(len(lines)), lines[at])


def swapped(lines, dice):
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


def other_value(lines, dice):
    """One value anywhere in a line becomes another: of its own type, of another, or a monster."""
    at = 0 if dice.random() < 0.4 else dice.randrange(len(lines))
    event = json.loads(lines[at])
    place = event
    while True:
        keys = list(place) if isinstance(place, dict) else range(len(place))
        if not keys:
            break
        key = dice.choice(list(keys))
        if isinstance(place[key], dict | list) and place[key] and dice.random() < 0.85:
            place = place[key]
            continue
        place[key] = dice.choice(MONSTERS)
        break
    lines[at] = json.dumps(event).encode() + b"\n"


def deep(lines, dice):
    lines[dice.randrange(len(lines))] = b'{"event":' + b"[" * 20_000 + b"\n"


MONSTERS = [
    None, True, "", "1-1", "1-1/k1", "x" * 5000, "\x00\x1b[2J", "\udcff", -1, 0, 1, 2**70, 1e308, 0.5, [], {}, ["a"], {"a": 1},
    "approve", "PLANNED", "planned", "enter", "../../etc/passwd",
]  # fmt: skip
LINES = [left_out, doubled, swapped, other_value, other_value, other_value, deep]
DAMAGES = [flipped, flipped, holed, zeroed, *(line_by_line(change) for change in LINES)]
