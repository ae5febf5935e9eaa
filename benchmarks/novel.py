"""A novel of the size of a novel, made of sentences of our own: people, places, talk, weather."""

import random

_PEOPLE = ["Mara Quill", "Tobias Wren", "Captain Oslo", "the baker", "Ines", "old Bram", "Dr. Hale", "the clerk"]
_PLACES = ["the harbour", "the kitchen", "the forest", "the station", "a narrow street", "the library", "the beach"]
_TIMES = ["That night", "The next morning", "At noon", "In the evening", "Before dawn", "A week later"]
_DEEDS = ["opened the old letter", "lit a lantern", "ran across the square", "looked at the clock", "sat by the fire"]
_WORDS = ["Who is there?", "We must leave before the rain.", "I have never seen this key.", "Listen!", "It is late."]
_LOOKS = ["in a red coat", "with grey eyes", "a tall woman with black hair", "in a torn uniform", "with a white beard"]


def novel(characters: int, seed: int = 1) -> str:
    """Prose in chapters, at least `characters` long."""
    pick = random.Random(seed)
    parts: list[str] = []
    length = chapter = 0
    while length < characters:
        chapter += 1
        parts.append(f"Chapter {chapter}\n\n")
        for _ in range(30):
            parts.append(_paragraph(pick))
            length += len(parts[-1])
    return "".join(parts)


def _paragraph(pick: random.Random) -> str:
    one, two = pick.sample(_PEOPLE, 2)
    opening = pick.choice(
        [f"{pick.choice(_TIMES)} {one} came to {pick.choice(_PLACES)}.", f"{one} {pick.choice(_DEEDS)}."]
    )
    look = f" {two}, {pick.choice(_LOOKS)}, stood by the door."
    talk = f'\n\n"{pick.choice(_WORDS)}" said {two}.\n\n"{pick.choice(_WORDS)}"'
    return (
        f"{opening}{look} Rain fell on the roofs and nobody spoke for a while.{talk if pick.random() < 0.6 else ''}\n\n"
    )
