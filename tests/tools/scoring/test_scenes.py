"""A scene as a whole: how its shots go together, and all of them on one sheet."""

import cv2
import numpy as np
import pytest
from doubles.plans import a_manifest, a_scene, a_shot

from rushes.errors import BadMedia, ToolFailed
from rushes.film.frames import Size
from rushes.film.setup import setup_for
from rushes.film.vocabulary import ShotSize
from rushes.tools.draft.compose import Shooting
from rushes.tools.draft.stage import paint_stage
from rushes.tools.protocols import Shown
from rushes.tools.scoring.scenes import consistency, contact_sheet
from rushes.tools.scoring.structure import WIDTH

FRAME = Size(160, 90)
SIZES = (ShotSize.LONG, ShotSize.FULL, ShotSize.MEDIUM)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """Three shots of one place by the draft renderer."""
    folder = tmp_path_factory.mktemp("drawn")
    shots = tuple(a_shot(f"1-{place + 1}", size=size) for place, size in enumerate(SIZES))
    scene = a_scene("1", 3).model_copy(update={"shots": shots})
    plan = a_manifest(scene)
    shown = []
    for shot in shots:
        setup = setup_for(plan, scene, shot)
        picture = Shooting(paint_stage(setup, FRAME, 5), 1, 24.0, 5).frame(0)
        shown.append(Shown(shot=shot.number, keyframe=written(folder / f"{shot.number}.png", picture), setup=setup))
    return tuple(shown)


def written(file, picture):
    cv2.imwrite(str(file), np.ascontiguousarray(picture[..., ::-1]))
    return file


def changed(shown, file, change):
    """The shot with another picture in its place."""
    picture = cv2.imread(str(shown.keyframe))[..., ::-1]
    return Shown(shot=shown.shot, keyframe=written(file, change(picture).astype(np.uint8)), setup=shown.setup)


def test_all_there_is_to_say_of_a_scene(drawn):
    found = consistency(drawn)
    shots = {one.shot for one in drawn}
    pairs = {"1-1|1-2", "1-1|1-3", "1-2|1-3"}
    steps = {"light-step/1-1|1-2", "light-step/1-2|1-3"}
    assert found.keys() == pairs | shots | {f"off/{one}" for one in shots} | steps | {"scene", "light-step"}
    assert all(0 <= found[name] <= 1 for name in (*pairs, *shots, "scene"))
    assert all(-1 <= found[f"off/{one}"] <= 1 for one in shots)
    assert 0 <= found["light-step"] == max(found[step] for step in steps) <= 100
    assert found["scene"] == pytest.approx(sum(found[pair] for pair in pairs) / 3)
    assert found["1-1"] == pytest.approx((found["1-1|1-2"] + found["1-1|1-3"]) / 2)


def test_clean_drafts_go_together_as_planned(drawn):
    found = consistency(drawn)
    assert all(abs(found[f"off/{one.shot}"]) < 0.05 for one in drawn)


def test_a_scene_of_one_has_none_and_a_scene_of_none_neither(drawn):
    assert consistency(drawn[:1]) == {}
    assert consistency(()) == {}


def test_the_shot_in_other_colours_is_the_one_that_is_off(drawn, tmp_path):
    odd = changed(drawn[1], tmp_path / "odd.png", lambda picture: picture[..., ::-1] * 0.5)
    found = consistency((drawn[0], odd, drawn[2]))
    assert max(("1-1", "1-2", "1-3"), key=lambda one: found[f"off/{one}"]) == "1-2"
    assert found["off/1-2"] > 0.1
    assert found["1-2"] < consistency(drawn)["1-2"] - 0.1


def test_a_jump_in_the_light_between_neighbours_is_told(drawn, tmp_path):
    dark = changed(drawn[1], tmp_path / "dark.png", lambda picture: picture * 0.4)
    found = consistency((drawn[0], drawn[2], dark))
    assert found["light-step"] > consistency(drawn)["light-step"] + 15
    assert found["light-step"] == found["light-step/1-3|1-2"]


def test_the_same_shots_measure_the_same_each_time(drawn):
    assert consistency(drawn) == consistency(drawn)


@pytest.mark.parametrize(("count", "across", "rows"), [(1, 1, 1), (3, 3, 1), (4, 4, 1), (5, 4, 2), (9, 4, 3)])
def test_a_contact_sheet_is_a_png_of_its_rows(drawn, tmp_path, count, across, rows):
    file = contact_sheet([drawn[place % 3] for place in range(count)], tmp_path)
    assert file.parent == tmp_path
    assert file.read_bytes().startswith(b"\x89PNG")
    sheet = cv2.imread(str(file))
    assert sheet.shape == (rows * (180 + 22 + 8), across * (WIDTH + 8) + 8, 3)


def test_a_contact_sheet_shows_the_pictures_in_their_order(drawn, tmp_path):
    sheet = cv2.imread(str(contact_sheet(drawn, tmp_path)))[..., ::-1].astype(int)
    for place, one in enumerate(drawn):
        left = 8 + place * (WIDTH + 8)
        picture = cv2.resize(cv2.imread(str(one.keyframe))[..., ::-1], (WIDTH, 180)).astype(int)
        assert np.abs(sheet[8:188, left : left + WIDTH] - picture).mean() < 6
        number = sheet[188:, left : left + WIDTH]
        assert number.max() > 150


def test_a_still_that_does_not_decode_is_bad(drawn, tmp_path):
    (tmp_path / "bad.png").write_bytes(b"no picture")
    bad = Shown(shot="1-4", keyframe=tmp_path / "bad.png", setup=drawn[0].setup)
    with pytest.raises(BadMedia):
        consistency((*drawn, bad))


def test_a_sheet_that_cannot_be_written_is_said(drawn, tmp_path):
    with pytest.raises(ToolFailed, match="contact sheet"):
        contact_sheet(drawn, tmp_path / "nowhere")
