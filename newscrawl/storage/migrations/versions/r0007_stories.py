"""Stories: which articles are copies of one text, and the index that finds copies."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables, empty: `scrapy articles group` fills them for a store that has articles."""
    op.create_table(
        "story_articles",
        _article("article_id", "story_articles_article_id"),
        sa.Column("story_id", _ID, nullable=False),
        sa.Column("words_hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("article_id"),
    )
    op.create_index("ix_story_articles_story_id", "story_articles", ["story_id"])
    op.create_table(
        "story_keys",
        sa.Column("key", sa.BigInteger, nullable=False, autoincrement=False),
        _article("article_id", "story_keys_article_id"),
        sa.PrimaryKeyConstraint("key", "article_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_story_keys_article_id", "story_keys", ["article_id"])
    op.create_table(
        "story_copies",
        _article("article_id", "story_copies_article_id"),
        _article("copy_id", "story_copies_copy_id"),
        *(
            sa.Column(name, sa.Float, nullable=False)
            for name in ("shared", "shared_by_copy", "jaccard")
        ),
        sa.PrimaryKeyConstraint("article_id", "copy_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_story_copies_copy_id", "story_copies", ["copy_id"])


def _article(name: str, constraint: str) -> sa.Column[int]:
    key = sa.ForeignKey("articles.id", ondelete="CASCADE", name=constraint)
    return sa.Column(name, _ID, key, nullable=False, autoincrement=False)
