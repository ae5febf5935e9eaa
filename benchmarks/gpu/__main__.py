"""`python -m benchmarks.gpu [--out FILE] [--job NAME] [--whole] [--minutes N] [--tiny]`: full-size models on this card.

Seconds a step and a job: plain diffusers first, then the levers, in one run, beside the least that a card of 790
TFLOP/s (what an H200 reached on large products) could take. `--whole` also runs the plain and the fastest job to their
ends. No lever is begun once `--minutes` are over; what was found until then is in FILE. `--tiny` is the same on a CPU
at toy sizes: a proof that it runs, no figure.
"""

import argparse
import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import torch

from benchmarks.gpu.jobs import Job, arguments, flux, mochi
from rushes.tools.diffusion.mochi_attention import compile_blocks, trim_attention

CARD_TFLOPS = 790
"""Dense bf16 matrix products of 8192³ on an H200, measured: 769 to 798."""
SHORT = 4
"""Steps of a look at a lever; the first is not counted."""
BACKENDS = ("_native_cudnn", "_native_flash")
"""diffusers' names for the attention kernels that come with torch."""
GB = 1e9

Lever = Callable[[Any], None]


def levers(job: Job, tiny: bool) -> dict[str, list[Lever]]:
    """By name, what is pulled on a freshly built pipeline."""
    backends = () if tiny else BACKENDS
    options = {"backend": "eager"} if tiny else {}
    if job.name.startswith("FLUX"):
        block: Lever = lambda pipeline: pipeline.transformer.compile_repeated_blocks(fullgraph=True, **options)  # noqa: E731
        found: dict[str, list[Lever]] = {"plain diffusers": [], "compiled blocks": [block]}
        for name in backends:
            found[name] = [_backend(name)]
            found[f"compiled blocks, {name}"] = [_backend(name), block]
        return found
    found = {"plain diffusers": [], "trimmed attention": [lambda pipeline: trim_attention(pipeline.transformer)]}
    compiled: Lever = lambda pipeline: compile_blocks(pipeline.transformer, **options)  # noqa: E731
    found["trimmed, compiled blocks"] = [*found["trimmed attention"], compiled]
    for name in backends:
        trimmed = _trimmed(name)
        found[f"trimmed, {name}"] = [trimmed]
        found[f"trimmed, compiled blocks, {name}"] = [trimmed, compiled]
    return found


def _backend(name: str) -> Lever:
    return lambda pipeline: pipeline.transformer.set_attention_backend(name)


def _trimmed(name: str) -> Lever:
    return lambda pipeline: trim_attention(pipeline.transformer, name)


@dataclass
class Look:
    """What a few steps took: seconds each, the peak of the card's memory in bytes, and the latents they led to."""

    steps: list[float]
    memory: int
    latents: torch.Tensor

    @property
    def step(self) -> float:
        return statistics.median(self.steps[1:] or self.steps)


def run(pipeline: Any, job: Job, device: str, steps: int, output: str = "latent") -> Look:
    """A call of some steps."""
    if device == "cuda":
        torch.cuda.reset_peak_memory_stats()
    marks, last = [_now(device)], {}

    def mark(_pipeline: Any, _step: int, _time: Any, tensors: dict[str, Any]) -> dict[str, Any]:
        marks.append(_now(device))
        last.update(tensors)
        return tensors

    pipeline(**arguments(job, device), num_inference_steps=steps, callback_on_step_end=mark, output_type=output)
    memory = torch.cuda.max_memory_allocated() if device == "cuda" else 0
    return Look([after - before for before, after in pairwise(marks)], memory, last["latents"].float().cpu())


def _now(device: str) -> float:
    if device == "cuda":
        torch.cuda.synchronize()
    return time.perf_counter()


def look(job: Job, pulled: list[Lever], device: str) -> Look:
    """A few steps, once warm."""
    pipeline = _built(job, pulled, device)
    run(pipeline, job, device, 2)  # compiles, and finds its kernels
    return run(pipeline, job, device, SHORT)


def decoding(job: Job, device: str) -> tuple[float, int]:
    """Seconds that the pictures take besides the steps, once warm, and the peak of memory meanwhile."""
    pipeline = _built(job, [], device)
    run(pipeline, job, device, 2, "np")
    began = _now(device)
    found = run(pipeline, job, device, 2, "np")
    return _now(device) - began - sum(found.steps), found.memory


