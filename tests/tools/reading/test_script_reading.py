import pytest

from rushes.errors import BadSource
from rushes.tools.reading import read_bytes

FOUNTAIN = """Title: _**Night Post**_
Author: K. Lind

FADE IN:

EXT. PIER - NIGHT #3A#

Rain. MARA (40s) waits
under a lamp. /* cut this */

MARA
(low)
You came. [[is this right?]]

JON (V.O.) (CONT'D)
I *always* come.

# Act two

= Jon explains himself.

ÉLISE
Qui est là ?

> DISSOLVE TO:

.HIGH WINDOW

BANG! A shot.

FADE OUT.
"""


def parts(reading):
    return [(block.kind.value, block.text, block.label) for block in reading.blocks]


def test_fountain_is_taken_apart():
    reading = read_bytes(FOUNTAIN.encode(), "night.fountain")
    assert (reading.kind, reading.title, reading.author) == ("screenplay", "Night Post", "K. Lind")
    assert parts(reading) == [
        ("transition", "FADE IN:", ""),
        ("scene-heading", "EXT. PIER - NIGHT", "3A"),
        ("action", "Rain. MARA (40s) waits under a lamp.", ""),
        ("cue", "MARA", "MARA"),
        ("parenthetical", "low", ""),
        ("dialogue", "You came.", ""),
        ("cue", "JON (V.O.) (CONT'D)", "JON"),
        ("dialogue", "I always come.", ""),
        ("cue", "ÉLISE", "ÉLISE"),
        ("dialogue", "Qui est là ?", ""),
        ("transition", "DISSOLVE TO:", ""),
        ("scene-heading", "HIGH WINDOW", ""),
        ("action", "BANG! A shot.", ""),
        ("transition", "FADE OUT.", ""),
    ]
    assert [why for _, why in reading.skipped] == [
        "title page",
        "cut by its writer",
        "writer's note",
        "outline of the script",
        "outline of the script",
    ]


def test_every_part_of_a_fountain_stands_where_its_span_says():
    reading = read_bytes(FOUNTAIN.encode(), "night.fountain")
    for block in reading.blocks:
        stood = reading.text[block.span.start : block.span.end]
        assert block.text.split()[0].strip("(") in stood
        assert "\n\n" not in stood


def test_a_plain_text_that_is_a_screenplay_is_read_as_one():
    assert read_bytes(FOUNTAIN.encode(), "night.txt").kind == "screenplay"
    assert read_bytes(b"She shouted INT. and EXT. at the actors. It was late.", "story.txt").kind == "prose"


def test_repeated_words_keep_their_own_places():
    text = "INT. ROOM - DAY\n\nTED\nNo.\n\nTED\nNo.\n\nNo.\n"
    starts = [block.span.start for block in read_bytes(text.encode(), "a.fountain").blocks]
    assert starts == [0, 17, 21, 26, 30, 35]


def fdx(body, page=""):
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<FinalDraft><Content>{body}</Content>{page}</FinalDraft>'.encode()


def paragraph(kind, *runs, number=""):
    mark = f' Number="{number}"' if number else ""
    return f'<Paragraph Type="{kind}"{mark}>' + "".join(f"<Text>{run}</Text>" for run in runs) + "</Paragraph>"


def test_fdx_keeps_every_run_number_and_nested_paragraph():
    dual = paragraph("Character", "ANN") + paragraph("Dialogue", "Now!") + paragraph("Character", "BEN")
    body = (
        paragraph("Scene Heading", "INT. ", "CELLAR &amp; VAULT - NIGHT", number="12")
        + paragraph("Action", "The light ", "goes", " out.")
        + f"<Paragraph><DualDialogue>{dual}{paragraph('Dialogue', 'Never.')}</DualDialogue></Paragraph>"
        + paragraph("Shot", "CLOSE ON THE KEY")
        + paragraph("Character", "ANN (O.S.)")
        + paragraph("Parenthetical", "(soft)")
        + paragraph("Dialogue", "Gone.")
        + paragraph("Transition", "FADE OUT.")
    )
    page = (
        f"<TitlePage><Content>{paragraph('Action', 'The Vault')}{paragraph('Action', 'by Al Bo')}</Content></TitlePage>"
    )
    reading = read_bytes(fdx(body, page), "vault.fdx")
    assert (reading.title, reading.author) == ("The Vault", "Al Bo")
    assert parts(reading) == [
        ("scene-heading", "INT. CELLAR & VAULT - NIGHT", "12"),
        ("action", "The light goes out.", ""),
        ("cue", "ANN", "ANN"),
        ("dialogue", "Now!", ""),
        ("cue", "BEN", "BEN"),
        ("dialogue", "Never.", ""),
        ("action", "CLOSE ON THE KEY", ""),
        ("cue", "ANN (O.S.)", "ANN"),
        ("parenthetical", "soft", ""),
        ("dialogue", "Gone.", ""),
        ("transition", "FADE OUT.", ""),
    ]
    for block in reading.blocks:
        assert reading.text[block.span.start : block.span.end] == block.text


@pytest.mark.parametrize("name", ["a.fountain", "a.spmd"])
def test_a_screenplay_without_scenes_says_how_to_mark_them(name):
    with pytest.raises(BadSource) as refused:
        read_bytes(b"Zorp blik.\n\nFnord.", name)
    assert "INT. KITCHEN - NIGHT" in refused.value.way_out
    assert ".txt" in refused.value.way_out
