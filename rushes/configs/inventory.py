"""The model inventory: which weights rushes knows by name, where they come from and what they need.

Revisions and checksums stand in it only where they were looked up at their source; the rest is recorded
when the weights are pulled (rushes.memory.weights).
"""

import tomllib
from importlib import resources
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, ValidationError

from rushes.errors import Bug, UserMustFix
from rushes.film.manifest import Noun

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Revision = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{40}$")]
_Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]{0,40}$")]
_KEY_AND_VALUE_BYTES = 2 * 2
"""A key and a value of 16 bits each."""


class Published(Noun):
    """One file as its source shows it: the commit, the content's digest and its bytes."""

    revision: Revision
    sha256: Sha256
    size: Annotated[int, Field(gt=0)]


class LlmEntry(Noun):
    """A language model in one GGUF file on the hub. `published` is None where it could not be looked up."""

    title: str
    repository: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,96}/[A-Za-z0-9._-]{1,96}$")]
    file: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,200}\.gguf$")]
    chat: Literal["in the file"]
    licence: str
    gate: Literal["none", "accept the licence", "unknown"]
    context: Annotated[int, Field(ge=1024)]
    usual_context: Annotated[int, Field(ge=1024)]
    layers: Annotated[int, Field(gt=0)]
    kv_heads: Annotated[int, Field(gt=0)]
    head_size: Annotated[int, Field(gt=0)]
    memory_source: Literal["published", "computed", "measured"]
    published: Published | None = None

    def memory_floor(self, context: int | None = None) -> int | None:
        """Bytes for the weights and `context` tokens (default: the usual ones); None while the size is unknown."""
        if self.published is None:
            return None
        token = _KEY_AND_VALUE_BYTES * self.layers * self.kv_heads * self.head_size
        return self.published.size + token * (self.usual_context if context is None else context)


class LlmInventory(Noun):
    """All language models, and the one taken when none is named."""

    default: _Name
    models: dict[_Name, LlmEntry]

    def named(self, name: str = "") -> LlmEntry:
        """A model by name, "" for the default. Raises UserMustFix that lists the known ones."""
        found = self.models.get(name or self.default)
        if found is None:
            raise UserMustFix(
                f"There is no language model called {name!r}.",
                f"Known are {', '.join(sorted(self.models))}, or the path of a GGUF file of your own.",
            )
        return found


def shipped_llms() -> LlmInventory:
    """The inventory that comes with rushes."""
    return parse_llms((resources.files("rushes.configs") / "inventory" / "llm.toml").read_text(encoding="utf-8"))


def parse_llms(text: str) -> LlmInventory:
    """An inventory's TOML. Raises Bug: it is the project's own file."""
    try:
        inventory = LlmInventory.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise Bug(f"The inventory of language models does not hold: {error}") from error
    if inventory.default not in inventory.models:
        raise Bug(f"The inventory's default, {inventory.default}, is not in it.")
    return inventory
