"""The conversation on the screen: who said what, the calls that were made and what they changed."""

import json
import time
from collections import deque
from typing import TYPE_CHECKING, cast

from textual.containers import VerticalScroll

from rushes.tui.laid import Laid
from rushes.tui.way_out import here
from rushes.tui.words import beginning

if TYPE_CHECKING:
    from rushes.agents.conversation.calls import Call, Done, Heard
    from rushes.memory.messages import Message
    from rushes.tui.app import Floor

MOST = 200
"""Pieces of the talk that stay on the screen; the store has all of it."""

_LONGEST = 4000
"""Characters of one piece that are shown."""

_NAMED = 12
"""Changed shots that are named."""

_SETTLED = 0.1
"""Seconds after which what was said has its height."""

_PAINTED_EVERY = 0.05
"""Seconds between two paintings of an answer that comes word by word."""


class Piece(Laid):
    """A piece of the talk."""

    def __init__(self, text: str, kind: str) -> None:
        super().__init__(beginning(text if kind == "person" else here(text), _LONGEST), classes=f"said {kind}")

    def tell(self, text: str) -> None:
        """Other words."""
        super().tell(beginning(here(text), _LONGEST))


class Talk(VerticalScroll, can_focus=True):
    """The talk so far. The newest stands at the foot."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._pieces: deque[Piece] = deque()
        self._answer: Piece | None = None
        self._turn: Piece | None = None
        self._text = ""
        self._painted = 0.0

    def remember(self, messages: "list[Message]") -> None:
        """Show what was said before."""
        for message in messages:
            if message.role == "tool":
                self._remember_call(message)
            elif message.role in {"person", "director"}:
                self._add(message.text, message.role)

    def _remember_call(self, message: "Message") -> None:
        """As it looked when it came, without the offer to undo it: much may have come after."""
        from rushes.agents.conversation.calls import Call, Done  # noqa: PLC0415
        from rushes.agents.conversation.wording import in_words  # noqa: PLC0415

        data = json.loads(message.data)
        self._add(f"→ {in_words(Call(data['tool'], data['arguments']))}", "call")
        self._does(Done(message.text, changed=tuple(data.get("changed", ())), failed=data.get("failed", False)))

    def said(self, text: str) -> None:
        """A person said something."""
        self._answer = None
        self._turn = self._add(text, "person")

    def note(self, text: str) -> None:
        """Something about the talk itself."""
        self._add(text, "note")

    def hear(self, heard: "Heard") -> None:
        """A piece of the director's turn."""
        if heard.kind == "says":
            self._says(heard.text)
        elif heard.kind == "calls" and heard.call:
            self._calls(heard.call)
        elif heard.kind == "does" and heard.done:
            self._does(heard.done)

    def ends(self) -> None:
        """The turn is over: paint what is left of it, from what the person said on."""
        self._paint()
        self._answer = None
        if self._turn:
            self.set_timer(_SETTLED, self._to_turn)

    def _to_turn(self) -> None:
        """The whole turn where it fits, else from its beginning."""
        if self._turn and self._turn in self._pieces:
            self.scroll_end(animate=False)
            below = self.virtual_size.height - self._turn.virtual_region.y
            if below > self.size.height:
                self.scroll_to_widget(self._turn, top=True, animate=False)

    def _paint(self) -> None:
        if self._answer:
            self._painted = time.monotonic()
            self._answer.tell(self._text)
            self.scroll_end(animate=False)

    def _says(self, piece: str) -> None:
        if self._answer is None:
            self._text = ""
            self._answer = self._add("", "director")
        self._text += piece
        if time.monotonic() - self._painted >= _PAINTED_EVERY:
            self._paint()

    def _calls(self, call: "Call") -> None:
        self._paint()
        self._answer = None
        from rushes.agents.conversation.wording import in_words  # noqa: PLC0415

        self._add(f"→ {in_words(call)}", "call")

    def _does(self, done: "Done") -> None:
        changed = (
            f"  [changed: {', '.join(done.changed[:12])}{' …' if len(done.changed) > 12 else ''}]"
            if done.changed
            else ""
        )
        at_work = cast("Floor", self.app).moment.phase not in {"", "waiting"}
        when = ", once the crew is in" if at_work else ""
        undo = f"  (esc, u undoes it{when})" if done.change is not None else ""
        sign = "✗ " if done.failed else ""
        self._add(f"{sign}{done.text}{changed}{undo}", "failed" if done.failed else "did")

    def _add(self, text: str, kind: str) -> Piece:
        piece = Piece(text, kind)
        self._pieces.append(piece)
        self.mount(piece)
        if len(self._pieces) > MOST:
            self._pieces.popleft().remove()
        self.scroll_end(animate=False)
        return piece
