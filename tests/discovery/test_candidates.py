import pytest

from newscrawl.discovery.candidates import FEED, SITEMAP, Candidate, as_iso, first_of_each


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("Tue, 03 Nov 2026 08:30:00 +0100", "2026-11-03T08:30:00+01:00"),
        ("Tue, 03 Nov 2026 08:30:00 GMT", "2026-11-03T08:30:00+00:00"),
        ("Tue, 03 Nov 2026 08:30:00 EST", "2026-11-03T08:30:00-05:00"),
        ("2026-11-03T08:30:00Z", "2026-11-03T08:30:00+00:00"),
        ("2026-11-03T08:30+02:00", "2026-11-03T08:30:00+02:00"),
        (" 2026-11-03 ", "2026-11-03T00:00:00+00:00"),
        ("2026-11", "2026-11-01T00:00:00+00:00"),
        ("03.11.2026", ""),  # month and day could be either
        ("2026-02-30", ""),
        ("Tue, 03 Nov 99999 08:30:00 GMT", ""),
        ("2026-11-03T08:30:00+99:00", ""),
        ("yesterday", ""),
        ("\x00", ""),
        ("", ""),
    ],
)
def test_dates_become_iso_with_an_offset(written, iso):
    assert as_iso(written) == iso


def test_a_url_keeps_its_first_mention_and_the_first_date_and_title_given():
    found = first_of_each(
        [
            Candidate("https://example.org/a", FEED),
            Candidate("https://example.org/b", FEED, "2026-11-01T00:00:00+00:00"),
            Candidate("https://example.org/a", SITEMAP, "2026-11-03T00:00:00+00:00", "Harbour"),
            Candidate("https://example.org/a", SITEMAP, "2026-11-04T00:00:00+00:00", "Other"),
        ]
    )

    assert found == [
        Candidate("https://example.org/a", FEED, "2026-11-03T00:00:00+00:00", "Harbour"),
        Candidate("https://example.org/b", FEED, "2026-11-01T00:00:00+00:00"),
    ]
