"""Tools that only read: lists, one shot, one scene, the plan, how long something will take."""

from collections import Counter
from collections.abc import Mapping, Sequence

from rushes.agents.conversation.arguments import ListShots, Nothing, ShowCharacter, ShowScene, ShowShot, SomeShots
from rushes.agents.conversation.blocking_words import standing as blocked
from rushes.agents.conversation.calls import Done
from rushes.agents.conversation.hands import Hands
from rushes.agents.conversation.wording import ANGLES, MOVES, SIZES, brief, counted, framed, lasting, listed, objection
from rushes.film.edits.parts import scene_at, shot_at
from rushes.film.edits.world import character_at
from rushes.film.grammar import violations
from rushes.film.manifest import Scene, SceneManifest, Shot
from rushes.film.numbers import scene_of, select
from rushes.film.take import TO_SHOOT, ShotState
from rushes.memory.shots import ShotStanding

_MOST_LINES = 60

_FOR_A_PERSON = {ShotState.WAITING, ShotState.FLAGGED, ShotState.FAILED}
"""What is listed as waiting: a person's word is wanted, whether or not the crew stands still for it."""


def list_shots(hands: Hands, args: ListShots) -> Done:
    """The shots, one a line, with where each stands."""
    shots = {shot.number: shot for _, shot in hands.plan().manifest.shots()}
    wanted = [one for one in hands.board() if one.number in shots and _fits(one, args)]
    if not wanted:
        return Done("No shot waits for you." if args.state is ShotState.WAITING else "No shot is like that.")
    lines = [f"{framed(shots[one.number])}  [{one.state}]" for one in wanted[:_MOST_LINES]]
    if len(wanted) > _MOST_LINES:
        lines.append(f"… and {counted(len(wanted) - _MOST_LINES, 'shot')} more; ask for one scene.")
    about = tuple(one.number for one in wanted[:_MOST_LINES]) if args.scene else ()
    return Done("\n".join(lines), about=about)


def _fits(one: ShotStanding, args: ListShots) -> bool:
    in_scene = args.scene is None or scene_of(one.number) == args.scene
    states = _FOR_A_PERSON if args.state is ShotState.WAITING else {args.state}
    return in_scene and (args.state is None or one.state in states)


def show_shot(hands: Hands, args: ShowShot) -> Done:
    """One shot: its framing, its words, where it stands, its takes, and what speaks against it."""
    manifest = hands.plan().manifest
    scene, index = shot_at(manifest, args.shot)
    shot, standing = scene.shots[index], next(one for one in hands.board() if one.number == args.shot)
    framing = f"{SIZES[shot.size]} {ANGLES[shot.angle]}, {MOVES[shot.move]}, {brief(shot.seconds)}, of {shot.subject}"
    names = {one.id: one.name for one in manifest.characters}
    lines = [
        f"{shot.number}, {scene.heading}: {framing}.",
        *(f"In the frame: {blocked(figure, names)}." for figure in shot.figures),
        f"Objects: {listed(shot.props)}." if shot.props else "",
        f"What happens: {shot.action}" if shot.action else "",
        *(f"{names.get(line.speaker or '', 'A voice')}: {line.text}" for line in shot.dialogue),
        f"Narration: {shot.narration}" if shot.narration else "",
        f"From the story: {excerpt}" if (excerpt := _excerpt(hands.source(), shot)) else "",
        _stands(hands, standing),
        *(f"Grammar: {objection(note, manifest)}." for note in violations(manifest) if note.where == shot.number),
        *(f"Failed: {failure}" for failure in hands.failures(args.shot)[-2:]),
    ]
    return Done("\n".join(filter(None, lines)), about=(args.shot,))


def show_scene(hands: Hands, args: ShowScene) -> Done:
    """One scene, and what is wrong with it: the grammar's objections, the critic's complaints, what people said."""
    manifest = hands.plan().manifest
    scene = scene_at(manifest, args.scene)
    standings = {one.number: one for one in hands.board()}
    state = f"{scene.heading}: {counted(len(scene.shots), 'shot')}, {sum(s.seconds for s in scene.shots):.0f} s,"
    lines = [f"Scene {scene.number}, {state} {scene.time_of_day}, {scene.weather}, {scene.mood}."]
    people = {figure.character for shot in scene.shots for figure in shot.figures}
    cast = [one.name for one in manifest.characters if one.id in people]
    lines += [f"In it: {listed(cast)}."] if cast else []
    lines += [f"  {framed(shot)}  [{standings[shot.number].state}]" for shot in scene.shots[:_MOST_LINES]]
    faults = _faults(hands, manifest, scene, standings)
    lines += faults or ["Nothing is wrong with it: the grammar has no objection and no take failed a gate."]
    return Done("\n".join(lines), about=tuple(shot.number for shot in scene.shots))


def show_faults(hands: Hands, _args: Nothing) -> Done:
    """All that speaks against the film: the grammar's objections, failed gates, what people said."""
    manifest = hands.plan().manifest
    standings = {one.number: one for one in hands.board()}
    said = [f"The film: {objection(note, manifest)}." for note in violations(manifest) if not note.where]
    for scene in manifest.scenes:
        said += _faults(hands, manifest, scene, standings)
    if not said:
        return Done("Nothing is wrong: the grammar has no objection and no take failed a gate.")
    more = [f"… and {len(said) - _MOST_LINES} more; ask for one scene."] if len(said) > _MOST_LINES else []
    return Done("\n".join([*said[:_MOST_LINES], *more]))


