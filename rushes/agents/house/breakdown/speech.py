"""Who speaks: tags (said the keeper), the doer before a quote, and taking turns."""

import re
from dataclasses import dataclass

from rushes.agents.house.breakdown.lexicon.deeds import SAYING
from rushes.agents.house.breakdown.mentions import CastIndex, Memory, Mention
from rushes.agents.house.breakdown.sentences import sentences
from rushes.agents.house.breakdown.telling import Paragraph, Piece
from rushes.agents.house.breakdown.wording import either

_TAG = re.compile(rf"(?<![\w’'])(?:{either(SAYING)})(?![\w])", re.IGNORECASE)
_ADVERB = re.compile(r"(?<![\w’'])([a-z]{3,16}ly)(?![\w])")
_STRANGE = re.compile(r"(?<![\w’'])(?:voice|somebody|someone|voices)(?![\w])")
NEAR = 45  # characters between a verb of saying and its speaker


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says a piece, and how. `strange` when the text says that an unknown voice speaks."""

    speaker: str | None = None
    verb: str = ""
    adverb: str = ""
    strange: bool = False


class Conversation:
    """The talk so far: who spoke last and before that."""

    def __init__(self, index: CastIndex, memory: Memory) -> None:
        self._index = index
        self._memory = memory
        self._turns: list[str] = []
        self.last_speaker = ""
        self._open: str | None = None

    def break_off(self) -> None:
        """A new scene: nobody has spoken yet."""
        self._turns, self._open = [], None

    def voices(self, paragraph: Paragraph) -> dict[int, Voice]:
        """The voice of each said piece of a paragraph, by the piece's start."""
        said = [piece for piece in paragraph.pieces if piece.said]
        if not said:
            self._open = None
            return {}
        self._remember(paragraph)
        voice = self._tagged(paragraph) or self._before(paragraph)
        if voice is None or (voice.speaker is None and not voice.strange):
            turned = self._turn(said[0])
            voice = Voice(turned, voice.verb if voice else "", voice.adverb if voice else "")
        if voice.speaker and voice.speaker not in self._turns[-1:]:
            self._turns = [*self._turns[-5:], voice.speaker]
        self.last_speaker = voice.speaker or self.last_speaker
        self._open = voice.speaker if paragraph.open_end else None
        return {piece.start: voice for piece in said}

    def addressee(self, speaker: str | None, start: int, end: int) -> str | None:
        """Who is spoken to: somebody called by name in the words, else the other one of the last two speakers."""
        for mention in self._index.within(start, end):
            around = (
                self._index.view[max(start, mention.start - 2) : mention.start],
                self._index.view[mention.end : mention.end + 1],
            )
            if mention.id != speaker and (around[0].startswith(",") or mention.start == start) and around[1] in ",.!?":
                return mention.id
        others = [one for one in reversed(self._turns) if one != speaker]
        return others[0] if others else None

    def _remember(self, paragraph: Paragraph) -> None:
        """What is told before the first quote says whom its tag means."""
        for piece in paragraph.pieces:
            if piece.said:
                return
            for start, end in sentences(self._index.view, piece.start, piece.end):
                self._memory.who(start, end)

    def _tagged(self, paragraph: Paragraph) -> Voice | None:
        """`said Filby`, `the keeper whispered`, `he said`, in a told piece beside a said one."""
        for i, piece in enumerate(paragraph.pieces):
            if piece.said:
                continue
            after_speech = i > 0 and paragraph.pieces[i - 1].said
            before_speech = i + 1 < len(paragraph.pieces)
            if not (after_speech or before_speech):
                continue
            verb = _tag_verb(self._index.view, piece, after_speech=after_speech)
            if verb is None:
                continue
            speaker = self._near(piece, verb)
            adverb = _ADVERB.search(self._index.view, verb.start(), min(piece.end, verb.end() + 60))
            strange = _STRANGE.search(self._index.view, verb.end(), min(piece.end, verb.end() + 40)) is not None
            if strange or speaker or after_speech:
                return Voice(None if strange else speaker, verb[0].lower(), adverb[1] if adverb else "", strange)
        return None

    def _near(self, piece: Piece, verb: re.Match[str]) -> str | None:
        low, high = max(piece.start, verb.start() - NEAR), min(piece.end, verb.end() + NEAR)
        found = self._memory.who(low, high)
        before = [one for one in found if one.end <= verb.start()]
        after = [one for one in found if one.start >= verb.end()]
        view = self._index.view
        if before and not view[before[-1].end : verb.start()].strip():
            return _subject(before)
        if after and _gap(view[verb.end() : after[0].start]):
            return after[0].id
        if before and _gap(view[before[-1].end : verb.start()]):
            return _subject(before)
        return None

    def _before(self, paragraph: Paragraph) -> Voice | None:
        """The doer of the sentence that leads into the quote, or of the one right after it."""
        first = paragraph.pieces[0]
        told = first if not first.said else next((p for p in paragraph.pieces if not p.said), None)
        if told is None:
            return None
        found = self._memory.who(told.start, min(told.end, told.start + 90) if first.said else told.end)
        return Voice(found[0].id) if found else None

    def _turn(self, piece: Piece) -> str | None:
        if self._open:
            return self._open
        called = {one.id for one in self._index.within(piece.start, piece.end)}
        if len(self._turns) >= 2:
            return self._turns[-2] if self._turns[-2] not in called else None
        doer = self._memory.doer(piece.start)
        return doer if doer not in called and doer not in self._turns else None


def _subject(before: list[Mention]) -> str:
    """Of `the keeper looked at Mara and said` the keeper speaks; of `Mara said` Mara."""
    return before[-1].id


def _gap(between: str) -> bool:
    """Whether speaker and verb stand together: at most an adverb, an article or an adjective between."""
    return len(between.split()) <= 3 and not any(sign in between for sign in ".!?;:")


def _tag_verb(view: str, piece: Piece, *, after_speech: bool) -> re.Match[str] | None:
    """The verb of saying nearest to the quote: the first after it, the last before it."""
    found = list(_TAG.finditer(view, piece.start, min(piece.end, piece.start + 120) if after_speech else piece.end))
    if not found:
        return None
    return found[0] if after_speech else found[-1]
