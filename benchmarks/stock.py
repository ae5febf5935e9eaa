"""Tools that cost next to nothing, and plans to film with them: what is left is the graph and the store."""

import hashlib
import shutil
import subprocess
from collections.abc import Collection, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import numpy as np
from PIL import Image

from rushes.agents.brain import HouseRules
from rushes.agents.continuity import CallSheet
from rushes.agents.production import Equipment, Production
from rushes.configs.profile import Budget, Gates, Picture, Profile
from rushes.film.manifest import Character, Figure, Location, Scene, SceneManifest, Shot, SourceNote, Span
from rushes.film.reading import Block, BlockKind, Reading
from rushes.film.setup import Setup
from rushes.film.vocabulary import Setting, ShotSize
from rushes.memory.project import create, open_for_writing
from rushes.service.crew import now
from rushes.studio.dispatch import LaneStudio
from rushes.studio.jobs import Seen
from rushes.studio.kit.sites import DESK
from rushes.studio.lanes.child_lane import ChildLane
from rushes.studio.pace import Pace
from rushes.studio.sittings import SittingStudio
from rushes.tools.editor import FfmpegEditor
from rushes.tools.ffmpeg import ffmpeg_binary
from rushes.tools.protocols import BackendSpec, KeyframeRequest, MadeFile, MotionRequest, PrintRequest, Progress, Sight


class Stock:
    """A painter, mover and editor that hand out copies of one still and one clip: tools that cost next to nothing."""

    spec = BackendSpec("stock", "stock-1", "Apache-2.0")

    def __init__(self, still: Path, clip: Path) -> None:
        self.still, self.clip = still, clip

    def prepare(self, setups: Iterable[Setup]) -> None:
        pass

    def close(self) -> None:
        pass

    def paint(self, request: KeyframeRequest, scratch: Path, progress: Progress) -> MadeFile:
        return MadeFile(copied(self.still, scratch))

    def move(self, request: MotionRequest, scratch: Path, progress: Progress) -> MadeFile:
        return MadeFile(copied(self.clip, scratch))


class StockEditor(FfmpegEditor):
    def print(self, request: PrintRequest, scratch: Path, progress: Progress) -> MadeFile:
        return MadeFile(copied(request.clip, scratch))


class StockScorer:
    def close(self) -> None:
        pass

    def measure(self, sight: Sight) -> dict[str, float]:
        still = sight.media.suffix == ".png"
        return {
            "width": 96.0,
            "height": 54.0,
            "frames": 1.0 if still else 6.0,
            "luma": 100.0,
            "fps": 0.0 if still else 12.0,
        }


class StockTools:
    """What a worker brings that makes nothing but copies."""

    def __init__(self, stock: Stock) -> None:
        self.painter = self.mover = stock
        self.scorers = (StockScorer(),)
        self.editor = StockEditor()

    def seen(self) -> tuple[Seen, ...]:
        return ()

    def let_go(self, models: Collection[str]) -> None:
        pass

    def close(self) -> None:
        pass


def stock_tools(given: Mapping[str, str]) -> StockTools:
    return StockTools(Stock(Path(given["still"]), Path(given["clip"])))


def copied(file: Path, scratch: Path) -> Path:
    return Path(shutil.copyfile(file, scratch / f"{uuid4().hex}{file.suffix}"))


def stock_shots(folder: Path) -> Stock:
    still, clip = folder / "stock.png", folder / "stock.mp4"
    Image.fromarray(np.full((54, 96, 3), 100, np.uint8)).save(still)
    ffmpeg(f"-f lavfi -i color=gray:s=96x54:r=12:d=0.5 -c:v libx264 -pix_fmt yuv420p -bf 0 -y {clip}".split()).wait()
    return Stock(still, clip)


def stock_production(folder: Path, stock: Stock, shots: int, stack: ExitStack) -> Production:
    source = folder.parent / "stock.txt"
    source.write_text("Stock. " * shots)
    profile = Profile(picture=Picture(size="96x54", fps="12"), budget=Budget(), gates=Gates(clip={"luma": "14..240"}))
    create(folder, source, _reading(shots), profile, 1, None)
    project = stack.enter_context(open_for_writing(folder))
    sheet, given = CallSheet(), {"still": str(stock.still), "clip": str(stock.clip)}

    def opened() -> LaneStudio:
        lane = ChildLane(DESK, 2, "benchmarks.stock:stock_tools", given)
        return LaneStudio([lane], {"": {DESK: 0}, "stock": {DESK: 0}}, {}, pace=Pace(), sheet=sheet.setups)

    return Production(
        project=project,
        brain=HouseRules(),
        equipment=Equipment(stock, stock, StockEditor()),
        studio=SittingStudio(opened),
        clock=now,
        sheet=sheet,
    )


def _reading(shots: int) -> Reading:
    text = "Stock. " * shots
    block = Block(BlockKind.PARAGRAPH, text, Span(start=0, end=len(text)))
    return Reading("stock.txt", "prose", hashlib.sha256(text.encode()).hexdigest(), text, (block,))


def stock_plan(shots: int, per_scene: int = 10) -> SceneManifest:
    reading = _reading(shots)
    scenes = tuple(
        Scene(
            number=str(scene + 1),
            heading="INT. STAGE - DAY",
            location="stage",
            setting=Setting.INTERIOR,
            span=Span(start=0, end=7),
            shots=tuple(
                Shot(
                    number=f"{scene + 1}-{index + 1}",
                    size=ShotSize.MEDIUM,
                    subject="Ada",
                    figures=(Figure(character="ada"),),
                    seconds=0.5,
                    span=Span(start=0, end=7),
                )
                for index in range(per_scene)
            ),
        )
        for scene in range(shots // per_scene)
    )
    note = SourceNote(name=reading.name, sha256=reading.sha256, kind="prose", length=len(reading.text))
    return SceneManifest(
        title="Stock",
        source=note,
        characters=(Character(id="ada", name="Ada"),),
        locations=(Location(id="stage", name="Stage"),),
        scenes=scenes,
    )


def ffmpeg(words: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([ffmpeg_binary(), "-hide_banner", "-loglevel", "error", *words])
