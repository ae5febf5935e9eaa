"""A small model server on loopback that speaks the OpenAI chat dialect, and misbehaves when told to."""

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any, Literal

Faults = Literal[
    "none",
    "status",  # an HTTP error with `words`
    "redirect",
    "garbage",  # 200, and no JSON
    "hangs up",  # closes the connection without a word
    "silent",  # takes the request and says nothing
    "comments",  # keeps the stream open with comments alone
    "cut",  # closes the connection in the middle of the stream
    "unfinished",  # ends the stream properly, without a finish
    "endless",  # tokens for ever
    "one line",  # one line for ever
    "error event",  # an error in the middle of the stream
    "bad utf-8",
]


@dataclass
class Manners:
    """How the server behaves. `say` is what its model says when nothing better is asked for."""

    models: list[dict[str, Any]] = field(default_factory=lambda: [{"id": "tiny", "object": "model"}])
    say: str = "Four."
    calls: list[tuple[str, str]] = field(default_factory=list)
    piece: int = 3
    thoughts: int = 0
    finish: str = "stop"
    tools: Literal["obeys", "ignores", "refuses"] = "obeys"
    schemas: tuple[str, ...] = ("json_schema", "json_object")
    other_schemas: Literal["refuses", "ignores"] = "refuses"
    streams: bool = True
    roots: tuple[str, ...] = ("/v1",)
    also: dict[str, Any] = field(default_factory=dict)
    key: str = ""
    fault: Faults = "none"
    status: int = 500
    words: str = "the model has gone for a walk"
    location: str = ""


@dataclass(frozen=True)
class Asked:
    path: str
    headers: dict[str, str]
    body: dict[str, Any]


class ChatServer:
    """What a test sees of it: its address, its manners (which may change) and what it was asked."""

    def __init__(self, manners: Manners, port: int, closing: threading.Event) -> None:
        self.manners = manners
        self.url = f"http://127.0.0.1:{port}/v1"
        self.root = f"http://127.0.0.1:{port}"
        self.asked: list[Asked] = []
        self.closing = closing

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [asked.body for asked in self.asked if asked.path.endswith("/chat/completions")]


