"""When known articles are due again: `next_try` of URLs whose page was visited.

The decisions are those of schedule/revisits.py; here are the rows they are made of.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, case, select, update

from newscrawl.discovery.candidates import FEED
from newscrawl.schedule.revisits import Revisits, believable, is_changed, newest
from newscrawl.storage.clean import clean, key_of
from newscrawl.storage.moments import stamp
from newscrawl.storage.rows import State
from newscrawl.storage.schema import articles, urls

# Reasons of URLs that have no article of their own to look after, and of pages whose article
# may still be to come: news begins as one line, which hardly looks like an article.
DUPLICATE, TOO_SHORT, NO_ARTICLE = "Duplicate", "TooShort", "NotAnArticle"

# A source's clock may be ahead; a date beyond that would hide every change until it comes.
_AHEAD = timedelta(days=1)

_ROW = (
    *(urls.c.id, urls.c.key, urls.c.page_key, urls.c.article_key, urls.c.state, urls.c.reason),
    *(urls.c.published, urls.c.modified, urls.c.first_seen, urls.c.visited_at),
    *(urls.c.attempted_at, urls.c.discovered_by),
)
_ARTICLE = (
    articles.c.id.label("article"),
    articles.c.published.label("article_published"),
    articles.c.saved_at,
    articles.c.changed_at,
)
_SELECT = select(*_ROW, *_ARTICLE).outerjoin(articles, articles.c.key == urls.c.article_key)

# Made once: that takes longer than to run them.
_PAGES: tuple[BindParameter[Any], ...] = (bindparam("asked"), bindparam("led_to"))
_OF_PAGES = _SELECT.where(urls.c.key.in_(_PAGES) | urls.c.page_key.in_(_PAGES))
_OF_KEYS = _SELECT.where(urls.c.key.in_(bindparam("keys", expanding=True)))
_OF_ARTICLE = select(urls.c.id, urls.c.state, urls.c.attempted_at).where(
    urls.c.article_key == bindparam("article")
)
_DUE = update(urls).values(next_try=bindparam("moment"))
_ONE_DUE = _DUE.where(urls.c.id == bindparam("number"))
_IDLE_DUE = _ONE_DUE.where(urls.c.attempted_at == "")
_CHANGED = update(urls).where(urls.c.key == bindparam("k")).values(modified=bindparam("m"))
_OTHERS_DUE = _DUE.where(urls.c.id.in_(bindparam("numbers", expanding=True)))

_KEEPS_REASON = urls.c.reason.in_([DUPLICATE, TOO_SHORT, NO_ARTICLE])
_UNCHANGED = (
    update(urls)
    .where(urls.c.key == bindparam("of"))
    .values(
        state=case((urls.c.state == State.GONE, State.SAVED), else_=urls.c.state),
        reason=case((_KEEPS_REASON, urls.c.reason), else_=""),
        last_error="",
        tries=0,
        attempted_at="",
        next_try="",
        visited_at=bindparam("now"),
    )
)


def plan(connection: Connection, asked: str, led_to: str, revisits: Revisits) -> None:
    """Say when an article is visited again that was just visited: one of its URLs is.

    Args:
        connection: In a transaction that writes.
        asked: The URL that was requested.
        led_to: That of the page it led to, as far as is known; else the same.
        revisits: The schedule.
    """
    keys = {"asked": key_of(asked), "led_to": key_of(led_to)}
    rows: list[Any] = [*connection.execute(_OF_PAGES, keys)]
    visited = [row for row in rows if row.visited_at and _is_looked_after(row)]
    if not visited:
        return
    chosen = min(visited, key=lambda row: (row.key != row.page_key, row.id))
    later = revisits.next_visit(_dated(chosen), _moment(chosen.visited_at))
    connection.execute(_ONE_DUE, {"number": chosen.id, "moment": stamp(later)})
    saved = {row.id for row in _saved(connection, rows, chosen.article_key)}
    if others := sorted(saved - {chosen.id}):
        connection.execute(_OTHERS_DUE, {"numbers": others, "moment": ""})


def _saved(connection: Connection, rows: list[Any], article_key: str) -> list[Any]:
    """The rows of a page and of its article that need no visit of their own, the page's included.

    Their state is looked at here: in SQL, SQLite would read all URLs of that state.
    """
    if article_key:
        rows = [*rows, *connection.execute(_OF_ARTICLE, {"article": article_key})]
    return [row for row in rows if row.state == State.SAVED and not row.attempted_at]


def unchanged(connection: Connection, url: str, now: str) -> None:
    """Note that a page is as it was when it was fetched last: the site says so."""
    connection.execute(_UNCHANGED, {"of": key_of(url), "now": now})


def seen_again(connection: Connection, rows: Iterable[dict[str, Any]], now: str) -> None:
    """Note when URLs changed as a source says; those that changed since their visit are due.

    Args:
        connection: In a transaction that writes.
        rows: From `urls.row_of`, of URLs that are in the table.
        now: When they are due.
    """
    said = {row["key"]: row["modified"] for row in rows if row["modified"]}
    believed = believable(list(said.values()))
    wanted = [key for key, date in said.items() if date in believed]
    if not wanted:
        return
    noted = []
    known_rows: list[Any] = [*connection.execute(_OF_KEYS, {"keys": wanted})]
    for row in known_rows:
        date, known = _moment(said[row.key]), _maybe(row.modified)
        if known is not None and date <= known:
            continue
        noted.append({"k": row.key, "m": said[row.key]})
        if _is_looked_after(row) and is_changed(date, known, _maybe(row.visited_at)):
            connection.execute(_IDLE_DUE, {"number": row.id, "moment": now})
    if noted:
        connection.execute(_CHANGED, noted)


def said(date: str, now: str) -> str:
    """A date of change as it is kept; "" for one that is no moment, or is still to come."""
    moment = _maybe(date)
    if moment is None or moment > _moment(now) + _AHEAD:
        return ""
    return clean(date)


def _is_looked_after(row: Row[Any]) -> bool:
    """Whether a URL is visited again: its article is kept, or may be still to come."""
    if row.reason == DUPLICATE:
        return False
    if row.state == State.NOT_ARTICLE:
        named_as_news = row.discovered_by == FEED and row.reason == NO_ARTICLE
        return bool(row.reason == TOO_SHORT or named_as_news)
    return row.state in {State.SAVED, State.GONE} and row.article is not None


def _dated(row: Row[Any]) -> datetime:
    changed = row.changed_at if row.article and row.changed_at != row.saved_at else ""
    published = _maybe(row.article_published or "") or _maybe(row.published)
    found = _moment(row.first_seen)
    return newest(found, published, _maybe(row.modified), _maybe(changed))


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _maybe(text: str) -> datetime | None:
    """A moment, aware; None where the text is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
