"""Where a model server is: its base URL, the name of its key, and how far away that is."""

import ipaddress
import os
import re
import socket
from dataclasses import dataclass
from typing import Literal

import httpx

from rushes.agents.model.server_trouble import BadAddress, ServerNeedsKey

Where = Literal["this machine", "local network", "elsewhere"]

_FARTHER: tuple[Where, ...] = ("this machine", "local network", "elsewhere")
_PRIVATE = [
    ipaddress.ip_network(block)
    for block in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7", "fe80::/10")
]
"""RFC 1918, RFC 3927 and RFC 4193. Shared and documentation ranges are not a local network."""

_STARTS = {
    11434: "Start it with `ollama serve`",
    8080: "Start it with `llama-server -m MODEL.gguf --jinja`",
    8000: "Start it, for example with `vllm serve MODEL`",
    1234: "Start it in LM Studio, or with `lms server start`",
}
"""The default ports of the usual servers, from their own documentation."""

_KEY = re.compile(r"[!-~]{1,4096}")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A checked base URL without a slash at its end, and the environment variable that holds its key (or none).

    The key itself is read when a request is made and kept nowhere.
    """

    base_url: str
    key_from: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "base_url", _checked(self.base_url))
        if self.key_from and not _VARIABLE.fullmatch(self.key_from):
            raise BadAddress(
                "The name of the API key's environment variable is not a name.",
                "Write a name like LLM_API_KEY there, never the key itself.",
            )

    @property
    def root(self) -> str:
        """The server's own root, where the parts live that are not OpenAI's."""
        return self.base_url.removesuffix("/v1")

    def headers(self) -> dict[str, str]:
        """What every request carries. Raises ServerNeedsKey when the named variable is empty or unusable."""
        takes = {"Accept": "application/json, text/event-stream", "Accept-Encoding": "identity"}
        plain = {"User-Agent": "rushes", **takes}
        key = self.key()
        return plain | {"Authorization": f"Bearer {key}"} if key else plain

    def key(self) -> str:
        """The key, or empty when none is configured. Never in clear text to another place."""
        if not self.key_from:
            return ""
        key = os.environ.get(self.key_from, "").strip()
        if not _KEY.fullmatch(key):
            state = "holds something that can't be a key" if key else "is empty"
            raise ServerNeedsKey(
                f"The environment variable {self.key_from}, named as the API key of {self.base_url}, {state}.",
                "Set it, or take its name out of the settings if the server needs no key.",
            )
        if self.base_url.startswith("http:") and where(self) not in ("this machine", "local network"):
            raise BadAddress(
                f"The API key would go to {self.base_url} unencrypted over the internet.", "Use an https address."
            )
        return key

    def how_to_start(self) -> str:
        """A way out for when nothing answers here."""
        start = _STARTS.get(httpx.URL(self.base_url).port or 0, "Start the server")
        return f"{start}, or mend the address in the settings."


def where(address: ServerAddress) -> Where | None:
    """How far away the address is, the farthest of all that its name stands for; None when the name is unknown."""
    host = httpx.URL(address.base_url).host.rstrip(".").lower()
    if host == "localhost" or host.endswith(".localhost"):
        return "this machine"
    places = [_place(ip) for ip in _addresses(host)]
    return _FARTHER[max(map(_FARTHER.index, places))] if places else None


def _addresses(host: str) -> list[str]:
    try:
        return [str(ipaddress.ip_address(host))]
    except ValueError:
        pass
    try:
        return [str(found[4][0]) for found in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        return []


def _place(text: str) -> Where:
    ip = ipaddress.ip_address(text)
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    if ip.is_loopback or ip.is_unspecified:
        return "this machine"
    return "local network" if any(ip.version == block.version and ip in block for block in _PRIVATE) else "elsewhere"


def _checked(text: str) -> str:
    """Errors here never quote the text: it may hold a password."""
    try:
        url = httpx.URL(text.strip())
    except (httpx.InvalidURL, ValueError) as error:
        raise BadAddress("The model server's address is not a URL.", _EXAMPLE) from error
    if url.scheme not in ("http", "https") or not url.host or not 0 < (url.port or 80) < 2**16:
        raise BadAddress(
            "The model server's address must begin with http:// or https:// and name a host (and a port up to 65535).",
            _EXAMPLE,
        )
    if url.userinfo or url.query or url.fragment:
        raise BadAddress("The model server's address must not hold a password, a query or a fragment.", _EXAMPLE)
    return str(url).rstrip("/")


_EXAMPLE = "Write it like http://127.0.0.1:11434/v1; a key belongs in an environment variable."
