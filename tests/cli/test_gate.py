from hypothesis import given
from hypothesis import strategies as st

from rushes.gate import clean, one_line

LETTERS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=300)


@given(LETTERS)
def test_nothing_dangerous_comes_out(text):
    out = clean(text)
    assert not any(ord(letter) < 0x20 and letter not in "\n\t" for letter in out)
    assert not any(0x7F <= ord(letter) <= 0x9F for letter in out)
    assert not set("\u202a\u202e\u2066\u2069\u200e\u200f") & set(out)


@given(LETTERS)
def test_no_visible_letter_is_lost(text):
    kept = iter(clean(text))
    assert all(letter in kept for letter in text if letter.isprintable() and letter.isascii())


def test_brackets_and_marks_stay():
    assert clean("INT. ROOM [NIGHT] [/b] ♥ 夜") == "INT. ROOM [NIGHT] [/b] ♥ 夜"
    assert clean("\x1b]52;c;x\x07") == "␛]52;c;x␇"


@given(LETTERS, st.integers(1, 80))
def test_one_line_is_one_line(text, width):
    line = one_line(text, width)
    assert len(line) <= width
    assert "\n" not in line
