"""Values of checkpoints, each behind its own digest: what was damaged on the disk is known before it is unpacked."""

import hashlib
from typing import Any

from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer

_BYTES = 16


class Broken(ValueError):
    """A value that is not as it was written: damaged, or another program's. It never leaves this room."""


class SealedSerializer(JsonPlusSerializer):
    """LangGraph's serializer, strict (plain values only, no type that a file could name), with a seal on each value."""

    def __init__(self) -> None:
        super().__init__(allowed_msgpack_modules=None)

    def dumps_typed(self, obj: Any) -> tuple[str, bytes]:
        """A value's form and its bytes, sealed."""
        form, data = super().dumps_typed(obj)
        return form, _seal(form, data) + data

    def loads_typed(self, data: tuple[str, bytes]) -> Any:
        """The value. Raises Broken."""
        form, sealed = data
        return super().loads_typed((form, opened(form, sealed)))


def opened(form: object, sealed: object) -> bytes:
    """A value's bytes without their seal. Raises Broken."""
    if not isinstance(form, str) or not isinstance(sealed, bytes):
        raise Broken("a value has another type than it was written with")
    seal, data = sealed[:_BYTES], sealed[_BYTES:]
    if seal != _seal(form, data):
        raise Broken("a value is not as it was written")
    return data


def _seal(form: str, data: bytes) -> bytes:
    return hashlib.blake2b(form.encode() + b"\0" + data, digest_size=_BYTES).digest()
