"""Choosing what is told when the film is shorter than the story.

Neighbouring beats are joined into one moment, or the lighter of two is dropped, the cheapest
step first, until as many moments are left as the film has room for. A step never crosses a
scene's border, so a kept scene always keeps a moment.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

from rushes.agents.house.coverage.moments import LINE_LIMIT, Moment, moment_of, words_of
from rushes.film.breakdown import Beat, BeatKind, SceneBreakdown

WORDS_IN_A_SHOT = 45
"""The most words of the source that one shot may stand for."""

_MIXED_WORDS = 30
_SHOTS_IF_ALL_STAY, _SHOTS_IN_A_SCENE = 1.5, 2.5
_JOIN_SHARE = 0.3
_JOIN_UNLIKE_SHARE = 0.75
_DROP_SHARE, _DROP_SPEECH_SHARE = 1.0, 1.6
_GAP_PRICE = 0.003
_LAST_PAIR = 0.3
"""A scene of one shot is no scene: joining its last two moments costs more."""


def kept_scenes(scenes: Sequence[SceneBreakdown], shots: int) -> list[int]:
    """Which scenes a film of `shots` shots has room for, as indices in order.

    All of them if each can have a shot and a half. Else as many as can have two and a half: the
    weightiest of each stretch of the story, the first and the last always.
    """
    if len(scenes) * _SHOTS_IF_ALL_STAY <= shots:
        return list(range(len(scenes)))
    room = max(1, min(len(scenes), int(shots / _SHOTS_IN_A_SCENE)))
    if room < 2:
        return [0]
    inner = room - 2
    chosen = [0]
    span = len(scenes) - 2
    for stretch in range(inner):
        low, high = 1 + stretch * span // inner, 1 + (stretch + 1) * span // inner
        chosen.append(max(range(low, high), key=lambda index: (scene_weight(scenes[index]), -index)))
    return [*chosen, len(scenes) - 1]


def scene_weight(scene: SceneBreakdown) -> float:
    """How much the story would miss a scene: its beats' weights, the heavier counting more."""
    return sum(beat.weight**2 for beat in scene.beats)


@dataclass(slots=True)
class _Node:
    """A stretch of one scene and the beats of it that stay."""

    scene: int
    first: int
    last: int
    beats: tuple[Beat, ...]
    words: int
    alive: bool = True
    left: int = -1
    right: int = -1

    @property
    def weight(self) -> float:
        return max(beat.weight for beat in self.beats)


def selected(scenes: Sequence[Sequence[Beat]], count: int) -> list[list[Moment]]:
    """At most `count` moments (never fewer than one a scene that has beats), by scene.

    `scenes` are the beats of each kept scene, in order.
    """
    nodes = _chained(scenes)
    steps = [(_price(nodes[n.left], n), n.left, i, n.words) for i, n in enumerate(nodes) if n.left >= 0]
    heapq.heapify(steps)
    alive = len(nodes)
    while alive > count and steps:
        price, a, b, _ = heapq.heappop(steps)
        if not (nodes[a].alive and nodes[b].alive and nodes[a].right == b):
            continue
        if (dearer := _price(nodes[a], nodes[b])) > price:
            heapq.heappush(steps, (dearer, a, b, 0))
            continue
        nodes.append(_joined(nodes[a], nodes[b]))
        new = len(nodes) - 1
        alive -= 1
        _relink(nodes, a, b, new)
        if nodes[new].left >= 0:
            left = nodes[new].left
            heapq.heappush(steps, (_price(nodes[left], nodes[new]), left, new, 0))
        if nodes[new].right >= 0:
            right = nodes[new].right
            heapq.heappush(steps, (_price(nodes[new], nodes[right]), new, right, 0))
    return _by_scene(nodes, len(scenes))


def _chained(scenes: Sequence[Sequence[Beat]]) -> list[_Node]:
    nodes: list[_Node] = []
    for scene, beats in enumerate(scenes):
        for index, beat in enumerate(beats):
            node = _Node(scene, index, index, (beat,), words_of(beat))
            if index:
                node.left = len(nodes) - 1
                nodes[-1].right = len(nodes)
            nodes.append(node)
    return nodes


def _relink(nodes: list[_Node], a: int, b: int, new: int) -> None:
    nodes[a].alive = nodes[b].alive = False
    nodes[new].left, nodes[new].right = nodes[a].left, nodes[b].right
    if nodes[new].left >= 0:
        nodes[nodes[new].left].right = new
    if nodes[new].right >= 0:
        nodes[nodes[new].right].left = new


def _by_scene(nodes: list[_Node], scenes: int) -> list[list[Moment]]:
    told: list[list[Moment]] = [[] for _ in range(scenes)]
    for node in sorted((node for node in nodes if node.alive), key=lambda node: (node.scene, node.first)):
        told[node.scene].append(moment_of(*node.beats))
    return told


def _price(a: _Node, b: _Node) -> float:
    """What the story loses when two neighbours become one moment."""
    lighter = min(a.weight, b.weight)
    share = _join_share(a.beats[-1], b.beats[0]) if _fits_one_shot(a, b) else _drop_share(a, b)
    last = _LAST_PAIR if a.left < 0 and b.right < 0 else 0.0
    return share * lighter**2 + _GAP_PRICE * (a.words + b.words) + last


def _drop_share(a: _Node, b: _Node) -> float:
    """What is said is missed more than what is told: an answer without its question says nothing."""
    lighter = a if a.weight < b.weight else b
    return _DROP_SPEECH_SHARE if any(beat.kind is BeatKind.SPEECH for beat in lighter.beats) else _DROP_SHARE


def _join_share(a: Beat, b: Beat) -> float:
    """How much of the lighter beat is lost in one shot with the other: more when they show different things."""
    if a.kind is BeatKind.SPEECH or b.kind is BeatKind.SPEECH:
        return _JOIN_SHARE if a.kind is b.kind else _JOIN_UNLIKE_SHARE
    if BeatKind.THOUGHT in {a.kind, b.kind} or a.present[:1] == b.present[:1]:
        return _JOIN_SHARE
    return _JOIN_UNLIKE_SHARE


def _joined(a: _Node, b: _Node) -> _Node:
    heavier = a if a.weight >= b.weight else b
    beats = a.beats + b.beats if _fits_one_shot(a, b) else heavier.beats
    return _Node(a.scene, a.first, b.last, beats, a.words + b.words)


def _fits_one_shot(a: _Node, b: _Node) -> bool:
    """Whether one shot can tell both without leaving anything between them out."""
    beats = a.beats + b.beats
    if len(beats) != b.last - a.first + 1 or sum(map(words_of, beats)) > WORDS_IN_A_SHOT:
        return False
    spoken = [beat for beat in beats if beat.kind is BeatKind.SPEECH]
    if not spoken:
        return True
    if sum(len(beat.text) for beat in spoken) > LINE_LIMIT or len(spoken) > 2:
        return False
    return len(spoken) == len(beats) or sum(map(words_of, beats)) <= _MIXED_WORDS
