"""Ten thousand hostile texts, painted: nothing steers the terminal, no letter is lost, every line is as wide as it says.

They are painted by the screens' own widgets and words, in one small application rather than in ten thousand large ones.
"""

import asyncio
import random
import re
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.app import App
from textual.visual import Visual
from textual.widgets import Static

from rushes import tui
from rushes.gate import clean
from rushes.memory.overview import Intent, Intents, Overview, ShotLine, TakeLine
from rushes.service.watch import Line, Moment, Working
from rushes.studio.floor import FloorView, InHand, LaneView
from rushes.tui.board import Board, rows
from rushes.tui.board_list import BoardList
from rushes.tui.dialogs import waiting
from rushes.tui.entry import Entry
from rushes.tui.log import Log
from rushes.tui.masthead import Masthead
from rushes.tui.night_words import in_work, lanes, so_far
from rushes.tui.pictures.captions import name_over, sentence
from rushes.tui.review_words import scores, slate, source
from rushes.tui.talk import Piece
from rushes.tui.words import fitted, shown

TEXTS = 10_000
STEERS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ud800-\udfff]")
PIECES = (
    *(
        "\x1b[31m",
        "\x1b[2J",
        "\x1b]52;c;aGk=\x07",
        "\x1b]8;;http://x\x1b\\",
        "\x1bP1$r\x1b\\",
        "\x9b31m",
        "\x9d52;c;x\x9c",
    ),
    *("[b]", "[/b]", "[/]", "[NIGHT]", "[@click=app.quit]x[/]", "[link=http://x]", "[red on", "\\[", "]"),
    *("👩‍👩‍👧‍👦", "🏳️‍🌈", "❤️", "1️⃣", "👩🏽‍🚀", "🏴\U000e0067\U000e0062\U000e007f", "🇩🇪"),
    *("\u202eabc\u202c", "\u2067x\u2069", "\u200f", "\u061c", "שלום", "مرحبا ه‍.", "\ufff9a\ufffab\ufffb"),
    *("\u200b", "\u200c", "\u200d", "\ufeff", "\u00ad", "\u2060", "\ufe0f", "e\u0301\u0301", "क्‍ष", "\u3164", "\u115f"),
    *("夜の場面", "\u3000", "\xa0", " ", "  ", "\t", "\n", "\n\n", "\r\n", "\u2028", "\x85", "\x00", "\x7f"),
    *("\ud800", "\udcff", "\uffff", "\U000e0041", "INT. HOUSE - DAY", "a", "word and word", "$(x)", "-" * 9, "@#%{}"),
)


def hostile(pick):
    """A text of up to a dozen pieces, some of them any letters at all; one in a hundred is long."""
    made = []
    for _ in range(pick.randint(0, 12)):
        kind, most = pick.random(), pick.choice((0x300, 0x3000, 0x110000))
        made.append(
            pick.choice(PIECES)
            if kind < 0.75
            else "".join(chr(pick.randrange(most)) for _ in range(pick.randint(1, 12)))
        )
    return "".join(made) * (pick.randint(2, 60) if pick.random() < 0.01 else 1)


@pytest.fixture(scope="module")
def texts():
    pick = random.Random(52)
    return [hostile(pick) for _ in range(TEXTS)]


class House(App):
    CSS_PATH = str(Path(tui.__file__).parent / "floor.tcss")

    def compose(self):
        yield Masthead("board")
        yield BoardList()
        yield Log()
        yield Piece("", "did")
        yield Entry()
        yield Static(id="said")


def in_the_house(what):
    async def screen():
        app = House()
        async with app.run_test(size=(90, 40)):
            what(app)

    asyncio.run(screen())


def laid(widget, content, width):
    """A content's lines as the widget paints them, looked through."""
    strips = Visual.to_strips(widget, content, width, None, widget.visual_style)
    for strip in strips:
        whole(strip)
        assert strip.cell_length <= width
    return "".join(strip.text for strip in strips)


def whole(strip):
    """Nothing in a line steers, and it is as wide as it says."""
    text = strip.text
    assert not STEERS.search(text), ascii(text)
    cells = sum(cell_len(segment.text) for segment in strip)
    assert cells == cell_len(text), ascii(text)
    trimmed = strip.cell_length - cells  # Textual counts a blank of two cells (U+3000) that it trims as one
    assert trimmed in {0, 1}, ascii(text)


def exact(strip, width):
    """As `whole`, for a line that fills the room."""
    whole(strip)
    assert cell_len(strip.text) == strip.cell_length == width, ascii(strip.text)
    return [segment.text for segment in strip]


def letters(text):
    return "".join(text.split())


def begins(painted, text):
    """What is painted is all of the text, or its beginning and an ellipsis."""
    said, all_of_it = letters(painted), letters(clean(text))
    assert said == all_of_it or (said[-1:] == "…" and all_of_it.startswith(said[:-1])), (ascii(painted), ascii(text))


def a_board(texts):
    """A scene a text: its heading, its shot's subject, and the reason why that waits, fails, or is planned again."""
    shots, intents, headings = [], {}, {}
    for number, text in enumerate(texts, start=1):
        state = ("planned", "waiting", "failed", "rejected", "approved")[number % 5]
        line = ShotLine(f"{number}-1", f"{number}", state, text, 0, text, None, None, None, takes=1, merit=0.5)
        shots.append(line)
        headings[f"{number}"], intents[f"{number}-1"] = text, Intent(1.0, "long", "pan-left", text)
    return Board(Overview(source=texts[0], shots=tuple(shots)), Intents(texts[0], headings, intents))


