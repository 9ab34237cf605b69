"""Making URLs due again by hand, and saying which cannot be."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, case, update

from newscrawl.storage import frontier
from newscrawl.storage.clean import clean, key_of
from newscrawl.storage.rows import State, UrlRow
from newscrawl.storage.schema import urls
from newscrawl.storage.urls import HAS_ARTICLE
from newscrawl.urls import canonical

# What waits in the spool goes on by itself, what was removed stays out.
_RETRIABLE = (urls.c.state.not_in([State.FETCHED, State.REMOVED])) & (urls.c.attempted_at == "")


def retry(connection: Connection, url: str, now: str) -> str:
    """Make one URL due at once, as if it had never failed.

    Returns:
        Why it cannot be, "" where it is due now.
    """
    row = frontier.one(connection, url) or frontier.one(connection, canonical(clean(url)))
    if row is None:
        return f"was never found; scrapy crawl article -a url={url} fetches it"
    objection = _objection(row)
    if not objection:
        _make_due(connection, urls.c.key == key_of(row.url), now)
    return objection


def retry_all(connection: Connection, wanted: tuple[str, str, str], now: str) -> int:
    """Make URLs due at once; how many those are.

    `wanted` is state, reason and site, "" for any. What cannot be retried is left out.
    """
    return _make_due(connection, frontier.matching(wanted), now)


def _objection(row: UrlRow) -> str:
    if row.state == State.REMOVED:
        return f"its article was removed for good ({row.reason}); it stays out"
    if row.state == State.FETCHED:
        return "its page waits in the spool; the next crawl goes on with it"
    if row.attempted_at:
        return f"is being requested since {row.attempted_at}; if no crawl runs, the next one does"
    return ""


def _make_due(connection: Connection, which: ColumnElement[bool], now: str) -> int:
    again = {
        "state": case((HAS_ARTICLE, State.SAVED), else_=State.DISCOVERED),
        "next_try": now,
        "tries": 0,
        "interrupted": 0,
        "reason": "",
        "last_error": "",
    }
    return connection.execute(update(urls).where(which & _RETRIABLE).values(again)).rowcount
