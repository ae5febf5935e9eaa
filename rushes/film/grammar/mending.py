"""Mending: small changes to shots until the referee has less to object to.

A hill climb without chance: each objection's shot is tried with a few alternatives, the mildest
first, and the first that lowers the number of objections stays. The mean length of a film is its
running time, so that one is left as it is.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from rushes.film.grammar import RULES, cutting, pace, violations
from rushes.film.manifest import Figure, Note, Scene, SceneManifest, Shot
from rushes.film.vocabulary import Angle, Facing, Move, ShotSize, TransitionIn

Way = Callable[[Shot], Iterator[Shot]]
"""The alternatives to a shot in one respect, the mildest first."""

_LOCAL = tuple(rule for rule in RULES if rule not in {cutting.push_budget, pace.mean_length})
"""The rules that look no further than from one scene to the next."""

_PASSES = 3
_EIGHTHS = 8
_WORDS = 900
_TOWARDS = frozenset({Move.PUSH_IN, Move.ZOOM_IN})
_MIRRORED = {Facing.LEFT: Facing.RIGHT, Facing.RIGHT: Facing.LEFT}


def mended(manifest: SceneManifest) -> tuple[SceneManifest, tuple[Note, ...]]:
    """The plan with as few objections as small changes can leave, and a note for every shot that was changed.

    Never more objections than before; a clean plan comes back as it is.
    """
    if not violations(manifest):
        return manifest, ()
    scenes = _with_rarer_pushes(manifest.scenes)
    for _ in range(_PASSES):
        climbed = _climbed(manifest, scenes)
        if climbed == scenes:
            break
        scenes = climbed
    better = manifest.model_copy(update={"scenes": scenes})
    if len(violations(better)) > len(violations(manifest)):
        return manifest, ()
    return better, tuple(_notes(manifest, better))


def _with_rarer_pushes(scenes: tuple[Scene, ...]) -> tuple[Scene, ...]:
    """No two pushes running and no more than the film's allowance: the later ones stand still."""
    shots = [shot for scene in scenes if not scene.omitted for shot in scene.shots]
    allowance = cutting.push_allowance(len(shots))
    stilled: set[str] = set()
    kept, just_pushed = 0, False
    for shot in shots:
        pushes = shot.move in _TOWARDS
        if pushes and (just_pushed or kept == allowance):
            stilled.add(shot.number)
            pushes = False
        kept, just_pushed = kept + pushes, pushes
    return tuple(_changed(scene, stilled) if not scene.omitted else scene for scene in scenes)


def _changed(scene: Scene, stilled: set[str]) -> Scene:
    if not any(shot.number in stilled for shot in scene.shots):
        return scene
    still = {"move": Move.STATIC}
    shots = (shot.model_copy(update=still) if shot.number in stilled else shot for shot in scene.shots)
    return scene.model_copy(update={"shots": tuple(shots)})


def _climbed(manifest: SceneManifest, scenes: tuple[Scene, ...]) -> tuple[Scene, ...]:
    """One pass over the film, scene by scene."""
    row = list(scenes)
    played = [index for index, scene in enumerate(row) if not scene.omitted and scene.shots]
    for at, index in enumerate(played):
        before = [row[played[at - 1]]] if at else []
        after = [row[played[at + 1]]] if at + 1 < len(played) else []
        row[index] = _climbed_scene(row[index], partial(_objections, manifest, before, after))
    return tuple(row)


def _objections(manifest: SceneManifest, before: list[Scene], after: list[Scene], scene: Scene) -> list[Note]:
    """What the referee has against a scene between its neighbours, film-wide rules aside."""
    window = manifest.model_copy(update={"scenes": (*before, scene, *after)})
    return [note for rule in _LOCAL for note in rule(window)]


def _climbed_scene(scene: Scene, objections: Callable[[Scene], list[Note]]) -> Scene:
    standing = objections(scene)
    own = {shot.number for shot in scene.shots}
    for note in standing:
        if note.where in own:
            scene, standing = _tried(scene, note, standing, objections)
    return scene


def _tried(
    scene: Scene, note: Note, standing: list[Note], objections: Callable[[Scene], list[Note]]
) -> tuple[Scene, list[Note]]:
    """The scene with one objection fewer, if a small change to the shot brings that; else as it was."""
    if note not in standing:  # an earlier change has answered it
        return scene, standing
    index = next(index for index, shot in enumerate(scene.shots) if shot.number == note.where)
    for way in _WAYS.get(note.rule, ()):
        for other in way(scene.shots[index]):
            shots = (*scene.shots[:index], other, *scene.shots[index + 1 :])
            tried = scene.model_copy(update={"shots": shots})
            left = objections(tried)
            if len(left) < len(standing):
                return tried, left
    return scene, standing


def _sizes(shot: Shot) -> Iterator[Shot]:
    """Two steps of size away and more, then one; an insert only of a thing."""
    order = [size for size in ShotSize if size is not ShotSize.INSERT]
    rank = shot.size.width_rank
    far = sorted(order, key=lambda size: (abs(abs(size.width_rank - rank) - 2), size.width_rank))
    return (shot.model_copy(update={"size": size}) for size in far if size is not shot.size)


