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
from contextlib import nullcontext
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from tempfile import TemporaryDirectory
from time import process_time

from rich.console import Console
from rich.table import Table

from benchmarks.wire.editions import strangers
from newscrawl.discovery.candidates import Candidate
from newscrawl.items import Article
from newscrawl.schedule.revisits import read_revisits
from newscrawl.storage import State, Store, lessons
from newscrawl.stories import Grouped

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
        "outline": lambda _, article: made.update({article.url: Grouped.of(article.text)}),
        "save": lambda store, article: store.save(article, grouped=made[article.url]),
        "save again": lambda store, article: store.save(article),
        "unchanged": lambda store, article: store.unchanged(article.url),
        "set_state": lambda store, article: store.set_state(article.url, State.GONE, "HTTP 410"),
    }


def articles(number: int) -> list[Article]:
    """Invented articles, the same ones at each call."""
    return [_article(at, text) for at, text in enumerate(strangers("report", number, 0))]


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


def measure(store: Store, new: Sequence[Article], profiled: str) -> dict[str, list[float]]:
    """CPU microseconds an operation: the mean of those done one by one, and of those in batches."""
    half = len(new) // 2
    found: dict[str, list[float]] = {}
    for name, operation in operations().items():
        profile = cProfile.Profile() if name == profiled else None
        with profile or nullcontext():
            alone = _microseconds(lambda: [operation(store, one) for one in new[:half]])  # noqa: B023
        if profile:
            pstats.Stats(profile).sort_stats("cumulative").print_stats(45)
        together = _microseconds(lambda: _in_batches(store, operation, new[half:]))  # noqa: B023
        found[name] = [alone / half, together / (len(new) - half)]
    return found


def _in_batches(store: Store, operation: Operation, new: Sequence[Article]) -> None:
    told = [store.submit(partial(_on, operation, article)) for article in new]
    for future in told:
        future.result()


def _on(operation: Operation, article: Article, store: Store) -> object:
    return operation(store, article)


def _microseconds(done: Callable[[], object]) -> float:
    began = process_time()
    done()
    return (process_time() - began) * 1e6


def main(argv: Sequence[str] | None = None) -> int:
    """Fill, measure, print."""
    options = arguments(argv)
    made = articles(options.stored + options.new)
    new = made[options.stored :]
    with TemporaryDirectory() as folder:
        name = f"sqlite:///{folder}/store.db"
        with Store(name, read_revisits("1d:4h 7d:2d 30d:10d")) as store:
            for article in made[: options.stored]:
                store.save(article)
            store.save_memory(SITE, bytes(200_000), 3, 500)
            store.discover([Candidate(article.url, "feed") for article in new], NOW, SITE)
            found = measure(store, new, options.profile or "")
    table = Table("operation", "alone", "in a batch", title="CPU microseconds")
    for name, figures in found.items():
        table.add_row(name, *(f"{figure:.0f}" for figure in figures))
    Console().print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
