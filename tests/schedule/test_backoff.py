from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.schedule.backoff import next_try

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("tries", "wait"),
    [(1, timedelta(minutes=15)), (2, timedelta(hours=1)), (5, timedelta(hours=64))],
)
def test_each_wait_is_four_times_the_last(tries, wait):
    assert next_try(tries, NOW, 6) == NOW + wait


@pytest.mark.parametrize("tries", [6, 7, 1000])
def test_a_url_is_given_up_after_the_last_try(tries):
    assert next_try(tries, NOW, 6) is None
