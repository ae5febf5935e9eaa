"""docs/critic.md: what is measured, what is caught, what the loop brings."""

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime

from benchmarks.critic.corpus import CLEAN, FRAMES, SIZE, STORIES, Row
from benchmarks.critic.loop import SHARE, TAKES_A_SHOT, Outcome
from rushes.film.learning import wilson
from rushes.film.measures import MEASURES
from rushes.film.take import TakeKind

CAUGHT, ALARMS, DECISION = 0.99, 0.01, 1.0
"""What this project holds itself to: shares, and milliseconds."""

TEXT = """# The critic

Every take is decoded and measured before it counts as one. The measures are held to the profile's gates; what fails
is sent back up a climb, the best is kept when that no longer pays, and a person is told in words why. This page is
made by `make critic ARGS=--write`: {where}.

## How a verdict comes about

1. **The bible first.** A sheet of each character and a plate of each place are painted and judged before the first
   shot; `--approve bible` waits for you there (`rushes approve bible`, `rushes reject bible/ada --note "..."`). A still
   of your own (`rushes still`) stands in the place of one. Later stills are measured against them.
2. **Gates.** `14..240`, `8..`, `=85` are in the measure's own unit. `p5..` is a percentile of what the same backend
   measured in this project before: what a model's cosine means nobody knows beforehand. It holds from thirty takes
   on; until then the take says that it could not be held to it. What is known when a run begins (its *gauge*) stays
   the same to its end, also over a kill, so a verdict never depends on which shot was ready first, and a replay
   gives it again.
3. **The climb.** A weak still is painted with another seed; then from prompts rewritten after what failed; then, where
   the painter is shown stills, with more of them (or less, where it copied a sheet). A weak clip gets another seed,
   other words, a new still. The language model as a critic may ask for a dearer step than is due, never for a
   cheaper one, and waves nothing through that failed.
4. **When it stops.** Before each step the chance that its take will pass is reckoned: (1 + passed) / (2 + tries) of
   that step with that backend in this project (the last thirty and more count as ten), with each failure of this very
   shot on that step counted as two more. Under `least_chance` the step is passed over; when no step is left, or the
   budget is spent, the take that passes most gates is kept and the shot is flagged with the reason.
5. **Budgets**: takes a shot, device minutes a shot, takes and minutes a film. A film's budget is parted among its
   shots beforehand, by length where it is time; a shot for which nothing is left stays planned, and the command
   ends with exit code 5. What shots leave over is there for the scenes.
6. **Scenes.** When all shots are in, each scene is looked at whole: a contact sheet, how alike its shots are pair by
   pair, and how much less alike than their storyboards are. The weakest shot of a scene in which it stands out is
   shot again, once by default; if it goes no better with its scene, the first takes stand.
7. **Your word.** Approvals and rejections are held beside the critic's own verdicts: `rushes report` shows how often it
   was wrong each way, with intervals. A gate that has a bound in `[gates.bounds]` moves to where it contradicts you
   least, from eight approvals and four rejections on, if that is more than chance (sign test, 5 %), never past its
   bound, and the report says from where to where. Chance finds something in many words that have nothing to do with
   a measure (in a simulation of random words, a gate moved in up to 28 % of runs of 200 words): keep bounds narrow.

## What is caught

{stories}, every shot with two seeds, {size}, {frames} frames, clean and with each defect, before the draft profile's
gates. Shares stand with Wilson's interval at 95 %. The gates were set on 187 shots of five stories, the first two of
these among them, with other seeds. The orchard was written afterwards; its snow then showed that boards must be drawn
finer than they are compared, so it is no test of that.

{table}

{summary}

The draft renderer's takes are held to its own storyboard of the same set-up, drawn with another seed. With models the
storyboard is not a gate: there CLIP's crops of each character against their sheet do this work, on percentiles. No
such model's weights were here; nothing is claimed of them.

## What the loop brings

The same stories, {share:.0%} of all stills and clips spoilt on purpose by their seeds (blurred, in other colours,
mirrored, another place, another person's colours; frozen, flickering, cast, black frames), {takes} takes a shot as the
budget. Without the loop the first take of each is kept: nothing says which would be better.

{films}

The tiny models are FLUX, Mochi and CLIP in their real layout with random weights: their pictures show nothing, nobody
can tell one mirrored from one that is not, and their adherence is what a random CLIP says. What is on trial there is
the machinery: each story was first shot clean four times, then held to percentiles of those takes. What the loop
leaves spoilt among them is mostly what can't be seen: mirrored stills, and words for another place.

## How alike somebody stays

`rushes report --plot alike.svg`, here for the draft of `examples/special-delivery.fountain`: the mean likeness of the
same person in two stills, by how many shots lie between them. A draft is drawn from the same colours every time; what
falls is the framing's and the light's doing.

![How alike everybody stays over the film](images/alike.svg)

## What it costs

At 1280x720; a clip has 84 frames. Milliseconds on this machine, medians.

{costs}

CLIP's costs are unknown here: no weights. Its embeddings, of frames, of texts and of each person's region, are kept in
the project by the file's sha256, and computed once.

## The measures

{measures}

**Not measured:** garbled lettering in a picture (a text detector is no cheap thing), screen direction beyond what
turning a still about shows, and anything that takes a face: no face detector is shipped; people are looked for where
the plan has them.
"""


