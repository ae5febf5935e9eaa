import io
import os
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rushes.errors import BadSource
from rushes.film.reading import BlockKind
from rushes.tools.reading import read_bytes, read_source
from rushes.tools.reading.source import MAX_TEXT_BYTES

STORY = "The mill stood by the river. Anna opened the door and went in.\n\nIt was cold."


def test_a_file_is_read_and_named_after_itself(tmp_path):
    path = tmp_path / "the-old_mill.txt"
    path.write_text(STORY)
    reading = read_source(path)
    assert (reading.title, reading.kind, reading.name) == ("The Old Mill", "prose", "the-old_mill.txt")
    assert [block.text for block in reading.blocks] == STORY.split("\n\n")


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "a.txt", "empty"),
        (b" \n\t\r\n ", "a.txt", "empty"),
        ("\ufeff \u200b".encode(), "a.txt", "empty"),
        (b"%PDF-1.7 stuff", "a.txt", "a PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a.md", "a PNG picture"),
        (b"PK\x03\x04\x00\x00", "a.txt", "a zip archive"),
        (b"once upon\0a time", "a.txt", "NUL"),
        (b"\0\0\0\x18ftypmp42", "a.txt", "video"),
        (b"<!DOCTYPE html><html></html>", "a.txt", "web page"),
        (b"{\\rtf1 hello}", "a.txt", "RTF"),
        (bytes(range(1, 32)) * 40, "a.txt", "not text"),
        (b"no zip at all", "a.epub", "no readable EPUB"),
        (b"PK\x03\x04broken", "a.epub", "damaged"),
        (b"PK\x03\x04broken", "a.docx", "damaged"),
        (b"<FinalDraft><Content><Paragraph>", "a.fdx", "broken XML"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><FinalDraft/>', "a.fdx", "entities"),
        (b"<FinalDraft><Content/></FinalDraft>", "a.fdx", "no scene headings"),
        (b"Grob nak lub.\n\nSnirf da bol.", "a.fountain", "no scene headings or dialogue"),
        (b"* * *", "contents.txt", None),
    ],
)
def test_what_is_no_story_is_refused_in_one_sentence_with_a_way_out(data, name, says):
    if says is None:
        assert read_bytes(data, name).blocks
        return
    with pytest.raises(BadSource, match=says) as refused:
        read_bytes(data, name)
    assert refused.value.way_out.endswith(".")
    assert "\n" not in refused.value.title


def test_files_that_can_not_be_read_are_refused(tmp_path):
    with pytest.raises(BadSource, match="no file"):
        read_source(tmp_path / "nowhere.txt")
    with pytest.raises(BadSource, match="folder"):
        read_source(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(BadSource, match="not an ordinary file"):
        read_source(tmp_path / "pipe.txt")
    with pytest.raises(BadSource):
        read_source(tmp_path / ("long" * 200))


def test_a_file_over_the_limit_is_refused_without_being_read(tmp_path, monkeypatch):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    monkeypatch.setattr(type(path), "open", lambda *_, **__: pytest.fail("it was opened"))
    with pytest.raises(BadSource, match=f"50 MB.*up to {MAX_TEXT_BYTES // 1024 // 1024} MB"):
        read_source(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_common_encodings_are_decoded(encoding):
    text = "“Où est l’été ?” demanda Zoé. She paid 3 £ – no more – and left.\n\nThe end of a long, long day."
    assert read_bytes(text.encode(encoding), "a.txt").text == text


def test_other_encodings_are_guessed():
    text = "Старый смотритель поднялся на маяк и зажёг лампу. Море было спокойно. " * 20
    assert read_bytes(text.encode("cp1251"), "a.txt").text == text


def test_a_few_broken_bytes_do_not_spoil_utf8():
    data = ("Ärger über Öl. " * 60).encode()[:-3] + b"\xc3"
    assert "Ärger über Öl" in read_bytes(data, "a.txt").text


def test_line_ends_are_made_equal():
    assert read_bytes(b"One.\r\n\r\nTwo.\r\rThree.", "a.txt").text == "One.\n\nTwo.\n\nThree."


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md", "a.fountain", "a.fdx", "a.epub", "a.docx", "a", ""]))
def test_any_bytes_are_read_or_refused(data, name):
    try:
        reading = read_bytes(data, name)
    except BadSource:
        return
    _holds(reading)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=400), st.sampled_from(["a.txt", "a.md", "a.fountain"]))
def test_blocks_lie_in_order_inside_the_text(text, name):
    try:
        reading = read_bytes(text.encode("utf-8", "replace"), name)
    except BadSource:
        return
    _holds(reading)


def _holds(reading):
    end = 0
    for block in reading.blocks:
        assert end <= block.span.start <= block.span.end <= len(reading.text)
        end = block.span.end
        if block.kind is BlockKind.PARAGRAPH:
            letters = [sign for sign in block.text if sign.isalnum()]
            stood = iter(reading.text[block.span.start : block.span.end])
            assert all(any(sign == other for other in stood) for sign in letters)
    for span, why in reading.skipped:
        assert span.end <= len(reading.text)
        assert why


def test_a_crafted_archive_can_not_fill_the_memory():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("META-INF/container.xml", b" " * 30_000_000)
    assert len(packed.getvalue()) < len(zlib.compress(b" " * 30_000_000)) + 1000
    with pytest.raises(BadSource, match="unpacks to more than"):
        read_bytes(packed.getvalue(), "bomb.epub")
