"""A run's lines, the graphs' figures and what stands behind a line: all there is to the trace room but its screen."""

import json
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from rushes.errors import BadTrace
from rushes.film.graph_figure import Shape, figure
from rushes.film.timeline import timeline
from rushes.film.trace import Called, event_from
from rushes.graph import build_film, build_shot
from rushes.memory.traces import read_trace
from rushes.tui.pane import laid_out
from rushes.tui.tracing.behind import behind
from rushes.tui.tracing.graphs import BRANCHES, drawn, graphs, lights
from rushes.tui.tracing.lines import Kind, kind_of
from rushes.tui.tracing.reading import TraceReader, event_at, traces_of
from rushes.tui.tracing.roll import Roll

RECORDED = Path(__file__).parents[1] / "traces" / "recorded"
NAMES = sorted(file.stem for file in RECORDED.glob("*.jsonl"))

HOSTILE = "[NIGHT] [/b] [@click=app.quit]x[/] \x1b]52;c;aGk=\x07 \x1b[2J \u202egnorw\u2069 \x9b31m \x00 [bold"
DANGEROUS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def told(file, roll=None):
    """A whole trace as the room reads it."""
    reader, roll = TraceReader(file), roll or Roll()
    while True:
        piece = reader.read()
        roll.add(piece.lines, piece.unfinished if piece.done else ())
        if piece.done:
            return roll


def facts(line, text=None):
    return line.sitting, line.t, line.shot, text or line.text, line.seconds


# Lines.


@pytest.mark.parametrize("name", NAMES)
def test_lines_are_the_timelines_rows_and_know_their_place(name):
    file = RECORDED / f"{name}.jsonl"
    rows, lines = list(timeline(read_trace(file))), told(file).lines
    assert [facts(line) for line in lines] == [facts(row, row.text[:300]) for row in rows]
    assert all(line.node == row.node for line, row in zip(lines, rows, strict=True) if row.node)
    for line in lines:
        event = event_at(file, line.at)
        assert kind_of(event) is line.kind
        assert getattr(event, "shot", "") == line.shot


@pytest.mark.parametrize("name", NAMES)
def test_a_growing_trace_is_read_on_from_where_it_was_left(name, tmp_path):
    whole = (RECORDED / f"{name}.jsonl").read_bytes()
    begun = whole.index(b"\n") + 1
    cuts = sorted({begun, len(whole), *random.Random(name).sample(range(begun, len(whole)), 40)})
    file, roll = tmp_path / "run-1.jsonl", Roll()
    reader = TraceReader(file)
    for cut in cuts:
        file.write_bytes(whole[:cut])
        assert reader.changed()
        done = False
        while not done:
            piece = reader.read()
            roll.add(piece.lines, piece.unfinished)
            done = piece.done
        assert not reader.changed()
    assert roll.lines == told(RECORDED / f"{name}.jsonl").lines
    file.write_bytes(whole[:begun])
    assert reader.replaced()


def test_the_first_piece_is_small(tmp_path):
    lines = (RECORDED / "badly.jsonl").read_bytes().splitlines(keepends=True)
    file = tmp_path / "run-1.jsonl"
    file.write_bytes(lines[0] + b"".join(lines[1:-1]) * 20 + lines[-1])
    reader = TraceReader(file)
    first = reader.read()
    assert first.lines
    assert not first.done
    assert first.share < 0.1
    assert first.heading.run == "run-1"


@pytest.mark.parametrize(
    "harm",
    [
        lambda lines: [b"", *lines],
        lambda lines: [b'{"event":"begin"}', *lines[1:]],
        lambda lines: [lines[0].replace(b'"schema_version":1', b'"schema_version":9', 1), *lines[1:]],
        lambda lines: [lines[0]],
    ],
)
def test_a_trace_that_does_not_begin_is_damaged_in_the_readers_own_words(harm, tmp_path):
    lines = (RECORDED / "plain.jsonl").read_bytes().splitlines()
    file = tmp_path / "run-1.jsonl"
    file.write_bytes(b"\n".join(harm(lines)))
    with pytest.raises(BadTrace) as meant:
        read_trace(file)
    with pytest.raises(BadTrace) as said:
        TraceReader(file).read()
    assert str(said.value) == str(meant.value)


@pytest.mark.parametrize("harm", [lambda line: line.replace(b'"t":', b'"t":-'), lambda line: line[:20], lambda _: b""])
def test_what_stands_before_a_damaged_line_is_told_first(harm, tmp_path):
    lines = (RECORDED / "plain.jsonl").read_bytes().splitlines()
    file = tmp_path / "run-1.jsonl"
    file.write_bytes(b"\n".join([*lines[:40], harm(lines[40]), *lines[41:], b""]))
    reader = TraceReader(file)
    piece = reader.read()
    whole = told(RECORDED / "plain.jsonl").lines
    assert list(piece.lines) == whole[: len(piece.lines)]
    assert len(piece.lines) > 15
    with pytest.raises(BadTrace) as meant:
        read_trace(file)
    for _ in range(2):
        with pytest.raises(BadTrace, match="line 41") as said:
            reader.read()
        assert str(said.value) == str(meant.value)


