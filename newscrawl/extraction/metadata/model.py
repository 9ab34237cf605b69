"""Metadata: what a page says of its article outside of the text."""

from __future__ import annotations

from dataclasses import dataclass

from newscrawl.items import Image


@dataclass(frozen=True, slots=True)
class Metadata:
    """What JSON-LD, meta tags and markup say; "" and () where they say nothing.

    Attributes:
        headline: The headline as the page shows it.
        description: A candidate for the lead: what JSON-LD or a meta tag calls the description.
        authors: Names of persons.
        agency: Short name of the news agency that the byline names.
        published: ISO 8601 with an offset.
        modified: ISO 8601 with an offset.
        language: ISO 639-1 code.
        section: The section of the site.
        tags: Keywords.
        images: Images of the article, absolute URLs, each once.
        canonical_url: The absolute URL the page names as its own; of the page's own site only.
        article_body: The text as script data holds it, one paragraph a line.
        stated_words: Words the page says the article has; 0 where it does not say.
        schema_types: schema.org types of the objects that stand at the top of JSON-LD or microdata.
        og_type: og:type, lower case.
        site_name: The name of the site or its publisher.
        paywalled: Whether the page says that a part of the article is not free.
        tdm_reserved: Whether the publisher reserves text and data mining.
    """

    headline: str = ""
    description: str = ""
    authors: tuple[str, ...] = ()
    agency: str = ""
    published: str = ""
    modified: str = ""
    language: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    canonical_url: str = ""
    article_body: str = ""
    stated_words: int = 0
    schema_types: frozenset[str] = frozenset()
    og_type: str = ""
    site_name: str = ""
    paywalled: bool = False
    tdm_reserved: bool = False
