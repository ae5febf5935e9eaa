"""The production office: one project in one process, for all who work on it at once.

The crew's run, the conversation and a person's decisions share the project's one writing hand. A word that
is said here reaches a run that waits for it at once.
"""

import threading
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from rushes.agents.brain import HouseRules
from rushes.agents.conversation.calls import Heard
from rushes.agents.conversation.deciding import carried
from rushes.agents.conversation.hands import Back, Film, WentBack
from rushes.agents.production import Event, Production
from rushes.memory.project import Project, open_for_writing, settings_of, store_trouble
from rushes.service import decisions
from rushes.service.attending import Attending
from rushes.service.brains import Thinker, thinker_for
from rushes.service.chat import Conversation
from rushes.service.crew import production_of
from rushes.service.filming import Ended, film
from rushes.service.hands import ProjectHands
from rushes.service.orders import Orders
from rushes.studio.floor import FloorView

Said = TypeVar("Said")


class Office:
    """One project. `tell` hears the crew's events, `watch` sees the studio's floor, `say` is told of the brain.

    All three are called from the threads that do the work. Every method may be called from any thread and blocks
    until it is done.
    """

    def __init__(
        self,
        folder: Path,
        *,
        tell: Callable[[Event], None] = lambda _event: None,
        watch: Callable[[FloorView], None] | None = None,
        say: Callable[[str], None] = lambda _line: None,
    ) -> None:
        self.folder = folder
        self.tell = tell
        self.watch = watch
        self.say = say
        self._door = threading.RLock()
        self._inside = 0
        self._opened = ExitStack()
        self._project: Project | None = None
        self._thinker: Thinker | None = None
        self._thinking = threading.Lock()
        self._spoken = threading.Event()
        self.only: tuple[str, ...] = ()
        """The shots that the newest production is about; all when empty."""
        self._leaving = False
        self._called_off = False

    @contextmanager
    def writing(self, _folder: Path | None = None) -> Generator[Project]:
        """The project, open for writing as long as anybody here needs it. Raises as `open_for_writing` does."""
        project = self._enter()
        try:
            with store_trouble(self.folder):
                yield project
        finally:
            self._leave()

    def _enter(self) -> Project:
        with self._door:
            if self._project is None:
                self._project = self._opened.enter_context(open_for_writing(self.folder))
            self._inside += 1
            return self._project

    def _leave(self) -> None:
        with self._door:
            self._inside -= 1
            if not self._inside:
                self._project = None
                self._opened.close()

    # The crew.

    def thinker(self) -> Thinker | None:
        """The model that the project thinks with, loaded once; None for the house rules. Raises UserMustFix."""
        with self._thinking:
            if self._thinker is None:
                self._thinker = thinker_for(settings_of(self.folder).profile, self.say)
            return self._thinker

    @contextmanager
    def produce(
        self, project: Project, *, only: tuple[str, ...] = (), tell: Callable[[Event], None] = lambda _event: None
    ) -> Generator[Production]:
        """A production whose events `tell` and the office hear."""
        with self._production_of(project, Orders(only=only), tell) as production:
            yield production

    @contextmanager
    def _production_of(
        self, project: Project, orders: Orders, also: Callable[[Event], None] = lambda _event: None
    ) -> Generator[Production]:
        def tell(event: Event) -> None:
            also(event)
            self.tell(event)

        thinker = self.thinker()
        brain = thinker.brain() if thinker else HouseRules()
        self.only = orders.only
        with production_of(
            project, brain=brain, approvals=orders.approvals, only=orders.only, tell=tell, watch=self.watch
        ) as production:
            try:
                yield replace(production, attendance=Attending(project.store, production.floor))
            finally:
                self.tell(Event("over"))

    def shoot(self, orders: Orders, waits: Callable[[tuple[str, ...]], None] = lambda _for: None) -> Ended | None:
        """Run the film graph to its end.

        Where only a person can go on, `waits` is told for what, and their word is waited for; the project is free
        for others meanwhile. None when it was called off while it waited. Raises Interrupted when it was called off at
        work, and what the graph raises.
        """
        self._called_off = False
        while True:
            self._spoken.clear()
            ended = self._sitting(orders)
            if not ended.waiting:
                return ended
            waits(ended.waiting)
            self._spoken.wait()
            if self._called_off or self._leaving:
                return None

    def _sitting(self, orders: Orders) -> Ended:
        with self.writing() as project, self._production_of(project, orders) as production:
            return film(production)

    def call_off(self) -> None:
        """Stop the run: steps in hand come to their end, the rest waits for the next run. At once; nothing blocks."""
        self._called_off = True
        self._spoken.set()
        project = self._project
        if project:
            project.crew.call_off()

    def nudge(self) -> None:
        """Somebody spoke, here or in another process: a run that waits looks again."""
        self._spoken.set()

    def close(self) -> None:
        """Call the run off and end the brain."""
        self._leaving = True
        self.call_off()
        with self._thinking:
            if self._thinker:
                self._thinker.close()
                self._thinker = None

    # A person's word.

    def approve(self, shots: Sequence[str]) -> None:
        """Approve shots. Raises NoSuchShot for one that has nothing to look at."""
        self._word(lambda hands: hands.approve(shots))

    def reject(self, shots: Sequence[str], note: str) -> str:
        """Send shots back with a note; what becomes of the note, in a sentence."""

        def rejected(hands: ProjectHands) -> str:
            hands.send_back(shots, note, rejected=True)
            return carried(hands, shots, note) if note else ""

        return self._word(rejected)

    def reroll(self, shots: Sequence[str]) -> None:
        """Ask for another take, with no word against the last."""
        self._word(lambda hands: hands.send_back(shots, "", rejected=False))

    def flag(self, shots: Sequence[str], note: str) -> None:
        """Mark shots as worth another look. Raises NoSuchShot."""
        self._word(lambda hands: hands.flag(shots, note))

    def circle(self, take: str) -> None:
        """Choose a take. Raises as `circling.circle` does."""
        self._word(lambda hands: hands.circle(take))

    def undo(self, back: Back) -> WentBack:
        """Take back the last change, or the last undo. Raises UserMustFix when there is none."""
        return self._word(lambda hands: hands.undo(back))

    def judge_plan(self, *, approved: bool) -> None:
        """Approve the plan in force, or refuse it. Raises ProjectBusy while the crew is shooting."""

        def judged(hands: ProjectHands) -> None:
            hands.project.crew.must_be_in()
            hands.project.store.plans.approve(approved=approved)

        self._word(judged)

    def judge_bible(self, filed: Sequence[str], note: str = "", *, approved: bool) -> None:
        """Approve stills of the bible (`bible`, `bible/ada`), or send them back.

        Raises NoSuchShot, ProjectBusy while the crew is shooting.
        """

        def judged(hands: ProjectHands) -> None:
            hands.project.crew.must_be_in()
            decisions.judge_bible(hands.project, filed, note, approved=approved)

        self._word(judged)

    def cut(self) -> Film:
        """Join the circle takes. Raises BadProject when nothing is shot."""
        with self.writing() as project:
            return self._hands(project).cut()

    def _word(self, say: Callable[[ProjectHands], Said]) -> Said:
        with self.writing() as project:
            said = say(self._hands(project))
        self.nudge()
        return said

    def _hands(self, project: Project) -> ProjectHands:
        return ProjectHands(project, self.produce, lambda _event: None)

    def conversation(self, hear: Callable[[Heard], None]) -> Conversation:
        """A talk with the director, on this office's project. Raises UserMustFix where the brain can't be had."""
        thinker = self.thinker()
        talker = None
        if thinker:
            from rushes.agents.conversation.model_director import ModelDirector  # noqa: PLC0415 - LangChain is heavy

            context = getattr(thinker.chat, "context", None) or settings_of(self.folder).profile.llm.context
            talker = ModelDirector(thinker.chat, thinker.name, context)
        return Conversation(self.folder, talker=talker, hear=hear, produce=self.produce, opening=self.writing)
