"""The film graph and the shot graph as figures, with the node lit that a line of the timeline is in."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from rushes.film.graph_figure import Figure, Shape, figure
from rushes.film.trace_path import FILM
from rushes.tui.tracing.roll import Roll

if TYPE_CHECKING:
    from langchain_core.runnables.graph import Graph

BRANCHES = "shoot"
"""The film's node in which the shots' branches run."""

_LIT = "▶", "bold reverse"
_PASSED = "✓", "$success"
_AHEAD = "·", "$foreground 60%"
_ARCS = "$foreground 50%"


@dataclass(frozen=True, slots=True)
class Graphs:
    """Both graphs, as the state machine itself has them."""

    film: Shape = field(default_factory=Shape)
    shot: Shape = field(default_factory=Shape)


@dataclass(frozen=True, slots=True)
class Light:
    """Which node of a graph is lit, and which its branch had left by then."""

    lit: str = ""
    passed: frozenset[str] = frozenset()


def graphs() -> Graphs:
    """Ask the state machine. Loading it takes a second: not for the thread of the keys."""
    from rushes.graph import build_film, build_shot  # noqa: PLC0415 - loads when a trace is first looked at

    return Graphs(_shape(build_film().get_graph()), _shape(build_shot().get_graph()))


def _shape(graph: "Graph") -> Shape:
    """A graph without its two ends, which nothing is ever in."""
    nodes = tuple(node for node in graph.nodes if node not in {"__start__", "__end__"})
    return Shape(nodes, frozenset((edge.source, edge.target) for edge in graph.edges))


def lights(known: Graphs, roll: Roll, index: int) -> tuple[Light, Light]:
    """The film graph's light and the shot graph's, at a line. A shot's node lights the film's node for shots too."""
    line = roll.lines[index]
    in_branch = line.shot != FILM and line.node in known.shot.nodes
    passed = roll.passed(index)
    if roll.branched(index):
        passed |= {BRANCHES}
    film = Light(BRANCHES if in_branch else line.node, passed)
    if line.shot == FILM:
        return film, Light()
    return film, Light(line.node if in_branch else "", roll.passed(index, line.shot))


def drawn(laid: Figure, light: Light) -> Content:
    """A graph's line of nodes with its signs. Lit ones are marked by a sign and in reverse, so no colour is needed."""
    parts: list[tuple[str, str]] = []
    at = 0
    for node, place in laid.places.items():
        sign, style = _LIT if node == light.lit else _PASSED if node in light.passed else _AHEAD
        parts += [(laid.line[at : place.first - 1], _ARCS), (f"{sign}{node}", style)]
        at = place.last + 1
    return Content.assemble(*parts)


class GraphFigures(Static):
    """Both figures. A low room leaves out the film's edges that go back, a tall one has all."""

    DEFAULT_CSS = """
    GraphFigures { height: auto; min-height: 5; padding: 0 1; background: $surface; text-wrap: nowrap; }
    """

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.graphs = Graphs()
        self.lights = Light(), Light()
        self.tall = False

    def draw(self) -> None:
        """Paint them as they stand."""
        film, shot = figure(self.graphs.film), figure(self.graphs.shot)
        lines = [drawn(film, self.lights[0])]
        if self.tall:
            lines += [*_arcs(film), Content("")]
        lines += [drawn(shot, self.lights[1]), *_arcs(shot)]
        self.update(Content("\n").join(lines))


def _arcs(laid: Figure) -> list[Content]:
    return [Content.styled(arc, _ARCS) for arc in laid.arcs]
