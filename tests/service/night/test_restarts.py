"""When a lost worker is started again."""

from hypothesis import given
from hypothesis import strategies as st

from rushes.service.night.restarts import IN_A_ROW, IN_ALL, LONGEST, wait_before_restart


def test_waits_grow_and_end():
    waits = [wait_before_restart([0] * losses) for losses in range(1, IN_A_ROW + 1)]
    assert waits == [5, 15, 45, 135, 300, 300, 300, None]
    assert 15 * 60 <= sum(filter(None, waits)) <= 20 * 60


def test_a_take_makes_it_the_first_loss_again():
    assert wait_before_restart([0] * 7 + [1]) == 5
    assert wait_before_restart([0] * 7 + [1, 0]) == 5
    assert wait_before_restart([0] * 7 + [1, 0, 0]) == 15


def test_a_machine_that_loses_a_worker_all_night_is_given_up():
    assert wait_before_restart([3] * (IN_ALL - 1)) == 5
    assert wait_before_restart([3] * IN_ALL) is None


@given(st.lists(st.integers(0, 5), min_size=1, max_size=60))
def test_a_wait_is_short_enough_to_be_worth_it(losses):
    wait = wait_before_restart(losses)
    assert wait is None or 5 <= wait <= LONGEST
    assert (wait is None) is (len(losses) >= IN_ALL or (len(losses) >= IN_A_ROW and not any(losses[-IN_A_ROW:])))
