"""The table `articles`: rows from Articles and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, select

from newscrawl.items import Article, Image
from newscrawl.storage import search, versions
from newscrawl.storage.clean import clean, key_of
from newscrawl.storage.dialects import upserted
from newscrawl.storage.extractor import extractor
from newscrawl.storage.moments import dated_at
from newscrawl.storage.rows import Version
from newscrawl.storage.schema import articles, urls
from newscrawl.urls import canonical

_NAMES = tuple(field.name for field in fields(Article))
_ARTICLE_COLUMNS = tuple(articles.c[name] for name in _NAMES)
# Made once: that takes longer than to run them.
_ALL_OF = select(articles).where(articles.c.key == bindparam("of"))
_SITE_LENGTH = 300  # longer than any host name, short enough for an index


def cleaned(article: Article) -> Article:
    """The article with every string as a database takes it, and never without its key."""
    values = {name: _cleaned(getattr(article, name)) for name in _NAMES}
    article = replace(article, **values)
    return replace(
        article,
        canonical_url=article.canonical_url or canonical(article.url),
        site=article.site[:_SITE_LENGTH],
    )


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of an article that was saved.

    Attributes:
        number: Its row's.
        known: Whether there was a row before.
        is_current: Whether the row has its text now; not if a later fetch is kept.
        made: The version that was made, None where the site has changed nothing.
    """

    number: int
    known: bool
    is_current: bool = True
    made: Version | None = None


def save(connection: Connection, article: Article, now: str) -> Saved:
    """Insert the article or bring its row up to date; what it replaces becomes a version.

    Args:
        connection: In a transaction that writes.
        article: From `cleaned`.
        now: The moment of saving.
    """
    key = key_of(article.canonical_url)
    old = connection.execute(_ALL_OF, {"of": key}).one_or_none()
    if old is not None and versions.is_earlier(old, article):
        versions.read_anew(connection, old, article)
        return Saved(old.id, known=True, is_current=False)
    made = None
    row = {"key": key, **_values(article), "dated_at": dated_at(article), "extractor": extractor()}
    if old is None:
        row |= {"saved_at": now, "changed_at": now}
    elif versions.is_change(old, article):
        made = versions.keep(connection, old, article, now)
        row |= {"changed_at": now}
    number = upserted(connection, articles, row, "key")
    if old is None or (old.headline, old.text) != (article.headline, article.text):
        search.index(connection, number, article.headline, article.text)
        if old is not None and made is None:
            versions.settle(connection, number)
    return Saved(number, known=old is not None, made=made)


def by_url(connection: Connection, url: str) -> Article | None:
    """The article with this canonical URL, or the one that this URL led to."""
    row = connection.execute(found_by(connection, url, select(*_ARTICLE_COLUMNS))).first()
    return article_of(row) if row else None


def versions_of(connection: Connection, url: str) -> list[Version]:
    """The earlier versions of an article, oldest first."""
    number = connection.execute(found_by(connection, url, select(articles.c.id))).scalar()
    return versions.of(connection, number)


def matching(site: str, since: str) -> ColumnElement[bool]:
    """The condition that an article is of a site, and dated then (in UTC) or later; "" for any."""
    condition: ColumnElement[bool] = articles.c.id.is_not(None)
    if site:
        condition &= articles.c.site == site
    if since:
        condition &= articles.c.dated_at >= since
    return condition


def after(
    connection: Connection, number: int, wanted: ColumnElement[bool], limit: int
) -> Iterator[tuple[int, Article]]:
    """Articles with ids above a number, in order of their ids.

    Args:
        connection: To read from.
        number: The last id that was seen; 0 to begin with.
        wanted: What holds of their rows.
        limit: At most so many.
    """
    found = select(articles.c.id, *_ARTICLE_COLUMNS).where(articles.c.id > number, wanted)
    for row in connection.execute(found.order_by(articles.c.id).limit(limit)):
        yield row.id, article_of(row)


def article_of(row: Row[Any]) -> Article:
    """The Article that a row was made of."""
    values = {name: row._mapping[name] for name in _NAMES}  # noqa: SLF001 - SQLAlchemy's public name
    values |= {
        "authors": tuple(values["authors"]),
        "tags": tuple(values["tags"]),
        "images": tuple(Image(**image) for image in values["images"]),
    }
    return Article(**values)


def found_by(connection: Connection, url: str, wanted: Select[Any]) -> Select[Any]:
    """The query, narrowed to the article that a URL names: its own, or one it led to."""
    keys = (key_of(url), key_of(canonical(clean(url))))
    led_to = select(urls.c.article_key).where(
        (urls.c.key.in_(keys) | urls.c.page_key.in_(keys)) & (urls.c.article_key != "")
    )
    own = connection.execute(select(articles.c.key).where(articles.c.key.in_(keys))).scalar()
    if own:
        return wanted.where(articles.c.key == own)
    return wanted.where(articles.c.key.in_(led_to)).limit(1)


def _values(article: Article) -> dict[str, Any]:
    values = {name: getattr(article, name) for name in _NAMES}
    values |= {
        "kind": str(article.kind),
        "authors": list(article.authors),
        "tags": list(article.tags),
        "images": [asdict(image) for image in article.images],
        "removed": dict(article.removed),
    }
    return values


def _cleaned(value: Any) -> Any:
    """The value with every string in it cleaned; types as they are in an Article."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Image):
        return Image(clean(value.url), clean(value.caption), clean(value.credit))
    if isinstance(value, tuple):
        return tuple(map(_cleaned, value))
    if isinstance(value, Mapping):
        return {clean(str(key)): number for key, number in value.items()}
    return value
