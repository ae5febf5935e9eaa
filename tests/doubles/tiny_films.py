"""Projects of tiny drafts, and rushes as a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

from rushes.configs.profile import load_profile
from rushes.service.projects import start

STORY = """The Ferry

Rain fell on the harbour. Old Bram stood on the quay in a yellow coat and held a lantern.

"Is the ferry late?" asked Ines, a young woman in a red dress.

"It is always late," said Bram. He pointed at the dark water.
"""

QUICK = """
[picture]
size = "96x54"
fps = "8"
[finish]
slate = false
subtitles = false
[gates.clip]
luma = "2..253"
"""

NEVER_GOOD = QUICK.replace('luma = "2..253"', 'luma = "252..253"')
"""No clip passes: a night goes on making better takes for a long time."""


def a_tiny_film(folder: Path, profile: str = QUICK, story: str = STORY) -> Path:
    source, settings = folder.parent / "ferry.txt", folder.parent / "tiny.toml"
    source.write_text(story)
    settings.write_text(profile)
    start(folder, source, load_profile(str(settings)), 1, None)
    return folder


def command(*words: object) -> list[str]:
    return [sys.executable, "-P", "-m", "rushes", *map(str, words)]


def rushes(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Rushes as a process, to its end."""
    done = subprocess.run(
        command(*words), capture_output=True, text=True, env=os.environ | environment, timeout=120, check=False
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done
