"""HTTP to a model server: one connection a request, no proxy, no redirect, no answer without an end."""

import ssl
import time
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, cast

import httpx

from rushes.agents.model.answer_text import NotJson, cleaned, read_json
from rushes.agents.model.server_address import ServerAddress
from rushes.agents.model.server_trouble import (
    ServerBroke,
    ServerLost,
    ServerNeedsKey,
    ServerNotRunning,
    ServerRefused,
    ServerSendsElsewhere,
    ServerSilent,
)

CONNECT_S = 5.0
WHOLE_LIMIT = 16 * 2**20
"""Bytes of a JSON answer: the longest model lists of public servers are under one megabyte."""
LINE_LIMIT = 2**20
_QUOTED = 300
_TRUST = "Add the server's certificate to those this machine trusts, or name it in SSL_CERT_FILE."

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wire:
    """Requests to one server. `patience_s` is how long it may say nothing, in seconds."""

    address: ServerAddress
    patience_s: float = 120.0

    def ask(self, url: str, body: Body | None = None) -> Any:
        """GET, or POST of a body; the JSON answer, cleaned. Raises the errors of server_trouble."""
        with self._response(url, body) as response:
            return self._json(b"".join(self._bytes(response, WHOLE_LIMIT)))

    def events(self, url: str, body: Body, limit: int) -> Iterator[dict[str, Any]]:
        """POST; the answer's events as they come, at most `limit` bytes of them, until the server ends the stream.

        A server that sends one JSON object instead of a stream gives one event.
        """
        with self._response(url, body) as response:
            if "event-stream" not in response.headers.get("content-type", ""):
                yield self._event(b"".join(self._bytes(response, WHOLE_LIMIT)))
                return
            for line in self._lines(self._bytes(response, limit)):
                if not line.startswith(b"data:"):
                    continue
                data = line[5:].strip()
                if data == b"[DONE]":
                    return
                yield self._event(data)

    @contextmanager
    def _response(self, url: str, body: Body | None) -> Generator[httpx.Response]:
        timeout = httpx.Timeout(self.patience_s, connect=min(CONNECT_S, self.patience_s))
        headers = self.address.headers()
        with self._trouble(), httpx.Client(trust_env=False, verify=_trust(url), timeout=timeout) as client:
            method = "GET" if body is None else "POST"
            with client.stream(method, url, json=body, headers=headers, follow_redirects=False) as response:
                if not response.is_success:
                    self._refuse(response)
                yield response

    @contextmanager
    def _trouble(self) -> Generator[None]:
        at = self.address.base_url
        try:
            yield
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            why = cleaned(str(error))[:_QUOTED]
            way_out = _TRUST if "CERTIFICATE" in why else self.address.how_to_start()
            raise ServerNotRunning(f"No model server answers at {at} ({why}).", way_out) from error
        except httpx.TimeoutException as error:
            raise self._silent() from error
        except httpx.TransportError as error:
            raise ServerLost(
                f"The connection to the model server at {at} was lost before the answer ended.",
                "See the server's log: it may have run out of memory; then try again.",
            ) from error

    def _silent(self) -> ServerSilent:
        return ServerSilent(
            f"The model server at {self.address.base_url} said nothing for {self.patience_s:g} seconds.",
            "See whether it is still loading or overloaded; a longer patience can be set.",
        )

    def _bytes(self, response: httpx.Response, limit: int) -> Iterator[bytes]:
        count = 0
        for chunk in response.iter_raw():
            count += len(chunk)
            if count > limit:
                raise self._broke(f"sent more than {limit:,} bytes and did not end")
            yield chunk

    def _lines(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """Whole lines of a stream; one cut off is dropped. Comments don't renew our patience, only data does."""
        rest = bytearray()
        last = time.monotonic()
        for chunk in chunks:
            rest += chunk
            if b"\n" in chunk:
                *lines, rest = rest.split(b"\n")
                if any(line.startswith(b"data:") for line in lines):
                    last = time.monotonic()
                yield from map(bytes, lines)
            if len(rest) > LINE_LIMIT:
                raise self._broke(f"sent a line of more than {LINE_LIMIT:,} bytes")
            if time.monotonic() - last > self.patience_s:
                raise self._silent()

    def _event(self, data: bytes) -> dict[str, Any]:
        event = self._json(data)
        if not isinstance(event, dict):
            raise self._broke("sent something that is not a JSON object")
        return cast("dict[str, Any]", event)

    def _json(self, data: bytes) -> Any:
        try:
            return read_json(data.decode("utf-8", "replace"))
        except NotJson as error:
            raise self._broke(f"sent something that is not JSON ({error})") from error

    def _broke(self, what: str) -> ServerBroke:
        return ServerBroke(
            f"The model server at {self.address.base_url} {what}.",
            "See whether the address is that of an OpenAI-compatible server, and the server's log.",
        )

    def _refuse(self, response: httpx.Response) -> None:
        at, status = self.address.base_url, response.status_code
        if response.is_redirect:
            target = cleaned(response.headers.get("location", "nowhere"))[:_QUOTED]
            raise ServerSendsElsewhere(
                f"The model server at {at} sends us on to {target}, and redirects are not followed.",
                "If that is the right address, write it in the settings.",
            )
        words = self._words(response)
        if status in (401, 403):
            raise ServerNeedsKey(
                f"The model server at {at} refused the API key ({status}): {words}",
                "Put the right key in an environment variable and its name in the settings.",
            )
        raise ServerRefused(
            f"The model server at {at} refused ({status}): {words}",
            "See the server's log for the reason.",
            status,
            words,
        )

    def _words(self, response: httpx.Response) -> str:
        """What the server says about an error, in one short line, with the key struck out should it repeat it."""
        text = b"".join(self._bytes(response, WHOLE_LIMIT)).decode("utf-8", "replace")
        with suppress(NotJson):
            text = error_words(read_json(text)) or text
        key = self.address.key()
        line = " ".join(cleaned(text.replace(key, "…") if key else text).split())
        return line[:_QUOTED] or "no reason given"


def error_words(body: Any, depth: int = 4) -> str:
    """The message of an error in one of the forms servers use; empty when there is none so near the top."""
    if isinstance(body, str):
        return body
    if isinstance(body, list) and depth:
        return "; ".join(filter(None, (error_words(part, depth - 1) for part in cast("list[Any]", body)[:4])))
    if isinstance(body, dict) and depth:
        parts = cast("dict[str, Any]", body)
        found = (error_words(parts.get(key), depth - 1) for key in ("error", "message", "detail", "msg"))
        return next(filter(None, found), "")
    return ""


def _trust(url: str) -> ssl.SSLContext:
    """The machine's own certificates for https. For http none are loaded: that costs 15 ms and is never used."""
    return ssl.create_default_context() if url.startswith("https:") else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
