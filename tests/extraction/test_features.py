from math import isfinite

import pytest

from newscrawl.extraction.features import FEATURES, Measures, hints, stems
from newscrawl.extraction.reading import read
from tests.extraction.pages import bare, box, prose, story

PAGES = [
    story(1),
    story(2, at={3: box("Advertisement", "A label and a line")}, above="<p>By Ada Brenn</p>"),
    story(3, paragraphs=["Short."]),
    bare("<p>" + "港口关闭到晚上。" * 30 + "</p>" * 3),
    bare("<p>One line</p>"),
    bare("<ul>" + "<li><a href='/x'>link</a></li>" * 40 + "</ul>"),
]


def rows(page):
    reading = read(page)
    measures = Measures(
        reading.layout, reading.metadata, reading.taught, reading.flow, reading.matches
    )
    return measures.rows(reading.blocks)


@pytest.mark.parametrize("page", PAGES)
def test_each_block_has_a_finite_number_for_each_feature(page):
    measured = rows(page)

    assert measured
    assert all(len(row) == len(FEATURES) for row in measured)
    assert all(isfinite(number) for row in measured for number in row)


@pytest.mark.parametrize("page", PAGES)
def test_the_same_page_gives_the_same_numbers(page):
    assert rows(page) == rows(page)


def test_names_of_features_are_unique():
    assert len(set(FEATURES)) == len(FEATURES)


def test_numbers_say_what_their_names_say():
    page = story(1, at={4: box("Advertisement")})
    reading = read(page)
    table = {
        b.text: dict(zip(FEATURES, row, strict=True))
        for b, row in zip(reading.blocks, rows(page), strict=True)
    }
    paragraph, label, menu = table[prose(1)[2]], table["Advertisement"], table["Sport"]

    assert (paragraph["taught"], paragraph["paragraph"], paragraph["in_main"]) == (1, 1, 1)
    assert (paragraph["links"], menu["links"]) == (0, 1)
    assert (label["phrase"], paragraph["phrase"]) == (1, 0)
    assert (menu["in_nav"], paragraph["in_nav"]) == (1, 0)
    assert (paragraph["hint_body"], menu["hint_site"]) == (2, 2)
    assert paragraph["size"] > label["size"]


@pytest.mark.parametrize(
    ("step", "found"),
    [
        ("div.article-body", {"body"}),
        ("div.articleBody", {"body"}),
        ("p.standfirst", {"lead"}),
        ("figcaption.img-caption", {"media"}),
        ("div.related-links", {"other"}),
        ("div.newsletter-signup", {"social"}),
        ("div", set()),
        ("div.gadget", set()),
    ],
)
def test_hints_of_class_names(step, found):
    assert hints(step) == found


def test_stems_are_beginnings_of_long_words_and_pairs_of_characters():
    assert stems("The harbours of 2026 and the harbourmaster") == {"harbo"}
    assert stems("港口关闭") == {"港口", "口关", "关闭"}
