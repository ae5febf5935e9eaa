"""A prose reading becomes scenes: cut, placed, lit, cast and told beat by beat."""

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from rushes.agents.house.breakdown.acting import BASE
from rushes.agents.house.breakdown.appearance import appearances
from rushes.agents.house.breakdown.beats import BeatMaker
from rushes.agents.house.breakdown.cast import cast_of
from rushes.agents.house.breakdown.cutting import ARRIVAL, Unit, cut, units_of
from rushes.agents.house.breakdown.lexicon.places import INDOORS, NAMES
from rushes.agents.house.breakdown.light import mood_of, strongest
from rushes.agents.house.breakdown.locations import LocationBook
from rushes.agents.house.breakdown.mentions import CastIndex, Memory
from rushes.agents.house.breakdown.places import PlacePhrase
from rushes.agents.house.breakdown.sentences import LIMIT, LONG, sentences
from rushes.agents.house.breakdown.telling import Telling, telling_of
from rushes.agents.house.breakdown.wardrobe import dressed
from rushes.agents.house.breakdown.wording import plain, words_of
from rushes.film.breakdown import Beat, BeatKind, Breakdown, SceneBreakdown
from rushes.film.manifest import Span
from rushes.film.reading import BlockKind, Reading
from rushes.film.vocabulary import SetKind, Setting, TimeOfDay, TransitionIn, Weather

SETTLED = 1.2  # strength from which a phrase tells where a scene is, even without moving it
_HEARD_INDOORS = frozenset((Weather.RAIN, Weather.STORM, Weather.SNOW))
EVIDENT = 1.0  # weight of things from which a scene's place is known by them
EDGE = 0.12  # what the first and last beats of a chapter weigh more


@dataclass(frozen=True, slots=True)
class _Here:
    """Where and when the story stands; carried from scene to scene inside a chapter."""

    key: str = ""
    name: str = "Somewhere"
    kind: SetKind = SetKind.LIMBO
    setting: Setting = Setting.INTERIOR
    hour: TimeOfDay = TimeOfDay.DAY
    weather: Weather = Weather.CLEAR


def break_down_prose(reading: Reading) -> Breakdown:
    """Take a prose reading apart."""
    telling = telling_of(reading)
    cast = cast_of(telling)
    index = CastIndex(telling.view, cast)
    stretches = [one for piece in telling.told() for one in sentences(telling.view, piece.start, piece.end)]
    characters = dressed(cast, appearances(telling.view, stretches, Memory(index), cast))
    groups = cut(units_of(telling))
    spans = _spans(reading, groups)
    book, maker, here = LocationBook(), BeatMaker.over(telling.view, index), _Here()
    scenes: list[SceneBreakdown] = []
    chapter = -1
    for number, (units, span) in enumerate(zip(groups, spans, strict=True), 1):
        opens = telling.paragraphs[units[0].paragraph].chapter != chapter
        chapter = telling.paragraphs[units[0].paragraph].chapter
        here = _arrived(units, _Here() if opens and units[0].place else here)
        maker.talk.break_off()
        made = _beats(telling, units, maker) or [_wordless(telling, units)]
        beats = _weighted(_unmasked(made), opens=opens)
        scenes.append(_scene(telling, number, units, span, here, book, beats))
        if opens and len(scenes) > 1:
            scenes[-2] = _closed(scenes[-2])
    if scenes:
        scenes[0] = replace(scenes[0], transition_in=TransitionIn.FADE_IN)
        scenes[-1] = _closed(scenes[-1])
    return Breakdown(reading.title, reading.author, characters, book.locations(), tuple(scenes))


def _spans(reading: Reading, groups: list[list[Unit]]) -> list[Span]:
    """Scenes side by side over all blocks; a title or break goes with the scene it opens."""
    starts: list[int] = []
    marks = [block.span for block in reading.blocks if block.kind in (BlockKind.CHAPTER, BlockKind.BREAK)]
    at = 0
    last_end = 0
    for units in groups:
        start = units[0].start
        while at < len(marks) and marks[at].end <= start:
            if marks[at].start >= last_end:
                start = min(start, marks[at].start)
            at += 1
        starts.append(start)
        last_end = units[-1].end
    ends = [*starts[1:], max(reading.blocks[-1].span.end, last_end)] if groups else []
    return [Span(start=start, end=end) for start, end in zip(starts, ends, strict=True)]


def _arrived(units: list[Unit], here: _Here) -> _Here:
    """Where and when a scene plays: by its surest place phrase, else by its things, else where the story stood."""
    best = _surest(units)
    if best:
        here = replace(here, key=best.key, name=best.name, kind=best.sense.kind, setting=best.sense.setting)
    else:
        here = _by_things(units, here)
    hour = next((unit.hour for unit in units if unit.hour), None)
    if units[0].jump:
        here = replace(here, weather=Weather.CLEAR)
    return replace(here, hour=hour or here.hour, weather=_weather(units, here))


