import pytest

from newscrawl.extraction.kind import Signals, count_stories, kind_of, read_signals
from newscrawl.extraction.metadata import Metadata
from newscrawl.items import Image, Kind
from tests.extraction.metadata import page

STORY = "https://news.example.org/politics/harbour-bridge-closed-for-repairs"
HOME = "https://news.example.org/"
LIST = "https://news.example.org/politics/"
NEWS = frozenset({"newsarticle"})
LISTED = frozenset({"collectionpage"})
ABOUT = frozenset({"aboutpage"})

KINDS = [
    (Signals(url=STORY, schema_types=NEWS, paragraphs=8, words=400), Kind.ARTICLE),
    (Signals(url=STORY, paragraphs=3, words=120), Kind.ARTICLE),
    (Signals(url=STORY, schema_types=NEWS, paragraphs=1, words=40), Kind.ARTICLE),
    (Signals(url=STORY, paragraphs=2, words=100, stories=80), Kind.ARTICLE),
    (Signals(url=STORY, schema_types=NEWS, paragraphs=20, words=900, stories=90), Kind.ARTICLE),
    (Signals(url=STORY, schema_types=NEWS | {"liveblogposting"}, words=900), Kind.LIVEBLOG),
    (
        Signals(url=STORY, headline="Storm: live updates", clocks=5, paragraphs=20, words=900),
        Kind.LIVEBLOG,
    ),
    (Signals(url=STORY, headline="How they live", clocks=0, paragraphs=9, words=500), Kind.ARTICLE),
    (Signals(url=STORY, headline="Timetable", clocks=5, paragraphs=9, words=500), Kind.ARTICLE),
    (Signals(url=STORY, headline="The day", clocks=14, paragraphs=30, words=1500), Kind.LIVEBLOG),
    (
        Signals(url=STORY, schema_types=frozenset({"imagegallery"}), images=12, words=90),
        Kind.GALLERY,
    ),
    (Signals(url=STORY, schema_types=NEWS, images=20, words=150, paragraphs=1), Kind.GALLERY),
    (
        Signals(url=STORY, schema_types=NEWS | {"imagegallery"}, images=2, words=500, paragraphs=9),
        Kind.ARTICLE,
    ),
    (Signals(url=STORY, schema_types=NEWS, images=9, words=900, paragraphs=14), Kind.ARTICLE),
    (Signals(url=STORY, og_type="video.other", words=60, dated=True), Kind.VIDEO),
    (
        Signals(url=STORY, schema_types=frozenset({"videoobject"}), words=60, paragraphs=1),
        Kind.VIDEO,
    ),
    (Signals(url=STORY, schema_types=NEWS | {"videoobject"}, words=60, paragraphs=1), Kind.ARTICLE),
    (Signals(url=STORY, og_type="video.other", words=600, paragraphs=9), Kind.ARTICLE),
    (Signals(url=STORY, schema_types=NEWS, paywalled=True, paragraphs=2, words=90), Kind.TEASER),
    (Signals(url=STORY, schema_types=NEWS, paywalled=True, paragraphs=9, words=700), Kind.ARTICLE),
    (
        Signals(url=STORY, schema_types=NEWS, paywalled=True, words=300, stated_words=900),
        Kind.TEASER,
    ),
    (
        Signals(url=STORY, schema_types=NEWS, paywalled=True, words=150, stated_words=160),
        Kind.ARTICLE,
    ),
    (Signals(url="https://news.example.org/", paragraphs=3, words=200, stories=60), Kind.SECTION),
    (Signals(url="https://news.example.org/", paragraphs=30, words=1500, stories=60), Kind.SECTION),
    (Signals(url=LIST, paragraphs=12, words=500, stories=40), Kind.SECTION),
    (Signals(url=LIST, og_type="website", words=90, stories=20), Kind.SECTION),
    (Signals(url="https://news.example.org/tag/bridge", words=90, stories=6), Kind.SECTION),
    (
        Signals(url=LIST, schema_types=NEWS, dated=True, words=300, paragraphs=4, stories=40),
        Kind.ARTICLE,
    ),
    (
        Signals(
            url="https://news.example.org/s.php?id=123456", words=300, paragraphs=4, stories=40
        ),
        Kind.ARTICLE,
    ),
    (
        Signals(url=LIST, schema_types=LISTED, words=90, paragraphs=3),
        Kind.SECTION,
    ),
    (
        Signals(
            url="https://news.example.org/us",
            schema_types=ABOUT,
            words=300,
            paragraphs=5,
        ),
        Kind.OTHER,
    ),
    (Signals(url="https://news.example.org/imprint", words=15), Kind.OTHER),
    (Signals(url="https://news.example.org/login", og_type="website", words=60), Kind.OTHER),
    (Signals(url=STORY, schema_types=NEWS, words=0), Kind.OTHER),
    (Signals(), Kind.SECTION),
]


@pytest.mark.parametrize(("signals", "kind"), KINDS)
def test_the_kind_follows_from_the_signals(signals, kind):
    assert kind_of(signals) is kind


def listing():
    links = "".join(f'<li><a href="/{n}">A headline of story {n}</a></li>' for n in range(3))
    return page(
        f"<ul>{links}<li><a href='/x'>Sport</a></li>"
        "<li><a href='/0'>A headline of story 0</a></li></ul>"
    )


@pytest.mark.parametrize(
    ("url", "metadata", "stories"),
    [
        (HOME, Metadata(), 3),
        (f"{HOME}news", Metadata(), 3),
        (HOME, Metadata(og_type="article"), 3),
        (f"{HOME}news", Metadata(og_type="article"), 0),
        (f"{HOME}news", Metadata(published="2026-05-03"), 0),
        (STORY, Metadata(), 0),
    ],
)
def test_links_to_stories_are_counted_where_they_tell_something(url, metadata, stories):
    assert count_stories(listing(), url, metadata) == stories


def test_signals_are_gathered_from_page_metadata_and_text():
    metadata = Metadata(
        headline="Bridge",
        published="2026-05-03T00:00:00+00:00",
        og_type="article",
        paywalled=True,
        schema_types=frozenset({"NewsArticle"}),
        images=(Image("https://news.example.org/a.jpg"),),
        stated_words=300,
    )
    lines = [
        "10.15 Uhr: Es regnet.",
        "Es regnet, " * 20,
        "港口将关闭到晚上因为桥梁正在维修请市民绕行并注意安全谢谢合作",
    ]

    assert read_signals(STORY, metadata, lines, stories=3) == Signals(
        url=STORY,
        headline="Bridge",
        schema_types=NEWS,
        og_type="article",
        dated=True,
        paywalled=True,
        paragraphs=2,
        words=5 + 40 + 30,
        stated_words=300,
        clocks=1,
        stories=3,
        images=1,
    )


@pytest.mark.parametrize(
    ("line", "clocks"),
    [
        ("10:15 Uhr", 1),
        ("10.15 Uhr: Es regnet.", 1),
        ("9h05 – Il pleut.", 1),
        ("[10:15] It rains.", 1),
        ("3.5., 10:15 Es regnet.", 1),
        ("10.5.2026 war ein Sonntag.", 0),
        ("25:61 is no time.", 0),
        ("It rains at 10:15.", 0),
        ("10.15% more", 0),
    ],
)
def test_lines_that_begin_with_a_time_are_counted(line, clocks):
    assert read_signals(STORY, Metadata(), [line]).clocks == clocks
