import io
import zipfile

import pytest
from docx import Document

from rushes.errors import BadSource
from rushes.tools.reading import read_bytes

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)
PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>Low Water</dc:title><dc:creator>Ida Moss</dc:creator></metadata>"
    '<manifest><item id="two" href="two.xhtml"/><item id="one" href="text/one.xhtml"/></manifest>'
    '<spine><itemref idref="one"/><itemref idref="two"/><itemref idref="lost"/></spine></package>'
)


def page(body):
    return f'<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{body}</body></html>'


def epub(members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        for name, text in members.items():
            archive.writestr(name, text)
    return packed.getvalue()


BOOK = {
    "META-INF/container.xml": CONTAINER,
    "OEBPS/book.opf": PACKAGE,
    "OEBPS/text/one.xhtml": page(
        "<h1>The Weir</h1><div><p>The water&nbsp;was <em>low</em>.</p><hr/><p>Then it rose.</p></div>"
    ),
    "OEBPS/two.xhtml": page("<h2>The Mill</h2><p>Nobody came.</p>"),
}


def test_an_epub_is_read_in_the_order_of_its_spine():
    reading = read_bytes(epub(BOOK), "low.epub")
    assert (reading.title, reading.author, reading.kind) == ("Low Water", "Ida Moss", "prose")
    assert [(block.kind.value, block.text) for block in reading.blocks] == [
        ("chapter", "The Weir"),
        ("paragraph", "The water was low."),
        ("break", "* * *"),
        ("paragraph", "Then it rose."),
        ("chapter", "The Mill"),
        ("paragraph", "Nobody came."),
    ]
    for block in reading.blocks:
        assert reading.text[block.span.start : block.span.end] == block.text


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"META-INF/container.xml": None}, "damaged"),
        ({"OEBPS/book.opf": "<package>"}, "broken XML"),
        ({"OEBPS/book.opf": PACKAGE.replace("text/one.xhtml", "no").replace("two.xhtml", "no")}, "holds no text"),
        ({"OEBPS/two.xhtml": '<!ENTITY a "b">'}, "entities"),
    ],
)
def test_a_bad_epub_is_refused(change, says):
    members = {name: text for name, text in {**BOOK, **change}.items() if text is not None}
    with pytest.raises(BadSource, match=says):
        read_bytes(epub(members), "low.epub")


def docx(fill):
    document = Document()
    fill(document)
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def test_a_word_document_is_read():
    def fill(document):
        document.core_properties.title = "Two Doors"
        document.core_properties.author = "R. Vale"
        document.add_heading("One", 1)
        document.add_paragraph("The first door was open.")
        document.add_paragraph("***")
        document.add_paragraph("The second was not.")

    reading = read_bytes(docx(fill), "doors.docx")
    assert (reading.title, reading.author) == ("Two Doors", "R. Vale")
    assert [block.kind.value for block in reading.blocks] == ["chapter", "paragraph", "break", "paragraph"]


def test_a_screenplay_in_word_is_a_screenplay():
    def fill(document):
        for line in ("INT. BARN - DAY", "", "KIT", "Moo.", "", "EXT. FIELD - NIGHT", "", "A cow."):
            document.add_paragraph(line)

    reading = read_bytes(docx(fill), "cow.docx")
    assert reading.kind == "screenplay"
    assert [block.kind.value for block in reading.blocks][:3] == ["scene-heading", "cue", "dialogue"]


def test_an_empty_word_document_is_refused():
    with pytest.raises(BadSource, match="no text"):
        read_bytes(docx(lambda document: document.add_paragraph(" ")), "a.docx")
