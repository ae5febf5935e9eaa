"""A brain whose model lives on the crew's cards: it thinks when they are lent, and at no other time."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from doubles.plans import a_manifest
from doubles.productions import ScriptedBrain, a_production, a_project

from rushes.agents.brain import Opinion
from rushes.agents.model.llama_process import Loading
from rushes.agents.staged_brain import StagedBrain
from rushes.configs.profile import CrewNames, Profile, load_profile
from rushes.errors import Interrupted
from rushes.film.take import Decision
from rushes.service.filming import film
from rushes.service.lanes import Floorplan, crew_lanes, guest_of
from rushes.service.replay import replay
from rushes.studio.kit.sites import MODELS, Site
from rushes.studio.machine import Card, Machine


class Lender:
    """A studio that lends and nothing else."""

    def __init__(self, halted=False):
        self.lent = []
        self.out = 0
        self.halted = halted

    @asynccontextmanager
    async def lend(self, order=0, *, urgent=False):
        if self.halted:
            raise Interrupted("Stopped.")
        self.lent.append((order, urgent))
        self.out += 1
        yield
        self.out -= 1


def test_it_thinks_only_while_the_cards_are_lent(tmp_path):
    lender, seen = Lender(), []

    def noted(_brief):
        seen.append(lender.out)
        return Opinion(decision=Decision.ACCEPT)

    with a_production(a_project(tmp_path / "film")) as (production, crew):
        crew.brain.opinions = noted
        crew.brain.compositions = lambda _brief: seen.append(lender.out)
        staged = StagedBrain(crew.brain, lender, lambda shot: production.find(shot)[0])
        assert staged.name == crew.brain.name
        film(replace(production, brain=staged))
        assert len(seen) == 9
        assert min(seen) >= 1
    assert lender.lent[0] == (0, True)  # the plan
    assert {order for order, _ in lender.lent[1:]} == {0, 1, 2}
    assert lender.out == 0
    assert replay(tmp_path / "film" / "traces" / "run-1.jsonl").same


def test_a_halted_studio_lends_nothing():
    brain = ScriptedBrain(a_manifest())
    staged = StagedBrain(brain, Lender(halted=True), lambda _shot: 0)
    with pytest.raises(Interrupted):
        asyncio.run(staged.plan(None, None))
    assert brain.asked == 0


class Llama(ScriptedBrain):
    forgotten = 0

    def __init__(self, file: Path, **loading):
        super().__init__(a_manifest())
        self.loading = Loading(file, **loading)

    def forget(self):
        self.forgotten += 1


CARDS = Machine((Card("one", 24 * 10**9, "1"), Card("two", 24 * 10**9, "1")), 128 * 10**9)


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "llama.gguf"
    with file.open("wb") as opened:
        opened.truncate(8 * 10**9)
    return file


@pytest.fixture
def plan(monkeypatch):
    """Two cards, on both of which a model paints and moves."""
    found = {"": (Site("cpu"),), "flux.1-dev": (Site("cuda:0", card=1), Site("cuda:1", card=1))}
    monkeypatch.setattr("rushes.service.lanes.sites", lambda _profile, _machine: found)
    return Floorplan(Profile(crew=CrewNames(keyframe="flux.1-dev", motion="mochi-1")), CARDS)


def test_a_llama_on_the_crews_cards_is_a_guest_that_leaves(plan, file):
    brain = Llama(file, gpu_layers=-1)
    guest = guest_of(brain, plan)
    assert guest
    assert guest.berths == {"cuda:0": 5 * 10**9, "cuda:1": 5 * 10**9}
    asyncio.run(guest.leave())
    assert brain.forgotten == 1


def test_a_guest_takes_what_its_split_says_and_no_more_than_there_is(plan, file):
    guest = guest_of(Llama(file, gpu_layers=-1, tensor_split=(0.75, 0.25)), plan)
    assert guest
    assert guest.berths == {"cuda:0": 7_500_000_000, "cuda:1": 2_500_000_000}
    with file.open("wb") as opened:
        opened.truncate(80 * 10**9)
    guest = guest_of(Llama(file, gpu_layers=-1), plan)
    assert guest
    assert set(guest.berths.values()) == {23 * 10**9}


def test_nobody_is_a_guest_who_takes_nothing_of_the_crews_cards(plan, file):
    assert guest_of(ScriptedBrain(a_manifest()), plan) is None
    assert guest_of(Llama(file, gpu_layers=0), plan) is None


def test_beside_drafts_a_llama_has_the_cards_to_itself(file):
    assert guest_of(Llama(file, gpu_layers=-1), Floorplan(Profile(), CARDS)) is None


def test_there_is_a_lane_for_each_card_that_is_worked_on(plan, monkeypatch):
    assert [(lane.name, lane.slots) for lane in crew_lanes(plan)] == [("cpu", 2), ("cuda:0", 1), ("cuda:1", 1)]
    monkeypatch.setattr("rushes.service.lanes.workers", lambda: 6)
    monkeypatch.setattr("rushes.service.lanes.sites", lambda _profile, _machine: {"": (Site("cpu"),)})
    assert [(lane.name, lane.slots) for lane in crew_lanes(Floorplan(Profile(), CARDS))] == [("cpu", 6)]
    found = {"": (Site("cpu"),), "ltx-video": (Site(MODELS, ram=1),)}
    monkeypatch.setattr("rushes.service.lanes.sites", lambda _profile, _machine: found)
    lanes = crew_lanes(Floorplan(load_profile("laptop"), Machine(memory=64 * 10**9)))
    assert [(lane.name, lane.slots) for lane in lanes] == [("cpu", 2), ("cpu:models", 1)]
