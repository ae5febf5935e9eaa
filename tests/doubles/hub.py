"""A small model hub on loopback: a repository with one file, and one with many, as the real one serves them."""

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

REPOSITORY, FILE = "crew/Tiny-GGUF", "Tiny-Q4.gguf"
REVISION = "0123456789abcdef0123456789abcdef01234567"
MODEL = "crew/Tiny-Model"
"""The repository of many files. Those that end in safetensors or bin are kept in large-file storage there."""


@dataclass
class Hub:
    """What it serves, and what it was asked for."""

    content: bytes = b"GGUF" + bytes(range(256)) * 40
    status: int = 200
    gated: bool = False
    asked: list[str] = field(default_factory=list)
    ranges: list[str] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    files: dict[str, bytes] = field(default_factory=dict)
    breaks_off: int = 0
    """After so many bytes of a large file it hangs up, and sends nobody the rest; 0: never."""

    def siblings(self) -> list[dict[str, object]]:
        """The files of the repository of many, as the hub tells of them."""
        found: list[dict[str, object]] = []
        for name, content in self.files.items():
            large = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content), "pointerSize": 134}
            one = {"rfilename": name, "size": len(content), "blobId": blob_id(content)}
            found.append(one | ({"lfs": large} if is_large(name) else {}))
        return found

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def is_large(name: str) -> bool:
    return name.endswith((".safetensors", ".bin"))


def blob_id(content: bytes) -> str:
    """What git calls a small file."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


class _Handler(BaseHTTPRequestHandler):
    hub: Hub

    def log_message(self, *args):
        """Quiet."""

    def do_HEAD(self):
        self._file(body=False)

    def do_GET(self):
        self.hub.asked.append(self.path)
        self.hub.tokens.add(self.headers.get("Authorization") or "")
        if self.path.startswith(f"/api/models/{MODEL}"):
            self._json({"id": MODEL, "sha": REVISION, "siblings": self.hub.siblings(), "tags": []})
        elif self.path.startswith(f"/api/models/{REPOSITORY}"):
            size = len(self.hub.content)
            lfs = {"sha256": self.hub.sha256, "size": size, "pointerSize": 134}
            siblings = [{"rfilename": FILE, "size": size, "blobId": "0" * 40, "lfs": lfs}]
            self._json({"id": REPOSITORY, "sha": REVISION, "siblings": siblings, "tags": []})
        else:
            self._file(body=True)

    def _file(self, *, body: bool) -> None:
        hub = self.hub
        name = self.path.removeprefix(f"/{MODEL}/resolve/{REVISION}/")
        if hub.gated:
            self._json({"error": "gated"}, 403, {"X-Error-Code": "GatedRepo"})
        elif name in hub.files and hub.status == 200:
            self._one_of_many(name, hub.files[name], body=body)
        elif hub.status != 200 or not self.path.endswith(f"/resolve/{REVISION}/{FILE}"):
            self._json({"error": "no"}, hub.status if hub.status != 200 else 404, {"X-Error-Code": "EntryNotFound"})
        else:
            start = int((self.headers.get("Range") or "bytes=0-").removeprefix("bytes=").split("-")[0])
            self._head(206 if start else 200, len(hub.content) - start)
            if body:
                self.wfile.write(hub.content[start:])

    def _one_of_many(self, name: str, content: bytes, *, body: bool) -> None:
        asked = self.headers.get("Range")
        if asked and body:
            self.hub.ranges.append(asked)
        start = int((asked or "bytes=0-").removeprefix("bytes=").split("-")[0]) if body else 0
        if start and self.hub.breaks_off:
            self._json({"error": "out of order"}, 503)
            return
        tag = hashlib.sha256(content).hexdigest() if is_large(name) else blob_id(content)
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(content) - start))
        self.send_header("ETag", f'"{tag}"')
        if is_large(name):
            self.send_header("X-Linked-Etag", f'"{tag}"')
            self.send_header("X-Linked-Size", str(len(content)))
        self.send_header("X-Repo-Commit", REVISION)
        self.send_header("Accept-Ranges", "bytes")
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        self.end_headers()
        if not body:
            return
        if self.hub.breaks_off and is_large(name):
            self.wfile.write(content[: self.hub.breaks_off])
            self.wfile.flush()
            self.connection.close()
            return
        self.wfile.write(content[start:])

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
