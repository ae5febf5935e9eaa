"""The whole state machine on one page.

    film:  read ─► plan ─► approve_plan ─► bible ─► approve_bible ─► shoot (one branch a shot) ─► review
           ─► cut ─► report
    shot:  compose ─► keyframe ─► judge_keyframe ─► motion ─► judge_clip ─► finish ─► approve ─► done

A weak keyframe goes back to compose, a weak clip to motion or, where that did not help, to compose; a shot
that a person rejects starts again at compose. The bible's rejected stills are made anew; the review of the
scenes may send their weakest shots back to shoot. Nodes run at least once; each finds what it made.
Routers are coroutines: LangGraph sends plain functions to a thread, which takes longer than they do.
"""

from collections.abc import Awaitable, Callable, Mapping
from functools import wraps
from typing import Any, TypeVar, cast

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.runtime import Runtime
from langgraph.types import Send

from rushes.agents import bible, cinematographer, director
from rushes.agents.conversation import turn
from rushes.agents.conversation.state import ChatState
from rushes.agents.conversation.talk import Talk
from rushes.agents.production import Production
from rushes.agents.states import FilmState, FilmUpdate, ShotBranch, ShotState, unshot
from rushes.film.take import Decision

Node = TypeVar("Node", bound=Callable[..., Awaitable[Mapping[str, Any]]])
Film = CompiledStateGraph[FilmState, Production, FilmState, FilmState]
Chat = CompiledStateGraph[ChatState, Talk, ChatState, ChatState]


def traced(node: Node) -> Node:
    """The node, its steps told to the production's trace under its own name."""

    @wraps(node)
    async def step(state: Mapping[str, Any], runtime: Runtime[Production]) -> Mapping[str, Any]:
        return await runtime.context.trace.step(node.__name__, state, lambda: node(state, runtime))

    return cast("Node", step)


async def after_bible(state: FilmState, runtime: Runtime[Production]) -> list[Send] | str:
    """Rejected stills are made anew; else one branch for each shot that has work, or none."""
    if state["ask_bible"] and any(one.id not in state["unmade"] for one in bible.wanted(runtime.context)):
        return "bible"
    return [Send("shoot", branch) for branch in director.branches(runtime.context, state)] or "review"


async def after_review(state: FilmState, runtime: Runtime[Production]) -> list[Send] | str:
    """What goes badly with its scene is shot again; else the film is cut."""
    again = director.branches_again(runtime.context, state)
    return [Send("shoot", branch) for branch in again] or "cut"


async def after_keyframe(state: ShotState) -> str:
    """Weak stills go back; without any still the shot has failed."""
    if state["verdict"] == Decision.REROLL:
        return "compose"
    return "motion" if state["keyframe"] else "done"


async def after_clip(state: ShotState) -> str:
    """Weak clips go back, to a new keyframe when two of one failed."""
    if state["verdict"] == Decision.REROLL:
        return "motion" if state["keyframe"] else "compose"
    return "finish" if state["clip"] else "done"


async def after_approval(state: ShotState) -> str:
    """What a person rejects is composed again."""
    return "compose" if state["verdict"] == Decision.REJECT else "done"


def build_shot() -> CompiledStateGraph[ShotState, Production, ShotState, ShotState]:
    """One shot, from its intent to its print."""
    shot = StateGraph(ShotState, context_schema=Production)
    shot.add_node("compose", traced(cinematographer.compose))
    shot.add_node("keyframe", traced(cinematographer.keyframe))
    shot.add_node("judge_keyframe", traced(cinematographer.judge_keyframe))
    shot.add_node("motion", traced(cinematographer.motion))
    shot.add_node("judge_clip", traced(cinematographer.judge_clip))
    shot.add_node("finish", traced(cinematographer.finish))
    shot.add_node("approve", traced(cinematographer.approve))
    shot.add_node("done", traced(cinematographer.done))

    shot.add_edge(START, "compose")
    shot.add_edge("compose", "keyframe")
    shot.add_edge("keyframe", "judge_keyframe")
    shot.add_conditional_edges("judge_keyframe", after_keyframe, ["compose", "motion", "done"])
    shot.add_edge("motion", "judge_clip")
    shot.add_conditional_edges("judge_clip", after_clip, ["motion", "compose", "finish", "done"])
    shot.add_edge("finish", "approve")
    shot.add_conditional_edges("approve", after_approval, ["compose", "done"])
    shot.add_edge("done", END)
    return shot.compile()


def build_film(checkpointer: BaseCheckpointSaver[Any] | None = None) -> Film:
    """The film, from the source to the report."""
    shot = build_shot()

    async def shoot(state: ShotBranch, runtime: Runtime[Production]) -> FilmUpdate:
        with runtime.context.continuity.at_work(state["shot"]):
            ended = await shot.ainvoke(unshot(state), context=runtime.context)
        outcome = [f"{state['shot']} {ended['outcome']}"]
        return {"done": outcome, "takes": ended["spent_takes"], "ms": ended["spent_ms"]}

    film = StateGraph(FilmState, context_schema=Production)
    film.add_node("read", traced(director.read))
    film.add_node("plan", traced(director.plan))
    film.add_node("approve_plan", traced(director.approve_plan))
    film.add_node("bible", traced(director.bible))
    film.add_node("approve_bible", traced(director.approve_bible))
    film.add_node("shoot", shoot, input_schema=ShotBranch)
    film.add_node("review", traced(director.review))
    film.add_node("cut", traced(director.cut))
    film.add_node("report", traced(director.report))

    film.add_edge(START, "read")
    film.add_edge("read", "plan")
    film.add_edge("plan", "approve_plan")
    film.add_edge("approve_plan", "bible")
    film.add_edge("bible", "approve_bible")
    film.add_conditional_edges("approve_bible", after_bible, ["bible", "shoot", "review"])
    film.add_edge("shoot", "review")
    film.add_conditional_edges("review", after_review, ["shoot", "cut"])
    film.add_edge("cut", "report")
    film.add_edge("report", END)
    return film.compile(checkpointer=checkpointer)


def build_chat(checkpointer: BaseCheckpointSaver[Any]) -> Chat:
    """One message's turn in the conversation with the director."""
    chat = StateGraph(ChatState, context_schema=Talk)
    chat.add_node("think", turn.think)
    chat.add_node("ask", turn.ask)
    chat.add_node("act", turn.act)

    chat.add_conditional_edges(START, turn.after_thought, {"ask": "ask", "end": "think"})
    chat.add_conditional_edges("think", turn.after_thought, {"ask": "ask", "end": END})
    chat.add_edge("ask", "act")
    chat.add_conditional_edges("act", turn.after_act, {"ask": "ask", "think": "think", "end": END})
    return chat.compile(checkpointer=checkpointer)
