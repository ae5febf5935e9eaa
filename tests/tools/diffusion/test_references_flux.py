"""Reference stills and earlier keyframes, by every way FLUX has, at a tiny size."""

from dataclasses import replace

import numpy as np
import pytest
from doubles.plans import a_manifest
from doubles.tiny_flux import (
    CANNY,
    CANNY_THROUGHOUT,
    FLUX,
    IP_ADAPTER,
    KONTEXT,
    REDUX,
    tiny_control,
    tiny_controlnet,
    tiny_depth,
    tiny_flux,
    tiny_ip_adapter,
    tiny_kontext,
    tiny_redux,
)
from PIL import Image

from rushes.configs.equipment import equipment
from rushes.errors import ToolFailed, UserMustFix
from rushes.film.frames import Size
from rushes.film.setup import setup_for
from rushes.tools.diffusion.depth import depth_of
from rushes.tools.diffusion.painter import DiffusionPainter, Wishes
from rushes.tools.diffusion.references import Addition, outlines, side_by_side
from rushes.tools.fitting import Fit, Mode
from rushes.tools.protocols import KeyframeRequest

torch = pytest.importorskip("torch", reason="it comes with rushes[render]")
pytest.importorskip("diffusers", reason="it comes with rushes[render]")

# The library's own ControlNet makes its position embedding by a name that the library deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:`FluxPosEmbed` is deprecated:FutureWarning")

SIZE, CPU = Size(64, 48), Fit(Mode.CPU)


@pytest.fixture(autouse=True)
def _one_thread():
    torch.set_num_threads(1)


@pytest.fixture
def stills(tmp_path):
    """A light still and a dark one, with a figure each."""
    files = []
    for name, ground in (("light", 220), ("dark", 30)):
        picture = np.full((48, 64, 3), ground, dtype=np.uint8)
        picture[12:40, 20:34] = (200, 40, 40) if name == "light" else (40, 200, 90)
        files.append(tmp_path / f"{name}.png")
        Image.fromarray(picture).save(files[-1])
    return tuple(files)


MANIFEST = a_manifest()
REQUEST = KeyframeRequest(setup_for(MANIFEST, MANIFEST.scenes[0], MANIFEST.scenes[0].shots[0]), SIZE, 5)


@pytest.fixture
def painted(tmp_path):
    count = iter(range(100))

    def paint(painter, **shown):
        folder = tmp_path / f"out{next(count)}"
        folder.mkdir()
        made = painter.paint(replace(REQUEST, **shown), folder, lambda _done, _steps: None)
        return np.asarray(Image.open(made.file)), made.settled

    return paint


def with_addition(*additions):
    return DiffusionPainter(FLUX, tiny_flux(), CPU, wishes=Wishes(additions=additions))


def test_plain_flux_says_that_it_used_neither(painted, stills):
    painter = DiffusionPainter(FLUX, tiny_flux(), CPU)
    plain, settled = painted(painter)
    assert settled == {"held": "cpu"}
    same, settled = painted(painter, references=stills, control=stills[0])
    assert np.array_equal(plain, same)
    assert "not used" in settled["references"]
    assert "not used" in settled["control"]


@pytest.mark.parametrize("way", ["redux", "ip-adapter"])
def test_a_reference_still_shows(painted, stills, way):
    if way == "redux":
        addition = Addition(REDUX, tiny_redux())
    else:
        adapter, encoder = tiny_ip_adapter()
        addition = Addition(IP_ADAPTER, adapter, encoder=encoder)
    painter = with_addition(addition)
    plain, _ = painted(DiffusionPainter(FLUX, tiny_flux(), CPU))
    light, _ = painted(painter, references=stills[:1])
    dark, settled = painted(painter, references=stills[1:])
    assert not np.array_equal(light, plain)
    assert not np.array_equal(light, dark)
    assert np.array_equal(light, painted(painter, references=stills[:1])[0])
    assert "references" not in settled
    _, both = painted(painter, references=stills)
    assert ("first alone" in str(both.get("references"))) is (way == "ip-adapter")


def test_an_addition_without_stills_changes_nothing(painted):
    plain, _ = painted(DiffusionPainter(FLUX, tiny_flux(), CPU))
    assert np.array_equal(painted(with_addition(Addition(REDUX, tiny_redux())))[0], plain)


