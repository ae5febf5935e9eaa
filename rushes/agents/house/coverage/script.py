"""The script of a shot: what happens, what is said, and the source's words that are read over it."""

from collections.abc import Sequence
from itertools import groupby

from rushes.agents.house.coverage.draft import Framing
from rushes.agents.house.coverage.excerpts import clipped, excerpt, plain
from rushes.agents.house.coverage.moments import Moment, Role
from rushes.agents.house.coverage.stage import Stage
from rushes.film.breakdown import Beat, BeatKind
from rushes.film.manifest import Line

_ACTION_LIMIT = 240
_DELIVERY_LIMIT = 80


def dialogue(moment: Moment) -> tuple[Line, ...]:
    """What is spoken in a shot, one line for each who speaks in turn."""
    if moment.role is not Role.STORY:
        return ()
    lines: list[Line] = []
    for speaker, run in groupby(moment.speeches, key=lambda speech: speech.speaker):
        speeches = list(run)
        text = _said([plain(speech.text) for speech in speeches])
        lines.append(Line(speaker=speaker, text=text, delivery=clipped(speeches[0].delivery, _DELIVERY_LIMIT)))
    return tuple(lines)


def _said(texts: Sequence[str]) -> str:
    """Speeches as one line that stands alone.

    A comma that led to "he said" becomes a full stop unless the sentence goes on; words from
    the middle of a sentence are marked with an ellipsis.
    """
    line = texts[0]
    for text in texts[1:]:
        line = f"{line if text[:1].islower() else _closed(line)} {text}"
    return f"…{_closed(line)}" if line[:1].islower() else _closed(line)


def _closed(text: str) -> str:
    if text.endswith(","):
        return f"{text[:-1]}."
    return f"{text.rstrip(';:')}…" if text[-1:].isalnum() or text.endswith((";", ":")) else text


def narration(moment: Moment, letters: int) -> str:
    """The source's own words over a shot that nobody speaks in, at most `letters` of them."""
    if moment.role is not Role.STORY or moment.speeches or moment.lead is None:
        return ""
    texts = [plain(beat.text) for beat in moment.beats]
    first = last = moment.beats.index(moment.lead)
    while last + 1 < len(texts) and len(" ".join(texts[first : last + 2])) <= letters:
        last += 1
    while first > 0 and len(" ".join(texts[first - 1 : last + 1])) <= letters:
        first -= 1
    return excerpt(" ".join(texts[first : last + 1]), letters)


def action(moment: Moment, framing: Framing, stage: Stage) -> str:
    """What happens, in plain words."""
    lead = moment.lead
    if moment.role is Role.DETAIL:
        return f"The {framing.subject}, close."
    if lead is None:
        return clipped(f"{stage.place.name}: {stage.scene.time_of_day}, {stage.scene.weather}.", _ACTION_LIMIT)
    if moment.role is Role.REACTION:
        return f"{framing.subject} takes in what was said."
    if moment.speeches:
        return clipped(_talk(moment.speeches, framing, stage), _ACTION_LIMIT)
    seen = [beat for beat in moment.beats if beat is lead or _same_doing(beat, lead)]
    return clipped(" ".join(plain(beat.text) for beat in seen), _ACTION_LIMIT)


def _same_doing(beat: Beat, lead: Beat) -> bool:
    """Whether a beat goes on with what the lead shows: the same doer, and something to see."""
    return beat.kind is not BeatKind.THOUGHT and beat.present[:1] == lead.present[:1]


def _talk(speeches: tuple[Beat, ...], framing: Framing, stage: Stage) -> str:
    speech = speeches[0]
    speaker = stage.names.get(speech.speaker or "", "A voice")
    addressee = stage.names.get(speech.addressee or "")
    words = f"{speaker} speaks to {addressee}" if addressee else f"{speaker} speaks"
    if speech.delivery:
        words += f", {plain(speech.delivery)}"
    shown = [figure.character for figure in framing.figures]
    if len(speeches) > 1:
        other = stage.names.get(speeches[1].speaker or "", "a voice")
        words += f"; {other} answers" if speeches[1].speaker != speech.speaker else ""
    elif shown and speech.speaker not in shown:
        words = f"{framing.subject} listens as {words}"
    return f"{words}."
