from newscrawl.extraction.document import parse
from newscrawl.extraction.flow import Flow, find_flow, is_body_like, is_prose
from newscrawl.extraction.layout import lay_out
from tests.extraction.pages import REDESIGNED, bare, box, prose, story


def flow_of(page):
    layout = lay_out(parse(page))
    return layout, find_flow(layout, [is_body_like(b) for b in layout.blocks])


def block_of(layout, text):
    return next(b for b in layout.blocks if b.text == text)


def test_the_flow_runs_where_the_paragraphs_stand():
    layout, flow = flow_of(story(1))
    texts = prose(1)

    assert flow.slot == ">main>article.story>div.story-body"
    assert flow.paragraphs == {flow.slot + ">p"}
    assert (layout.blocks[flow.first].text, layout.blocks[flow.last].text) == (texts[0], texts[-1])
    assert flow.size == sum(len(text) for text in texts)


def test_paragraphs_with_a_wrapper_each_flow_in_the_container():
    _, flow = flow_of(story(1, design=REDESIGNED))

    assert flow.slot == ">main>article.c-piece>div.c-piece__prose"


def test_a_body_over_several_containers_is_one_flow():
    halves = prose(1)
    body = "".join(
        f'<div class="part">{"".join(f"<p>{text}</p>" for text in half)}</div>'
        for half in (halves[:4], halves[4:])
    )
    layout, flow = flow_of(bare(f"<main>{body}</main>"))

    assert all(flow.runs_through(block_of(layout, text)) for text in halves)


def test_a_few_paragraphs_elsewhere_do_not_widen_the_flow():
    layout, flow = flow_of(story(1, below=box(prose(2)[0])))
    outside = block_of(layout, prose(2)[0])

    assert flow.slot.endswith("div.story-body")
    assert not flow.holds(outside)


def test_boxes_inside_are_held_but_not_run_through():
    layout, flow = flow_of(story(1, at={4: box("A note in a box")}))
    note = block_of(layout, "A note in a box")

    assert flow.holds(note)
    assert not flow.runs_through(note)


def test_headings_lists_and_quotes_are_run_through():
    insert = "<h2>Heading</h2><ul><li>Item</li></ul><blockquote><p>Quote</p></blockquote>"
    layout, flow = flow_of(story(1, at={4: insert}))

    assert all(flow.runs_through(block_of(layout, text)) for text in ("Heading", "Item", "Quote"))


def test_a_slot_that_merely_begins_alike_is_not_held():
    layout, _ = flow_of(story(1))
    block = block_of(layout, prose(1)[0])

    assert not Flow(block.slot[:-1] + "pre", frozenset(), 0, 0, 0).holds(block)
    assert Flow(block.slot, frozenset(), 0, 0, 0).holds(block)


def test_a_page_without_prose_has_an_empty_flow():
    _, flow = flow_of(bare("<p>Short.</p>"))

    assert flow == Flow("", frozenset(), 0, -1, 0)


def test_prose_is_long_and_neither_links_nor_headings_nor_menus():
    text = prose(1)[0]
    parts = [
        f"<p>{text}</p>",
        "<p>Short.</p>",
        f"<p><a href='/x'>{text}</a></p>",
        f"<h2>{text}</h2>",
        f"<nav><p>{text}</p></nav>",
        f"<aside><p>{text}</p></aside>",
    ]
    blocks = lay_out(parse(bare("".join(parts)))).blocks

    assert [is_prose(b) for b in blocks] == [True, False, False, False, False, True]
    assert [is_body_like(b) for b in blocks] == [True, False, False, False, False, False]
