"""The house rules in conversation: one message, one command, no second thoughts."""

from collections.abc import Callable

from rushes.agents.conversation.calls import Answer
from rushes.agents.conversation.remembered import last_call, scene_talked_about
from rushes.agents.conversation.talk import Turn
from rushes.agents.house.commands.room import Room
from rushes.agents.house.commands.understanding import understood
from rushes.errors import BadProject


class HouseDirector:
    """Plain commands, read by rules. Only the person's own words are read."""

    name = "house-rules"
    goes_on = False

    def answer(self, turn: Turn, say: Callable[[str], None]) -> Answer:
        """What the person's message asks for."""
        answer = understood(turn.said, _room(turn))
        if answer.text:
            say(answer.text)
        return answer


def _room(turn: Turn) -> Room:
    try:
        manifest = turn.hands.plan().manifest
    except BadProject:
        return Room(None)
    return Room(
        manifest,
        turn.about,
        scene_talked_about(turn.history),
        last_call(turn.history),
        turn.hands.former(),
        turn.hands.used_numbers(),
    )
