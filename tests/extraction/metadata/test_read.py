import pytest
from lxml.html import tostring

from newscrawl.extraction.metadata import Metadata, read_metadata, with_fallback
from tests.extraction.metadata import URL, linked, page

ARTICLE = """{
  "@context": "https://schema.org", "@type": "NewsArticle", "headline": "Harbour bridge closed",
  "description": "Ferries run instead.", "datePublished": "2026-05-03T10:20:00+02:00",
  "dateModified": "2026-05-03T12:00:00+02:00", "inLanguage": "en-GB", "articleSection": ["Traffic"],
  "keywords": "bridge, harbour, Bridge", "wordCount": "1,200",
  "publisher": {"name": "Daily Pattern"}
}"""


def test_linked_data_fills_every_field():
    metadata = read_metadata(page("<h1>Harbour bridge closed</h1>", linked(ARTICLE)), URL)

    assert metadata == Metadata(
        headline="Harbour bridge closed",
        description="Ferries run instead.",
        published="2026-05-03T10:20:00+02:00",
        modified="2026-05-03T12:00:00+02:00",
        language="en",
        section="Traffic",
        tags=("bridge", "harbour"),
        stated_words=1200,
        schema_types=frozenset({"NewsArticle"}),
        site_name="Daily Pattern",
    )


def test_meta_tags_fill_every_field():
    head = """
      <title>Harbour bridge closed - Daily Pattern</title>
      <meta property="og:site_name" content="Daily Pattern">
      <meta property="og:type" content="Article">
      <meta property="og:title" content="Harbour bridge closed">
      <meta property="og:description" content="Ferries &amp;amp; buses run.">
      <meta property="article:published_time" content="2026-05-03">
      <meta property="article:modified_time" content="2026-05-04">
      <meta property="article:section" content="Traffic">
      <meta property="article:tag" content="bridge"><meta property="article:tag" content="harbour">
      <meta property="og:locale" content="en_GB">
      <link rel="canonical" href="/politics/harbour-bridge">
    """

    assert read_metadata(page(head=head), URL) == Metadata(
        headline="Harbour bridge closed",
        description="Ferries & buses run.",
        published="2026-05-03T00:00:00+00:00",
        modified="2026-05-04T00:00:00+00:00",
        language="en",
        section="Traffic",
        tags=("bridge", "harbour"),
        canonical_url="https://news.example.org/politics/harbour-bridge",
        og_type="article",
        site_name="Daily Pattern",
    )


def test_an_empty_page_has_empty_metadata():
    assert read_metadata(page(), URL) == Metadata()


def test_the_tree_stays_as_it_is():
    tree = page(
        '<h1>Bridge</h1><p class="byline">By Ann Sample</p><time>3 May 2026</time>', linked(ARTICLE)
    )
    before = tostring(tree)

    read_metadata(tree, URL)

    assert tostring(tree) == before


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ('<time datetime="2026-05-03">today</time>', ""),
        ("<time>3 May 2026</time>", ""),
        (
            '<aside><time datetime="2020-01-01"></time></aside><time datetime="2026-05-03"></time>',
            "",
        ),
        (
            (
                '<time class="updated" datetime="2026-06-01"></time>'
                '<time datetime="2026-05-03"></time>'
            ),
            "",
        ),
        ('<meta itemprop="datePublished" content="2026-05-03">', ""),
        ("<h1>Harbour bridge closed</h1><p>Published on May 3, 2026</p>", ""),
        ("<h1>Harbour bridge closed</h1><p>Aktualisiert: 4.6.2026</p><p>Vom 3.5.2026</p>", ""),
        ('<h1>Bridge</h1><p>Text</p><div class="meta-date">3. Mai 2026</div>', ""),
        ("", '<meta name="date" content="2026-05-03">'),
        (
            "",
            '<meta name="x-publisher" content="X"><meta name="x-published" content="2026-05-03">',
        ),
        ("", linked('{"@type": "WebPage", "datePublished": "2026-05-03"}')),
    ],
)
def test_the_date_is_found_wherever_it_stands(body, head):
    assert read_metadata(page(body, head), URL).published == "2026-05-03T00:00:00+00:00"


def test_the_url_s_day_is_trusted_before_markup():
    tree = page('<time datetime="2020-01-01"></time>')

    assert (
        read_metadata(tree, "https://news.example.org/2026/05/03/bridge").published[:10]
        == "2026-05-03"
    )


def test_the_date_of_a_teaser_is_not_the_page_s():
    dates = '<time>1.1.2020</time><i class="date">1.1.2020</i>'
    teaser = f"<article><h2>Other</h2><p>Text</p>{dates}</article>"

    assert read_metadata(page(f"<h1>Harbour news</h1>{teaser}{teaser}"), URL).published == ""


def test_a_copyright_line_is_no_date():
    assert (
        read_metadata(page("<h1>Bridge</h1><p>© 1.1.2026 Daily Pattern</p>"), URL).published == ""
    )


@pytest.mark.parametrize(
    ("href", "canonical"),
    [
        ("https://news.example.org/a/b", "https://news.example.org/a/b"),
        ("/a/b", "https://news.example.org/a/b"),
        ("https://www.news.example.org/a", "https://www.news.example.org/a"),
        ("https://example.org/a", "https://example.org/a"),
        ("https://other.example/a", ""),
        ("https://news.example.org/", ""),
        ("http://[bad", ""),
        ("", ""),
    ],
)
def test_a_canonical_url_names_a_page_of_the_same_site(href, canonical):
    tree = page(head=f'<link rel="canonical" href="{href}">')

    assert read_metadata(tree, URL).canonical_url == canonical


@pytest.mark.parametrize(
    ("attributes", "head", "language"),
    [
        ('lang="de-DE"', "", "de"),
        ("", '<meta property="og:locale" content="de_AT">', "de"),
        ("", '<meta http-equiv="Content-Language" content="de">', "de"),
        (
            'lang="en"',
            '<meta property="og:locale" content="de_DE"><meta name="language" content="de">',
            "de",
        ),
        ("", "", ""),
    ],
)
def test_the_language_is_what_most_claims_say(attributes, head, language):
    from lxml.html import document_fromstring  # noqa: PLC0415 - html's own attributes matter here

    tree = document_fromstring(
        f"<html {attributes}><head>{head}</head><body><p>x</p></body></html>"
    )

    assert read_metadata(tree, URL).language == language


def test_a_fallback_fills_gaps_alone():
    full = Metadata(
        headline="H", authors=("Ann Sample",), agency="dpa", published="2026-05-03T00:00:00+00:00"
    )

    assert with_fallback(full, "Other", "Bob Pattern", "2020-01-01") == full


def test_a_fallback_is_cleaned():
    filled = with_fallback(
        Metadata(site_name="Daily Pattern"),
        " A  title ",
        "Daily Pattern; Bob Pattern; AFP; News",
        "2026-05-03",
    )

    assert filled.headline == "A title"
    assert filled.authors == ("Bob Pattern",)
    assert filled.agency == "AFP"
    assert filled.published == "2026-05-03T00:00:00+00:00"
