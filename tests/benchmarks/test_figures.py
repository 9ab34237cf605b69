from pathlib import Path
from typing import Any

import pytest

from benchmarks.contestants import ALONE, MEMORY, Output
from benchmarks.figures import Result, as_json, compare, figures, groups
from benchmarks.gold import gold_page
from benchmarks.tables import quality_table

TEXT = "one two three four five six seven eight"


def result(outputs: dict[str, Any], *, on_site: bool = False, **truth: Any) -> Result:
    row = {"id": "x", "file": "x", "site": "quay.example", "lang": "en", **truth}
    made = {who: Output(text=o) if isinstance(o, str) else o for who, o in outputs.items()}
    return Result(gold_page(row, Path("set")), made, on_site)


def test_a_failed_page_stays_in_the_mean():
    found = figures(
        [result({ALONE: TEXT}, text=TEXT), result({ALONE: ""}, text=TEXT)],
        ALONE,
    )
    assert (found.pages, found.failed, found.f1, found.perfect) == (2, 1, 0.5, 0.5)
    assert (found.precision, found.recall) == (0.5, 0.5)


def test_what_a_set_does_not_have_is_not_measured():
    found = figures([result({ALONE: "a b"}, with_text=["a"], without_text=["b"])], ALONE)
    assert found.f1 is None
    assert found.title is None
    assert found.snippets is not None
    assert found.snippets.f1 == pytest.approx(2 / 3)
    assert found.error == pytest.approx(1 / 3)


def test_metadata_is_measured_where_the_gold_has_it():
    output = Output("", "Quay news", ("Ann Lee",), "2024-05-03T10:00:00+02:00")
    rows = [
        result({ALONE: output}, title="Quay News!", authors=["Ann Lee"], date="2024-05-03"),
        result({ALONE: output}, title="Other", authors=None, date=None),
    ]
    found = figures(rows, ALONE)
    assert (found.title, found.authors, found.date) == (0.5, 1.0, 1.0)


def test_the_error_ratio_is_over_the_better_mode():
    half = "one two three four five"  # 2 of 5 grams, all of them right: F1 .571
    rows = [result({ALONE: TEXT, "trafilatura": "", "trafilatura precise": half}, text=TEXT)] * 2
    ratios = {who: found.error_ratio for who, found in compare(rows).items()}
    assert ratios == {
        ALONE: 0.0,
        "trafilatura": pytest.approx(1 / (1 - 4 / 7)),
        "trafilatura precise": 1.0,
    }


def test_cpu_time_is_compared_only_where_both_were_measured():
    rows = [result({ALONE: Output("a", cpu=3.0), "trafilatura": Output("a", cpu=2.0)}, text="a")]
    assert compare(rows)[ALONE].cpu_ratio == 1.5
    rows = [result({ALONE: Output("a", cpu=3.0), "trafilatura": Output("a")}, text="a")]
    assert compare(rows)[ALONE].cpu_ratio is None


def test_pages_are_grouped_by_language_and_by_whether_their_site_has_a_memory():
    rows = [
        result({ALONE: "a"}, text="a", lang="en"),
        result({ALONE: "a", MEMORY: "a"}, text="a", lang="pl", on_site=True),
        result({ALONE: "a"}, text="a", lang=None),
    ]
    found = {group: len(results) for (_, group), results in groups(rows).items()}
    assert found == {"all": 3, "en": 1, "pl": 1, "?": 1, "sites 5+": 1, "sites 5+ pl": 1}
    assert next(iter(found)) == "all"


def test_only_those_are_compared_who_have_all_pages():
    """The memory is measured on sites with one, and there everybody is beside it."""
    rows = [
        result({ALONE: "a"}, text="a"),
        result({ALONE: "b", MEMORY: "a"}, text="a", on_site=True),
    ]
    plain = as_json(rows)
    assert list(plain["set / all"]) == [ALONE]
    assert plain["set / sites 5+"][MEMORY]["f1"] == 1.0
    assert plain["set / sites 5+"][ALONE]["f1"] == 0.0


def test_the_table_has_a_line_for_each_contestant_and_leaves_small_languages_out():
    rows = [result({ALONE: "a", "trafilatura": "a"}, text="a", with_text=["a"])] * 3
    assert quality_table(rows).row_count == 2
    assert quality_table(rows * 4).row_count == 4
