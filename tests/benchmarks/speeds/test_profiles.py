from __future__ import annotations

from benchmarks.speeds.extractors import OURS, Subject, extractors
from benchmarks.speeds.profiles import profile
from newscrawl.extraction import Page
from tests.benchmarks.sets import article, story


def test_a_profile_names_functions_and_survives_a_page_that_cannot_be_read():
    bodies = (article(story(1)).encode(), b"")
    subjects = [Subject(Page("https://quay.example/1", body)) for body in bodies]
    said = profile(extractors([OURS])[OURS], subjects, 10)
    assert "cumulative" in said
    assert "article.py" in said
