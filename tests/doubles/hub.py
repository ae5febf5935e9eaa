"""A small model hub on loopback: one repository with one file, as the real one serves it."""

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

REPOSITORY, FILE = "crew/Tiny-GGUF", "Tiny-Q4.gguf"
REVISION = "0123456789abcdef0123456789abcdef01234567"


@dataclass
class Hub:
    """What it serves, and what it was asked for."""

    content: bytes = b"GGUF" + bytes(range(256)) * 40
    status: int = 200
    gated: bool = False
    asked: list[str] = field(default_factory=list)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


class _Handler(BaseHTTPRequestHandler):
    hub: Hub

    def log_message(self, *args):
        """Quiet."""

    def do_HEAD(self):
        self._file(body=False)

    def do_GET(self):
        self.hub.asked.append(self.path)
        if self.path.startswith(f"/api/models/{REPOSITORY}"):
            size = len(self.hub.content)
            lfs = {"sha256": self.hub.sha256, "size": size, "pointerSize": 134}
            siblings = [{"rfilename": FILE, "size": size, "blobId": "0" * 40, "lfs": lfs}]
            self._json({"id": REPOSITORY, "sha": REVISION, "siblings": siblings, "tags": []})
        else:
            self._file(body=True)

    def _file(self, *, body: bool) -> None:
        hub = self.hub
        if hub.gated:
            self._json({"error": "gated"}, 403, {"X-Error-Code": "GatedRepo"})
        elif hub.status != 200 or not self.path.endswith(f"/resolve/{REVISION}/{FILE}"):
            self._json({"error": "no"}, hub.status if hub.status != 200 else 404, {"X-Error-Code": "EntryNotFound"})
        else:
            start = int((self.headers.get("Range") or "bytes=0-").removeprefix("bytes=").split("-")[0])
            self._head(206 if start else 200, len(hub.content) - start)
            if body:
                self.wfile.write(hub.content[start:])

    def _head(self, status: int, length: int) -> None:
        self.send_response(status)
        for name, value in (
            ("Content-Length", str(length)),
            ("ETag", f'"{self.hub.sha256}"'),
            ("X-Linked-Etag", f'"{self.hub.sha256}"'),
            ("X-Linked-Size", str(len(self.hub.content))),
            ("X-Repo-Commit", REVISION),
            ("Accept-Ranges", "bytes"),
        ):
            self.send_header(name, value)
        self.end_headers()

    def _json(self, value: object, status: int = 200, headers: dict[str, str] | None = None) -> None:
        text = json.dumps(value).encode()
        self.send_response(status)
        for name, one in {"Content-Length": str(len(text)), **(headers or {})}.items():
            self.send_header(name, one)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(text)


@contextmanager
def hub_server(hub: Hub) -> Iterator[str]:
    """Its address while it serves."""
    handler = type("Handler", (_Handler,), {"hub": hub})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
