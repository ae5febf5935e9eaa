"""A chat model as the crew's brain. Where it gives no usable answer, the house rules answer and it is said."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar, cast

from langchain_core.language_models.chat_models import BaseChatModel

from rushes.agents.brain import Composition, HouseRules, Opinion, ShotBrief, TakeBrief
from rushes.agents.model import cinematographer, critic, director
from rushes.agents.model.llama_process import Loading
from rushes.errors import AgentMayRetry, Interrupted, ToolFailed
from rushes.film.manifest import Note, SceneManifest
from rushes.film.reading import Reading

Thought = TypeVar("Thought")

_WORDS = 900


class ModelBrain:
    """Directs, photographs and criticises with one chat model. `name` stands on slates and in reports.

    So they do for a model whose process died or whose server is gone, but for the plan: a night goes on without it.
    """

    def __init__(self, chat: BaseChatModel, name: str) -> None:
        self._chat = chat
        self._name = name
        self._house = HouseRules()
        self._halted = False
        self._thoughts: set[asyncio.Future[Any]] = set()

    @property
    def name(self) -> str:
        """What it is called on slates and in reports."""
        return self._name

    async def plan(self, reading: Reading, minutes: float | None) -> SceneManifest:
        """A plan of the reading. Raises BadSource, and AgentMayRetry where the model can't read the story at all.

        A model that is gone raises ToolFailed: what it said until then is in the run's trace and is not asked again.
        """
        return await self._thought(director.plan(self._chat, reading, minutes))

    async def compose(self, brief: ShotBrief) -> Composition:
        """Prompts and tool calls for an attempt at a shot; the plan's own where the model writes none."""
        try:
            return await self._thought(cinematographer.compose(self._chat, self.name, brief))
        except (AgentMayRetry, ToolFailed) as trouble:
            own = await self._house.compose(brief)
            note = Note(rule="cinematographer", where=brief.shot[:24], text=_gave_none(trouble))
            return own.model_copy(update={"notes": (*own.notes, note)})

    async def judge(self, brief: TakeBrief) -> Opinion:
        """What should be done with a take; the numbers' own word where the model says nothing usable."""
        try:
            return await self._thought(critic.judge(self._chat, brief))
        except (AgentMayRetry, ToolFailed) as trouble:
            own = await self._house.judge(brief)
            return own.model_copy(update={"reason": f"{own.reason} ({_gave_none(trouble)})"[:_WORDS]})

    def halt(self) -> None:
        """End what is being thought; nothing new is begun."""
        self._halted = True
        for thought in self._thoughts:
            thought.cancel()

    async def _thought(self, thinking: Coroutine[Any, Any, Thought]) -> Thought:
        """What comes of it. Raises Interrupted once the production stops."""
        thought = asyncio.ensure_future(thinking)
        self._thoughts.add(thought)
        if self._halted:
            thought.cancel()
        try:
            return await thought
        except asyncio.CancelledError:
            if not self._halted:
                raise
            raise Interrupted("Stopped while the model thought.", "Give the same command again to go on.") from None
        finally:
            self._thoughts.discard(thought)

    @property
    def loading(self) -> Loading | None:
        """How the model is loaded on this machine; None for one on a server."""
        found: object = getattr(self._chat, "loading", None)
        return found if isinstance(found, Loading) else None

    def forget(self) -> None:
        """Give back the memory that the model holds; the next question loads it anew."""
        close = cast("Callable[[], None] | None", getattr(self._chat, "close", None))
        if close is not None:  # a model on a server holds nothing of ours
            close()

    def close(self) -> None:
        """End the model."""
        self.forget()


def _gave_none(trouble: AgentMayRetry | ToolFailed) -> str:
    return f"the model gave no usable answer: {trouble.title}"[:_WORDS]
