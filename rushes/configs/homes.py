"""Where rushes keeps what belongs to a person and not to a film."""

import os
from pathlib import Path

from platformdirs import user_config_path, user_data_path


def weights_home() -> Path:
    """The folder of pulled weights and their lock: $RUSHES_WEIGHTS, else in the user's data folder."""
    named = os.environ.get("RUSHES_WEIGHTS")
    return Path(named) if named else user_data_path("rushes") / "weights"


def hub_cache() -> Path:
    """The Hugging Face cache, found as its own client finds it: HF_HUB_CACHE, else `hub` under HF_HOME."""
    named = os.environ.get("HF_HUB_CACHE") or os.environ.get("HUGGINGFACE_HUB_CACHE")
    if named:
        return Path(named).expanduser()
    cache = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
    return Path(os.environ.get("HF_HOME") or cache / "huggingface").expanduser() / "hub"


def loras_home() -> Path:
    """The folder of a person's LoRA files (safetensors)."""
    return weights_home() / "loras"


def styles_file() -> Path:
    """A person's own style presets, over those that come with rushes."""
    return _config_home() / "styles.toml"


def own_models_file() -> Path:
    """A person's own list of models, over the one that comes with rushes."""
    return _config_home() / "models.toml"


def agreed_file() -> Path:
    """The file that lists the servers beyond the local network that a person agreed to."""
    return _config_home() / "servers.json"


def _config_home() -> Path:
    named = os.environ.get("RUSHES_CONFIG")
    return Path(named) if named else user_config_path("rushes")
