"""What fits where, and the way down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushes.errors import UserMustFix
from rushes.film.frames import FrameGrid, Size
from rushes.tools.fitting import CARD_RESERVE, GB, Asked, Fit, Ladder, Mode, Needs, decide_fit, held_to

FLUX = Needs(
    transformer=int(23.8 * GB),
    text_encoders=int(9.8 * GB),
    vae=int(0.2 * GB),
    activation=int(1.2 * GB),
    decode=int(5 * GB),
    decode_tiled=int(1.5 * GB),
    block=int(0.7 * GB),
)


@pytest.mark.parametrize(
    ("vram", "ram", "held"),
    [
        (80, 128, "resident"),
        (40, 64, "resident"),
        (32, 64, "resident, text encoders first"),
        (28, 64, "model-offload"),
        (28, 32, "model-offload, text encoders first"),
        (24, 64, "group-offload"),
        (24, 32, "group-offload, text encoders first"),
        (12, 64, "group-offload"),
        (8, 64, "group-offload"),
        (5, 64, "group-offload, tiled"),
        (0, 128, "cpu"),
        (0, 58, "cpu, text encoders first, tiled"),
        (2, 58, "cpu, text encoders first, tiled"),
        (8, 16, "none"),
        (0, 16, "none"),
    ],
)
def test_flux_by_card_and_memory(vram, ram, held):
    fit = decide_fit(FLUX, vram * GB, ram * GB)
    assert str(fit) == held
    assert fit.reason
    assert fit.card + CARD_RESERVE <= vram * GB or fit.mode in {Mode.CPU, Mode.NONE}


def test_eight_bits_come_last_and_only_where_allowed():
    heavy = Needs(10 * GB, 0, 0, GB, GB, GB, 6 * GB)
    assert str(decide_fit(heavy, 9 * GB, 64 * GB)) == "resident, 8-bit"
    assert decide_fit(heavy, 9 * GB, 64 * GB, eight_bit=False).mode is Mode.CPU


def test_what_fits_nowhere_says_why_and_is_refused():
    fit = decide_fit(FLUX, 8 * GB, 16 * GB)
    assert "26.0 GB of main memory" in fit.reason
    with pytest.raises(UserMustFix, match="FLUX does not fit this machine"):
        held_to(fit, "FLUX")
    small = decide_fit(FLUX, 2 * GB, 32 * GB)
    assert "even block by block" in small.reason


sizes = st.integers(0, 60 * GB)
needs = st.builds(Needs, *([sizes] * 7))
memory = st.integers(0, 200 * GB)


@given(needs, memory, memory, memory, memory, st.booleans())
def test_more_memory_never_gives_a_worse_fit(model, vram, ram, more_vram, more_ram, eight_bit):
    fit = decide_fit(model, vram, ram, eight_bit=eight_bit)
    better = decide_fit(model, vram + more_vram, ram + more_ram, eight_bit=eight_bit)
    assert better.rank <= fit.rank


@given(needs, memory, memory)
def test_a_fit_takes_no_more_than_there_is(model, vram, ram):
    fit = decide_fit(model, vram, ram)
    assert fit.ram <= ram
    assert fit.card <= vram


def test_the_ladder_offloads_tiles_rounds_shrinks_and_shortens():
    ladder = Ladder(Asked(Size(424, 240), 43), 16, FrameGrid(6, 1))
    fit, asked, words = Fit(Mode.RESIDENT), Asked(Size(848, 480), 85), []
    while (rung := ladder.next_rung(fit, asked)) is not None:
        fit, asked = rung.fit, rung.asked
        words.append(rung.words)
    assert words == [
        "its parts take turns on the card",
        "it goes through the card block by block",
        "the picture is decoded in tiles",
        "its weights are rounded to 8 bits",
        "the picture is made at 640x368 instead of 848x480",
        "the picture is made at 480x272 instead of 640x368",
        "61 frames are made at a time instead of 85",
        "43 frames are made at a time instead of 61",
    ]
    assert str(fit) == "group-offload, 8-bit, tiled"


def test_without_leave_nothing_gets_smaller_or_rounded():
    ladder = Ladder(eight_bit=False)
    rung = ladder.next_rung(Fit(Mode.GROUP_OFFLOAD), Asked(Size(64, 64)))
    assert rung is not None
    assert rung.fit.tiled
    assert ladder.next_rung(rung.fit, rung.asked) is None


@given(
    st.sampled_from([Mode.RESIDENT, Mode.MODEL_OFFLOAD, Mode.GROUP_OFFLOAD, Mode.CPU]),
    st.integers(16, 4096),
    st.integers(16, 4096),
    st.integers(1, 500),
    st.sampled_from([FrameGrid(), FrameGrid(6, 1), FrameGrid(8, 1), FrameGrid(4, 1)]),
)
def test_every_ladder_ends_and_stays_within_its_bounds(mode, width, height, frames, grid):
    asked = Asked(Size(width, height).fitted(16), grid.at_least(frames))
    ladder = Ladder(Asked(Size(width // 2 or 1, height // 2 or 1), frames // 2), 16, grid)
    fit, steps = Fit(mode), 0
    while (rung := ladder.next_rung(fit, asked)) is not None:
        assert (rung.fit, rung.asked) != (fit, asked)
        assert rung.asked.size.width >= width // 2
        assert rung.asked.frames >= frames // 2
        assert grid.holds(rung.asked.frames)
        fit, asked, steps = rung.fit, rung.asked, steps + 1
        assert steps < 20
