"""A whole film on models: FLUX, Mochi, CLIP, Real-ESRGAN and RIFE at tiny random sizes, in their real layout."""

import json
import shutil
import sqlite3

import numpy as np
import pytest
from doubles.tiny_inventory import MODELS
from doubles.video_entries import LIBRARY_WARNINGS

from rushes.cli.door import run
from rushes.service.replay import replay
from rushes.tools import footage

torch = pytest.importorskip("torch", reason="it comes with rushes[render]")
pytest.importorskip("diffusers", reason="it comes with rushes[render]")
pytestmark = [pytest.mark.filterwarnings(warning) for warning in LIBRARY_WARNINGS]

STORY = """# The Last Boat

At dusk the rain came in from the sea. Osric, a tall old man in a black coat, stood on the pier with his lantern.

"You are late," said Pip, a small girl in a red scarf.
"""

PROFILE = """extends = "draft"
[picture]
size = "96x64"
fps = "12"
[crew]
keyframe = "tiny-flux"
motion = "tiny-mochi"
scorers = ["clip-vit-l-14"]
[painting]
size = "128x80"
steps = 2
[moving]
steps = 2
strength = 0.8
[finish]
slate = false
subtitles = false
upscale = "realesr-general-x4v3"
interpolate = "rife-4.25"
fps_out = "30"
delivery = "192x108"
[budget]
keyframes = 1
clips = 1
[gates.keyframe]
clip-text = "-1..1"
[gates.clip]
clip-text = "-1..1"
clip-image = "-1..1"
"""


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    """The user's own folders, each named as the inventory names the model."""
    from doubles import tiny_esrgan, tiny_rife
    from doubles.tiny_clip import tiny_clip
    from doubles.tiny_flux import tiny_flux
    from doubles.tiny_video import tiny_folder

    torch.set_num_threads(1)
    home = tmp_path_factory.mktemp("weights")
    shutil.copytree(tiny_flux(), home / "tiny-flux")
    shutil.copytree(tiny_folder("mochi"), home / "tiny-mochi")
    tiny_clip(home / "clip-vit-l-14")
    tiny_esrgan.published(
        home / "realesr-general-x4v3", tiny_esrgan.srvgg(), wrapping="params", name="realesr-general-x4v3.pth"
    )
    tiny_rife.published(home / "rife-4.25", tiny_rife.rife())
    return home


@pytest.fixture
def here(tmp_path, monkeypatch, weights):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RUSHES_WEIGHTS", str(weights))
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hub"))
    monkeypatch.setenv("RUSHES_CONFIG", str(tmp_path / "config"))
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "models.toml").write_text(MODELS, encoding="utf-8")
    (tmp_path / "boat.md").write_text(STORY, encoding="utf-8")
    (tmp_path / "tiny.toml").write_text(PROFILE, encoding="utf-8")
    return tmp_path


MAKE = ["make", "boat.md", "--profile", "tiny.toml", "--minutes", "0.15", "-p"]


def make(folder):
    return run([*MAKE, str(folder)])


def rows(folder, query):
    with sqlite3.connect(f"file:{folder / 'rushes.db'}?mode=ro", uri=True) as store:
        return store.execute(query).fetchall()


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_film_is_made_on_models_and_made_again_the_same(here, capsys, weights, monkeypatch):
    assert make(here / "one") == 0
    facts, _ = footage.decode(here / "one" / "cuts" / "film.mp4")
    assert (facts.width, facts.height, facts.fps) == (192, 108, 30)
    takes = rows(here / "one", "select kind, slate, settled, sha256, shot from take order by id")
    made_by = {kind: json.loads(slate)["backend"] for kind, slate, *_ in takes}
    assert made_by == {"keyframe": "tiny-flux", "clip": "tiny-mochi", "print": "ffmpeg"}
    assert all("held" in json.loads(settled) for kind, _, settled, *_ in takes if kind != "print")
    scores = rows(here / "one", "select measure, value from score where measure like 'clip-%'")
    shots = {shot for *_, shot in takes if not shot.startswith("bible/")}
    assert {name for name, _ in scores} == {"clip-text", "clip-image", "clip-identity", "clip-identity-margin"}
    of_shots = "take not like 'bible/%' and measure in ('clip-text', 'clip-image')"
    assert rows(here / "one", f"select count(*) from score where {of_shots}")[0][0] == 4 * len(shots)
    assert np.isfinite([value for _, value in scores]).all()
    assert rows(here / "one", "select count(*) from embedding")[0][0] > 0
    assert replay(here / "one" / "traces" / "run-1.jsonl").same
    assert make(here / "two") == 0
    again = rows(here / "two", "select kind, slate, settled, sha256, shot from take order by id")
    assert [row[3] for row in again] == [row[3] for row in takes]
    capsys.readouterr()
    away = here / "away"
    away.mkdir()
    monkeypatch.setenv("RUSHES_WEIGHTS", str(away))
    assert run(["cut", "-p", "one"]) == 0  # it needs no model
    monkeypatch.setenv("RUSHES_WEIGHTS", str(weights))
    first = rows(here / "one", "select id from take where kind = 'clip' order by id")[0][0]
    assert run(["reproduce", first, "-p", "one"]) == 0
    assert run(["why", first, "-p", "one"]) == 0
    assert "held: " in capsys.readouterr().out


def test_a_missing_model_is_one_sentence_and_never_a_draft(here, capsys, weights, tmp_path, monkeypatch):
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.setenv("RUSHES_WEIGHTS", str(empty))
    (here / "tiny.toml").write_text('extends = "studio"', encoding="utf-8")
    assert run([*MAKE, "film", "--brain", "house-rules"]) == 3
    said = capsys.readouterr().err
    assert "FLUX.1 [dev] (" in said
    assert "`rushes models pull flux.1-dev`" in said
    assert not list((here / "film" / "media").rglob("*.png"))
    assert run(["plan", "-p", "film"]) == 0


def test_a_model_in_the_wrong_place_is_named(here, capsys):
    (here / "odd.toml").write_text('extends = "draft"\n[crew]\nkeyframe = "mochi-1"\n', encoding="utf-8")
    assert run(["make", "boat.md", "-p", "film", "--profile", "odd.toml"]) == 3
    assert "is no image model" in capsys.readouterr().err


def test_drafts_never_stand_in_for_a_models_pictures(here, capsys):
    (here / "tiny.toml").write_text(PROFILE.replace("tiny-mochi", "draft"), encoding="utf-8")
    assert make(here / "film") == 3
    assert "nothing of a model's keyframes" in capsys.readouterr().err