def test_runs_come_in_the_order_of_their_numbers(tmp_path):
    assert traces_of(tmp_path) == ()
    (tmp_path / "traces").mkdir()
    for name in ("run-10", "run-2", "run-1", "run-x", "other"):
        (tmp_path / "traces" / f"{name}.jsonl").touch()
    assert [file.stem for file in traces_of(tmp_path)] == ["run-1", "run-2", "run-10"]


def test_ways_through_a_roll():
    roll = told(RECORDED / "human.jsonl")
    mine = list(roll.of("1-2"))
    assert mine == [index for index, line in enumerate(roll.lines) if line.shot == "1-2"]
    assert list(roll.of(None)) == list(range(len(roll.lines)))
    assert list(roll.of("9-9")) == []
    assert roll.beside(mine[3], 1) == mine[4]
    assert roll.beside(mine[3], -1) == mine[2]
    assert roll.beside(mine[0], -1) is None
    assert roll.beside(mine[-1], 1) is None
    assert all(roll.at(line.at) == index for index, line in enumerate(roll.lines))


# The graphs.


def edges_drawn(laid):
    """The edges that a figure shows, read off its characters."""
    first = {place.first: node for node, place in laid.places.items()}
    last = {place.last: node for node, place in laid.places.items()}
    shown = set()
    for place in laid.places.values():
        if laid.line[place.last + 1 : place.last + 2] == "→":
            shown.add((last[place.last], first[place.last + 3]))
    for arc in laid.arcs:
        for run in re.finditer(r"[^ ]+", arc):
            (head,) = (column for column in range(*run.span()) if arc[column] == "▲")
            tails = [column for column in range(*run.span()) if arc[column] in "┴┘└"]
            shown |= {(last[column], first[head]) for column in tails}
    return shown


@pytest.mark.parametrize(("which", "build"), [("film", build_film), ("shot", build_shot)])
def test_a_figure_shows_the_graph_as_it_is(which, build):
    graph = build().get_graph()
    ends = {"__start__", "__end__"}
    laid = figure(getattr(graphs(), which))
    assert set(laid.places) == set(graph.nodes) - ends
    assert edges_drawn(laid) == {(one.source, one.target) for one in graph.edges if not {one.source, one.target} & ends}
    assert max(map(len, (laid.line, *laid.arcs))) <= 78
    assert len(laid.arcs) <= 3
    for node, place in laid.places.items():
        assert laid.line[place.first : place.last + 1] == node


def test_any_graph_is_drawn_with_all_its_edges():
    for seed in range(200):
        chance = random.Random(seed)
        nodes = tuple(f"node{number}" for number in range(chance.randint(1, 8)))
        edges = frozenset((a, b) for a in nodes for b in nodes if chance.random() < 0.3)
        assert edges_drawn(figure(Shape(nodes, edges))) == edges


def test_the_shots_branches_run_in_a_node_of_the_film():
    known = graphs()
    assert BRANCHES in known.film.nodes
    assert not set(known.film.nodes) & set(known.shot.nodes)


def test_the_lit_node_at_each_step_of_a_known_run():
    known, roll = graphs(), told(RECORDED / "climb.jsonl")
    lit = [lights(known, roll, index) for index in range(len(roll.lines))]
    still = ["compose", "keyframe", "keyframe", "judge_keyframe", "judge_keyframe"]
    unmade = ["compose", "keyframe", "keyframe", "judge_keyframe"]
    clip = ["motion", "motion", "judge_clip", "judge_clip"]
    shot = [*still, *unmade, *still, *clip, *clip, *still, *clip, "finish", "finish", "approve", "done"]
    before = ["read", "plan", "plan", "approve_plan", "bible", "approve_bible"]
    after = ["review", "cut", "cut", "report", ""]
    assert [film.lit for film, _ in lit] == [*before, *["shoot"] * len(shot), *after]
    assert [branch.lit for _, branch in lit] == [*[""] * len(before), *shot, *[""] * len(after)]
    film, branch = lit[before.index("approve_bible") + 1]
    assert film.passed == {*before, "shoot"}
    assert branch.passed == {"compose"}
    film, branch = lit[len(before) + len(shot) - 1]
    assert branch.passed == set(known.shot.nodes)
    assert lit[-1][0].passed == set(known.film.nodes)


def test_a_persons_word_lights_the_node_that_waited_for_it():
    known, roll = graphs(), told(RECORDED / "human.jsonl")
    words = [index for index, line in enumerate(roll.lines) if line.kind is Kind.PERSON]
    lit = [lights(known, roll, index) for index in words]
    assert [(film.lit, branch.lit) for film, branch in lit] == [("approve_plan", ""), *[("shoot", "approve")] * 5]


