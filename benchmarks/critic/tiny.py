"""The loop on models: FLUX, Mochi and CLIP in their real layout, tiny and with random weights, as the tests make them.

Their pictures show nothing, so nothing but the machinery is on trial: gates in percentiles of their own clean
takes, the climb, the scenes, the budget.
"""

import asyncio
import os
import shutil
import sys
from contextlib import ExitStack
from pathlib import Path

from benchmarks.critic.loop import SHARE, TAKES_A_SHOT, Outcome, outcome_of, under, wanted
from rushes.agents.director import plan_afresh
from rushes.configs.profile import Budget, CrewNames, Critic, Finish, Gates, Moving, Painting, Picture, Profile
from rushes.memory.project import Project, open_for_writing
from rushes.service import decisions
from rushes.service.crew import now, production_of
from rushes.service.filming import film
from rushes.service.projects import start

_CLEAN_ROUNDS = 4
"""Times that every shot is taken clean before: some forty stills and clips for the percentiles."""

_MINUTES = 0.5

PROFILE = Profile(
    picture=Picture(size="96x64", fps="12"),
    crew=CrewNames(keyframe="tiny-flux", motion="tiny-mochi", scorers=("likeness", "clip-vit-l-14")),
    painting=Painting(size="96x64", steps=2),
    moving=Moving(steps=2, strength=0.8),
    finish=Finish(slate=False, subtitles=False),
    budget=Budget(keyframes=1, clips=1, references=1),
    critic=Critic(references=True, reviews=1),
    gates=Gates(
        keyframe={
            "luma": "p1..p99",
            "contrast": "p1..p99",
            "sharpness": "p1..",
            "place-likeness": "p1..",
            "clip-text": "p15..",
        },
        clip={
            "black": "..0",
            "frozen": "..0.8",
            "flicker": "..p99",
            "similarity": "p1..",
            "drift": "..p99",
            "blink": "..p99",
            "opening-colour": "..p99",
            "clip-image": "p1..",
        },
    ),
)


def settle(home: Path) -> None:
    """Make the tiny models, and have this process and its children find them."""
    sys.path.insert(0, "tests")
    import torch  # noqa: PLC0415 - comes with the tests' extras
    from doubles.tiny_clip import tiny_clip  # noqa: PLC0415
    from doubles.tiny_flux import tiny_flux  # noqa: PLC0415
    from doubles.tiny_inventory import MODELS  # noqa: PLC0415
    from doubles.tiny_video import tiny_folder  # noqa: PLC0415

    torch.set_num_threads(1)
    shutil.copytree(tiny_flux(), home / "weights" / "tiny-flux")
    shutil.copytree(tiny_folder("mochi"), home / "weights" / "tiny-mochi")
    tiny_clip(home / "weights" / "clip-vit-l-14")
    (home / "config").mkdir()
    (home / "config" / "models.toml").write_text(MODELS, encoding="utf-8")
    os.environ |= {"RUSHES_WEIGHTS": str(home / "weights"), "RUSHES_CONFIG": str(home / "config")}
    os.environ |= {"HF_HOME": str(home / "hub"), "HF_HUB_OFFLINE": "1"}


def films(story: Path, folder: Path) -> tuple[Outcome, Outcome]:
    """A story shot clean some times, then by makers that fail: without the loop and with it."""
    clean = folder / "clean"
    start(clean, story, PROFILE, 11, _MINUTES, lambda _done, _all: None)
    with open_for_writing(clean) as project:
        for _ in range(_CLEAN_ROUNDS):
            _shoot(project, PROFILE, 0.0)
            decisions.reroll(project, ["all"])
    for name in ("off", "on"):
        shutil.copytree(clean, folder / name)
    return _film(folder / "off", story, loop=False), _film(folder / "on", story, loop=True)


def _film(folder: Path, story: Path, *, loop: bool) -> Outcome:
    with open_for_writing(folder) as project:
        shots = len(project.store.shots.all())
        since = now()
        with ExitStack() as stack:
            production = under(stack.enter_context(production_of(project)), wanted(PROFILE, shots, loop=loop), SHARE)
            film(production)
            return outcome_of(
                production,
                f"{story.stem}, tiny models",
                loop=loop,
                budget=TAKES_A_SHOT * shots,
                since=since,
                adherence="clip-text",
            )


def _shoot(project: Project, profile: Profile, share: float) -> None:
    with production_of(project) as production:
        if project.store.plans.newest() is None:
            asyncio.run(plan_afresh(production))
        film(under(production, profile, share))
