"""Every family of video models, built tiny in its real layout, through the one mover."""

import sys
from dataclasses import replace
from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest
from doubles.plans import a_manifest, a_scene, a_shot
from doubles.video_entries import FAMILIES, LIBRARY_WARNINGS, video_entry
from PIL import Image

from rushes.errors import Bug, ToolFailed, UserMustFix
from rushes.film.frames import Size
from rushes.film.manifest import KeyframePrompt, MotionPrompt
from rushes.film.setup import setup_for
from rushes.tools.diffusion import video_model
from rushes.tools.diffusion.clips import pictures_of
from rushes.tools.diffusion.families import Shoot, ability_for, arguments, prompt_for
from rushes.tools.diffusion.loras import lora_named
from rushes.tools.diffusion.mover import DiffusionMover
from rushes.tools.diffusion.video_model import MotionWishes
from rushes.tools.fitting import Fit, Mode
from rushes.tools.footage import decode
from rushes.tools.protocols import MotionRequest

pytestmark = [pytest.mark.filterwarnings(warning) for warning in LIBRARY_WARNINGS]

SIZE, FPS = Size(96, 54), Fraction(12)
CPU = Fit(Mode.CPU)


def a_setup(camera="The camera pans left."):
    shot = a_shot("1-1").model_copy(
        update={
            "motion_prompt": MotionPrompt(camera=camera, physics="Ada breathes."),
            "keyframe_prompt": KeyframePrompt(composition="Ada by a mill.", texture="Film grain."),
        }
    )
    scene = a_scene("1", 1).model_copy(update={"shots": (shot,)})
    manifest = a_manifest(scene)
    return setup_for(manifest, scene, scene.shots[0])


@pytest.fixture(scope="module")
def still(tmp_path_factory):
    path = tmp_path_factory.mktemp("still") / "keyframe.png"
    Image.fromarray(np.random.default_rng(1).integers(0, 255, (54, 96, 3), dtype=np.uint8)).save(path)
    return path