def test_lit_and_passed_nodes_are_told_by_signs_too():
    known, roll = graphs(), told(RECORDED / "climb.jsonl")
    _, branch = lights(known, roll, 9)
    line = drawn(figure(known.shot), branch)
    assert line.plain.startswith("✓compose→✓keyframe→▶judge_keyframe→·motion→")
    assert line.plain.count("▶") == 1
    (span,) = [span for span in line.spans if "reverse" in str(span.style)]
    assert line.plain[span.start : span.end] == "▶judge_keyframe"


def test_the_graphs_are_not_loaded_by_the_pieces_of_the_room():
    script = """
import sys
import rushes.film.graph_figure, rushes.tui.tracing.graphs, rushes.tui.tracing.timeline_list
import rushes.tui.tracing.reading, rushes.tui.tracing.finding, rushes.tui.dialogs.sheet
print(sorted({"langgraph", "rushes.graph"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr[-2000:]


# What stands behind a line.


def parts_of(file, wanted):
    """By heading, what stands behind the first line that is wanted."""
    line = next(line for line in told(file).lines if wanted(line))
    event = event_at(file, line.at)
    return event, {part.name: part.text for part in behind(event)}


def test_behind_a_question_stand_the_request_and_the_answer():
    event, parts = parts_of(RECORDED / "badly.jsonl", lambda line: line.text.startswith("asks critic/1-1/k1"))
    assert parts["request"] == event.request
    assert parts["asked critic/1-1/k1"].startswith("in judge_keyframe of 1-1; ")
    assert json.loads(parts["answer"]) == json.loads(json.loads(event.answer)["content"])
    assert parts["answer"].splitlines()[1].startswith('  "decision": ')
    _, parts = parts_of(RECORDED / "badly.jsonl", lambda line: "delete_everything" in line.text)
    assert json.loads(parts["calls"])[0]["args"] == {"path": "/"}
    assert "answer" not in parts
    event, parts = parts_of(RECORDED / "plain.jsonl", lambda line: line.kind is Kind.ASKED)
    assert json.loads(parts["answer"]) == json.loads(event.answer)


def test_behind_a_tools_call_stand_its_slate_media_and_measures():
    event, parts = parts_of(RECORDED / "plain.jsonl", lambda line: line.kind is Kind.MADE and line.node == "motion")
    assert json.loads(parts["slate"])["seed"] == event.slate.seed
    assert parts["key"] == event.key
    assert parts["media"].startswith(f"{event.made.sha256}{event.made.suffix}\n")
    assert len(parts["measures"].splitlines()) == len(event.made.measures)


def test_behind_the_rest_stands_what_was_said():
    human = RECORDED / "human.jsonl"
    _, parts = parts_of(human, lambda line: "closer" in line.text)
    assert parts["note"] == "closer, and let it rain"
    _, parts = parts_of(human, lambda line: line.text.startswith("waiting for a person: 1-1"))
    assert parts["waiting"] == "1-1\n1-2\n2-1"
    _, parts = parts_of(human, lambda line: line.kind is Kind.VERDICT)
    assert parts["words"] == "accept: every gate passed"
    event, parts = parts_of(human, lambda line: line.text.startswith("done: keyframe"))
    assert json.loads(parts["update"]) == event.update
    _, parts = parts_of(RECORDED / "climb.jsonl", lambda line: line.kind is Kind.FAILED)
    assert "error" in parts
    assert "media" not in parts
    for file in RECORDED.glob("*.jsonl"):
        for line in file.read_bytes().splitlines()[1:]:
            assert behind(event_from(line))[0].name


@pytest.mark.parametrize("width", [1, 7, 40, 78])
def test_hostile_texts_come_out_clean_and_whole(width):
    deep, signs = "[" * 100_000, json.dumps({"content": HOSTILE, "tool_calls": HOSTILE, HOSTILE: 1})
    for text in (HOSTILE, json.dumps([HOSTILE]), signs, deep, "日本" * 100, "a\tb\r\n" * 3):
        asked = {"event": "asked", "t": 0, "label": HOSTILE, "shot": HOSTILE, "node": HOSTILE, "digest": HOSTILE}
        event = event_from(json.dumps({**asked, "request": text, "answer": text, "seconds": 0}).encode())
        lines = [words for _, words in laid_out(behind(event), width)]
        assert not DANGEROUS.search("".join(lines))
        if text is HOSTILE and width == 78:
            assert sum("[NIGHT] [/b] [@click=app.quit]x[/]" in line for line in lines) > 3
        if text is deep:
            assert sum(map(len, lines)) > 200_000


def test_only_a_tools_call_is_a_takes_making():
    event, _ = parts_of(RECORDED / "plain.jsonl", lambda line: line.kind is Kind.MADE and line.node == "keyframe")
    assert isinstance(event, Called)
    assert event.slate.key == event.key
