from __future__ import annotations

from benchmarks.speeds.extraction import Group, extraction_table, figures, memory_groups, shares
from benchmarks.speeds.extractors import DEFAULT, OURS, Subject
from benchmarks.speeds.ratios import Spread
from benchmarks.speeds.rounds import Times
from newscrawl.extraction import Page

PAGE = Page("https://quay.example/1", b"")
TWO = (
    {OURS: Times((0.010, 0.030, 0.020)), DEFAULT: Times((0.040, 0.040, 0.040))},
    {OURS: Times((0.020, 0.010, 0.060), "empty"), DEFAULT: Times((0.020, 0.020, 0.020))},
)


def test_a_page_s_time_is_the_median_of_its_rounds():
    ours, base = figures([Group("all", TWO)])
    assert (ours.who, ours.pages, ours.failed) == (OURS, 2, 1)
    assert ours.ms == Spread(20, 20, 20)
    assert ours.a_second == 50
    assert base.mean_ms == 30


def test_the_ratio_is_of_all_pages_together_and_in_each_round():
    ours, base = figures([Group("all", TWO)])
    assert ours.ratio.value == 1.5
    assert (ours.ratio.low, ours.ratio.high) == (1, 2)
    assert ours.rounds == (0.75, 2)
    assert ours.page_ratio == 1.5
    assert (base.ratio.value, base.rounds) == (1, (1, 1))


def test_pages_with_memory_are_split_by_their_path():
    subjects = [Subject(PAGE, path=path) for path in ("full", "fast")]
    groups = memory_groups(subjects, TWO)
    assert [(g.name.partition(",")[2], len(g.pages)) for g in groups] == [
        ("", 2),
        (" fast (50%)", 1),
        (" full (50%)", 1),
    ]
    assert groups[1].pages == (TWO[1],)
    assert shares(subjects) == "paths of ours + memory: fast 1 (50%), full 1 (50%)"


def test_a_group_without_pages_has_no_figures():
    assert figures([Group("none", ())]) == []
    assert extraction_table(figures([Group("all", TWO)])).row_count == 2
