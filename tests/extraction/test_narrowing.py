"""What the teacher is not shown of a page, since another page of its site has it, too."""

import pytest

from newscrawl.extraction import SiteMemory
from newscrawl.extraction.layout import lay_out
from newscrawl.extraction.narrowing import narrow
from newscrawl.extraction.reading import look, read, read_in_full
from newscrawl.extraction.verdicts import decide
from tests.extraction.pages import bare, box, prose, story

LABELS = ("Read in Saltgate today", "All about the lighthouse")
NEWS = [f"<li><a href='/{n}'>A harbour seal was seen, time {n}, by {n}</a></li>" for n in "abc"]


def knowing(page):
    memory = SiteMemory()
    memory.observe(page)
    return memory.index


def narrowed(page, other):
    return narrow(lay_out(look(page).document), knowing(other))


def closed(page, other):
    """The texts that the teacher is not shown."""
    layout = narrowed(page, other)
    return {block.text for block in layout.blocks if block.index in layout.shut}


def test_texts_that_another_page_has_are_closed():
    tips = f"<div class='tips'>{box(*LABELS)}</div>"

    shut = closed(story(1, below=tips), story(2, below=tips))

    assert {*LABELS, "Home", "Imprint Terms", "The Harbour Post is printed in Saltgate."} <= shut
    assert shut.isdisjoint(prose(1))


def test_a_list_of_links_is_closed_where_the_other_page_had_nothing_of_its_article():
    def page(seed, item):
        return story(seed, below=f"<div class='latest'><ul>{item}</ul></div>")

    assert "A harbour seal was seen, time b, by b" in closed(page(1, NEWS[1]), page(2, NEWS[2]))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("<ul><li>Forty lime trees for the quay</li></ul>", f"<ul>{NEWS[0]}</ul>"),
        ("<div class='end'><p>The town decides in May.</p></div>", box("Read us", name="end")),
    ],
)
def test_what_is_new_and_leads_nowhere_is_left_wherever_it_stands(ours, theirs):
    """The first page had a list of related articles where this one's text ends in a list."""
    shut = closed(story(1, below=ours), story(2, below=theirs))

    assert not [text for text in shut if "lime trees" in text or "decides" in text]


def test_a_short_lead_is_left_where_the_other_page_had_a_date():
    lead = "<div class='lead'><p>Nobody had asked the ferry's passengers.</p></div>"
    date = "<div class='lead'><p>Monday, 4 May, at noon</p></div>"

    assert "Nobody had asked the ferry's passengers." not in closed(
        story(1, above=lead), story(2, above=date)
    )


def test_a_box_that_neither_says_the_same_nor_stands_where_one_stood_is_left():
    shut = closed(story(1, below=box("A harbour seal was seen")), story(2))

    assert "A harbour seal was seen" not in shut


def test_a_paragraph_is_left_though_another_page_has_it():
    shared = prose(77, 1)[0]

    shut = closed(story(1, below=box(shared)), story(2, below=box(shared)))

    assert shared not in shut


def test_what_stands_among_paragraphs_is_left():
    tips = box(*LABELS)

    shut = closed(story(1, at={4: tips}), story(2, at={4: tips}))

    assert shut.isdisjoint(LABELS)
    assert "Home" in shut


@pytest.mark.parametrize("shared", [5, 9])
def test_a_page_that_may_be_a_version_of_the_other_is_left_whole(shared):
    page = story(1, paragraphs=[*prose(2)[:shared], *prose(1)[shared:]])

    assert closed(page, story(2)) == set()


def test_a_page_without_paragraphs_is_left_whole():
    lists = bare("<ul><li>Gulls against Terns 3:1</li><li>Herons against Swans 0:0</li></ul>")

    assert closed(lists, lists) == set()


def test_the_teacher_is_not_shown_what_is_closed_and_the_article_is_the_same():
    page, other = story(1, below=box(*LABELS)), story(2, below=box(*LABELS))
    sight = look(page)
    whole, beside = read(page), read_in_full(sight, narrow(lay_out(sight.document), knowing(other)))
    shut = beside.layout.shut

    assert shut
    assert all(beside.taught[n] == beside.weights[n] == 0 for n in shut)
    assert [v.kept for v in decide(beside)] == [v.kept for v in decide(whole)]
    assert beside.blocks == whole.blocks


def test_why_a_closed_block_is_dropped_is_said():
    sight = look(story(1))
    beside = read_in_full(sight, narrow(lay_out(sight.document), knowing(story(2))))

    said = {decide(beside)[n].evidence for n in beside.layout.shut}

    assert any("one that its site has elsewhere" in why for why in said)
