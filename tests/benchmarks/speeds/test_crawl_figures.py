from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.speeds.crawl_figures import (
    RoundRatio,
    against_fastest,
    crawl_figures,
    crawl_table,
    growth,
)
from benchmarks.speeds.crawlers import NEWSPAPER, OURS, PLAIN, TRAFILATURA
from benchmarks.speeds.crawling import Crawl
from benchmarks.speeds.trees import Peaks

ONE = Crawl(
    part="cold4", who=OURS, round=0, sites=2, pages=8, fetched=8, saved=7, code=0, seconds=4.0,
    crawl_seconds=2.0, cpu_seconds=8.0, server_seconds=0.4, peaks=Peaks(200.0, 100.0, 3),
    lag_ms=(1.0, 2.0, 3.0),
)  # fmt: skip
PLAIN_ONE = replace(ONE, who=PLAIN, seconds=8.0, cpu_seconds=4.0, lag_ms=())


def test_rounds_are_paired_with_those_of_plain_scrapy():
    crawls = [
        ONE,
        PLAIN_ONE,
        replace(ONE, round=1, seconds=2.0),
        replace(PLAIN_ONE, round=1, seconds=6.0),
    ]
    ours, plain = crawl_figures(crawls)
    assert ours.ratio == RoundRatio(2, 2.5, 3)
    assert ours.cpu_ratio == RoundRatio(0.5, 0.5, 0.5)
    assert plain.ratio == RoundRatio(1, 1, 1)


def test_a_figure_is_of_medians_and_of_the_highest_peak():
    crawls = [ONE, replace(ONE, round=1, seconds=8.0, saved=8, code=2, peaks=Peaks(300.0, 90.0, 2))]
    (figure,) = crawl_figures(crawls)
    assert (figure.seconds, figure.saved, figure.rounds, figure.failed) == (6, 7.5, 2, 1)
    assert figure.peaks == Peaks(300.0, 100.0, 3)
    assert figure.server_share == pytest.approx(0.075)
    assert figure.ratio is None
    assert str(figure.ratio or "") == ""


def test_lag_is_of_those_that_measure_it():
    (late,) = crawl_figures([ONE, replace(ONE, round=1, lag_ms=(3.0, 4.0, 9.0))])
    assert late.lag_ms == (2, 3, 9)
    assert crawl_figures([PLAIN_ONE])[0].lag_ms == ()


def test_ours_stands_against_the_fastest_of_the_others():
    crawls = [
        ONE,
        replace(ONE, who=NEWSPAPER, seconds=40.0),
        replace(ONE, who=TRAFILATURA, seconds=12.0),
    ]
    assert against_fastest(crawls).startswith(f"ours against {TRAFILATURA}, the fastest")
    assert "3.00 (3.00-3.00)" in against_fastest(crawls)
    assert against_fastest([ONE, PLAIN_ONE]) == ""


def test_growth_is_of_all_processes():
    long = replace(ONE, pages=10_000, peaks=Peaks(220.0, 110.0, 3))
    figures = crawl_figures([replace(ONE, part="growth 8"), replace(long, part="growth 10000")])
    assert growth(figures) == (
        "peak memory at 10,000 pages against 8: 1.10 times; main process 110 MB"
    )
    assert crawl_table(figures).row_count == 2
