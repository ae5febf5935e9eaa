"""The director: reads the story, plans the film, and has it cut when the shots are in."""

from fractions import Fraction

from langgraph.runtime import Runtime
from langgraph.types import interrupt

from rushes.agents import cutting
from rushes.agents.conversation.wording import counted
from rushes.agents.production import Event, Production
from rushes.agents.states import FilmState, FilmUpdate
from rushes.errors import WaitsForPerson
from rushes.film.grammar import violations
from rushes.film.manifest import SceneManifest
from rushes.film.reading import Reading
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