def _wider(shot: Shot) -> Iterator[Shot]:
    """A full shot, and wider."""
    return (shot.model_copy(update={"size": size}) for size in (ShotSize.FULL, ShotSize.LONG, ShotSize.EXTREME_LONG))


def _angles(shot: Shot) -> Iterator[Shot]:
    """The plain angles."""
    plain = (Angle.EYE, Angle.LOW, Angle.HIGH)
    return (shot.model_copy(update={"angle": angle}) for angle in plain if angle is not shot.angle)


def _still(shot: Shot) -> Iterator[Shot]:
    """A camera that rests."""
    yield shot.model_copy(update={"move": Move.STATIC})


def _turned(shot: Shot) -> Iterator[Shot]:
    """One figure looking the other way, all of them, or to the camera."""
    for index, figure in enumerate(shot.figures):
        if figure.facing in _MIRRORED:
            yield _with_figures(shot, shot.figures[:index], _facing(figure, _MIRRORED[figure.facing]), index)
    mirrored = tuple(_facing(figure, _MIRRORED.get(figure.facing, figure.facing)) for figure in shot.figures)
    yield shot.model_copy(update={"figures": mirrored})
    for index, figure in enumerate(shot.figures):
        yield _with_figures(shot, shot.figures[:index], _facing(figure, Facing.CAMERA), index)
    yield shot.model_copy(update={"figures": tuple(_facing(figure, Facing.CAMERA) for figure in shot.figures)})


def _with_figures(shot: Shot, head: tuple[Figure, ...], figure: Figure, index: int) -> Shot:
    return shot.model_copy(update={"figures": (*head, figure, *shot.figures[index + 1 :])})


def _facing(figure: Figure, facing: Facing) -> Figure:
    return figure.model_copy(update={"facing": facing})


def _fewer(shot: Shot) -> Iterator[Shot]:
    """As many people as can be told apart."""
    yield shot.model_copy(update={"figures": shot.figures[: cutting.MOST_FIGURES]})


def _cut(shot: Shot) -> Iterator[Shot]:
    """Entered by a cut, not left in black; from black."""
    yield shot.model_copy(update={"transition_in": TransitionIn.CUT})
    yield shot.model_copy(update={"fade_out": False})
    yield shot.model_copy(update={"transition_in": TransitionIn.CUT, "fade_out": False})


def _recut(shot: Shot) -> Iterator[Shot]:
    """Entered by a cut in another size, where the same size would jump."""
    for size in _sizes(shot):
        yield from _cut(size)


def _timed(shot: Shot) -> Iterator[Shot]:
    """As long as its words need, within a shot's limits."""
    needed = -(-pace.letters_of(shot) * _EIGHTHS // pace.LETTERS_A_SECOND) / _EIGHTHS
    seconds = min(pace.LONGEST, max(pace.SHORTEST, shot.seconds, needed))
    yield shot.model_copy(update={"seconds": seconds})


def _briefer(shot: Shot) -> Iterator[Shot]:
    """As long as a shot may be, with only the words that can be read in it, cut at a word's border."""
    room = int(pace.LONGEST * pace.LETTERS_A_SECOND) - sum(len(line.text) for line in shot.dialogue)
    if room > 1:
        words = shot.narration[: room - 1]
        words = words[: words.rfind(" ")] if " " in words else words
        yield shot.model_copy(update={"seconds": pace.LONGEST, "narration": f"{words}…"})
    yield shot.model_copy(update={"seconds": pace.LONGEST, "narration": ""})


_WAYS: Mapping[str, tuple[Way, ...]] = {
    "establish": (_wider, _sizes),
    "jump-cut": (_sizes, _angles),
    "monotony": (_sizes,),
    "closing-in": (_still,),
    "transition": (_cut, _recut),
    "framing": (_fewer, _angles, _sizes),
    "line": (_turned, _angles, _wider),
    "facing": (_turned,),
    "screen-direction": (_turned, _still),
    "duration": (_timed,),
    "reading-speed": (_timed, _briefer),
}


def _notes(before: SceneManifest, after: SceneManifest) -> Iterator[Note]:
    """What was changed, shot by shot."""
    for (_, old), (_, new) in zip(before.shots(), after.shots(), strict=True):
        was, now = _told(old), _told(new)
        changes = [f"{name} {was[name]} became {now[name]}" for name in was if was[name] != now[name]]
        if changes:
            text = f"The house rules mended it: {'; '.join(changes)}."
            yield Note(rule="mended", where=new.number, text=text[:_WORDS])


def _told(shot: Shot) -> dict[str, str]:
    """What mending may change, in words."""
    return {
        "size": shot.size,
        "angle": shot.angle,
        "move": shot.move,
        "seconds": f"{shot.seconds:g}",
        "entrance": shot.transition_in,
        "end": "a fade" if shot.fade_out else "a cut",
        "people": ", ".join(f"{figure.character} looking {figure.facing}" for figure in shot.figures),
        "narration": f"of {len(shot.narration)} characters",
    }
