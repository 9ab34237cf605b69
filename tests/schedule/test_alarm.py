"""When a site's pages look unlike what they were, and when they do not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import comb, isclose

import pytest

from newscrawl.schedule.alarm import STEADY, UNSTEADY, alarms, spread_of, tail
from newscrawl.schedule.measures import Measures, length_class

START = datetime(2026, 11, 3, 6, tzinfo=UTC)
LENGTHS = tuple((length_class(words), 3) for words in (120, 200, 350, 600))


def run(day, pages=12, **odd):
    """A run of a day; quiet, but for what is given."""
    began = (START + timedelta(days=day)).isoformat()
    lengths = odd.pop("lengths", LENGTHS)
    return Measures("example.org", began, pages, compared=pages, lengths=lengths, **odd)


QUIET = [run(day, unfit=day % 3 == 0, missing=day % 4 == 0) for day in range(10)]
ODD = {
    "layout": {"unfit": 12},
    "no article": {"missing": 12},
    "paywall": {"paywalled": 11},
    "same text": {"repeated": 11},
}
SHORT, LONG = ({"lengths": ((length_class(words), 12),)} for words in (40, 3000))


def test_quiet_days_raise_none():
    assert [alarms(QUIET[: n + 1]) for n in range(len(QUIET))] == [[]] * len(QUIET)


@pytest.mark.parametrize("what", ODD)
def test_one_run_with_odd_pages_raises_its_alarm(what):
    (alarm,) = alarms([*QUIET, run(10, **ODD[what])])

    assert (alarm.site, alarm.what, alarm.since) == ("example.org", what, run(10).began)


@pytest.mark.parametrize(("what", "odd"), [("short text", SHORT), ("long text", LONG)])
def test_odd_lengths_raise_theirs_on_the_next_day(what, odd):
    assert alarms([*QUIET, run(10, **odd), run(10.4, **odd)]) == []

    (alarm,) = alarms([*QUIET, run(10, **odd), run(11, **odd)])
    assert (alarm.what, alarm.since) == (what, run(10).began)


def test_it_says_what_was_seen():
    (alarm,) = alarms([*QUIET, run(10, unfit=11)])

    assert str(alarm) == (
        "example.org: layout since 2026-11-13T06:00:00+00:00: "
        "11 of 12 pages do not stand where articles stood; before that 4 of 120"
    )


def test_what_was_always_so_is_usual():
    walled = [run(day, paywalled=10) for day in range(10)]

    assert alarms([*walled, run(10, paywalled=12)]) == []


@pytest.mark.parametrize(("odd", "raised"), [(4, False), (5, False), (12, True)])
def test_a_new_section_is_no_new_layout(odd, raised):
    assert bool(alarms([*QUIET, run(10, unfit=odd)])) is raised


def test_four_odd_pages_are_an_odd_morning():
    few = {"pages": 4, "unfit": 4, "lengths": ()}

    assert alarms([*QUIET, run(10, **few)]) == []
    (alarm,) = alarms([*QUIET, run(10, **few), run(11, **few)])
    assert alarm.since == run(10).began


def test_a_site_that_nothing_is_known_of_raises_none():
    assert alarms([run(0, unfit=12)]) == []
    assert alarms([run(0, pages=9), run(1, unfit=12)]) == []
    assert alarms([run(0, pages=10), run(1, unfit=12)])


def test_the_first_run_of_the_new_kind_is_named_days_later():
    since = [run(10 + day, missing=12) for day in range(5)]

    assert {alarm.since for alarm in alarms([*QUIET, *since])} == {run(10).began}


def test_an_alarm_ends_when_pages_look_well_again():
    assert alarms([*QUIET, run(10, missing=12), run(11)]) == []


def test_a_run_without_pages_does_not_end_it():
    nothing = Measures("example.org", run(11).began, failed=1)

    assert alarms([*QUIET, run(10, missing=12), nothing])


def test_in_the_end_the_new_is_what_is_usual():
    assert alarms([*QUIET, *(run(10 + day, paywalled=12) for day in range(100))]) == []


def failing(hours):
    began = START + timedelta(days=10, hours=hours)
    return replace(Measures("example.org", began.isoformat()), failed=12)


def test_requests_that_fail_for_an_hour_are_a_passing_trouble():
    assert alarms([*QUIET, failing(0)]) == []
    assert alarms([*QUIET, failing(0), failing(1)]) == []


def test_requests_that_go_on_failing_are_not():
    (alarm,) = alarms([*QUIET, failing(0), failing(1), failing(3)])

    assert (alarm.what, alarm.since) == ("failures", failing(0).began)


def test_a_day_of_briefs_is_no_day_of_short_texts():
    briefs = ((length_class(40), 7), *((length_class(words), 1) for words in (120, 200, 350, 600)))

    assert alarms([*QUIET, run(10, lengths=briefs), run(11, lengths=briefs)]) == []


@pytest.mark.parametrize(
    ("odd", "pages", "a", "b"), [(3, 7, 0.5, 12.5), (0, 4, 1.0, 1.0), (9, 9, 2.0, 6.0)]
)
def test_the_tail_is_that_of_the_beta_binomial(odd, pages, a, b):
    """By the recurrence of the Polya urn: each odd page makes another one likelier."""

    def exactly(k):
        drawn = 1.0
        for at in range(pages):
            drawn *= (a + at if at < k else b + at - k) / (a + b + at)
        return comb(pages, k) * drawn

    assert isclose(tail(odd, pages, a, b), sum(map(exactly, range(odd, pages + 1))))


def test_a_share_that_differs_from_run_to_run_is_less_steady():
    even, uneven = [(1, 10)] * 12, [(0, 10)] * 10 + [(6, 10)] * 2

    assert spread_of(even) == spread_of([]) == spread_of([(0, 9)] * 5) == STEADY
    assert spread_of(uneven) == UNSTEADY
