"""The critic: reads what was measured of a take and says what should be done. Code holds the gates afterwards."""

from typing import Annotated, Literal

from langchain_core.language_models.chat_models import BaseChatModel
from pydantic import Field

from rushes.agents.brain import Change, Opinion, TakeBrief
from rushes.agents.model.asking import ask, opening
from rushes.agents.model.bible import Seen
from rushes.agents.model.cinematographer import told
from rushes.agents.prompting.sentences import in_one_line
from rushes.agents.prompts import Prompt, material, render
from rushes.film.take import Decision, Score

_TOKENS = 700
_MOST_MEASURES = 40


class WrittenOpinion(Seen):
    """What a critic may decide."""

    decision: Literal["accept", "re-roll", "ask"]
    change: Change = Change.SEED
    reason: Annotated[str, Field(max_length=300)]


async def judge(chat: BaseChatModel, brief: TakeBrief) -> Opinion:
    """What should be done with a take. Raises AgentMayRetry."""
    found = await ask(
        chat, f"critic/{brief.take}", opening(_prompt(brief)), WrittenOpinion, check=_complaint, tokens=_TOKENS
    )
    return Opinion(decision=Decision(found.decision), change=found.change, reason=in_one_line(found.reason))


def _complaint(found: WrittenOpinion) -> str:
    return "" if found.reason.strip() else "the reason is empty."


def _prompt(brief: TakeBrief) -> Prompt:
    measures = [f"{name}: {value:.4g}" for name, value in sorted(brief.measures.items())]
    return render(
        "critic",
        take=brief.take,
        kind=brief.kind,
        left=str(brief.left),
        setup=material(told(brief.setup)),
        gates=material("\n".join(map(_gate, brief.scores)) or "none"),
        measures=material("\n".join(measures[:_MOST_MEASURES]) or "nothing"),
    )


def _gate(score: Score) -> str:
    held = "passed" if score.passed else f"FAILED: {score.reason}"
    return f"{score.measure} is {score.value:.4g}, the gate is {score.gate}: {held}"
