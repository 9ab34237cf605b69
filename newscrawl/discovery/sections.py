"""Section pages and the home page: the links that look like articles, and the sections."""

from __future__ import annotations

from newscrawl.discovery.article_urls import is_article_url
from newscrawl.discovery.candidates import SECTION, Candidate, first_of_each
from newscrawl.discovery.links import links_of
from newscrawl.urls import site_of


def read_section(body: bytes, base_url: str, discovered_by: str = SECTION) -> list[Candidate]:
    """The articles a section page links to on its own site, in reading order.

    Args:
        body: The page's HTML.
        base_url: The page's URL.
        discovered_by: What the candidates say of where they were found.
    """
    site = site_of(base_url)
    return first_of_each(
        Candidate(url, discovered_by, title=" ".join(element.text_content().split()))
        for url, element in links_of(body, base_url)
        if site_of(url) == site and is_article_url(url)
    )
