"""CLIP as a scorer, on a tiny random one: that it looks, what it keeps, what it refuses. Never how like is like."""

import threading
from fractions import Fraction

import numpy as np
import pytest
from doubles.plans import a_manifest, a_scene, a_shot
from doubles.tiny_clip import clip_entry, tiny_clip

torch = pytest.importorskip("torch")
pytest.importorskip("open_clip")

import av  # noqa: E402

from rushes.errors import BadMedia, UserMustFix  # noqa: E402
from rushes.film.manifest import KeyframePrompt  # noqa: E402
from rushes.film.setup import setup_for  # noqa: E402
from rushes.film.take import TakeKind  # noqa: E402
from rushes.memory.migrate import upgrade  # noqa: E402
from rushes.memory.store import ProjectStore  # noqa: E402
from rushes.tools.protocols import Sight  # noqa: E402
from rushes.tools.scoring import clip  # noqa: E402
from rushes.tools.scoring.clip import ClipScorer  # noqa: E402
from rushes.tools.scoring.embeddings import from_bytes, likeness, to_bytes  # noqa: E402
from rushes.tools.scoring.pictures import count, frames_to_look_at, pictures  # noqa: E402


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    torch.set_num_threads(1)
    return tiny_clip(tmp_path_factory.mktemp("clip"))


@pytest.fixture
def store():
    made = ProjectStore(None)
    yield made
    made.close()


def words(composition="a lighthouse at dusk"):
    """The set-up of a shot that shows nobody."""
    shot = a_shot("1-1", figures=(), keyframe_prompt=KeyframePrompt(composition=composition))
    scene = a_scene("1", 1).model_copy(update={"shots": (shot,)})
    return setup_for(a_manifest(scene), scene, shot)


def seen(media, composition="a lighthouse at dusk", stills=()):
    kind = TakeKind.KEYFRAME if media.suffix == ".png" else TakeKind.CLIP
    return Sight(media, kind, words(composition), stills)


