"""The critic's loop on the real graph, with cards for pictures: the climb, its records, percentiles and budgets."""

from contextlib import contextmanager
from fractions import Fraction

import pytest
from doubles.plans import a_manifest, a_scene, a_shot
from doubles.productions import GATES, PROFILE, a_production, a_project

from rushes.agents import critic
from rushes.agents.brain import Change, Opinion
from rushes.configs.profile import Budget, CrewNames, Critic, Gates
from rushes.film.climb import Rung
from rushes.film.gauge import ENOUGH, Gauge, scale_of
from rushes.film.take import Decision, MediaFacts, Score, ShotState, Slate, Take, TakeKind
from rushes.film.vocabulary import Move
from rushes.memory.vault import Kept
from rushes.service import filming
from rushes.service.filming import film
from rushes.service.replay import replay

STILL, CLIP = TakeKind.KEYFRAME, TakeKind.CLIP
ONE_SHOT = a_manifest(a_scene("1", 1))
DEEP = Budget(keyframes=5, clips=6)
LAST_RUNGS = (Rung.PROMPT, Rung.KEYFRAME)
EIGHT = tuple(f"1-{number}" for number in range(1, 9))


def a_profile(**changes):
    return PROFILE.model_copy(update=changes)


def faulty(kind, fault, first=10**6):
    """The first so many of a kind have a fault."""
    return lambda made, count: fault if made == kind and count < first else ""


