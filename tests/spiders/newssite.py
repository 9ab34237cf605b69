"""A news site for the spiders' tests: what it names where, and articles with a promo below."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from random import Random

from tests.pages import page_html
from tests.site_server import Reply, SiteServer

PROMO = "Members of our reading circle get twelve paperbacks a year and choose them themselves."


WHO = (
    "The harbour master", "A retired pilot", "The bakery on the pier", "The school's choir",
    "The rowing club", "A group of commuters", "The museum's director", "The lighthouse keeper",
)  # fmt: skip
DID = (
    "opened a small exhibition", "repaired the old crane", "collected signatures",
    "planted forty lime trees", "bought a second ferry", "measured the depth of the water",
    "painted the benches", "invited the neighbours",
)  # fmt: skip
WHERE = (
    "behind the customs house", "at the northern quay", "near the railway bridge",
    "in the fish market", "on the island", "beside the boatyard", "under the arcades",
)  # fmt: skip
WHEN = ("on Monday morning", "after the storm", "before the holidays", "late last night",
        "during the festival", "for the third time this year")  # fmt: skip


def path_of(number: int) -> str:
    """The path of an article."""
    return f"/news/the-ferry-stops-again-{100000 + number}.html"


def article(number: int, links: Iterable[int] = ()) -> bytes:
    """An article's page, unlike the others but for the site's promo, with links to others."""
    words = Random(number)  # noqa: S311 - the same page for the same number
    text = [
        f"{words.choice(WHO)} {words.choice(DID)} {words.choice(WHERE)} {words.choice(WHEN)}, "
        f"and {words.choice(WHO).lower()} {words.choice(DID)} {words.choice(WHERE)} as well."
        for _ in range(6)
    ]
    related = "".join(f'<a href="{path_of(one)}">Story {one}</a>' for one in links)
    page = page_html(f"{words.choice(WHO)} and day {number}", (*text, PROMO))
    return page.replace(b"</main>", f"</main><aside>{related}</aside>".encode())


def ago(**age: float) -> datetime:
    """A moment before now."""
    return datetime.now(UTC) - timedelta(**age)


def rss(site: SiteServer, entries: Iterable[tuple[str, datetime | None]]) -> Reply:
    """A feed of paths and dates."""
    items = "".join(
        f"<item><title>x</title><link>{site.url}{path}</link>"
        + (f"<pubDate>{date:%a, %d %b %Y %H:%M:%S} +0000</pubDate>" if date else "")
        + "</item>"
        for path, date in entries
    )
    body = f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'
    return Reply(body.encode(), content_type="application/rss+xml")


def sitemap(site: SiteServer, entries: Iterable[tuple[str, datetime | None]]) -> Reply:
    """A sitemap of paths and dates."""
    urls = "".join(
        f"<url><loc>{site.url}{path}</loc>"
        + (f"<lastmod>{date.isoformat()}</lastmod>" if date else "")
        + "</url>"
        for path, date in entries
    )
    return Reply(f"<urlset>{urls}</urlset>".encode(), content_type="application/xml")


def packed(reply: Reply) -> Reply:
    """The same as a .gz file."""
    return Reply(gzip.compress(reply.body), content_type="application/gzip")


def index(site: SiteServer, paths: Iterable[str]) -> Reply:
    """An index of sitemaps."""
    children = "".join(f"<sitemap><loc>{site.url}{path}</loc></sitemap>" for path in paths)
    body = f"<sitemapindex>{children}</sitemapindex>"
    return Reply(body.encode(), content_type="application/xml")


def build(site: SiteServer, articles: int = 6) -> None:
    """Articles 0, 1, ... in a feed, and a home page that names the feed and nothing else."""
    numbers = range(articles)
    for number in numbers:
        site.pages[path_of(number)] = article(number, numbers)
    site.pages["/"] = (
        b"<html><head><link rel=alternate type=application/rss+xml href=/feed></head>"
        b"<body><p>The harbour's own newspaper</p></body></html>"
    )
    site.pages["/feed"] = rss(site, [(path_of(n), ago(hours=n)) for n in numbers])
