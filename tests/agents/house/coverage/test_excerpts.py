import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushes.agents.house.coverage.excerpts import clipped, count_words, excerpt, plain, portions


def test_white_space_becomes_single_spaces():
    assert plain("  The\n wheel\t\tturned. ") == "The wheel turned."


@pytest.mark.parametrize(
    ("limit", "cut"),
    [
        (90, "The wheel turned. Water fell from it, white and slow, and nobody spoke while it fell."),
        (70, "Water fell from it, white and slow, and nobody spoke while it fell."),
        (60, "The wheel turned. Water fell from it, white and slow…"),
        (30, "The wheel turned."),
        (9, "…white…"),
    ],
)
def test_an_excerpt_ends_where_a_voice_would(limit, cut):
    text = "The wheel turned. Water fell from it, white and slow, and nobody spoke while it fell."
    assert excerpt(text, limit) == cut


def test_an_excerpt_without_commas_ends_before_a_linking_word():
    assert excerpt("The keeper carried his lantern up the stairs and waited there", 50) == (
        "The keeper carried his lantern up the stairs…"
    )


def test_chinese_is_cut_at_its_own_marks_and_counted_by_its_signs():
    text = "老人走进磨坊，点亮了灯。外面下着大雨，河水涨得很高，谁也没有说话。"
    assert excerpt(text, 20) == "老人走进磨坊，点亮了灯。"
    assert count_words(text) == 15
    assert count_words("The wheel turned.") == 3


@given(st.text(), st.integers(2, 120))
def test_an_excerpt_is_never_too_long(text, limit):
    assert len(excerpt(text, limit)) <= limit
    assert len(clipped(text, limit)) <= limit


@given(st.text(), st.integers(1, 90))
def test_portions_lose_no_letter(text, limit):
    pieces = portions(text, limit)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(0 < len(piece) <= limit for piece in pieces)


@pytest.mark.parametrize("letter", ["a", ",", " ", ".", "—", "a "])
def test_a_megabyte_of_one_letter_is_cut_quickly(letter):
    text = letter * 1_000_000
    started = time.process_time()
    assert len(excerpt(text, 80)) <= 80
    assert len(clipped(text, 80)) <= 80
    assert time.process_time() - started < 1
