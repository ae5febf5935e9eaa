"""models: which weights are known, which are here, and fetching them."""

import click

from rushes.cli.gate import clean
from rushes.cli.options import echo_json, json_option, say, tell
from rushes.configs.equipment import ModelEntry
from rushes.configs.homes import hub_cache, weights_home
from rushes.configs.inventory import LlmEntry
from rushes.memory.weight_files import BadWeights
from rushes.service.stock import Stocked, check, fetch, known, stock

_KINDS = ("llm", "image", "video", "upscaler", "interpolator", "speech", "scorer")
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
    for one in found:
        entry = one.entry
        here = f"here, {one.kept / 1e9:.1f} GB" if one.kept is not None else f"not here, {one.size}"
        tell(f"{one.name:<24}{one.kind}: {entry.title}; {here}")
        gate = {"none": "", "unknown": ""}.get(entry.gate, f"; {entry.gate} on the hub first")
        tell(f"{'':24}{entry.repository or 'not on the hub'}; {_licence(entry.licence)}{gate}")
        tell(f"{'':24}{_FITS[one.room.fits]}: {one.room.why}")
    tell(f"\nLanguage models and folders of your own: {weights_home()} (RUSHES_WEIGHTS names another).")
    tell(f"Pulled models: {hub_cache()} (HF_HOME).")


@models.command("pull")
@click.argument("name")
def pull_model(name: str) -> None:
    """Fetch a model by NAME from the hub, check it, and lock it. This goes online."""
    name = clean(name)
    entry = known(name)
    if entry.repository:
        say(f"fetching {entry.title} from huggingface.co/{entry.repository}: {_licence(entry.licence)}")
    tell(fetch(name, say))
    if isinstance(entry, LlmEntry):
        tell(f"Use it: rushes make STORY --model {name}")
    elif entry.extra.get("parts"):
        tell(f"It works together with {', '.join(_parts(entry))}: pull those too.")


@models.command("check")
@json_option
def check_models(as_json: bool) -> None:
    """Hold every model that is here to the lock: whole, unchanged, safetensors only."""
    rows: list[dict[str, str]] = []
    for one in stock():
        if one.place is None:
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
        raise BadWeights("A model is not what it was.", "`rushes models pull NAME` after putting the file away.")


def _licence(licence: str) -> str:
    return "its licence unknown: look at its page" if licence == "unknown" else licence


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
