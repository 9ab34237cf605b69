"""Is a store whole? What is not is a line that says what to do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, func, inspect, select

from newscrawl.storage.archive_rows import archive
from newscrawl.storage.dialects import dialect_of
from newscrawl.storage.rows import State
from newscrawl.storage.schema import articles, metadata, tombstones, urls

_SHOWN = 5  # URLs named of those that have the same problem
_RESTORE = "put a backup in its place (scrapy store backup makes them)"


def problems(connection: Connection) -> Iterator[str]:
    """What is wrong with the database, a line each; nothing for one that is whole."""
    broken = list(_broken(connection))
    yield from broken
    if broken:  # what follows would stumble over it
        return
    yield from _orphans(connection)
    yield from _out_of_index(connection)
    for wanted, told, advice in _CONTRADICTIONS:
        found = connection.execute(wanted().limit(_SHOWN)).scalars().all()
        if found:
            count = connection.scalar(select(func.count()).select_from(wanted().subquery())) or 0
            yield _line(count, told, found, advice)


def lost_pages(connection: Connection, is_spooled: Callable[[str], bool]) -> Iterator[str]:
    """URLs whose page should wait for extraction, and waits nowhere.

    Args:
        connection: To read from.
        is_spooled: Whether the spool has the page of a URL.
    """
    in_archive = exists().where((archive.c.key == urls.c.key) | (archive.c.key == urls.c.page_key))
    waiting = select(urls.c.url, urls.c.page_url).where(
        urls.c.state == State.FETCHED, urls.c.article_key == "", ~in_archive
    )
    lost = [
        row.url
        for row in connection.execute(waiting)
        if not is_spooled(row.page_url) and not is_spooled(row.url)
    ]
    if lost:
        told = "fetched, and its page is neither in the spool nor in the archive"
        yield _line(len(lost), told, lost[:_SHOWN], "the next crawl fetches it again")


def archive_problems(connection: Connection, folder: Path | None) -> Iterator[str]:
    """Files of the archive that the store speaks of and that are not there, or too short."""
    end = func.max(archive.c.offset + archive.c.length)
    files = select(archive.c.file, end, func.count()).group_by(archive.c.file)
    for name, needed, records in connection.execute(files.order_by(archive.c.file)):
        path = folder / name if folder else None
        size = path.stat().st_size if path and path.is_file() else -1
        if size < needed:
            what = f"{size:,} bytes, not {needed:,}" if size >= 0 else "is not there"
            yield (
                f"archive file {path or name}: {what}; {records:,} pages stand in it; "
                "put a copy of the file in its place, or their articles keep the text they have"
            )


def _broken(connection: Connection) -> Iterator[str]:
    """What is wrong below the rows: the file, missing tables and columns."""
    if connection.dialect.name == "sqlite":
        lines = connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars().all()
        yield from (f"SQLite: {line}; {_RESTORE}" for line in lines if line != "ok")
    looked = inspect(connection)
    names = set(looked.get_table_names())
    for table in metadata.sorted_tables:
        there = (
            {c["name"] for c in looked.get_columns(table.name)} if table.name in names else set()
        )
        missing = ", ".join(column.name for column in table.columns if column.name not in there)
        if missing:
            yield f"table {table.name}: lacks {missing}; {_RESTORE}"


def _orphans(connection: Connection) -> Iterator[str]:
    """Rows whose article is gone; PostgreSQL lets none come to be."""
    if connection.dialect.name == "sqlite":
        found = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        for (name, missing), count in Counter((row[0], row[2]) for row in found).items():
            yield (
                f"table {name}: {count:,} rows of {missing} that are not there; {_RESTORE}, "
                "or delete them"
            )


def _out_of_index(connection: Connection) -> Iterator[str]:
    dialect = dialect_of(connection)
    missing = connection.scalar(dialect.unindexed_count) or 0
    surplus = connection.scalar(dialect.orphans_count) or 0
    if missing or surplus:
        yield (
            f"full-text index: lacks {missing:,} articles, has {surplus:,} that are not stored; "
            "scrapy store reindex mends it"
        )


def _saved_without_article() -> Select[Any]:
    lost = urls.c.article_key.not_in(select(articles.c.key))
    return select(urls.c.url).where(urls.c.state == State.SAVED, lost)


def _kept_and_given_up() -> Select[Any]:
    given_up = urls.c.state.in_([State.FAILED, State.NOT_ARTICLE])
    return select(urls.c.url).where(given_up, _has(articles.c.key == urls.c.article_key))


def _article_without_url() -> Select[Any]:
    return select(articles.c.canonical_url).where(~_has(urls.c.article_key == articles.c.key))


def _back_from_removal() -> Select[Any]:
    return select(articles.c.canonical_url).where(_has(tombstones.c.key == articles.c.key))


def _removed_and_due() -> Select[Any]:
    return select(urls.c.url).where(urls.c.state == State.REMOVED, urls.c.next_try != "")


def _removed_without_tombstone() -> Select[Any]:
    buried = _has(tombstones.c.key == urls.c.article_key)
    return select(urls.c.url).where(urls.c.state == State.REMOVED, ~buried)


def _of_no_state() -> Select[Any]:
    return select(urls.c.url).where(urls.c.state.not_in(list(State)))


def _has(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(condition)


# What rows must not say together: the query, in words, and the way out.
_CONTRADICTIONS: tuple[tuple[Callable[[], Select[Any]], str, str], ...] = (
    (_saved_without_article, "saved without its article", "scrapy urls retry URL fetches it"),
    (_kept_and_given_up, "given up though its article is stored", "scrapy urls retry URL mends it"),
    (
        _article_without_url,
        "an article that no URL leads to",
        "scrapy crawl article -a url=URL makes one",
    ),
    (
        _back_from_removal,
        "removed for good and there again",
        "scrapy articles remove URL --reason WHY deletes it",
    ),
    (_removed_and_due, "removed for good and due", "scrapy articles remove URL --reason WHY"),
    (_removed_without_tombstone, "removed without a tombstone", _RESTORE),
    (_of_no_state, "in a state that newscrawl does not know", _RESTORE),
)


def _line(count: int, told: str, found: Iterable[str], advice: str) -> str:
    named = ", ".join(found)
    more = f" and {count - _SHOWN:,} more" if count > _SHOWN else ""
    return f"{told}: {named}{more}; {advice}"
