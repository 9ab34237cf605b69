from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.schedule.waiting import (
    FIRST_WAIT,
    LATER,
    LONGEST_WAIT,
    STRIKES,
    Standing,
    answered,
    complained,
    complains,
    retry_after,
)

NOW = datetime(2026, 11, 3, 8, 0, tzinfo=UTC)
LONGEST = timedelta(minutes=2)


def seconds(number):
    return timedelta(seconds=number)


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("0", seconds(0)),
        (" 120 ", seconds(120)),
        ("9" * 400, LONGEST_WAIT),
        ("Tue, 03 Nov 2026 08:01:00 GMT", seconds(60)),
        ("Tuesday, 03-Nov-26 08:01:00 GMT", seconds(60)),
        ("Tue, 03 Nov 2026 07:00:00 GMT", seconds(0)),
        ("Tue, 03 Nov 2099 07:00:00 GMT", LONGEST_WAIT),
        ("Tue, 99 Nov 2026 07:00:00 GMT", None),
        ("\u0661\u0662", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value, wait):
    assert retry_after(value, NOW) == wait


@pytest.mark.parametrize(
    ("status", "asked", "is_complaint"),
    [
        (200, None, False),
        (200, seconds(5), False),
        (500, seconds(5), False),
        (503, None, False),
        (503, seconds(5), True),
        (429, None, True),
    ],
)
def test_what_a_complaint_is(status, asked, is_complaint):
    assert complains(status, asked) is is_complaint


def test_a_short_break_is_waited_for():
    after = complained(Standing(), seconds(30), NOW, LONGEST)

    assert after == Standing(1, NOW + seconds(30))
    assert after.is_closed(NOW + seconds(29))
    assert not after.is_closed(NOW + seconds(30))


def test_who_does_not_say_how_long_is_asked_after_ever_longer_waits():
    first = complained(Standing(), None, NOW, LONGEST)
    second = complained(first, None, first.until, LONGEST)

    assert (first.until - NOW, second.until - first.until) == (FIRST_WAIT, 2 * FIRST_WAIT)


def test_answers_to_requests_sent_before_are_the_same_complaint():
    first = complained(Standing(), seconds(30), NOW, LONGEST)
    second = complained(first, seconds(40), NOW + seconds(1), LONGEST)

    assert second == Standing(1, NOW + seconds(41))


@pytest.mark.parametrize(("asked", "wait"), [(seconds(121), LATER), (LONGEST_WAIT, LONGEST_WAIT)])
def test_a_long_break_ends_the_hosts_part_of_the_run(asked, wait):
    assert complained(Standing(), asked, NOW, LONGEST) == Standing(1, NOW + wait, left=True)


def test_a_host_that_complains_again_and_again_is_left_alone():
    standing, now = Standing(), NOW
    for _ in range(STRIKES):
        assert not standing.left
        standing = complained(standing, seconds(10), now, LONGEST)
        now += seconds(10)

    assert standing.left


def test_a_good_answer_after_the_break_makes_all_well():
    standing = complained(Standing(), seconds(30), NOW, LONGEST)

    assert answered(standing, NOW + seconds(5)) == standing  # to a request sent before
    assert answered(standing, NOW + seconds(31)) == Standing()


def test_a_host_that_was_left_alone_stays_so():
    left = complained(Standing(), timedelta(hours=1), NOW, LONGEST)

    assert answered(left, NOW + timedelta(hours=2)) == left
