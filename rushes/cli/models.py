"""models: which weights are known, which are here, and fetching them."""

import click

from rushes.cli.options import echo_json, json_option, say, tell
from rushes.configs.equipment import ModelEntry
from rushes.configs.homes import hub_cache, weights_home
from rushes.configs.inventory import LlmEntry
from rushes.gate import clean
from rushes.memory.weight_files import BadWeights
from rushes.service.stock import Stocked, check, fetch, known, stock

_HEADINGS = {
    "llm": "Language models: they plan",
    "image": "Image models: they paint keyframes",
    "video": "Video models: they set keyframes in motion",
    "upscaler": "Upscalers",
    "interpolator": "Interpolators",
    "speech": "Models that hear narrations",
    "scorer": "Models that measure takes",
}
_KINDS = tuple(_HEADINGS)
_FITS = {True: "fits here", False: "does not fit here", None: "unknown whether it fits"}


@click.group(
    epilog="\b\nExamples:\n  rushes models list --kind video\n  rushes models pull flux.1-schnell\n"
    "  rushes models check",
)
def models() -> None:
    """Which weights rushes knows, which are here, and fetching them.

    Files of your own: a GGUF file by its path (--model), any other model as a folder of its name in the weights'
    home (RUSHES_WEIGHTS), laid out as on the hub. Pulled models lie in the Hugging Face cache (HF_HOME).
    """


@models.command("list")
@click.option("--kind", type=click.Choice(_KINDS), multiple=True, help="Only models of this kind.")
@json_option
def list_models(kind: tuple[str, ...], as_json: bool) -> None:
    """The known models: what they are, how large, under which licence, whether they are here and fit."""
    found = stock(kind)
    if as_json:
        echo_json([_facts(one) for one in found])
        return
    last = ""
    for one in found:
        if one.kind != last:
            tell(f"{_HEADINGS[one.kind]}\n" if not last else f"\n{_HEADINGS[one.kind]}\n")
            last = one.kind
        _tell(one)
    tell(f"\nLanguage models and folders of your own: {weights_home()} (RUSHES_WEIGHTS names another).")
    tell(f"Pulled models: {hub_cache()} (HF_HOME names another).")


def _tell(one: Stocked) -> None:
    """Four lines at most: what it is, whether it is here, under which licence, whether it fits."""
    entry, gap = one.entry, " " * 4
    tell(f"  {one.name}: {entry.title}")
    if one.kept is not None:
        tell(f"{gap}here: {one.size} in {one.place}")
    else:
        wheel = f"; {one.wheel} has it, for the processor" if one.wheel else ""
        tell(f"{gap}not here{wheel}: {one.size}. {one.way_here}")
    gate = f", to be accepted at huggingface.co/{entry.repository}" if entry.gate == "accept the licence" else ""
    tell(f"{gap}licence: {_licence(entry)}{gate}")
    tell(f"{gap}{_FITS[one.room.fits]}: {one.room.why}")


@models.command("pull")
@click.argument("name")
def pull_model(name: str) -> None:
    """Fetch a model by NAME from the hub, check it, and lock it. This goes online."""
    name = clean(name)
    entry = known(name)
    if entry.repository:
        say(f"fetching {entry.title} from huggingface.co/{entry.repository}; licence: {_licence(entry)}")
    tell(fetch(name, say))
    if isinstance(entry, LlmEntry):
        tell(f"Use it: rushes make STORY --model {name}")
    elif entry.extra.get("parts"):
        tell(f"It works together with {', '.join(_parts(entry))}: pull those too.")


@models.command("check")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@json_option
def check_models(names: tuple[str, ...], as_json: bool) -> None:
    """Hold the models that are here, or those of some NAMES, to the lock: whole, unchanged, safetensors only."""
    wanted = {clean(name): known(clean(name)) for name in names}
    rows: list[dict[str, str]] = []
    for one in stock():
        if (one.place is None and one.name not in wanted) or (wanted and one.name not in wanted):
            continue
        try:
            rows.append({"name": one.name, "sha256": check(one), "fault": ""})
        except BadWeights as fault:
            rows.append({"name": one.name, "sha256": "", "fault": str(fault)})
    if as_json:
        echo_json(rows)
    for row in [] if as_json else rows:
        tell(f"{row['name']}: {row['fault'] or 'as locked, sha256 ' + row['sha256'][:16]}")
    if not rows and not as_json:
        tell(f"No known model is in {weights_home()} or {hub_cache()}.")
    if any(row["fault"] for row in rows):
        raise BadWeights("Not every model is as it should be.", "What is wrong stands above, with the way out.")


def _licence(entry: LlmEntry | ModelEntry) -> str:
    unknown = f"unknown to us, look at huggingface.co/{entry.repository}"
    return unknown if entry.licence == "unknown" else entry.licence


def _parts(entry: ModelEntry) -> list[str]:
    parts = entry.extra.get("parts")
    return [str(part) for part in parts] if isinstance(parts, list) else []


def _facts(one: Stocked) -> dict[str, object]:
    entry = one.entry
    shared: dict[str, object] = {
        "name": one.name,
        "kind": one.kind,
        "title": entry.title,
        "repository": entry.repository,
        "licence": entry.licence,
        "gate": entry.gate,
        "here": one.kept is not None,
        "place": str(one.place) if one.place else None,
        "size": one.size,
        "way_here": one.way_here,
        "wheel": one.wheel,
        "fits": one.room.fits,
        "why": one.room.why,
    }
    return shared | (_of_llm(entry, one) if isinstance(entry, LlmEntry) else _of_folder(entry, one))


def _of_llm(entry: LlmEntry, one: Stocked) -> dict[str, object]:
    return {
        "file": str(weights_home() / entry.file),
        "bytes": entry.published.size if entry.published else one.kept,
        "sha256": entry.published.sha256 if entry.published else None,
        "revision": entry.published.revision if entry.published else None,
        "context": entry.context,
        "memory_floor": entry.memory_floor(),
        "memory_source": entry.memory_source,
    }


def _of_folder(entry: ModelEntry, one: Stocked) -> dict[str, object]:
    return {
        "bytes": one.kept if one.kept is not None else entry.size_bytes,
        "pipeline": entry.pipeline,
        "abilities": list(entry.abilities),
        "floors": {tier: {"bytes": count, "says": entry.floors_say} for tier, count in entry.floors.items()},
        "weights": {tier: {"bytes": count, "says": "computed"} for tier, count in entry.weight_floors.items()},
        "source": entry.source,
        "revision": entry.published.revision if entry.published else None,
    }