def _faults(hands: Hands, manifest: SceneManifest, scene: Scene, standings: Mapping[str, ShotStanding]) -> list[str]:
    numbers = {scene.number, *(shot.number for shot in scene.shots)}
    said = [f"{note.where}: {objection(note, manifest)}." for note in violations(manifest) if note.where in numbers]
    for shot in scene.shots:
        standing = standings[shot.number]
        if standing.state in {ShotState.FLAGGED, ShotState.FAILED, ShotState.REJECTED}:
            said.append(f"{shot.number} is {standing.state}: {standing.reason or 'no reason was given'}.")
        used = {standing.keyframe, standing.clip, standing.print}
        said += [
            f"{take.id}: {take.complaint}."
            for take in hands.takes(shot.number)
            if take.weak and take.id in used and take.complaint not in standing.reason
        ]
    return said


def show_plan(hands: Hands, _args: Nothing) -> Done:
    """The film at a glance: scenes, cast, places, style, and how far it is."""
    plan = hands.plan()
    manifest, standings = plan.manifest, hands.board()
    length = f"{counted(len(standings), 'shot')}, {lasting(manifest.seconds)}"
    lines = [
        f"{manifest.title}: {length}, plan {plan.revision} by {plan.brain}. {_progress(standings)}",
        *(f"Scene {one.number}: {_scene_line(one)}" for one in manifest.scenes[:_MOST_LINES]),
        "Cast: " + "; ".join(f"{one.name} ({one.id})" for one in manifest.characters[:30]),
        "Places: " + "; ".join(f"{one.name} ({one.id})" for one in manifest.locations[:30]),
        f"Style: {manifest.style.look}",
        *(f"Note on {note.where or 'the film'}: {objection(note, manifest)}" for note in manifest.notes[:12]),
    ]
    return Done("\n".join(lines))


def show_character(hands: Hands, args: ShowCharacter) -> Done:
    """Somebody of the cast, and the shots that show them. Raises NoSuchShot."""
    manifest = hands.plan().manifest
    person = character_at(manifest, args.character)
    shots = [shot.number for _, shot in manifest.shots() if person.id in {one.character for one in shot.figures}]
    also = f" Also called {listed(person.aliases)}." if person.aliases else ""
    where = f"Seen in {counted(len(shots), 'shot')}: {listed(shots)}." if shots else "No shot shows them."
    return Done(f"{person.description or person.name}{also}\n{where}", about=tuple(shots))


def _progress(standings: Sequence[ShotStanding]) -> str:
    """How many shots stand where, and what is left to do."""
    states = Counter(one.state.value for one in standings)
    left = sum(one.state in TO_SHOOT for one in standings)
    what = f"{counted(left, 'shot')} to shoot" if left else "nothing left to shoot"
    return f"{', '.join(f'{number} {state}' for state, number in states.items())}: {what}."


def _scene_line(scene: Scene) -> str:
    return "OMITTED" if scene.omitted else f"{scene.heading}, {counted(len(scene.shots), 'shot')}, {scene.mood}"


def estimate(hands: Hands, args: SomeShots) -> Done:
    """How long shooting would take, from what was measured here."""
    shots = to_shoot(hands, args.shots)
    return Done(f"{counted(len(shots), 'shot')} to shoot. {expected(hands, len(shots))}", about=tuple(shots))


def to_shoot(hands: Hands, words: tuple[str, ...]) -> list[str]:
    """The named shots that have work. Raises NoSuchShot, BadProject when there is no plan."""
    hands.plan()
    standings = {one.number: one for one in hands.board()}
    return [number for number in select(words, list(standings)) if standings[number].state in TO_SHOOT]


def expected(hands: Hands, shots: int) -> str:
    """How long that many shots take, in words, with where the number comes from."""
    pace = hands.pace()
    if pace is None:
        return "Nothing is measured yet in this project, so nobody can say how long it takes."
    measured = f"measured on {counted(pace.takes, 'take')} by {pace.backend}"
    return f"About {lasting(pace.wait(shots))} ({measured}: {pace.seconds:.1f} s a shot, {pace.at_once} at once)."


def _stands(hands: Hands, standing: ShotStanding) -> str:
    """`It is rejected: too dark. Takes: …`; a note is said once."""
    reason = f": {standing.reason.rstrip('.')}" if standing.reason else ""
    note = f" The note on it: {standing.note}" if standing.note not in {"", standing.reason} else ""
    return f"It is {standing.state}{reason}. {_takes(hands, standing)}{note}"


def _takes(hands: Hands, standing: ShotStanding) -> str:
    takes = hands.takes(standing.number)
    if not takes:
        return "There are no takes of it yet."
    circled = [take for take in (standing.keyframe, standing.clip, standing.print) if take]
    weak = "; ".join(take.complaint for take in takes if take.weak and take.id in circled)
    return f"Takes: {listed([take.id for take in takes])}; in use: {listed(circled) or 'none'}. {weak}".rstrip()


def _excerpt(text: str, shot: Shot) -> str:
    words = " ".join(text[shot.span.start : shot.span.end][:600].split())
    return words if len(words) <= 300 else f"{words[:299]}…"
