"""What stands behind a line of the timeline, in words: what was asked and answered, made, measured, said."""

import json

from pydantic import JsonValue
from pydantic_core import from_json

from rushes.film.trace import (
    Asked,
    Called,
    Ended,
    Entered,
    Event,
    Failure,
    Joined,
    Judged,
    Left,
    Made,
    Resumed,
    Spoke,
    Stopped,
    Waited,
)
from rushes.tui.pane import Part

FILM_ITSELF = "the film"


def behind(event: Event) -> tuple[Part, ...]:
    """All there is to know of an event; the first part says what it is. Parts without words are left out."""
    first, *others = _parts(event)
    return first, *(part for part in others if part.text)


def _parts(event: Event) -> list[Part]:
    match event:
        case Asked():
            what = Part(f"asked {event.label}", f"{_where(event.node, event.shot)}; {event.seconds:.2f} s")
            said = [_failure(event.error)] if event.error else _answer(event.answer)
            return [what, *said, Part("request", _lines(event.request)), Part("digest of the request", event.digest)]
        case Called():
            what = Part(event.kind, f"{event.shot or FILM_ITSELF}; {event.seconds:.2f} s")
            slate = _json(event.slate.model_dump(mode="json", exclude={"kind"})) if event.slate else ""
            made = _made(event.made) if event.made else []
            return [what, *made, _failure(event.error), Part("slate", slate), Part("key", event.key)]
        case Left():
            attempt = f", attempt {event.attempt}" if event.attempt else ""
            what = Part(event.node, f"{event.shot or FILM_ITSELF}{attempt}: left")
            return [what, _failure(event.error), Part("update", _json(event.update) if event.update else "")]
        case Joined():
            what = Part("cut", f"{len(event.pieces)} pieces; {event.seconds:.2f} s")
            film, pieces = Part("film", event.sha256 or ""), Part("pieces", "\n".join(event.pieces))
            return [what, _failure(event.error), film, pieces]
        case _:
            return [Part(name, text) for name, text in _said(event)]


def _said(event: Event) -> list[tuple[str, str]]:
    said = [(event.event, "")]
    match event:
        case Judged():
            said = [(f"verdict on the {event.kind}", event.shot or FILM_ITSELF), ("words", event.text)]
        case Spoke():
            rounds = f"; round {event.rounds + 1} from here" if event.rounds else ""
            said = [(f"a person: {event.word}", f"{event.shot or 'the plan'}{rounds}"), ("note", event.note)]
        case Waited():
            said = [(event.node, f"{event.shot or FILM_ITSELF}: waits for a person")]
        case Entered():
            said = [(event.node, f"{event.shot or FILM_ITSELF}: entered, and not left"), ("state", event.state)]
        case Resumed():
            said = [("gone on with", f"by another process, at {event.at}")]
        case Stopped():
            said = [("stopped", event.why or "People are waited for."), ("waiting", "\n".join(event.waiting))]
        case Ended():
            said = [("ended", event.outcome)]
        case _:
            pass
    return said


def _where(node: str, shot: str) -> str:
    return f"in {node} of {shot}" if shot else f"in {node}"


def _failure(error: Failure | None) -> Part:
    return Part("error", f"{error.kind}: {error}" if error else "")


def _made(made: Made) -> list[Part]:
    device = f"; {made.seconds:.2f} s of a device" if made.seconds is not None else ""
    measures = "\n".join(f"{name:<24} {value:>12g}" for name, value in made.measures.items())
    return [
        Part("media", f"{made.sha256}{made.suffix}\n{made.size:,} bytes{device}"),
        Part("measures", measures),
        Part("settled", _json(made.settled) if made.settled else ""),
    ]


def _answer(text: str) -> list[Part]:
    """A chat model's answer as what it said and what it called; any other as it is, spread out where it is JSON."""
    message = _read(text)
    if not isinstance(message, dict) or not message.keys() >= {"content", "tool_calls"}:
        return [Part("answer", _lines(text))]
    content, calls = message.pop("content"), message.pop("tool_calls")
    said = _lines(content) if isinstance(content, str) else _json(content)
    others = {name: value for name, value in message.items() if value}
    return [
        Part("answer", said or ("" if calls else "(nothing)")),
        Part("calls", _json(calls) if calls else ""),
        Part("with it", _json(others) if others else ""),
    ]


def _lines(text: str) -> str:
    """A text, spread out where it is JSON."""
    read = _read(text)
    return _json(read) if isinstance(read, dict | list) else text


def _read(text: str) -> JsonValue:
    try:
        return from_json(text)
    except ValueError:
        return None


def _json(value: JsonValue) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)
