"""The door: finds the command, runs it, and turns errors into one sentence and an exit code."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click

from rushes import __version__
from rushes.errors import RushesError, UserMustFix
from rushes.gate import clean

_COMMANDS = {
    "make": ("film", "A story in, a film out: the whole job without questions."),
    "new": ("film", "Read a story and start a project."),
    "plan": ("film", "Plan the film, print the plan, or take an edited one."),
    "open": ("open", "The studio floor: talk, board, review, night and trace in the terminal."),
    "estimate": ("estimate", "What shooting will take: time, disk, memory, money."),
    "shoot": ("film", "Shoot what has to be shot."),
    "cut": ("film", "Join the chosen takes into the film."),
    "overnight": ("overnight", "The crew alone until the morning: film, better takes, report."),
    "status": ("board", "The project at a glance."),
    "show": ("board", "One shot: its intent, its words, its takes."),
    "why": ("board", "Where a take comes from."),
    "report": ("report", "What was spent, what paid, what your words taught the critic."),
    "still": ("still", "Show models what a character or a place looks like."),
    "chat": ("chat", "Talk with the director: look, edit, decide, shoot."),
    "approve": ("decide", "Approve shots, or the plan."),
    "reject": ("decide", "Send shots back with a note."),
    "reroll": ("decide", "Ask for another take."),
    "flag": ("decide", "Mark shots as worth another look."),
    "circle": ("decide", "Choose a take for the film."),
    "undo": ("decide", "Take back the last change, or an undo."),
    "trace": ("trace", "What happened in a run, as a timeline."),
    "replay": ("trace", "Run the film graph again from a trace and compare."),
    "reproduce": ("health", "Make a take again from its slate and compare."),
    "verify": ("health", "Read everything again and say what is whole."),
    "repair": ("health", "Mend what can be mended."),
    "models": ("models", "The weights: which are known, which are here; pull one."),
    "doctor": ("health", "What this machine has, and what rushes can do on it."),
}


class Commands(click.Group):
    """Commands by name; a command's module is imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """In the order of a film's making."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return it."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"rushes.cli.{_COMMANDS[cmd_name][0]}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """From the table above, so that help imports nothing."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in _COMMANDS.items()])


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  rushes make story.txt                 a film of the story, as drafts
  rushes make story.txt --minutes 2     two minutes of it
  rushes new story.txt my-film          step by step: then plan, shoot, cut
  rushes status -p my-film              where every shot stands
  rushes chat "make 3-2 closer"         then: rushes shoot
  rushes chat                           talk with the director

\b
Exit codes: 0 done, 2 wrong usage, 3 something for you to fix, 4 shots wait for you,
5 a budget is spent, 130 interrupted. 1 is a bug.""",
)
@click.version_option(__version__, prog_name="rushes")
def rushes() -> None:
    """A local film crew: give it a novel, a screenplay or a story, and it makes a film of it."""


def run(words: Sequence[str]) -> int:
    """Run a command line and return its exit code. No error of ours shows a traceback."""
    try:
        code = _called(words)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "", err=True)
        return 2
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted. What was finished is kept; give the same command again to go on.", err=True)
        return 130
    except RushesError as error:
        click.echo(clean(str(error)), err=True)
        return error.exit_code
    except (BrokenPipeError, SystemExit):  # the latter is click's: whoever read the output had enough of it
        return 0
    return code if isinstance(code, int) else 0


def _called(words: Sequence[str]) -> object:
    try:
        return rushes.main(args=list(words), prog_name="rushes", standalone_mode=False)
    except FileNotFoundError as error:
        if _stands_somewhere():
            raise
        raise UserMustFix("The current folder no longer exists.", "Go into one that does.") from error


def _stands_somewhere() -> bool:
    try:
        Path.cwd()
    except FileNotFoundError:
        return False
    return True
