"""What a model server can do, found out by asking it: at most three tiny completions."""

import time
from dataclasses import dataclass, replace
from typing import Any, Literal

from rushes.agents.model.answer_text import NotJson, read_json
from rushes.agents.model.server import ServerChat
from rushes.agents.model.server_address import ServerAddress, Where, where
from rushes.agents.model.server_answer import Answer
from rushes.agents.model.server_context import context_of
from rushes.agents.model.server_models import explained, model_names, no_such_model
from rushes.agents.model.server_trouble import ServerLost, ServerNotRunning, ServerRefused, ServerSilent
from rushes.agents.model.server_wire import Wire
from rushes.errors import RushesError

Schema = Literal["json_schema", "json_object", "no"]


@dataclass(frozen=True, slots=True)
class Probe:
    """What is known about a server. None means unknown, never no.

    `base_url` is the address that works: with /v1 where that was missing. `ms` is what GET /models took.
    `model` is the one asked for, or the only one there is. `trouble` says why something is unknown, if anything is
    wrong. `tools` is unknown when the server takes tools but the model, told to call one, did not.
    """

    base_url: str
    where: Where | None
    reachable: bool = False
    ms: float | None = None
    models: tuple[str, ...] | None = None
    model: str | None = None
    streaming: bool | None = None
    schema: Schema | None = None
    tools: bool | None = None
    context: int | None = None
    trouble: str = ""

    @property
    def does_schemas(self) -> bool | None:
        """Whether it holds answers to a JSON schema."""
        return None if self.schema is None else self.schema != "no"


def probe(base_url: str, model: str | None = None, *, key_from: str = "", patience_s: float = 60.0) -> Probe:
    """Ask a server. Nothing it does or says raises; an address that is none raises BadAddress.

    With several models and none named, no completion is asked for: that could load one for minutes.
    """
    address = ServerAddress(base_url, key_from)
    found = Probe(address.base_url, where(address), model=model)
    try:
        wire, body, ms = _reached(Wire(address, patience_s))
    except RushesError as trouble:
        answered = not isinstance(trouble, _UNREACHED)
        return replace(found, reachable=answered, trouble=str(trouble))
    names = model_names(body)
    found = replace(found, base_url=wire.address.base_url, reachable=True, ms=ms, models=names)
    chosen = model or (names[0] if len(names) == 1 else None)
    if chosen is None:
        return replace(
            found, trouble="Name one of its models to learn what it can do." if names else "It has no models."
        )
    if names and chosen not in names and f"{chosen}:latest" not in names:
        return replace(found, trouble=str(no_such_model(chosen, names, wire.address.base_url)))
    found = _tried(replace(found, model=chosen), wire)
    return replace(found, context=context_of(wire, chosen, body))


def chat_from(probe: Probe, *, key_from: str = "", patience_s: float = 120.0, **sampling: Any) -> ServerChat:
    """A chat model that asks of the server only what the probe saw it do. `probe.model` must be known."""
    return ServerChat(
        base_url=probe.base_url,
        model=probe.model or "",
        key_from=key_from,
        patience_s=patience_s,
        context=probe.context,
        calling="native" if probe.tools else "form",
        schemas=probe.schema if probe.schema in ("json_schema", "json_object") else "words",
        streams=probe.streaming is not False,
        **sampling,
    )


def _reached(wire: Wire) -> tuple[Wire, Any, float]:
    """The wire to the address that lists models, the list, and how long that took in milliseconds."""
    started = time.perf_counter()
    try:
        body = wire.ask(f"{wire.address.base_url}/models")
    except ServerRefused as refusal:
        if refusal.status not in (404, 405) or wire.address.base_url.endswith("/v1"):
            raise
        wire = replace(wire, address=replace(wire.address, base_url=f"{wire.address.base_url}/v1"))
        started = time.perf_counter()
        body = wire.ask(f"{wire.address.base_url}/models")
    return wire, body, round((time.perf_counter() - started) * 1000, 1)


def _tried(found: Probe, wire: Wire) -> Probe:
    model = found.model or ""
    try:
        schema, said = _schema(wire, model)
        called = _answer(wire, model, "Clap for take seven, with the tool.", _CLAP)
        answers = [answer for answer in (*said, called) if answer]
        if not answers:
            return _plain(found, wire)
    except RushesError as trouble:
        return replace(found, trouble=str(trouble))
    return replace(found, schema=schema, tools=_called(called), streaming=answers[0].streamed)


def _schema(wire: Wire, model: str) -> tuple[Schema | None, list[Answer]]:
    """The first way of asking for a schema that is obeyed, and the answers it took to know."""
    said: list[Answer] = []
    for way, asked in _WAYS:
        answer = _answer(wire, model, _SUM, {"response_format": asked})
        if answer is None:
            continue
        said.append(answer)
        if _obeys(answer):
            return way, said
    thinking = any(answer.finish == "length" for answer in said)
    return (None if thinking else "no"), said


def _answer(wire: Wire, model: str, question: str, extra: dict[str, Any]) -> Answer | None:
    """One tiny completion; None if the server refuses to make it."""
    body = {"model": model, "messages": [{"role": "user", "content": question}], "stream": True}
    body |= {"max_tokens": _TOKENS, "temperature": 0, "seed": 1} | extra
    answer = Answer()
    try:
        for event in wire.events(f"{wire.address.base_url}/chat/completions", body, _BYTES):
            if event.get("error"):
                return None
            answer.take(event)
    except ServerRefused:
        return None
    if not answer.finish:
        raise ServerLost(f"The model server at {wire.address.base_url} ended its answer half way.", "See its log.")
    return answer


def _plain(found: Probe, wire: Wire) -> Probe:
    """The server refused schema and tools: does it answer at all? If only in one piece, then that may have been why."""
    model = found.model or ""
    if _answer(wire, model, _SUM, {}):
        return replace(found, schema="no", tools=False, streaming=True)
    body = {"model": model, "messages": [{"role": "user", "content": _SUM}], "max_tokens": _TOKENS}
    try:
        wire.ask(f"{wire.address.base_url}/chat/completions", body)
    except ServerRefused as refusal:
        raise explained(refusal, wire, model, None) from refusal
    return replace(found, streaming=False)


def _obeys(answer: Answer) -> bool:
    try:
        return read_json(answer.said) == {"clap": "seven"}
    except NotJson:
        return False


def _called(answer: Answer | None) -> bool | None:
    if answer is None:
        return False
    good, bad = answer.calls(turn=1)
    if not good and not bad:
        return None
    return not bad and all(call["name"] == "clap" for call in good)


_TOKENS = 128
_SUM = "What is two and two?"
_BYTES = 2**20
_UNREACHED = (ServerNotRunning, ServerSilent, ServerLost)
_OBJECT = {
    "type": "object",
    "properties": {"clap": {"type": "string", "enum": ["seven"]}},
    "required": ["clap"],
    "additionalProperties": False,
}
"""Nobody answers a sum with this by chance, so an answer that fits shows that the schema was held to."""
_WAYS: tuple[tuple[Schema, dict[str, Any]], ...] = (
    ("json_schema", {"type": "json_schema", "json_schema": {"name": "clap", "schema": _OBJECT, "strict": True}}),
    ("json_object", {"type": "json_object", "schema": _OBJECT}),
)
_CLAP: dict[str, Any] = {
    "tools": [{"type": "function", "function": {"name": "clap", "description": "Claps.", "parameters": _OBJECT}}],
    "tool_choice": "required",
}
