import math
from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
from doubles.tiny_llama import a_tiny_chat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field, create_model

from rushes.agents.model.schemas import Unbounded, bounded, bounded_schema, clamped
from rushes.agents.model.trouble import BadAnswer


class Size(StrEnum):
    WIDE = "wide"
    CLOSE = "close-up"


class Move(BaseModel):
    kind: Literal["pan", "tilt"]
    degrees: float = Field(gt=-90, lt=90)


class Rest(BaseModel):
    kind: Literal["rest"]


class Shot(BaseModel):
    size: Size
    seconds: int = Field(ge=1, le=12)
    takes: int = Field(gt=0, lt=10**6)
    move: Annotated[Move | Rest, Field(discriminator="kind")]
    note: str = ""
    who: tuple[str, ...] = Field(default=(), max_length=3)


def walk(schema: Any):
    if isinstance(schema, dict):
        yield schema
        for part in schema.values():
            yield from walk(part)
    if isinstance(schema, list):
        for part in schema:
            yield from walk(part)


def test_every_text_and_list_has_an_end_and_no_reference_is_left():
    schema = bounded(Shot)
    assert not any("$ref" in part or "$defs" in part for part in walk(schema))
    assert all(part["maxLength"] <= 1000 for part in walk(schema) if part.get("type") == "string")
    assert all(part["maxItems"] <= 64 for part in walk(schema) if part.get("type") == "array")
    assert schema["properties"]["seconds"] == {"enum": list(range(1, 13))}
    assert schema["properties"]["takes"]["type"] == "integer"
    assert schema["required"] == ["size", "seconds", "takes", "move"]


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ({"type": "string"}, {"type": "string", "minLength": 0, "maxLength": 300}),
        ({"type": "string", "maxLength": 5000, "minLength": 2}, {"type": "string", "minLength": 2, "maxLength": 1000}),
        ({"type": "string", "pattern": r"^\d+$"}, {"type": "string", "minLength": 0, "maxLength": 300}),
        ({"type": "string", "pattern": "^[a-z]+$"}, {"type": "string", "minLength": 0, "maxLength": 300}),
        ({"type": "string", "pattern": "^s[0-9]{1,3}[A-Z]?$"}, {"type": "string", "pattern": "^s[0-9]{1,3}[A-Z]?$"}),
        ({"type": "string", "format": "binary"}, {"type": "string", "minLength": 0, "maxLength": 300}),
        ({"type": "integer", "minimum": 1, "maximum": 9, "multipleOf": 4}, {"enum": [4, 8]}),
        ({"type": "integer", "exclusiveMinimum": 0, "exclusiveMaximum": 3}, {"enum": [1, 2]}),
        ({"allOf": [{"const": "x"}]}, {"const": "x"}),
    ],
)
def test_what_becomes_of_a_part(asked, held):
    assert bounded_schema(asked) == held


@pytest.mark.parametrize(
    "asked",
    [
        {"type": "object", "additionalProperties": {"type": "string"}},
        {"type": "array"},
        {},
        {"type": "string", "minLength": 1001},
        {"enum": ['say "cheese"']},
        {"enum": ["back\\slash"]},
        {"enum": ["\U0001f3ac"]},
        {"type": "object", "properties": {'"': {"type": "null"}}},
        {"$ref": "#/$defs/Lost"},
        {"$defs": {"Tree": {"type": "array", "items": {"$ref": "#/$defs/Tree"}}}, "$ref": "#/$defs/Tree"},
    ],
)
def test_what_no_grammar_can_hold_is_refused(asked):
    with pytest.raises(Unbounded):
        bounded_schema(asked)


def test_references_that_would_multiply_without_end_are_refused():
    doubling = {
        f"D{n}": {"type": "array", "prefixItems": [{"$ref": f"#/$defs/D{n + 1}"}] * 2} if n < 30 else {"type": "null"}
        for n in range(31)
    }
    with pytest.raises(Unbounded, match="parts"):
        bounded_schema({"$defs": doubling, "$ref": "#/$defs/D0"})


def test_clamping_moves_what_is_out_of_bounds_and_nothing_else():
    data = {"size": "wide", "seconds": 3, "takes": 10**9, "move": {"kind": "pan", "degrees": -400.0}, "who": ["a"] * 5}
    kept = clamped(Shot, data)
    assert kept["takes"] == 10**6 - 1
    assert kept["move"]["degrees"] == math.nextafter(-90, 0)
    assert kept["who"] == ["a"] * 3
    assert Shot.model_validate(kept).size is Size.WIDE
    assert clamped(Shot, kept) == kept


@pytest.mark.parametrize("junk", [None, 3, "x", [], {"takes": "many", "move": None, "what": {}}])
def test_clamping_leaves_what_it_does_not_know(junk):
    assert clamped(Shot, junk) == junk


def numbers():
    low, width = st.integers(-1000, 1000), st.integers(0, 500)
    whole = st.builds(lambda a, w: (int, Field(ge=a, le=a + w)), low, width)
    real = st.builds(lambda a, w: (float, Field(gt=a, lt=a + w + 1)), low, width)
    return st.one_of(whole, real, st.just((int, ...)), st.just((float, ...)), st.just((bool, ...)))


def fields(inner: Any = None):
    words = st.integers(0, 3).flatmap(
        lambda least: st.integers(least, 20).map(lambda most: (str, Field(min_length=least, max_length=most)))
    )
    choices = st.lists(st.from_regex(r"[a-zé -]{1,8}", fullmatch=True), min_size=1, max_size=4, unique=True).map(
        lambda names: (Literal[tuple(names)], ...)
    )
    plain = st.one_of(numbers(), words, choices, st.just((Size, ...)), st.just((str | None, Field(max_length=9))))
    return plain if inner is None else st.one_of(plain, inner)


def models():
    def of(kind):
        return st.dictionaries(
            st.sampled_from(["title", "size", "string", "note", "Shot", "space"]), kind, min_size=1, max_size=4
        ).map(lambda made: create_model("Made", **made))

    def inner(flat):
        return st.one_of(
            flat.map(lambda model: (model, ...)),
            flat.map(lambda model: (model | None, ...)),
            flat.map(lambda model: (list[model], Field(min_length=1, max_length=2))),
            flat.map(lambda model: (tuple[model, int], ...)),
        )

    return of(fields(inner(of(fields()))))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(model=models(), seed=st.integers(0, 2**31))
def test_random_weights_answer_any_model(model, seed):
    answer = a_tiny_chat().with_structured_output(model, seed=seed).invoke("Fill this in.")
    assert isinstance(answer, model)


def test_a_cut_off_answer_is_told_apart():
    asked = a_tiny_chat().with_structured_output(Shot, max_tokens=9)
    with pytest.raises(BadAnswer, match="cut off"):
        asked.invoke("Plan.")
    raw = a_tiny_chat().with_structured_output(Shot, max_tokens=9, include_raw=True).invoke("Plan.")
    assert raw["parsed"] is None
    assert raw["raw"].response_metadata["finish_reason"] == "length"
    assert isinstance(raw["parsing_error"], BadAnswer)
