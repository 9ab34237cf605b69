"""The table `urls`: what became of every URL that was ever found.

    discovered --attempt--> in flight --fetched--> fetched --saved--> saved
        ^                    |     |                  |
        +--- failed, later --+     +--> failed, gone  +--> failed, not_article

What is said of a page is said of each URL that led to it: the one it was found under and
the one it came from after redirects.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Connection, case, exists, or_, update

from newscrawl.schedule.interruption import ALONE_FROM
from newscrawl.storage import visits
from newscrawl.storage.clean import clean, key_of
from newscrawl.storage.dialects import dialect_of
from newscrawl.storage.rows import State
from newscrawl.storage.schema import articles, tombstones, urls
from newscrawl.urls import site_of

# Short enough for an index entry of PostgreSQL, long enough for a host or a class's name.
_SITE_LENGTH, _REASON_LENGTH = 300, 200

# Whether the store holds the article that the URL led to.
HAS_ARTICLE = exists().where(articles.c.key == urls.c.article_key)
# What a request leaves behind that came to an end.
_AT_REST = {"attempted_at": "", "next_try": ""}


class Found(Protocol):
    """What discovery says of a URL: a Candidate."""

    @property
    def url(self) -> str:
        """The URL."""

    @property
    def discovered_by(self) -> str:
        """Where it was found."""

    @property
    def published(self) -> str:
        """The date its source gives it, "" for none."""

    @property
    def modified(self) -> str:
        """When its source says that it changed, "" for nothing said."""


def insert(connection: Connection, rows: Iterable[dict[str, Any]]) -> None:
    """Insert URLs; one that is there stays as it is."""
    values = list(rows)
    if values:
        statement = dialect_of(connection).insert(urls).on_conflict_do_nothing()
        connection.execute(statement.values(values))


def row_of(found: Found, site: str, now: str, next_try: str) -> dict[str, Any]:
    """The row of a URL that was just found."""
    url = clean(found.url)
    return {
        "key": key_of(url),
        "url": url,
        "site": clean(site or site_of(url))[:_SITE_LENGTH],
        "state": State.DISCOVERED,
        "next_try": next_try,
        "discovered_by": clean(found.discovered_by),
        "published": clean(found.published),
        "modified": visits.said(found.modified or found.published, now),
        "first_seen": now,
        "last_seen": now,
    }


def attempt(connection: Connection, url: str, now: str) -> None:
    """Note that the URL is about to be requested."""
    _set(connection, urls.c.key == key_of(url), url, now, attempted_at=now)


def fetched(connection: Connection, url: str, now: str, answer: dict[str, str]) -> None:
    """Note that the page is here. `answer` holds page_url, etag, last_modified, "" if unknown."""
    page_url = clean(answer["page_url"] or url)
    _set(
        connection,
        urls.c.key == key_of(url),
        url,
        now,
        state=State.FETCHED,
        reason="",
        last_error="",
        tries=0,
        page_url=page_url,
        page_key=key_of(page_url),
        etag=clean(answer["etag"]),
        last_modified=clean(answer["last_modified"]),
        visited_at=now,
        learned=0,
        **_AT_REST,
    )


def failed(connection: Connection, url: str, why: tuple[str, str], now: str, next_try: str) -> None:
    """Count a failed request; try again at `next_try`, or never where that is "".

    `why` is the reason and the error in full. A URL whose article is kept stays saved.
    """
    final = State.DISCOVERED if next_try else State.FAILED
    _set(
        connection,
        urls.c.key == key_of(url),
        url,
        now,
        state=case((HAS_ARTICLE, State.SAVED), else_=final),
        tries=urls.c.tries + 1,
        attempted_at="",
        next_try=next_try,
        **_because(*why),
    )


def postponed(
    connection: Connection, url: str, why: tuple[str, str], now: str, next_try: str
) -> None:
    """Say that the URL waits until `next_try`, through no fault of its own: that is no try."""
    _set(
        connection,
        urls.c.key == key_of(url),
        url,
        now,
        state=case((HAS_ARTICLE, State.SAVED), else_=State.DISCOVERED),
        attempted_at="",
        next_try=next_try,
        **_because(*why),
    )


def host_postponed(connection: Connection, site: str, netloc: str, until: str) -> int:
    """Make what is due at a host due no sooner than `until`; how many URLs that are."""
    at_host = [
        urls.c.url.startswith(f"{scheme}://{netloc}{end}", autoescape=True)
        for scheme in ("http", "https")
        for end in "/?"
    ]
    due = (urls.c.next_try > "") & (urls.c.next_try < until) & (urls.c.attempted_at == "")
    ours = (urls.c.site == site) & urls.c.state.in_(list(State))  # as its index has them
    statement = update(urls).where(ours, due, or_(*at_host))
    return connection.execute(statement.values(next_try=until)).rowcount


def set_state(
    connection: Connection, url: str, state: State, why: tuple[str, str], now: str
) -> None:
    """Say what became of a page, for good. A URL whose article is kept is not told it has none."""
    if state in {State.FAILED, State.NOT_ARTICLE}:
        value: Any = case((HAS_ARTICLE, State.SAVED), else_=state)
        nothing_kept = {"etag": "", "last_modified": ""}  # so that the next visit brings it all
    else:
        value, nothing_kept = state, {}
    visited = {"visited_at": now} if state is State.GONE else {}  # others came, or were no visit
    values = {**_because(*why), **_AT_REST, **nothing_kept, **visited}
    _set(connection, led_to(url), url, now, state=value, **values)


def duplicate(connection: Connection, url: str, article_key: str, reason: str, now: str) -> None:
    """Say that a page's article is another one's: saved as soon as that one is."""
    is_saved = exists().where(articles.c.key == article_key)
    is_removed = exists().where(tombstones.c.key == article_key)
    _set(
        connection,
        led_to(url),
        url,
        now,
        state=case((is_saved, State.SAVED), (is_removed, State.REMOVED), else_=State.FETCHED),
        article_key=article_key,
        **_because(reason, ""),
        **_AT_REST,
    )


def saved(connection: Connection, pages: Iterable[str], article_key: str, now: str) -> None:
    """Say that an article is saved, of all its URLs and of the duplicates that waited for it.

    A page that was run alone has proved to be harmless: its interruptions count anew.
    """
    anew = case((urls.c.interrupted >= ALONE_FROM, 0), else_=urls.c.interrupted)
    done = {"state": State.SAVED, "article_key": article_key, "tries": 0, "last_error": ""}
    for url in dict.fromkeys(filter(None, pages)):
        _set(connection, led_to(url), url, now, **done, **_AT_REST, reason="", interrupted=anew)
    # Not WHERE state = 'fetched': SQLite would read all URLs of that state instead of these few.
    waited = case((urls.c.state == State.FETCHED, State.SAVED), else_=urls.c.state)
    of_article = urls.c.article_key == article_key
    connection.execute(update(urls).where(of_article).values(state=waited))


def led_to(url: str) -> ColumnElement[bool]:
    """The condition that a row's URL is this one, or led to the page with this one."""
    key = key_of(url)
    return (urls.c.key == key) | (urls.c.page_key == key)


def _because(reason: str, error: str) -> dict[str, str]:
    return {"reason": clean(reason)[:_REASON_LENGTH], "last_error": clean(error)}


def _set(
    connection: Connection, which: ColumnElement[bool], url: str, now: str, **values: Any
) -> None:
    """Update the rows, or a new one for the URL where there is none.

    A URL whose article was removed for good stays as it is: it is not to be requested again.
    """
    for name in values.keys() & {"state", "next_try"}:
        values[name] = case((urls.c.state == State.REMOVED, urls.c[name]), else_=values[name])
    statement = update(urls).where(which).values(**values)
    if connection.execute(statement).rowcount:
        return
    insert(connection, [row_of(_Said(clean(url)), "", now, "")])
    connection.execute(update(urls).where(urls.c.key == key_of(url)).values(**values))


class _Said:
    """A URL that no source gave: a redirect's end, or one named on the command line."""

    discovered_by = ""
    published = ""
    modified = ""

    def __init__(self, url: str) -> None:
        self.url = url
