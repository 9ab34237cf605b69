"""The tables. What they hold is told in docs/store.md; a change needs a new migration.

Moments and dates are text in ISO 8601, so that SQLite and PostgreSQL keep the same thing and
an article's dates keep the offset they were printed with. The full-text index is no table that
SQLAlchemy knows: see dialects.py.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)

# Every revision of the schema, oldest first. Kept here so that a store that is up to date is
# known by one query, without importing alembic.
REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011")
HEAD = REVISIONS[-1]

metadata = MetaData()

# SQLite counts rows up by itself for INTEGER alone.
_ID = BigInteger().with_variant(Integer(), "sqlite")


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


def _json(name: str) -> Column[object]:
    return Column(name, JSON, nullable=False)


def _few(name: str, which: str) -> Index:
    """An index by site of the few rows that a condition holds for, so that none else is read."""
    return Index(name, "site", sqlite_where=text(which), postgresql_where=text(which))


articles = Table(
    "articles",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("key", String(64), nullable=False, unique=True),  # of canonical_url
    _text("url"),
    _text("canonical_url"),
    _text("site"),
    _text("kind"),
    _text("headline"),
    _text("lead"),
    _text("body"),
    _text("text"),
    _text("language"),
    _json("authors"),
    _text("agency"),
    _text("dateline"),
    _text("published"),
    _text("modified"),
    _text("section"),
    _json("tags"),
    _json("images"),
    Column("paywalled", Boolean, nullable=False),
    Column("tdm_reserved", Boolean, nullable=False),
    _count("word_count"),
    _text("content_hash"),
    _text("fetched_at"),
    _count("memory_generation"),
    _text("path"),
    _json("removed"),
    _text("dated_at"),  # published, else modified, else fetched_at; in UTC
    _text("saved_at"),
    _text("changed_at"),
    _text("extractor"),  # which one read the page last
    Index("articles_site_dated_at", "site", "dated_at"),
)

versions = Table(
    "versions",
    metadata,
    Column("id", _ID, primary_key=True),
    Column(
        "article_id",
        _ID,
        ForeignKey("articles.id", ondelete="CASCADE", name="versions_article_id"),
        nullable=False,
        index=True,
    ),
    _text("headline"),
    _text("lead"),
    _text("body"),
    _text("text"),
    _text("modified"),
    _count("word_count"),
    _text("content_hash"),
    _text("fetched_at"),
    _count("memory_generation"),
    _text("replaced_at"),
    Column("changed", JSON, nullable=False, server_default="[]"),  # names of fields
)

tombstones = Table(
    "tombstones",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("key", String(64), nullable=False, unique=True),  # of the article that was here
    _text("url"),
    _text("site"),
    Column("content_hash", Text, nullable=False, server_default="", index=True),
    _text("reason"),
    _text("removed_at"),
)

urls = Table(
    "urls",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("key", String(64), nullable=False, unique=True),  # of url
    _text("url"),
    _text("site"),
    Column("state", String(16), nullable=False),
    _text("reason"),
    _text("last_error"),
    _count("tries"),
    _count("interrupted"),
    _text("next_try"),
    _text("attempted_at"),
    _count("learned"),
    _text("page_url"),
    Column("page_key", String(64), nullable=False, server_default="", index=True),
    Column("article_key", String(64), nullable=False, server_default="", index=True),
    _text("etag"),
    _text("last_modified"),
    _text("discovered_by"),
    _text("published"),
    _text("first_seen"),
    _text("last_seen"),
    _text("modified"),
    _text("visited_at"),
    Index("urls_site_state_next_try", "site", "state", "next_try", "id"),
    Index("urls_state_reason", "state", "reason"),
    _few("urls_in_hand", "attempted_at != ''"),
    _few("urls_learned", "learned != 0"),
)

lessons = Table(
    "lessons",
    metadata,
    Column("key", String(64), primary_key=True),  # of the page's own URL
    Column("site", Text, nullable=False, server_default="", index=True),
    Column("bytes", LargeBinary, nullable=False),
)

memories = Table(
    "memories",
    metadata,
    Column("site", String(300), primary_key=True),
    _count("generation"),
    _count("pages"),
    Column("bytes", LargeBinary, nullable=False),
    _text("saved_at"),
)
