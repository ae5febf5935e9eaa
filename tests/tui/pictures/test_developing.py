"""Stills from their files: reduced, in RGB, and a plain sentence for whatever does not decode."""

import io

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from rushes.errors import BadMedia
from rushes.tui.pictures.developing import developed

CARD = np.kron(np.random.default_rng(1).integers(0, 255, (9, 16, 3)), np.ones((10, 10, 1))).astype(np.uint8)


def in_bytes(kind):
    file = io.BytesIO()
    Image.fromarray(CARD).save(file, kind)
    return file.getvalue()


ENCODED = [in_bytes(kind) for kind in ("PNG", "JPEG", "WEBP")]


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp"])
def test_as_large_as_it_may_be_and_no_larger(tmp_path, suffix):
    file = tmp_path / f"still.{suffix}"
    Image.fromarray(CARD).save(file)
    assert developed(file, (640, 480)).size == (160, 90)
    assert developed(file, (80, 480)).size == (80, 45)


@pytest.mark.parametrize("mode", ["RGBA", "L", "P", "1"])
def test_any_kind_of_picture_comes_as_rgb(tmp_path, mode):
    Image.fromarray(CARD).convert(mode).save(tmp_path / "still.png")
    assert developed(tmp_path / "still.png", (640, 480)).mode == "RGB"


def test_a_missing_file(tmp_path):
    with pytest.raises(BadMedia, match=r"still\.png is not there"):
        developed(tmp_path / "still.png", (640, 480))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(ENCODED), st.data())
def test_damage_is_bad_media_or_nothing_worse_than_wrong_colours(tmp_path, encoded, data):
    hurt = bytearray(encoded[: data.draw(st.integers(0, len(encoded)))])
    for at in data.draw(st.lists(st.integers(0, max(len(hurt) - 1, 0)), max_size=8)) if hurt else []:
        hurt[at] = data.draw(st.integers(0, 255))
    file = tmp_path / "still.png"
    file.write_bytes(hurt)
    try:
        assert developed(file, (64, 48)).mode == "RGB"
    except BadMedia as error:
        assert error.title == "still.png is damaged."
