"""Ways out in the floor's own words: the rooms within say them as commands, here a key does the same."""

import re

_KEYS = {
    "approve": "a in review",
    "circle": "c in review",
    "cut": "C",
    "flag": "f in review",
    "make": "s",
    "plan": "s",
    "reject": "x in review",
    "report": "M",
    "reroll": "r in review",
    "shoot": "s",
    "show": "3",
    "status": "2",
    "trace": "5",
    "undo": "u",
}
"""The key for each command that has one. The others are given in another terminal."""

_SENTENCES = {
    "`rushes plan --again` makes another; `rushes plan --json > plan.json` and `--from-json` take yours.": (
        "1, then say: plan again."
    ),
    "`rushes plan --json` shows the plan in force.": "2 shows the plan in force.",
    "`rushes plan` shows the one in force.": "2 shows the one in force.",
    " `rushes reject plan` takes that back.": "",
    "Give the same command again to go on.": "s goes on.",
    "Wait for it, or stop it there; `rushes status` works meanwhile.": "Wait for it, or stop it there.",
    "Ctrl-C stops what runs; `quit` ends the conversation.": "S stops the crew; esc leaves the line.",
}

_COMMAND = re.compile(r"`rushes ([a-z]+)[^`\n]{0,80}`")


def here(text: str) -> str:
    """The text with the floor's keys for the command line's commands."""
    for said, instead in _SENTENCES.items():
        text = text.replace(said, instead)
    return _COMMAND.sub(lambda found: _KEYS.get(found[1], f"{found[0]} (in another terminal)"), text)
