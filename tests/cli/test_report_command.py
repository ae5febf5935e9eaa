"""`rushes report` as a person reads it."""

import hashlib
import json
import struct
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest
from doubles.plans import a_manifest, a_scene
from doubles.productions import a_project

from rushes.cli.door import run
from rushes.film.climb import Rung
from rushes.film.take import Decision, Judge, MediaFacts, ShotState, Slate, TakeKind, Verdict
from rushes.memory.project import open_for_writing
from rushes.memory.reviews import Review
from rushes.memory.vault import Kept

ESCAPE = "\x1b[31m"


@pytest.fixture
def folder(tmp_path):
    """Twelve shots, with what critics, scorers and people would have said of them."""
    manifest = a_manifest(a_scene("1", 12))
    ada = manifest.characters[0].model_copy(update={"name": f"Ada {ESCAPE}"})
    loud = manifest.model_copy(update={"title": f"The {ESCAPE}Mill", "characters": (ada,)})
    folder = a_project(tmp_path / "film")
    with open_for_writing(folder) as project:
        project.store.plans.adopt(loud, "scripted", "2026-01-01")
        _fill(project.store)
    return folder


def _shoot(store, number):
    """A shot's three takes as rows; its still."""
    made = []
    for kind in TakeKind:
        sha256 = hashlib.sha256(f"{number}{kind}".encode()).hexdigest()
        parents = tuple(one.sha256 for one in made[-1:])
        slate = Slate(kind=kind, backend="draft", revision="1", seed=1, parents=parents)
        facts = MediaFacts(96, 54, 1, Fraction(0))
        made.append(store.takes.add(number, slate, Kept(sha256, ".png", 1), facts, (), "2026-01-01", 2.0))
        store.shots.circle(made[-1])
    store.shots.stand(number, ShotState.SHOT)
    return made[0]


def _fill(store):
    for place, standing in enumerate(store.shots.all()):
        keyframe = _shoot(store, standing.number)
        store.embeddings.add(keyframe.sha256, "palette-1#ada", 0, struct.pack("<2e", 1, 0.1 * place))
    said = Verdict(by=Judge.CRITIC, decision=Decision.REROLL, reason=f"soft {ESCAPE}" * 30, rung=Rung.SEED, gain=0.25)
    store.takes.judge("1-1/c1", said, "2026-02-01")
    pairs = {f"1-{one}|1-{other}": 0.5 for one in range(1, 13) for other in range(1, one)}
    measures = {"scene": 0.8} | {f"1-{one}": 0.7 for one in range(1, 13)} | pairs
    measures |= {"light-step": 12.34, "light-step/1-9|1-10": 3.0, "light-step/1-11|1-12": 12.34}
    store.reviews.add(Review("k", "1", Kept("a" * 64, ".png", 1), measures, "2026-02-01"))
    store.shots.stand("1-4", ShotState.FLAGGED, f"it stands still {ESCAPE}" * 9)


def test_the_report_fits_a_terminal_and_lets_nothing_foreign_through(folder, said):
    assert run(["approve", "1-1..1-3", "-p", str(folder)]) == 0
    code, out, err = said("report", "-p", folder)
    assert (code, err) == (0, "")
    assert out.startswith("The ␛[31mMill: 12 shots, 36 takes, ")
    assert [line for line in out.splitlines() if len(line) > 79] == []
    assert "\x1b" not in out
    for words in (
        "  keyframe                  12        12",
        "people      approved, but found weak",
        "0 of 3: 0 % (0-56)",
        "luma, contrast, dark stay: no bound is set for it",
        "re-rolls: 1",
        "0.80, weakest 1-1 with 0.70",
        "largest step of light: 12.3 L*, 1-11 to 1-12",
        "seen in 12 stills by palette-1",
        "waiting for you: 1 shot",
    ):
        assert words in out


def test_every_pair_of_a_large_scene_is_there(folder, said):
    out = said("report", "-p", folder)[1]
    assert out.count("0.50") == 66


def test_json_is_the_facts(folder, said):
    code, out, err = said("report", "-p", folder, "--json")
    assert (code, err) == (0, "")
    facts = json.loads(out)
    assert list(facts) == [
        "project",
        "title",
        "shots",
        "takes",
        "climb",
        "people",
        "scenes",
        "bible",
        "likeness",
        "waiting",
    ]
    assert facts["likeness"][0]["gaps"][0]["pairs"] == 11


def test_a_plot_is_one_picture(folder, said, tmp_path):
    code, out, err = said("report", "-p", folder, "--plot", tmp_path / "alike.svg", "--json")
    assert code == 0
    assert json.loads(out)
    assert err == f"{tmp_path / 'alike.svg'}\n"
    assert ET.parse(tmp_path / "alike.svg").getroot().tag == "{http://www.w3.org/2000/svg}svg"


@pytest.mark.parametrize(("plot", "says"), [("story.txt", "ends in .svg"), ("gone/alike.svg", "gone")])
def test_a_plot_that_can_t_be_is_said(folder, said, tmp_path, plot, says):
    code, out, err = said("report", "-p", folder, "--plot", tmp_path / plot)
    assert (code, out) == (3, "")
    assert says in err


def test_nothing_shot_and_nothing_to_draw_are_sentences(tmp_path, said):
    folder = a_project(tmp_path / "film")
    with open_for_writing(folder):
        pass
    code, out, _ = said("report", "-p", folder)
    assert (code, out) == (0, "Nothing is shot yet, so there is nothing to report. Next: rushes shoot\n")
    code, out, err = said("report", "-p", folder, "--plot", tmp_path / "alike.svg")
    assert (code, out) == (3, "")
    assert "nothing to draw" in err


def test_help_has_examples(said):
    code, out, _ = said("report", "--help")
    assert code == 0
    assert "rushes report -p my-film --plot my.svg" in out
