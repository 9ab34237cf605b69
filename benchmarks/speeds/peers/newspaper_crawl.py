"""`newspaper_crawl.py URLS OUT CONCURRENCY`: newspaper4k, downloads and parses in threads."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import loopback_only  # noqa: F401 - before all that connects
from newspaper import Article, Config


def article(url: str) -> dict[str, str]:
    """One page's article; what fails has no text."""
    config = Config()
    config.fetch_images = False
    found = Article(url, config=config)
    try:
        found.download()
        found.parse()
    except Exception as error:  # noqa: BLE001 - whatever it is, the page is lost
        return {"url": url, "text": "", "error": str(error)}
    return {
        "url": url,
        "title": found.title,
        "authors": "; ".join(found.authors),
        "date": str(found.publish_date or ""),
        "text": found.text,
    }


if __name__ == "__main__":
    listed, out, concurrency = sys.argv[1:]
    urls = Path(listed).read_text("utf-8").split()
    with ThreadPoolExecutor(int(concurrency)) as pool, Path(out).open("w", encoding="utf-8") as to:
        to.writelines(json.dumps(row) + "\n" for row in pool.map(article, urls))
