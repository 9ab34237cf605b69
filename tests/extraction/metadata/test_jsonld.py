import pytest

from newscrawl.extraction.metadata.jsonld import read_json_ld
from tests.extraction.metadata import URL, elements, linked


def test_the_article_is_found_in_a_graph():
    tree = elements(
        head=linked('{"@graph": [{"@type": "WebSite"}, {"@type": "NewsArticle", "headline": "H"}]}')
    )

    data = read_json_ld(tree, URL)

    assert data.article["headline"] == "H"
    assert data.types == {"WebSite", "NewsArticle"}


@pytest.mark.parametrize(
    "kind",
    [
        "NewsArticle",
        "https://schema.org/NewsArticle",
        "schema:NewsArticle",
        "ReportageNewsArticle",
        "BlogPosting",
        "LiveBlogPosting",
    ],
)
def test_many_types_are_articles(kind):
    assert read_json_ld(
        elements(head=linked(f'{{"@type": "{kind}", "headline": "H"}}')), URL
    ).article


def test_types_may_be_a_list():
    data = read_json_ld(
        elements(head=linked('{"@type": ["Thing", "NewsArticle"], "headline": "H"}')), URL
    )

    assert data.text("headline") == "H"


def test_of_several_articles_the_one_of_this_page_counts():
    others = (
        '{"@type": "NewsArticle", "headline": "Other", "url": "https://news.example.org/other"}'
    )
    mine = f'{{"@type": "NewsArticle", "headline": "Mine", "url": "{URL}"}}'

    assert read_json_ld(elements(head=linked(others, mine, others)), URL).text("headline") == "Mine"


def test_a_title_tells_which_article_is_this_elements():
    objects = [f'{{"@type": "NewsArticle", "headline": "{h}"}}' for h in ("One", "Two", "Three")]

    data = read_json_ld(elements(head=linked(*objects)), URL, titles=("Two - The Paper",))

    assert data.text("headline") == "Two"


def test_the_articles_of_a_list_are_not_the_elements():
    objects = [f'{{"@type": "NewsArticle", "headline": "{h}"}}' for h in ("One", "Two", "Three")]

    data = read_json_ld(elements(head=linked(*objects)), URL)

    assert not data.article
    assert "NewsArticle" not in data.types


def test_two_objects_of_one_article_complete_each_other():
    first = f'{{"@type": "Article", "url": "{URL}", "author": {{"name": "Ann Sample"}}}}'
    second = (
        f'{{"@type": "NewsArticle", "url": "{URL}", "datePublished": "2026-05-03",'
        ' "author": [{"name": "Ann Sample"}, {"name": "Bob Pattern"}]}'
    )

    data = read_json_ld(elements(head=linked(first, second)), URL)

    assert len(data.values("author")) == 2
    assert data.text("datePublished") == "2026-05-03"


def test_references_are_followed():
    graph = (
        '{"@graph": [{"@type": "NewsArticle", "author": {"@id": "#ann"}},'
        ' {"@id": "#ann", "@type": "Person", "name": "Ann Sample"}]}'
    )

    data = read_json_ld(elements(head=linked(graph)), URL)

    assert data.values("author")[0]["name"] == "Ann Sample"
    assert data.persons == ("Ann Sample",)


def test_what_the_article_does_not_say_the_page_says():
    data = read_json_ld(
        elements(
            head=linked('{"@type": "NewsArticle"}', '{"@type": "WebPage", "inLanguage": "de"}')
        ),
        URL,
    )

    assert data.text("inLanguage") == "de"


@pytest.mark.parametrize(
    "broken", ["", "[]", "null", "3", '"text"', '[["deep"]]', '{"@type": 3}', '{"@type": {"a": 1}}']
)
def test_odd_values_are_no_article(broken):
    assert not read_json_ld(elements(head=linked(broken)), URL).article


def test_scripts_of_other_types_are_not_read():
    tree = elements(
        head='<script type="application/json">{"@type": "NewsArticle", "headline": "H"}</script>'
    )

    assert not read_json_ld(tree, URL).article
