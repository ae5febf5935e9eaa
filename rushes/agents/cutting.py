"""Cutting: circle takes become the film. What did not change is not encoded again."""

import asyncio
import hashlib
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path

from pydantic import JsonValue

from rushes.agents.delivering import film_size
from rushes.agents.production import Event, Production
from rushes.agents.takes import made_file, present
from rushes.errors import BadProject
from rushes.film.cut import Dissolve, Part, Piece, Printed, joint_frames, pieces, printed, running_frames, starts
from rushes.film.encoding import Encoding
from rushes.film.frames import seconds_of
from rushes.film.manifest import SceneManifest
from rushes.film.spoken import cues_shown, narration_cues, sound_spans
from rushes.film.subtitles import Cue, film_cues
from rushes.film.take import Take, canonical_json
from rushes.memory.project import Project
from rushes.memory.shots import ShotStanding
from rushes.memory.vault import Kept, digest, hard_copy, write_safely
from rushes.studio.calls import Call, Stage
from rushes.studio.jobs import Join, Splice

Shown = tuple[tuple[str, int, int], ...]
"""(shot number, first film frame, frames) in film order."""

Spans = tuple[tuple[Fraction, Fraction], ...]
"""What is heard of a recording, in seconds."""


@dataclass(frozen=True, slots=True)
class Film:
    """A finished cut: its file, its subtitles, its length, and the shots that have no print to show."""

    file: Path
    subtitles: Path
    frames: int
    fps: Fraction
    sha256: str
    missing: tuple[str, ...]


async def cut(production: Production) -> Film | None:
    """Make the parts that are new, join everything, write film.mp4 and film.srt. None when nothing is shot."""
    plan = production.plan()
    standings = production.store.shots.all()
    takes = {one.number: take for one in standings if (take := _in_the_cut(production, one))}
    prints = {number: (take.media, take.facts.frames) for number, take in takes.items()}
    shots = printed(plan.manifest, prints, joint_frames(production.profile.film_fps))
    if not shots:
        return None
    row = pieces(shots)
    files = await asyncio.gather(*(_file(production, order, piece) for order, piece in enumerate(row)))
    missing = tuple(one.number for one in standings if one.number not in takes)
    sha256 = await production.trace.cut(
        tuple(file.name for file in files),
        lambda: _join(production, files, plan.manifest, shots),
    )
    target = production.project.film
    film = Film(target, target.with_suffix(".srt"), running_frames(shots), production.profile.film_fps, sha256, missing)
    order = [takes[shot.shot].id for shot in shots]
    production.store.cuts.add(plan.revision, order, film.frames, film.sha256, production.clock())
    production.tell(Event("cut", text=str(film.file)))
    return film


def nothing_to_cut(project: Project) -> BadProject:
    """What to say where `cut` made nothing: no print at all, or none that fits the project's size and rate."""
    if any(one.print for one in project.store.shots.all()):
        return BadProject(
            "No print has the size and rate that the project's settings ask for now.",
            "`rushes shoot` makes the prints anew; what still fits is not made twice.",
        )
    return BadProject("Nothing is shot yet.", "`rushes shoot` first.")


def _in_the_cut(production: Production, standing: ShotStanding) -> Take | None:
    """The shot's print, unless it is of another size or rate. Raises BadProject when its file is gone."""
    if standing.print is None:
        return None
    take = present(production, production.store.takes.get(standing.print))
    facts, size = take.facts, film_size(production.profile)
    fits = (facts.width, facts.height, facts.fps) == (size.width, size.height, production.profile.film_fps)
    return take if fits else None


async def _file(production: Production, order: int, piece: Piece) -> Path:
    """Where a piece stands: a print as it is, a piece made before, or one made now."""
    vault, cuts = production.project.vault, production.store.cuts
    if isinstance(piece, Part) and piece.whole:
        return vault.path(piece.media)
    key = _key(piece, production.equipment.editor.spec.revision, production.profile.encoding)
    known = cuts.piece(key)
    if known and vault.has(known[0].name):
        return vault.path(known[0].name)
    kept = await production.trace.piece(key, lambda: _make(production, order, piece))
    cuts.add_piece(key, kept, piece.frames)
    return vault.path(kept.name)


