"""The gauge: where a value stands among a backend's earlier ones, and which steps of the climb paid."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushes.film.climb import Rung
from rushes.film.gauge import ENOUGH, Gauge, Learnt, Record, records_of, scale_of
from rushes.film.take import TakeKind

STILL, CLIP = TakeKind.KEYFRAME, TakeKind.CLIP

measured = st.floats(-1e3, 1e3).map(lambda value: round(value, 4))
enough = st.lists(measured, min_size=ENOUGH, max_size=120)


def a_scale(values):
    return scale_of(STILL, "cards", "luma", values)


@given(st.lists(measured, max_size=ENOUGH - 1), measured)
def test_before_enough_takes_no_percentile_is_spoken_of(values, value):
    assert a_scale(values).percentile(value) is None


def test_from_enough_takes_on_there_is_one():
    scale = a_scale([float(value) for value in range(ENOUGH)])
    assert (scale.count, scale.percentile(-1.0), scale.percentile(1e6)) == (ENOUGH, 0.0, 100.0)


@given(enough, measured, measured)
def test_a_percentile_lies_between_0_and_100_and_never_falls_with_the_value(values, one, other):
    scale = a_scale(values)
    low, high = (scale.percentile(value) for value in sorted((one, other)))
    assert 0.0 <= low <= high <= 100.0


@given(measured, st.integers(ENOUGH, 200))
def test_equal_values_count_half(value, count):
    scale = a_scale([value] * count)
    assert (scale.percentile(value - 1e-3), scale.percentile(value), scale.percentile(value + 1e-3)) == (0, 50, 100)


@given(enough)
def test_a_scale_runs_from_its_least_to_its_most_without_a_step_back(values):
    quantiles = a_scale(values).quantiles
    assert (quantiles[0], quantiles[-1]) == (min(values), max(values))
    assert list(quantiles) == sorted(quantiles)


@given(enough, st.data())
def test_a_percentile_is_the_share_of_takes_below(values, data):
    value = data.draw(st.sampled_from(values))
    share = 100 * (sum(one < value for one in values) + sum(one <= value for one in values)) / (2 * len(values))
    assert a_scale(values).percentile(value) == pytest.approx(share, abs=100 / ENOUGH + 1)


def test_a_scale_survives_being_written_down():
    gauge = Gauge(scales=(a_scale([index / 7 for index in range(45)]),))
    assert Gauge.model_validate_json(gauge.model_dump_json()) == gauge


def test_a_gauge_speaks_of_the_kind_the_backend_and_the_measure_it_knows():
    gauge = Gauge(scales=(a_scale([float(value) for value in range(101)]),))
    assert gauge.percentile(STILL, "cards", "luma", 75.0) == pytest.approx(75.0, abs=1)
    others = [(CLIP, "cards", "luma"), (STILL, "draft", "luma"), (STILL, "cards", "contrast")]
    assert [gauge.percentile(*other, 75.0) for other in others] == [None] * 3


def test_records_count_tries_and_passes_by_kind_backend_and_rung():
    climbed = [
        (STILL, "cards", Rung.SEED, True),
        (STILL, "cards", Rung.FIRST, False),
        (STILL, "cards", Rung.SEED, False),
        (CLIP, "cards", Rung.SEED, True),
        (STILL, "draft", Rung.SEED, True),
    ]
    records = records_of(climbed)
    assert records == records_of(reversed(climbed))
    told = {(one.kind, one.backend, one.rung): (one.tries, one.passed) for one in records}
    assert told == {
        (STILL, "cards", Rung.SEED): (2, 1),
        (STILL, "cards", Rung.FIRST): (1, 0),
        (CLIP, "cards", Rung.SEED): (1, 1),
        (STILL, "draft", Rung.SEED): (1, 1),
    }


@given(
    st.lists(st.tuples(st.sampled_from([STILL, CLIP]), st.just("cards"), st.sampled_from(list(Rung)), st.booleans()))
)
def test_no_record_is_lost_and_none_passed_oftener_than_it_was_tried(climbed):
    records = records_of(climbed)
    assert sum(one.tries for one in records) == len(climbed)
    assert sum(one.passed for one in records) == sum(passed for *_, passed in climbed)
    assert all(0 <= one.passed <= one.tries for one in records)


def test_a_step_that_was_never_taken_has_no_record():
    gauge = Gauge(records=(Record(kind=STILL, backend="cards", rung=Rung.SEED, tries=7, passed=2),))
    assert gauge.record(STILL, "cards", Rung.SEED) == (7, 2)
    others = [(CLIP, "cards", Rung.SEED), (STILL, "draft", Rung.SEED), (STILL, "cards", Rung.PROMPT)]
    assert [gauge.record(*other) for other in others] == [(0, 0)] * 3


def test_the_gate_in_force_is_what_people_taught_else_the_profiles():
    taught = Learnt(kind=STILL, measure="sharpness", gate="0.4..", before="0.5..", approvals=9, rejections=5)
    gauge = Gauge(gates=(taught,))
    assert gauge.gate(STILL, "sharpness", "0.5..") == "0.4.."
    assert gauge.gate(CLIP, "sharpness", "0.5..") == "0.5.."
    assert gauge.gate(STILL, "luma", "14..240") == "14..240"
