"""What stands around a headline: read once, for bylines and for dates."""

from itertools import islice

import pytest
from lxml.html import fromstring

from newscrawl.extraction.metadata import visible
from newscrawl.extraction.metadata.elements import gather
from newscrawl.extraction.metadata.visible import Surroundings, bylines_near, shown_date

PAGE = """
<html><body><main><h1>The ferry runs again</h1>
<p>By Ada Moor</p><p>3 November 2026</p><p>It left the quay at eight.</p></main></body></html>
"""


@pytest.fixture
def page():
    return gather(fromstring(PAGE))


@pytest.fixture
def near(page):
    return Surroundings(page.of("h1")[0])


def test_each_text_is_read_once_whoever_asks(page, near, monkeypatch):
    read = []

    def text_of(element, limit, read_one=visible.text_of):
        read.append(element)
        return read_one(element, limit)

    monkeypatch.setattr(visible, "text_of", text_of)

    assert bylines_near(near) == ["By Ada Moor"]
    assert shown_date(page, near).startswith("2026-11-03")
    assert len(read) == len(set(read)) == 3


def test_what_was_read_in_part_is_read_on(near):
    first = list(islice(near, 1))

    assert [text for _, text in first] == ["By Ada Moor"]
    assert [text for _, text in near][1:] == ["3 November 2026", "It left the quay at eight."]
    assert list(near)[:1] == first


def test_nothing_is_near_to_no_headline(page):
    assert list(Surroundings(None)) == []
    assert shown_date(page, Surroundings(None)) == ""
