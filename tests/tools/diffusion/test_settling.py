"""Memory that runs out: what is tried next, and what is written down."""

import pytest

from rushes.errors import ToolFailed
from rushes.film.frames import Size
from rushes.tools.diffusion.settling import is_out_of_memory, settle
from rushes.tools.fitting import Asked, Fit, Ladder, Mode

torch = pytest.importorskip("torch", reason="it comes with rushes[render]")

ASKED = Asked(Size(64, 32))


def test_what_fits_is_made_as_asked_and_noted_so():
    done = settle(Ladder(), Fit(Mode.RESIDENT), ASKED, lambda fit, asked: (fit.mode, asked), "It")
    assert done.result == (Mode.RESIDENT, ASKED)
    assert done.record == {"held": "resident"}


def test_each_time_memory_runs_out_the_next_rung_is_tried():
    tried = []

    def work(fit, asked):
        tried.append(str(fit))
        if not fit.tiled:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB")
        return asked.size

    done = settle(Ladder(), Fit(Mode.MODEL_OFFLOAD), ASKED, work, "It")
    assert tried == ["model-offload", "group-offload", "group-offload, tiled"]
    assert done.record == {
        "held": "group-offload, tiled",
        "settled": ["it goes through the card block by block", "the picture is decoded in tiles"],
        "made": "64x32",
        "frames": 1,
    }


def test_at_the_foot_of_the_ladder_the_tool_has_failed():
    def work(_fit, _asked):
        raise MemoryError

    with pytest.raises(ToolFailed, match="It ran out of memory at 64x32"):
        settle(Ladder(), Fit(Mode.CPU), ASKED, work, "It")


def test_other_errors_are_not_taken_for_it():
    def work(_fit, _asked):
        raise RuntimeError("mat1 and mat2 shapes cannot be multiplied")

    with pytest.raises(RuntimeError, match="mat1"):
        settle(Ladder(), Fit(Mode.CPU), ASKED, work, "It")


def test_a_real_allocation_that_is_too_large_counts():
    with pytest.raises(RuntimeError) as caught:
        torch.empty(1 << 46, dtype=torch.float64)
    assert is_out_of_memory(caught.value)