@contextmanager
def judged_by(gauge):
    """Runs that begin inside judge by that gauge."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(filming, "gauge_now", lambda _store, _profile: gauge)
        yield


def rungs(production, kind, shot="1-1"):
    """How each take of a shot came about, by its first verdict."""
    takes = production.store.takes
    return [takes.verdicts(take.id)[0].rung for take in takes.all(shot, kind)]


def takes_made(production):
    counts = production.store.takes.count()
    return counts.get("keyframe", 0) + counts.get("clip", 0)


def same_path(production, run="run-1", brain=None):
    again = replay(production.project.folder / "traces" / f"{run}.jsonl", brain=brain)
    assert again.same, again.divergence
    return again


# -- the climb ---------------------------------------------------------------------------------------------------------


def test_a_weak_still_climbs_from_another_seed_to_another_prompt_and_on(tmp_path):
    folder = a_project(tmp_path / "film", a_profile(budget=DEEP))
    with a_production(folder, manifest=ONE_SHOT, fault=faulty(STILL, "black", 3)) as (production, crew):
        film(production)
        assert rungs(production, STILL) == [Rung.FIRST, Rung.SEED, Rung.PROMPT, Rung.PROMPT]
        prompts = [request.setup.shot.keyframe_prompt.composition for request in crew.painter.made]
        assert prompts[0] == prompts[1] == ""
        assert "Well exposed" in prompts[2]
        assert "Well exposed" in prompts[3]
        assert len({request.seed for request in crew.painter.made}) == 4
        assert production.store.shots.get("1-1").keyframe == "1-1/k4"
        same_path(production)


def test_verdicts_carry_what_each_step_gained(tmp_path):
    folder = a_project(tmp_path / "film", a_profile(budget=DEEP))
    with a_production(folder, manifest=ONE_SHOT, fault=faulty(STILL, "black", 2)) as (production, _):
        film(production)
        takes = production.store.takes
        first, second, third = takes.all("1-1", STILL)
        gains = [takes.verdicts(take.id)[0].gain for take in (first, second, third)]
        assert gains == [None, 0.0, pytest.approx(third.merit - second.merit)]
        assert gains[2] > 0
        decisions = [takes.verdicts(take.id)[0].decision for take in (first, second, third)]
        assert decisions == [Decision.REROLL, Decision.REROLL, Decision.ACCEPT]


def test_a_weak_clip_climbs_from_another_seed_to_other_words_and_a_new_still(tmp_path):
    folder = a_project(tmp_path / "film", a_profile(budget=DEEP))
    with a_production(folder, manifest=ONE_SHOT, fault=faulty(CLIP, "frozen", 2)) as (production, crew):
        film(production)
        takes = production.store.takes
        first, second = takes.all("1-1", STILL)
        clips = takes.all("1-1", CLIP)
        assert [clip.slate.parents for clip in clips] == [(first.sha256,), (first.sha256,), (second.sha256,)]
        assert rungs(production, CLIP)[:2] == [Rung.FIRST, Rung.SEED]
        assert [takes.verdicts(clip.id)[0].gain for clip in clips] == [None, 0.0, pytest.approx(1 - clips[0].merit)]
        composed = [brief for brief in crew.brain.briefs if brief.critique]
        assert [brief.failed for brief in composed] == [tuple(one.measure for one in clips[1].scores if not one.passed)]
        assert production.store.shots.get("1-1").clip == "1-1/c3"
        same_path(production)


def test_a_brain_may_wish_for_a_new_still_at_once_but_not_for_less_than_is_due(tmp_path):
    def wishes(brief):
        if brief.kind is CLIP and brief.left == DEEP.clips - 1:
            return Opinion(decision=Decision.REROLL, change=Change.KEYFRAME, reason="the door is ajar")
        return None

    folder = a_project(tmp_path / "film", a_profile(budget=DEEP))
    with a_production(folder, manifest=ONE_SHOT) as (production, crew):
        crew.brain.opinions = wishes
        film(production)
        assert rungs(production, CLIP) == [Rung.FIRST, Rung.KEYFRAME]
        assert [request.keyframe_seed for request in crew.mover.made] == [one.seed for one in crew.painter.made]
        assert len({one.seed for one in crew.painter.made}) == 2
        assert {one.setup.shot.keyframe_prompt.composition for one in crew.painter.made} == {""}
        same_path(production, brain=crew.brain)


def test_a_still_that_is_not_worth_another_take_is_kept_and_it_is_said_why(tmp_path):
    folder = a_project(tmp_path / "film", a_profile(critic=Critic(least_chance=0.6)))
    with a_production(folder, manifest=ONE_SHOT, fault=faulty(STILL, "black")) as (production, crew):
        film(production)
        standing = production.store.shots.get("1-1")
        assert (len(crew.painter.made), standing.state) == (1, ShotState.FLAGGED)
        assert "expected to pass in 50% of cases, less than the 60% it is worth" in standing.reason
        assert "brightness is 0" in standing.reason
        assert standing.print == "1-1/p1"
        same_path(production)


def test_a_clip_that_is_not_worth_another_take_is_kept_and_the_chance_told_is_of_what_was_due(tmp_path):
    records = [{"kind": "clip", "backend": "cards", "rung": rung, "tries": 40, "passed": 0} for rung in LAST_RUNGS]
    folder = a_project(tmp_path / "film", a_profile(budget=DEEP))
    gauge, fault = Gauge.model_validate({"records": records}), faulty(CLIP, "frozen")
    with judged_by(gauge), a_production(folder, manifest=ONE_SHOT, fault=fault) as (production, crew):
        film(production)
        assert rungs(production, CLIP) == [Rung.FIRST, Rung.SEED]
        assert "in 8% of cases, less than the 10% it is worth" in production.store.shots.get("1-1").reason
        assert len(crew.painter.made) == 1
        same_path(production)


def test_a_step_that_never_paid_is_passed_over(tmp_path):
    record = {"kind": "keyframe", "backend": "cards", "rung": "seed", "tries": 40, "passed": 0}
    folder = a_project(tmp_path / "film")
    gauge, fault = Gauge.model_validate({"records": [record]}), faulty(STILL, "black", 1)
    with judged_by(gauge), a_production(folder, manifest=ONE_SHOT, fault=fault) as (production, crew):
        film(production)
        assert rungs(production, STILL) == [Rung.FIRST, Rung.PROMPT]
        assert "Well exposed" in crew.painter.made[1].setup.shot.keyframe_prompt.composition
        same_path(production)


def test_what_a_project_saw_before_is_what_the_next_run_climbs_by(tmp_path):
    """Eight shots whose stills never came right by another seed: the ninth does not try one."""
    folder = a_project(
        tmp_path / "film", a_profile(budget=Budget(keyframes=2, clips=1), critic=Critic(least_chance=0.11))
    )
    plan = a_manifest(a_scene("1", 9))
    with a_production(folder, manifest=plan, fault=faulty(STILL, "black"), only=EIGHT) as (production, _):
        film(production)
    with a_production(folder, manifest=plan, fault=faulty(STILL, "black")) as (production, _):
        film(production)
        assert [one.record(STILL, "cards", Rung.SEED) for one in (production.store.runs.gauge("run-2"),)] == [(8, 0)]
        assert rungs(production, STILL, "1-9") == [Rung.FIRST, Rung.PROMPT]
        same_path(production, "run-2")


def test_a_take_that_passes_nothing_more_is_not_better(tmp_path):
    folder = a_project(tmp_path / "film", a_profile(budget=Budget(keyframes=4, clips=1)))
    faults = {0: "black", 1: "", 2: "black", 3: "black"}
    tight = Gates(keyframe=GATES.keyframe | {"luma": "..0"}, clip=GATES.clip)
    file = folder / "project.toml"
    file.write_text(file.read_text().replace(GATES.keyframe["luma"], "..0", 1))
    with a_production(folder, manifest=ONE_SHOT, fault=lambda kind, n: faults.get(n, "") if kind == STILL else "") as (
        production,
        _,
    ):
        assert production.profile.gates.keyframe == tight.keyframe
        film(production)
        best = max(production.store.takes.all("1-1", STILL), key=lambda take: take.merit)
        assert best.id == "1-1/k2"
        assert production.store.shots.get("1-1").keyframe == "1-1/k2"
        said = production.store.takes.verdicts("1-1/k4")[-1]
        assert "1-1/k2 is better" in said.reason
        same_path(production)


# -- which take is best ------------------------------------------------------------------------------------------------


def a_score(measure, passed=True, percentile=None, gate="0.."):
    return Score(measure=measure, value=0.5, gate=gate, passed=passed, percentile=percentile)


def a_take(number, *scores):
    slate = Slate(kind=STILL, backend="cards", revision="1", seed=number)
    facts = MediaFacts(96, 54, 1, Fraction(0))
    return Take(f"1-1/k{number}", "1-1", slate, "a" * 64, ".png", 1, facts, scores, "now", 0.1)


def test_the_best_take_passes_the_most_gates_then_stands_highest_then_came_first():
    weak = a_take(1, a_score("sharpness", False, 99.0), a_score("luma"))
    low = a_take(2, a_score("sharpness", True, 20.0), a_score("luma"))
    high = a_take(3, a_score("sharpness", True, 80.0), a_score("luma"))
    again = a_take(4, a_score("sharpness", True, 80.0), a_score("luma"))
    assert critic.best([weak, low, high, again]) is high
    assert critic.best([weak, again, high]) is again
    assert critic.best([weak, low]) is low
    assert critic.best([]) is None


def test_a_standing_turns_measures_of_which_less_is_better_about():
    assert critic.standing(a_take(1, a_score("sharpness", percentile=80.0))) == pytest.approx(0.8)
    assert critic.standing(a_take(1, a_score("banding", percentile=80.0))) == pytest.approx(0.2)
    assert critic.standing(a_take(1, a_score("luma", percentile=99.0), a_score("width"))) == 0.5
    both = a_take(1, a_score("sharpness", percentile=80.0), a_score("banding", percentile=80.0))
    assert critic.standing(both) == pytest.approx(0.5)


# -- gates -------------------------------------------------------------------------------------------------------------


def ranked(measure, values, backend="cards"):
    return Gauge(scales=(scale_of(STILL, backend, measure, values),))


def test_too_few_takes_pass_a_gate_in_percentiles_and_the_reason_says_so():
    gauge = ranked("sharpness", [0.5] * (ENOUGH - 1))
    (score,) = critic.scores({"sharpness": 0.01}, {"sharpness": "p5.."}, STILL, "cards", gauge)
    assert (score.passed, score.percentile) == (True, None)
    assert "too few takes by cards" in score.reason
    assert str(ENOUGH) in score.reason


def test_with_history_a_gate_in_percentiles_decides():
    gauge = ranked("sharpness", [index / 100 for index in range(100)])
    gates = {"sharpness": "p5.."}
    (low,) = critic.scores({"sharpness": 0.02}, gates, STILL, "cards", gauge)
    (high,) = critic.scores({"sharpness": 0.5}, gates, STILL, "cards", gauge)
    assert (low.passed, high.passed, high.reason) == (False, True, "")
    assert low.percentile == pytest.approx(2, abs=1)
    assert f"percentile {low.percentile:.0f} of takes by cards, the gate is p5.." in low.reason
    assert "not sharp" in low.reason
    (other,) = critic.scores({"sharpness": 0.02}, gates, STILL, "draft", gauge)
    assert other.passed


def test_a_measure_without_a_gate_is_noted_with_its_percentile():
    gauge = ranked("sharpness", [index / 100 for index in range(100)])
    found = critic.scores({"sharpness": 0.5, "luma": 90.0}, {"luma": "14..240"}, STILL, "cards", gauge)
    assert [(one.measure, one.gate, one.passed) for one in found] == [
        ("luma", "14..240", True),
        ("sharpness", "", True),
    ]
    assert found[1].percentile == pytest.approx(50, abs=1)


def test_what_nobody_measured_fails_where_every_take_has_it_and_is_left_out_where_not():
    found = critic.scores({}, {"luma": "14..", "identity": "0.5.."}, STILL, "cards", Gauge())
    assert [(one.measure, one.passed, one.reason) for one in found] == [("luma", False, "nobody measured its luma")]


def test_a_gate_that_people_taught_is_the_one_in_force():
    taught = {"kind": "keyframe", "measure": "luma", "gate": "..50", "before": "..240", "approvals": 9, "rejections": 9}
    gauge = Gauge.model_validate({"gates": [taught]})
    (score,) = critic.scores({"luma": 90.0}, {"luma": "..240"}, STILL, "cards", gauge)
    assert (score.passed, score.gate) == (False, "..50")
    assert "the gate is ..50" in score.reason


def test_a_gate_whose_scorer_is_not_in_the_crew_does_not_apply():
    own = {"luma": "14..", "board": "0.4..", "identity": "0.5..", "clip-text": "p3..", "unheard-of": "1.."}
    gates = Gates(keyframe=own)

    def held(*scorers):
        profile = a_profile(gates=gates, crew=CrewNames(scorers=scorers))
        return set(critic.gates_for(STILL, a_shot("1-1"), profile, 1)) - {"width", "height", "frames"}

    assert held() == {"luma", "unheard-of"}
    assert held("storyboard") == {"luma", "unheard-of", "board"}
    assert held("likeness") == {"luma", "unheard-of", "identity"}
    assert held("clip-vit-l-14") == {"luma", "unheard-of", "clip-text"}


def test_only_a_camera_that_moves_is_held_to_motion():
    moving, still = (a_shot("1-1", move=move) for move in (Move.PAN_LEFT, Move.STATIC))
    assert "motion" in critic.gates_for(CLIP, moving, PROFILE, 6)
    assert "motion" not in critic.gates_for(CLIP, still, PROFILE, 6)
    assert critic.gates_for(CLIP, still, PROFILE, 6) | {"frames": "=6", "width": "=96", "height": "=54"} == (
        critic.gates_for(CLIP, still, PROFILE, 6)
    )


def test_a_percentile_decides_in_a_run_once_enough_takes_are_known(tmp_path):
    folder = a_project(
        tmp_path / "film", a_profile(gates=Gates(keyframe={"luma": "p50.."}), budget=Budget(keyframes=1))
    )
    with a_production(folder, manifest=ONE_SHOT) as (production, _):
        film(production)
        (score,) = (one for one in production.store.takes.get("1-1/k1").scores if one.measure == "luma")
        assert (score.passed, score.percentile) == (True, None)
        _take_in(production, score.value + 1)
        production.store.shots.send_back("1-1", "", rejected=True)
    with a_production(folder, manifest=ONE_SHOT, fault=faulty(STILL, "black")) as (production, _):
        film(production)
        still = production.store.takes.get(production.store.shots.get("1-1").keyframe)
        (score,) = (one for one in still.scores if one.measure == "luma")
        assert (score.passed, score.percentile) == (False, 0.0)
        assert production.store.shots.get("1-1").state is ShotState.FLAGGED
        same_path(production, "run-2")


def _take_in(production, luma):
    """A history of stills by the cards, as bright as that."""
    for number in range(ENOUGH):
        slate = Slate(kind=STILL, backend="cards", revision="cards-0", seed=number)
        scores = (Score(measure="luma", value=luma, gate="", passed=True),)
        kept = Kept(f"{number:064x}", ".png", 1)
        production.store.takes.add("1-1", slate, kept, MediaFacts(96, 54, 1, Fraction(0)), scores, "2025", 0.1)


# -- budgets -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("most", [1, 2, 3, 5, 8, 11])
def test_no_run_makes_more_takes_than_its_budget(tmp_path, most):
    folder = a_project(tmp_path / "film", a_profile(budget=Budget(keyframes=3, clips=4, film_takes=most)))
    with a_production(folder, fault=faulty(CLIP, "frozen")) as (production, crew):
        ended = film(production)
        assert takes_made(production) == len(crew.painter.made) + len(crew.mover.made) <= most
        board = {one.number: one for one in production.store.shots.all()}
        shot = min(3, most // 2)
        assert [one.state for one in board.values()] == [ShotState.FLAGGED] * shot + [ShotState.PLANNED] * (3 - shot)
        assert ended.unshot == tuple(list(board)[shot:])
        assert all(f"the film's {most} takes is spent" in board[number].reason for number in ended.unshot)
        assert production.store.runs.unfinished() is None
        assert not (production.project.folder / "traces" / "run-2.jsonl").exists()
        same_path(production)


def test_what_the_budget_left_unshot_is_shot_by_the_next_run(tmp_path):
    folder = a_project(tmp_path / "film", a_profile(budget=Budget(film_takes=4)))
    with a_production(folder) as (production, _):
        assert film(production).unshot == ("2-1",)
    with a_production(folder) as (production, crew):
        assert film(production).unshot == ()
        assert len(crew.painter.made) == len(crew.mover.made) == 1
        assert {one.state for one in production.store.shots.all()} == {ShotState.SHOT}
        same_path(production, "run-2")


def test_the_last_take_of_a_budget_is_the_clips(tmp_path):
    """A weak still is not made again where no clip could be made of it then."""
    folder = a_project(tmp_path / "film", a_profile(budget=Budget(film_takes=2)))
    with a_production(folder, manifest=ONE_SHOT, fault=faulty(STILL, "black", 1)) as (production, crew):
        assert film(production).unshot == ()
        assert (len(crew.painter.made), len(crew.mover.made)) == (1, 1)
        standing = production.store.shots.get("1-1")
        assert (standing.state, standing.print) == (ShotState.FLAGGED, "1-1/p1")
        assert "is its clip's" in standing.reason
        same_path(production)


def test_a_new_still_is_not_made_where_no_clip_could_be_made_of_it(tmp_path):
    folder = a_project(tmp_path / "film", a_profile(budget=Budget(keyframes=3, clips=5, film_takes=4)))
    with a_production(folder, manifest=ONE_SHOT, fault=faulty(CLIP, "frozen")) as (production, crew):
        film(production)
        assert (len(crew.painter.made), len(crew.mover.made)) == (1, 3)
        assert rungs(production, CLIP) == [Rung.FIRST, Rung.SEED, Rung.SEED]
        same_path(production)


@pytest.mark.parametrize("budget", [Budget(shot_minutes=1e-6), Budget(film_minutes=6e-5)])
def test_spent_minutes_leave_the_rest_unshot_and_it_is_said_which(tmp_path, budget):
    folder = a_project(tmp_path / "film", a_profile(budget=budget))
    with a_production(folder) as (production, crew):
        ended = film(production)
        assert ended.unshot == ("1-1", "1-2", "2-1")
        assert (len(crew.painter.made), len(crew.mover.made)) == (3, 0)
        for one in production.store.shots.all():
            assert one.state is ShotState.PLANNED
            assert "minutes" in one.reason
        assert not (production.project.folder / "traces" / "run-2.jsonl").exists()
        same_path(production)


def test_a_budget_that_suffices_changes_nothing(tmp_path):
    folder = a_project(tmp_path / "film", a_profile(budget=Budget(film_takes=6, film_minutes=60, shot_minutes=20)))
    with a_production(folder) as (production, _):
        assert film(production).unshot == ()
        assert {one.state for one in production.store.shots.all()} == {ShotState.SHOT}
        assert takes_made(production) == 6
        same_path(production)
