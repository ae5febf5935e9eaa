"""The beats of a prose scene: sentence by sentence, who does or says what."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rushes.agents.house.breakdown.acting import feeling_of, kind_of, pose_of, props_of, weight_of
from rushes.agents.house.breakdown.lexicon.deeds import FEELINGS, SAYING, VOICES
from rushes.agents.house.breakdown.mentions import CastIndex, Memory
from rushes.agents.house.breakdown.sentences import LONG, clauses, sentences
from rushes.agents.house.breakdown.speech import Conversation, Voice
from rushes.agents.house.breakdown.telling import Paragraph, Piece
from rushes.agents.house.breakdown.wording import either, plain, words_of
from rushes.film.breakdown import Beat, BeatKind
from rushes.film.manifest import Span
from rushes.film.vocabulary import Feeling

_LEADING_TAG = re.compile(rf"(?:{either(SAYING)}) (?=(?:the|an?|his|her|my|[A-Z]))")
SPEECH_LENGTH = 200  # characters of speech in one beat; sentences are joined up to it
SMALL = 28  # a told sentence shorter than this joins the one before it
PRESENT_LIMIT = 6


@dataclass(slots=True)
class BeatMaker:
    """Makes beats in the order of the text, remembering who is who and who has been seen."""

    view: str
    memory: Memory
    talk: Conversation
    seen: set[str]
    framed: bool = False

    @classmethod
    def over(cls, view: str, index: CastIndex) -> "BeatMaker":
        """A maker at the beginning of a text."""
        memory = Memory(index)
        return cls(view, memory, Conversation(index, memory), set())

    def beats(self, paragraph: Paragraph, start: int, end: int) -> list[Beat]:
        """The beats of a paragraph's part [start, end)."""
        self._listen_to_teller(paragraph)
        voices = self.talk.voices(paragraph)
        made: list[Beat] = []
        for i, piece in enumerate(paragraph.pieces):
            low, high = max(piece.start, start), min(piece.end, end)
            if low >= high:
                continue
            if piece.said:
                made += self._speech(low, high, voices.get(piece.start, Voice()))
            else:
                after_speech = i > 0 and paragraph.pieces[i - 1].said
                made = self._told(made, Piece(low, high, said=False), after_speech=after_speech, voices=voices)
        return _finished_lines(_lines_joined(made))

    def _listen_to_teller(self, paragraph: Paragraph) -> None:
        """In a framed telling, I am who spoke last before it; outside, I am the narrator."""
        if paragraph.framed and not self.framed:
            self.memory.teller = self.talk.last_speaker or self.memory.teller
        elif self.framed and not paragraph.framed:
            self.memory.teller = self.memory.narrator
        self.framed = paragraph.framed

    def _speech(self, start: int, end: int, voice: Voice) -> Iterator[Beat]:
        for low, high in speech_parts(self.view, start, end):
            text = plain(self.view[low:high])
            words = words_of(text)
            delivery, feeling = _manner(voice, words, text)
            addressee = self.talk.addressee(voice.speaker, low, high)
            present = tuple(one for one in (voice.speaker, addressee) if one)
            yield Beat(
                BeatKind.SPEECH,
                text,
                Span(start=low, end=high),
                weight_of(BeatKind.SPEECH, words, text, first_seen=self._is_new(present), edge=False),
                speaker=voice.speaker,
                addressee=addressee,
                delivery=delivery,
                present=present,
                props=props_of(words)[:1],
                feeling=feeling,
            )

    def _told(self, made: list[Beat], piece: Piece, *, after_speech: bool, voices: dict[int, Voice]) -> list[Beat]:
        speakers = {voice.speaker for voice in voices.values() if voice.speaker}
        for number, (start, end) in enumerate(sentences(self.view, piece.start, piece.end)):
            words = words_of(self.view[start:end])
            if not words:
                continue
            if voices and _is_tag(words) and ((number == 0 and after_speech) or start == piece.start):
                self.memory.who(start, end)
                made = _with_tag(made, end, after_speech=after_speech)
                continue
            begin = start
            if number == 0 and after_speech and (verb := _LEADING_TAG.match(self.view, start, end)):
                made = _with_tag(made, verb.end(), after_speech=True)
                begin = verb.end()
            made += [self._sentence(*part, speakers) for part in clauses(self.view, begin, end)]
        return _smallspeech_parts(made, self.view)

    def _sentence(self, start: int, end: int, speakers: set[str]) -> Beat:
        text = plain(self.view[start:end])
        words = words_of(text)
        mentions = self.memory.who(start, end)
        present = tuple(dict.fromkeys(one.id for one in mentions))[:PRESENT_LIMIT]
        if not present and speakers and words[:1] and words[0].endswith("ing"):
            present = tuple(sorted(speakers))
        props = props_of(words)
        kind = kind_of(words, people=bool(present), props=props)
        return Beat(
            kind,
            text,
            Span(start=start, end=end),
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


def speech_parts(view: str, start: int, end: int) -> list[tuple[int, int]]:
    """A speech in parts of one or more sentences, each about as long as can be said in one shot."""
    parts: list[tuple[int, int]] = []
    for low, high in (part for one in sentences(view, start, end) for part in clauses(view, *one)):
        if parts and high - parts[-1][0] <= SPEECH_LENGTH:
            parts[-1] = (parts[-1][0], high)
        else:
            parts.append((low, high))
    return parts


def _manner(voice: Voice, words: list[str], text: str) -> tuple[str, Feeling]:
    """How a line is said: by its verb, its adverb, its signs."""
    sound, feeling = VOICES.get(voice.verb, ("", Feeling.NEUTRAL))
    delivery = voice.adverb or sound
    if voice.adverb in FEELINGS:
        feeling = FEELINGS[voice.adverb]
    if feeling is Feeling.NEUTRAL and "!" in text:
        feeling = feeling_of(words) if feeling_of(words) is not Feeling.NEUTRAL else Feeling.SURPRISED
    return delivery, feeling


def _is_tag(words: list[str]) -> bool:
    return len(words) <= 7 and any(word in SAYING for word in words[:6])


def _lines_joined(made: list[Beat]) -> list[Beat]:
    """A line broken by nothing but `said Filby` is one line; its span holds the tag too."""
    kept: list[Beat] = []
    for beat in made:
        last = kept[-1] if kept else None
        if (
            last
            and last.kind is beat.kind is BeatKind.SPEECH
            and last.speaker == beat.speaker
            and len(last.text) + len(beat.text) < SPEECH_LENGTH
            and beat.span.start - last.span.end < 4
            and (last.text[-1:] in ",—–-" or len(last.text) < SMALL)
        ):
            kept[-1] = replace(
                last,
                text=_line(last.text, beat.text),
                span=Span(start=last.span.start, end=beat.span.end),
                weight=max(last.weight, beat.weight),
                props=(last.props or beat.props),
                feeling=last.feeling if last.feeling is not Feeling.NEUTRAL else beat.feeling,
            )
        else:
            kept.append(beat)
    return kept


def _line(first: str, second: str) -> str:
    if first.endswith(",") and second[:1].isupper() and not second.startswith(("I ", "I’", "I'")):
        first = first[:-1] + "."
    return f"{first} {second}"


def _finished_lines(made: list[Beat]) -> list[Beat]:
    """The comma before `said Filby` is a full stop, unless the line goes on after the tag."""
    for i, beat in enumerate(made):
        if beat.kind is BeatKind.SPEECH and beat.text.endswith(","):
            following = next((one for one in made[i + 1 :] if one.kind is BeatKind.SPEECH), None)
            if following is None or not following.text[:1].islower():
                made[i] = replace(beat, text=beat.text[:-1] + ".")
    return made


def _with_tag(made: list[Beat], end: int, *, after_speech: bool) -> list[Beat]:
    """The tag's words belong to the speech before it; a tag before its speech is left to it."""
    if not (after_speech and made and made[-1].kind is BeatKind.SPEECH):
        return made
    last = made[-1]
    return [*made[:-1], replace(last, span=Span(start=last.span.start, end=end))]


def _smallspeech_parts(made: list[Beat], view: str) -> list[Beat]:
    """A told scrap joins the told beat before it."""
    kept: list[Beat] = []
    for beat in made:
        last = kept[-1] if kept else None
        if (
            last
            and beat.kind is not BeatKind.SPEECH
            and last.kind is not BeatKind.SPEECH
            and len(beat.text) < SMALL
            and len(last.text) + len(beat.text) < LONG
            and not view[last.span.end : beat.span.start].strip()
        ):
            present = tuple(dict.fromkeys((*last.present, *beat.present)))[:PRESENT_LIMIT]
            kept[-1] = replace(
                last,
                text=f"{last.text} {beat.text}",
                span=Span(start=last.span.start, end=beat.span.end),
                present=present,
                weight=max(last.weight, beat.weight),
                pose=last.pose or beat.pose,
            )
        else:
            kept.append(beat)
    return kept
