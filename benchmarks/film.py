"""The film: how fast drafts are made, what the cut costs beside bare ffmpeg, what the graph costs a shot."""

import asyncio
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from benchmarks.measuring import Figure, median_of, medians_in_turn, timed
from benchmarks.novel import novel
from benchmarks.stock import Stock, StockScorer, copied, ffmpeg, stock_plan, stock_production, stock_shots
from rushes.agents import cutting
from rushes.agents.house.plan import plan
from rushes.agents.production import Production
from rushes.agents.requests import Try, keyframe_attempt
from rushes.cli.door import run
from rushes.film.cut import Dissolve, pieces, printed
from rushes.film.frames import seconds_of
from rushes.memory.project import open_for_writing
from rushes.service.crew import now, production_of
from rushes.service.filming import film
from rushes.tools.protocols import Sight
from rushes.tools.reading import read_source

_ENCODE = (
    "-c:v libx264 -preset ultrafast -crf 21 -bf 0 -g 48 -threads 1 -pix_fmt yuv420p -r 24"
    " -video_track_timescale 12288 -movflags +faststart -y"
)
EXAMPLE = Path("examples/the-lamplighters-last-round.md")


def draft_speed(folder: Path) -> list[Figure]:
    """The bundled example, made whole: running time over wall-clock time, at 1280x720 and 24 frames a second."""
    spans: list[float] = []
    seconds = 0.0
    for number in range(3):
        project = folder / f"draft-{number}"
        spans.append(timed(lambda p=project: _made(["make", str(EXAMPLE), "-p", str(p), "--json"])))
        with open_for_writing(project) as opened:
            cut = opened.store.cuts.newest()
            assert cut
            seconds = float(seconds_of(cut[0], opened.settings.profile.film_fps))
    speed = seconds / sorted(spans)[1]
    return [
        Figure(
            "draft film, story to film.mp4", speed, "x real time", 3, False, f"its own running time, {seconds:.0f} s"
        )
    ]


def _made(words: list[str]) -> None:
    code = run(words)
    assert code == 0, f"rushes {' '.join(words)} ended with {code}"


def cut_cost(folder: Path) -> list[Figure]:
    """The cut of `draft-0`, its pieces forgotten, beside the same ffmpeg work by bare commands."""
    with ExitStack() as stack:
        project = stack.enter_context(open_for_writing(folder / "draft-0"))
        production = stack.enter_context(production_of(project))

        bare = _bare_commands(production, folder / "bare")

        async def in_turn() -> list[tuple[float, float, float]]:
            """Its worker is there when a film is cut that was just shot; `rushes cut` alone has to start one."""
            started = await _cut_anew(production)
            return [(started, await _cut_anew(production), timed(bare)) for _ in range(5)]

        first, mine, theirs = (statistics.median(column) for column in zip(*asyncio.run(in_turn()), strict=True))
    against = f"bare ffmpeg commands, {theirs:.2f} s; {first - mine:.1f} s more where a worker has to start"
    return [Figure("the cut, all pieces made", mine / theirs, "x", 1.1, True, against)]


async def _cut_anew(production: Production) -> float:
    """Seconds for the cut without a piece of it being there."""
    cuts = production.store.cuts
    for key, _ in cuts.pieces():
        cuts.drop_piece(key)
    began = time.perf_counter()
    await cutting.cut(production)
    return time.perf_counter() - began


