"""The first tables: articles, their versions, URLs, memories, the full-text index."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make all tables."""
    _articles()
    _versions()
    _urls()
    op.create_table(
        "memories",
        sa.Column("site", sa.String(300), primary_key=True),
        _count("generation"),
        _count("pages"),
        sa.Column("bytes", sa.LargeBinary, nullable=False),
        _text("saved_at"),
    )
    _full_text()


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, server_default="0")


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("key", sa.String(64), nullable=False, unique=True),
        *map(_text, ("url", "canonical_url", "site", "kind", "headline", "lead", "body")),
        *map(_text, ("text", "language")),
        sa.Column("authors", sa.JSON, nullable=False),
        *map(_text, ("agency", "dateline", "published", "modified", "section")),
        sa.Column("tags", sa.JSON, nullable=False),
        sa.Column("images", sa.JSON, nullable=False),
        sa.Column("paywalled", sa.Boolean, nullable=False),
        sa.Column("tdm_reserved", sa.Boolean, nullable=False),
        _count("word_count"),
        _text("content_hash"),
        _text("fetched_at"),
        _count("memory_generation"),
        sa.Column("removed", sa.JSON, nullable=False),
        *map(_text, ("dated_at", "saved_at", "changed_at")),
    )
    op.create_index("articles_site_dated_at", "articles", ["site", "dated_at"])


def _versions() -> None:
    op.create_table(
        "versions",
        sa.Column("id", _ID, primary_key=True),
        sa.Column(
            "article_id",
            _ID,
            sa.ForeignKey("articles.id", ondelete="CASCADE", name="versions_article_id"),
            nullable=False,
        ),
        *map(_text, ("headline", "lead", "body", "text", "modified")),
        _count("word_count"),
        _text("content_hash"),
        _text("fetched_at"),
        _count("memory_generation"),
        _text("replaced_at"),
    )
    op.create_index("ix_versions_article_id", "versions", ["article_id"])


def _urls() -> None:
    op.create_table(
        "urls",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("key", sa.String(64), nullable=False, unique=True),
        *map(_text, ("url", "site")),
        sa.Column("state", sa.String(16), nullable=False),
        *map(_text, ("reason", "last_error")),
        *map(_count, ("tries", "interrupted")),
        *map(_text, ("next_try", "attempted_at", "page_url")),
        sa.Column("page_key", sa.String(64), nullable=False, server_default=""),
        sa.Column("article_key", sa.String(64), nullable=False, server_default=""),
        *map(_text, ("etag", "last_modified", "discovered_by", "published")),
        *map(_text, ("first_seen", "last_seen")),
    )
    op.create_index("ix_urls_page_key", "urls", ["page_key"])
    op.create_index("ix_urls_article_key", "urls", ["article_key"])
    op.create_index("urls_site_next_try", "urls", ["site", "next_try"])
    op.create_index("urls_state_reason", "urls", ["state", "reason"])


def _full_text() -> None:
    """SQLite's FTS5 and PostgreSQL's tsvector, under one name; see storage/dialects.py."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE articles_fts USING fts5("
            "headline, text, tokenize = 'unicode61 remove_diacritics 2')"
        )
        return
    op.execute(
        "CREATE TABLE articles_fts ("
        "id BIGINT PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE, "
        "document TSVECTOR NOT NULL)"
    )
    op.execute("CREATE INDEX articles_fts_document ON articles_fts USING gin (document)")
