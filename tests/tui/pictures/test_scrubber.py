"""The line below a clip."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from rushes.tui.pictures.scrubber import frame_under, scrubber
from rushes.tui.pictures.transport import Transport

CLIP = Transport(48, Fraction(12))


def test_it_reads_as_it_should():
    assert scrubber(CLIP.run(0.0), 14, 50) == "▶ 0:01.1 / 0:04.0  frame 15/48  ━━━━━●────────────"
    assert scrubber(CLIP, 0, 50) == "‖ 0:00.0 / 0:04.0  frame  1/48  ●─────────────────"
    assert scrubber(CLIP, 47, 50) == "‖ 0:03.9 / 0:04.0  frame 48/48  ━━━━━━━━━━━━━━━━━●"


def test_minutes():
    assert "1:40.0 / 10:00.0  frame  2401/14400" in scrubber(Transport(14400, Fraction(24)), 2400, 60)


@given(st.integers(1, 20000), st.integers(0, 200), st.data())
def test_always_as_wide_as_the_screen_and_the_bar_stays_where_it_is(frames, columns, data):
    transport = Transport(frames, Fraction(24))
    index = data.draw(st.integers(0, frames - 1))
    line = scrubber(transport, index, columns)
    assert cell_len(line) == columns
    if "●" in line:
        assert frame_under(transport, line.index("●"), columns) is not None
        first = next(x for x in range(columns) if frame_under(transport, x, columns) is not None)
        assert frame_under(transport, first, columns) == 0
        assert frame_under(transport, columns - 1, columns) == frames - 1
        assert frame_under(transport, first - 1, columns) is None
        assert frame_under(transport, columns, columns) is None


def test_a_click_on_the_mark_stays_there():
    line = scrubber(CLIP, 20, 200)
    assert frame_under(CLIP, line.index("●"), 200) == 20


def test_no_room_for_a_bar():
    assert scrubber(CLIP, 3, 20) == "‖ 0:00.2 / 0:04.0  f"
    assert frame_under(CLIP, 15, 20) is None
