"""`newsplease_crawl.py URLS OUT CONCURRENCY`: news-please, from_urls for so many at a time."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import loopback_only  # noqa: F401 - before all that connects
from newsplease import NewsPlease


def articles(urls: list[str]) -> Iterator[dict[str, str]]:
    """The articles of some pages; it fetches in threads and extracts in processes."""
    found = NewsPlease.from_urls(urls, request_args={"timeout": 60}, fetch_images=False)
    for url, article in found.items():
        text = getattr(article, "maintext", "") or ""
        yield {
            "url": url,
            "title": getattr(article, "title", "") or "",
            "authors": "; ".join(getattr(article, "authors", ()) or ()),
            "date": str(getattr(article, "date_publish", "") or ""),
            "text": text,
        }


if __name__ == "__main__":
    listed, out, concurrency = sys.argv[1:]
    all_urls, number = Path(listed).read_text("utf-8").split(), int(concurrency)
    with Path(out).open("w", encoding="utf-8") as to:
        for at in range(0, len(all_urls), number):
            to.writelines(json.dumps(row) + "\n" for row in articles(all_urls[at : at + number]))
