"""What the demo site tells machines: feeds, sitemaps, robots.txt."""

from __future__ import annotations

import gzip
from datetime import timedelta
from email.utils import format_datetime
from html import escape

from demo.content import Story
from demo.pages import Site

GONE = "/stadt/marktbrunnen-liegt-trocken-100399.html"  # in the feed, and answers 404
PDF = "/dokumente/hafenplan.pdf"


def robots_txt(site: Site) -> str:
    """Everyone may read everything but the share links; the sitemap is named."""
    return f"User-agent: *\nDisallow: /teilen\n\nSitemap: {site.base}/sitemap.xml\n"


def rss(site: Site) -> str:
    """The newest twelve stories, a link that is broken and one to a PDF."""
    items = [_item(site, story) for story in site.stories[:12]]
    items.append(_bare_item(site, GONE, "Marktbrunnen liegt trocken"))
    items.append(_bare_item(site, PDF, "Der neue Hafenplan zum Herunterladen"))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>Hafenblatt Seeburg</title><link>{site.base}/</link>"
        "<description>Nachrichten aus Seeburg</description><language>de</language>\n"
        + "\n".join(items)
        + "\n</channel></rss>\n"
    )


def atom(site: Site) -> str:
    """All stories in English."""
    stories = [story for story in site.stories if story.language == "en"]
    entries = "\n".join(
        f"<entry><title>{escape(story.headline)}</title>"
        f'<link href="{site.base}{story.path}"/><id>{site.base}{story.path}</id>'
        f"<published>{site.published(story).isoformat(timespec='seconds')}</published>"
        f"<updated>{site.modified(story).isoformat(timespec='seconds')}</updated>"
        f"<summary>{escape(story.lead)}</summary></entry>"
        for story in stories
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>Hafenblatt Seeburg in English</title><id>{site.base}/english/</id>"
        f"<updated>{site.now.isoformat(timespec='seconds')}</updated>\n{entries}\n</feed>\n"
    )


def sitemap_index(site: Site) -> str:
    """The news sitemap and the packed archive."""
    maps = ("sitemap-news.xml", "sitemap-archiv.xml.gz")
    rows = "".join(f"<sitemap><loc>{site.base}/{name}</loc></sitemap>\n" for name in maps)
    return _xml("sitemapindex", rows)


def news_sitemap(site: Site) -> str:
    """The stories of the last two days, as news sitemaps have it."""
    rows = "".join(
        f"<url><loc>{site.base}{story.path}</loc><news:news><news:publication>"
        f"<news:name>Hafenblatt Seeburg</news:name><news:language>{story.language}</news:language>"
        "</news:publication><news:publication_date>"
        f"{site.published(story).isoformat(timespec='seconds')}</news:publication_date>"
        f"<news:title>{escape(story.headline)}</news:title></news:news></url>\n"
        for story in site.stories
        if site.now - site.published(story) <= timedelta(days=2)
    )
    return _xml("urlset", rows, ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"')


def archive_sitemap(site: Site) -> bytes:
    """All stories with the time of their last change, gzipped."""
    rows = "".join(
        f"<url><loc>{site.base}{story.path}</loc>"
        f"<lastmod>{site.modified(story).isoformat(timespec='seconds')}</lastmod></url>\n"
        for story in site.stories
    )
    return gzip.compress(_xml("urlset", rows).encode(), mtime=0)


def _item(site: Site, story: Story) -> str:
    url = site.base + story.path
    return (
        f"<item><title>{escape(story.headline)}</title><link>{url}</link><guid>{url}</guid>"
        f"<pubDate>{format_datetime(site.published(story))}</pubDate>"
        f"<description>{escape(story.lead)}</description></item>"
    )


def _bare_item(site: Site, path: str, title: str) -> str:
    date = format_datetime(site.now - timedelta(hours=40))
    return (
        f"<item><title>{escape(title)}</title><link>{site.base}{path}</link>"
        f"<pubDate>{date}</pubDate></item>"
    )


def _xml(root: str, rows: str, namespaces: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"{namespaces}>\n'
        f"{rows}</{root}>\n"
    )
