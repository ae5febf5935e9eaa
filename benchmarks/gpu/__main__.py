"""`python -m benchmarks.gpu [--tiny] [--job NAME] [--whole] [--out FILE]`: seconds a step and a job on this card.

Plain diffusers first, then the levers, in one run, beside the least a card of 790 TFLOP/s could take (what an H200
reached on large products). `--whole` also runs the plain and the fastest job to their ends, pictures decoded.
`--tiny` is the same on a CPU at toy sizes: a proof that it runs, no figure.
"""

import argparse
import gc
import statistics
import time
from collections.abc import Callable
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

Lever = Callable[[Any], None]


def levers(job: Job, tiny: bool) -> dict[str, list[Lever]]:
    """By name, what is pulled on a freshly built pipeline."""
    backends = () if tiny else BACKENDS
    options = {"backend": "eager"} if tiny else {}
    if job.name.startswith("FLUX"):
        block: Lever = lambda pipeline: pipeline.transformer.compile_repeated_blocks(fullgraph=True, **options)  # noqa: E731
        found: dict[str, list[Lever]] = {"plain diffusers": [], "compiled blocks": [block]}
        for name in backends:
            found[f"{name}"] = [_backend(name)]
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


def timed_steps(pipeline: Any, job: Job, device: str, steps: int, **more: Any) -> tuple[list[float], Any]:
    """Seconds of each step, and what came out."""
    marks = [_now(device)]

    def mark(_pipeline: Any, _step: int, _time: Any, tensors: dict[str, Any]) -> dict[str, Any]:
        marks.append(_now(device))
        return tensors

    made = pipeline(
        **arguments(job, device), num_inference_steps=steps, callback_on_step_end=mark, return_dict=False, **more
    )[0]
    return [after - before for before, after in pairwise(marks)], made


def _now(device: str) -> float:
    if device == "cuda":
        torch.cuda.synchronize()
    return time.perf_counter()


def look(job: Job, pulled: list[Lever], device: str) -> tuple[float, Any]:
    """Median seconds a step once warm, and the latents after a few steps."""
    pipeline = _built(job, pulled, device)
    timed_steps(pipeline, job, device, 2, output_type="latent")  # compiles, and finds its kernels
    seconds, latents = timed_steps(pipeline, job, device, SHORT, output_type="latent")
    return statistics.median(seconds[1:]), latents.float().cpu()


def whole(job: Job, pulled: list[Lever], device: str) -> float:
    """Seconds of the job from embedded prompt to decoded pictures, once warm."""
    pipeline = _built(job, pulled, device)
    timed_steps(pipeline, job, device, 2, output_type="np")
    began = _now(device)
    timed_steps(pipeline, job, device, job.steps, output_type="np")
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


def measure(job: Job, tiny: bool, to_the_end: bool, say: Callable[[str], None]) -> None:
    """One job's table."""
    device = "cpu" if tiny else "cuda"
    floor = job.tflop / CARD_TFLOPS / job.steps if job.tflop else None
    least = f", at least {floor:.3f} s a step at {CARD_TFLOPS} TFLOP/s" if floor else ""
    say(f"\n{job.name}, {job.steps} steps{least}\n\n| | s a step | against plain | of the floor | latents differ by |")
    say("| --- | --- | --- | --- | --- |")
    plain, stock, fastest = 0.0, None, ("", float("inf"))
    choices = levers(job, tiny)
    for name, pulled in choices.items():
        try:
            seconds, latents = look(job, pulled, device)
        except (RuntimeError, ValueError) as error:
            say(f"| {name} | does not run: {str(error).splitlines()[0][:80]} | | | |")
            continue
        if stock is None:
            plain, stock = seconds, latents
        fastest = min(fastest, (name, seconds), key=lambda one: one[1])
        share = f"{floor / seconds:.0%}" if floor else ""
        apart = (latents - stock).abs().max() / stock.abs().max()
        say(f"| {name} | {seconds:.3f} | {plain / seconds:.2f}x | {share} | {apart:.1e} |")
    if to_the_end:
        before, after = (whole(job, choices[name], device) for name in ("plain diffusers", fastest[0]))
        say(f"\nWhole job: plain {before:.1f} s, {fastest[0]} {after:.1f} s ({before / after:.2f}x).")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--tiny", action="store_true")
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--job", choices=("flux", "mochi"), action="append")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    lines: list[str] = []

    def say(line: str) -> None:
        print(line, flush=True)
        lines.append(line)

    where = "a CPU, toy sizes" if given.tiny else torch.cuda.get_device_name()
    say(f"torch {torch.__version__} on {where}")
    torch.set_num_threads(1) if given.tiny else None
    with torch.no_grad():
        for name in given.job or ("flux", "mochi"):
            measure({"flux": flux, "mochi": mochi}[name](given.tiny), given.tiny, given.whole, say)
    if given.out:
        given.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