def _surest(units: list[Unit]) -> PlacePhrase | None:
    """Where a scene opens if it says so clearly; else the place it speaks of most."""
    opening = next((u.place for u in units[:2] if u.place and u.place.strength >= ARRIVAL), None)
    if opening:
        return opening
    tally: Counter[str] = Counter()
    firsts: dict[str, PlacePhrase] = {}
    named = [phrase for unit in units for phrase in unit.places]
    for rank, phrase in enumerate(named):
        tally[phrase.key] += round(phrase.strength * (100 if 2 * rank <= len(named) else 60))  # it opens where it is
        if phrase.key not in firsts or phrase.strength > firsts[phrase.key].strength:
            firsts[phrase.key] = phrase
    if not tally:
        return None
    key, weight = tally.most_common(1)[0]
    return firsts[key] if weight >= SETTLED * 100 else None


def _weather(units: list[Unit], here: _Here) -> Weather:
    """What is in the air by most words; a single word of wind or haze indoors is not weather."""
    votes = Counter[Weather]()
    for unit in units:
        votes += unit.sky
    if here.setting is Setting.INTERIOR:
        votes = Counter({sky: n for sky, n in votes.items() if n >= 4 or sky in _HEARD_INDOORS})
    return strongest(votes) if votes else here.weather


def _by_things(units: list[Unit], here: _Here) -> _Here:
    if here.key:
        return here
    votes: dict[SetKind, float] = {}
    for unit in units:
        for kind, weight in unit.evidence.items():
            votes[kind] = votes.get(kind, 0.0) + weight
    if not votes:
        return here
    kind, weight = max(votes.items(), key=lambda item: (item[1], item[0].value))
    if weight < EVIDENT:
        return here
    setting = Setting.INTERIOR if kind in INDOORS else Setting.EXTERIOR
    return replace(here, key=kind.value, name=NAMES[kind], kind=kind, setting=setting)


def _beats(telling: Telling, units: list[Unit], maker: BeatMaker) -> list[Beat]:
    made: list[Beat] = []
    for unit in units:
        made += maker.beats(telling.paragraphs[unit.paragraph], unit.start, unit.end)
    return made


def _wordless(telling: Telling, units: list[Unit]) -> Beat:
    """A scene of signs without a word is one beat of telling."""
    start, end = units[0].start, min(units[-1].end, units[0].start + LIMIT)
    return Beat(
        BeatKind.THOUGHT, plain(telling.view[start:end]) or "…", Span(start=start, end=end), BASE[BeatKind.THOUGHT]
    )


def _unmasked(beats: list[Beat]) -> list[Beat]:
    """`"You're late," said a voice. It was Pip.` gives the voice to Pip."""
    for i, (beat, after) in enumerate(pairwise(beats)):
        if beat.kind is BeatKind.SPEECH and beat.speaker is None and after.text.startswith("It was ") and after.present:
            beats[i] = replace(beat, speaker=after.present[0])
    return beats


def _weighted(beats: list[Beat], *, opens: bool) -> tuple[Beat, ...]:
    """A scene's first beat weighs more, more still where a chapter opens; its last one too."""
    if not beats:
        return ()
    beats[0] = replace(beats[0], weight=round(min(1.0, beats[0].weight + (2 * EDGE if opens else EDGE)), 3))
    beats[-1] = replace(beats[-1], weight=round(min(1.0, beats[-1].weight + EDGE / 2), 3))
    return tuple(beats)


def _scene(
    telling: Telling,
    number: int,
    units: list[Unit],
    span: Span,
    here: _Here,
    book: LocationBook,
    beats: tuple[Beat, ...],
) -> SceneBreakdown:
    location = book.place(here.key or "nowhere", here.name, here.kind)
    _describe(book, location, beats)
    presence = Counter(one for beat in beats for one in beat.present)
    inside = "INT." if here.setting is Setting.INTERIOR else "EXT."
    return SceneBreakdown(
        number=str(number),
        heading=f"{inside} {book.name(location).upper()} - {here.hour.value.upper()}",
        location=location,
        setting=here.setting,
        time_of_day=here.hour,
        weather=here.weather,
        mood=mood_of(telling.view, units[0].start, units[-1].end),
        span=span,
        beats=beats,
        cast=tuple(one for one, _ in presence.most_common()),
        transition_in=TransitionIn.DISSOLVE if units[0].jump else TransitionIn.CUT,
    )


def _describe(book: LocationBook, location: str, beats: tuple[Beat, ...]) -> None:
    """The place in the text's words: first what names it, then what describes without people."""
    noun = book.name(location).rsplit(" ", 1)[-1].lower()
    told = [beat for beat in beats if beat.kind is not BeatKind.SPEECH and not beat.speaker and len(beat.text) < LONG]
    seen = [beat for beat in told if " would " not in beat.text and not beat.present]
    for beat in (
        *(b for b in seen if noun in words_of(b.text)),
        *(b for b in seen if b.kind is BeatKind.PLACE),
        *(b for b in beats[:3] if b in seen),
    ):
        book.describe(location, beat.text)


def _closed(scene: SceneBreakdown) -> SceneBreakdown:
    """The last scene of a chapter: its last beat weighs more and it fades out."""
    if not scene.beats:
        return replace(scene, fade_out=True)
    last = replace(scene.beats[-1], weight=round(min(1.0, scene.beats[-1].weight + EDGE), 3))
    return replace(scene, fade_out=True, beats=(*scene.beats[:-1], last))