def _bare_commands(production: Production, folder: Path) -> Callable[[], None]:
    """The commands a person would type for the same film: parts, dissolves (two at a time), join."""
    folder.mkdir(exist_ok=True)
    store, vault = production.store, production.project.vault
    prints: dict[str, tuple[str, int]] = {}
    for standing in store.shots.all():
        if standing.print:
            take = store.takes.get(standing.print)
            prints[standing.number] = (take.media, take.facts.frames)
    row = pieces(printed(production.plan().manifest, prints))
    encode = _ENCODE.split()
    jobs: list[list[str]] = []
    files: list[Path] = []
    for index, piece in enumerate(row):
        target = folder / f"{index}.mp4"
        if isinstance(piece, Dissolve):
            out, into, n = vault.path(piece.media_out), vault.path(piece.media_in), piece.frames
            graph = (
                f"[0:v]trim=start_frame={piece.start_out}:end_frame={piece.start_out + n},setpts=PTS-STARTPTS[a];"
                f"[1:v]trim=start_frame=0:end_frame={n},setpts=PTS-STARTPTS,format=yuva420p,fade=in:0:{n}:alpha=1[b];"
                "[a][b]overlay=format=yuv420"
            )
            jobs.append(["-i", str(out), "-i", str(into), "-filter_complex", graph, *encode, str(target)])
            files.append(target)
        elif piece.whole:
            files.append(vault.path(piece.media))
        else:
            source, n = str(vault.path(piece.media)), piece.frames
            faded = f"trim=start_frame={piece.start}:end_frame={piece.end},setpts=PTS-STARTPTS,fade={piece.fade}:0:{n}"
            start = f"{float(piece.start / production.profile.film_fps):.6f}"
            jobs.append(
                ["-i", source, "-vf", faded, *encode, str(target)]
                if piece.fade
                else ["-ss", start, "-i", source, "-c", "copy", "-frames:v", str(n), "-y", str(target)]
            )
            files.append(target)
    order = folder / "order.txt"
    order.write_text("".join(f"file '{file.resolve()}'\n" for file in files))
    join = [
        "-f",
        "concat",
        "-safe",
        "0",
        "-i",
        str(order),
        "-c",
        "copy",
        "-movflags",
        "+faststart",
        "-y",
        str(folder / "film.mp4"),
    ]

    def bare() -> None:
        waiting = list(jobs)
        running: list[subprocess.Popen[bytes]] = []
        while waiting or running:
            while waiting and len(running) < 2:
                running.append(ffmpeg(waiting.pop(0)))
            running.pop(0).wait()
        assert ffmpeg(join).wait() == 0

    return bare


def graph_overhead(folder: Path, shots: int = 100) -> list[Figure]:
    """Graph and store a shot: the film graph on stock tools, less the same tools and vault called plainly."""
    stock = stock_shots(folder)
    ours: list[float] = []
    plain: list[float] = []
    for number in range(3):
        with ExitStack() as stack:
            production = stock_production(folder / f"graph-{number}", stock, shots, stack)
            production.store.plans.adopt(stock_plan(shots), "stock", now())
            plain.append(timed(lambda p=production: _plainly(p, stock)))
            ours.append(timed(lambda p=production: film(p)) - timed(lambda p=production: asyncio.run(cutting.cut(p))))
    cost = 1000 * (sorted(ours)[1] - sorted(plain)[1]) / shots
    return [
        Figure(
            "graph and store, a shot", cost, "ms", 25, True, f"the same tool and vault calls in a loop, {shots} shots"
        )
    ]


def _plainly(production: Production, stock: Stock) -> None:
    """What the graph has done for each shot, by plain calls: paint, move, print, measure, keep."""
    vault, scorer = production.project.vault, StockScorer()
    for _, shot in production.plan().manifest.shots():
        attempt = keyframe_attempt(production, Try(shot.number))
        for file in (stock.still, stock.clip, stock.clip):
            with vault.workbench() as scratch:
                made = copied(file, scratch)
                scorer.measure(Sight(made, attempt.slate.kind, attempt.setup, attempt.stills))
                vault.keep(made)


def status_cost(folder: Path) -> list[Figure]:
    """`rushes status` of a project of 10,000 shots, Python's start included."""
    project = folder / "large"
    with ExitStack() as stack:
        production = stock_production(project, stock_shots(folder), 10_000, stack)
        production.store.plans.adopt(stock_plan(10_000), "stock", now())
    words = ["-m", "rushes", "status", "-p", str(project), "--json"]
    return [Figure("status of 10,000 shots", median_of(7, lambda: _python(words)), "s", 0.3, True, "the whole process")]


def help_cost() -> list[Figure]:
    """`rushes --help`, Python's start included."""
    python, ours = medians_in_turn(15, lambda: _python(["-c", "pass"]), lambda: _python(["-m", "rushes", "--help"]))
    return [Figure("rushes --help", 1000 * ours, "ms", 150, True, f"`python -c pass` is {1000 * python:.0f} ms")]


def novel_cost(folder: Path) -> list[Figure]:
    """Reading and planning a 600 KB novel."""
    file = folder / "novel.txt"
    file.write_text(novel(600_000), encoding="utf-8")
    spent = median_of(3, lambda: plan(read_source(file), minutes=None))
    return [Figure("a 600 KB novel read and planned", spent, "s", 10, True, "to a ten-minute film")]


def _python(words: list[str]) -> None:
    subprocess.run([sys.executable, *words], check=True, capture_output=True)
