import json

import pytest

from newscrawl.extraction.metadata import read_metadata
from newscrawl.extraction.metadata.jsonld import read_json_ld
from newscrawl.extraction.metadata.loose_json import MAX_CHARS
from newscrawl.extraction.metadata.state import linked_body, state_body
from tests.extraction.metadata import URL, elements, linked, page

FIRST = "The harbour bridge stays closed until the evening, the port authority said on Sunday."
SECOND = "Ferries run every ten minutes instead, and the last of them leaves before midnight, too."
BODY = f"{FIRST}\n{SECOND}"
FILLER = {"menu": [{"title": f"Entry {n}", "url": f"/entry-{n}"} for n in range(20)]}


def _state(content, kind="next"):
    text = json.dumps({"props": {**FILLER, "story": content}})
    return {
        "next": f'<script id="__NEXT_DATA__" type="application/json">{text}</script>',
        "window": f"<script>window.__PRELOADED_STATE__ = {text};</script>",
        "brackets": f"<script>window['__STATE__']={text}; boot();</script>",
        "var": f"<script>var state = {text};</script>",
    }[kind]


@pytest.mark.parametrize("kind", ["next", "window", "brackets", "var"])
def test_paragraphs_of_a_state_are_found(kind):
    assert state_body(elements(_state({"paragraphs": [FIRST, SECOND]}, kind))) == BODY


@pytest.mark.parametrize(
    "content",
    [
        {"body": f"<p>{FIRST}</p><p>{SECOND}</p>"},
        {"body": [{"type": "text", "content": FIRST}, {"type": "text", "content": SECOND}]},
        {"content": [{"type": "p", "html": f"<b>{FIRST}</b>"}, {"type": "p", "html": SECOND}]},
        {"articleBody": BODY},
        {"deep": {"deeper": {"content_elements": [{"content": FIRST}, {"content": SECOND}]}}},
    ],
)
def test_bodies_have_many_shapes(content):
    assert state_body(elements(_state(content))) == BODY


def test_the_longest_body_wins():
    short = {"body": f"{FIRST}\n{FIRST}"}
    longer = {"body": f"{FIRST}\n{SECOND}\n{FIRST}"}

    assert state_body(elements(_state({"a": short, "b": longer}))).count("\n") == 2


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<script>boot(); var x = 3;</script>",
        _state({"body": "short"}),
        _state({"comments": [FIRST, SECOND]}),
        '<script type="application/json">{broken' + " " * 600 + "</script>",
        '<script type="application/json">"' + "a" * MAX_CHARS + '"</script>',
    ],
)
def test_a_page_without_a_body_in_its_state_gives_nothing(body):
    assert state_body(elements(body)) == ""


def test_the_body_of_json_ld_keeps_its_paragraphs():
    head = linked(
        json.dumps({"@type": "NewsArticle", "articleBody": f"<p>{FIRST}</p>\n\n<p>{SECOND}</p>"})
    )

    assert linked_body(read_json_ld(elements(head=head), URL)) == BODY


def test_a_page_without_prose_is_read_from_its_state():
    assert read_metadata(page(_state({"body": BODY})), URL).article_body == BODY


def test_a_page_with_prose_is_not():
    shown = f"<p>{FIRST}</p><p>{SECOND}</p>"

    assert read_metadata(page(shown + _state({"body": BODY})), URL).article_body == ""