class _Threads(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    chat: ChatServer

    def handle_error(self, request, client_address):
        """A client that hangs up is no news here."""


@contextmanager
def chat_server(**manners: Any) -> Iterator[ChatServer]:
    closing = threading.Event()
    with _Threads(("127.0.0.1", 0), _Handler) as server:
        server.chat = ChatServer(Manners(**manners), server.server_address[1], closing)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server.chat
        finally:
            closing.set()
            server.shutdown()
            thread.join()


def example_of(schema: dict[str, Any]) -> Any:
    """The smallest value that fits a schema."""
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        return example_of(schema["anyOf"][0])
    if schema.get("type") == "object":
        return {name: example_of(part) for name, part in schema.get("properties", {}).items()}
    if schema.get("type") == "array":
        return [example_of(schema["items"])] * schema.get("minItems", 0)
    return {"string": "word", "integer": 1, "number": 0.5, "boolean": True}.get(schema.get("type", "string"))


class _Handler(BaseHTTPRequestHandler):
    server: _Threads

    def log_message(self, *args):
        """Quiet."""

    def do_GET(self):
        self._answer({})

    def do_POST(self):
        self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _answer(self, body: dict[str, Any]) -> None:
        chat, manners = self.server.chat, self.server.chat.manners
        chat.asked.append(Asked(self.path, dict(self.headers), body))
        bare = self.path.split("?")[0]
        if manners.key and self.headers.get("Authorization") != f"Bearer {manners.key}":
            self._whole(401, {"error": {"message": f"wrong key: {self.headers.get('Authorization')}"}})
        elif bare in manners.also:
            self._whole(200, manners.also[bare])
        elif bare in [f"{root}/models" for root in manners.roots]:
            self._whole(200, {"object": "list", "data": manners.models})
        elif bare in [f"{root}/chat/completions" for root in manners.roots]:
            self._chat(manners, body)
        else:
            self._whole(404, {"detail": "Not Found"})

    def _chat(self, manners: Manners, body: dict[str, Any]) -> None:
        refusal = _refusal(manners, body)
        if manners.fault == "hangs up":
            return
        if manners.fault == "status":
            self._whole(manners.status, {"error": {"message": manners.words}})
        elif manners.fault == "redirect":
            self.send_response(307)
            self.send_header("Location", manners.location)
            self.end_headers()
        elif manners.fault == "garbage":
            self._send(200, b"<html>\x00 welcome")
        elif manners.fault == "silent":
            self.server.chat.closing.wait(20)
        elif refusal:
            self._whole(400, {"error": {"message": refusal}})
        elif body.get("stream"):
            self._stream(manners, body)
        else:
            said, calls, finish = _said(manners, body)
            message = {"role": "assistant", "content": said, "tool_calls": _native(calls)}
            self._whole(200, {"choices": [{"message": message, "finish_reason": finish}], "usage": _USAGE})

    def _stream(self, manners: Manners, body: dict[str, Any]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.end_headers()
        said, calls, finish = _said(manners, body)
        pieces = [said[at : at + manners.piece] for at in range(0, len(said), manners.piece)]
        self._event({"delta": {"role": "assistant", "content": None}, "finish_reason": None})
        for _ in range(manners.thoughts):
            self._event({"delta": {"reasoning_content": "hm"}})
        for number, piece in enumerate(pieces):
            if number and self._misbehaves(manners):
                return
            self._event({"delta": {"content": piece}, "finish_reason": None})
        for number, call in enumerate(_native(calls)):
            head, tail = call["function"]["arguments"][:5], call["function"]["arguments"][5:]
            first = {**call, "index": number, "function": {**call["function"], "arguments": head}}
            self._event({"delta": {"tool_calls": [first]}})
            self._event({"delta": {"tool_calls": [{"index": number, "function": {"arguments": tail}}]}})
        self._event({"delta": {}, "finish_reason": finish})
        self._write(b"data: " + json.dumps({"choices": [], "usage": _USAGE}).encode() + b"\n\ndata: [DONE]\n\n")

    def _misbehaves(self, manners: Manners) -> bool:
        """Whether the stream ended here, one way or another."""
        match manners.fault:
            case "cut":
                self.wfile.write(b'data: {"choices": [{"de')
            case "unfinished":
                self._write(b"data: [DONE]\n\n")
            case "error event":
                self._write(b'data: {"error": {"message": "out of memory", "code": 500}}\n\n')
            case "comments" | "endless" | "one line":
                self._goes_on(manners.fault)
            case "bad utf-8":
                self._write(b'data: {"choices": [{"delta": {"content": "caf\xe9 \xff"}}]}\n\n')
                return False
            case _:
                return False
        return True

    def _goes_on(self, fault: str) -> None:
        token = json.dumps({"choices": [{"delta": {"content": "la "}}]}).encode()
        begun, repeated = {
            "comments": (b"", b": still here\n\n"),
            "endless": (b"", b"data: " + token + b"\n\n"),
            "one line": (b"data: ", b"x" * 65536),
        }[fault]
        self._write(begun)
        while not self.server.chat.closing.wait(0.02 if fault == "comments" else 0):
            self._write(repeated)

    def _event(self, choice: dict[str, Any]) -> None:
        self._write(b"data: " + json.dumps({"model": "tiny-0", "choices": [{"index": 0, **choice}]}).encode() + b"\n\n")

    def _write(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()

    def _whole(self, status: int, body: Any) -> None:
        self._send(status, json.dumps(body).encode())

    def _send(self, status: int, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


_USAGE = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}


def _refusal(manners: Manners, body: dict[str, Any]) -> str:
    names = [entry.get("id") for entry in manners.models]
    wanted = (body.get("response_format") or {}).get("type")
    if body.get("model") not in names:
        return f"model {body.get('model')!r} not found"
    if body.get("stream") and not manners.streams:
        return "streaming is not supported"
    if body.get("tools") and manners.tools == "refuses":
        return f"{body['model']} does not support tools"
    if wanted and wanted not in manners.schemas and manners.other_schemas == "refuses":
        return f"response_format {wanted} is not supported"
    return ""


def _said(manners: Manners, body: dict[str, Any]) -> tuple[str, list[tuple[str, str]], str]:
    """The model's answer: text, calls and the finish. What the manners script is said before what fits a schema."""
    asked = body.get("response_format") or {}
    scripted = manners.say != Manners.say
    if body.get("tools") and manners.tools == "obeys":
        calls = manners.calls
        if not calls and body.get("tool_choice") == "required":
            function = body["tools"][0]["function"]
            calls = [(function["name"], json.dumps(example_of(function["parameters"])))]
        return (manners.say if scripted else ""), calls, "tool_calls" if manners.finish == "stop" else manners.finish
    if asked.get("type") in manners.schemas and not scripted:
        schema = asked.get("json_schema", asked).get("schema", {})
        return json.dumps(example_of(schema)), [], manners.finish
    return manners.say, [], manners.finish


def _native(calls: list[tuple[str, str]]) -> list[dict[str, Any]]:
    return [
        {"id": f"x{number}", "type": "function", "function": {"name": name, "arguments": arguments}}
        for number, (name, arguments) in enumerate(calls)
    ]
