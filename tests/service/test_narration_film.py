"""A talk becomes a film: its cuts on words, its sound the talk itself."""

import asyncio
import json
from fractions import Fraction
from itertools import accumulate
from pathlib import Path

import numpy as np
import pytest
from doubles.talk import SENTENCES, srt_of, write_talk

from rushes.agents import cutting
from rushes.cli.door import run
from rushes.cli.progress import listening
from rushes.film.frames import frames_for
from rushes.film.manifest import SceneManifest
from rushes.memory.project import open_for_reading, open_for_writing
from rushes.service.crew import production_of
from rushes.tools.footage import packets
from rushes.tools.speech.audio import RATE, samples_of

FPS = Fraction(24)
WORDS = " ".join(word for sentence in SENTENCES for word in sentence)


@pytest.fixture
def talk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, list[tuple[str, float, float]]]:
    monkeypatch.chdir(tmp_path)
    return write_talk(tmp_path)


def make(*words: str) -> int:
    return run(["make", "talk.flac", "-p", "film", "--size", "96x54", *words])


def plan_of(folder: Path) -> SceneManifest:
    with open_for_reading(folder) as project:
        return project.store.plans.current().manifest


@pytest.mark.slow
def test_a_talk_with_its_transcript_becomes_a_film_of_it(talk, capsys):
    recording, times = talk
    recording.with_suffix(".srt").write_text(srt_of(times))
    assert make("--out", "talk.mp4") == 3  # talk.srt is the transcript
    assert make("--out", "film.mp4") == 0
    plan = plan_of(Path("film"))
    shots = [shot for _, shot in plan.shots()]
    lengths = [frames_for(shot.seconds, FPS) for shot in shots]
    assert len(shots) >= 3
    assert " ".join(shot.narration for shot in shots if shot.narration) == WORDS
    assert plan.left_out == ()
    # Pictures: the cuts lie where words truly begin, and the film is as long as the talk.
    spoken = [start for _, start, _ in times]
    for cut in list(accumulate(lengths))[:-1]:
        assert min(abs(cut / 24 - start) for start in spoken) <= 0.05
    said = samples_of(recording)
    film = recording.with_name("film.mp4")
    assert packets(film) == sum(lengths)
    assert 0 <= sum(lengths) / 24 - len(said) / RATE < 1 / 24
    # Sound: the recording, sample for sample.
    assert np.array_equal(samples_of(film), said)
    # Words: each subtitle begins with its first word, to a frame, and no word is lost.
    blocks = [block.split("\n") for block in film.with_suffix(".srt").read_text().strip().split("\n\n")]
    assert " ".join(block[2] for block in blocks) == WORDS
    assert abs(_seconds(blocks[0][1]) - times[0][1]) <= 1 / 24

    capsys.readouterr()
    assert make("--json") == 0  # nothing is heard, planned or drawn again
    assert json.loads(capsys.readouterr().out)["seconds"] == pytest.approx(sum(lengths) / 24)
    recording.with_suffix(".srt").write_text(srt_of(times).replace("miller", "millers"))
    assert make() == 3
    assert "another text" in capsys.readouterr().err

    _without_a_shot(recording, shots[1].number, lengths)
    _held_to_its_recording(capsys)


def _seconds(stamps: str) -> float:
    hours, minutes, seconds = stamps.partition(" --> ")[0].replace(",", ".").split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def _without_a_shot(recording: Path, number: str, lengths: list[int]) -> None:
    """A cut that lacks a shot lacks its sound too: the others stay on their words."""
    with open_for_writing(Path("film")) as project, production_of(project) as production:
        print_of = project.store.shots.get(number).print
        assert print_of
        _forget_print(project, number)
        film = asyncio.run(cutting.cut(production))
    assert film is not None
    assert film.missing == (number,)
    said, heard = samples_of(recording), samples_of(film.file)
    first, second = lengths[0], lengths[0] + lengths[1]
    wanted = np.concatenate([said[: first * RATE // 24], said[second * RATE // 24 :]])
    assert abs(len(heard) - len(wanted)) <= RATE / 24
    assert np.corrcoef(heard[: len(wanted)], wanted[: len(heard)])[0, 1] > 0.99


def _forget_print(project, number: str) -> None:
    from sqlalchemy import update

    from rushes.memory.schema import ShotRow

    with project.store.engine.begin() as connection:
        connection.execute(update(ShotRow).where(ShotRow.number == number).values(print=None))


def _held_to_its_recording(capsys) -> None:
    kept = next(Path("film/source").glob("original.*"))
    kept.write_bytes(kept.read_bytes() + b"\0")
    assert run(["cut", "-p", "film"]) == 3
    assert "missing or was changed" in capsys.readouterr().err


def test_an_edited_plan_keeps_its_cuts_on_the_words(talk, capsys):
    recording, times = talk
    recording.with_suffix(".txt").write_text(WORDS)
    assert run(["new", "talk.flac", "film", "--size", "96x54"]) == 0
    assert run(["plan", "-p", "film", "--json"]) == 0
    plan = json.loads(capsys.readouterr().out.partition("\n{")[2].join(["{", ""]))
    shots = [shot for scene in plan["scenes"] for shot in scene["shots"]]
    shots[0]["seconds"] = 9.0
    shots[1]["narration"] = "Something else."
    shots[1]["transition_in"] = "dissolve"
    Path("edited.json").write_text(json.dumps(plan))
    assert run(["plan", "-p", "film", "--from-json", "edited.json"]) == 0
    made = plan_of(Path("film"))
    assert " ".join(shot.narration for _, shot in made.shots() if shot.narration) == WORDS
    assert sum(frames_for(shot.seconds, FPS) for _, shot in made.shots()) == -(
        -int((times[-1][2] + 0.5) * 1000) * 24 // 1000
    )


@pytest.mark.slow
def test_without_a_transcript_a_model_listens(talk, monkeypatch):
    pytest.importorskip("faster_whisper", reason="it comes with rushes[speech]")
    from doubles.tiny_whisper import tiny_whisper

    recording, _ = talk
    weights = recording.with_name("weights")
    (weights / "whisper-large-v3").mkdir(parents=True)
    tiny_whisper(weights / "whisper-large-v3")
    monkeypatch.setenv("RUSHES_WEIGHTS", str(weights))
    assert make("--out", "film.mp4") == 0
    plan, film = plan_of(Path("film")), recording.with_name("film.mp4")
    assert packets(film) == sum(frames_for(shot.seconds, FPS) for _, shot in plan.shots())
    assert len(samples_of(film)) == len(samples_of(recording))


def test_without_a_transcript_the_missing_model_is_named_with_its_command(talk, capsys, monkeypatch):
    monkeypatch.setenv("HF_HOME", str(talk[0].parent / "nothing"))
    monkeypatch.setenv("XDG_DATA_HOME", str(talk[0].parent / "nothing"))
    assert make() == 3
    said = capsys.readouterr().err
    assert "Whisper large-v3" in said
    assert "MIT" in said
    assert "rushes models pull whisper-large-v3" in said
    assert not Path("film").exists()


def test_a_length_can_not_be_asked_of_a_narration(talk, capsys):
    assert make("--minutes", "2") == 3
    assert "as long as it is spoken" in capsys.readouterr().err


def test_listening_is_told_minute_by_minute(capsys):
    hear = listening()
    for done in (5, 61, 70, 119, 185):
        hear(done, 200)
    assert capsys.readouterr().err.split("\n") == ["heard     1:00 of 3:20", "heard     3:00 of 3:20", ""]
