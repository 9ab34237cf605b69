import pytest

from newscrawl.extraction.slots import stable_class, step


@pytest.mark.parametrize(
    ("name", "stable"),
    [
        ("article-body", "article-body"),
        ("article__body", "article__body"),
        ("teaser--large", "teaser--large"),
        ("storyBody", "storyBody"),
        ("StoryBody", "StoryBody"),
        ("col-md-8", "col-md-0"),
        ("h2", "h0"),
        ("node-123456", "node-0"),
        ("par-17", "par-0"),
        ("Body_text__x8Kj2", "Body_text"),
        ("css-1q2w3e", ""),
        ("sc-bdVaJa", ""),
        ("jsx-1234567890", ""),
        ("emotion-4d5f6g", ""),
        ("a8Xk2p", ""),
        ("UAquKe", ""),
        ("builder-element-7be63e8", "builder-element"),
        ("paragraph", "paragraph"),
        ("css-grid", "css-grid"),
        ("", ""),
    ],
)
def test_what_is_stable_of_a_class(name, stable):
    assert stable_class(name) == stable


@pytest.mark.parametrize(
    ("tag", "classes", "ident", "expected"),
    [
        ("p", "", "", "p"),
        ("div", "b a", "", "div.a.b"),
        ("div", "a a a", "", "div.a"),
        ("div", "  a\n b ", "", "div.a.b"),
        ("div", "css-1q2w3e", "main", "div#main"),
        ("div", "a", "main", "div.a"),
        ("div", "", "two words", "div"),
        ("p", "", "par-17", "p#par-0"),
        ("div", "a b c d e f", "", "div.a.b.c.d"),
    ],
)
def test_a_step_is_the_tag_and_what_is_stable(tag, classes, ident, expected):
    assert step(tag, classes, ident) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Article_body__x8Kj2 wide", "wide Article_body__Qr71z"),
        ("css-1q2w3e", "css-9z8y7x"),
        ("node-12", "node-99871"),
        ("b a", "a b"),
    ],
)
def test_builds_and_numbers_of_one_place_give_one_step(one, other):
    assert step("div", one, "") == step("div", other, "")


@pytest.mark.parametrize(
    ("one", "other"), [("story-body", "story-promo"), ("lead", "body"), ("box left", "box")]
)
def test_places_that_differ_give_two(one, other):
    assert step("div", one, "") != step("div", other, "")
