"""The draft renderer's figures and props, drawn from the bible's looks and lit by the place's light."""

from rushes.tools.draft.figures.figure import draw_figure, figure_height, head_centre, head_height
from rushes.tools.draft.figures.props import draw_prop, prop_extent, prop_size

__all__ = ["draw_figure", "draw_prop", "figure_height", "head_centre", "head_height", "prop_extent", "prop_size"]
