"""The models a server has, and what its refusals mean."""

import re
from typing import Any, cast

from rushes.agents.model.server_trouble import NoSuchModel, ServerRefused
from rushes.agents.model.server_wire import Wire
from rushes.agents.model.trouble import ContextOverflow
from rushes.errors import RushesError

_LISTED = 12
_OVERFLOW = re.compile(r"context[ _](length|size|window)|exceed_context|maximum context|too many tokens", re.IGNORECASE)
_NO_MODEL = re.compile(r"model.{0,200}(not found|not exist|unknown|not loaded)|no models? (is )?loaded", re.IGNORECASE)
"""From the messages of llama-server, vLLM, Ollama, LM Studio and OpenAI."""


def entries_in(body: Any, key: str) -> list[dict[str, Any]]:
    """The objects in a list under a key of an object; none where the shape is another."""
    entries = cast("dict[str, Any]", body).get(key) if isinstance(body, dict) else None
    found = cast("list[Any]", entries) if isinstance(entries, list) else []
    return [cast("dict[str, Any]", entry) for entry in found if isinstance(entry, dict)]


def model_names(body: Any) -> tuple[str, ...]:
    """The names in the answer to GET /models, at most 1,000."""
    names = [entry.get("id") for entry in entries_in(body, "data")[:1000]]
    return tuple(name[:200] for name in names if isinstance(name, str) and name)


def no_such_model(model: str, models: tuple[str, ...], at: str) -> NoSuchModel:
    """The error of a model that is not among those the server has."""
    shown = ", ".join(models[:_LISTED]) + (", …" if len(models) > _LISTED else "")
    has = f"It has: {shown}." if models else "It lists no models: load or pull one there."
    return NoSuchModel(f"The model server at {at} has no model named {model}.", has, models)


def explained(refusal: ServerRefused, wire: Wire, model: str, context: int | None) -> RushesError:
    """A refusal to answer as the error that it means, where its words tell; else itself."""
    at = wire.address.base_url
    if refusal.status in (400, 413, 500) and _OVERFLOW.search(refusal.words):
        return ContextOverflow(model, None, context)
    if refusal.status in (400, 404) and _NO_MODEL.search(refusal.words):
        return no_such_model(model, _listed(wire), at)
    if refusal.status in (404, 405) and not at.endswith("/v1"):
        way_out = "Most servers want /v1 at the end of the address."
        return ServerRefused(refusal.title, way_out, refusal.status, refusal.words)
    return refusal


def _listed(wire: Wire) -> tuple[str, ...]:
    try:
        return model_names(wire.ask(f"{wire.address.base_url}/models"))
    except RushesError:
        return ()
