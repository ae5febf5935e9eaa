"""Typed answers from a local model: asked by schema, clamped, validated."""

from typing import Any

from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage
from langchain_core.runnables import Runnable, RunnableLambda
from langchain_core.utils.function_calling import convert_to_json_schema
from pydantic import BaseModel, ValidationError

from rushes.agents.model.answer_text import NotJson, read_json
from rushes.agents.model.clamping import Schema, clamped_by
from rushes.agents.model.schemas import bounded_schema
from rushes.agents.model.trouble import BadAnswer


def structured(
    chat: BaseChatModel, wanted: Schema | type, *, include_raw: bool, bound: dict[str, Any]
) -> Runnable[Any, Any]:
    """The chat model with its answers as values of `wanted`, a pydantic model or a JSON schema.

    With `include_raw` they are dicts of raw, parsed and parsing_error. Raises Unbounded, and when asked BadAnswer.
    """
    schema = convert_to_json_schema(wanted)
    form = {"name": schema.get("title", "answer"), "schema": bounded_schema(schema)}
    asking = chat.bind(response_format={"type": "json_schema", "json_schema": form}, **bound)

    def parsed(message: AIMessage) -> Any:
        return _parsed(message, wanted, schema)

    def with_raw(message: AIMessage) -> dict[str, Any]:
        try:
            return {"raw": message, "parsed": parsed(message), "parsing_error": None}
        except BadAnswer as error:
            return {"raw": message, "parsed": None, "parsing_error": error}

    return asking | RunnableLambda(with_raw if include_raw else parsed)


def _parsed(message: AIMessage, wanted: Schema | type, schema: Schema) -> Any:
    try:
        data = clamped_by(schema, read_json(message.text))
        return wanted.model_validate(data) if isinstance(wanted, type) and issubclass(wanted, BaseModel) else data
    except NotJson as error:
        finish = message.response_metadata.get("finish_reason")
        why = "it was cut off by the limit of its tokens" if finish == "length" else f"it is no JSON ({error})"
        raise BadAnswer(f"The model's answer can't be read: {why}.", "Ask again, or for less.") from error
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()[:8])
        raise BadAnswer(f"The model's answer does not hold: {faults}.", "Ask again with the faults.") from error
