"""Ways out in the floor name its keys, not commands of another door."""

import pytest

from rushes.tui.way_out import here


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Stopped. Give the same command again to go on.", "Stopped. s goes on."),
        ("`rushes shoot` makes it; then look and approve.", "s makes it; then look and approve."),
        ("`rushes show SHOT` lists a shot's takes.", "3 lists a shot's takes."),
        ("`rushes repair` makes lost takes again.", "`rushes repair` (in another terminal) makes lost takes again."),
        ("people: no word yet; `rushes approve` and `rushes reject` teach the critic",
         "people: no word yet; a in review and x in review teach the critic"),
        ("`make 1-2 wider` changes it.", "`make 1-2 wider` changes it."),
    ],
)  # fmt: skip
def test_a_command_is_named_by_its_key(said: str, shown: str) -> None:
    assert here(said) == shown