def said_of(row, text):
    """What a row says in words."""
    if row.take or row.shot is None or row.shot.state in {"planned", "approved"} or not text:
        return text
    return f"{text} — {text}"


@pytest.mark.parametrize("narrow", [True, False])
def test_the_board(texts, narrow):
    def paint(app):
        board = app.query_one(BoardList)
        board.narrow = narrow
        for first in range(0, TEXTS, 1000):
            some = texts[first : first + 1000]
            board.board = a_board(some)
            takes = {
                f"{number}-1": (TakeLine("k1", "keyframe", "draft", "m", 0, 1, None, text, "weak"),)
                for number, text in enumerate(some, start=1)
            }
            board.rows = rows(board.board, opened={} if narrow else takes)
            for y, row in enumerate(board.rows):
                line = exact(board.render_line(y), board.scrollable_content_region.width)
                words = line[0][5:] if row.shot is None else line[1 if row.take else 2 if narrow else 3]
                text = some[int(row.scene) - 1]
                begins(words, text if narrow else said_of(row, text))

    in_the_house(paint)


def test_the_log(texts):
    def paint(app):
        log = app.query_one(Log)
        log.lines = [Line("00:00:00", "", text) for text in texts]
        for y, text in enumerate(texts):
            begins(exact(log.render_line(y), log.scrollable_content_region.width)[1], text)

    in_the_house(paint)


def test_the_talk(texts):
    def paint(app):
        piece = app.query_one(Piece)
        for text in texts:
            piece.tell(text)
            painted = laid(piece, piece.visual, piece.content_size.width)
            assert letters(painted) == letters(clean(text)) or len(text) > 4000

    in_the_house(paint)


def test_a_page_and_the_story(texts):
    def paint(app):
        said = app.query_one("#said")
        for number, text in enumerate(texts):
            width = (31, 34, 60, 104)[number % 4]
            assert letters(laid(said, shown(text), width)) == letters(clean(text))
            parts = ("", text, "") if number % 2 else (text, "words", "")
            painted = letters(laid(said, source(*parts), width))
            assert painted == letters("{}»{}«{}".format(*map(clean, parts))) or len(text) > 4000

    in_the_house(paint)


def a_take(text, where):
    """A take and its shot as `rushes show` has them, with the text in one of the places that have words."""
    note, reason, measure, made, failure = ("plain",) * where + (text,) + ("plain",) * (4 - where)
    score = {"gate": "1..", "passed": False, "measure": "luma", "value": 1.0, "percentile": 5.0, "reason": measure}
    take = {
        "id": "1-1/k1",
        "verdicts": [{"by": "critic", "decision": "weak", "reason": reason}],
        "scores": [score],
        "backend": "draft",
        "seed": 1,
        "size": "96x54",
        "frames": 1,
        "made_at": "now",
        "made_seconds": 1.0,
        "media": made,
        "settled": {"settled": [made]},
    }
    circle = {"print": None, "clip": None, "keyframe": None}
    return take, {"note": note, "circle": circle, "takes": [take], "shot": {"action": made}, "failures": [failure]}


def test_scores_and_slates(texts):
    def paint(app):
        said = app.query_one("#said")
        for number, text in enumerate(texts[::2]):
            where = number % 5
            take, shot = a_take(text, where)
            painted = letters(laid(said, (scores if where < 3 else slate)(take, shot), 33))
            assert letters(clean(text))[:150] in painted

    in_the_house(paint)


def test_the_night(texts):
    board = a_board(["a"])

    def paint(app):
        said = app.query_one("#said")
        for text in texts:
            at_work = Moment(phase="shooting", shots=2, waiting=(text,), working=((text, Working(text, "")),))
            lane = LaneView("card", (text,), (InHand(text, "clip", text, 0.0),), gone=False)
            for words in (
                so_far(board, at_work, 0.0),
                so_far(board, Moment(outcome=text), 0.0),
                in_work(at_work),
                lanes(FloorView((lane,), 0, 0), 0.0),
            ):
                assert not STEERS.search(words.replace("\n", "")), ascii(words)
            outcome = so_far(board, Moment(outcome=text), 0.0).split("\n")[0][2:]
            begins(outcome, text if clean(text).split() else "The crew is at rest.")
            laid(said, shown(words), 40)

    in_the_house(paint)


def test_the_top_line_and_a_line_to_type_on(texts):
    def paint(app):
        masthead, entry = app.query_one(Masthead), app.query_one(Entry)
        title = masthead.query_one("#title")
        for text in texts:
            masthead.tell(Board(Overview(source=text or "a")), Moment())
            begins(laid(title, title.visual, 36), text or "a")
            entry.value = text
            entry.cursor_position = 0
            line = entry.render_line(0)
            assert not STEERS.search(line.text), ascii(line.text)
            assert entry.value == text

    in_the_house(paint)


def test_one_line_places_and_captions(texts):
    def paint(app):
        style = app.screen.rich_style
        for number, text in enumerate(texts):
            cells = number % 60
            line = fitted(text, cells)
            assert cell_len(line) <= cells
            begins(line, text if cells else "")
            exact(name_over(text, cells, style), cells)
            for strip in sentence(text, 30, 5, style):
                exact(strip, 30)

    in_the_house(paint)


def test_the_plan_that_waits(texts):
    def paint(app):
        for first in range(0, TEXTS, 1000):
            board = a_board(texts[first : first + 500])
            words = waiting._plan_in_words(board)
            assert not STEERS.search(words.replace("\n", ""))
            painted = laid(app.query_one("#said"), shown(words), 104)
            assert letters(painted) == letters(words)
            assert not STEERS.search(waiting._heading(board))

    in_the_house(paint)
