"""The gauge as it is read out of a project's takes and verdicts, and kept with the run that judges by it."""

from fractions import Fraction

import pytest
from doubles.plans import a_manifest, a_scene
from doubles.productions import PROFILE, a_production, a_project

from rushes.agents.production import Approvals
from rushes.configs.profile import Gates
from rushes.film.climb import Rung
from rushes.film.gauge import ENOUGH
from rushes.film.take import Decision, Judge, MediaFacts, Score, Slate, TakeKind, Verdict
from rushes.memory.gauging import NEWEST, gauge_of
from rushes.memory.store import ProjectStore
from rushes.memory.traces import read_trace
from rushes.memory.vault import Kept
from rushes.service import decisions
from rushes.service.filming import film
from rushes.service.replay import replay

STILL, CLIP = TakeKind.KEYFRAME, TakeKind.CLIP


@pytest.fixture
def store():
    made = ProjectStore(None)
    yield made
    made.close()


def a_take(store, number, value=0.5, *, kind=STILL, backend="cards", passed=True, shot="1-1", at="2026"):
    """A take that measured so."""
    slate = Slate(kind=kind, backend=backend, revision="1", seed=number)
    scores = (
        Score(measure="sharpness", value=value, gate="0.5..", passed=passed, reason="" if passed else "soft"),
        Score(measure="width", value=96, gate="=96", passed=True),
    )
    kept = Kept(f"{number:064x}", ".png", 1)
    return store.takes.add(shot, slate, kept, MediaFacts(96, 54, 1, Fraction(0)), scores, at, 0.1)


def said(store, take, rung, *, by=Judge.CRITIC, decision=Decision.REROLL):
    store.takes.judge(take.id, Verdict(by=by, decision=decision, reason=f"{rung}", rung=rung), "2026")


def test_an_empty_store_knows_nothing(store):
    gauge = gauge_of(store.engine)
    assert (gauge.scales, gauge.records, gauge.gates) == ((), (), ())


def test_a_scale_is_read_only_from_enough_takes_on(store):
    for number in range(ENOUGH - 1):
        a_take(store, number, number / 100)
    assert gauge_of(store.engine).scales == ()
    a_take(store, ENOUGH, 0.99)
    (scale,) = gauge_of(store.engine).scales
    assert (scale.kind, scale.backend, scale.measure, scale.count) == (STILL, "cards", "sharpness", ENOUGH)
    assert (scale.quantiles[0], scale.quantiles[-1]) == (0.0, 0.99)


def test_each_backend_and_kind_has_a_scale_of_its_own(store):
    for number in range(ENOUGH):
        a_take(store, number, 0.1)
        a_take(store, number, 0.2, backend="draft")
        a_take(store, number, 0.3, kind=CLIP)
    a_take(store, 999, 0.9, kind=CLIP, backend="draft")
    gauge = gauge_of(store.engine)
    told = {(one.kind, one.backend): (one.count, one.quantiles[50]) for one in gauge.scales}
    assert told == {(STILL, "cards"): (ENOUGH, 0.1), (STILL, "draft"): (ENOUGH, 0.2), (CLIP, "cards"): (ENOUGH, 0.3)}
    assert gauge.percentile(STILL, "cards", "sharpness", 0.1) == 50.0
    assert gauge.percentile(CLIP, "draft", "sharpness", 0.9) is None


def test_what_can_only_be_right_or_wrong_has_no_scale(store):
    for number in range(ENOUGH):
        a_take(store, number)
    assert {one.measure for one in gauge_of(store.engine).scales} == {"sharpness"}


def test_only_the_newest_takes_count(store, monkeypatch):
    monkeypatch.setattr("rushes.memory.gauging.NEWEST", ENOUGH)
    for number in range(ENOUGH):
        a_take(store, number, 0.1, at="2025")
    for number in range(ENOUGH):
        a_take(store, 100 + number, 0.9, at="2026")
    (scale,) = gauge_of(store.engine).scales
    assert (scale.count, scale.quantiles[0]) == (ENOUGH, 0.9)
    assert NEWEST > ENOUGH


def test_records_count_each_take_the_critic_judged_once(store):
    weak, sound, other = (a_take(store, number, passed=number != 1) for number in (1, 2, 3))
    said(store, weak, Rung.FIRST)
    said(store, weak, Rung.FIRST, decision=Decision.ASK)
    said(store, sound, Rung.SEED, decision=Decision.ACCEPT)
    said(store, sound, None, by=Judge.PERSON, decision=Decision.REJECT)
    said(store, other, None, by=Judge.PERSON, decision=Decision.APPROVE)
    told = {one.rung: (one.tries, one.passed) for one in gauge_of(store.engine).records}
    assert told == {Rung.FIRST: (1, 0), Rung.SEED: (1, 1)}


def test_a_run_keeps_the_gauge_it_began_with(store):
    for number in range(ENOUGH):
        a_take(store, number, number / 100)
    gauge = gauge_of(store.engine)
    run = store.runs.start(None, "making", "2026", gauge)
    for number in range(ENOUGH):
        a_take(store, 100 + number, 0.9)
    assert store.runs.gauge(run) == gauge != gauge_of(store.engine)
    assert store.runs.gauge(store.runs.start(None, "making", "2026")).scales == ()
    assert store.runs.gauge("unknown").records == ()


def test_a_resumed_run_judges_as_it_began_although_takes_were_added_since(tmp_path):
    folder = a_project(tmp_path / "film", PROFILE.model_copy(update={"gates": Gates(keyframe={"luma": "p50.."})}))
    plan = a_manifest(a_scene("1", 1))
    asked = Approvals(shots=True)
    with a_production(folder, manifest=plan, approvals=asked) as (production, _):
        assert film(production).waiting == ("1-1",)
        before = production.store.runs.gauge("run-1")
        assert before.scales == ()
        for number in range(ENOUGH):
            slate = Slate(kind=STILL, backend="cards", revision="0", seed=number)
            scores = (Score(measure="luma", value=254.0, gate="", passed=True),)
            kept, facts = Kept(f"{number:064x}", ".png", 1), MediaFacts(96, 54, 1, Fraction(0))
            production.store.takes.add("9-9", slate, kept, facts, scores, "2025", 0.1)
        assert gauge_of(production.store.engine).percentile(STILL, "cards", "luma", 90.0) == 0.0
        decisions.reject(production.project, ["1-1"], "again")
    with a_production(folder, manifest=plan, approvals=asked) as (production, _):
        assert film(production).waiting == ("1-1",)
        assert production.store.runs.unfinished() == "run-1"
        assert production.store.runs.gauge("run-1") == before
        still = production.store.takes.get(production.store.shots.get("1-1").keyframe)
        (luma,) = (one for one in still.scores if one.measure == "luma")
        assert (luma.percentile, luma.passed) == (None, True)
        trace = folder / "traces" / "run-1.jsonl"
        assert read_trace(trace).begin.gauge == before
        assert replay(trace).same


def test_the_next_run_judges_by_what_the_last_one_made(tmp_path):
    folder = a_project(tmp_path / "film")
    with a_production(folder) as (production, _):
        film(production)
        decisions.reject(production.project, ["1-1"], "again")
    with a_production(folder) as (production, _):
        film(production)
        gauge = production.store.runs.gauge("run-2")
        assert gauge.record(STILL, "cards", Rung.FIRST) == (3, 3)
        assert gauge.record(CLIP, "cards", Rung.FIRST) == (3, 3)
        assert read_trace(folder / "traces" / "run-2.jsonl").begin.gauge == gauge
