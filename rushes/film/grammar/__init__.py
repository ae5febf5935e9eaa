"""The referee: film grammar as pure rules over a plan.

Every rule is a function from a manifest to notes; a note names the rule, the shot or scene, and
what is wrong in words. No rule changes a plan.
"""

from collections.abc import Callable, Iterable

from rushes.film.grammar import cutting, line, pace
from rushes.film.manifest import Note, SceneManifest

Rule = Callable[[SceneManifest], Iterable[Note]]

RULES: tuple[Rule, ...] = (
    cutting.establish,
    cutting.jump_cut,
    cutting.monotony,
    cutting.closing_in,
    cutting.push_budget,
    cutting.transitions,
    cutting.framing,
    line.line,
    line.facing_pairs,
    line.screen_direction,
    pace.duration,
    pace.reading_speed,
    pace.mean_length,
)


def violations(manifest: SceneManifest) -> tuple[Note, ...]:
    """Where the plan breaks film grammar, rule by rule in film order; empty for a clean plan."""
    return tuple(note for rule in RULES for note in rule(manifest))
