from datetime import UTC, datetime

import pytest

from newscrawl.schedule.harvest import Harvest
from newscrawl.schedule.outcomes import Fate, Outcome

TIMEOUT = Outcome(Fate.RETRY, "timeout")


@pytest.mark.parametrize(
    ("outcome", "is_failure"),
    [
        (TIMEOUT, True),
        (Outcome(Fate.FAILED, "HTTP 403"), True),
        (Outcome(Fate.GONE, "HTTP 404"), False),
        (Outcome(Fate.NOT_ARTICLE, "no HTML"), False),
        (Outcome(Fate.FAILED, "forbidden by robots.txt"), False),
        (Outcome(Fate.RETRY, "HTTP 429", until=datetime(2026, 11, 3, tzinfo=UTC)), False),
    ],
)
def test_a_page_that_did_not_come_failed_or_was_passed_over(outcome, is_failure):
    site = Harvest().of("a.example")
    site.page(outcome)

    assert site.failed == ({outcome.reason: 1} if is_failure else {})
    assert site.passed_over == ({} if is_failure else {outcome.reason: 1})


def test_items_are_kept_or_dropped_for_a_reason():
    site = Harvest().of("a.example")
    for dropped in ("", "TooShort", "ExtractionCrashed", ""):
        site.item(dropped)

    assert (site.kept, site.passed_over, site.failed) == (
        2,
        {"TooShort": 1},
        {"ExtractionCrashed": 1},
    )


@pytest.mark.parametrize(
    ("outcome", "home", "failed"),
    [
        (TIMEOUT, False, True),
        (Outcome(Fate.GONE, "HTTP 404"), False, False),
        (Outcome(Fate.GONE, "HTTP 404"), True, True),
        (Outcome(Fate.FAILED, "forbidden by robots.txt"), True, True),
    ],
)
def test_a_source_fails_unless_it_is_gone_and_no_home_page(outcome, home, failed):
    site = Harvest().of("a.example")
    site.source("https://a.example/x", outcome, home=home)

    assert bool(site.sources_failed) is failed


def test_sites_come_in_order():
    harvest = Harvest()
    for name in ("b", "a"):
        harvest.of(name)

    assert [name for name, _ in harvest] == ["a", "b"]
