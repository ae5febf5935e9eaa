"""Words that answer a question or end a conversation."""

import re

_YES = (
    "yes", "y", "yeah", "yep", "yup", "ja", "sure", "sure thing", "ok", "okay", "k", "fine", "alright", "all right",
    "please", "please do", "do it", "do that", "do", "go", "go ahead", "go on", "of course", "certainly", "absolutely",
    "definitely", "sounds good", "agreed",
)  # fmt: skip
_NO = (
    "no", "n", "nope", "nah", "nein", "no way", "not", "not now", "not yet", "don't", "dont", "do not", "don't do it",
    "stop", "cancel", "abort", "undo", "never mind", "nevermind", "leave it", "leave that", "forget it", "skip it",
    "skip", "wait", "rather not", "better not",
)  # fmt: skip
_FILLING = ("thanks", "thank you", "then", "that", "it", "well", "oh", "hm", "um")
_LONGEST = 4

FAREWELLS = frozenset(
    ("quit", "exit", "bye", "bye bye", "goodbye", "good bye", "q", ":q", "see you", "good night", "that's all", "done")
)
"""What ends a conversation."""

WHAT_COUNTS = "`yes`, `sure`, `ok` or `please` is a yes; anything else leaves it as it is."
"""Said when a question was answered with neither."""

_PHRASES = {phrase: answer for answer, phrases in ((True, _YES), (False, _NO), (None, _FILLING)) for phrase in phrases}


def plain(message: str) -> str:
    """A short message in small letters, without marks at its ends."""
    return " ".join(message[:200].lower().replace("’", "'").split()).strip(" .!,;")


def yes_or_no(message: str) -> bool | None:
    """What a message answers to a question: True, False, or None when it says anything besides yes or no.

    A no in it outweighs a yes.
    """
    words = re.findall(r"[^\s,.!;]+", message[:200].lower().replace("’", "'"))
    answers: list[bool | None] = []
    while words:
        length = next((n for n in range(_LONGEST, 0, -1) if " ".join(words[:n]) in _PHRASES), 0)
        if not length:
            return None
        answers.append(_PHRASES[" ".join(words[:length])])
        words = words[length:]
    if False in answers:
        return False
    return True if True in answers else None