def _cells(*cells: object) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


def table(rows: Sequence[Row]) -> str:
    """The confusion table."""
    lines = [
        _cells("take", "defect", "takes", "found weak", "share", "mostly by"),
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for row in rows:
        low, high = row.interval
        share = f"{row.share:.1%} ({low:.0%} to {high:.0%})"
        kind = "still" if row.kind is TakeKind.KEYFRAME else "clip"
        lines.append(_cells(kind, row.defect, row.takes, row.weak, share, ", ".join(row.failed)))
    return "\n".join(lines)


def totals(rows: Sequence[Row]) -> tuple[int, int, int, int]:
    """Defects caught, of how many; false alarms, of how many clean takes."""
    spoilt = [row for row in rows if row.defect != CLEAN]
    clean = [row for row in rows if row.defect == CLEAN]
    caught, of = sum(row.weak for row in spoilt), sum(row.takes for row in spoilt)
    return caught, of, sum(row.weak for row in clean), sum(row.takes for row in clean)


def summary(rows: Sequence[Row]) -> str:
    """All defects together."""
    caught, of, alarms, clean = totals(rows)
    low, _ = wilson(caught, of)
    _, high = wilson(alarms, clean)
    return (
        f"**{caught} of {of} defects caught ({caught / of:.2%}, at least {low:.1%}), {alarms} false alarms among "
        f"{clean} clean takes ({alarms / clean:.2%}, at most {high:.1%}).**"
    )


def films(outcomes: Sequence[Outcome]) -> str:
    """Each story off and on."""
    head = (
        "story",
        "loop",
        "takes made",
        "of budget",
        "spoilt in the cut",
        "adherence",
        "identity",
        "consistency",
        "flagged",
    )
    lines = [_cells(*head), "| --- " * len(head) + "|"]
    lines += [_film(one) for one in outcomes]
    note = (
        "Adherence is the mean agreement of stills with their storyboards, identity the mean likeness of people to "
        "their sheets, consistency the mean over scenes. Takes made are stills, clips and the bible's."
    )
    return "\n".join(lines) + f"\n\n{note}"


def _film(one: Outcome) -> str:
    figures = [f"{value:.3f}" for value in (one.adherence, one.identity, one.consistency)]
    loop, spoilt = "on" if one.loop else "off", f"{one.spoilt} of {2 * one.shots}"
    return _cells(one.story, loop, one.takes, one.budget, spoilt, *figures, one.waiting)


def costs(rows: Sequence[tuple[str, float, float]], took: float) -> str:
    """Scorers and the decision."""
    lines = [_cells("scorer", "a still", "a clip"), "| --- | --- | --- |"]
    lines += [_cells(name, f"{still:.0f}", f"{clip:.0f}") for name, still, clip in rows]
    return (
        "\n".join(lines)
        + f"\n\nThe critic's decision beyond its measures, with a full gauge: {took:.2f} ms (bound {DECISION:g})."
    )


def measures() -> str:
    """Every measure."""
    lines = [_cells("measure", "scorer", "of", "unit", "range", "better", "source"), "| --- " * 7 + "|"]
    for one in MEASURES.values():
        reach = f"{one.least:g} to {one.most:g}"
        lines.append(_cells(f"`{one.name}`", one.scorer, one.of, one.unit, reach, one.better, one.source))
    return "\n".join(lines)


def holds(rows: Sequence[Row], outcomes: Sequence[Outcome], took: float) -> bool:
    """Whether what this project holds itself to was met."""
    caught, of, alarms, clean = totals(rows)
    within = all(one.takes <= one.budget for one in outcomes)
    pairs = list(zip(outcomes[::2], outcomes[1::2], strict=True))
    better = all(on.consistency > off.consistency for off, on in pairs)
    better &= all(on.adherence > off.adherence for off, on in pairs if "tiny" not in on.story)
    return caught / of >= CAUGHT and alarms / clean <= ALARMS and took <= DECISION and within and better


def whole(
    rows: Sequence[Row], outcomes: Sequence[Outcome], looks: Sequence[tuple[str, float, float]], took: float
) -> str:
    """The page."""
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    return TEXT.format(
        where=f"{datetime.now(UTC):%Y-%m-%d}, {machine}",
        stories=f"The {len(STORIES)} stories of `examples/`",
        size=SIZE,
        frames=FRAMES,
        table=table(rows),
        summary=summary(rows),
        share=SHARE,
        takes=TAKES_A_SHOT,
        films=films(outcomes),
        costs=costs(looks, took),
        measures=measures(),
    )
