"""A screenplay reading becomes scenes: headings say where and when, cues who speaks, action who is seen."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from rushes.agents.house.breakdown.acting import feeling_of, kind_of, pose_of, props_of, weight_of
from rushes.agents.house.breakdown.appearance import appearances
from rushes.agents.house.breakdown.beats import speech_parts
from rushes.agents.house.breakdown.headings import Heading, heading_of
from rushes.agents.house.breakdown.light import mood_of, weather_of
from rushes.agents.house.breakdown.locations import LocationBook
from rushes.agents.house.breakdown.mentions import CastIndex, Memory
from rushes.agents.house.breakdown.script_cast import script_cast
from rushes.agents.house.breakdown.sentences import clauses, sentences
from rushes.agents.house.breakdown.wardrobe import dressed
from rushes.agents.house.breakdown.wording import plain, view_of, words_of
from rushes.film.breakdown import Beat, BeatKind, Breakdown, SceneBreakdown
from rushes.film.manifest import Span
from rushes.film.numbers import SCENE_PATTERN, sort_key
from rushes.film.reading import Block, BlockKind, Reading
from rushes.film.vocabulary import Feeling, TransitionIn, Weather

_UNSEEN = re.compile(
    r"\(\s*(?:V\.?\s?O\.?|O\.?\s?[SC]\.?|OFF|VOICE.{0,10}|FILTERED|ON (?:PHONE|RADIO|TV).{0,10})\s*[.)]", re.IGNORECASE
)


@dataclass(slots=True)
class _Draft:
    """A scene's blocks as they are gathered. `number` is the script's own."""

    heading: Block | None
    start: int
    blocks: list[Block] = field(default_factory=list[Block])
    transition: TransitionIn = TransitionIn.CUT
    fade_out: bool = False


@dataclass(slots=True)
class _Speaker:
    id: str | None = None
    seen: bool = True
    manner: str = ""


def break_down_script(reading: Reading) -> Breakdown:
    """Take a screenplay reading apart."""
    view = view_of(reading.text)
    cast = script_cast(reading, view)
    index = CastIndex(view, cast)
    told = [
        one
        for block in reading.blocks
        if block.kind is BlockKind.ACTION
        for one in sentences(view, block.span.start, block.span.end)
    ]
    characters = dressed(cast, appearances(view, told, Memory(index), cast))
    by_cue = {form.upper(): one.id for one in reversed(cast) for form in (*one.forms, one.name)}
    drafts = _gathered(reading)
    numbers = _numbers(drafts)
    maker = _ScriptBeats(view, Memory(index), by_cue)
    book = LocationBook()
    scenes: list[SceneBreakdown] = []
    before = Heading()
    weather = Weather.CLEAR
    for draft, number, end in zip(drafts, numbers, [*(d.start for d in drafts[1:]), _end(reading)], strict=True):
        heading = heading_of(draft.heading.text if draft.heading else "", before)
        words = draft.heading.span if draft.heading else Span(start=draft.start, end=draft.start)
        own = weather_of(view, words.start, words.end) or _told_weather(view, draft.blocks)
        weather = own or (weather if heading.place == before.place else Weather.CLEAR)
        beats = _edges(maker.beats(draft.blocks))
        scenes.append(_scene(view, draft, number, end, heading, weather, book, beats))
        before = heading
    if scenes and scenes[0].transition_in is TransitionIn.CUT:
        scenes[0] = replace(scenes[0], transition_in=TransitionIn.FADE_IN)
    return Breakdown(reading.title, reading.author, characters, book.locations(), tuple(scenes))


def _end(reading: Reading) -> int:
    return reading.blocks[-1].span.end


def _gathered(reading: Reading) -> list[_Draft]:
    """The blocks in scenes; a transition before a heading tells how the next scene is entered."""
    drafts: list[_Draft] = []
    pending = TransitionIn.CUT
    for block in reading.blocks:
        if block.kind is BlockKind.SCENE_HEADING:
            drafts.append(_Draft(block, block.span.start, transition=pending))
            pending = TransitionIn.CUT
        elif block.kind is BlockKind.TRANSITION:
            words = block.text.upper()
            if "FADE IN" in words or "FADE UP" in words:
                pending = TransitionIn.FADE_IN
            elif "DISSOLVE" in words:
                pending = TransitionIn.DISSOLVE
            elif drafts and ("FADE" in words or "TO BLACK" in words):
                drafts[-1].fade_out = True
        else:
            if not drafts:
                drafts.append(_Draft(None, block.span.start, transition=pending))
                pending = TransitionIn.CUT
            drafts[-1].blocks.append(block)
    if drafts:
        drafts[0].start = reading.blocks[0].span.start
    return [draft for draft in drafts if draft.heading or draft.blocks]


def _numbers(drafts: list[_Draft]) -> list[str]:
    """The script's own scene numbers when each is one and they rise; else 1, 2, 3."""
    own = [draft.heading.label.upper() if draft.heading else "" for draft in drafts]
    if all(re.match(SCENE_PATTERN, number) for number in own):
        keys = [sort_key(number) for number in own]
        if all(a < b for a, b in pairwise(keys)):
            return own
    return [str(i) for i in range(1, len(drafts) + 1)]


