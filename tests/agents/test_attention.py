from rushes.agents.attention import FEW, Attention, waited_for
from rushes.film.take import ShotState
from rushes.memory.shots import ShotStanding


def standing(number, rounds=0, state=ShotState.PLANNED):
    return ShotStanding(number, state, rounds, "", "", None, None, None)


def test_what_a_person_sent_back_comes_before_the_night():
    board = [standing("1-1"), standing("1-2", rounds=1), standing("1-3"), standing("1-4", 2, ShotState.APPROVED)]
    assert waited_for(board, first_soon=False) == {"1-2"}


def test_many_sent_back_are_a_days_work():
    board = [standing(f"1-{number}", rounds=1) for number in range(FEW + 1)] + [standing("2-1")]
    assert waited_for(board, first_soon=False) == frozenset()


def test_when_all_are_sent_back_nobody_is_before_anybody():
    assert waited_for([standing("1-1", rounds=1)], first_soon=False) == frozenset()


def test_the_first_shot_soon():
    board = [standing("1-1", state=ShotState.SHOT), standing("1-2"), standing("1-3")]
    attention = Attention(first_soon=True)
    looks = []

    def asked():
        looks.append(1)
        return board

    assert [attention.on(number, asked) for number in ("1-1", "1-2", "1-3")] == [False, True, False]
    assert len(looks) == 1
    assert waited_for([], first_soon=True) == frozenset()
