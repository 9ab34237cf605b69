import pytest

from newscrawl.schedule.interruption import ALONE, ALONE_FROM, After, after_crash, runs_alone


@pytest.mark.parametrize(
    ("interrupted", "reason", "kept", "after"),
    [
        (0, "", False, After.AGAIN),
        (0, "", True, After.KEPT),
        (99, "", False, After.AGAIN),
        (99, "timeout", True, After.KEPT),
        (ALONE_FROM - 1, ALONE, False, After.AGAIN),
        (ALONE_FROM, ALONE, False, After.POISON),
        (ALONE_FROM, ALONE, True, After.POISON),
    ],
)
def test_only_what_was_in_hand_alone_is_poison(interrupted, reason, kept, after):
    assert after_crash(interrupted, reason, kept=kept) is after


def test_a_page_is_run_alone_after_three_interruptions():
    assert [runs_alone(n) for n in range(5)] == [False, False, False, True, True]
