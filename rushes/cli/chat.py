"""chat: the director, in the plain terminal."""

import json
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click

from rushes.agents.conversation.calls import Call, Done, Heard
from rushes.agents.conversation.plain_words import FAREWELLS, plain, yes_or_no
from rushes.agents.conversation.talk import Consent, Talker
from rushes.agents.conversation.wording import in_words
from rushes.agents.production import Event
from rushes.cli.options import json_option, project_option, say, tell
from rushes.cli.thinking import Thinks, thinking_options
from rushes.errors import ProjectBusy, RushesError
from rushes.gate import clean, one_line
from rushes.memory.folder import project_folder
from rushes.memory.project import settings_of
from rushes.service.brains import thinker_for
from rushes.service.chat import Conversation, Reply
from rushes.service.crew import Produce, production_of
from rushes.service.progress import sentence

_WAITS = 4
_FAILED = 3
_WIDTH = 110
_KNOWN = frozenset({"read", "planned", "resumed", "cut"})
"""Steps that are no news in a conversation about the film, or that the answer tells of."""


@click.command(
    epilog="""\b
Examples:
  rushes chat                                   a conversation; Ctrl-D ends it
  rushes chat "make 1-3 wider"                  one message
  rushes chat "shoot the rest" --yes            without the question before it
  printf 'scene 2 at night\\nshow 2-1\\n' | rushes chat
  printf 'drop 1-7\\nyes\\n' | rushes chat          the next line answers a question

Exit codes for one message: 0 done, 3 not understood or not possible, 4 it waits for your yes
(then: rushes chat yes)."""
)
@click.argument("message", required=False)
@project_option
@json_option
@thinking_options
@click.option("--yes", is_flag=True, help="Say yes to every question before something dear.")
def chat(message: str | None, project: Path | None, as_json: bool, thinks: Thinks, yes: bool) -> int:
    """Talk with the director about a film: ask, edit, approve, shoot. MESSAGE is one thing to say."""
    folder = project_folder(project)
    at_terminal = sys.stdin.isatty()
    conversing = message is None and at_terminal
    consent = Consent.GIVEN if yes else Consent.ASK
    voice = _Voice(quiet=as_json)
    with _director(folder, thinks) as (talker, produce):
        talk = Conversation(folder, talker=talker, consent=consent, hear=voice.hear, watch=voice.watch, produce=produce)
        voice.plain = not talk.talker.goes_on
        if not as_json:
            say(_who(talk, conversing=conversing))
        session = _Session(talk, voice, as_json=as_json, asking=at_terminal and not as_json)
        if message is not None:
            return session.answered(message)
        return session.many(session.typed() if conversing else _piped(), forgiving=conversing)


@contextmanager
def _director(folder: Path, thinks: Thinks) -> Generator[tuple[Talker | None, Produce]]:
    """The project's brain as director, and productions that think with it; None for the house rules."""
    profile = thinks.on(settings_of(folder).profile)
    thinker = thinker_for(profile, say)
    if thinker is None:
        yield None, production_of
        return
    from rushes.agents.conversation.model_director import ModelDirector  # noqa: PLC0415 - the house rules need none

    try:
        context = getattr(thinker.chat, "context", None) or profile.llm.context
        yield ModelDirector(thinker.chat, thinker.name, context), partial(production_of, brain=thinker.brain())
    finally:
        thinker.close()


def _who(talk: Conversation, *, conversing: bool) -> str:
    brain = f"{talk.talker.name} answers."
    if not talk.talker.goes_on:
        brain = "The house rules answer: plain commands, no language model."
    return f"{brain} `help` lists what can be said; `quit` ends." if conversing else brain


