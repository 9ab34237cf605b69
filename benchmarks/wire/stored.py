"""A store that is filled with strangers, and into which the editions are saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from time import process_time

from benchmarks.wire.editions import Edition
from newscrawl.items import Article
from newscrawl.storage import Store, stories
from newscrawl.storage.clean import key_of
from newscrawl.storage.schema import articles
from newscrawl.storage.story_tables import story_articles, story_keys
from newscrawl.stories import Grouped, Outline

_STRANGER = "https://stranger.example/"
_AT_ONCE = 500


def fill(store: Store, texts: Iterable[str], first: int) -> None:
    """Insert strangers with their keys, each a story of its own, without looking for copies."""
    numbered = enumerate(texts, first)
    while rows := list(islice(numbered, _AT_ONCE)):
        made = [(number, Outline.of(text)) for number, text in rows]
        grouped = [
            {
                "article_id": number,
                "story_id": number,
                "words_hash": outline.words_hash,
                "shingles": outline.shingles,
            }
            for number, outline in made
        ]
        keys = [
            {"key": key, "article_id": number} for number, outline in made for key in outline.keys
        ]
        with store.writing("fill") as connection:  # in bulk, as no crawl does
            connection.execute(articles.insert(), [_row(*stranger) for stranger in rows])
            connection.execute(story_articles.insert(), grouped)
            connection.execute(story_keys.insert(), keys)


def look_up(store: Store, editions: Sequence[Edition]) -> Iterator[float]:
    """CPU seconds to find the copies of each article, its sketch included.

    CPU, because the figures are compared over hours on machines that do other work, too.
    """
    for edition in editions:
        started = process_time()
        grouped = Grouped.of(edition.text)
        with store.reading("look up") as connection:  # the look-up alone
            stories.copies_of(connection, grouped)
        yield process_time() - started


def save(store: Store, editions: Sequence[Edition]) -> tuple[list[int], list[int]]:
    """Save the articles as a crawl does; their stories, and the stories of the strangers."""
    for number, edition in enumerate(editions):
        url = f"https://site{number % 40}.example/{number}"
        site = f"site{number % 40}.example"
        store.save(Article(url=url, canonical_url=url, site=site, text=edition.text))
    by_key = dict(_stories(store))
    found = [
        by_key.pop(key_of(f"https://site{number % 40}.example/{number}"))
        for number in range(len(editions))
    ]
    return found, list(by_key.values())


def _stories(store: Store) -> Iterator[tuple[str, int]]:
    joined = articles.join(story_articles, story_articles.c.article_id == articles.c.id)
    wanted = joined.select().with_only_columns(articles.c.key, story_articles.c.story_id)
    with store.reading("read stories") as connection:  # all of them at once
        yield from (tuple(row) for row in connection.execute(wanted))


def _row(number: int, text: str) -> dict[str, object]:
    url = f"{_STRANGER}{number}"
    values = asdict(Article(url=url, canonical_url=url, site="stranger.example", text=text))
    values |= {"authors": [], "tags": [], "images": [], "removed": {}}
    return {"id": number, "key": key_of(url), **values}
