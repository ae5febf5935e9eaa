"""Which programs stay together: whether what a tool starts belongs to this process's group or goes off by itself."""

_together = False


def keep_together() -> None:
    """From now on, what tools start stays in this process's group, and so ends with it.

    For a process that leads a session of its own and is ended by its whole group: a lane's child.
    """
    global _together  # noqa: PLW0603 - it is the process's own nature, and never changes back
    _together = True


def on_its_own() -> bool:
    """Whether a program is to be started in a session of its own.

    Usually so: a terminal's Ctrl-C goes to every process of the group, and the step in hand is to be finished. Where
    `keep_together` was said, no terminal reaches the group. (That a process leads its session would not tell: a shell
    in a container does, and has its terminal.)
    """
    return not _together
