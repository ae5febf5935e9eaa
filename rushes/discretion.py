"""What is never said: the secrets of this process's environment, in whatever text they turn up."""

import os
import re

HIDDEN = "[secret]"
"""What stands in a secret's place."""

_NAMES = re.compile(r"(KEY|TOKEN|SECRET|PASSWORD|PASSWD|WEBHOOK|CREDENTIALS)$", re.IGNORECASE)

_SHORTEST = 6
"""Letters of a secret worth hiding: a shorter value would turn up in words that are none."""


def discreet(text: str) -> str:
    """The text without the values of environment variables that are named as secrets are (…_KEY, …_TOKEN, …)."""
    secrets = _secrets()
    return re.sub("|".join(map(re.escape, secrets)), HIDDEN, text) if secrets else text


def _secrets() -> list[str]:
    """Longest first: one may be the beginning of another."""
    values = {value.strip() for name, value in os.environ.items() if _NAMES.search(name)}
    return sorted((value for value in values if len(value) >= _SHORTEST), key=len, reverse=True)
