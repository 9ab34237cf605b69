import json

import pytest

from newscrawl.items import Reason
from tests.extraction.pages import headline, prose, story
from tests.extraction.verdicts.judging import judge, kept, verdict_on

CAPTION = "The old ferry at its last landing in Saltgate"
LEAD = "The town has argued for years. Now a judge has to say who pays for what was never built."


def jsonld(**fields):
    data = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_the_headline_is_a_field():
    assert verdict_on(headline(1), judge(story(1))).reason is Reason.HEADLINE


def test_the_headline_said_again_is_dropped_again():
    rows = judge(story(1, at={0: f"<h2>{headline(1).upper()}</h2>"}))

    assert verdict_on(headline(1).upper(), rows).reason is Reason.HEADLINE


@pytest.mark.parametrize(
    "figure",
    [
        f"<figure><img src='/a.jpg'><figcaption>{CAPTION}</figcaption></figure>",
        f"<div class='media'><img src='/a.jpg'><p class='wp-caption-text'>{CAPTION}</p></div>",
        f"<div class='article-image'><img src='/a.jpg'><div class='caption'>{CAPTION}</div></div>",
    ],
)
def test_a_caption_goes_with_its_image(figure):
    rows = judge(story(1, at={3: figure}))

    assert verdict_on(CAPTION, rows).reason is Reason.CAPTION


def test_a_caption_that_stands_again_outside_of_its_figure_is_dropped():
    figure = f"<figure><img src='/a.jpg'><figcaption>{CAPTION}</figcaption></figure>"

    rows = judge(story(1, above=figure, at={3: f"<div class='x'>{CAPTION}</div>"}))

    assert CAPTION not in kept(rows)


def test_a_paragraph_that_says_what_a_caption_says_stays():
    text = prose(1)[2]
    figure = f"<figure><img src='/a.jpg'><figcaption>{text}</figcaption></figure>"

    rows = judge(story(1, above=figure))

    assert [v.kept for said, v in rows if said == text] == [False, True]


@pytest.mark.parametrize(
    "line", ["By Ada Brenn", "Ada Brenn and Otis Varga", "Ada Brenn, Saltgate"]
)
def test_a_line_of_authors_is_a_field(line):
    head = jsonld(author=[{"@type": "Person", "name": n} for n in ("Ada Brenn", "Otis Varga")])

    rows = judge(story(3, head=head, above=f"<p>{line}</p>"))

    assert verdict_on(line, rows).reason is Reason.BYLINE


def test_a_sentence_about_an_author_is_no_by_line():
    line = "Ada Brenn was not asked whether the bridge would be closed."
    head = jsonld(author={"@type": "Person", "name": "Ada Brenn"})

    assert line in kept(judge(story(3, head=head, at={3: f"<p>{line}</p>"})))


def test_the_sections_name_above_the_text_is_a_field():
    rows = judge(story(1, head=jsonld(articleSection="Harbour life"), above="<p>Harbour life</p>"))

    assert "Harbour life" not in kept(rows)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (f'<meta name="description" content="{LEAD}">', "x"),
        ("", "standfirst"),
        ("", "article-intro"),
    ],
)
def test_a_standfirst_is_found_where_its_weight_does_not_say(head, name):
    page = story(1, head=head, above=f"<div class='{name}'>{LEAD}</div>")

    assert verdict_on(LEAD, judge(page, {LEAD: 0.1})).kept


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (f"<div class='x'>{LEAD}</div>", LEAD),
        (f"<nav class='intro'>{LEAD}</nav>", LEAD),
        (f"<div class='intro' hidden>{LEAD}</div>", LEAD),
        (f"<div class='intro'><a href='/x'>{LEAD}</a></div>", LEAD),
        ("<div class='intro'>Short.</div>", "Short."),
        (f"<div class='intro'>{LEAD.rstrip('.')}</div>", LEAD.rstrip(".")),
    ],
)
def test_what_is_no_standfirst_stays_dropped(html, text):
    assert not verdict_on(text, judge(story(1, above=html), {text: 0.1})).kept


def test_no_standfirst_comes_out_of_a_labelled_box():
    html = f"<div class='x'><p>Anzeige</p><p class='teaser'>{LEAD}</p></div>"

    assert verdict_on(LEAD, judge(story(1, above=html))).reason is Reason.AD_LABEL