def whole(job: Job, pulled: list[Lever], device: str) -> float:
    """Seconds of the job from embedded prompt to decoded pictures, once warm."""
    pipeline = _built(job, pulled, device)
    run(pipeline, job, device, 2, "np")
    began = _now(device)
    run(pipeline, job, device, job.steps, "np")
    return _now(device) - began


def _built(job: Job, pulled: list[Lever], device: str) -> Any:
    gc.collect()
    if device == "cuda":
        torch.cuda.empty_cache()
    torch.compiler.reset()
    pipeline = job.build(device)
    pipeline.transformer.set_attention_backend("native")  # another one's lever outlives it
    pipeline.set_progress_bar_config(disable=True)
    for lever in pulled:
        lever(pipeline)
    return pipeline


@dataclass
class Report:
    """Lines on the screen and, as soon as they are there, in a file."""

    file: Path | None
    ends: float
    lines: list[str] = field(default_factory=list)

    def say(self, line: str) -> None:
        print(line, flush=True)
        self.lines.append(line)
        if self.file:
            self.file.write_text("\n".join(self.lines) + "\n", encoding="utf-8")

    def over(self) -> bool:
        return time.monotonic() > self.ends


def measure(job: Job, tiny: bool, to_the_end: bool, report: Report) -> None:
    """One job's table."""
    device = "cpu" if tiny else "cuda"
    floor = job.tflop / CARD_TFLOPS / job.steps if job.tflop else None
    report.say(f"\n## {job.name}, {job.steps} steps\n")
    if floor:
        report.say(f"At {CARD_TFLOPS} TFLOP/s: {floor:.3f} s a step, {floor * job.steps:.1f} s of steps a job.\n")
    rest, memory = decoding(job, device)
    report.say(f"Pictures from latents{' (in tiles)' if job.tiled else ''}: {rest:.2f} s, {memory / GB:.1f} GB.\n")
    report.say("| | s a step | s a job | against plain | of the floor | GB | latents differ by |")
    report.say("| --- | --- | --- | --- | --- | --- | --- |")
    plain, fastest = None, ("", float("inf"))
    choices = levers(job, tiny)
    for name, pulled in choices.items():
        if report.over():
            report.say(f"| {name} | no time left | | | | | |")
            continue
        try:
            found = look(job, pulled, device)
        except (ImportError, RuntimeError, ValueError) as error:
            report.say(f"| {name} | does not run: {(str(error).splitlines() or [''])[0][:80]} | | | | | |")
            continue
        plain = plain or found
        fastest = min(fastest, (name, found.step), key=lambda one: one[1])
        share = f"{floor / found.step:.0%}" if floor else ""
        apart = (found.latents - plain.latents).abs().max() / plain.latents.abs().max()
        took = f"{found.step:.4f} | {found.step * job.steps + rest:.2f} | {plain.step / found.step:.2f}x"
        report.say(f"| {name} | {took} | {share} | {found.memory / GB:.1f} | {apart:.1e} |")
    report.say("\nA job: its steps at that pace, and its pictures. Prompts are read beforehand.")
    if to_the_end and plain:
        before, after = (whole(job, choices[name], device) for name in ("plain diffusers", fastest[0]))
        report.say(f"\nRun to its end: plain {before:.1f} s, {fastest[0]} {after:.1f} s ({before / after:.2f}x).")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gpu")
    parser.add_argument("--tiny", action="store_true")
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--job", choices=("flux", "mochi"), action="append")
    parser.add_argument("--minutes", type=float, default=8)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    if not given.tiny and not torch.cuda.is_available():
        parser.error("there is no card here; --tiny shows that it would run")
    report = Report(given.out, time.monotonic() + 60 * given.minutes)
    where = "a CPU, toy sizes: no figures" if given.tiny else torch.cuda.get_device_name()
    report.say(f"torch {torch.__version__} on {where}")
    if given.tiny:
        torch.set_num_threads(1)
    with torch.no_grad():
        for name in given.job or ("flux", "mochi"):
            measure({"flux": flux, "mochi": mochi}[name](given.tiny), given.tiny, given.whole, report)


if __name__ == "__main__":
    main()
