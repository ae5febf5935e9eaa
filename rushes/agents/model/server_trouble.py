"""What can go wrong with a model server, each with a way out.

A server that must be started, configured or given a key waits for the person; one that broke or fell
silent is a failed tool. A prompt that is too long is a ContextOverflow, as with a local model.
"""

from rushes.errors import ToolFailed, UserMustFix


class BadAddress(UserMustFix):
    """A base URL that can't be used as one."""


class ServerNotRunning(UserMustFix):
    """Nothing answers at the address."""


class ServerNeedsKey(UserMustFix):
    """The server wants an API key, or another one."""


class ServerSendsElsewhere(UserMustFix):
    """The server answers with a redirect, which is never followed."""


class NoSuchModel(UserMustFix):
    """The server does not have the model. `models` lists those it has, as far as it says."""

    def __init__(self, title: str, way_out: str, models: tuple[str, ...]) -> None:
        super().__init__(title, way_out)
        self.models = models


class ServerRefused(ToolFailed):
    """The server answered with an HTTP error. `words` is what it said, shortened and cleaned."""

    def __init__(self, title: str, way_out: str, status: int, words: str) -> None:
        super().__init__(title, way_out)
        self.status = status
        self.words = words


class ServerSilent(ToolFailed):
    """No token came for longer than we wait."""


class ServerLost(ToolFailed):
    """The connection ended before the answer did."""


class ServerBroke(ToolFailed):
    """What the server sent is not what such a server sends, or has no end."""
