"""The report in words: lines for a terminal or a screen."""

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from rushes.gate import one_line

_WIDE = 79
_BAR = 30
_NEWEST = 10
"""Re-rolls and shots that are listed; --json has all."""

Row = Mapping[str, Any]


def in_words(facts: Row) -> list[str]:
    """The report's lines, at most 79 characters each where words allow."""
    kinds: Sequence[Row] = facts["takes"]["kinds"]
    if not kinds:
        return ["Nothing is shot yet, so there is nothing to report. Next: rushes shoot"]
    made, minutes = sum(one["made"] for one in kinds), sum(one["device_minutes"] for one in kinds)
    sections = [
        [one_line(f"{facts['title'] or facts['project']}: {_count(facts['shots'], 'shot')}", 40)],
        _takes(kinds),
        _weak(facts["takes"]["weak"]),
        _dearest(facts["takes"]["dearest"]),
        _budget(facts["takes"]["budget"]),
        _climb(facts["climb"]["steps"]),
        _rerolls(facts["climb"]["rerolls"]),
        _people(facts["people"]),
        _scenes(facts["scenes"]),
        _bible(facts["bible"]),
        _likeness(facts["likeness"]),
        _waiting(facts["waiting"]),
    ]
    sections[0][0] += f", {_count(made, 'take')}, {_minutes(minutes)} of device time"
    return [line for section in sections if section for line in ("", *section)][1:]


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _minutes(minutes: float) -> str:
    if minutes < 1.5:
        return f"{60 * minutes:.1f} s"
    return f"{minutes:.1f} min" if minutes < 90 else f"{minutes / 60:.1f} h"


def _share(found: Row | None) -> str:
    """81 % (73-88): a share with its interval."""
    if found is None:
        return "-"
    return f"{found['share']:.0%} ({100 * found['low']:.0f}-{100 * found['high']:.0f})".replace("%", " %")


def _gain(gain: float | None) -> str:
    return "" if gain is None else f"{gain:+.2f}"


def _takes(kinds: Sequence[Row]) -> list[str]:
    rows = [f"{'takes':<22}{'made':>8}{'circled':>10}{'device time':>14}"]
    return rows + [
        f"  {one['kind']:<20}{one['made']:>8}{one['circled']:>10}{_minutes(one['device_minutes']):>14}" for one in kinds
    ]


def _weak(weak: Sequence[Row]) -> list[str]:
    return [f"{'weak':<12}{'by':<22}{'weak':>7}{'of':>7}   share"] + [
        f"  {one['kind']:<10}{one_line(one['backend'], 20):<22}{one['weak']['hits']:>7}{one['weak']['of']:>7}"
        f"   {_share(one['weak'])}"
        for one in weak
    ]


def _dearest(dearest: Sequence[Row]) -> list[str]:
    return [f"{'dearest shots':<22}{'takes':>8}{'device time':>24}"] + [
        f"  {one['shot']:<20}{one['takes']:>8}{_minutes(one['device_minutes']):>24}" for one in dearest
    ]


_BOUNDS = {
    "references": "stills of one subject",
    "keyframes": "keyframes of a shot",
    "clips": "clips of a shot",
    "shot_minutes": "minutes of a shot",
    "film_takes": "takes of a run",
    "film_minutes": "minutes of a run",
}


def _budget(budget: Sequence[Row]) -> list[str]:
    rows = [f"{'budget, at its most':<27}{'used':>13}{'of':>14}"]
    return rows + [f"  {_BOUNDS[one['bound']]:<25}{_told(one['used']):>13}{_told(one['of']):>14}" for one in budget]


def _told(amount: float) -> str:
    return f"{amount:.0f}" if float(amount).is_integer() else f"{amount:.1f}"


def _climb(steps: Sequence[Row]) -> list[str]:
    if not steps:
        return []
    rows = [f"{'steps':<12}{'by':<14}{'with':<11}{'tries':>5}{'pass':>6}  {'share':<14}{'gain':>5}  per pass"]
    for one in steps:
        passed, pass_seconds = one["passed"], one["device_seconds_a_pass"]
        rows.append(
            f"  {one['kind']:<10}{one_line(one['backend'], 13):<14}{one['rung']:<11}{passed['of']:>5}"
            f"{passed['hits']:>6}  {_share(passed):<14}{_gain(one['mean_gain']):>5}  "
            f"{'never' if pass_seconds is None else _minutes(pass_seconds / 60)}"
        )
    return rows


def _rerolls(rerolls: Sequence[Row]) -> list[str]:
    if not rerolls:
        return []
    left = len(rerolls) - _NEWEST
    rows = [f"re-rolls: {len(rerolls)}" + (f", the newest {_NEWEST} of them (--json has all)" if left > 0 else "")]
    for one in rerolls[-_NEWEST:]:
        rows += _hanging(f"  {one['take']:<11} ", one["reason"])
        rows.append(f"{'':16}{_followed(one)}")
    return rows


def _followed(one: Row) -> str:
    """What came after a take that was sent back."""
    if not one["next"]:
        return "no take followed"
    how = f" with {one['rung']}" if one["rung"] else ""
    return f"then {one['next']}{how}" + ("" if one["gain"] is None else f", gain {_gain(one['gain'])}")


def _hanging(mark: str, reason: str) -> list[str]:
    """A reason beside what it is about, on two lines at most."""
    flat, indent = one_line(reason, 1000), " " * len(mark)
    return textwrap.wrap(flat, _WIDE, initial_indent=mark, subsequent_indent=indent, max_lines=2, placeholder=" …") or [
        mark.rstrip()
    ]


