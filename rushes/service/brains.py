"""The brain that a profile names: the house rules, a local Llama, or a model on a server."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rushes.agents.brain import Brain, HouseRules
from rushes.configs.homes import agreed_file, weights_home
from rushes.configs.inventory import shipped_llms
from rushes.configs.profile import Llm, Profile
from rushes.errors import UserMustFix
from rushes.memory.agreed import agree, agreed
from rushes.memory.models import amount
from rushes.memory.weights import Progress, held

if TYPE_CHECKING:
    from langchain_core.language_models.chat_models import BaseChatModel

    from rushes.agents.model.probe import Probe

KEY_FROM = "RUSHES_SERVER_KEY"
"""The environment variable with a server's key. One name for all servers: a project can't ask for another."""

Tell = Callable[[str], None]
"""Takes a line about the brain for the person."""


@dataclass(frozen=True, slots=True)
class Thinker:
    """A chat model and what it is called."""

    chat: "BaseChatModel"
    name: str

    def brain(self) -> Brain:
        """It as the crew's brain, its exchanges told to the trace of the run they stand in."""
        from rushes.agents.model.brain import ModelBrain  # noqa: PLC0415 - LangChain is heavy, the house needs none
        from rushes.agents.taped_chat import RecordedChat  # noqa: PLC0415

        return ModelBrain(RecordedChat(chat=self.chat), self.name)

    def close(self) -> None:
        """End the model's process, where it has one."""
        close: Callable[[], None] | None = getattr(self.chat, "close", None)
        if close:
            close()


def brain_for(profile: Profile, tell: Tell = lambda _line: None) -> Brain:
    """The profile's brain. Raises UserMustFix where it can't be had, ToolFailed for a server in trouble."""
    thinker = thinker_for(profile, tell)
    if thinker is None:
        return HouseRules()
    return thinker.brain()


def thinker_for(profile: Profile, tell: Tell = lambda _line: None) -> Thinker | None:
    """The profile's chat model; None for the house rules. Raises as `brain_for`."""
    if profile.crew.brain == "house-rules":
        return None
    chat, name = (_llama if profile.crew.brain == "llama" else _server)(profile.llm, tell)
    return Thinker(chat, name)


def weights_of(llm: Llm) -> Path:
    """The GGUF file that a profile means: its own, or the inventory's where a pull puts it. It may not be there yet."""
    if llm.model.lower().endswith(".gguf"):
        return Path(llm.model).expanduser()
    return weights_home() / shipped_llms().named(llm.model).file


def _llama(llm: Llm, tell: Tell) -> "tuple[BaseChatModel, str]":
    from rushes.agents.model.llama import LlamaChat  # noqa: PLC0415
    from rushes.agents.model.llama_process import Loading  # noqa: PLC0415

    weights = weights_of(llm)
    if not weights.is_file():
        raise _not_there(llm, weights)
    own = llm.model.lower().endswith(".gguf")
    known = None if own else shipped_llms().named(llm.model).published
    held(weights_home(), weights, _read_aloud(weights, tell), known=known)
    loading = Loading(
        path=weights,
        context=llm.context,
        batch=llm.batch,
        threads=llm.threads or None,
        gpu_layers=llm.gpu_layers,
        tensor_split=llm.split,
    )
    chat = LlamaChat(loading=loading, temperature=llm.temperature, patience_s=llm.patience)
    return chat, _as_name(weights.stem if own else llm.model or shipped_llms().default)


def _not_there(llm: Llm, weights: Path) -> UserMustFix:
    if llm.model.lower().endswith(".gguf"):
        return UserMustFix(f"There is no model at {weights}.", "Name another with --model, or --brain house-rules.")
    entry = shipped_llms().named(llm.model)
    size = amount(entry.published.size) if entry.published else "its size unknown until it is pulled"
    name = llm.model or shipped_llms().default
    return UserMustFix(
        f"{entry.title} ({size}, {entry.licence}) is not on this machine.",
        f"`rushes models pull {name}` fetches it; or --model FILE.gguf, or --brain house-rules.",
    )


def _read_aloud(weights: Path, tell: Tell) -> Progress:
    """Reading 42 GB takes minutes: said at each tenth, for files big enough to wait for."""
    last = [-1]

    def heard(done: int, size: int) -> None:
        tenth = done * 10 // max(size, 1)
        if size > 1 << 30 and tenth != last[0]:
            last[0] = tenth
            tell(f"checking {weights.name} against the lock: {tenth * 10} % of {size / 1e9:.1f} GB")

    return heard


def _server(llm: Llm, tell: Tell) -> "tuple[BaseChatModel, str]":
    from rushes.agents.model.probe import chat_from  # noqa: PLC0415

    found = look_at(llm)
    if found.model is None or not found.reachable or found.streaming is None:
        raise UserMustFix(
            f"The model server at {found.base_url} can't be used: {found.trouble or 'it gave no answer'}",
            "`rushes doctor` says what it sees; --brain house-rules works without a server.",
        )
    if found.where != "this machine":
        place = "on your local network" if found.where == "local network" else "NOT on your local network"
        tell(f"The story and what you say go to {found.base_url}, {place}.")
    sampling: dict[str, Any] = {"temperature": llm.temperature}
    chat = chat_from(found, key_from=key_from(), patience_s=llm.patience, **sampling)
    return chat, _as_name(found.model)


def look_at(llm: Llm) -> "Probe":
    """Ask the profile's server what it can do. Raises UserMustFix for one that nobody agreed to, or none."""
    from rushes.agents.model.probe import probe  # noqa: PLC0415

    if not llm.server:
        raise UserMustFix(
            "The brain is a server, but no address is configured.",
            "Give --server http://127.0.0.1:11434/v1, or set `server` under [profile.llm] in project.toml.",
        )
    if far_away(llm.server) and llm.server not in agreed(agreed_file()):
        raise UserMustFix(
            f"This project wants to think at {llm.server}, which is not on your local network.",
            f"If the story may go there, say so once: --server {llm.server}",
        )
    return probe(llm.server, llm.model or None, key_from=key_from(), patience_s=llm.patience)


def agree_to(address: str) -> None:
    """A person named this server himself: the story may go there. Raises BadAddress, DiskTrouble."""
    if far_away(address):
        agree(agreed_file(), address)


def far_away(address: str) -> bool:
    """Whether an address is beyond the local network, as far as its name tells."""
    from rushes.agents.model.server_address import ServerAddress, where  # noqa: PLC0415

    return where(ServerAddress(address)) == "elsewhere"


def key_from() -> str:
    """The name of the variable with the server's key, "" where it is not set."""
    return KEY_FROM if os.environ.get(KEY_FROM) else ""


def _as_name(text: str) -> str:
    """Fit for slates and reports, whatever a file or a server calls itself."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", text).strip("-.")[:60] or "model"
