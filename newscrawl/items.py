"""The data of a crawl, one frozen type for each stage it goes through.

A `Page` is what was fetched, an `Article` what is kept. The names of Article's
fields are the names of the store's columns and of every export.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a page is; only an ARTICLE, a LIVEBLOG, a GALLERY or a VIDEO has a text to keep."""

    ARTICLE = "article"
    LIVEBLOG = "liveblog"
    GALLERY = "gallery"
    VIDEO = "video"
    TEASER = "teaser"  # the open beginning of an article behind a paywall
    SECTION = "section"
    OTHER = "other"


NO_ARTICLES = frozenset({Kind.SECTION, Kind.OTHER})
# What one looks at may be all pictures, and still be what was published.
SEEN_NOT_READ = frozenset({Kind.GALLERY, Kind.VIDEO})


class Path(StrEnum):
    """How the blocks of a page were told apart."""

    FULL = "full"  # each weighed, with the teacher's judgement
    FAST = "fast"  # by what stood in their slots on other pages of the site
    CHECKED = "checked"  # in full, although other pages would have told; both were compared


class Reason(StrEnum):
    """Why a block of a page is not part of its article."""

    HIDDEN = "hidden"  # display:none, templates, modals, print-only
    NAVIGATION = "navigation"  # menus, breadcrumbs, headers and footers of the site
    HEADLINE = "headline"  # the article's own headline, kept as a field
    BYLINE = "byline"  # authors, agency, date: kept as fields
    CAPTION = "caption"  # captions and credits: kept with the image
    AD_LABEL = "ad label"  # "Anzeige" and the box it heads
    PROMO = "promo"  # the publisher's own products: subscriptions, magazines, apps
    SHARE = "share"
    COMMENTS = "comments"
    NEWSLETTER = "newsletter"
    RELATED = "related"  # links to and teasers of other stories
    LEGAL = "legal"  # copyright, terms, cookies
    OTHER_ARTICLE = "other article"
    AFTER_END = "after the end"  # stands behind the article's end
    ODD_BOX = "odd box"  # a box unlike the paragraphs around it
    DUPLICATE = "duplicate"  # stands on this page already
    REPEATED = "repeated on site"  # site memory: the text stands on other pages
    BOILERPLATE_SLOT = "boilerplate slot"  # site memory: what stands here is never kept
    OUTSIDE = "outside"  # not part of the article by the judgement of the teacher


@dataclass(frozen=True, slots=True, repr=False)
class Page:
    """A page as it was fetched: a spider's item, extract's input, a fixture's content.

    Attributes:
        url: The absolute URL the body came from, after redirects.
        body: The bytes of the HTTP body, undecoded.
        headers: Response headers that matter (Content-Type, TDM-Reservation, ...);
            names in any case.
        fetched_at: When it was fetched, aware; None where nobody knows.
    """

    url: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    fetched_at: datetime | None = None

    def header(self, name: str) -> str:
        """The value of a header, whatever the case of its name; "" where it is missing."""
        wanted = name.lower()
        return next((v for k, v in self.headers.items() if k.lower() == wanted), "")

    def __repr__(self) -> str:
        """Short, because Scrapy logs whole items."""
        return f"Page({self.url!r}, {len(self.body)} bytes)"


@dataclass(frozen=True, slots=True)
class Image:
    """An image of the article with its caption and credit, "" where there is none."""

    url: str
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Article:
    """What is kept of a page.

    Dates are ISO 8601 with an offset, "" where unknown. Text is NFC, without NULs and
    lone surrogates, paragraphs separated by one newline.

    Attributes:
        url: The page's URL.
        canonical_url: The URL the site itself names, made canonical; the key of the store.
        site: The page's host without `www.`, with a port that is not the default.
        kind: What the page is.
        headline: The headline as the page shows it.
        lead: The standfirst, "" where there is none.
        body: Paragraphs, sub-headings and list items, one a line; without headline and lead.
        text: Lead and body, as printed.
        language: ISO 639-1 code.
        authors: Names of persons.
        agency: The news agency's short name (dpa, AFP, ...), "" where none is named.
        dateline: The place the story is filed from ("Miami").
        published: When it was first published.
        modified: When it was last changed.
        section: The section of the site.
        tags: Keywords the page names.
        images: Images of the article.
        paywalled: Whether the page shows only a part of the article.
        tdm_reserved: Whether the publisher reserves text and data mining.
        word_count: Words of `text`; a CJK character counts as one.
        content_hash: Hex digest of headline and text.
        fetched_at: When the page was fetched.
        memory_generation: Generation of the site memory it was extracted with; 0 for none.
        path: How its blocks were told apart; a value of `Path`.
        removed: How many blocks were removed for each reason.
    """

    url: str
    canonical_url: str = ""
    site: str = ""
    kind: str = Kind.ARTICLE
    headline: str = ""
    lead: str = ""
    body: str = ""
    text: str = ""
    language: str = ""
    authors: tuple[str, ...] = ()
    agency: str = ""
    dateline: str = ""
    published: str = ""
    modified: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    paywalled: bool = False
    tdm_reserved: bool = False
    word_count: int = 0
    content_hash: str = ""
    fetched_at: str = ""
    memory_generation: int = 0
    path: str = ""
    removed: Mapping[str, int] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Short, because Scrapy logs whole items."""
        return f"Article({self.url!r}, {self.headline!r}, {self.word_count} words)"
