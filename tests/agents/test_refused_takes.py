"""A film whose purse says no at every take in turn: what is there is shown, and another run makes the rest."""

import json
from dataclasses import replace

import pytest
from doubles.productions import a_production, a_project

from rushes.configs.profile import Budget
from rushes.film.take import ShotState, TakeKind
from rushes.service.filming import film
from rushes.service.replay import replay
from rushes.studio.jobs import Make

TAKES = 6
"""A still and a clip for each of three shots."""


class Takes:
    """A purse that lets so many stills and clips begin."""

    def __init__(self, most):
        self.left = most

    def opens(self, ticket, call, lanes, seconds):
        if not isinstance(call.job, Make) or call.job.slate.kind is TakeKind.PRINT:
            return ""
        self.left -= 1
        return "The night's takes are made." if self.left < 0 else ""

    def closes(self, ticket, *, made=True):
        """Nothing to count."""


def ran_again(folder):
    return [replay(file) for file in sorted((folder / "traces").glob("*.jsonl"))]


@pytest.mark.parametrize("most", range(TAKES + 1))
def test_whatever_take_is_refused_the_film_is_what_is_there_and_is_finished_later(tmp_path, most):
    folder = a_project(tmp_path / "film")
    with a_production(folder, purse=Takes(most)) as (production, crew):
        film(production)
        board = production.store.shots.all()
        assert {one.state for one in board} <= {ShotState.SHOT, ShotState.FLAGGED, ShotState.PLANNED}
        assert all(bool(one.print) is bool(one.clip) for one in board), "what has a clip is printed"
        assert all(one.state is not ShotState.PLANNED for one in board if one.clip)
        assert len(crew.painter.made) + len(crew.mover.made) == most
        prints = [one.print for one in board if one.print]
        assert production.project.film.is_file() is bool(prints)
        assert (production.store.cuts.newest_takes() or []) == prints
        first = {take.id: take.sha256 for take in production.store.takes.all()}
    with a_production(folder) as (production, crew):
        film(production)
        assert [one.state for one in production.store.shots.all()] == [ShotState.SHOT] * 3
        assert len(crew.painter.made) + len(crew.mover.made) == TAKES - most, "nothing is made twice"
        takes = {take.id: take.sha256 for take in production.store.takes.all()}
        assert first.items() <= takes.items()
        assert len(takes) == TAKES + 3
    runs = ran_again(folder)
    assert len(runs) == 2
    assert all(one.same for one in runs), [one.divergence for one in runs]


@pytest.mark.parametrize("most", range(1, 7))
def test_a_shot_that_needs_more_takes_than_there_are_is_flagged_or_waits_and_never_fails(tmp_path, most):
    def two_weak_of_each(kind, count):
        return "black" if count < 2 and kind == TakeKind.KEYFRAME else "frozen" if count < 2 else ""

    folder = a_project(tmp_path / "film")
    with a_production(folder, fault=two_weak_of_each, purse=Takes(most)) as (production, crew):
        film(production)
        board = production.store.shots.all()
        assert {one.state for one in board} <= {ShotState.SHOT, ShotState.FLAGGED, ShotState.PLANNED}
        assert all(bool(one.print) is bool(one.clip) for one in board)
        assert len(crew.painter.made) + len(crew.mover.made) == most
    assert all(one.same for one in ran_again(folder))


def frozen_twice(kind, count):
    return "frozen" if kind == TakeKind.CLIP and count < 2 else ""


def within(production, clips):
    profile = production.profile.model_copy(update={"budget": Budget(keyframes=1, clips=clips)})
    project = production.project
    return replace(
        production, project=replace(project, settings=project.settings.model_copy(update={"profile": profile}))
    )


def test_a_flagged_shot_is_shot_again_with_its_first_takes_found_and_the_better_one_kept(tmp_path):
    folder = a_project(tmp_path / "film")
    with a_production(folder, fault=frozen_twice, only=("1-1",)) as (production, crew):
        film(within(production, 2))
        standing = production.store.shots.get("1-1")
        assert standing.state is ShotState.FLAGGED
        weak = standing.print
        assert (len(crew.painter.made), len(crew.mover.made)) == (1, 2)
    with a_production(folder, only=("1-1",), again=("1-1",)) as (production, crew):
        film(within(production, 4))
        standing = production.store.shots.get("1-1")
        assert standing.state is ShotState.SHOT
        assert (standing.clip, len(crew.painter.made), len(crew.mover.made)) == ("1-1/c3", 0, 1)
        assert standing.print != weak
        assert production.store.cuts.newest_takes() == [standing.print]
    assert all(one.same for one in ran_again(folder))


def test_another_take_that_is_no_better_changes_nothing_in_the_film(tmp_path):
    folder = a_project(tmp_path / "film")
    with a_production(folder, fault=frozen_twice, only=("1-1",)) as (production, _):
        film(within(production, 1))
        before = production.store.shots.get("1-1")
        assert before.state is ShotState.FLAGGED
    with a_production(
        folder,
        fault=lambda kind, _count: "black" if kind == TakeKind.CLIP else "",
        only=("1-1",),
        again=("1-1",),
    ) as (production, crew):
        film(within(production, 2))
        after = production.store.shots.get("1-1")
        assert len(crew.mover.made) == 1
        assert (after.state, after.clip, after.print) == (before.state, before.clip, before.print)


def test_a_shot_that_is_shot_again_while_the_purse_is_empty_keeps_what_it_had(tmp_path):
    folder = a_project(tmp_path / "film")
    with a_production(folder, fault=frozen_twice, only=("1-1",)) as (production, _):
        film(within(production, 1))
        before = production.store.shots.get("1-1")
    with a_production(folder, only=("1-1",), again=("1-1",), purse=Takes(0)) as (production, crew):
        film(within(production, 4))
        after = production.store.shots.get("1-1")
        assert (crew.painter.made, crew.mover.made) == ([], [])
        assert (after.state, after.clip, after.print) == (before.state, before.clip, before.print)
    assert all(one.same for one in ran_again(folder))


def test_a_refusal_stands_in_the_trace(tmp_path):
    folder = a_project(tmp_path / "film")
    with a_production(folder, purse=Takes(3)) as (production, _):
        film(production)
    lines = [json.loads(line) for line in next((folder / "traces").glob("*.jsonl")).read_text().splitlines()]
    assert any("takes are made" in json.dumps(line) for line in lines)
