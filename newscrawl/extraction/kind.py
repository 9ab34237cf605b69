"""What a page is: article, live blog, gallery, video, teaser, section or something else.

An article that is called otherwise is lost to the store, so every verdict but ARTICLE asks
for proof; a page that says nothing of itself and has prose is an article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

from lxml.html import HtmlElement

from newscrawl.extraction.metadata.model import Metadata
from newscrawl.extraction.metadata.text import text_of
from newscrawl.items import Kind

_PROSE_CHARS = 80  # a paragraph; CJK says as much in a third
_PROSE_CHARS_WIDE = 27
_STORY_WORDS = 4  # a link of as many words is a headline rather than a menu's entry
_STORY_CHARS_WIDE = 9
_MAX_LINKS = 400

_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORD = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\\w+")
_CLOCK = re.compile(
    r"^\W{0,3}(?:\d{1,2}[./]\d{1,2}[./]\d{0,4}\D{1,4})?(?:[01]?\d|2[0-3])\s?[:.h]\s?[0-5]\d(?![\d%])"
)
_LIVE = re.compile(
    r"\blive\b|live-?(?:blog|ticker|updates?)|news-?(?:blog|ticker)|\+\+\+|en direct|en directo|"
    r"ao vivo|in diretta|na żywo|онлайн-трансляция|текстовая трансляция|直播|as it happened",
    re.IGNORECASE,
)
_INDEX_PATHS = re.compile(
    r"^/?$|^/(?:[a-z]{2}/)?(?:index|home|start|startseite|default)(?:\.\w+)?/?$"
    r"|/(?:tags?|categor(?:y|ies|ie|ia)|kategorien?|themen?|topics?|authors?|autor(?:en)?"
    r"|search|suche|archives?|archiv)/[^/]*/?$",
    re.IGNORECASE,
)
# A date, a number or a slug of four words and more: what articles have and sections have not.
_STORY_PATH = re.compile(
    r"/(?:19|20)\d\d[/-]\d\d?[/-]|\d{5,}|/[^/]*(?:[^\W_]+[-_+]){3,}[^\W_]+[^/]*/?$"
)
_WORDS_A_STORY = 40  # a list's teasers have a headline and a sentence or two

_ARTICLE_TYPES = ("article", "posting", "report", "recipe", "review")
_NO_ARTICLE_OG = ("website", "profile", "product", "object")
_GALLERIES = frozenset({"imagegallery", "mediagallery"})
_LISTS = frozenset({"collectionpage", "searchresultspage"})
_NO_ARTICLES = frozenset({"aboutpage", "contactpage", "profilepage", "checkoutpage"})


@dataclass(frozen=True, slots=True)
class Signals:
    """What the verdict is taken from.

    Attributes:
        url: The page's URL.
        headline: The headline.
        schema_types: Folded schema.org types.
        og_type: og:type, lower case.
        dated: Whether the page names a date of publication.
        paywalled: Whether the page says that a part of the article is not free.
        paragraphs: Number of the text's paragraphs that are prose.
        words: Words of the text.
        stated_words: Words the page says the article has; 0 where it does not say.
        clocks: Number of the text's lines that begin with a time of day.
        stories: Number of links that look like headlines.
        images: Number of the article's images.
    """

    url: str = ""
    headline: str = ""
    schema_types: frozenset[str] = frozenset()
    og_type: str = ""
    dated: bool = False
    paywalled: bool = False
    paragraphs: int = 0
    words: int = 0
    stated_words: int = 0
    clocks: int = 0
    stories: int = 0
    images: int = 0

    @property
    def is_typed_article(self) -> bool:
        """Whether the page calls itself an article."""
        return self.og_type == "article" or any(
            t.endswith(_ARTICLE_TYPES) for t in self.schema_types
        )


def count_stories(tree: HtmlElement, url: str, metadata: Metadata) -> int:
    """How many links of a page look like headlines; 0 where its kind does not depend on it.

    Looking through all links takes a tenth of the time that a page of a known site takes.
    """
    signals = read_signals(url, metadata, ())
    return _stories(tree) if _is_home(urlsplit(url)) or not _is_story(signals) else 0


def read_signals(url: str, metadata: Metadata, lines: Sequence[str], stories: int = 0) -> Signals:
    """Gather the signals of a page.

    Args:
        url: The page's URL.
        metadata: What the page says of itself.
        lines: The lines of the extracted text, lead and body.
        stories: What `count_stories` gives.
    """
    return Signals(
        url=url,
        headline=metadata.headline,
        schema_types=frozenset(t.lower() for t in metadata.schema_types),
        og_type=metadata.og_type,
        dated=bool(metadata.published),
        paywalled=metadata.paywalled,
        paragraphs=sum(_is_prose(line) for line in lines),
        words=sum(len(_WORD.findall(line)) for line in lines),
        stated_words=metadata.stated_words,
        clocks=sum(bool(_CLOCK.match(line)) for line in lines),
        stories=stories,
        images=len(metadata.images),
    )


def kind_of(signals: Signals) -> Kind:
    """The kind of a page."""
    if _is_liveblog(signals):
        return Kind.LIVEBLOG
    if _is_section(signals):
        return Kind.SECTION
    if _is_teaser(signals):
        return Kind.TEASER
    if _is_gallery(signals):
        return Kind.GALLERY
    if _is_video(signals):
        return Kind.VIDEO
    return Kind.OTHER if _is_nothing(signals) else Kind.ARTICLE


def _is_liveblog(s: Signals) -> bool:
    if "liveblogposting" in s.schema_types:
        return True
    called = bool(_LIVE.search(s.headline) or _LIVE.search(urlsplit(s.url).path))
    return s.clocks >= (4 if called else 10) and s.clocks * 12 >= s.paragraphs


def _is_section(s: Signals) -> bool:
    parts = urlsplit(s.url)
    if _is_home(parts):
        return s.paragraphs < 8 or s.stories >= 20
    if _is_story(s):
        return False
    if s.schema_types & _LISTS:
        return True
    listed = bool(_INDEX_PATHS.search(parts.path))
    return s.stories >= (5 if listed else 15) and s.words < _WORDS_A_STORY * s.stories


def _is_home(parts: SplitResult) -> bool:
    return parts.path in ("", "/") and not parts.query


def _is_story(s: Signals) -> bool:
    """Whether a page says of itself that it is one story, whatever it links to."""
    if s.is_typed_article or s.dated:
        return True
    return bool(_STORY_PATH.search(_address(urlsplit(s.url))))


def _address(parts: SplitResult) -> str:
    return unquote(parts.path) + ("?" + parts.query if parts.query else "")


def _is_teaser(s: Signals) -> bool:
    if not s.paywalled:
        return False
    if s.stated_words >= 100:
        return s.words < 0.6 * s.stated_words
    return s.words < 220 and s.paragraphs < 6


def _is_gallery(s: Signals) -> bool:
    if s.schema_types & _GALLERIES:
        return s.words < (120 if s.is_typed_article else 300)
    return s.images >= 8 and s.words < 15 * s.images and s.paragraphs <= 2


def _is_video(s: Signals) -> bool:
    if s.words >= 150:
        return False
    return s.og_type.startswith("video") or (
        "videoobject" in s.schema_types and not s.is_typed_article
    )


def _is_nothing(s: Signals) -> bool:
    if s.is_typed_article:
        return s.words < 10
    if s.schema_types & _NO_ARTICLES:
        return True
    if s.words < 25 and not s.dated:
        return True
    undated = not s.dated and s.og_type in ("", *_NO_ARTICLE_OG)
    return undated and s.paragraphs == 0


def _is_prose(line: str) -> bool:
    return len(line) >= (_PROSE_CHARS_WIDE if _WIDE.search(line) else _PROSE_CHARS)


def _stories(tree: HtmlElement) -> int:
    texts: set[str] = set()
    for count, link in enumerate(tree.iter("a")):
        if count >= _MAX_LINKS:
            break
        text = text_of(link, 200)
        if text.count(" ") >= _STORY_WORDS - 1 or len(_WIDE.findall(text)) >= _STORY_CHARS_WIDE:
            texts.add(text)
    return len(texts)
