import pytest
from scrapy import exceptions as scrapy_exceptions

from newscrawl.schedule.outcomes import _ERRORS, Fate, Outcome, of_error, of_status


@pytest.mark.parametrize("status", [200, 203, 206])
def test_success_is_no_outcome(status):
    assert of_status(status) is None


@pytest.mark.parametrize(
    ("status", "fate"),
    [
        (301, Fate.FAILED),  # a redirect that could not be followed
        (400, Fate.FAILED),
        (403, Fate.FAILED),
        (404, Fate.GONE),
        (410, Fate.GONE),
        (429, Fate.RETRY),
        (451, Fate.FAILED),
        (500, Fate.RETRY),
        (503, Fate.RETRY),
        (999, Fate.RETRY),
    ],
)
def test_statuses(status, fate):
    assert of_status(status) == Outcome(fate, f"HTTP {status}")


def test_an_error_is_told_in_one_line():
    error = scrapy_exceptions.DownloadTimeoutError("took\n  longer " + "x" * 400)

    outcome = of_error(error)

    assert outcome.fate is Fate.RETRY
    assert str(outcome).startswith("timeout: took longer xxx")
    assert len(outcome.detail) == 300


def test_an_error_that_nobody_foresaw_is_tried_again_under_its_own_name():
    assert of_error(LookupError("no such codec")) == Outcome(
        Fate.RETRY, "LookupError", "no such codec"
    )


def test_every_error_named_is_scrapys_or_ours():
    ours = {"NotPublic", "ForbiddenByRobots", "RobotsUnreachable", "HostBusy", "TdmReserved"}
    ours |= {"NotText", "EmptyBody"}

    assert {name for name in _ERRORS if not hasattr(scrapy_exceptions, name)} == ours
