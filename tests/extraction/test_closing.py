"""Boxes that the teacher is not shown, by the page alone."""

from newscrawl.extraction.closing import close, close_menus
from newscrawl.extraction.document import parse
from newscrawl.extraction.layout import lay_out
from newscrawl.extraction.reading import read
from tests.extraction.pages import bare, box, prose, story

SAID = [f"The ferry was late again, and nobody said why, part {n}" for n in "abcd"]
LINKS = [f'<a href="/{number}">{said}</a>' for number, said in enumerate(SAID)]


def listed(*items):
    return "<ul class='latest'>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def laid_out(page):
    return lay_out(parse(page))


def shut(page):
    """The texts of blocks in boxes that are closed."""
    layout = close_menus(laid_out(page))
    return [block.text for block in layout.blocks if block.index in layout.shut]


def test_lists_of_links_are_closed():
    page = story(1, below=listed(*LINKS))

    assert [text for text in shut(page) if "ferry" in text] == SAID


def test_labels_among_links_change_nothing():
    assert "10:17" in shut(story(1, below=listed("10:17", *LINKS)))


def test_a_list_of_texts_or_of_few_links_is_left():
    texts = [f"The ferry was late again, part {n}" for n in "abcd"]

    assert not [text for text in shut(story(1, below=listed(*texts))) if "ferry" in text]
    assert not [text for text in shut(story(1, below=listed(*LINKS[:3]))) if "ferry" in text]
    assert not [text for text in shut(story(1, below=listed(*LINKS, *texts))) if "ferry" in text]


def test_links_among_paragraphs_are_left():
    wrapped = "".join(f"<div class='line'><p>{text}</p></div>" for text in prose(3, 4))
    page = bare(f"<main>{wrapped}<div class='list'>{listed(*LINKS)}</div>{wrapped}</main>")

    assert shut(story(1, at={4: listed(*LINKS)})) == []
    assert shut(page) == []


def test_a_box_without_text_is_closed_where_something_is_in_it():
    page = story(1, below="<div class='ad'><div><img src='/a.jpg'></div></div><div></div>")
    closed = close_menus(laid_out(page)).closed

    assert [element.get("class") for element in closed] == ["ad"]


def test_a_page_without_paragraphs_is_left_as_it_is():
    assert shut(bare(listed(*LINKS))) == []


def test_what_is_closed_is_not_closed_again():
    layout = close_menus(laid_out(story(1, below=f"<div class='tips'>{listed(*LINKS)}</div>")))

    again = close(layout, lambda _: True)

    assert len(set(again.closed)) == len(again.closed)
    assert layout.shut < again.shut
    assert len([element for element in again.closed if element.get("class") == "tips"]) == 1


def test_closed_blocks_weigh_nothing_and_the_article_is_read():
    reading = read(story(1, below=box("Read on") + listed(*LINKS)))

    assert reading.layout.shut
    assert all(reading.weights[n] == reading.taught[n] == 0 for n in reading.layout.shut)
    kept = [
        b.text for b, weight in zip(reading.blocks, reading.weights, strict=True) if weight > 0.5
    ]
    assert kept == prose(1)
