"""What a crawl that died had in hand, and what the next one does with it.

`attempted_at` of a URL is set while its page is in hand: from before the request until the page
is kept, and again while it is learned from and while it is extracted. `learned` is set on the
URLs whose pages the saved memory of their site has seen, until the crawl comes to its end; to
THROUGH from when all pages of their site are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    bindparam,
    case,
    delete,
    func,
    literal_column,
    select,
    union,
    update,
)

from newscrawl.schedule.interruption import (
    ALONE,
    ALONE_FROM,
    POISON,
    After,
    after_crash,
    runs_alone,
)
from newscrawl.storage.clean import key_of
from newscrawl.storage.frontier import DUE, is_due
from newscrawl.storage.rows import Kept, Recovered, SavedBefore, State
from newscrawl.storage.schema import articles, lessons, urls
from newscrawl.storage.urls import HAS_ARTICLE, LED_TO

# Written out, not bound: only then does SQLite see that an index of such rows alone will do.
IN_HAND = urls.c.attempted_at != literal_column("''")
LEARNED = urls.c.learned != literal_column("0")
THROUGH = 2

_COLUMNS = (
    *(urls.c.id, urls.c.key, urls.c.page_key, urls.c.url, urls.c.state),
    *(urls.c.reason, urls.c.interrupted, urls.c.attempted_at, urls.c.learned),
)

# Made once: that takes longer than to run them.
_TAKE = update(urls).where(LED_TO).values(attempted_at=bindparam("now"))
_TAKE_ALONE = _TAKE.values(reason=ALONE)
_NOT_ALONE = case((urls.c.reason == ALONE, ""), else_=urls.c.reason)
_PUT_DOWN = update(urls).where(LED_TO).values(attempted_at="", reason=_NOT_ALONE)
_OF_SITE = urls.c.site == bindparam("of")
_UNSETTLE = (
    update(urls)
    .where(_OF_SITE, LEARNED, urls.c.state != State.FETCHED)
    .values(learned=bindparam("now"))
)
_KEPT = select(urls.c.id).where(_OF_SITE, urls.c.state == State.FETCHED)
_SUSPECTS = (
    select(urls.c.url)
    .where(_OF_SITE, is_due(bindparam("now")), urls.c.interrupted >= ALONE_FROM)
    .where(urls.c.state.in_(DUE))  # named, so that the index by site and state is used
    .order_by(urls.c.id)
)
_FORGET_LESSONS = delete(lessons).where(lessons.c.site == bindparam("of"), ~_KEPT.exists())


def take(connection: Connection, url: str, now: str, *, alone: bool) -> None:
    """Note that a page is in hand, by its own URL. A page that no URL led to leaves no note."""
    statement = _TAKE_ALONE if alone else _TAKE
    connection.execute(statement, {"of": key_of(url), "now": now})


def put_down(connection: Connection, url: str) -> None:
    """Note that a page is in hand no longer, and waits."""
    connection.execute(_PUT_DOWN, {"of": key_of(url)})


def first_lesson(site: str) -> str:
    """The key of what the page taught beside which a site's others are read: no URL's."""
    return key_of(f"first of {site}")


def paths_key(site: str) -> str:
    """The key of which of a site's pages were read in full: no URL's."""
    return key_of(f"in full of {site}")


def settle(connection: Connection, site: str) -> None:
    """Note that the site's saved memory has seen all pages that are kept for it.

    What each of them taught is needed no longer, but for the first: others are read beside it. How
    each was read is.
    """
    fetched = (urls.c.site == site) & (urls.c.state == State.FETCHED)
    connection.execute(update(urls).where(fetched).values(learned=1))
    needed = [first_lesson(site), paths_key(site)]
    taught = (lessons.c.site == site) & lessons.c.key.not_in(needed)
    connection.execute(delete(lessons).where(taught))


def through(connection: Connection, site: str) -> None:
    """Note that all pages of a site are through, and what was saved of it came before the rest."""
    _unsettle(connection, site, THROUGH)


def unsettle(connection: Connection, site: str) -> None:
    """Note that the site's crawl came to its end; what is still kept stays as it is."""
    _unsettle(connection, site, 0)


def _unsettle(connection: Connection, site: str, learned: int) -> None:
    connection.execute(_UNSETTLE, {"of": site, "now": learned})
    connection.execute(_FORGET_LESSONS, {"of": site})


