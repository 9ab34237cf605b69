import pytest

from newscrawl.extraction.metadata.headline import find_headline, without_site
from tests.extraction.metadata import elements

SITE = frozenset({"dailypattern"})


@pytest.mark.parametrize(
    ("body", "named", "headline"),
    [
        ("<h1>Harbour bridge closed</h1>", ["Harbour bridge closed"], "Harbour bridge closed"),
        (
            "<h1>Harbour bridge closed for repairs</h1>",
            ["Bridge closed: what to know"],
            "Harbour bridge closed for repairs",
        ),
        ("<h1>Daily Pattern</h1>", ["Harbour bridge closed"], "Harbour bridge closed"),
        (
            "<h1><a href='/'>All the news</a></h1><h2>Harbour bridge closed</h2>",
            ["Harbour bridge closed - Elsewhere"],
            "Harbour bridge closed",
        ),
        (
            "<h1>News</h1><p>Harbour bridge closed</p>",
            ["Harbour bridge closed - Elsewhere"],
            "Harbour bridge closed",
        ),
        (
            "<h1>Sport</h1><h1>Harbour bridge closed</h1>",
            ["Harbour bridge closed"],
            "Harbour bridge closed",
        ),
        (
            "<h1><span>Traffic</span> <span>Harbour bridge closed</span></h1>",
            ["Harbour bridge closed"],
            "Harbour bridge closed",
        ),
        (
            "<h1><span>Traffic</span><span>Harbour bridge closed</span></h1>",
            [],
            "Traffic Harbour bridge closed",
        ),
        ("<h1><span>H</span>arbour bridge closed</h1>", [], "Harbour bridge closed"),
        ("<h1>港桥今日关闭维修</h1>", ["港桥今日关闭维修_某某网"], "港桥今日关闭维修"),
        (
            "<td><b>Мост закрыт на ремонт</b></td>",
            ["Мост закрыт на ремонт | Происшествия | Газета"],
            "Мост закрыт на ремонт",
        ),
        ("", ["Harbour bridge closed | Daily Pattern"], "Harbour bridge closed"),
        ("<h1>Harbour bridge closed</h1>", [], "Harbour bridge closed"),
        ("", [], ""),
    ],
)
def test_the_headline_is_what_the_page_shows(body, named, headline):
    assert find_headline(elements(body), named, SITE).text == headline


def test_the_element_that_shows_it_is_told():
    found = find_headline(elements("<h1>Harbour bridge closed</h1>"), [], SITE)

    assert found.element is not None
    assert found.element.tag == "h1"


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Bridge closed - Daily Pattern", "Bridge closed"),
        ("Bridge closed | Daily Pattern", "Bridge closed"),
        ("Daily Pattern: Bridge closed", "Daily Pattern: Bridge closed"),
        ("Daily Pattern | Bridge closed", "Bridge closed"),
        ("Bridge closed | Traffic | Elsewhere", "Bridge closed"),
        ("Bridge closed - and open again", "Bridge closed - and open again"),
        ("Bridge closed", "Bridge closed"),
        ("", ""),
    ],
)
def test_a_title_loses_the_name_of_the_site(title, bare):
    assert without_site(title, SITE) == bare
