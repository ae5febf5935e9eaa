"""Who listens to a recording, and to which model."""

from rushes.configs.equipment import equipment
from rushes.errors import UserMustFix
from rushes.memory.models import ready_folder
from rushes.tools.protocols import Transcriber

EARS = "whisper-large-v3"
"""The model that hears narrations where a profile names no other."""


def ears(name: str = EARS) -> Transcriber:
    """A model that hears, from its folder on this machine. Raises UserMustFix that says how to get it."""
    from rushes.tools.speech.whisper import WhisperTranscriber  # noqa: PLC0415 - only where something is heard

    entry = equipment().named(name)
    if entry.kind != "speech":
        known = ", ".join(one.name for one in equipment().of("speech"))
        raise UserMustFix(f"{entry.title} hears nothing, and the profile's `ears` name it.", f"Known are: {known}.")
    return WhisperTranscriber(entry, ready_folder(entry))
