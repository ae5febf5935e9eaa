"""models: which weights are known, which are here, and fetching them."""

import click

from rushes.cli.gate import clean
from rushes.cli.options import echo_json, json_option, say, tell
from rushes.configs.homes import weights_home
from rushes.configs.inventory import shipped_llms
from rushes.memory.weights import BadWeights
from rushes.service.pulling import Standing, checked, pull, standings


@click.group(
    epilog="\b\nExamples:\n  rushes models list\n  rushes models pull llama-3.1-8b\n  rushes models check",
)
def models() -> None:
    """Which weights rushes knows, which are here, and fetching them."""


@models.command("list")
@json_option
def list_models(as_json: bool) -> None:
    """The known models: where they come from, what they need, whether they are here."""
    found = standings(dict(shipped_llms().models))
    if as_json:
        echo_json([_facts(one) for one in found])
        return
    for one in found:
        size, floor = one.entry.published, one.entry.memory_floor()
        here = "here" if one.kept is not None else "not here"
        told = f"{size.size / 1e9:.1f} GB" if size else "size unknown until pulled"
        tell(f"{one.name:<16}{one.entry.title}: {told}, {here}")
        tell(f"{'':16}{one.entry.repository}, {one.entry.licence}")
        if floor:
            tell(
                f"{'':16}needs {floor / 1e9:.1f} GB with {one.entry.usual_context:,} tokens ({one.entry.memory_source})"
            )
    tell(f"\nThey are kept in {weights_home()} (RUSHES_WEIGHTS names another folder).")


@models.command("pull")
@click.argument("name")
def pull_model(name: str) -> None:
    """Fetch a model by NAME from the hub, check it, and lock it. This goes online."""
    entry = shipped_llms().named(clean(name))
    size = f", {entry.published.size / 1e9:.1f} GB" if entry.published else ""
    say(f"fetching {entry.file} from huggingface.co/{entry.repository}{size}, under the {entry.licence}")
    locked = pull(entry)
    tell(f"{entry.title} is here and locked: revision {locked.revision[:12]}, sha256 {locked.sha256[:16]}.")
    tell(f"Use it: rushes make STORY --model {name}")


@models.command("check")
@json_option
def check_models(as_json: bool) -> None:
    """Hold every model that is here to the lock."""
    rows: list[dict[str, str]] = []
    for one in standings(dict(shipped_llms().models)):
        if one.kept is None:
            continue
        try:
            rows.append({"name": one.name, "sha256": checked(one).sha256, "fault": ""})
        except BadWeights as fault:
            rows.append({"name": one.name, "sha256": "", "fault": str(fault)})
    if as_json:
        echo_json(rows)
    for row in [] if as_json else rows:
        tell(f"{row['name']}: {row['fault'] or 'as locked, sha256 ' + row['sha256'][:16]}")
    if not rows and not as_json:
        tell(f"No known model is in {weights_home()}.")
    if any(row["fault"] for row in rows):
        raise BadWeights("A model is not what it was.", "`rushes models pull NAME` after putting the file away.")


def _facts(one: Standing) -> dict[str, object]:
    entry = one.entry
    return {
        "name": one.name,
        "title": entry.title,
        "repository": entry.repository,
        "file": str(one.file),
        "here": one.kept is not None,
        "bytes": entry.published.size if entry.published else one.kept,
        "sha256": entry.published.sha256 if entry.published else None,
        "revision": entry.published.revision if entry.published else None,
        "licence": entry.licence,
        "gate": entry.gate,
        "context": entry.context,
        "memory_floor": entry.memory_floor(),
        "memory_source": entry.memory_source,
    }
