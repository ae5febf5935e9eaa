import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushes.film.gates import Gate
from rushes.film.take import Slate, TakeKind, canonical_json, seed_for, take_id


@pytest.mark.parametrize(
    ("text", "value", "holds"),
    [
        ("1..2", 1, True),
        ("1..2", 2.01, False),
        ("..2", -9, True),
        ("8..", 7.9, False),
        ("=85", 85, True),
        ("=85", 84, False),
    ],
)
def test_gates(text, value, holds):
    assert Gate.parse(text).holds(value) is holds


@pytest.mark.parametrize("text", ["", "5", "2..1", "a..b", "=nan", "nan..1", "="])
def test_what_is_no_gate(text):
    with pytest.raises(ValueError):
        Gate.parse(text)


def test_nan_passes_no_gate():
    assert not Gate.parse("..").holds(math.nan)


def slate(**changes: object) -> Slate:
    return Slate.model_validate(
        {"kind": "clip", "backend": "draft", "revision": "r1", "seed": 5, "parents": ("a",), "parameters": {"x": 1}}
        | changes
    )


@pytest.mark.parametrize(
    "change",
    [{"kind": "print"}, {"backend": "b"}, {"revision": "r2"}, {"seed": 6}, {"parents": ()}, {"parameters": {"x": 2}}],
)
def test_a_key_is_made_of_everything(change):
    assert slate(**change).key != slate().key


def test_a_key_does_not_depend_on_the_order_of_parameters():
    assert slate(parameters={"a": 1, "b": 2}).key == slate(parameters={"b": 2, "a": 1}).key


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_canonical_json_is_ascii_and_stable(value):
    assert canonical_json(value) == canonical_json(value)
    assert canonical_json(value).isascii()


def test_seeds_differ_by_everything_they_are_made_of():
    seeds = {
        seed_for(project, shot, kind, rounds, attempt)
        for project in (1, 2)
        for shot in ("1-1", "1-2")
        for kind in TakeKind
        for rounds in (0, 1)
        for attempt in range(5)
    }
    assert len(seeds) == 2 * 2 * 3 * 2 * 5
    assert all(0 <= seed < 2**32 for seed in seeds)


def test_take_ids_are_for_people():
    assert take_id("10A-3", TakeKind.CLIP, 2) == "10A-3/c2"
