"""What the night looks like in words: how far, on which lanes, on which takes, with what left. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from rushes.gate import one_line
from rushes.service.progress import clock
from rushes.service.watch import Moment
from rushes.studio.floor import FloorView, InHand
from rushes.studio.vitals import Vitals
from rushes.tui.board import Board

_BOUNDS = {
    "references": "stills of a subject",
    "keyframes": "stills of a shot",
    "clips": "clips of a shot",
    "shot_minutes": "minutes of a shot",
    "film_takes": "takes of the film",
    "film_minutes": "minutes of the film",
}
_BAR = 12
_TIED = "\N{NO-BREAK SPACE}"


def so_far(board: Board, moment: Moment, now: float) -> str:
    """The run in one line, and the board in another."""
    stands = ", ".join(f"{number} {state}" for state, number in board.states.items()) or "no shots yet"
    if not moment.phase:
        if moment.elsewhere:
            return f"● Another rushes (process {moment.elsewhere}) is at work on this film.\n  {stands}"
        return f"○ {one_line(moment.outcome, 200) or 'The crew is at rest.'}\n  {stands}"
    takes = ", ".join(f"{number} {kind}s" for kind, number in moment.takes if number)
    left = f" · about {clock(max(0.0, moment.over_at - now))} left" if moment.over_at is not None else ""
    waits = f" · waits for {', '.join(moment.waiting[:6])}" if moment.waiting else ""
    shots = f" · shot {moment.done} of {moment.shots}" if moment.shots else ""
    return one_line(f"● {moment.phase}{shots}{left}{waits}{f' · {takes}' if takes else ''}", 200) + f"\n  {stands}"


def lanes(floor: FloorView | None, now: float) -> str:
    """Each lane with what it holds, and under it what it has in hand."""
    if floor is None:
        return "Lanes\n  none open: they open when the crew goes out"
    lines = [f"Lanes · {floor.waiting} waiting" + (f" · {floor.loads} loads" if floor.loads else "")]
    for lane in floor.lanes:
        holds = f" holds {one_line(', '.join(lane.holds), 200)}" if lane.holds else ""
        lines.append(f"  {lane.name}{' (given up)' if lane.gone else ''}{holds}")
        lines += [_in_hand(call, now) for call in lane.in_hand] or ["    ○ free"]
    return "\n".join(lines)


def _in_hand(call: InHand, now: float) -> str:
    return f"    ● {one_line(call.shot, 12) or 'film':<8} {call.work} {clock(max(0.0, now - call.since))}"


def in_work(moment: Moment) -> str:
    """The takes that have told how far they are."""
    lines = [f"  {one_line(shot, 12):<8} {one_line(one.words, 60)}{_bar(one.words)}" for shot, one in moment.working]
    return "\n".join(["Takes in work", *(lines or ["  none that takes long"])])


def _bar(words: str) -> str:
    """`step 3 of 8` as a bar."""
    done, _, steps = words.rpartition("step ")[2].partition(" of ")
    if not done.isdecimal() or not steps.isdecimal() or not int(steps):
        return ""
    full = round(_BAR * min(int(done), int(steps)) / int(steps))
    return f" {'━' * full}{'─' * (_BAR - full)}"


def budgets(rows: Iterable[Mapping[str, Any]]) -> str:
    """How much of each bound was used."""
    lines = [f"  {_BOUNDS.get(row['bound'], row['bound']):<20} {row['used']:g} of {row['of']:g}" for row in rows]
    return "\n".join(["Budgets (most used)", *lines]) if lines else ""


def machine(state: Vitals) -> str:
    """Disk, memory, cards and power."""
    lines = ["Machine", f"  disk    {_gb(state.disk_free)} free of {_gb(state.disk)}"]
    free = "" if state.memory_free is None else f"{_gb(state.memory_free)} free of "
    lines.append(f"  memory  {free}{_gb(state.memory)}")
    if state.load is not None:
        lines.append(f"  load    {state.load:.2f} a core")
    for card in state.cards:
        watts = "" if card.watts is None else f" · {card.watts:.0f} W"
        heat = "" if card.celsius is None else f" · {card.celsius:.0f} °C"
        busy = "" if card.busy is None else f" · {card.busy:.0%} busy"
        lines.append(f"  {one_line(card.name, 20)}: {_gb(card.memory_used)} of {_gb(card.memory)}{watts}{heat}{busy}")
    if state.power:
        charge = "" if state.power.charge is None else f" {state.power.charge:.0%}"
        source = "BATTERY" if state.power.on_battery else "mains"
        watts = "" if state.power.watts is None else f" · {state.power.watts:.0f} W"
        lines.append(f"  power   {source}{charge}{watts}")
    elif not any(card.watts is not None for card in state.cards):
        lines.append("  power   not told here")
    return "\n".join(lines)


def machine_beneath(state: Vitals) -> str:
    """The same for a room that has no place for it as a column: one line, which may be broken between two of them."""
    heading, *lines = machine(state).split("\n")
    return f"{heading}  {' · '.join(_TIED.join(line.split()) for line in lines)}"


def _gb(number: int) -> str:
    return f"{number / 1e9:.0f} GB" if number >= 1e10 else f"{number / 1e9:.1f} GB"