def test_kontext_sees_the_stills_and_needs_them(painted, stills):
    painter = DiffusionPainter(KONTEXT, tiny_kontext(), CPU)
    one, _ = painted(painter, references=stills[:1])
    two, _ = painted(painter, references=stills)
    assert one.shape == (48, 64, 3)
    assert not np.array_equal(one, two)
    with pytest.raises(ToolFailed, match="was given none"):
        painted(painter)


def test_a_controlnet_follows_an_earlier_keyframe_by_its_strength(painted, stills):
    plain, _ = painted(DiffusionPainter(FLUX, tiny_flux(), CPU))
    strong, weak = (with_addition(Addition(CANNY, tiny_controlnet(), strength)) for strength in (1.0, 0.0))
    followed, settled = painted(strong, control=stills[0])
    assert "control" not in settled
    assert not np.array_equal(followed, plain)
    # What it is shown takes part in the noise, so its pictures are not those of FLUX alone.
    unsteered, _ = painted(strong)
    assert np.array_equal(painted(weak, control=stills[0])[0], unsteered)
    assert not np.array_equal(followed, unsteered)


def test_depth_steers_where_a_depth_model_is_there(painted, stills):
    beside = Addition(CANNY.model_copy(update={"extra": {"control": "depth"}}), tiny_controlnet())
    with pytest.raises(UserMustFix, match="steered by depth, and no depth model"):
        painted(with_addition(beside), control=stills[0])
    wishes = Wishes(additions=(beside,), depth=tiny_depth())
    one, two = (painted(DiffusionPainter(FLUX, tiny_flux(), CPU, wishes=wishes), control=still)[0] for still in stills)
    assert not np.array_equal(one, two)


def test_depth_is_relative_and_fills_its_range(stills):
    seen = np.asarray(depth_of(stills[0], Size(96, 48), tiny_depth()))
    assert seen.shape == (48, 96, 3)
    assert (seen.min(), seen.max()) < (40, 256)
    assert seen.max() > 200


def test_flux_steered_throughout_needs_a_keyframe(painted, stills, tmp_path):
    painter = DiffusionPainter(CANNY_THROUGHOUT, tiny_control(), CPU)
    Image.open(stills[0]).rotate(90).save(tmp_path / "turned.png")
    one, same, other = (painted(painter, control=still)[0] for still in (*stills, tmp_path / "turned.png"))
    assert one.shape == (48, 64, 3)
    assert np.array_equal(one, same)  # their outlines are the same
    assert not np.array_equal(one, other)
    with pytest.raises(ToolFailed, match="was given none"):
        painted(painter)


def test_additions_belong_to_flux_alone(painted):
    with pytest.raises(UserMustFix, match="takes no redux"):
        painted(
            DiffusionPainter(KONTEXT, tiny_kontext(), CPU, wishes=Wishes(additions=(Addition(REDUX, tiny_redux()),)))
        )
    with pytest.raises(UserMustFix, match="can't be added"):
        _ = Addition(FLUX, tiny_flux()).way


def test_an_ip_adapter_without_its_encoder_is_refused(painted):
    with pytest.raises(UserMustFix, match="needs its image encoder"):
        painted(with_addition(Addition(IP_ADAPTER, tiny_ip_adapter()[0])))


def test_outlines_are_white_where_the_keyframe_changes(stills):
    drawn = np.asarray(outlines(stills[0], Size(128, 96)))
    assert drawn.shape == (96, 128, 3)
    assert set(np.unique(drawn)) == {0, 255}
    assert drawn[20:84, 36:44].any()
    assert not drawn[:, 100:].any()


def test_stills_side_by_side_are_as_high_as_the_lowest():
    row = side_by_side([Image.new("RGB", (40, 20)), Image.new("RGB", (30, 30))])
    assert row.size == (60, 20)


def test_what_reads_pictures_for_the_painter_stands_in_its_slate(tmp_path):
    read: list[object] = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "config.json").write_text(name, encoding="utf-8")
        beside = Addition(FLUX, tiny_flux(), 1.0, tmp_path / name)
        read += [Wishes(depth=tmp_path / name).marks(), Wishes(additions=(beside,)).marks()]
    assert len({repr(one) for one in read}) == 4


def test_a_model_that_reads_prompts_itself_is_told_its_usual_negative_one():
    edit = equipment().named("qwen-image-edit")
    told = DiffusionPainter(edit, tiny_flux(), CPU)._told(None, "A boat.", REQUEST)
    assert (told["prompt"], told["negative_prompt"]) == ("A boat.", " ")
