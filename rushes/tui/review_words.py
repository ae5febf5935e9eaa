"""What stands beside a take in review, in words: its scores and verdicts, its slate, the story around its span."""

from collections.abc import Mapping
from typing import Any

from textual.content import Content

from rushes.gate import clean, one_line
from rushes.tui.words import beginning, shown

Facts = Mapping[str, Any]

_LONGEST = 4000
"""Characters of a note, a reason or a shot's words that are shown: laying out a megabyte would hold up the keys."""


def told(text: str, style: str = "") -> Content:
    """What somebody said, as far as it is shown."""
    return shown(beginning(text, _LONGEST), style)


def scores(take: Facts, shot: Facts) -> Content:
    """What was decided and why, then each measure with its gate; those that fail come first.

    A print is made of a clip and a still that were judged before: theirs stand below its own.
    """
    note = [told(f"your note: {shot['note']}\n")] if shot["note"] else []
    return Content("\n").join([*note, *(_judged(one, named=one is not take) for one in _made_of(take, shot))])


def _made_of(take: Facts, shot: Facts) -> list[Facts]:
    """The take, and for the chosen print the chosen clip and still."""
    circle, takes = shot["circle"], {one["id"]: one for one in shot["takes"]}
    if take["id"] != circle["print"]:
        return [take]
    return [take, *(takes[circle[kind]] for kind in ("clip", "keyframe") if circle[kind] in takes)]


def _judged(take: Facts, *, named: bool) -> Content:
    lines = [Content.styled(clean(f"\n{take['id']}"), "$accent")] if named else []
    for verdict in take["verdicts"]:
        reason = f": {verdict['reason']}" if verdict["reason"] else ""
        lines.append(told(f"{verdict['by']}: {verdict['decision']}{reason}", "bold"))
    ordered = sorted(take["scores"], key=lambda score: (score["passed"], not score["gate"]))
    return Content("\n").join([*lines, *map(_score, ordered)])


def _score(score: Facts) -> Content:
    sign = " " if not score["gate"] else "✓" if score["passed"] else "✗"
    rank = "" if score["percentile"] is None else f" (percentile {score['percentile']:.0f})"
    gate = f" {score['gate']}" if score["gate"] else ""
    words = f"{sign} {score['measure']:<16} {score['value']:>7.5g}{gate}{rank}"
    failed = bool(score["gate"]) and not score["passed"]
    reason = f"\n    {score['reason']}" if failed and score["reason"] else ""
    return told(words + reason, "$warning" if failed else "" if score["gate"] else "dim")


def slate(take: Facts, shot: Facts) -> Content:
    """How the take came to be."""
    intent: Facts = shot["shot"] or {}
    rows: dict[str, Any] = {
        "take": take["id"],
        "made by": take["backend"],
        "seed": take["seed"],
        "size": f"{take['size']}, {take['frames']} frames",
        "made at": str(take["made_at"])[:19].replace("T", " "),
        "took": f"{take['made_seconds']:.2f} s",
        "action": intent.get("action", ""),
        "file": take["media"],
    }
    settled: list[Any] = take["settled"].get("settled", [])
    if settled:
        rows["settled"] = "; ".join(map(str, settled))
    lines = [Content.assemble((f"{name:<9} ", "dim"), told(str(value))) for name, value in rows.items()]
    lines += [Content.styled(clean(f"failed: {one_line(reason, 200)}"), "$error") for reason in shot["failures"]]
    return Content("\n").join(lines)


def source(before: str, words: str, after: str) -> Content:
    """The story around the shot's span, the span itself between marks and in reverse."""
    return Content.assemble(
        (clean(before), "dim"), ("»", "bold"), told(words, "reverse"), ("«", "bold"), (clean(after), "dim")
    )
