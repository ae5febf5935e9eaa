"""Fetching weights from the hub: the one thing in rushes that goes online, and only when a person asks for it."""

import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rushes.configs.homes import hub_cache, weights_home
from rushes.configs.inventory import LlmEntry, Published
from rushes.errors import DiskTrouble, ToolFailed, UserMustFix
from rushes.memory.models import blob_of
from rushes.memory.vault import disk_trouble
from rushes.memory.weights import BadWeights, Locked, Progress, held, record
from rushes.service import resuming

ENDPOINT = "https://huggingface.co"
"""The hub. Stated here and not left to the environment: the lock's word is about this one."""

_SPARE = 1 << 30
"""Bytes that stay free beside the file."""

_MOST = 50_000_000_000
"""Bytes: larger files come by the hub's own protocol alone, which its client speaks."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A model of the inventory on this machine. `kept` is None where its file is not there."""

    name: str
    entry: LlmEntry
    file: Path
    kept: int | None


def standings(models: dict[str, LlmEntry]) -> list[Standing]:
    """Which models are here, by name."""
    found = [(name, entry, weights_home() / entry.file) for name, entry in models.items()]
    return [Standing(name, entry, file, file.stat().st_size if file.is_file() else None) for name, entry, file in found]


def checked(standing: Standing, progress: Progress | None = None) -> Locked:
    """The lock's entry of a file that still is what it was. Raises BadWeights."""
    if standing.kept is None:
        raise BadWeights(f"{standing.entry.title} is not here.", f"`rushes models pull {standing.name}` fetches it.")
    return held(weights_home(), standing.file, progress, known=standing.entry.published)


def pull(entry: LlmEntry) -> Locked:
    """Fetch a model's file, hold it to what is known of it, and lock it. Goes on with a pull that broke off.

    Raises UserMustFix, DiskTrouble and ToolFailed (the hub can't be reached or breaks off).
    """
    hub = Hub()
    home = weights_home()
    with disk_trouble(home):
        home.mkdir(parents=True, exist_ok=True)
    with hub.trouble(entry.title, entry.repository, entry.file):
        served = _served(hub, entry)
        room_for(home, entry.title, served.size - resuming.arrived(home / entry.file))
        file = hub.download(entry.repository, entry.file, served.revision, local_dir=home)
    return record(home, Path(file), entry.repository, served, entry.published)


class Hub:
    """The hub's client, with nothing told to the hub but what is asked for. Raises UserMustFix without one."""

    def __init__(self) -> None:
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        try:
            import httpx2  # noqa: PLC0415 - what the hub's client speaks through
            from huggingface_hub import HfApi, errors, hf_hub_url  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise UserMustFix(
                "The hub's client is not installed.",
                "Install rushes with an extra that has it: `make llm`, rushes[llm] or rushes[render].",
            ) from error
        self._errors = errors
        self._url = hf_hub_url
        self._connection_trouble = httpx2.HTTPError
        self._api = HfApi(endpoint=ENDPOINT, library_name="rushes")

    def download(
        self, repository: str, file: str, revision: str, *, local_dir: Path | None = None, cache_dir: Path | None = None
    ) -> str:
        """One file of a commit, into a folder or the cache; goes on where a download broke off."""
        asked = self._api.get_hf_file_metadata(url=self._url(repository, file, revision=revision, endpoint=ENDPOINT))
        target = local_dir / file if local_dir else blob_of(cache_dir or hub_cache(), repository, asked.etag or "")
        if asked.etag and resuming.LARGE < (asked.size or 0) < _MOST and not target.exists():
            resuming.fetch(self._url(repository, file, revision=revision, endpoint=ENDPOINT), target, asked.size or 0)
        # What is there in whole is not fetched again, but given its place.
        return str(
            self._api.hf_hub_download(
                repository, file, revision=revision, local_dir=local_dir, cache_dir=cache_dir and str(cache_dir)
            )
        )

    def model_info(self, repository: str, revision: str = "") -> Any:
        """What the hub shows of a repository's commit ("": its newest), with each file's size and digest."""
        return self._api.model_info(repository, revision=revision or None, files_metadata=True)

    @contextmanager
    def trouble(self, title: str, repository: str, what: str) -> Generator[None]:
        """Turn the hub's refusals and the network's faults into one sentence with a way out."""
        errors = self._errors
        try:
            yield
        except errors.GatedRepoError as error:
            raise UserMustFix(
                f"{title} wants its licence accepted first.",
                f"Accept it at huggingface.co/{repository}, then set HF_TOKEN to a token of yours.",
            ) from error
        except (errors.RepositoryNotFoundError, errors.EntryNotFoundError, errors.RevisionNotFoundError) as error:
            raise UserMustFix(
                f"The hub has no {what} in {repository} any more.",
                "Update rushes, or use files of your own (`rushes models --help` says where they go).",
            ) from error
        except (errors.HfHubHTTPError, OSError, self._connection_trouble) as error:
            raise ToolFailed(
                f"The hub could not be reached, or broke off: {_first_line(error)}.",
                "Give the command again: what has arrived is kept.",
            ) from error


def _served(hub: Hub, entry: LlmEntry) -> Published:
    """The file as the inventory knows it, else as the hub shows it now."""
    if entry.published:
        return entry.published
    info = hub.model_info(entry.repository)
    for sibling in info.siblings or ():
        if sibling.rfilename == entry.file and sibling.lfs:
            return Published(revision=info.sha, sha256=sibling.lfs.sha256, size=sibling.lfs.size)
    raise UserMustFix(
        f"The hub does not say what {entry.file} in {entry.repository} is.",
        "Name a GGUF file of your own with --model.",
    )


def room_for(folder: Path, title: str, missing: int) -> None:
    """Whether the disk holds `missing` more bytes. Raises DiskTrouble before anything is fetched."""
    free = shutil.disk_usage(folder).free
    if free < missing + _SPARE:
        raise DiskTrouble(
            f"{title} needs {missing / 1e9:.1f} GB more, and {folder} has {free / 1e9:.1f} GB free.",
            "Free some space, or set RUSHES_WEIGHTS (HF_HOME for models from folders) to one on another disk.",
        )


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
