"""Who thinks: the options of the commands that plan, shoot and talk."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from rushes.agents.brain import Brain, HouseRules
from rushes.cli.options import say
from rushes.configs.profile import Profile, thinking
from rushes.memory.project import Project
from rushes.service.brains import Thinker, agree_to, thinker_for

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Thinks:
    """The brain asked for on the command line; None leaves what the project says."""

    brain: str | None = None
    model: str | None = None
    server: str | None = None

    def on(self, profile: Profile) -> Profile:
        """The profile with it. A server named here is agreed to. Raises UserMustFix."""
        model = self.model
        if model and model.lower().endswith(".gguf"):
            model = str(Path(model).expanduser().absolute())
        changed = thinking(profile, self.brain, model, self.server)
        if self.server:
            agree_to(self.server)
        return changed


def thinking_options(command: Command) -> Command:
    """`--brain`, `--model` and `--server`, handed over as one `thinks`."""

    @wraps(command)
    def with_thinks(*args: Any, brain: str | None, model: str | None, server: str | None, **given: Any) -> Any:
        return command(*args, thinks=Thinks(brain, model, server), **given)

    command_with: Any = with_thinks
    for option in (
        click.option("--server", metavar="URL", help="Think on an OpenAI-compatible server, e.g. Ollama's."),
        click.option("--model", metavar="NAME", help="The language model: a known name, or a .gguf file of your own."),
        click.option(
            "--brain",
            type=click.Choice(["house-rules", "llama", "server"]),
            help="Who directs: film grammar in code, a local Llama, or a model server.",
        ),
    ):
        command_with = option(command_with)
    return command_with


@contextmanager
def thinker_of(project: Project, thinks: Thinks) -> Generator[Thinker | None]:
    """The model that a project's crew thinks with, for one command; None for the house rules. Raises UserMustFix."""
    thinker = thinker_for(thinks.on(project.settings.profile), say)
    try:
        yield thinker
    finally:
        if thinker:
            thinker.close()


@contextmanager
def brain_of(project: Project, thinks: Thinks) -> Generator[Brain]:
    """The crew's brain for one command. Raises UserMustFix."""
    with thinker_of(project, thinks) as thinker:
        yield thinker.brain() if thinker else HouseRules()
