import pytest

from newscrawl.extraction.article import explain
from newscrawl.extraction.reading import read
from newscrawl.extraction.verdicts import decide
from newscrawl.items import Reason
from tests.extraction.pages import bare, box, prose, story

PAGES = [
    story(1),
    story(2, at={4: box("Advertisement", *prose(40, 2))}, below="<p>Comments</p><p>Nice!</p>"),
    story(3, above="<figure><img src='/a.jpg'><figcaption>A ferry</figcaption></figure>"),
    story(4, at={3: "<p hidden>Nobody sees this line of text.</p>", 5: f"<p>{prose(4)[0]}</p>"}),
    bare("<ul>" + "<li><a href='/x'>A headline of another story</a></li>" * 30 + "</ul>"),
    bare("<p>One line.</p>"),
    bare(""),
]


@pytest.mark.parametrize("page", PAGES)
def test_a_block_is_kept_or_has_one_reason_and_always_evidence(page):
    reading = read(page)
    verdicts = decide(reading)

    assert len(verdicts) == len(reading.blocks)
    for verdict in verdicts:
        assert verdict.kept is (verdict.reason is None)
        assert isinstance(verdict.reason, Reason | None)
        assert verdict.evidence


@pytest.mark.parametrize("page", PAGES)
def test_deciding_twice_gives_the_same(page):
    reading = read(page)

    assert decide(reading) == decide(reading)


@pytest.mark.parametrize("page", PAGES)
def test_what_was_removed_is_counted_by_reason(page):
    explained = explain(page)
    dropped = [v for v in explained.verdicts if not v.kept]

    assert sum(explained.article.removed.values()) == len(dropped)
    for reason, count in explained.article.removed.items():
        assert count == sum(v.reason == reason for v in dropped)