def saved_before(connection: Connection) -> list[SavedBefore]:
    """The articles that crawls have saved which came to no end."""
    columns = (articles.c.url, articles.c.canonical_url, articles.c.site)
    wanted = (  # the id, because PostgreSQL orders distinct rows by their own columns alone
        select(*columns, articles.c.headline, articles.c.content_hash, articles.c.id)
        .join(urls, urls.c.article_key == articles.c.key)
        # coalesce: no index on the state is used, which would be that of all saved URLs.
        .where(LEARNED, func.coalesce(urls.c.state, "") == State.SAVED)
        .order_by(articles.c.id)
        .distinct()
    )
    return [SavedBefore(*row[:-1]) for row in connection.execute(wanted)]


def suspects(connection: Connection, site: str, now: str) -> list[str]:
    """The URLs of a site that are due and are to be requested alone."""
    return list(connection.scalars(_SUSPECTS, {"of": site, "now": now}))


def recover(connection: Connection, site: str, spooled: Collection[str], now: str) -> Recovered:
    """Let what was in hand go on, and fetch again what was fetched and is lost."""
    rows = _unfinished(connection, site)
    kept = set(map(key_of, spooled))
    fates = {row.id: _fate(row, kept) for row in rows}
    in_hand = [row for row in rows if row.attempted_at]
    lost = [row for row in rows if not row.attempted_at and fates[row.id] is After.AGAIN]
    for row in in_hand:
        _change(connection, row, _values(row, fates[row.id], now))
    for row in lost:
        _change(connection, row, {"state": State.DISCOVERED, "next_try": now, "learned": 0})
    going_on = [row for row in rows if fates[row.id] is After.KEPT]
    return Recovered(
        interrupted=len(in_hand),
        refetched=len(lost),
        poison=tuple(row.url for row in in_hand if fates[row.id] is After.POISON),
        pages=_pages(going_on, spooled),
        extracting=_is_extracting(connection, site),
    )


def _unfinished(connection: Connection, site: str) -> list[Row[Any]]:
    """Rows in hand, and rows whose page is kept or was: each by an index of its own."""
    in_hand = select(*_COLUMNS).where(IN_HAND, _of(site))
    fetched = select(*_COLUMNS).where(urls.c.state == State.FETCHED, _of(site))
    return sorted(connection.execute(union(in_hand, fetched)), key=lambda row: int(row.id))


def _is_extracting(connection: Connection, site: str) -> bool:
    extracting = LEARNED & (urls.c.learned != THROUGH)
    found = connection.execute(select(urls.c.id).where(extracting, _of(site)).limit(1))
    return found.first() is not None


def _fate(row: Row[Any], kept: Collection[str]) -> After:
    is_kept = row.state == State.FETCHED and (row.key in kept or row.page_key in kept)
    return after_crash(row.interrupted, row.reason, kept=is_kept)


def _values(row: Row[Any], fate: After, now: str) -> dict[str, Any]:
    """What a row that was in hand says from now on."""
    values: dict[str, Any] = {"interrupted": row.interrupted + 1, "attempted_at": ""}
    if row.state == State.REMOVED:
        return values
    if fate is After.POISON:
        died = f"the process died {row.interrupted + 1} times with it in hand, at last alone"
        failed = case((HAS_ARTICLE, State.SAVED), else_=State.FAILED)
        return values | {"state": failed, "reason": POISON, "last_error": died, "next_try": ""}
    if row.reason == ALONE:
        values["reason"] = ""
    if fate is After.KEPT:
        return values | {"next_try": ""}
    state = State.DISCOVERED if row.state == State.FETCHED else row.state
    return values | {"state": state, "next_try": now, "learned": 0}


def _pages(rows: Iterable[Row[Any]], spooled: Collection[str]) -> dict[str, Kept]:
    """What is known of the spooled pages; those that nothing waits for are not among them."""
    by_key: dict[str, Kept] = {}
    for row in rows:
        interrupted = row.interrupted + bool(row.attempted_at)
        alone = runs_alone(interrupted)
        for key in filter(None, (row.key, row.page_key)):
            by_key[key] = Kept(learned=bool(row.learned), alone=alone)
    keyed = ((url, key_of(url)) for url in spooled)
    return {url: by_key[key] for url, key in keyed if key in by_key}


def _change(connection: Connection, row: Row[Any], values: dict[str, Any]) -> None:
    connection.execute(update(urls).where(urls.c.id == row.id).values(values))


def _of(site: str) -> ColumnElement[bool]:
    return (urls.c.site == site) if site else urls.c.id.is_not(None)
