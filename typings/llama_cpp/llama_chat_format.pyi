from collections.abc import Callable, Sequence
from typing import Any

class ChatFormatterResponse:
    prompt: str

class Jinja2ChatFormatter:
    strftime_now: Callable[[str], str]
    def __init__(self, template: str, eos_token: str, bos_token: str) -> None: ...
    def __call__(self, *, messages: Sequence[dict[str, Any]]) -> ChatFormatterResponse: ...