def _told_weather(view: str, blocks: Iterable[Block]) -> Weather | None:
    for block in blocks:
        if block.kind is BlockKind.ACTION and (found := weather_of(view, block.span.start, block.span.end)):
            return found
    return None


def _edges(beats: list[Beat]) -> tuple[Beat, ...]:
    for i in {0, len(beats) - 1} if beats else ():
        beats[i] = replace(beats[i], weight=round(min(1.0, beats[i].weight + 0.1), 3))
    return tuple(beats)


def _scene(
    view: str,
    draft: _Draft,
    number: str,
    end: int,
    heading: Heading,
    weather: Weather,
    book: LocationBook,
    beats: tuple[Beat, ...],
) -> SceneBreakdown:
    location = book.place(heading.place.lower(), heading.place, heading.kind)
    for beat in beats:
        if beat.kind in (BeatKind.PLACE, BeatKind.OBJECT):
            book.describe(location, beat.text)
    presence = Counter(one for beat in beats for one in (*beat.present, *([beat.speaker] if beat.speaker else [])))
    return SceneBreakdown(
        number=number,
        heading=(draft.heading.text if draft.heading else f"{heading.place.upper()} - {heading.hour.value.upper()}")[
            :200
        ],
        location=location,
        setting=heading.setting,
        time_of_day=heading.hour,
        weather=weather,
        mood=mood_of(view, draft.start, end),
        span=Span(start=draft.start, end=end),
        beats=beats,
        cast=tuple(one for one, _ in presence.most_common()),
        transition_in=draft.transition,
        fade_out=draft.fade_out,
    )


@dataclass(slots=True)
class _ScriptBeats:
    """Makes a screenplay's beats in order."""

    view: str
    memory: Memory
    by_cue: dict[str, str]
    seen: set[str] = field(default_factory=set[str])

    def beats(self, blocks: list[Block]) -> list[Beat]:
        """The beats of one scene."""
        made: list[Beat] = []
        speaker = _Speaker()
        turns: list[str] = []
        for block in blocks:
            if block.kind is BlockKind.CUE:
                speaker = _Speaker(self.by_cue.get(block.label.upper()), _UNSEEN.search(block.text) is None)
                if speaker.id:
                    turns.append(speaker.id)
            elif block.kind is BlockKind.PARENTHETICAL:
                speaker.manner = plain(block.text)[:120]
            elif block.kind is BlockKind.DIALOGUE:
                other = next((one for one in reversed(turns) if one != speaker.id), None)
                made += self._speech(block, speaker, other)
            else:
                made += self._action(block)
        return made

    def _speech(self, block: Block, speaker: _Speaker, other: str | None) -> Iterable[Beat]:
        for low, high in speech_parts(self.view, block.span.start, block.span.end):
            text = plain(self.view[low:high])
            words = words_of(text)
            present = tuple(one for one in (speaker.id if speaker.seen else None, other) if one)
            yield Beat(
                BeatKind.SPEECH,
                text,
                Span(start=low, end=high),
                weight_of(BeatKind.SPEECH, words, text, first_seen=self._is_new(present), edge=False),
                speaker=speaker.id,
                addressee=other,
                delivery=speaker.manner,
                present=present,
                props=props_of(words)[:1],
                feeling=_spoken_feeling(speaker.manner, words, text),
            )

    def _action(self, block: Block) -> Iterable[Beat]:
        for low, high in (
            part for one in sentences(self.view, block.span.start, block.span.end) for part in clauses(self.view, *one)
        ):
            text = plain(self.view[low:high])
            words = words_of(text)
            if not words:
                continue
            present = tuple(dict.fromkeys(one.id for one in self.memory.who(low, high)))[:6]
            props = props_of(words)
            kind = kind_of(words, people=bool(present), props=props)
            kind = BeatKind.ACTION if kind is BeatKind.THOUGHT else kind  # a script shows what it tells
            yield Beat(
                kind,
                text,
                Span(start=low, end=high),
                weight_of(kind, words, text, first_seen=self._is_new(present), edge=False),
                present=present,
                props=props,
                pose=pose_of(words),
                feeling=feeling_of(words),
            )

    def _is_new(self, present: tuple[str, ...]) -> bool:
        new = any(one not in self.seen for one in present)
        self.seen.update(present)
        return new


def _spoken_feeling(manner: str, words: list[str], text: str) -> Feeling:
    feeling = feeling_of(words_of(manner))
    if feeling is Feeling.NEUTRAL and "!" in text:
        return feeling_of(words) if feeling_of(words) is not Feeling.NEUTRAL else Feeling.SURPRISED
    return feeling
