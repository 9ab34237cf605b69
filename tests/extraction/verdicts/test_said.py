from dataclasses import replace

import pytest

from newscrawl.items import Reason
from tests.extraction.pages import box, prose, story
from tests.extraction.verdicts.judging import judge, kept, verdict_on

PROMO = (
    "With our garden magazine anyone grows melons on a balcony: six steps, one bucket, much sun.",
    "The magazine lies at every kiosk from Thursday on, with seeds of an old kind on its cover.",
)


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        ("Anzeige", Reason.AD_LABEL),
        ("Advertisement", Reason.AD_LABEL),
        ("Lesen Sie auch", Reason.RELATED),
        ("Read more", Reason.RELATED),
        ("Newsletter", Reason.NEWSLETTER),
        ("Jetzt abonnieren", Reason.PROMO),
    ],
)
@pytest.mark.parametrize("place", [4, 9])
def test_a_label_heads_the_box_it_stands_in(label, reason, place):
    rows = judge(story(1, at={place: box(label, *PROMO)}))

    for text in (label, *PROMO):
        assert verdict_on(text, rows).reason is reason
    assert verdict_on(PROMO[0], rows).evidence == f"in the box that {label!r} heads"
    assert set(prose(1)) <= set(kept(rows))


def test_a_label_in_a_wrapper_heads_the_wider_box():
    html = f'<aside><div class="a"><span>Anzeige</span></div><div><p>{PROMO[0]}</p></div></aside>'

    assert PROMO[0] not in kept(judge(story(1, at={4: html})))


def test_a_label_among_the_paragraphs_governs_none_of_them():
    rows = judge(story(1, at={4: "<p>Anzeige</p>"}))

    assert verdict_on("Anzeige", rows).reason is Reason.AD_LABEL
    assert set(prose(1)) <= set(kept(rows))


def test_a_label_that_begins_the_article_governs_none_of_it():
    rows = judge(story(1, at={0: "<div>Anzeige</div>"}))

    assert set(prose(1)) <= set(kept(rows))


def test_what_stands_above_the_label_stays():
    rows = judge(story(1, at={4: box(PROMO[0], "Anzeige", PROMO[1])}))

    assert PROMO[0] in kept(rows)


@pytest.mark.parametrize(
    "sentence",
    [
        "Sie will Anzeige erstatten",
        "Sie will Anzeige erstatten.",
        "Die Anzeige gegen den Bürgermeister wurde am Montag zurückgezogen.",
        "She was paid for an advertisement that never ran.",
        "The comments of the mayor were met with laughter.",
    ],
)
def test_words_of_labels_in_a_sentence_are_a_sentence(sentence):
    assert sentence in kept(judge(story(1, at={4: f"<p>{sentence}</p>"})))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Diesen Artikel teilen", Reason.SHARE),
        ("Die Kommentare sind geschlossen.", Reason.COMMENTS),
        ("Share on Facebook", Reason.SHARE),
    ],
)
def test_a_phrase_settles_it(text, reason):
    verdict = verdict_on(text, judge(story(1, at={9: f"<p>{text}</p>"})))

    assert (verdict.kept, verdict.reason) == (False, reason)


@pytest.mark.parametrize("line", ["Comments", "Kommentare", "Die Kommentare sind geschlossen."])
def test_a_comments_line_near_the_end_ends_the_article(line):
    below = f"<h3>{line}</h3><div class='talk'><p>{PROMO[0]}</p><p>Nice!</p></div>"

    rows = judge(story(1, below=below))

    assert verdict_on(PROMO[0], rows).reason is Reason.AFTER_END
    assert verdict_on("Nice!", rows).reason is Reason.AFTER_END
    assert set(prose(1)) <= set(kept(rows))


@pytest.mark.parametrize("place", [0, 1, 4, 6])
def test_a_comments_link_above_the_text_ends_nothing(place):
    assert set(prose(1)) <= set(kept(judge(story(1, at={place: "<p>Comments</p>"}))))


def test_many_labels_are_no_trouble():
    page = story(1, below="<div><p>Anzeige</p><p>Comments</p>" * 180 + "</div>" * 180)

    rows = judge(page)

    assert set(prose(1)) <= set(kept(rows))
    assert {"Anzeige", "Comments"}.isdisjoint(kept(rows))


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("article-cta", Reason.PROMO),
        ("c-popup open", Reason.PROMO),
        ("affiliate-disclaimer", Reason.PROMO),
        ("disclaimer", Reason.LEGAL),
        ("author-bio", Reason.BYLINE),
    ],
)
def test_a_box_named_for_what_it_is_holds_no_text(name, reason):
    page = story(1, at={4: f"<div class='{name}'><p>{PROMO[0]}</p></div>"})

    assert verdict_on(PROMO[0], judge(page)).reason is reason


@pytest.mark.parametrize("name", ["pop-upright", "selecta", "authors", "actor-bio"])
def test_a_box_named_otherwise_is_read(name):
    page = story(1, at={4: f"<div class='{name}'><p>{PROMO[0]}</p></div>"})

    assert verdict_on(PROMO[0], judge(page)).kept


def test_a_name_on_the_box_of_the_whole_text_empties_nothing():
    page = story(1)
    named = replace(page, body=page.body.replace(b"story-body", b"cta story-body"))

    assert set(prose(1)) <= set(kept(judge(named)))
