import pytest

from newscrawl.extraction.lead import find_lead
from newscrawl.extraction.reading import read
from tests.extraction.pages import prose, story

LEAD = "The town has argued for years. Now a judge has to say who pays for what was never built."


def lead_of(page, texts):
    """The lead's text, were just these texts of the page kept."""
    reading = read(page)
    kept = [b for b in reading.blocks if b.text in texts]
    lead = find_lead(kept, reading)
    return lead.text if lead else None


@pytest.mark.parametrize(
    "html",
    [
        f"<p class='lead'>{LEAD}</p>",
        f"<div class='article-standfirst'>{LEAD}</div>",
        f"<p class='intro'>{LEAD}</p>",
        f"<p><b>{LEAD}</b></p>",
        f"<p><strong>{LEAD}</strong></p>",
        f"<h2>{LEAD}</h2>",
        f"<div class='x'><div class='y'>{LEAD}</div></div>",
    ],
)
@pytest.mark.parametrize("where", ["above", "inside"])
def test_the_lead_is_set_apart(html, where):
    page = story(1, above=html) if where == "above" else story(1, at={0: html})

    assert lead_of(page, [LEAD, *prose(1)]) == LEAD


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{LEAD}</p>",
        f"<p><b>The town</b>{LEAD[8:]}</p>",
        f"<p class='lead'><a href='/x'>{LEAD}</a></p>",
    ],
)
def test_a_first_paragraph_like_the_others_is_none(html):
    assert lead_of(story(1, at={0: html}), [LEAD, *prose(1)]) is None


def test_a_sub_heading_is_no_lead():
    page = story(1, at={0: "<h2>How the dispute began in spring</h2>"})

    assert lead_of(page, ["How the dispute began in spring", *prose(1)]) is None


def test_the_words_of_the_description_are_the_lead():
    head = f'<meta name="description" content="{LEAD}">'

    assert lead_of(story(1, head=head, at={0: f"<div>{LEAD}</div>"}), [LEAD, *prose(1)]) == LEAD


def test_a_report_begins_at_its_dateline():
    texts = prose(1)
    texts[0] = f"Saltgate (dpa) - {texts[0]}"

    assert lead_of(story(1, paragraphs=[LEAD, *texts]), [LEAD, *texts]) == LEAD


def test_an_article_in_bold_has_no_lead():
    bold = [f"<b>{text}</b>" for text in prose(1)]

    assert lead_of(story(1, paragraphs=bold), prose(1)) is None


@pytest.mark.parametrize("count", [0, 1])
def test_there_is_no_lead_without_a_text_below_it(count):
    page = story(1, at={0: f"<p class='lead'>{LEAD}</p>"})

    assert lead_of(page, [LEAD][:count]) is None


@pytest.mark.parametrize("text", ["Short.", "A long lead. " * 100])
def test_a_lead_is_neither_a_word_nor_a_chapter(text):
    page = story(1, at={0: f"<p class='lead'>{text}</p>"})

    assert lead_of(page, [text.strip(), *prose(1)]) is None
