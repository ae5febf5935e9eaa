"""What every painter, mover and scorer promises, held against the real ones and the doubles alike."""

from fractions import Fraction

import numpy as np
import pytest
from doubles.cards import CardMover, CardPainter
from doubles.plans import a_manifest, a_scene, a_shot
from PIL import Image

from rushes.film.frames import Size
from rushes.film.setup import setup_for
from rushes.film.take import TakeKind
from rushes.film.vocabulary import Move
from rushes.tools import registry
from rushes.tools.footage import TechnicalScorer, decode
from rushes.tools.protocols import KeyframeRequest, MotionRequest, Sight

SIZE, FPS = Size(160, 90), Fraction(12)


def setup(move=Move.PAN_LEFT):
    scene = a_scene("1", 1).model_copy(update={"shots": (a_shot("1-1", move=move),)})
    manifest = a_manifest(scene)
    return setup_for(manifest, scene, scene.shots[0])


@pytest.fixture(params=["draft", "cards"])
def painter(request):
    return registry.painter("draft") if request.param == "draft" else CardPainter()


@pytest.fixture(params=["draft", "cards"])
def pair(request):
    if request.param == "draft":
        return registry.painter("draft"), registry.motion_maker("draft")
    return CardPainter(), CardMover()


def quiet(_done, _steps):
    pass


def test_a_keyframe_is_a_png_of_the_size_asked_for(painter, tmp_path):
    made = painter.paint(KeyframeRequest(setup(), SIZE, 5), tmp_path, quiet).file
    assert made.parent == tmp_path
    with Image.open(made) as picture:
        assert (picture.format, picture.mode, picture.size) == ("PNG", "RGB", (160, 90))


def test_the_same_seed_gives_the_same_pixels(painter, tmp_path):
    def paint(name, seed):
        folder = tmp_path / name
        folder.mkdir()
        return np.asarray(Image.open(painter.paint(KeyframeRequest(setup(), SIZE, seed), folder, quiet).file))

    assert np.array_equal(paint("a", 5), paint("b", 5))
    assert not np.array_equal(paint("c", 5), paint("d", 6))


@pytest.mark.parametrize("frames", [1, 2, 13])
def test_a_clip_has_the_frames_asked_for_and_begins_with_its_keyframe(pair, tmp_path, frames):
    painter, mover = pair
    still = painter.paint(KeyframeRequest(setup(), SIZE, 5), tmp_path, quiet).file
    steps = []
    request = MotionRequest(setup(), still, 5, SIZE, frames, FPS, 9)
    clip = mover.move(request, tmp_path, lambda done, every: steps.append((done, every))).file
    facts, planes = decode(clip)
    assert (facts.width, facts.height, facts.frames, facts.fps) == (160, 90, frames, 12)
    assert steps[-1][0] == steps[-1][1]
    keyframe = np.asarray(Image.open(still).convert("L")).astype(float)
    assert np.abs(planes[0] - (16 + keyframe * 219 / 255)).mean() < 12


def test_the_same_clip_twice_is_the_same_bytes(pair, tmp_path):
    painter, mover = pair
    still = painter.paint(KeyframeRequest(setup(), SIZE, 5), tmp_path, quiet).file
    made = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        clip = mover.move(MotionRequest(setup(), still, 5, SIZE, 9, FPS, 9), tmp_path / name, quiet)
        made.append(clip.file.read_bytes())
    assert made[0] == made[1]


def test_a_moving_camera_moves_the_picture(pair, tmp_path):
    painter, mover = pair
    still = painter.paint(KeyframeRequest(setup(), SIZE, 5), tmp_path, quiet).file
    clip = mover.move(MotionRequest(setup(), still, 5, SIZE, 24, FPS, 9), tmp_path, quiet).file
    assert TechnicalScorer().measure(Sight(clip, TakeKind.CLIP, setup()))["motion"] > 2


def test_a_spec_is_known_without_work(pair):
    for tool in pair:
        assert tool.spec.name
        assert tool.spec.revision
        assert tool.spec.licence


def test_an_unknown_backend_lists_the_known_ones():
    from rushes.errors import UserMustFix

    with pytest.raises(UserMustFix, match="draft"):
        registry.painter("flux-from-outer-space")
