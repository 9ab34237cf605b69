"""Where a site says what is new: its feeds, sitemaps and sections, found by themselves."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import html
from protego import Protego
from w3lib.html import get_base_url

from newscrawl.discovery.article_urls import is_section_url
from newscrawl.discovery.links import absolute, links_of, read_html
from newscrawl.urls import canonical, site_of

FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json"})
MAX_SECTIONS = 12  # links of a home page's menu that are followed


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a site says what is new; absolute URLs, in the order found.

    Attributes:
        feeds: RSS, Atom or JSON feeds.
        sitemaps: Sitemaps or indexes of them.
        sections: Section pages.
    """

    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()


def find_sources(home_body: bytes, robots_txt: str, home_url: str) -> Sources:
    """The sources a site's home page and robots.txt name.

    Args:
        home_body: The home page's HTML.
        robots_txt: The text of robots.txt, "" where there is none.
        home_url: The home page's URL.
    """
    sitemaps = (absolute(home_url, url) for url in Protego.parse(robots_txt).sitemaps)
    return Sources(
        feeds=tuple(dict.fromkeys(_feeds(home_body, home_url))),
        sitemaps=tuple(dict.fromkeys(url for url in sitemaps if url)),
        sections=_sections(home_body, home_url),
    )


def _feeds(body: bytes, home_url: str) -> list[str]:
    """The feeds that `<link rel=alternate>` names, comments' feeds left out."""
    root = read_html(body)
    if root is None:
        return []
    base_url = get_base_url(body[:4096], home_url)
    urls = [
        absolute(base_url, link.get("href") or "") for link in root.iter("link") if _is_feed(link)
    ]
    return [url for url in urls if url and "/comments/" not in url]


def _is_feed(link: html.HtmlElement) -> bool:
    kind = (link.get("type") or "").split(";")[0].strip().lower()
    return "alternate" in (link.get("rel") or "").lower().split() and kind in FEED_TYPES


def _sections(body: bytes, home_url: str) -> tuple[str, ...]:
    """The home page's first links into its menus: short paths that are no articles."""
    site, home = site_of(home_url), canonical(home_url)
    found: dict[str, None] = {}
    for url, element in links_of(body, home_url):
        in_menu = any(parent.tag in {"nav", "header"} for parent in element.iterancestors())
        if in_menu and site_of(url) == site and canonical(url) != home and is_section_url(url):
            found[url] = None
    return tuple(found)[:MAX_SECTIONS]
