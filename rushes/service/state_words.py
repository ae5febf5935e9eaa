"""How a shot's state is said: one sign and a word or two, so that nothing is said by colour alone."""

from rushes.film.take import ShotState

STATE_WORDS = {
    ShotState.PLANNED: ("·", "planned"),
    ShotState.SHOT: ("○", "shot"),
    ShotState.FLAGGED: ("⚑", "flagged"),
    ShotState.WAITING: ("?", "waits"),
    ShotState.APPROVED: ("✓", "approved"),
    ShotState.REJECTED: ("✗", "sent back"),
    ShotState.STALE: ("~", "stale"),
    ShotState.FAILED: ("!", "failed"),
    ShotState.OMITTED: (" ", "omitted"),
}
"""Sign and word of each state."""
