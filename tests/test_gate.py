import unicodedata
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushes.gate import clean, letter_by_letter, one_line

ANYTHING = st.text(st.characters(exclude_categories=()) | st.sampled_from("\u200d\x1b\x9b\u202e\u2028\U000e0041"))
EVERY = "".join(map(chr, range(0x110000)))
TURNS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "B", "S"}
"""What Unicode's rules for lines in both directions call embeddings, overrides, isolates and separators."""


def sign(letter):
    code = ord(letter)
    if code < 0x20 or code == 0x7F:
        return chr(0x2400 + min(code, 0x21))
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def test_of_all_the_letters_there_are_none_that_comes_out_steers_anything():
    out = set(clean(EVERY)) - set("\n\t")
    assert not [letter for letter in out if unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"}]
    assert not [letter for letter in out if unicodedata.bidirectional(letter) in TURNS]
    assert not out & set("\u061c\u200e\u200f\u206a\u206b\u206c\u206d\u206e\u206f\ufff9\ufffa\ufffb")
    assert not out & set(map(chr, range(0xE0000, 0xE0080)))


def test_what_comes_out_can_stand_in_a_document():
    out = clean(EVERY)
    assert out.encode().decode() == out
    assert ET.fromstring(f"<all>{out.replace('&', '').replace('<', '')}</all>").text


def test_every_letter_there_is_comes_out():
    all_come_out(EVERY)


@given(ANYTHING)
def test_every_letter_comes_out_as_itself_or_as_its_sign(text):
    all_come_out(text)


def all_come_out(text):
    out, at = clean(text), 0
    for letter in text:
        piece = letter if out.startswith(letter, at) else sign(letter)
        assert out.startswith(piece, at)
        at += len(piece)
    assert at == len(out)


@given(ANYTHING)
def test_a_second_time_changes_nothing(text):
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    "text",
    [
        "INT. ROOM [NIGHT] [/b] [@click=app.quit]x[/] ♥ 夜",
        "👩‍👩‍👧‍👦 🏳️‍🌈 ❤️ 1️⃣ 👩🏽‍🚀 🇩🇪",
        "می‌خواهم",
        "क्‍ष and ශ්‍රී",
        "ไทย\u200bไทย",
        "Schiff\u00adfahrt",
        "葛\U000e0100飾区",
        "Z\u0336a\u0335l\u0334g\u0337o\u0338 é e\u0301",
        "\u115f\u1160\u3164\uffa0 \ufeff\u2060",
        "שלום, مرحبا",
        "two\nlines\tand a tab",
    ],
)
def test_what_belongs_to_writing_stays(text):
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]52;c;x\x07", "␛]52;c;x␇"),
        ("\x9b31m\x7f", "\\x9b31m␡"),
        ("a\u202eb\u2069", "a\\u202eb\\u2069"),
        ("a\u2028b\r\nc", "a\\u2028b␍\nc"),
        ("hidden \U000e0068\U000e0069", "hidden \\U000e0068\\U000e0069"),
        ("\ud800\uffff", "\\ud800\\uffff"),
        ("x\u200dx 夜\u200d", "x\\u200dx 夜\\u200d"),
    ],
)
def test_what_is_obeyed_or_hidden_is_shown(text, shown):
    assert clean(text) == shown


@given(ANYTHING, st.integers(1, 80))
def test_one_line_is_one_line_and_says_when_it_is_cut(text, width):
    line = one_line(text, width)
    assert len(line) <= width
    assert "\n" not in line
    flat = " ".join(clean(text).split())
    assert line == flat or (line[-1] == "…" and flat.startswith(line[:-1]))


def test_a_line_of_a_megabyte_is_looked_at_no_further_than_it_matters():
    assert one_line("x" * 1_000_000, 80) == "x" * 79 + "…"
    assert one_line(" " * 1_000_000 + "x", 80) == "…"


@given(ANYTHING)
def test_a_line_that_is_typed_on_keeps_its_length(text):
    line = letter_by_letter(text)
    assert len(line) == len(text)
    assert clean(line.replace("\u200d", "")) == line.replace("\u200d", "")
    assert not {"\n", "\t"} & set(line)
