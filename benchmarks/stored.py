"""Fills a store with synthetic articles, as crawls of a site would have left it, quickly."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.news_site import NewsSite, article_page, etag_of, path_of, sentences
from newscrawl.schedule.revisits import read_revisits
from newscrawl.storage import Store

_CHUNK = 20_000  # rows made and inserted at a time
_REVISITS = read_revisits("1d:4h 7d:2d 30d:10d")


def fill(database: Path, site: NewsSite, number: int) -> None:
    """Make a store with so many articles of a site, each with its URL and its full text.

    Indexes are taken off while rows are inserted, and put back.
    """
    Store(f"sqlite:///{database}").close()
    with closing(sqlite3.connect(database, isolation_level=None)) as store:
        store.execute("PRAGMA journal_mode = OFF")
        store.execute("PRAGMA synchronous = OFF")
        store.execute("BEGIN")
        named = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        indexes = store.execute(named).fetchall()
        for name, _ in indexes:
            store.execute(f'DROP INDEX "{name}"')
        rows = _rows(site, number)
        while chunk := list(islice(rows, _CHUNK)):
            _insert(store, "articles", [article for article, _ in chunk])
            _insert(store, "urls", [url for _, url in chunk])
            texts = [(a["id"], a["headline"], a["text"]) for a, _ in chunk]
            store.executemany(
                "INSERT INTO articles_fts (rowid, headline, text) VALUES (?, ?, ?)", texts
            )
        for _, statement in indexes:
            store.execute(statement)
        store.execute("COMMIT")
        store.execute("PRAGMA journal_mode = WAL")
    with database.open("rb+") as file:
        os.fsync(file)  # else the crawl that is measured would wait for the disk


def make_due(database: Path, number: int) -> None:
    """Let so many known articles be due, the ones that are due next."""
    now = datetime.now(UTC) - timedelta(minutes=1)
    which = "SELECT id FROM urls WHERE state = 'saved' AND next_try != '' ORDER BY id LIMIT ?"
    with closing(sqlite3.connect(database)) as store:
        statement = f"UPDATE urls SET next_try = ? WHERE id IN ({which})"  # noqa: S608 - no user's
        store.execute(statement, (now.isoformat(timespec="seconds"), number))
        store.commit()


def _insert(store: sqlite3.Connection, table: str, rows: list[dict[str, Any]]) -> None:
    names = ", ".join(rows[0])
    marks = ", ".join(f":{name}" for name in rows[0])
    store.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608


def _rows(site: NewsSite, number: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The rows of `articles` and `urls`, the oldest article first."""
    name = site.url.removeprefix("http://")
    visited = site.begun + timedelta(minutes=30)
    for at in range(1, number + 1):
        url, published = site.url + path_of(at), site.published(at)
        key = sha256(url.encode()).hexdigest()
        text = "\n".join(sentences(at))
        dated = published.isoformat(timespec="seconds")
        seen = {"url": url, "site": name, "published": dated}
        article = {
            **seen,
            "id": at,
            "key": key,
            "canonical_url": url,
            "headline": f"Day {at} at the harbour",
            "body": text,
            "text": text,
            "kind": "article",
            "authors": "[]",
            "tags": "[]",
            "images": "[]",
            "removed": "{}",
            "paywalled": 0,
            "tdm_reserved": 0,
            "content_hash": sha256(f"Day {at}\n{text}".encode()).hexdigest(),
            "fetched_at": dated,
            "dated_at": dated,
            "saved_at": dated,
            "changed_at": dated,
        }
        later = _REVISITS.next_visit(published, visited)
        yield (
            article,
            {
                **seen,
                "id": at,
                "key": key,
                "state": "saved",
                "next_try": later.isoformat(timespec="seconds") if later else "",
                "page_url": url,
                "page_key": key,
                "article_key": key,
                "etag": etag_of(article_page(at).encode()),
                "discovered_by": "feed",
                "first_seen": dated,
                "last_seen": dated,
                "modified": dated,
                "visited_at": visited.isoformat(timespec="seconds"),
            },
        )
