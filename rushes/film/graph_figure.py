"""A graph as a figure in characters: its nodes in a line, and below it the edges that do not go to the next one.

     compose→ keyframe→ judge_keyframe→ motion→ judge_clip→ finish→ approve→ done
     ▲───────────────────────────────┴───────────────────┴────────────────┘
                                        ▲────────────────┘
                                     └───────────────────┴───────────────────▲

A line below belongs to the node that its head points at and comes from the ends of all the others it touches. It is
laid out from the graph itself, so a changed graph is another figure.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import zip_longest

_ARROW = "→"


@dataclass(frozen=True, slots=True)
class Shape:
    """A graph: its nodes in the order in which they were added, and its edges."""

    nodes: tuple[str, ...] = ()
    edges: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node stands: its first and last column. The column before the first is its sign's."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A graph laid out: the line of nodes, where each stands in it, and the lines of edges below."""

    line: str
    places: Mapping[str, Place]
    arcs: tuple[str, ...]


def figure(shape: Shape) -> Figure:
    """Lay a graph out."""
    line, places = "", dict[str, Place]()
    for node, after in zip_longest(shape.nodes, shape.nodes[1:]):
        places[node] = Place(len(line) + 1, len(line) + len(node))
        line += f" {node}{_ARROW if (node, after) in shape.edges else ' '}"
    return Figure(line.rstrip(), places, _arcs(shape, places))


def _arcs(shape: Shape, places: Mapping[str, Place]) -> tuple[str, ...]:
    """One line for each node that edges come back or jump ahead to; two share one where they don't meet."""
    lines: list[str] = []
    for target in shape.nodes:
        sources = [one for one in shape.nodes if (one, target) in shape.edges and not _next(shape, one, target)]
        if not sources:
            continue
        left, drawn = _arc(places[target], [places[source] for source in sources])
        for index, line in enumerate(lines):
            if not line[left : left + len(drawn)].strip():
                lines[index] = _over(line, left, drawn)
                break
        else:
            lines.append(_over("", left, drawn))
    return tuple(lines)


def _next(shape: Shape, source: str, target: str) -> bool:
    return shape.nodes.index(target) - shape.nodes.index(source) == 1


def _arc(target: Place, sources: Collection[Place]) -> tuple[int, str]:
    """From the sources' ends to the target's beginning: the first column, and what is drawn from there on."""
    ends = {place.last for place in sources}
    left, right = min(ends | {target.first}), max(ends | {target.first})
    drawn = ["─"] * (right - left + 1)
    for column in ends:
        drawn[column - left] = "└" if column == left else "┘" if column == right else "┴"
    drawn[target.first - left] = "▲"
    return left, "".join(drawn)


def _over(line: str, left: int, drawn: str) -> str:
    padded = line.ljust(left + len(drawn))
    return padded[:left] + drawn + padded[left + len(drawn) :]
