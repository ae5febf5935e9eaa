"""`make critic`: defects caught, the loop on against off, what it costs; `ARGS=--write` makes docs/critic.md."""

import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks.critic import page, tiny
from benchmarks.critic.corpus import STORIES, Verdict, confusion, judged
from benchmarks.critic.costs import decision, looks
from benchmarks.critic.defects import Spot
from benchmarks.critic.loop import Outcome, shot
from rushes.agents.house.plan import plan
from rushes.configs.profile import load_profile, sized
from rushes.tools.reading import read_source

PAGE = Path("docs/critic.md")
SEEDS = (100, 5000)
"""Two of every shot: no measure may live off one seed."""


def _corpus(job: tuple[str, int]) -> list[Verdict]:
    story, seed = job
    return list(judged((story,), seed=seed))


def _films(folder: Path) -> list[Outcome]:
    profile = sized(load_profile("draft"), "640x360")
    return [
        shot(Path(story), profile, folder / f"{Path(story).stem}-{loop}", loop=loop)
        for story in STORIES
        for loop in (False, True)
    ]


def _on_models(folder: Path) -> list[Outcome]:
    tiny.settle(folder)
    made: list[Outcome] = []
    for story in map(Path, STORIES):
        (folder / f"{story.stem}-tiny").mkdir()
        made += tiny.films(story, folder / f"{story.stem}-tiny")
    return made


def main() -> None:
    with ProcessPoolExecutor(2) as workers:
        jobs = [(story, seed) for story in STORIES for seed in SEEDS]
        verdicts = [one for part in workers.map(_corpus, jobs) for one in part]
    rows = confusion(verdicts)
    print(page.table(rows))
    for one in verdicts:
        if one.weak == (one.defect == "clean"):
            print("wrong:", one.story, one.shot, one.kind, one.defect, one.failed)
    with tempfile.TemporaryDirectory() as name:
        films = [*_films(Path(name)), *_on_models(Path(name))]
        print(page.films(films))
        manifest = plan(read_source(Path(STORIES[0])))
        number = next(shot.number for _, shot in manifest.shots() if shot.figures)
        costs = looks(Spot(manifest, number, 1), Path(name))
    took = decision()
    print(page.costs(costs, took))
    if "--write" in sys.argv:
        PAGE.write_text(page.whole(rows, films, costs, took), encoding="utf-8")
    sys.exit(0 if page.holds(rows, films, took) else 1)


if __name__ == "__main__":
    main()
