"""The measures' own book: complete, and what the profiles and the gates speak of."""

import math
from fractions import Fraction

import pytest
from doubles.cards import encode
from doubles.plans import a_manifest, a_scene, a_shot
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from rushes.configs.profile import WEIGHTLESS_SCORERS, load_profile, shipped_profiles
from rushes.film.frames import Size
from rushes.film.gates import Gate
from rushes.film.manifest import Character, Figure, Look
from rushes.film.measures import MEASURES, Better, fault
from rushes.film.setup import setup_for
from rushes.film.sheets import subjects
from rushes.film.take import TakeKind
from rushes.film.vocabulary import Place
from rushes.tools.draft.compose import Shooting
from rushes.tools.draft.stage import paint_stage
from rushes.tools.footage import TechnicalScorer
from rushes.tools.protocols import Reference, Sight
from rushes.tools.scoring.likeness import LikenessScorer
from rushes.tools.scoring.storyboard import StoryboardScorer

OWN = {"technical", "CLIP models", *WEIGHTLESS_SCORERS}
tenths = st.integers(-5000, 5000).map(lambda value: value / 10)
hundredths = st.integers(0, 1000).map(lambda value: value / 10)


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_has_its_unit_range_scorer_and_words(name):
    measure = MEASURES[name]
    assert measure.name == name
    assert measure.unit
    assert measure.source
    assert measure.least < measure.most
    assert measure.scorer in OWN
    assert measure.of in {"stills", "clips", "stills and clips"}
    assert measure.better in Better
    value = measure.least if math.isfinite(measure.least) else 0.0
    assert "{" not in fault(name, value)
    assert fault(name, value).strip() == fault(name, value) != ""


def test_a_measure_nobody_knows_is_told_by_its_name():
    assert fault("wobble", 0.12345) == "its wobble is 0.123"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """A sheet, a plate, a still with two people and a clip of it, all drawn."""
    folder = tmp_path_factory.mktemp("drawn")
    shot = a_shot("1-1", figures=(Figure(character="ada"), Figure(character="ben", place=Place.RIGHT)))
    scene = a_scene("1", 1, location="mill").model_copy(update={"shots": (shot,)})
    people = (Character(id="ada", name="Ada"), Character(id="ben", name="Ben", look=Look(main_colour="#a03020")))
    plan = a_manifest().model_copy(update={"characters": people, "scenes": (scene,)})
    setup = setup_for(plan, scene, shot)

    def painted(name, what):
        picture = Shooting(paint_stage(what, Size(640, 360), 3), 1, 24.0, 3).frame(0)
        Image.fromarray(picture).save(folder / f"{name}.png")
        return folder / f"{name}.png"

    bible = tuple(
        Reference(
            subject=one.id, place=one.place, sheet=None if one.place else one.setup, file=painted(one.id, one.setup)
        )
        for one in subjects(plan)
    )
    still = painted("still", setup)
    shooting = Shooting(paint_stage(setup, Size(640, 360), 3), 6, 24.0, 3)
    encode([shooting.frame(number).copy() for number in range(6)], Fraction(24), folder / "clip.mp4")
    return (
        Sight(still, TakeKind.KEYFRAME, setup, bible=bible),
        Sight(folder / "clip.mp4", TakeKind.CLIP, setup, stills=(still,), bible=bible),
    )


@pytest.mark.parametrize(
    ("scorer", "named"),
    [(TechnicalScorer, "technical"), (StoryboardScorer, "storyboard"), (LikenessScorer, "likeness")],
)
def test_each_scorer_takes_the_measures_that_the_book_says_and_within_their_range(drawn, scorer, named):
    for sight, word in zip(drawn, ("stills", "clips"), strict=True):
        found = scorer().measure(sight)
        assert found.keys() == {one.name for one in MEASURES.values() if one.scorer == named and word in one.of}
        assert all(MEASURES[name].least <= value <= MEASURES[name].most for name, value in found.items())


@pytest.mark.parametrize("name", ["draft", "laptop", "studio", "workstation"])
def test_a_shipped_profile_holds_takes_to_known_measures_within_their_range(name):
    assert name in shipped_profiles()
    gates = load_profile(name).gates
    for kind, word in ((gates.keyframe, "stills"), (gates.clip, "clips")):
        for measure, text in kind.items():
            gate, known = Gate.parse(text), MEASURES[measure]
            assert word in known.of, measure
            ends = [end for end in (gate.least, gate.most) if math.isfinite(end)]
            least, most = (0, 100) if gate.ranked else (known.least, known.most)
            assert all(least <= end <= most for end in ends), measure
            if known.better is Better.HIGH:
                assert math.isinf(gate.most), measure
            if known.better is Better.LOW:
                assert math.isinf(gate.least), measure


@pytest.mark.parametrize("name", shipped_profiles())
def test_a_shipped_profiles_bounds_hold_the_gates_they_are_for(name):
    gates = load_profile(name).gates
    for own, bounds in ((gates.keyframe, gates.bounds.keyframe), (gates.clip, gates.bounds.clip)):
        for measure, text in bounds.items():
            gate, bound = Gate.parse(own[measure]), Gate.parse(text)
            assert math.isfinite(bound.least + bound.most)
            assert gate.ranked or any(bound.holds(end) for end in (gate.least, gate.most))


# -- gates in percentiles ----------------------------------------------------------------------------------------------


@given(hundredths, hundredths)
def test_a_ranked_gate_reads_back_as_it_was_written(one, other):
    low, high = sorted((one, other))
    for gate in (Gate(low, math.inf, True), Gate(-math.inf, high, True), Gate(low, high, True)):
        assert Gate.parse(str(gate)) == gate


@given(tenths, tenths)
def test_a_plain_gate_reads_back_as_it_was_written(one, other):
    low, high = sorted((one, other))
    for gate in (Gate(low, math.inf), Gate(-math.inf, high), Gate(low, high), Gate(low, low)):
        assert Gate.parse(str(gate)) == gate


@pytest.mark.parametrize("text", ["p5..", "..p95", "p5..p95", "p2.5..", "p0..p100", "p5..p5"])
def test_a_gate_in_percentiles_keeps_its_text(text):
    assert Gate.parse(text).ranked
    assert str(Gate.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "p5",
        "p..",
        "..p",
        "5..p95",
        "p5..95",
        "p101..",
        "p-1..",
        "pnan..",
        "pinf..",
        "..p1e3",
        "p95..p5",
        "pp5..",
        "=p5",
    ],
)
def test_what_is_no_gate_in_percentiles(text):
    with pytest.raises(ValueError):
        Gate.parse(text)


def test_a_ranked_gate_holds_percentiles():
    gate = Gate.parse("p5..")
    assert gate.holds(5.0)
    assert gate.holds(100.0)
    assert not gate.holds(4.9)
    assert not gate.holds(math.nan)
