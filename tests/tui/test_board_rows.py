"""The board as rows, its filters, and the next step in words."""

from hypothesis import given
from hypothesis import strategies as st

from rushes.film.take import ShotState
from rushes.memory.overview import Intent, Intents, Overview, PlanLine, ShotLine, TakeLine
from rushes.service.watch import Moment
from rushes.tui.board import Board, Filter, found, passes, rows
from rushes.tui.next_step import next_step
from rushes.tui.standing import LOOKS

STATES = st.sampled_from([state for state in ShotState if state is not ShotState.OMITTED])


def a_line(number="1-1", state=ShotState.SHOT, merit=None, reason="", note=""):
    return ShotLine(number, number.split("-")[0], state.value, reason, 0, note, None, None, None, 0, merit)


def a_board(*lines, film=False, plan=True):
    intents = Intents(
        "The Mill",
        {line.scene: f"INT. MILL {line.scene} - NIGHT" for line in lines},
        {line.number: Intent(1.0, "close", "static", f"subject of {line.number}") for line in lines},
    )
    return Board(Overview("mill.md", PlanLine(1, "house-rules", None) if plan else None, lines, "", film), intents)


LINES = st.lists(
    st.tuples(st.integers(1, 5), st.integers(1, 9), STATES, st.none() | st.floats(0, 1)),
    unique_by=lambda one: one[:2],
    max_size=20,
).map(lambda found: tuple(a_line(f"{scene}-{shot}", state, merit) for scene, shot, state, merit in sorted(found, key=lambda one: one[:2])))  # fmt: skip


@given(LINES, st.sampled_from(Filter))
def test_every_shot_that_passes_stands_once_under_its_scenes_heading(lines, wanted):
    board = a_board(*lines)
    shown = rows(board, wanted)
    assert [row.shot for row in shown if row.shot] == [line for line in lines if passes(line, wanted)]
    assert len({row.key for row in shown}) == len(shown)
    for before, row in zip([None, *shown], shown, strict=False):
        assert row.shot is None or (before is not None and before.scene == row.scene)
    assert board.counts[wanted] == sum(row.shot is not None for row in shown)


def test_takes_stand_under_a_shot_that_is_open():
    take = TakeLine("1-1/k1", "keyframe", "draft", "a.png", 0.0, 0.1, 1.0, "", "accept")
    shown = rows(a_board(a_line(), a_line("1-2")), opened={"1-1": (take,)})
    assert [row.key for row in shown] == ["scene 1", "1-1", "1-1/k1", "1-2"]


def test_words_are_looked_for_in_numbers_headings_subjects_and_reasons():
    line = a_line(reason="his Hat is another one", note="[NIGHT]")
    board = a_board(line)
    for words in ("", "1-1", "mill night", "SUBJECT", "hat", "[night]"):
        assert [row.shot for row in rows(board, words=words) if row.shot] == [line]
    assert rows(board, words="mill day") == []
    assert found(board, "1-1", ["hat"])


def test_every_state_has_a_sign_and_a_word_of_its_own():
    assert set(LOOKS) == set(ShotState)
    assert len({look.sign for look in LOOKS.values()}) == len({look.word for look in LOOKS.values()}) == len(LOOKS)
    assert all(len(look.sign) == 1 for look in LOOKS.values())


def test_the_next_step_is_said():
    nothing = Board(Overview("mill.md"))
    assert "s sends the crew" in next_step(nothing, Moment())
    work = a_board(a_line(state=ShotState.STALE))
    assert next_step(work, Moment()) == "1 shot to shoot: s sends the crew."
    assert "Stop it: S" in next_step(work, Moment(phase="shooting"))
    flagged = a_board(a_line(state=ShotState.FLAGGED), a_line("1-2", ShotState.PLANNED))
    assert next_step(flagged, Moment()) == "1 shot for you to look at: 3 shows them. 1 shot to shoot: s sends the crew."
    assert "1 shot to look at: 3" in next_step(flagged, Moment(phase="shooting"))
    assert next_step(a_board(a_line()), Moment()) == "C cuts the film."
    assert "a approves" in next_step(a_board(a_line(), film=True), Moment())
    assert next_step(a_board(a_line(state=ShotState.APPROVED), film=True), Moment()).startswith(
        "Every shot is approved"
    )
    assert "w shows it" in next_step(work, Moment(phase="waiting", waiting=("the plan",)))
    assert "w shows them" in next_step(work, Moment(phase="waiting", waiting=("the bible (bible/ada/k1)",)))
    assert "2 shots: 3 shows them" in next_step(work, Moment(phase="waiting", waiting=("1-1", "1-2")))
