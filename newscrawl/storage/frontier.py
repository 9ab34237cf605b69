"""Queries over the table `urls`: what is new, what is due, what became of what."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Row, bindparam, select, update

from newscrawl.schedule.interruption import ALONE_FROM
from newscrawl.storage import tombstones, visits
from newscrawl.storage.clean import key_of
from newscrawl.storage.rows import State, UrlRow
from newscrawl.storage.schema import urls
from newscrawl.storage.urls import Found, insert, row_of

_COLUMNS = tuple(urls.c[field.name] for field in fields(UrlRow))
# The states in which a URL may be due, in the order in which they come.
DUE = (State.DISCOVERED, State.FAILED, State.SAVED, State.GONE, State.NOT_ARTICLE)
_CHUNK = 500  # URLs a statement: SQLite takes 32,766 parameters, a row has 9


def is_due(now: str | BindParameter[Any]) -> ColumnElement[bool]:
    """The condition that a URL is to be requested by now, and is not in flight."""
    # > and not !=, which bounds no range: all rows without a next_try would be read.
    return (urls.c.next_try > "") & (urls.c.next_try <= now) & (urls.c.attempted_at == "")


# Made once: that takes longer than to run them.
_NOW: BindParameter[Any] = bindparam("now")
_OF_KEYS = urls.c.key.in_(bindparam("keys", expanding=True))
_ASIDE = (urls.c.state == State.DISCOVERED) & (urls.c.next_try == "") & (urls.c.attempted_at == "")
_ONE = select(*_COLUMNS).where(urls.c.key == bindparam("of"))
_KNOWN = select(urls.c.key).where(_OF_KEYS)
_DUE_IN_STATE = (
    select(*_COLUMNS)
    .where(urls.c.state == bindparam("state"), is_due(_NOW), urls.c.interrupted < ALONE_FROM)
    .order_by(urls.c.next_try, urls.c.id)
    .limit(bindparam("most"))
)
_DUE_OF_SITE = _DUE_IN_STATE.where(urls.c.site == bindparam("site"))
_SEEN_AGAIN = update(urls).where(_OF_KEYS).values(last_seen=_NOW)
_REDATED = (
    update(urls)
    .where((urls.c.key == bindparam("k")) & (urls.c.published != bindparam("p")))
    .values(published=bindparam("p"))
)
_DUE_AFTER_ALL = update(urls).where(_ASIDE & _OF_KEYS).values(next_try=_NOW)


def discover(
    connection: Connection, found: Iterable[Found], site: str, now: str, next_try: str
) -> int:
    """Record URLs, due at `next_try` ("" for never by itself); how many were new.

    A URL that is known keeps its state; it was seen again, and is due now if it was not to be.
    """
    rows = {row["key"]: row for row in (row_of(one, site, now, next_try) for one in found)}
    new = 0
    for keys in _chunks(rows):
        known = set(connection.scalars(_KNOWN, {"keys": keys}))
        insert(connection, (rows[key] for key in keys if key not in known))
        new += len(keys) - len(known)
        tombstones.bury_found(connection, (rows[key]["url"] for key in keys if key not in known))
        if known:
            _seen_again(connection, [rows[key] for key in keys if key in known], now)
    return new


def due(connection: Connection, site: str, now: str, limit: int) -> list[UrlRow]:
    """The URLs to request now: first those that were never fetched, then known articles.

    Of each the longest due first; none that are in flight or to be run alone.
    """
    found: list[UrlRow] = []
    statement, of_site = (_DUE_OF_SITE, {"site": site}) if site else (_DUE_IN_STATE, {})
    for state in DUE:
        wanted = {"state": state, "now": now, "most": limit - len(found), **of_site}
        found += map(_as_row, connection.execute(statement, wanted))
    return found


def aside(connection: Connection, site: str, number: int, limit: int) -> list[tuple[int, UrlRow]]:
    """URLs of a site that are not to be fetched by themselves, with their ids above a number."""
    wanted = (
        select(urls.c.id, *_COLUMNS)
        .where(urls.c.site == site, _ASIDE, urls.c.id > number)
        .order_by(urls.c.id)
        .limit(limit)
    )
    return [(last, UrlRow(*values)) for last, *values in connection.execute(wanted)]


def one(connection: Connection, url: str) -> UrlRow | None:
    """The row of a URL."""
    row = connection.execute(_ONE, {"of": key_of(url)}).first()
    return _as_row(row) if row else None


def numbers(
    connection: Connection, wanted: tuple[str, str, str], limit: int | None = None
) -> array[int]:
    """The ids of rows, ascending, 8 bytes each: rows can then be read some at a time.

    Pages of rows would each sort what the index of states has in another order.

    `wanted` is state, reason and site, "" for any.
    """
    query = select(urls.c.id).where(matching(wanted)).order_by(urls.c.id).limit(limit)
    return array("q", connection.execute(query).scalars())


def numbered(connection: Connection, ids: Collection[int]) -> list[UrlRow]:
    """The rows with these ids, in order of them; at most as many as a statement takes."""
    query = select(*_COLUMNS).where(urls.c.id.in_(ids)).order_by(urls.c.id)
    return [UrlRow(*row) for row in connection.execute(query)]


def matching(wanted: tuple[str, str, str]) -> ColumnElement[bool]:
    """The condition that state, reason and site are these; "" stands for any."""
    condition: ColumnElement[bool] = urls.c.id.is_not(None)
    for column, value in zip((urls.c.state, urls.c.reason, urls.c.site), wanted, strict=True):
        if value:
            condition &= column == value
    return condition


def known(connection: Connection, asked: Iterable[str]) -> set[str]:
    """Those of the URLs that are in the table."""
    by_key = {key_of(url): url for url in asked}
    found: set[str] = set()
    for keys in _chunks(by_key):
        found.update(connection.scalars(_KNOWN, {"keys": keys}))
    return {by_key[key] for key in found}


def backfill(connection: Connection, site: str, now: str) -> int:
    """Make due what was recorded and set aside; how many URLs that are."""
    statement = update(urls).where(_ASIDE, *([urls.c.site == site] if site else []))
    return connection.execute(statement.values(next_try=now)).rowcount


def _seen_again(connection: Connection, rows: list[dict[str, Any]], now: str) -> None:
    connection.execute(_SEEN_AGAIN, {"keys": [row["key"] for row in rows], "now": now})
    visits.seen_again(connection, rows, now)
    dated = [{"k": row["key"], "p": row["published"]} for row in rows if row["published"]]
    if dated:
        connection.execute(_REDATED, dated)
    wanted = [row["key"] for row in rows if row["next_try"]]
    if wanted:  # with an empty list, SQLite would read all URLs that are discovered
        connection.execute(_DUE_AFTER_ALL, {"keys": wanted, "now": now})


def _chunks(keys: Iterable[str]) -> Iterator[list[str]]:
    everything = list(keys)
    for start in range(0, len(everything), _CHUNK):
        yield everything[start : start + _CHUNK]


def _as_row(row: Row[Any]) -> UrlRow:
    return UrlRow(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
