"""The table `urls`: what became of every URL that was ever found.

    discovered --attempt--> in flight --fetched--> fetched --saved--> saved
        ^                    |     |                  |
        +--- failed, later --+     +--> failed, gone  +--> failed, not_article

What is said of a page is said of each URL that led to it: the one it was found under and
the one it came from after redirects.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, Protocol

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    bindparam,
    case,
    exists,
    or_,
    select,
    update,
)

from newscrawl.schedule.interruption import ALONE_FROM
from newscrawl.storage import visits
from newscrawl.storage.clean import clean, key_of
from newscrawl.storage.dialects import DIALECTS, Insert
from newscrawl.storage.rows import State
from newscrawl.storage.schema import articles, tombstones, urls
from newscrawl.urls import site_of

# Short enough for an index entry of PostgreSQL, long enough for a host or a class's name.
_SITE_LENGTH, _REASON_LENGTH = 300, 200

# Whether the store holds the article that the URL led to.
HAS_ARTICLE = exists().where(articles.c.key == urls.c.article_key)
# The rows of a URL whose key is `of`: its own, and all those that led to the page with this URL.
OWN = urls.c.key == bindparam("of")
LED_TO = OWN | (urls.c.page_key == bindparam("of"))
# What a request leaves behind that came to an end.
_AT_REST: dict[str, Any] = {"attempted_at": "", "next_try": ""}
# What is left to say of one that brought a page.
_WELL: dict[str, Any] = {"reason": "", "last_error": "", "tries": 0}


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
        connection.execute(_insert(connection.dialect.name), values)


@cache
def _insert(dialect: str) -> Insert:
    return DIALECTS[dialect].insert(urls).on_conflict_do_nothing()


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
    _ATTEMPTED.make(connection, url, now, attempted_at=now)


def fetched(connection: Connection, url: str, now: str, answer: dict[str, str]) -> None:
    """Note that the page is here. `answer` holds page_url, etag, last_modified, "" if unknown."""
    page_url = clean(answer["page_url"] or url)
    validators = {name: clean(answer[name]) for name in ("etag", "last_modified")}
    page = {"page_url": page_url, "page_key": key_of(page_url), **validators}
    _FETCHED.make(connection, url, now, **page, visited_at=now)


def failed(connection: Connection, url: str, why: tuple[str, str], now: str, next_try: str) -> None:
    """Count a failed request; try again at `next_try`, or never where that is "".

    `why` is the reason and the error in full. A URL whose article is kept stays saved.
    """
    change = _FAILED_FOR_NOW if next_try else _FAILED_FOR_GOOD
    change.make(connection, url, now, next_try=next_try, **_because(*why))


def postponed(
    connection: Connection, url: str, why: tuple[str, str], now: str, next_try: str
) -> None:
    """Say that the URL waits until `next_try`, through no fault of its own: that is no try."""
    _POSTPONED.make(connection, url, now, next_try=next_try, **_because(*why))


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
    visited = {"visited_at": now} if state is State.GONE else {}
    _ENDED[state].make(connection, url, now, **_because(*why), **visited)


def duplicate(connection: Connection, url: str, article_key: str, reason: str, now: str) -> None:
    """Say that a page's article is another one's: saved as soon as that one is."""
    because = _because(reason, "")
    _DUPLICATE.make(connection, url, now, article_key=article_key, **because)


def saved(connection: Connection, pages: Iterable[str], article_key: str, now: str) -> None:
    """Say that an article is saved, of all its URLs and of the duplicates that waited for it."""
    for url in dict.fromkeys(filter(None, pages)):
        _SAVED.make(connection, url, now, article_key=article_key)
    connection.execute(_SAVE_WAITING, {"article": article_key})


def _because(reason: str, error: str) -> dict[str, str]:
    return {"reason": clean(reason)[:_REASON_LENGTH], "last_error": clean(error)}


def share(connection: Connection, url: str, page_url: str) -> None:
    """Let a URL that led to a page share what became of it when another one led there before.

    Nothing happens where that is not known yet: what becomes of the page is said of both then.
    """
    known = urls.c.state.not_in([State.DISCOVERED, State.FETCHED])
    wanted = select(urls.c.state, urls.c.reason, urls.c.article_key)
    others = wanted.where(LED_TO, urls.c.key != key_of(url), known).limit(1)
    other = connection.execute(others, {"of": key_of(page_url)}).first()
    if other is not None:
        own = (urls.c.key == key_of(url)) & (urls.c.state == State.FETCHED)
        connection.execute(update(urls).where(own).values(**other._asdict(), **_AT_REST))


class _Said:
    """A URL that no source gave: a redirect's end, or one named on the command line."""

    discovered_by = ""
    published = ""
    modified = ""

    def __init__(self, url: str) -> None:
        self.url = url


