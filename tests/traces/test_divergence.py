"""Where a run leaves its trace, and how that is said."""

import json
import random

import pytest
from recorded_runs import RECORDED, RUNS

from rushes import graph
from rushes.agents.brain import HouseRules, Opinion, TakeBrief
from rushes.agents.model.brain import ModelBrain
from rushes.film.take import Decision
from rushes.service.replay import replay


def lines_of(name):
    return (RECORDED / f"{name}.jsonl").read_text().splitlines()


def replayed(tmp_path, lines):
    file = tmp_path / "changed.jsonl"
    file.write_text("".join(f"{line}\n" for line in lines))
    return replay(file)


def changed(tmp_path, name, number, change):
    """The trace with the event of one line (counted from 1) changed, or left out where `change` returns None."""
    lines = lines_of(name)
    event = change(json.loads(lines[number - 1]))
    lines[number - 1 : number] = [] if event is None else [json.dumps(event)]
    return replayed(tmp_path, lines)


def having(name, kind, *, skip=lambda event: False):
    """The numbers of the lines with that event, of those that count: what a kill undid is done again later."""
    events = [json.loads(line) for line in lines_of(name)]
    return [n for n, event in enumerate(events, start=1) if event["event"] == kind and not skip(event)]


def sample(numbers, count):
    return sorted(random.Random(7).sample(numbers, min(count, len(numbers))))


@pytest.mark.parametrize("name", ["climb", "human", "chat", "badly"])
def test_another_answer_of_a_node_is_found_at_its_line(name, tmp_path):
    for number in sample(having(name, "leave", skip=lambda event: not event["update"]), 8):
        left = json.loads(lines_of(name)[number - 1])
        field = next(iter(left["update"]))
        before = left["update"][field]
        done = changed(tmp_path, name, number, lambda event, f=field: _with(event, update={**event["update"], f: "x9"}))
        assert done.divergence, number
        where = (done.divergence.line, done.divergence.shot, done.divergence.node, done.divergence.about)
        assert where == (number, left["shot"], left["node"], field)
        assert (done.divergence.expected, done.divergence.got) == ("'x9'", repr(before)[:160])


@pytest.mark.parametrize("name", ["climb", "human", "spent"])
def test_another_node_or_a_missing_one_is_found_where_it_stood(name, tmp_path):
    for number in sample(having(name, "leave"), 6):
        left = json.loads(lines_of(name)[number - 1])
        done = changed(tmp_path, name, number, lambda event: _with(event, node="rehearse"))
        assert done.divergence, number
        assert done.divergence.shot == left["shot"]
        assert "rehearse" in str(done.divergence) or done.divergence.node == left["node"]
        gone = changed(tmp_path, name, number, lambda _event: None)
        assert gone.divergence, number
        assert gone.divergence.shot == left["shot"]


@pytest.mark.parametrize("name", ["climb", "plain", "crash"])
def test_another_slate_is_shown_where_it_differs(name, tmp_path):
    for number in sample(having(name, "tool"), 6):
        call = json.loads(lines_of(name)[number - 1])
        slate = {**call["slate"], "seed": 12345}
        done = changed(tmp_path, name, number, lambda event, s=slate: _with(event, slate=s))
        assert done.divergence
        told = (done.divergence.shot, done.divergence.about, done.divergence.expected, done.divergence.got)
        assert told == (call["shot"], f"the {call['kind']}'s slate, seed", "12345", str(call["slate"]["seed"]))
        other = changed(tmp_path, name, number, lambda event: _with(event, key="0" * 64))
        assert other.divergence
        assert (other.divergence.shot, other.divergence.about[:8]) == (call["shot"], f"the {call['kind']}"[:8])


def test_other_media_show_in_what_is_made_from_them(tmp_path):
    number = having("plain", "tool", skip=lambda event: event["kind"] != "keyframe")[0]
    shot = json.loads(lines_of("plain")[number - 1])["shot"]
    done = changed(tmp_path, "plain", number, lambda event: _with(event, made={**event["made"], "sha256": "ab" * 32}))
    assert done.divergence
    assert (done.divergence.shot, done.divergence.about) == (shot, "the clip's slate, parents[0]")


