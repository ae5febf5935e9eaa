"""The nodes of the chat graph: the brain answers, a person is asked where something is dear, a tool is called.

Tool calls come from the brain's answer to a person's message and from nowhere else: no text of the
project is ever read for calls, and a turn without a person's message has none.
"""

from langgraph.runtime import Runtime
from langgraph.types import interrupt

from rushes.agents.conversation.calls import Call, Done, Heard
from rushes.agents.conversation.state import CallRow, ChatState, ChatUpdate, Spoken
from rushes.agents.conversation.talk import Consent, Talk, Turn
from rushes.agents.conversation.tools import Order, checked
from rushes.errors import AgentMayRetry, Interrupted, RushesError

NO = "no"
"""What a question is answered with when it is not repeated for a yes."""

MOST_ROUNDS = 6
"""Answers of a brain to one message."""

MOST_CALLS = 8
"""Calls in one answer."""

MOST_BAD = 2
"""Calls that can't be made, in one message, before the turn ends."""


def think(state: ChatState, runtime: Runtime[Talk]) -> ChatUpdate:
    """Ask the brain for words and calls."""
    talk = runtime.context
    if not state["said"].strip():
        return {"calls": []}
    turn = Turn(state["said"], tuple(state["spoken"]), talk.history, talk.about, talk.hands)
    answer = talk.talker.answer(turn, lambda piece: talk.hear(Heard("says", piece)))
    if answer.lost:
        talk.hear(Heard("lost", answer.text))
    rounds = state["rounds"] + 1
    calls = [_row(call, f"{rounds}.{place + 1}") for place, call in enumerate(answer.calls[:MOST_CALLS])]
    spoken = Spoken(by="director", text=answer.text, calls=calls, id="")
    return {"spoken": [*state["spoken"], spoken], "calls": calls, "rounds": rounds}


def _row(call: Call, call_id: str) -> CallRow:
    return CallRow(id=call_id, tool=call.tool, arguments=dict(call.arguments), offer=call.offer)


def ask(state: ChatState, runtime: Runtime[Talk]) -> ChatUpdate:
    """Have a person decide where a call is costly or destructive. A yes is to the question as it was asked."""
    row, talk = state["calls"][0], runtime.context
    try:
        question = _order(row).question(talk.hands, state["unasked"]) or row["offer"]
    except RushesError:
        return {}  # it can't be done anyway; the call itself says why
    if not question or state["granted"].get(row["id"]) == question:
        return {}
    if (talk.consent is Consent.GIVEN and not row["offer"]) or (
        talk.consent is Consent.ASK and _asked(question, row) == question
    ):
        return {"granted": {**state["granted"], row["id"]: question}}
    return {"refused": [*state["refused"], row["id"]]}


def _asked(question: str, row: CallRow) -> str:
    """The question itself for a yes, or NO. A yes to what was asked before things changed is neither: ask again."""
    answer = ""
    while answer not in {question, NO}:
        answer = interrupt({"question": question, "call": row})
    return answer


def act(state: ChatState, runtime: Runtime[Talk]) -> ChatUpdate:
    """Make the next call and write down what it did, or why it did nothing."""
    row, talk = state["calls"][0], runtime.context
    call = Call(row["tool"], row["arguments"], row["id"])
    bad = state["bad"]
    if row["id"] in state["refused"]:
        done = Done(_refusal(row, talk.consent), failed=True)
    else:
        talk.hear(Heard("calls", "", call=call))
        try:
            done = _order(row).run(talk.hands)
        except Interrupted:
            raise
        except AgentMayRetry as error:
            done, bad = Done(str(error), failed=True), bad + 1
        except RushesError as error:
            done = Done(str(error), failed=True)
    talk.hear(Heard("does", done.text, call=call, done=done))
    spoken = Spoken(by="tool", text=done.text, calls=[], id=row["id"])
    unasked = state["unasked"]
    if row["tool"] == "shoot" and row["id"] not in state["granted"]:
        unasked += len(done.changed)
    return {"spoken": [*state["spoken"], spoken], "calls": state["calls"][1:], "bad": bad, "unasked": unasked}


def _order(row: CallRow) -> Order:
    return checked(Call(row["tool"], row["arguments"], row["id"]))


def _refusal(row: CallRow, consent: Consent) -> str:
    if row["offer"] and consent is not Consent.ASK:
        return f"{row['offer']} Only a person who is asked can say; nothing was done."
    if consent is Consent.ASK:
        return "You said no; nothing was done."
    return "That needs a person's yes, and nobody is here to ask; nothing was done. Give --yes to allow it."


def after_thought(state: ChatState) -> str:
    """To the calls, or to the end."""
    return "ask" if state["calls"] else "end"


def after_act(state: ChatState, runtime: Runtime[Talk]) -> str:
    """To the next call; then back to a brain that goes on, within the bounds of a message."""
    if state["bad"] > MOST_BAD:
        return "end"
    if state["calls"]:
        return "ask"
    more = runtime.context.talker.goes_on and state["rounds"] < MOST_ROUNDS
    return "think" if more else "end"
