"""The tables of stories; docs/store.md tells what they hold."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Integer, LargeBinary, String, Table

from newscrawl.storage.schema import metadata

_ID = BigInteger().with_variant(Integer(), "sqlite")


def _of_article(name: str, constraint: str, **more: bool) -> Column[int]:
    key = ForeignKey("articles.id", ondelete="CASCADE", name=constraint)
    return Column(name, _ID, key, nullable=False, **more)  # type: ignore[arg-type]


story_articles = Table(
    "story_articles",
    metadata,
    _of_article("article_id", "story_articles_article_id", primary_key=True, autoincrement=False),
    Column("story_id", _ID, nullable=False, index=True),  # smallest article_id of the story
    Column("words_hash", String(64), nullable=False),  # of the words that were compared
    Column("shingles", LargeBinary),  # digests, 4 bytes each; NULL where an earlier version wrote
)

# Keys first and no rowid: a look-up reads the newest entries of a key from one place.
story_keys = Table(
    "story_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    _of_article("article_id", "story_keys_article_id", primary_key=True, index=True),
    sqlite_with_rowid=False,
)

story_copies = Table(
    "story_copies",
    metadata,
    _of_article("article_id", "story_copies_article_id", primary_key=True, autoincrement=False),
    _of_article("copy_id", "story_copies_copy_id", primary_key=True, index=True),
    Column("shared", Float, nullable=False),
    Column("shared_by_copy", Float, nullable=False),
    Column("jaccard", Float, nullable=False),
    sqlite_with_rowid=False,
)
