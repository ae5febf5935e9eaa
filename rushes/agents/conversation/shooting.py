"""Tools that cost time on the machine: shooting, cutting, planning anew."""

from rushes.agents.conversation.arguments import Nothing, SomeShots
from rushes.agents.conversation.calls import Done
from rushes.agents.conversation.hands import Hands
from rushes.agents.conversation.looking import expected, to_shoot
from rushes.agents.conversation.wording import counted, lasting, listed
from rushes.errors import BadProject
from rushes.film.take import ShotState

FREE_SHOTS = 5
"""So many shots a message are shot without asking, if they take less than FREE_SECONDS."""

FREE_SECONDS = 60.0

_TROUBLE = (ShotState.FLAGGED, ShotState.FAILED, ShotState.WAITING)


def shoot(hands: Hands, args: SomeShots) -> Done:
    """Shoot the named shots that have work, judge them and cut the film. Raises NoSuchShot, Interrupted."""
    shots = to_shoot(hands, args.shots)
    if not shots:
        return Done("There is nothing to shoot: every one of these shots has its takes.")
    everything = len(shots) == len(to_shoot(hands, ("ALL",)))
    made = hands.shoot([] if everything else shots)
    standings = {one.number: one for one in hands.board()}
    said = [f"{counted(len(shots), 'shot')} made, {counted(made.takes, 'new take')}."]
    for state in _TROUBLE:
        found = [number for number in shots if standings[number].state is state]
        if found:
            said.append(f"{listed(found)} {'is' if len(found) == 1 else 'are'} {state}: {standings[found[0]].reason}.")
    if made.film_seconds:
        said.append(f"The film now runs {lasting(made.film_seconds)}.")
    return Done(" ".join(said), about=tuple(shots), changed=tuple(shots))


def shooting_question(hands: Hands, args: SomeShots, already: int) -> str:
    """The question before a shoot that is more than a handful or a minute; `already` were shot unasked before it."""
    shots = to_shoot(hands, args.shots)
    if not shots:
        return ""
    pace = hands.pace()
    if pace and already + len(shots) <= FREE_SHOTS and pace.wait(already + len(shots)) <= FREE_SECONDS:
        return ""
    return f"Shoot {counted(len(shots), 'shot')} ({listed(shots, 4)})? {expected(hands, len(shots))}"


def cut(hands: Hands, _args: Nothing) -> Done:
    """Join the circle takes into the film. Raises BadProject when nothing is shot."""
    film = hands.cut()
    missing = f" Not in it, for want of a print: {listed(film.missing)}." if film.missing else ""
    return Done(f"The film is {film.file} in the project's folder, {lasting(film.seconds)}.{missing}")


def replan(hands: Hands, _args: Nothing) -> Done:
    """Plan the film afresh from its source. Raises BadSource, AgentMayRetry."""
    plan = hands.replan()
    shots = tuple(shot.number for _, shot in plan.manifest.shots())
    scenes = sum(not scene.omitted for scene in plan.manifest.scenes)
    what = f"{counted(scenes, 'scene')}, {counted(len(shots), 'shot')}, {lasting(plan.manifest.seconds)}"
    return Done(f"Plan {plan.revision} by {plan.brain}: {what}.", changed=shots)


def planning_question(hands: Hands, _args: Nothing) -> str:
    """The question before a plan is replaced; none where there is no plan yet."""
    try:
        plan = hands.plan()
    except BadProject:
        return ""
    return f"Replace plan {plan.revision}, with all that was edited, by a new one? (`undo` brings it back.)"
