import pytest

from newscrawl.extraction.blocks import Place
from newscrawl.extraction.document import parse
from newscrawl.extraction.layout import lay_out
from newscrawl.items import Page

LINES = [f"The mayor counted lamp number {n} twice before the rain came." for n in range(8)]


def laid_out(body: str):
    return lay_out(parse(Page("https://a.example/b", f"<html><body>{body}</body></html>".encode())))


def paragraphs() -> str:
    return "".join(f"<p>{line}</p>" for line in LINES)


@pytest.mark.parametrize("tag", ["aside", "nav", "header", "footer", "figure"])
def test_what_holds_most_of_the_page_was_never_closed(tag):
    layout = laid_out(f"<p>Home</p><{tag}><p>Menu</p>{paragraphs()}")

    assert {b.places for b in layout.blocks} == {Place.NONE}


def test_a_heading_that_holds_the_whole_text_heads_nothing():
    layout = laid_out(f"<h1>The lamps<div>{paragraphs()}<h2>Rain</h2></div></h1>")

    assert {b.heading for b in layout.blocks if b.text in LINES} == {0}
    assert next(b.heading for b in layout.blocks if b.text == "Rain") == 2


def test_what_stands_in_an_aside_of_its_own_stays_there():
    layout = laid_out(f"<aside>{paragraphs()}<aside><p>Tickets</p></aside></aside>")

    assert [b.text for b in layout.blocks if b.places & Place.ASIDE] == ["Tickets"]


def test_a_small_aside_is_one():
    layout = laid_out(f"{paragraphs()}<aside>{paragraphs()}</aside><p>{LINES[0]}</p>")

    assert sum(bool(b.places & Place.ASIDE) for b in layout.blocks) == len(LINES)


def test_a_menu_of_links_may_be_long():
    links = "".join(f"<p><a href='/{n}'>{line}</a></p>" for n, line in enumerate(LINES * 3))
    layout = laid_out(f"<nav>{links}</nav>{paragraphs()}")

    assert sum(bool(b.places & Place.NAV) for b in layout.blocks) == 3 * len(LINES)
