import pytest

from newscrawl.extraction.document import parse
from newscrawl.extraction.streamed import join_segments
from newscrawl.items import Page


def texts(body: str) -> list[str]:
    tree = parse(Page("https://a.example/b", f"<html><body>{body}</body></html>".encode())).tree
    shown = tree.xpath("//text()[not(ancestor::*[@hidden])][normalize-space()]")
    return [str(text).strip() for text in shown]


@pytest.mark.parametrize(("place", "segment"), [("B:0", "S:0"), ("P:a", "S:a"), ("x-B:2", "x-S:2")])
def test_a_segment_that_came_late_stands_where_it_belongs(place, segment):
    page = (
        f'<p>one</p><template id="{place}"></template><p>three</p>'
        f'<div hidden id="{segment}"><p>two</p></div>'
    )

    assert texts(page) == ["one", "two", "three"]


def test_segments_stand_in_one_another_and_lose_no_text_behind_them():
    page = (
        '<p>one</p><template id="B:0"></template><p>four</p>'
        '<div hidden id="S:0"><p>two</p><template id="P:1"></template></div>'
        '<div hidden id="S:1"><p>three</p></div> five'
    )

    assert sorted(texts(page)) == ["five", "four", "one", "three", "two"]
    assert texts(page)[:3] == ["one", "two", "three"]


@pytest.mark.parametrize(
    "page",
    [
        '<p>one</p><div hidden id="S:0"><p>two</p></div>',
        '<p>one</p><template id="B:1"></template><div hidden id="S:0"><p>two</p></div>',
        '<p>one</p><template id="B:0"></template><div hidden id="menu"><p>two</p></div>',
        '<p>one</p><div hidden id="S:0"><p>two</p><template id="B:0"></template></div>',
    ],
)
def test_what_has_no_place_stays_hidden(page):
    assert texts(page) == ["one"]


def test_segments_that_hold_each_others_places_make_no_circle():
    page = (
        '<p>one</p><div hidden id="S:0"><template id="B:1"></template></div>'
        '<div hidden id="S:1"><template id="B:0"></template></div>'
    )
    tree = parse(Page("https://a.example/b", f"<html><body>{page}</body></html>".encode())).tree

    join_segments(tree)

    assert len(list(tree.iter("template"))) == 2
