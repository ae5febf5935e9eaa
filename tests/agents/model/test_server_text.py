"""Text, JSON and the tool form as models write them, cut anywhere."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushes.agents.model.answer_text import NotJson, cleaned, json_in, read_json
from rushes.agents.model.server_answer import Answer
from rushes.agents.model.tool_form import SayReader, form_calls

TEXT = st.text(st.characters(), max_size=40)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


@given(st.text(st.characters(categories=None), max_size=60))
def test_cleaned_text_can_be_written_anywhere_and_stays_as_it_is(text):
    once = cleaned(text)
    once.encode()
    assert cleaned(once) == once
    assert not any(ord(sign) < 32 and sign not in "\n\t" for sign in once)


@given(JSON, st.booleans())
def test_whole_json_is_read_as_json_reads_it(value, ascii_only):
    assert read_json(json.dumps(value, ensure_ascii=ascii_only)) == json.loads(json.dumps(_clean(value)))


def _clean(value):
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, list):
        return [_clean(part) for part in value]
    return {cleaned(key): _clean(part) for key, part in value.items()} if isinstance(value, dict) else value


@given(
    st.dictionaries(st.sampled_from("abc"), JSON, min_size=1), st.sampled_from(["", "Sure: ", "```json\n"]), st.data()
)
def test_an_object_cut_off_is_no_object(value, before, data):
    text = json.dumps(value)
    cut = data.draw(st.integers(0, len(text) - 1))
    assert json_in(before + text) == _clean(value)
    assert json_in(before + text[:cut]) is None
    with pytest.raises(NotJson):
        read_json(text[:cut])


@pytest.mark.parametrize(
    "text", ["[" * 10**6, '{"a":' * 10**5, "{" * 10**6, '{"' * 10**6, "9" * 10**5, "<think>" * 10**5]
)
def test_monstrous_answers_are_read_at_once(text):
    assert json_in(text) is None
    with pytest.raises(NotJson):
        read_json(text)


@given(st.text(st.characters(categories=None), max_size=30), st.booleans(), st.lists(st.integers(0, 300), max_size=12))
def test_what_is_said_is_read_the_same_wherever_the_form_is_split(said, ascii_only, cuts):
    form = json.dumps({"say": said, "calls": []}, ensure_ascii=ascii_only)
    edges = sorted({0, len(form), *(min(cut, len(form)) for cut in cuts)})
    reader = SayReader()
    streamed = "".join(reader.feed(form[start:end]) for start, end in zip(edges, edges[1:], strict=False))
    assert reader.begun
    assert streamed == reader.said == json_in(form)["say"]


@given(st.text(max_size=300), st.text(max_size=300))
def test_a_reader_of_anything_else_says_nothing_wrong(first, second):
    reader = SayReader()
    shown = reader.feed(first) + reader.feed(second)
    assert shown == reader.said
    assert reader.begun or not shown


def test_an_escape_that_is_none_ends_the_words():
    reader = SayReader()
    assert (
        reader.feed('```json\n{ "say" : "one') + reader.feed(r" two\x" + "three " * 10) + reader.feed("four")
        == "one two"
    )


@given(JSON)
def test_a_form_filled_in_anyhow_gives_calls_that_are_calls(value):
    good, bad = form_calls({"calls": [value, {"tool": "widen", "arguments": value}]}, turn=1)
    assert all(isinstance(call["args"], dict) and call["name"] for call in good)
    assert len(good) + len(bad) == 2
    assert all(call["error"] for call in bad)


@given(st.dictionaries(st.sampled_from(["choices", "usage", "model", "error"]), JSON), JSON)
def test_events_of_any_shape_are_borne(event, inner):
    answer = Answer()
    answer.take(event)
    answer.take({"choices": [{"delta": inner, "finish_reason": inner}]})
    answer.take({"choices": [{"delta": {"content": inner, "tool_calls": [inner]}, "message": inner}]})
    good, bad = answer.calls(1)
    assert isinstance(answer.said, str)
    assert all(call["id"] for call in [*good, *bad])
