"""Words that answer a question, and what notes wish for."""

import pytest
from doubles.plans import a_scene, a_shot

from rushes.agents.conversation.complaints import wished_edit, wished_step
from rushes.agents.conversation.plain_words import yes_or_no
from rushes.agents.conversation.wording import shortened
from rushes.film.vocabulary import TimeOfDay


@pytest.mark.parametrize(
    "word",
    ["y", "Yes", "yes please", "sure", "Sure!", "ok", "OK, do it", "okay then", "please", "go ahead", "yeah, sure"],
)
def test_a_yes_is_a_yes(word):
    assert yes_or_no(word) is True


@pytest.mark.parametrize(
    "word",
    [
        "n",
        "no",
        "Nope.",
        "no thanks",
        "cancel",
        "undo",
        "stop",
        "never mind",
        "please don’t",
        "yes no",
        "leave it, please",
    ],
)
def test_a_no_is_a_no_even_beside_a_yes(word):
    assert yes_or_no(word) is False


@pytest.mark.parametrize(
    "word",
    ["", "thanks", "list scene 1", "yes but wider", "ok make 1-3 wider", "undo the last two", "maybe", "no pan in 2-1"],
)
def test_anything_else_is_neither(word):
    assert yes_or_no(word) is None


@pytest.mark.parametrize(
    ("note", "edit"),
    [
        ("too tight, I want to see his shoulders", "make 1-1 wider"),
        ("it is much TOO LONG", "make 1-1 shorter"),
        ("closer", "make 1-1 closer"),
        ("too low", "make 1-1 higher"),
        ("too dark", "make scene 1 dusk"),
        ("too bright", ""),
        ("his hat is wrong", ""),
        ("the wider world", "make 1-1 wider"),
    ],
)
def test_a_note_is_read_for_the_edit_it_wishes_for(note, edit):
    scene = a_scene("1", 1, time_of_day=TimeOfDay.NIGHT)
    assert wished_edit(note, scene, a_shot("1-1")) == edit


def test_notes_wish_for_no_more_than_they_say():
    assert wished_step("a tightrope, too closeted") is None


def test_long_words_on_a_change_end_at_a_word():
    assert shortened("one two three", 13) == "one two three"
    assert shortened("one two three", 12) == "one two…"
    assert shortened("x" * 20, 5) == "xxxx…"