def _new(name: str) -> BindParameter[Any]:
    """The new value of a column, which each call gives."""
    return bindparam(f"new_{name}", type_=urls.c[name].type)


class _Change:
    """A change of a URL's rows. Its statements are made once: that takes longer than to run them.

    A row is made for a URL that has none. One whose article was removed for good stays as it is:
    it is not to be requested again.

    Args:
        names: Columns whose new values each call gives.
        which: The rows: `OWN` or `LED_TO`.
        fixed: What other columns become, values and expressions.
    """

    def __init__(self, *names: str, which: ColumnElement[bool] = OWN, **fixed: Any) -> None:
        values = {name: _new(name) for name in names} | fixed
        for name in values.keys() & {"state", "next_try"}:
            values[name] = case((urls.c.state == State.REMOVED, urls.c[name]), else_=values[name])
        self._statement = update(urls).where(which).values(**values)
        self._of_new_row = update(urls).where(OWN).values(**values)

    def make(self, connection: Connection, url: str, now: str, **new: str) -> None:
        """Update the rows, or a new one for the URL where there is none."""
        values = {f"new_{name}": value for name, value in new.items()} | {"of": key_of(url)}
        if connection.execute(self._statement, values).rowcount:
            return
        insert(connection, [row_of(_Said(clean(url)), "", now, "")])
        connection.execute(self._of_new_row, values)


def _unless_kept(state: State) -> ColumnElement[Any]:
    """The state of a page that brought no article: saved where an earlier one is kept."""
    return case((HAS_ARTICLE, State.SAVED), else_=state)


def _tried_in_vain(state: State) -> _Change:
    once_more = urls.c.tries + 1
    return _Change("next_try", *_WHY, state=_unless_kept(state), tries=once_more, attempted_at="")


def _ended(state: State) -> _Change:
    if state in {State.FAILED, State.NOT_ARTICLE}:  # without ETag, the next visit brings it all
        nothing_kept = {"state": _unless_kept(state), "etag": "", "last_modified": ""}
        return _Change(*_WHY, which=LED_TO, **_AT_REST, **nothing_kept)
    visited = ("visited_at",) if state is State.GONE else ()  # others came, or were no visit
    return _Change(*_WHY, *visited, which=LED_TO, **_AT_REST, state=state)


_WHY = ("reason", "last_error")
_ATTEMPTED = _Change("attempted_at")
_FETCHED = _Change(
    *("page_url", "page_key", "etag", "last_modified", "visited_at"),
    state=State.FETCHED,
    **_AT_REST,
    **_WELL,
    learned=0,
)
_FAILED_FOR_NOW = _tried_in_vain(State.DISCOVERED)
_FAILED_FOR_GOOD = _tried_in_vain(State.FAILED)
_POSTPONED = _Change("next_try", *_WHY, state=_unless_kept(State.DISCOVERED), attempted_at="")
_ENDED = {state: _ended(state) for state in State}
_DUPLICATE = _Change(
    *("article_key", *_WHY),
    which=LED_TO,
    state=case(
        (exists().where(articles.c.key == _new("article_key")), State.SAVED),
        (exists().where(tombstones.c.key == _new("article_key")), State.REMOVED),
        else_=State.FETCHED,
    ),
    **_AT_REST,
)
# A page that was run alone has proved to be harmless: its interruptions count anew.
_SAVED = _Change(
    "article_key",
    which=LED_TO,
    interrupted=case((urls.c.interrupted >= ALONE_FROM, 0), else_=urls.c.interrupted),
    state=State.SAVED,
    **_AT_REST,
    **_WELL,
)
# Not WHERE state = 'fetched': SQLite would read all URLs of that state instead of these few.
_SAVE_WAITING = (
    update(urls)
    .where(urls.c.article_key == bindparam("article"))
    .values(state=case((urls.c.state == State.FETCHED, State.SAVED), else_=urls.c.state))
)
