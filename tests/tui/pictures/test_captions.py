"""Words on the screen: exactly as many cells as there are, whatever the words are."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from rushes.tui.pictures.captions import name_over, sentence

PLAIN = Style()


@given(st.text(max_size=80), st.integers(0, 40), st.integers(0, 12))
def test_never_a_cell_too_many(text, columns, rows):
    strips = [*sentence(text, columns, rows, PLAIN), name_over(text, columns, PLAIN)]
    assert len(strips) == rows + 1
    assert all(cell_len(strip.text) == columns == strip.cell_length for strip in strips)


def test_it_stands_in_the_middle():
    assert name_over("3-2/c1", 10, PLAIN).text == "  3-2/c1  "
    lines = [strip.text for strip in sentence("the take is gone", 8, 6, PLAIN)]
    assert lines == [*[" " * 8] * 2, "the take", "is gone ", *[" " * 8] * 2]


def test_foreign_text_is_shown_and_does_nothing():
    assert name_over("[b]x[/b]\x1b[2J", 30, PLAIN).text.strip() == "[b]x[/b]␛[2J"
