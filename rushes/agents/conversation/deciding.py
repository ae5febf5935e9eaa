"""Tools that carry a person's word on shots, and take changes back."""

from collections.abc import Sequence

from rushes.agents.conversation.arguments import Nothing, Reject, SomeShots, Undo
from rushes.agents.conversation.calls import Done
from rushes.agents.conversation.complaints import wished_edit
from rushes.agents.conversation.hands import Hands
from rushes.agents.conversation.wording import counted, listed
from rushes.film.edits.parts import shot_at
from rushes.film.numbers import select
from rushes.film.take import TO_SHOOT, ShotState

_MOST_CHANGES = 12

FREE_BACK = 5
"""So many shots are sent back without asking."""


def approve(hands: Hands, args: SomeShots) -> Done:
    """Approve shots; those that are still to be shot are left and named. Raises NoSuchShot when all are."""
    named = _named(hands, args)
    states = {one.number: one.state for one in hands.board()}
    shots = [number for number in named if states[number] not in TO_SHOOT - {ShotState.WAITING}]
    change = hands.approve(shots or named)
    what = f"All {len(shots)} shots" if len(shots) == len(states) > 1 else listed(shots)
    open_ones = [number for number in named if number not in shots]
    rest = f" Not yet: {listed(open_ones)}; there is nothing to look at before it is shot." if open_ones else ""
    return Done(f"{what}: approved.{rest}", tuple(shots), tuple(shots), change)


def reject(hands: Hands, args: Reject) -> Done:
    """Send shots back with a note. Raises NoSuchShot."""
    shots = _named(hands, args)
    change = hands.send_back(shots, args.note, rejected=True)
    carries = f" {carried(hands, shots, args.note)}" if args.note else ""
    return Done(f"{listed(shots)}: sent back.{carries}", tuple(shots), tuple(shots), change)


def carried(hands: Hands, shots: Sequence[str], note: str) -> str:
    """What becomes of a note: a prompt carries it, or nobody who draws reads it, and an edit has to."""
    if hands.reads_prompts():
        return f"The next take carries your note: {note}"
    manifest = hands.plan().manifest
    scene, index = shot_at(manifest, shots[0])
    edit = wished_edit(note, scene, scene.shots[index])
    would = (
        f"`{edit}` would change the picture" if edit else f"an edit changes the picture, as in `make {shots[0]} wider`"
    )
    return f"Your note is kept, but the draft renderer does not read notes; {would}."


def reroll(hands: Hands, args: SomeShots) -> Done:
    """Ask for other takes, with no word against the last. Raises NoSuchShot."""
    shots = _named(hands, args)
    change = hands.send_back(shots, "", rejected=False)
    return Done(f"{listed(shots)}: to be shot again with new seeds.", tuple(shots), tuple(shots), change)


def approve_plan(hands: Hands, _args: Nothing) -> Done:
    """Approve the plan in force. Raises BadProject when there is none."""
    revision = hands.approve_plan()
    return Done(f"Plan {revision} is approved; shooting need not wait for it. `rushes reject plan` takes that back.")


def undo(hands: Hands, args: Undo) -> Done:
    """Take back the last change, or the last undo. Raises UserMustFix."""
    back = hands.undo(args.back)
    done = "Taken back" if args.back == "change" else "Done again"
    return Done(
        " ".join([f'{done}: "{back.what}"', *_as_before(hands, back.changed)]), back.changed, back.changed, back.change
    )


def _as_before(hands: Hands, changed: Sequence[str]) -> list[str]:
    """Where the shots stand again; nothing on those that were never shot."""
    states: dict[ShotState, list[str]] = {}
    for one in hands.board():
        if one.number in changed and one.state is not ShotState.PLANNED:
            states.setdefault(one.state, []).append(one.number)
    return [f"{listed(shots)} {_be(shots)} {state} as before." for state, shots in states.items()]


def history(hands: Hands, _args: Nothing) -> Done:
    """The changes that can be taken back, the last one first."""
    changes = hands.changes()
    if not changes:
        return Done("Nothing was changed in conversation yet.")
    lines = [f"  {place}. {what}" for place, what in enumerate(changes[:_MOST_CHANGES], 1)]
    more = (
        [f"  … and {counted(len(changes) - _MOST_CHANGES, 'change')} before."] if len(changes) > _MOST_CHANGES else []
    )
    return Done("\n".join(["What was changed, the last first; `undo` takes back the first of these:", *lines, *more]))


def loses_approved(hands: Hands, args: SomeShots) -> str:
    """The question before approved shots, or more than a handful, are sent back; empty for anything less."""
    shots = _named(hands, args)
    approved = {one.number for one in hands.board() if one.state is ShotState.APPROVED}
    lost = [number for number in shots if number in approved]
    if lost:
        return f"{listed(lost)} {_be(lost)} approved. Send {counted(len(shots), 'shot')} back?"
    return f"Send {counted(len(shots), 'shot')} back ({listed(shots, 4)})?" if len(shots) > FREE_BACK else ""


def named(hands: Hands, args: SomeShots) -> str:
    """The shots that the words name, listed. Raises NoSuchShot."""
    return listed(_named(hands, args))


def _be(shots: Sequence[str]) -> str:
    return "is" if len(shots) == 1 else "are"


def _named(hands: Hands, args: SomeShots) -> list[str]:
    hands.plan()
    return select(args.shots, [one.number for one in hands.board()])
