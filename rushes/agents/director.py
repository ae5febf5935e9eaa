"""The director: reads the story, plans the film, and has it cut when the shots are in."""

from fractions import Fraction

from langgraph.runtime import Runtime
from langgraph.types import interrupt

from rushes.agents import bible as references
from rushes.agents import cutting, reviewing, spending
from rushes.agents.conversation.wording import counted
from rushes.agents.production import Event, Production
from rushes.agents.requests import clip_frames
from rushes.agents.states import FilmState, FilmUpdate, ShotBranch
from rushes.errors import WaitsForPerson
from rushes.film.grammar import violations
from rushes.film.manifest import SceneManifest
from rushes.film.reading import Reading
from rushes.film.take import TO_SHOOT
from rushes.film.timing import in_step
from rushes.memory.plans import Plan


async def read(state: FilmState, runtime: Runtime[Production]) -> FilmUpdate:  # noqa: ARG001
    """Make sure there is a story."""
    production = runtime.context
    async with production.floor.step():
        reading = production.store.plans.source()
        production.tell(Event("read", text=f"{reading.name}: {len(reading.text.split()):,} words"))
        return {"film": ""}


async def plan(state: FilmState, runtime: Runtime[Production]) -> FilmUpdate:  # noqa: ARG001 - the store knows
    """Plan the film, unless it is planned."""
    production = runtime.context
    async with production.floor.step():
        newest = production.store.plans.newest() or await plan_afresh(production)
        shots = sum(1 for _ in newest.manifest.shots())
        scenes = counted(len(newest.manifest.scenes), "scene")
        text = f"{scenes}, {counted(shots, 'shot')}, by {newest.brain}"
        production.tell(Event("planned", text=text))
        return {"revision": newest.revision}


async def plan_afresh(production: Production) -> Plan:
    """Ask the brain for a plan of the source and adopt it as the newest revision."""
    reading = production.store.plans.source()
    minutes = production.project.settings.minutes
    if reading.narration:
        minutes = float(reading.narration.seconds / 60)
    manifest = _in_step(await production.brain.plan(reading, minutes), reading, production.profile.film_fps)
    return production.store.plans.adopt(manifest, production.brain.name, production.clock())


def _in_step(manifest: SceneManifest, reading: Reading, fps: Fraction) -> SceneManifest:
    """The plan timed to its narration, where there is one, and looked at by the referee again."""
    if reading.narration is None:
        return manifest
    before = violations(manifest)
    made = in_step(manifest, reading, fps)
    own = tuple(note for note in made.notes if note not in before)
    return made.model_copy(update={"notes": (*own, *violations(made))})


async def approve_plan(state: FilmState, runtime: Runtime[Production]) -> FilmUpdate:
    """Wait for a person's word on the plan, where one was asked for. Raises WaitsForPerson for a rejected plan."""
    newest = runtime.context.plan()
    approved = newest.approved
    if approved is None and state["ask_plan"]:
        approved = interrupt({"plan": newest.revision})
    if approved is False:
        raise WaitsForPerson(
            "You rejected the plan.",
            "`rushes plan --again` makes another; `rushes plan --json > plan.json` and `--from-json` take yours.",
        )
    return {}


async def bible(state: FilmState, runtime: Runtime[Production]) -> FilmUpdate:
    """Make the bible's references that are not there."""
    production = runtime.context
    async with production.floor.step():
        spent = await references.make_references(production, references.Spent(state["takes"], state["ms"]))
        update: FilmUpdate = {"takes": spent.takes, "ms": spent.ms}
        unmade = [one.id for one in references.wanted(production)]
        return update | {"unmade": unmade} if unmade != state["unmade"] else update


async def approve_bible(state: FilmState, runtime: Runtime[Production]) -> FilmUpdate:
    """Wait for a person's word on the references, where one was asked for. Theirs are in the store when it comes."""
    production = runtime.context
    if state["ask_bible"]:
        unseen = references.unseen(production)
        if unseen:
            production.tell(Event("waiting", text=f"the bible: {', '.join(unseen)}"))
            interrupt({"bible": unseen})
    return {}


def branches(production: Production, state: FilmState) -> list[ShotBranch]:
    """One branch for each shot that has work, with its part of the film's budget."""
    again = frozenset(production.again)
    board = production.store.shots.all()
    wanted = [one.number for one in board if one.state in TO_SHOOT or one.number in again]
    if production.only:
        wanted = [number for number in wanted if number in production.only]
    return _sent(production, state, wanted, 0)


def branches_again(production: Production, state: FilmState) -> list[ShotBranch]:
    """One branch for each shot that the last look at the scenes sent back."""
    return _sent(production, state, [words.split(" ")[0] for words in state["again"]], state["reviews"])


def _sent(production: Production, state: FilmState, shots: list[str], review: int) -> list[ShotBranch]:
    frames = {number: clip_frames(production.find(number)[2], production.profile) for number in shots}
    allowed = spending.allowances(production.profile.budget, frames, state["takes"], state["ms"])
    return [
        ShotBranch(shot=number, ask=state["ask_shots"], takes=one.takes, ms=one.ms, review=review)
        for number, one in allowed.items()
    ]


async def review(state: FilmState, runtime: Runtime[Production]) -> FilmUpdate:
    """Look at every scene as a whole, and choose what is shot again."""
    production = runtime.context
    most = production.profile.critic.reviews
    if not most:
        return {"again": []}
    async with production.floor.step():
        more = state["reviews"] < most and spending.left(production.profile.budget, state["takes"], state["ms"])
        again = await reviewing.review(production, state["again"], more=more)
        return {"again": again, "reviews": state["reviews"] + 1}


async def cut(state: FilmState, runtime: Runtime[Production]) -> FilmUpdate:  # noqa: ARG001
    """Join the circle takes."""
    production = runtime.context
    async with production.floor.step():
        film = await cutting.cut(production)
        return {"film": film.sha256 if film else ""}


async def report(state: FilmState, runtime: Runtime[Production]) -> FilmUpdate:
    """Say how it went; the numbers are in the store."""
    runtime.context.tell(Event("report", text=f"{len(state['done'])} shots in this run"))
    return {}
