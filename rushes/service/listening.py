"""Who listens to a recording, and to which model."""

from rushes.configs.equipment import equipment
from rushes.memory.models import folder_of
from rushes.tools.protocols import Transcriber

EARS = "whisper-large-v3"
"""The model that hears narrations."""


def ears() -> Transcriber:
    """Whisper large-v3, from its folder on this machine. Raises UserMustFix that says how to get it."""
    from rushes.tools.speech.whisper import WhisperTranscriber  # noqa: PLC0415 - only where something is heard

    entry = equipment().named(EARS)
    return WhisperTranscriber(entry, folder_of(entry))