def still(file, shade, size=(64, 36)):
    picture = np.full((size[1], size[0], 3), shade, dtype=np.uint8)
    picture[: size[1] // 2] = 255 - shade
    with av.open(str(file), "w", format="image2") as made:
        stream = made.add_stream("png", rate=1)
        stream.width, stream.height, stream.pix_fmt = size[0], size[1], "rgb24"
        made.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        made.mux(stream.encode(None))
    return file


def clip_of(file, frames=9):
    with av.open(str(file), "w", format="mp4") as made:
        stream = made.add_stream("libx264", rate=Fraction(24))
        stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
        for number in range(frames):
            picture = np.full((36, 64, 3), number * 20, dtype=np.uint8)
            made.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        made.mux(stream.encode(None))
    return file


def scorer(folder, **other):
    return ClipScorer(clip_entry(), folder, "cpu", revision="0" * 64, **other)


def test_a_still_and_a_clip_are_measured_within_bounds_and_alike_each_time(folder, tmp_path):
    looking = scorer(folder)
    for media in (still(tmp_path / "a.png", 30), clip_of(tmp_path / "a.mp4")):
        first = looking.measure(seen(media))
        assert first.keys() == {"clip-text"}
        assert -1 <= first["clip-text"] <= 1
        assert looking.measure(seen(media)) == first
        assert scorer(folder).measure(seen(media)) == first
    assert looking.measure(seen(media, "something else"))["clip-text"] != first["clip-text"]


def test_the_first_frame_is_compared_with_the_stills_it_should_look_like(folder, tmp_path):
    same, other = still(tmp_path / "same.png", 30), still(tmp_path / "other.png", 200)
    take = still(tmp_path / "take.png", 30)
    alike = scorer(folder).measure(seen(take, stills=(same, other)))["clip-image"]
    assert alike == pytest.approx(1.0, abs=1e-3)
    assert scorer(folder).measure(seen(take, stills=())).keys() == {"clip-text"}


def test_what_was_seen_is_kept_in_the_store_and_not_looked_at_again(folder, tmp_path, store, monkeypatch):
    media = clip_of(tmp_path / "a.mp4")
    first = scorer(folder, cache=store.embeddings).measure(seen(media))
    monkeypatch.setattr(clip, "_Network", lambda *_given: pytest.fail("it looked again"))
    assert scorer(folder, cache=store.embeddings).measure(seen(media)) == first


def test_another_models_embeddings_are_not_taken(folder, tmp_path, store):
    media = still(tmp_path / "a.png", 30)
    first = scorer(folder, cache=store.embeddings).measure(seen(media))
    second = tiny_clip(tmp_path / "second", seed=1)
    other = ClipScorer(clip_entry(), second, "cpu", revision="1" * 64, cache=store.embeddings)
    assert other.measure(seen(media)) != first


def test_it_is_freed_and_loads_again(folder, tmp_path):
    looking, media = scorer(folder), still(tmp_path / "a.png", 30)
    first = looking.measure(seen(media))
    looking.close()
    looking.close()
    assert looking.measure(seen(media)) == first


def test_many_threads_see_the_same(folder, tmp_path, store):
    looking, media, looked = scorer(folder, cache=store.embeddings), clip_of(tmp_path / "a.mp4"), []
    threads = [threading.Thread(target=lambda: looked.append(looking.measure(seen(media)))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(looked) == 4
    assert all(one == looked[0] for one in looked)


def test_a_pickle_in_the_place_of_safetensors_is_not_opened(folder, tmp_path):
    other = tmp_path / "pickled"
    other.mkdir()
    (other / "open_clip_config.json").write_text((folder / "open_clip_config.json").read_text())
    (other / "open_clip_pytorch_model.bin").write_bytes(b"cos\nsystem\n(S'true'\ntR.")
    with pytest.raises(UserMustFix, match=r"has no open_clip_model\.safetensors"):
        scorer(other).measure(seen(still(tmp_path / "a.png", 30)))


def test_a_configuration_that_would_go_online_is_refused(folder, tmp_path):
    other = tiny_clip(tmp_path / "online")
    config = (other / "open_clip_config.json").read_text()
    changed = config.replace('"context_length"', '"hf_tokenizer_name": "someone/tokenizer", "context_length"')
    (other / "open_clip_config.json").write_text(changed)
    with pytest.raises(UserMustFix, match="fetched from the hub"):
        scorer(other).measure(seen(still(tmp_path / "a.png", 30)))


def test_weights_that_are_another_networks_are_refused_in_words(folder, tmp_path):
    other = tiny_clip(tmp_path / "other")
    config = (other / "open_clip_config.json").read_text().replace('"embed_dim": 16', '"embed_dim": 8')
    (other / "open_clip_config.json").write_text(config)
    with pytest.raises(UserMustFix, match="can't be loaded"):
        scorer(other).measure(seen(still(tmp_path / "a.png", 30)))


def test_media_that_do_not_decode_are_bad(folder, tmp_path):
    for name in ("bad.png", "bad.mp4"):
        (tmp_path / name).write_bytes(b"not a picture")
        with pytest.raises(BadMedia):
            scorer(folder).measure(seen(tmp_path / name))


@pytest.mark.parametrize(("frames", "looked_at"), [(1, (0,)), (2, (0, 1)), (3, (0, 1, 2)), (85, (0, 42, 84))])
def test_first_middle_and_last(frames, looked_at):
    assert frames_to_look_at(frames) == looked_at


def test_frames_come_by_their_number(tmp_path):
    media = clip_of(tmp_path / "a.mp4", 9)
    assert count(media) == 9
    shown = pictures(media, (0, 8))
    assert shown[0].mean() < 10
    assert shown[8].mean() == pytest.approx(160, abs=6)
    with pytest.raises(BadMedia, match="cut short"):
        pictures(media, (9,))


def test_a_kept_embedding_is_a_direction_and_a_zero_has_none():
    vector = np.asarray([3.0, 4.0], dtype=np.float32)
    assert from_bytes(to_bytes(vector)) == pytest.approx([0.6, 0.8], abs=1e-3)
    assert likeness(from_bytes(to_bytes(vector)), from_bytes(to_bytes(-vector))) == pytest.approx(-1.0)
    assert likeness(np.zeros(2, dtype=np.float32), vector) == 0.0


def test_a_store_of_before_gets_the_table(tmp_path):
    store = ProjectStore(tmp_path / "rushes.db")
    upgrade(store.engine)
    store.embeddings.add("a" * 64, "m", 0, b"12")
    store.embeddings.add("a" * 64, "m", 0, b"34")
    assert store.embeddings.get("a" * 64, "m", 0) == b"12"
    assert store.embeddings.get("a" * 64, "m", 1) is None
    store.close()
