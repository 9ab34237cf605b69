"""How runs went, and what has changed, as the store keeps it."""

from __future__ import annotations

from dataclasses import replace

from newscrawl.schedule.alarm import Alarm
from newscrawl.schedule.measures import Measures
from newscrawl.storage import Store, open_alarms
from newscrawl.storage.measures import KEPT, raise_alarms, record

NOW = "2026-11-05T06:10:00+00:00"
RUN = Measures(
    "example.org",
    "2026-11-03T06:00:00+00:00",
    pages=9,
    missing=1,
    paywalled=2,
    repeated=3,
    compared=8,
    unfit=4,
    failed=5,
    lengths=((8, 2), (13, 6)),
)
ALARM = Alarm("example.org", "layout", "2026-11-03T06:00:00+00:00", "12 of 12 pages")


def test_a_run_comes_back_as_it_was(store: Store) -> None:
    assert record(store, RUN) == [RUN]


def test_the_runs_of_a_site_come_in_their_order(store: Store) -> None:
    other = replace(RUN, site="other.example")
    later = replace(RUN, began="2026-11-04T06:00:00+00:00", lengths=())

    record(store, RUN)
    record(store, other)
    assert record(store, later) == [RUN, later]


def test_no_more_runs_are_kept_than_alarms_look_at(store: Store) -> None:
    for number in range(KEPT):
        record(store, replace(RUN, pages=number))
    other = record(store, replace(RUN, site="other.example"))

    kept = record(store, replace(RUN, pages=KEPT))
    assert [run.pages for run in kept] == list(range(1, KEPT + 1))
    assert len(other) == 1


def test_an_alarm_that_goes_on_keeps_its_beginning(store: Store) -> None:
    later = replace(ALARM, since="2026-11-04T06:00:00+00:00", evidence="24 of 24 pages")

    raise_alarms(store, "example.org", [ALARM], NOW)
    raised = raise_alarms(store, "example.org", [later], NOW)
    assert raised == open_alarms(store) == [replace(later, since=ALARM.since)]


def test_an_alarm_that_is_not_raised_again_is_over(store: Store) -> None:
    other = replace(ALARM, site="other.example", what="paywall")

    raise_alarms(store, "example.org", [ALARM], NOW)
    raise_alarms(store, "other.example", [other], NOW)
    raise_alarms(store, "example.org", [], NOW)
    assert open_alarms(store) == open_alarms(store, "other.example") == [other]
    assert open_alarms(store, "example.org") == []
