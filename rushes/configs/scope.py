"""What a run is about, and what it may spend on it: a run that broke off is gone on with in the same scope only."""

from rushes.configs.profile import Budget
from rushes.film.manifest import Noun


class Scope(Noun):
    """`only` these shots (all that have work when empty); `again` are shots that are shot although they were done.

    `reviews` is how often scenes are looked at, as `Critic.reviews`.
    """

    only: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    budget: Budget = Budget()
    reviews: int = 0
