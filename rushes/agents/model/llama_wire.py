"""What the parent and the model's process say to each other: one JSON object a line, both ways.

    in   {"do": "load", "path": …, "context": …, "batch": …, "threads": …, "gpu_layers": …, "tensor_split": …}
         {"do": "answer", "messages": […], "schema": … or null, "seed": …, "temperature": …, "top_p": …,
          "max_tokens": … or null, "reuse_prompt": …}
         {"do": "count", "messages": […]} or {"do": "count", "text": …}
         {"do": "stop"}      ends the answer in hand
    out  {"piece": text} | {"alive": true} | {"end": {…}} | {"fault": kind, "words": …, …}

The first line in says how to load and is answered by an end or a fault, like every request after it.
"""

from typing import Any

Message = dict[str, Any]


class Fault(Exception):
    """An answer that can't be given, as the parent is told.

    `kind` is missing (no llama_cpp), model (the file), template, schema, overflow or failed.
    """

    def __init__(self, kind: str, words: str, **numbers: int) -> None:
        super().__init__(words)
        self.line: Message = {"fault": kind, "words": words, **numbers}