def _people(people: Row) -> list[str]:
    spoken = [one for one in people["rates"] if one["false_reject"] or one["false_accept"]]
    if not spoken:
        return ["people: no word yet; `rushes approve` and `rushes reject` teach the critic"]
    rows = [f"{'people':<12}{'approved, but found weak':<34}rejected, but let pass"]
    rows += [f"  {one['kind']:<10}{_of(one['false_reject']):<34}{_of(one['false_accept'])}" for one in spoken]
    return rows + _gates(people["gates"])


def _of(found: Row | None) -> str:
    return f"{found['hits']} of {found['of']}: {_share(found)}" if found else "-"


def _gates(gates: Sequence[Row]) -> list[str]:
    """Those that move one by one, those that stay by the reason they have."""
    rows = ["gates, as your words move them from the next run on"]
    for one in gates:
        if not one["stays"]:
            words = f"{_count(one['approvals'], 'approval')}, {_count(one['rejections'], 'rejection')}"
            rows.append(f"  {one['kind']:<10}{one['measure']:<16}{one['before']} → {one['now']}  by {words}")
    staying: dict[tuple[str, str], list[str]] = {}
    for one in gates:
        if one["stays"]:
            staying.setdefault((one["kind"], one["stays"]), []).append(one["measure"])
    for (kind, why), measures in staying.items():
        verb = "stays" if len(measures) == 1 else "stay"
        told = one_line(f"{', '.join(measures)} {verb}: {why}", 2000)
        rows += textwrap.wrap(told, _WIDE, initial_indent=f"  {kind:<10}", subsequent_indent=" " * 12)
    return rows if len(rows) > 1 else []


def _scenes(scenes: Sequence[Row]) -> list[str]:
    if not scenes:
        return []
    rows = [f"{'scenes':<12}consistency, weakest shot; how alike its shots are, pair by pair"]
    for one in scenes:
        whole = "-" if one["consistency"] is None else f"{one['consistency']:.2f}"
        weakest = one["weakest"]
        least = f", weakest {weakest['shot']} with {weakest['consistency']:.2f}" if weakest else ""
        rows.append(f"  {one['scene']:<10}{whole}{least}")
        rows += _light(one["light"])
        rows += _matrix(one["shots"], one["pairs"])
    return rows


def _light(light: Row | None) -> list[str]:
    """How much brighter or darker a shot is than the one before it, at most."""
    if light is None:
        return []
    between = f", {' to '.join(light['shots'])}" if light["shots"] else ""
    return [f"{'':12}largest step of light: {light['step']:.1f} L*{between}"]


_COLUMN = 7
_COLUMNS = (_WIDE - 14) // _COLUMN


def _matrix(shots: Sequence[str], pairs: Sequence[Sequence[float | None]]) -> list[str]:
    """The pairs under the diagonal, as many columns at a time as fit beside each other."""
    if len(shots) < 2:
        return []
    rows: list[str] = []
    for first in range(0, len(shots) - 1, _COLUMNS):
        columns = range(first, min(first + _COLUMNS, len(shots) - 1))
        rows.append(" " * 14 + "".join(f"{shots[column]:>{_COLUMN}}" for column in columns))
        for row in range(first + 1, len(shots)):
            told = (_cell(pairs[row][column]) for column in columns if column < row)
            rows.append(f"    {shots[row]:>10}" + "".join(f"{one:>{_COLUMN}}" for one in told))
    return rows


def _cell(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


_PASSED = {True: "passes", False: "FLAGGED", None: "given by you"}


def _bible(stills: Sequence[Row]) -> list[str]:
    if not stills:
        return []
    rows = ["bible"]
    for one in stills:
        rows.append(f"  {one_line(one['name'], 30):<32}{one_line(one['take'] or '', 30):<32}{_PASSED[one['passed']]}")
        rows += _hanging(" " * 6, one["reason"]) if one["reason"] else []
    return rows


def _likeness(likeness: Sequence[Row]) -> list[str]:
    """A bar for each gap: how alike somebody is, so many shots apart."""
    from rushes.service.plots import gap_text  # noqa: PLC0415

    if not likeness:
        return []
    rows = [f"likeness{'':4}shots apart, mean cosine with its 95 % interval, pairs"]
    for one in likeness:
        seen = f"seen in {_count(one['appearances'], 'still')} by {one['scorer']}"
        rows.append(f"  {one_line(one['name'], 30)}, {one_line(seen, 44)}")
        for gap in one["gaps"]:
            apart = gap_text((gap["least"], gap["most"]))
            sure = "" if gap["low"] is None else f" ({gap['low']:.2f} to {gap['high']:.2f})"
            rows.append(f"{apart:>11}  {_bar(gap['mean'])}  {gap['mean']:.2f}{sure:<16} {gap['pairs']:>6}")
    return rows


def _bar(share: float) -> str:
    filled = round(_BAR * min(1.0, max(0.0, share)))
    return "█" * filled + "·" * (_BAR - filled)


def _waiting(waiting: Sequence[Row]) -> list[str]:
    if not waiting:
        return []
    left = f" (the first {_NEWEST}; `rushes status` lists all)" if len(waiting) > _NEWEST else ""
    rows = [f"waiting for you: {_count(len(waiting), 'shot')}{left}"]
    for one in waiting[:_NEWEST]:
        rows += _hanging(f"  {one['shot']:<9}{one['state']:<9}", one["reason"])
    return rows
