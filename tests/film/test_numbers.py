import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushes.errors import NoSuchShot
from rushes.film.numbers import inserted_after, scene_of, select, sort_key

numbers = st.from_regex(r"[1-9][0-9]{0,2}[A-Z]{0,2}", fullmatch=True)
SHOTS = ["1-1", "1-2", "2-1", "10-1", "10A-1", "10A-2", "11-1"]


def test_film_order():
    assert sorted(["11", "10B", "9", "10AA", "10", "10A"], key=sort_key) == ["9", "10", "10A", "10B", "10AA", "11"]


@pytest.mark.parametrize("word", ["", "0", "A1", "1a", "1-", "-1", "١"])
def test_what_is_no_number(word):
    with pytest.raises(ValueError):
        sort_key(word)


@given(numbers, st.lists(numbers))
def test_an_insert_lies_between(number, taken):
    fresh = inserted_after(number, taken)
    assert fresh not in taken
    assert sort_key(number) < sort_key(fresh) < sort_key(str(int("".join(filter(str.isdigit, number))) + 1))


def test_inserts_after_a_shot_stay_in_their_scene():
    assert inserted_after("10A-3", ["10A-3A"]) == "10A-3B"
    assert scene_of("10A-3B") == "10A"


@pytest.mark.parametrize(
    ("words", "shots"),
    [
        (["1"], ["1-1", "1-2"]),
        (["10a"], ["10A-1", "10A-2"]),
        (["1-2..10-1"], ["1-2", "2-1", "10-1"]),
        (["2..10A"], ["2-1", "10-1", "10A-1", "10A-2"]),
        (["11-1,1-1"], ["1-1", "11-1"]),
        (["all"], SHOTS),
    ],
)
def test_words_name_shots(words, shots):
    assert select(words, SHOTS) == shots


@given(st.text(max_size=20))
def test_any_word_names_shots_or_is_refused(word):
    try:
        assert set(select([word], SHOTS)) <= set(SHOTS)
    except NoSuchShot as error:
        assert error.way_out
