import pytest

from newscrawl.running.report import FEW, ExitCode, RunReport, SiteReport
from newscrawl.schedule.alarm import Alarm

ALARM = Alarm("a.example", "layout", "2026-11-03T06:00:00+00:00", "9 of 9 pages")
WELL = SiteReport("b.example", new=3)
QUIET = SiteReport("q.example")
DOWN = SiteReport("d.example", sources_failed={"https://d.example/": "timeout"})


@pytest.mark.parametrize(
    ("sites", "code"),
    [
        ((WELL,), ExitCode.WELL),
        ((QUIET,), ExitCode.WELL),
        ((QUIET, WELL), ExitCode.WELL),
        ((SiteReport("a", unchanged=2),), ExitCode.WELL),
        ((SiteReport("a", new=1, passed_over={"HTTP 404": 9}),), ExitCode.WELL),
        ((SiteReport("a", passed_over={"HTTP 404": FEW - 1}),), ExitCode.WELL),
        ((SiteReport("a", passed_over={"HTTP 404": 1, "TooShort": FEW - 1}),), ExitCode.NOTHING),
        ((SiteReport("a", is_known=False),), ExitCode.NOTHING),
        ((SiteReport("a", failed={"timeout": 1}),), ExitCode.NOTHING),
        ((DOWN,), ExitCode.NOTHING),
        ((DOWN, QUIET), ExitCode.NOTHING),
        ((DOWN, WELL), ExitCode.PARTLY),
        ((WELL, SiteReport("a", is_known=False)), ExitCode.PARTLY),
        ((SiteReport("a", new=1, failed={"timeout": 1}),), ExitCode.PARTLY),
        ((SiteReport("a.example", updated=1, alarms=(ALARM,)),), ExitCode.PARTLY),
        ((SiteReport("a.example", alarms=(ALARM,)),), ExitCode.PARTLY),
    ],
)
def test_the_exit_code_says_how_it_went(sites, code):
    assert RunReport(sites).exit_code == code


@pytest.mark.parametrize(
    ("site", "ended", "crashes", "code"),
    [
        (WELL, "shutdown", 0, ExitCode.PARTLY),
        (QUIET, "shutdown", 0, ExitCode.PARTLY),
        (WELL, "storage_error", 0, ExitCode.PARTLY),
        (QUIET, "storage_error", 0, ExitCode.NOTHING),
        (WELL, "finished", 2, ExitCode.PARTLY),
        (QUIET, "finished", 2, ExitCode.NOTHING),
    ],
)
def test_a_run_that_broke_off_is_not_well(site, ended, crashes, code):
    report = RunReport((site,), ended, crashes)

    assert report.exit_code == code
    assert list(report.lines(everything=False))


def test_what_is_well_is_told_only_when_everything_is():
    report = RunReport((WELL, DOWN))

    assert list(report.lines(everything=False)) == [
        "d.example: 0 new, 0 updated, 0 unchanged, 0 failed",
        "  source failed: https://d.example/: timeout",
    ]
    assert next(report.lines(everything=True)) == (
        "b.example: 3 new, 0 updated, 0 unchanged, 0 failed"
    )


def test_troubles_have_a_line_each():
    site = SiteReport(
        "a.example",
        new=1,
        failed={"timeout": 2, "HTTP 503": 1},
        passed_over={"TooShort": 1},
        alarms=(ALARM,),
        is_known=False,
    )

    assert list(site.lines()) == [
        "a.example: 1 new, 0 updated, 0 unchanged, 3 failed; the store has no article of it",
        "  failed: 1 HTTP 503",
        "  failed: 2 timeout",
        "  passed over: 1 TooShort",
        "  changed since 2026-11-03T06:00:00+00:00: layout (9 of 9 pages)",
    ]