class _Session:
    """Messages one after another. `waiting` is the question that the next message may say yes or no to."""

    def __init__(self, talk: Conversation, voice: "_Voice", *, as_json: bool, asking: bool) -> None:
        self.talk = talk
        self.voice = voice
        self.as_json = as_json
        self.asking = asking
        self.waiting = ""

    def one(self, message: str) -> int:
        """Say it and answer for it: the exit code. Raises RushesError."""
        word = yes_or_no(message) if self.waiting else None
        self.waiting = ""
        reply = self._told(self.talk.say(message) if word is None else self.talk.decide(yes=word))
        self.waiting = reply.question
        if reply.question and not self.as_json and not self.asking:
            tell(f"{reply.question} It waits: `rushes chat yes` or `rushes chat no`.")
        return _WAITS if reply.question else _FAILED if reply.failed else 0

    def answered(self, message: str) -> int:
        """Say one message, and what is said to its questions at a terminal: the exit code. Raises RushesError."""
        code = self.one(message)
        while self.waiting and self.asking:
            code = self.one(_asked(self.waiting))
        return code

    def many(self, messages: Iterator[str], *, forgiving: bool) -> int:
        """Say one after another. At a terminal an error ends its message only. The last message's exit code."""
        code = 0
        for message in messages:
            if not message.strip():
                continue
            if plain(message) in FAREWELLS and not self.waiting:
                say("Goodbye; everything is kept.")
                break
            try:
                code = self.one(message)
            except KeyboardInterrupt:
                if not forgiving:
                    raise
                say("Stopped.")
            except RushesError as error:
                if not forgiving or isinstance(error, ProjectBusy):
                    raise
                say(str(error))
        return 0 if forgiving else code

    def typed(self) -> Iterator[str]:
        """What a person types, line by line. At a question an empty line, Ctrl-C and Ctrl-D are a no."""
        with _line_history():
            while True:
                asked = self.waiting if self.asking else ""
                try:
                    line = input(_prompt(asked) if asked else "> ")
                except EOFError:
                    click.echo()
                    if not asked:
                        return
                    line = ""
                except KeyboardInterrupt:
                    click.echo()
                    line = ""
                yield line if line.strip() or not asked else "no"

    def _told(self, reply: Reply) -> Reply:
        self.voice.end()
        if self.as_json:
            click.echo(json.dumps(_facts(self.talk, reply), ensure_ascii=True))
        return reply


def _prompt(question: str) -> str:
    return f"{clean(question)} [y/N]: "


def _asked(question: str) -> str:
    """What a person says to it; Ctrl-C and Ctrl-D are a no."""
    try:
        said = click.prompt(clean(question), default="no", show_default=False, prompt_suffix=" [y/N]: ", err=True)
    except click.Abort:
        say("")
        return "no"
    return str(said)


def _facts(talk: Conversation, reply: Reply) -> dict[str, object]:
    return {
        "brain": talk.talker.name,
        "answer": reply.answer,
        "calls": [_called(call, done) for call, done in reply.calls],
        "changed": list(reply.changed),
        "revision": reply.revision,
        "question": reply.question,
        "failed": reply.failed,
    }


def _called(call: Call, done: Done) -> dict[str, object]:
    return {
        "tool": call.tool,
        "arguments": dict(call.arguments),
        "result": done.text,
        "changed": list(done.changed),
        "failed": done.failed,
    }


class _Voice:
    """Says what is heard: answers as they come, calls on a dim line. `plain` when results are the answer."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet
        self.plain = True
        self.open = False

    def hear(self, heard: Heard) -> None:
        """Say a piece of a turn."""
        if self.quiet:
            return
        if heard.kind == "says" and heard.text:
            click.echo(clean(heard.text), nl=False)
            self.open = not heard.text.endswith("\n")
        elif heard.kind == "calls" and heard.call:
            self.end()
            click.secho(f"· {in_words(heard.call)}", dim=True)
        elif heard.kind == "does":
            text = clean(heard.text) if self.plain else one_line(heard.text, _WIDTH)
            click.secho(text if self.plain else f"  {text}", dim=not self.plain)

    def watch(self, event: Event) -> None:
        """Say a step of the crew while it shoots."""
        if not self.quiet and event.step not in _KNOWN:
            words = f"{event.shot}: {event.text}" if event.step == "done" else sentence(event)
            if words:
                say(one_line(words, _WIDTH))

    def end(self) -> None:
        """End a line that is open."""
        if self.open:
            click.echo()
        self.open = False


def _piped() -> Iterator[str]:
    yield from (line.rstrip("\n") for line in sys.stdin)


@contextmanager
def _line_history() -> Generator[None]:
    """Arrow keys bring earlier lines back, where the system has readline."""
    try:
        import readline  # noqa: PLC0415 - a pipe needs none, and not every system has it
    except ImportError:
        yield
        return
    readline.set_auto_history(True)
    yield
