"""What can go wrong with a model, each with a way out; `server_trouble` has what only a server can do."""

from rushes.errors import AgentMayRetry, ToolFailed, UserMustFix


class BrainDied(ToolFailed):
    """The model's process ended or fell silent, and so did those started in its place.

    `last_words` are the end of what it printed: llama.cpp says there why it gave up, if it knew.
    """

    def __init__(self, title: str, last_words: str = "") -> None:
        way_out = "The next question starts it anew; if it happens again, try fewer GPU layers or a smaller context."
        super().__init__(title, f"{way_out} Its last words: {last_words}" if last_words else way_out)
        self.last_words = last_words


class BrainClosed(ToolFailed):
    """The model was closed while it answered."""


class BadModel(UserMustFix):
    """The model's file can't be loaded, or the extra that loads it is not installed."""


class BadQuestion(AgentMayRetry):
    """What was asked can't be put to the model: a schema that makes no grammar, roles its template doesn't take."""


class ContextOverflow(AgentMayRetry):
    """The prompt and the answer wanted don't fit. `asked` and `fits` are in tokens, prompt and answer together.

    A server's prompt is estimated; None is what the server didn't say.
    """

    def __init__(self, model: str, asked: int | None, fits: int | None) -> None:
        wanted = "more tokens than fit" if asked is None else f"{asked:,} tokens"
        super().__init__(
            f"{model} was asked to hold {wanted}{'' if fits is None else f'; {fits:,} fit'}.",
            "Send less at a time, or give the model more context: in the profile, or where its server is started.",
        )
        self.asked = asked
        self.fits = fits


class BadAnswer(AgentMayRetry):
    """What the model answered is not what was asked for: cut off, no JSON, or not of the schema."""
