"""How long a context a server gives a model: asked in every dialect there is, and never guessed.

The length a model was trained for is not the length it is served with, so fields that tell only that are not read.
"""

import re
from typing import Any, cast
from urllib.parse import quote

from rushes.agents.model.server_models import entries_in
from rushes.agents.model.server_wire import Wire
from rushes.errors import RushesError

_SERVED = ("max_model_len", "loaded_context_length", "context_length", "context_window")
"""Fields of an entry of GET /models: vLLM, LM Studio, and two of hosted servers."""
_NUM_CTX = re.compile(r"^num_ctx[ \t]+([0-9]{1,9})[ \t]*$", re.MULTILINE)


def context_of(wire: Wire, model: str, models: Any) -> int | None:
    """Tokens. `models` is the answer to GET /models; the model has been used before, so that it is loaded."""
    (listed,) = [entry for entry in entries_in(models, "data") if entry.get("id") == model][:1] or [{}]
    meta = _object(listed.get("meta"))
    told = [*(listed.get(name) for name in _SERVED), meta.get("n_ctx")]
    return _first(told) or _llama_server(wire, model) or _ollama(wire, model) or _lm_studio(wire, model)


def _llama_server(wire: Wire, model: str) -> int | None:
    props = _object(_asked(wire, f"/props?model={quote(model, safe='')}&autoload=false"))
    return _first([_object(props.get("default_generation_settings")).get("n_ctx"), props.get("n_ctx")])


def _ollama(wire: Wire, model: str) -> int | None:
    names = (model, f"{model}:latest")
    running = entries_in(_asked(wire, "/api/ps"), "models")
    served = _first([entry.get("context_length") for entry in running if entry.get("name") in names])
    if served:
        return served
    parameters = _object(_asked(wire, "/api/show", {"model": model})).get("parameters")
    found = _NUM_CTX.search(parameters) if isinstance(parameters, str) else None
    return _first([int(found[1])]) if found else None


def _lm_studio(wire: Wire, model: str) -> int | None:
    entries = entries_in(_asked(wire, "/api/v0/models"), "data")
    return _first([entry.get("loaded_context_length") for entry in entries if entry.get("id") == model])


def _asked(wire: Wire, path: str, body: dict[str, Any] | None = None) -> Any:
    try:
        return wire.ask(wire.address.root + path, body)
    except RushesError:
        return None


def _first(values: list[Any]) -> int | None:
    """The first that can be a context."""
    numbers = [value for value in values if isinstance(value, int) and not isinstance(value, bool)]
    return next((number for number in numbers if 256 <= number <= 10**8), None)


def _object(value: Any) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}