def test_another_word_of_a_person_leads_another_way(tmp_path):
    words = having("human", "human", skip=lambda event: event["word"] != "reject")
    done = changed(tmp_path, "human", words[0], lambda event: _with(event, word="approve"))
    assert done.divergence
    assert (done.divergence.shot, done.divergence.node) == ("1-2", "approve")
    assert (done.divergence.expected, done.divergence.got) == ("'reject'", "'approve'")


def test_other_settings_show_in_the_first_slate(tmp_path):
    lines = lines_of("plain")
    begin = json.loads(lines[0])
    begin["settings"]["profile"]["picture"]["size"] = "128x72"
    done = replayed(tmp_path, [json.dumps(begin), *lines[1:]])
    assert done.divergence
    assert (done.divergence.about, done.divergence.expected) == ("the keyframe's slate, parameters.size", "96x54")
    assert done.divergence.got == "128x72"


def test_a_changed_prompt_is_shown_by_its_line():
    class Curious(ModelBrain):
        async def judge(self, brief: TakeBrief) -> Opinion:
            return await super().judge(brief.model_copy(update={"left": 77}))

    done = replay(RECORDED / "badly.jsonl", brain=lambda chat: Curious(chat, "scripted"))
    assert done.divergence
    assert done.divergence.node == "judge_keyframe"
    assert "the prompt of critic/" in done.divergence.about
    assert ", line " in done.divergence.about
    assert "77" in done.divergence.got
    assert "77" not in done.divergence.expected
    asked = json.loads(lines_of("badly")[done.divergence.line - 1])
    assert asked["event"] == "asked"


def test_an_exchange_too_many_is_named():
    class Doubtful(ModelBrain):
        async def judge(self, brief: TakeBrief) -> Opinion:
            await super().judge(brief)
            return await super().judge(brief)

    done = replay(RECORDED / "badly.jsonl", brain=lambda chat: Doubtful(chat, "scripted"))
    assert done.divergence
    assert (done.divergence.expected, done.divergence.got) == ("asked no more", "asked once more")


def test_another_router_is_named_by_the_node_it_leads_to(monkeypatch):
    monkeypatch.setattr(graph, "after_keyframe", lambda _state: "motion")
    done = replay(RECORDED / "climb.jsonl", build=graph.build_film)
    assert done.divergence
    about = (done.divergence.about, done.divergence.expected, done.divergence.got, done.divergence.step)
    assert about == ("which node comes next", "compose", "motion", 4)
    assert "First difference in shot 1-1, step 4, motion" in str(done.divergence)


def test_a_brain_that_judges_otherwise_is_named():
    class Doubtful(HouseRules):
        async def judge(self, brief: TakeBrief) -> Opinion:
            return Opinion(decision=Decision.ASK, reason="I would rather have a person look.")

    done = replay(RECORDED / "plain.jsonl", brain=Doubtful())
    assert done.divergence
    told = (done.divergence.node, done.divergence.about, done.divergence.expected, done.divergence.got)
    assert told == ("judge_keyframe", "verdict", "'accept'", "'ask'")


def test_a_trace_cut_off_anywhere_replays_as_far_as_it_goes(tmp_path):
    for name in ("human", "crash", "badly"):
        lines = lines_of(name)
        for end in sample(list(range(1, len(lines))), 6):
            done = replayed(tmp_path, lines[:end])
            assert done.same, f"{name} to line {end}: {done.divergence}"


def test_branches_may_stand_in_any_order(tmp_path):
    for name in ("plain", "spent", "badly"):
        events = [(json.loads(line), line) for line in lines_of(name)]
        shots = sorted({event.get("shot", "") for event, _ in events} - {""}, reverse=True)
        first = next(n for n, (event, _) in enumerate(events) if event.get("shot"))
        last = max(n for n, (event, _) in enumerate(events) if event.get("shot"))
        middle = events[first : last + 1]
        film = [line for event, line in middle if not event.get("shot")]
        sorted_out = [line for shot in shots for event, line in middle if event.get("shot") == shot]
        kept = [line for _, line in events]
        assert replayed(tmp_path, [*kept[:first], *sorted_out, *film, *kept[last + 1 :]]).same


def test_all_recorded_runs_are_there():
    assert {file.stem for file in RECORDED.glob("*.jsonl")} == set(RUNS)


def _with(event, **changes):
    return {**event, **changes}
