from rushes.film.reading import BlockKind
from rushes.tools.reading import read_bytes

BOOK = """The Project Gutenberg eBook of The Salt Road

This ebook is for the use of anyone anywhere.

Title: The Salt Road

Author: Ada Fenwick

*** START OF THE PROJECT GUTENBERG EBOOK THE SALT ROAD ***

Produced by Somebody and the Proofreading Team

THE SALT ROAD

by Ada Fenwick

CONTENTS

CHAPTER I. The Gate
CHAPTER II. The Well



CHAPTER I.

The Gate

The gate was open when they came, and nobody had
closed it for a hundred years. _Never_ had Bram seen
so much sand.

[Illustration: a gate]

“Go on,” said Bram.

* * *

At night they slept under the wall, and the camels
would not lie down until the moon had gone.

CHAPTER II. The Well

They found the well at noon, and it was dry as a bone.

*** END OF THE PROJECT GUTENBERG EBOOK THE SALT ROAD ***

Section 1. General Terms of Use of this licence and so on for pages.
"""


GATE = (
    "The gate was open when they came, and nobody had closed it for a hundred years. Never had Bram seen so much sand."
)


def kinds(reading):
    return [(block.kind.value, block.text) for block in reading.blocks]


def read(text, name="book.txt"):
    return read_bytes(text.encode(), name)


def test_an_ebook_is_read_without_its_frame():
    reading = read(BOOK)
    assert (reading.title, reading.author) == ("The Salt Road", "Ada Fenwick")
    assert kinds(reading) == [
        ("chapter", "CHAPTER I."),
        ("chapter", "The Gate"),
        ("paragraph", GATE),
        ("paragraph", "“Go on,” said Bram."),
        ("break", "* * *"),
        ("paragraph", "At night they slept under the wall, and the camels would not lie down until the moon had gone."),
        ("chapter", "CHAPTER II. The Well"),
        ("paragraph", "They found the well at noon, and it was dry as a bone."),
    ]
    reasons = [why for _, why in reading.skipped]
    assert reasons[0] == "Project Gutenberg header"
    assert reasons[-1] == "Project Gutenberg licence"
    assert {"credits", "title page", "table of contents", "note or illustration"} <= set(reasons)


def test_old_small_print_and_tail_are_known():
    story = "It rained on the day the circus came, and the elephants stood in the street like wet hills.\n"
    text = (
        "The Project Gutenberg Etext of Rain, by Joe Bell\n\nLegal words\n\n"
        "*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*\n\n"
        f"{story}\n\nEnd of Project Gutenberg's Rain, by Joe Bell\n\nmore\n"
    )
    reading = read(text)
    assert [block.text for block in reading.blocks] == [story.strip()]
    assert (reading.title, reading.author) == ("Rain", "Joe Bell")


def test_markdown_gives_title_chapters_and_words():
    text = (
        "---\ntitle: Low Tide\nauthor: M. Roe\n---\n\n# Low Tide\n\n## One\n\n"
        "The boat was *gone*. See [the map](http://x.y/z).\n\n---\n\nAt dawn it came back.\n"
    )
    reading = read(text, "low.md")
    assert (reading.title, reading.author) == ("Low Tide", "M. Roe")
    assert kinds(reading) == [
        ("chapter", "One"),
        ("paragraph", "The boat was gone. See the map."),
        ("break", "---"),
        ("paragraph", "At dawn it came back."),
    ]


def test_a_title_over_a_name_is_a_title_page():
    reading = read("The Ferry\nby Lena Holt\n\nThe ferry left at six, as it had every day for forty years.\n")
    assert (reading.title, reading.author) == ("The Ferry", "Lena Holt")
    assert [block.kind for block in reading.blocks] == [BlockKind.PARAGRAPH]


def test_lines_are_joined_only_where_they_were_wrapped():
    each = read("“Hello.”\n“Who is there?”\n“Nobody you know.”\nShe shut the door.\n")
    assert len(each.blocks) == 4
    indented = read(
        "   The first paragraph begins here\nand goes on over here to its end.\n   The second one follows.\n"
    )
    assert [block.text for block in indented.blocks] == [
        "The first paragraph begins here and goes on over here to its end.",
        "The second one follows.",
    ]


def test_sentences_are_no_chapters():
    text = (
        "Chapter one of her life was over and done with.\n\nSTOP!\n\nI went home\n\n"
        "VII\n\nHe slept.\n\nPART TWO\n\nEnd."
    )
    assert [block.text for block in read(text).blocks if block.kind is BlockKind.CHAPTER] == ["VII", "PART TWO"]


def test_spans_point_at_the_words():
    reading = read(BOOK)
    for block in reading.blocks:
        stood = reading.text[block.span.start : block.span.end]
        assert "".join(stood.replace("_", "").split()) == "".join(block.text.split())


def test_a_contents_table_alone_in_a_text_keeps_the_story():
    reading = read("Contents\n\nOne\n\nTwo\n\nOne\n\nThe dog barked all night and the moon did not care about it.\n")
    assert kinds(reading)[-1][1].startswith("The dog barked")
    assert not any(text == "Two" for _, text in kinds(reading))