@pytest.fixture
def guardrail(monkeypatch, tmp_path):
    """NVIDIA's package is not there: something in its place that lets all pass."""
    from diffusers.pipelines.cosmos import pipeline_cosmos2_video2world
    from doubles.tiny_video import Guardrail

    (tmp_path / "cosmos_guardrail.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(pipeline_cosmos2_video2world, "CosmosSafetyChecker", Guardrail)


def a_mover(family, *, fit=CPU, entry=None, **wishes):
    from doubles.tiny_video import tiny_folder

    found = entry or video_entry(family)
    folder = tiny_folder("motion-adapter" if family == "animatediff" else family)
    parts = {"stable-diffusion": tiny_folder("stable-diffusion")} if family == "animatediff" else {}
    return DiffusionMover(found, folder, fit, "cpu", MotionWishes(**wishes), parts)


def a_request(still, frames=4, seed=9, **more):
    return MotionRequest(a_setup(), still, 5, SIZE, frames, FPS, seed, **more)


def quiet(_done, _steps):
    pass


@pytest.mark.parametrize("family", FAMILIES)
def test_a_clip_is_as_asked_and_the_same_again(family, still, tmp_path, request):
    if family == "cosmos2":
        request.getfixturevalue("guardrail")
    mover = a_mover(family, from_words=family == "hunyuan")
    steps = []
    made = mover.move(a_request(still), tmp_path, lambda done, every: steps.append((done, every)))
    first = made.file.read_bytes()
    facts, _ = decode(made.file)
    assert (facts.width, facts.height, facts.frames, facts.fps) == (96, 54, 4, 12)
    assert steps[0][0] == 0
    assert steps[-1][0] == steps[-1][1]
    assert all(done <= every for done, every in steps)
    assert made.settled["held"] == "cpu"
    assert "settled" not in made.settled
    assert mover.move(a_request(still), tmp_path, quiet).file.read_bytes() == first
    assert mover.move(a_request(still, seed=10), tmp_path, quiet).file.read_bytes() != first
    mover.close()


@pytest.mark.parametrize("family", ["ltx", "mochi", "wan", "wan-i2v", "wan-2.2-i2v", "hunyuan", "cogvideox-i2v"])
def test_the_text_encoders_can_come_first_and_leave(family, still, tmp_path):
    wishes = {"from_words": family == "hunyuan"}
    together = a_mover(family, **wishes).move(a_request(still), tmp_path, quiet).file.read_bytes()
    apart = a_mover(family, fit=Fit(Mode.CPU, text_first=True), **wishes)
    assert apart.move(a_request(still), tmp_path, quiet).file.read_bytes() == together
    assert apart._model._loaded[2].text_encoder is None


@pytest.mark.parametrize("family", ["mochi", "svd"])
def test_the_foot_of_the_ladder_holds_what_can_be_held_so(family, still, tmp_path):
    made = a_mover(family, fit=Fit(Mode.GROUP_OFFLOAD, tiled=True, eight_bit=True)).move(
        a_request(still), tmp_path, quiet
    )
    assert made.settled["held"] == "group-offload, 8-bit, tiled"
    assert decode(made.file)[0].frames == 4


def test_prompts_are_read_once_for_all_shots(still, tmp_path, monkeypatch):
    loads = []
    real = video_model.load_pipeline

    def counted(*given, reading=None, **named):
        loads.append(reading)
        return real(*given, reading=reading, **named)

    monkeypatch.setattr(video_model, "load_pipeline", counted)
    apart = a_mover("ltx", fit=Fit(Mode.CPU, text_first=True))
    apart.prepare([a_setup(), a_setup(), other := a_setup("The camera falls.")])
    assert loads == [True]
    apart.move(a_request(still), tmp_path, quiet)
    apart.move(replace(a_request(still), setup=other), tmp_path, quiet)
    assert loads == [True, False]
    with_room = a_mover("ltx")
    with_room.move(a_request(still), tmp_path, quiet)
    loaded = with_room._model._loaded[2]
    with_room.prepare([a_setup(), other])
    assert loads == [True, False, True, False, True]
    assert with_room._model._loaded[2] is loaded


def test_prompts_that_don_t_fit_are_left_to_each_clip(still, tmp_path, monkeypatch):
    mover = a_mover("ltx")

    def full(*_given, **_named):
        raise RuntimeError("CUDA out of memory. Tried to allocate 9 GiB")

    with monkeypatch.context() as patched:
        patched.setattr(video_model, "load_pipeline", full)
        mover.prepare([a_setup()])
    assert mover.move(a_request(still), tmp_path, quiet).file.is_file()


def test_a_lora_shows_in_a_clip(still, tmp_path):
    torch = pytest.importorskip("torch")
    from safetensors.torch import save_file

    torch.manual_seed(4)
    stem = "transformer.blocks.0.attn1.to_q"
    save_file(
        {f"{stem}.lora_A.weight": torch.randn(4, 24), f"{stem}.lora_B.weight": torch.randn(24, 4)},
        tmp_path / "sway.safetensors",
    )
    plain = a_mover("wan-i2v").move(a_request(still), tmp_path, quiet).file.read_bytes()
    worn = a_mover("wan-i2v", loras=(lora_named(tmp_path, "sway"),))
    assert worn.move(a_request(still), tmp_path, quiet).file.read_bytes() != plain
    assert worn.spec.revision != a_mover("wan-i2v").spec.revision
    with pytest.raises(UserMustFix, match="does not go into"):
        a_mover("ltx", loras=(lora_named(tmp_path, "sway"),)).move(a_request(still), tmp_path, quiet)


def test_a_long_shot_goes_on_from_its_last_picture(still, tmp_path, monkeypatch):
    begun = []
    real = video_model.load_pipeline

    def heard(*given, **named):
        pipeline = real(*given, **named)
        call = type(pipeline).__call__

        class Heard(type(pipeline)):
            def __call__(self, *args, image=None, num_frames=0, **more):
                made = call(self, *args, image=image, num_frames=num_frames, **more)
                begun.append((num_frames, np.asarray(image), made.frames[0]))
                return made

        pipeline.__class__ = Heard
        return pipeline

    monkeypatch.setattr(video_model, "load_pipeline", heard)
    made = a_mover("ltx").move(a_request(still, frames=12), tmp_path, quiet)
    assert made.settled["segments"] == [9, 9]
    assert [frames for frames, _, _ in begun] == [9, 9]
    assert np.array_equal(begun[1][1], (begun[0][2][-1] * 255).round().astype(np.uint8))
    assert len(list(pictures_of(made.file))) == 12


def test_a_clip_can_be_remade(still, tmp_path):
    shot = a_mover("wan", from_words=True).move(a_request(still), tmp_path, quiet)
    footage = shot.file.rename(tmp_path / "footage.mp4")
    mover = a_mover("wan")
    remade = mover.move(a_request(still, footage=footage), tmp_path, quiet)
    assert remade.settled["ability"] == "v2v"
    held = mover.move(a_request(still), tmp_path, quiet)
    assert remade.file.parent == tmp_path
    assert held.settled["ability"] == "v2v"
    with pytest.raises(UserMustFix, match="can't remake"):
        a_mover("wan-i2v").move(a_request(still, footage=footage), tmp_path, quiet)


def test_a_rate_that_is_not_the_films_is_said(still, tmp_path):
    made = a_mover("ltx", entry=video_entry("ltx", fps="6")).move(a_request(still), tmp_path, quiet)
    assert "by repeating" in made.settled["rate"]
    frames = list(pictures_of(made.file))
    assert len(frames) == 4


def test_an_interpolator_brings_the_films_rate(still, tmp_path):
    asked = []

    class Between:
        spec = SimpleNamespace(revision="between-1")

        def retime(self, frames, source, target, count):
            asked.append((source, target, count))
            first = next(frames)
            return (first for _ in range(count))

    mover = a_mover("ltx", entry=video_entry("ltx", fps="6"), interpolator=Between())
    made = mover.move(a_request(still), tmp_path, quiet)
    assert asked == [(6, 12, 4)]
    assert "rate" not in made.settled


def test_what_it_settles_for_is_noted(still, tmp_path, monkeypatch):
    torch = pytest.importorskip("torch")
    from rushes.tools.diffusion import shooting

    real, tried = shooting.shot_frames, []

    def short_of_memory(pipeline, entry, take, progress, previews):
        tried.append((pipeline.vae.use_tiling, str(take.plan.size), take.plan.segments))
        if len(tried) < 3:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return real(pipeline, entry, take, progress, previews)

    monkeypatch.setattr(shooting, "shot_frames", short_of_memory)
    entry = video_entry("wan-i2v", native_size="96x64")
    made = a_mover("wan-i2v", entry=entry).move(a_request(still), tmp_path, quiet)
    assert [tiled for tiled, _, _ in tried] == [False, True, True]
    assert tried[2][1] != tried[0][1]
    assert len(made.settled["settled"]) == 2
    assert decode(made.file)[0].frames == 4


def test_a_stop_in_a_step_passes_through(still, tmp_path):
    def stop(done, _every):
        if done == 1:
            raise InterruptedError

    mover = a_mover("ltx")
    with pytest.raises(InterruptedError):
        mover.move(a_request(still), tmp_path, stop)
    assert mover.move(a_request(still), tmp_path, quiet).file.is_file()


def test_a_model_of_words_is_refused_unless_it_is_wanted(still, tmp_path):
    with pytest.raises(UserMustFix, match="would not begin with the keyframe"):
        a_mover("hunyuan").move(a_request(still), tmp_path, quiet)
    with pytest.raises(ToolFailed, match="longer than the 5 frames"):
        a_mover("hunyuan", from_words=True).move(a_request(still, frames=9), tmp_path, quiet)


def test_cosmos_wants_its_guardrail(still, tmp_path):
    assert "cosmos_guardrail" not in sys.modules
    with pytest.raises(UserMustFix, match="guardrail"):
        a_mover("cosmos2").move(a_request(still), tmp_path, quiet)


def test_the_revision_is_what_shows():
    plain = a_mover("mochi")
    assert plain.spec == a_mover("mochi").spec
    assert plain.spec.native_fps == 12
    assert plain.spec.frame_grid.step == 6
    others = [
        a_mover("mochi", call={"strength": 0.5}),
        a_mover("mochi", steps=3),
        a_mover("mochi", fit=Fit(Mode.CPU, tiled=True)),
    ]
    assert len({plain.spec.revision, *(other.spec.revision for other in others)}) == 4


def test_from_a_picture_the_motion_is_told_first():
    assert prompt_for(a_setup(), "i2v") == "The camera pans left. Ada breathes. Ada by a mill."
    assert prompt_for(a_setup(), "t2v") == "Ada by a mill. The camera pans left. Ada breathes. Film grain."


@pytest.mark.parametrize(
    ("abilities", "footage", "from_words", "wanted"),
    [
        (("t2v", "i2v"), False, False, "i2v"),
        (("t2v", "i2v"), False, True, "t2v"),
        (("i2v",), False, True, "i2v"),
        (("t2v", "v2v"), False, False, "v2v"),
        (("t2v", "v2v"), True, True, "v2v"),
        (("i2v", "v2v"), True, False, "v2v"),
    ],
)
def test_what_a_model_does_for_a_shot(abilities, footage, from_words, wanted):
    entry = video_entry("ltx", abilities=abilities)
    assert ability_for(entry, footage=footage, from_words=from_words) == wanted


def test_a_pipeline_is_called_with_what_it_takes():
    class Pipeline:
        def __call__(self, image, num_frames, decode_chunk_size, max_guidance_scale, fps, height=1):
            raise NotImplementedError

    shoot = Shoot("i2v", "words", SIZE, 4, FPS, Image.new("RGB", (2, 2)))
    given = arguments(Pipeline(), video_entry("svd"), shoot)
    assert given == {
        "image": shoot.image,
        "num_frames": 4,
        "decode_chunk_size": 2,
        "max_guidance_scale": 2.0,
        "fps": 7,
        "height": 54,
    }
    with pytest.raises(Bug, match="takes no guidance_scale"):
        arguments(Pipeline(), video_entry("ltx"), shoot)
    with pytest.raises(UserMustFix, match="no strength to be chosen"):
        arguments(Pipeline(), video_entry("svd"), replace(shoot, chosen={"strength": 0.5}))


def test_what_a_pipeline_passes_on_to_its_parent_it_takes_too():
    class Parent:
        def __call__(self, prompt, num_frames):
            raise NotImplementedError

    class Child(Parent):
        def __call__(self, image=None, **others):
            raise NotImplementedError

    shoot = Shoot("i2v", "words", SIZE, 4, FPS, Image.new("RGB", (2, 2)))
    entry = video_entry("mochi", guidance=None)
    assert arguments(Child(), entry, shoot).keys() == {"prompt", "num_frames", "image"}


def test_the_inventorys_entries_name_pipelines_and_arguments_that_exist():
    pytest.importorskip("diffusers")
    from rushes.configs.equipment import equipment
    from rushes.tools.diffusion.video_pipelines import pipeline_kind

    for entry in equipment().of("video"):
        for ability in entry.abilities:
            kind = pipeline_kind(entry, ability)
            shoot = Shoot(ability, "words", SIZE, 4, FPS, Image.new("RGB", (2, 2)), (Image.new("RGB", (2, 2)),))
            assert arguments(kind.__new__(kind), entry, shoot)
