from __future__ import annotations

from dataclasses import replace

import pytest

from newscrawl.extraction import SiteMemory, explain
from newscrawl.extraction.tracing import trace_page
from newscrawl.workers.fit import LEAST_PAGES, fit_of
from tests.extraction.pages import REDESIGNED, story


@pytest.fixture
def known() -> SiteMemory:
    """A memory of pages that the teacher read, and of many that it did not."""
    memory = SiteMemory()
    for seed in range(10, 16):
        memory.observe(story(seed))
    for seed in range(16, 120):
        memory.add(replace(trace_page(story(seed)), slots={}))
    return memory


def test_a_page_of_a_known_site_fits_however_few_the_teacher_has_read(known: SiteMemory) -> None:
    page = explain(story(1), known)

    assert known.index.taught == 6
    assert fit_of(page, known, known) == 1.0


def test_a_page_in_a_new_layout_does_not_fit(known: SiteMemory) -> None:
    assert fit_of(explain(story(1, design=REDESIGNED), known), known, known) == 0.0


def test_nothing_is_said_of_a_site_that_is_hardly_known() -> None:
    few = SiteMemory()
    for seed in range(LEAST_PAGES - 1):
        few.observe(story(seed + 10))

    assert fit_of(explain(story(1), few), few, few) is None
