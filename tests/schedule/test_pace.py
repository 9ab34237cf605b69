import pytest

from newscrawl.schedule.pace import floor_of, seconds_apart


@pytest.mark.parametrize(
    ("asked", "own", "floor"),
    [
        ([], None, 0.0),
        ([None, None], None, 0.0),
        ([5.0, None], None, 5.0),
        ([5.0, 20.0], None, 20.0),
        ([5.0], 7.5, 7.5),
        ([5.0], 2.0, 5.0),
        ([3600.0], None, 60.0),
        ([3600.0], 90.0, 90.0),
        ([-1.0], None, 0.0),
    ],
)
def test_the_longest_counts_and_robots_txt_has_a_limit(asked, own, floor):
    assert floor_of(asked, own, 60.0) == floor


@pytest.mark.parametrize(("requests", "seconds", "apart"), [(1, 10, 10), (4, 2, 0.5), (0, 5, None)])
def test_a_rate_is_a_delay(requests, seconds, apart):
    assert seconds_apart(requests, seconds) == apart
