"""`python -m benchmarks.store_operations`: what a crawl's small operations of the store cost.

A store is filled by saving invented articles; then each operation is done once for each of some
new URLs. Texts have about 300 words; few are copies of another.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from tempfile import TemporaryDirectory
from time import process_time

from rich.console import Console
from rich.table import Table

from benchmarks.wire.editions import strangers
from newscrawl.items import Article
from newscrawl.schedule.revisits import read_revisits
from newscrawl.storage import State, Store, lessons
from newscrawl.storage.stories import Grouped

SITE = "news.example"
NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)

Operation = Callable[[Store, Article], object]


def arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="benchmarks.store_operations", description=__doc__)
    parser.add_argument("--stored", type=int, default=3_000, help="articles saved before")
    parser.add_argument("--new", type=int, default=500, help="URLs that each operation is done for")
    parser.add_argument("--profile", metavar="OPERATION", help="show where one's time goes")
    return parser.parse_args(argv)


def operations() -> dict[str, Operation]:
    """What a crawl does to the store for each page, in the order in which it does it."""
    lesson = bytes(3_000)
    made: dict[str, Grouped] = {}
    return {
        "attempt": lambda store, article: store.attempt(article.url),
        "fetched": lambda store, article: store.fetched(article.url, article.url, '"e"', "x"),
        "take": lambda store, article: store.take(article.url),
        "put_down": lambda store, article: store.put_down(article.url),
        "lesson": lambda store, article: lessons.keep(store, SITE, article.url, lesson),
        "url": lambda store, article: store.url(article.url),
        "memory_row": lambda store, _: store.memory_row(SITE),
        "sketch": lambda _, article: Grouped.of(article.text),
        "grouped": lambda store, article: made.update({article.url: store.grouped(article.text)}),
        "save": lambda store, article: store.save(article, grouped=made[article.url]),
        "save again": lambda store, article: store.save(article),
        "unchanged": lambda store, article: store.unchanged(article.url),
        "set_state": lambda store, article: store.set_state(article.url, State.GONE, "HTTP 410"),
    }


def articles(number: int, first: int) -> list[Article]:
    """Invented articles, the same ones at each call."""
    texts = list(strangers("report", first + number, 0))[first:]
    return [_article(at, text) for at, text in enumerate(texts, first)]


def _article(number: int, text: str) -> Article:
    url = f"https://{SITE}/news/{number}"
    digest = sha256(text.encode()).hexdigest()
    return Article(
        url=url,
        canonical_url=url,
        site=SITE,
        headline=text[:60],
        body=text,
        text=text,
        published="2026-11-02T08:30:00+01:00",
        fetched_at="2026-11-03T07:00:00+00:00",
        word_count=len(text.split()),
        content_hash=digest,
        authors=("Ada Holm",),
        tags=("harbour",),
    )


def measure(store: Store, new: Sequence[Article], profiled: str = "") -> dict[str, float]:
    """CPU microseconds an operation, the mean over all URLs."""
    found = {}
    for name, operation in operations().items():
        profile = cProfile.Profile() if name == profiled else None
        if profile:
            profile.enable()
        began = process_time()
        for article in new:
            operation(store, article)
        found[name] = (process_time() - began) / len(new) * 1e6
        if profile:
            profile.disable()
            pstats.Stats(profile).sort_stats("cumulative").print_stats(45)
    return found


def main(argv: Sequence[str] | None = None) -> int:
    """Fill, measure, print."""
    options = arguments(argv)
    made = articles(options.stored + options.new, 0)
    with TemporaryDirectory() as folder:
        name = f"sqlite:///{folder}/store.db"
        with Store(name, read_revisits("1d:4h 7d:2d 30d:10d")) as store:
            for article in made[: options.stored]:
                store.save(article)
            store.save_memory(SITE, bytes(200_000), 3, 500)
            new = made[options.stored :]
            store.discover([_Found(article.url) for article in new], NOW, SITE)
            found = measure(store, new, options.profile or "")
    table = Table("operation", "CPU microseconds")
    for name, microseconds in found.items():
        table.add_row(name, f"{microseconds:.0f}")
    Console().print(table)
    return 0


class _Found:
    discovered_by = "feed"
    published = ""
    modified = ""

    def __init__(self, url: str) -> None:
        self.url = url


if __name__ == "__main__":
    sys.exit(main())
