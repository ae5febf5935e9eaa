"""What the model read becomes a breakdown: its people, places and scenes, with the house rules' beats in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rushes.agents.model.pieces import Piece
from rushes.agents.model.reading import Start, Told, house_scene_at
from rushes.film.breakdown import Beat, Breakdown, SceneBreakdown
from rushes.film.manifest import Span
from rushes.film.vocabulary import Setting


@dataclass(frozen=True, slots=True)
class ToldScene:
    """A scene with the pieces of the story in it, and the model's sentence about it, which may be empty."""

    scene: SceneBreakdown
    pieces: list[Piece]
    summary: str


def broken_down(
    told: Told, pieces: Sequence[Piece], house: Breakdown, *, script: bool
) -> tuple[Breakdown, list[ToldScene]]:
    """The story in the model's scenes; a screenplay's are where its headings stand, whatever the model says."""
    names = {one.id: told.bible.person(one.name) for one in house.characters}
    beats = [_renamed(beat, names) for scene in house.scenes for beat in scene.beats]
    scenes = _script_scenes(told, pieces, house) if script else _prose_scenes(told, pieces, house)
    summaries = {start.piece: start.summary for start in reversed(told.starts)}
    filled = [(_filled(scene, beats), _within(scene, pieces)) for scene in scenes]
    told_scenes = [
        ToldScene(scene, inside, next((summaries[piece.number] for piece in inside if piece.number in summaries), ""))
        for scene, inside in filled
        if inside
    ]
    breakdown = Breakdown(
        house.title,
        house.author,
        tuple(told.bible.people.values()),
        tuple(told.bible.places.values()),
        tuple(one.scene for one in told_scenes),
    )
    return breakdown, told_scenes


def _prose_scenes(told: Told, pieces: Sequence[Piece], house: Breakdown) -> list[SceneBreakdown]:
    """Scenes side by side over the story; the first begins where the story does."""
    starts = sorted({start.piece: start for start in reversed(told.starts)}.values(), key=lambda start: start.piece)
    if not starts:
        starts = [_opening(told, house)]
    firsts = [pieces[0].span.start, *(pieces[start.piece - 1].span.start for start in starts[1:])]
    ends = [*firsts[1:], max(house.scenes[-1].span.end, pieces[-1].span.end)]
    scenes: list[SceneBreakdown] = []
    for number, (start, first, end) in enumerate(zip(starts, firsts, ends, strict=True), start=1):
        inside = "INT." if start.setting is Setting.INTERIOR else "EXT."
        name = told.bible.places[start.location].name
        scenes.append(
            SceneBreakdown(
                number=str(number),
                heading=f"{inside} {name.upper()} - {start.time_of_day.upper()}",
                location=start.location,
                setting=start.setting,
                time_of_day=start.time_of_day,
                weather=start.weather,
                mood=start.mood,
                span=Span(start=first, end=end),
                beats=(),
            )
        )
    return scenes


def _opening(told: Told, house: Breakdown) -> Start:
    """The one scene of a story in which the model saw none begin."""
    scene = house.scenes[0]
    place = told.bible.settle(next(one for one in house.locations if one.id == scene.location))
    return Start(1, place, scene.setting, scene.time_of_day, scene.weather, scene.mood)


def _script_scenes(told: Told, pieces: Sequence[Piece], house: Breakdown) -> list[SceneBreakdown]:
    """The script's own scenes, with the place, weather and mood the model saw in them."""
    seen: dict[str, Start] = {}
    for start in told.starts:
        seen.setdefault(house_scene_at(pieces[start.piece - 1].span.start, house).number, start)
    places = {place.id: place for place in house.locations}
    scenes: list[SceneBreakdown] = []
    for scene in house.scenes:
        start = seen.get(scene.number)
        place = start.location if start else told.bible.settle(places[scene.location])
        own = replace(scene, location=place)
        scenes.append(replace(own, weather=start.weather, mood=start.mood) if start else own)
    return scenes


def _renamed(beat: Beat, names: Mapping[str, str | None]) -> Beat:
    """A beat of the house rules with the bible's ids; who is not in the bible is not seen."""
    present = tuple(dict.fromkeys(known for one in beat.present if (known := names.get(one))))
    speaker = names.get(beat.speaker) if beat.speaker else None
    addressee = names.get(beat.addressee) if beat.addressee else None
    return replace(beat, present=present, speaker=speaker, addressee=addressee)


def _filled(scene: SceneBreakdown, beats: Sequence[Beat]) -> SceneBreakdown:
    inside = tuple(beat for beat in beats if scene.span.start <= beat.span.start < scene.span.end)
    cast = tuple(dict.fromkeys(one for beat in inside for one in beat.present))
    return replace(scene, beats=inside, cast=cast)


def _within(scene: SceneBreakdown, pieces: Sequence[Piece]) -> list[Piece]:
    """The scene's pieces; its heading only where it has nothing else."""
    inside = [piece for piece in pieces if scene.span.start <= piece.span.start < scene.span.end]
    return [piece for piece in inside if not piece.heading] or inside
