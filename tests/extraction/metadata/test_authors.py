import pytest

from newscrawl.extraction.metadata import read_metadata
from tests.extraction.metadata import URL, linked, page

H1 = "<h1>Harbour bridge closed for repairs</h1>"


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("", linked('{"@type": "NewsArticle", "author": "Ann Sample"}')),
        (
            "",
            linked('{"@type": "NewsArticle", "author": {"@type": "Person", "name": "Ann Sample"}}'),
        ),
        (
            "",
            linked(
                '{"@type": "NewsArticle", "author": [{"@type": "Person", "name": ["Ann Sample"]}]}'
            ),
        ),
        ("", linked('{"@type": "NewsArticle", "creator": ["Ann Sample"]}')),
        ("", '<meta name="author" content="Ann Sample">'),
        ("", '<meta property="article:author" content="Ann Sample">'),
        (
            "",
            (
                '<meta name="twitter:label1" content="By">'
                '<meta name="twitter:data1" content="Ann Sample">'
            ),
        ),
        ('<span itemprop="author"><span itemprop="name">Ann Sample</span></span>', ""),
        ('<a rel="author" href="/a">Ann Sample</a>', ""),
        ('<p class="byline">By <a href="/a">Ann Sample</a>, 3 May 2026</p>', ""),
        ('<div class="article-author">Von Ann Sample</div>', ""),
        (f"{H1}<p>By Ann Sample</p>", ""),
        (f"{H1}<div><span>Von</span> <span>Ann Sample</span></div>", ""),
        ("", linked('{"@type": "WebPage"}', '{"@type": "Person", "name": "Ann Sample"}')),
    ],
)
def test_an_author_is_found_wherever_named(body, head):
    assert read_metadata(page(body, head), URL).authors == ("Ann Sample",)


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (
            H1,
            (
                '<meta property="og:site_name" content="Daily Pattern">'
                '<meta name="author" content="Daily Pattern">'
            ),
        ),
        (
            H1,
            linked(
                '{"@type": "NewsArticle", "author": "Daily Pattern",'
                ' "publisher": {"name": "Daily Pattern"}}'
            ),
        ),
        (H1, '<meta name="author" content="News.Example.org">'),
        (H1, '<meta name="author" content="Redaktion">'),
        (H1 + '<div class="comment"><a rel="author">Ann Sample</a></div>', ""),
        (H1 + '<aside><span class="author">Ann Sample</span></aside>', ""),
        (H1 + '<span class="author">follow</span>', ""),
        (H1 + '<span class="author">' + "Ann Sample says much. " * 20 + "</span>", ""),
        (H1, ""),
    ],
)
def test_what_is_no_author_stays_out(body, head):
    assert read_metadata(page(body, head), URL).authors == ()


def test_linked_data_is_trusted_before_meta_tags_and_markup():
    head = (
        linked('{"@type": "NewsArticle", "author": "Ann Sample"}')
        + '<meta name="author" content="Bob Pattern">'
    )

    assert read_metadata(page('<p class="byline">Carl Model</p>', head), URL).authors == (
        "Ann Sample",
    )


def test_names_side_by_side_in_a_byline_are_told_apart():
    body = '<div class="byline"><span>Ann Sample</span> <span>Bob Pattern</span></div>'

    assert read_metadata(page(body), URL).authors == ("Ann Sample", "Bob Pattern")


@pytest.mark.parametrize(
    "head",
    [
        linked('{"@type": "NewsArticle", "author": {"@type": "Organization", "name": "dpa"}}'),
        linked(
            '{"@type": "NewsArticle", "author": [{"name": "Ann Sample"},'
            ' {"name": "Deutsche Presse-Agentur"}]}'
        ),
        '<meta name="author" content="Ann Sample, dpa">',
    ],
)
def test_an_agency_is_no_author(head):
    metadata = read_metadata(page(H1, head), URL)

    assert metadata.agency == "dpa"
    assert metadata.authors in ((), ("Ann Sample",))


def test_the_credit_of_an_image_is_not_the_article_s_agency():
    figure = '<figure><figcaption>X <span class="author">dpa</span></figcaption></figure>'

    assert read_metadata(page(f"<article>{H1}{figure}</article>"), URL).agency == ""
