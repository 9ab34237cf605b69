from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.schedule.sitemap_visits import ReadBefore, is_worth_reading, period_end

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MONTH = 30 * DAY
PLAIN, OCTOBER, JULY = (
    f"https://example.org/sitemap{name}.xml" for name in ("-3", "-2026-10", "-2026-07")
)


@pytest.mark.parametrize(
    ("url", "end"),
    [
        ("/sitemap-2026-10.xml", "2026-11-01"),
        ("/sitemap_202612.xml.gz", "2027-01-01"),
        ("/2026/02/28/index.xml", "2026-03-01"),
        ("/archive/2019.xml", "2020-01-01"),
        ("/sitemap.xml?yyyy=2026&mm=2&dd=28", "2026-03-01"),
        ("/sitemap.xml?jahr=2026&monat=12", "2027-01-01"),
    ],
)
def test_the_period_that_a_sitemap_names_has_an_end(url, end):
    assert period_end(f"https://example.org{url}").date().isoformat() == end


@pytest.mark.parametrize(
    "url",
    [
        "/sitemap.xml",
        "/posts-12.xml",
        "/part-20261.xml",
        "/2019-2024.xml",
        "/2026-02-31.xml",
        "/sitemap.xml?mm=3",
        "/9999912.xml",
    ],
)
def test_other_sitemaps_name_no_period(url):
    assert period_end(f"https://example.org{url}") is None


def test_a_url_that_is_none_names_no_period():
    assert period_end("https://[broken/2026-10.xml") is None


@pytest.mark.parametrize(
    ("url", "modified", "since", "wanted"),
    [
        (PLAIN, None, NOW - 7 * DAY, True),
        (PLAIN, NOW - DAY, NOW - 7 * DAY, True),
        (PLAIN, NOW - 9 * DAY, NOW - 7 * DAY, False),
        (PLAIN, NOW - 9 * DAY, None, True),  # a backfill
        (OCTOBER, None, NOW - 7 * DAY, False),
        (OCTOBER, None, NOW - 40 * DAY, True),
        (OCTOBER, NOW, NOW - 7 * DAY, True),
    ],
)
def test_a_child_is_read_first_if_the_window_may_hold_what_it_names(url, modified, since, wanted):
    assert is_worth_reading(url, modified, None, since, MONTH) is wanted


@pytest.mark.parametrize(
    ("url", "modified", "read_at", "modified_then", "wanted"),
    [
        (PLAIN, NOW, NOW - DAY, NOW, False),  # as it was
        (PLAIN, NOW, NOW - DAY, NOW - DAY, True),
        (PLAIN, None, NOW - HOUR, None, True),  # nobody says: ask
        (PLAIN, NOW - DAY, NOW - HOUR, None, True),
        (PLAIN, NOW - 9 * DAY, NOW - HOUR, None, False),
        (OCTOBER, None, NOW - HOUR, None, False),  # over when it was read
        (OCTOBER, None, NOW - 20 * DAY, None, True),  # read while the month went on
        (OCTOBER, NOW, NOW - HOUR, NOW - DAY, True),  # its articles may still change
        (JULY, NOW, NOW - HOUR, NOW - DAY, False),  # its articles are not visited any more
    ],
)
def test_a_child_is_read_again_if_it_may_name_something_new(
    url, modified, read_at, modified_then, wanted
):
    before = ReadBefore(read_at, modified_then)

    assert is_worth_reading(url, modified, before, NOW - 7 * DAY, MONTH) is wanted


moments = st.timedeltas(timedelta(days=-9000), timedelta(days=9000)).map(lambda span: NOW + span)


@given(st.sampled_from([PLAIN, OCTOBER, JULY]), moments, moments, st.none() | moments)
def test_a_child_whose_date_did_not_change_is_never_read_again(url, modified, read_at, since):
    assert not is_worth_reading(url, modified, ReadBefore(read_at, modified), since, MONTH)


@given(st.none() | moments)
def test_a_child_that_nobody_read_is_read_in_a_backfill(modified):
    assert is_worth_reading(OCTOBER, modified, None, None, MONTH)