async def _make(production: Production, order: int, piece: Piece) -> Kept:
    """A part or a dissolve, made in the studio and kept."""
    vault, encoding = production.project.vault, production.profile.encoding
    media = (piece.media_out, piece.media_in) if isinstance(piece, Dissolve) else (piece.media,)
    with vault.workbench() as scratch:
        splice = Splice(
            piece=piece,
            files=tuple(map(vault.path, media)),
            fps=encoding.fps,
            crf=encoding.crf,
            preset=encoding.preset,
            scratch=scratch,
        )
        done = await production.studio.run(Call(splice, Stage.CUT, order, frames=piece.frames))
        return await asyncio.to_thread(vault.keep, made_file(done.outcome))


def _key(piece: Piece, editor: str, encoding: Encoding) -> str:
    what: JsonValue = {
        "piece": type(piece).__name__,
        "of": asdict(piece),
        "by": editor,
        "encoding": [str(encoding.fps), encoding.crf, encoding.preset],
    }
    return hashlib.sha256(canonical_json(what).encode()).hexdigest()


async def _join(production: Production, files: list[Path], manifest: SceneManifest, shots: tuple[Printed, ...]) -> str:
    """Put the film where people look for it, its subtitles beside it; the film's sha256."""
    target, fps = production.project.film, production.profile.film_fps
    shown = tuple((shot.shot, first, shot.frames) for shot, first in zip(shots, starts(shots), strict=True))
    with production.project.vault.workbench() as scratch:
        join = _joining(production, files, scratch, _spans(production, manifest, shown))
        done = await production.studio.run(Call(join, Stage.CUT, frames=running_frames(shots)))
        sha256 = await asyncio.to_thread(_put, made_file(done.outcome), target)
    write_safely(target.with_suffix(".srt"), _srt(_cues(production, manifest, shown), fps).encode())
    return sha256


def _joining(production: Production, files: list[Path], scratch: Path, spans: Spans) -> Join:
    """The join, with the narration where the film has one."""
    narration = production.store.plans.source().narration
    if narration is None:
        return Join(files=tuple(files), scratch=scratch)
    recording = production.project.recording(narration.sha256)
    return Join(files=tuple(files), recording=recording, seconds=narration.seconds, spans=spans, scratch=scratch)


def _put(made: Path, target: Path) -> str:
    sha256 = digest(made)
    hard_copy(made, target)
    return sha256


def _spans(production: Production, manifest: SceneManifest, shown: Shown) -> Spans:
    """What is heard: a narration under its whole film, or the parts of it whose shots are shown."""
    narration = production.store.plans.source().narration
    return sound_spans(manifest, narration, shown, production.profile.film_fps) if narration else ()


def _cues(production: Production, manifest: SceneManifest, shown: Shown) -> tuple[Cue, ...]:
    narration, fps = production.store.plans.source().narration, production.profile.film_fps
    if narration is None:
        return film_cues(manifest, shown, joint_frames(fps))
    return cues_shown(manifest, narration_cues(manifest, narration, fps), shown, fps)


def _srt(cues: tuple[Cue, ...], fps: Fraction) -> str:
    """SubRip: a number, the times, the words on one line, an empty line."""
    entries = [
        f"{number}\n{_stamp(cue.start, fps)} --> {_stamp(cue.end, fps)}\n{' '.join(cue.text.split())}\n"
        for number, cue in enumerate(cues, start=1)
    ]
    return "\n".join(entries)


def _stamp(frames: int, fps: Fraction) -> str:
    seconds, thousandth = divmod(round(1000 * seconds_of(frames, fps)), 1000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}:{second:02},{thousandth:03}"
