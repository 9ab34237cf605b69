"""Where SQLite and PostgreSQL differ: upsert and full-text search. Nowhere else.

Both keep the index in `articles_fts`: SQLite as a virtual table of FTS5 (rowid is the
article's id), PostgreSQL as a table with a tsvector.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from unicodedata import normalize

from sqlalchemy import Connection, Table, TextClause, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

Insert = sqlite.Insert | postgresql.Insert

_ACCENTED = re.compile("([A-Za-z])[\u0300-\u036f]+")
# Nothing that is a letter or a number, such as ²; and without the two marks that join letters of
# one word (U+200C, U+200D).
_MARKS = re.compile(
    "[\\s!-/:-@\\[-`{-~\u00a0-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf"
    "\u2000-\u200b\u200e-\u206f]+"
)


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for: a word, or words that stand side by side.

    Attributes:
        words: As `search.spaced` writes them.
        prefix: Whether more letters may follow the last word.
    """

    words: str
    prefix: bool = False


def _compared(ids: str) -> dict[str, TextClause]:
    """The statements that compare articles with the index, whose ids `ids` selects."""
    missing = f"FROM articles WHERE id NOT IN ({ids})"
    surplus = f"FROM ({ids}) AS indexed WHERE id NOT IN (SELECT id FROM articles)"  # noqa: S608 - `ids` is our own
    return {
        "unindexed": text(f"SELECT id {missing} ORDER BY id LIMIT :limit"),
        "unindexed_count": text(f"SELECT count(*) {missing}"),
        "orphans": text(f"SELECT id {surplus} ORDER BY id LIMIT :limit"),
        "orphans_count": text(f"SELECT count(*) {surplus}"),
    }


@dataclass(frozen=True, slots=True)
class Dialect:
    """What one database says in its own way.

    Attributes:
        insert: `INSERT` that knows `ON CONFLICT`.
        words: A text -> what the index is given of it.
        query: Terms, all of which are wanted -> what `find` takes as :query.
        index: Puts an article's :headline and :text under its :id, in place of what is there.
        unindex: Takes the article with the :id out.
        find: The ids that match :query on :site ('' for all), best first, at most :limit.
        unindexed: The ids of articles that are not in the index, at most :limit.
        unindexed_count: How many those are.
        orphans: The ids in the index that no article has, at most :limit.
        orphans_count: How many those are.
    """

    insert: Callable[[Table], Insert]
    words: Callable[[str], str]
    query: Callable[[tuple[Term, ...]], str]
    index: TextClause
    unindex: TextClause
    find: TextClause
    unindexed: TextClause
    unindexed_count: TextClause
    orphans: TextClause
    orphans_count: TextClause


def _fts5_query(terms: tuple[Term, ...]) -> str:
    return " ".join(f'"{_quoted(term)}"{" *" if term.prefix else ""}' for term in terms)


def _tsquery(terms: tuple[Term, ...]) -> str:
    return " & ".join(
        f"'{plain(term.words)}'{':*' if term.prefix else ''}"
        for term in terms  # words in quotes must stand side by side
    )


def _quoted(term: Term) -> str:
    return term.words.replace("\\", " ").replace('"', '""')


def plain(text: str) -> str:
    """The words of a text as FTS5 sees them: Latin letters without accents, no marks between.

    To PostgreSQL's own parser "east/west" is the name of a file, and is not found by "west".

    >>> plain("Müller, east/west")
    'Muller east west'
    """
    return normalize("NFC", _ACCENTED.sub(r"\1", normalize("NFD", _MARKS.sub(" ", text)))).strip()


_SQLITE = Dialect(
    insert=sqlite.insert,
    words=str,
    query=_fts5_query,
    index=text(
        "INSERT OR REPLACE INTO articles_fts (rowid, headline, text) VALUES (:id, :headline, :text)"
    ),
    unindex=text("DELETE FROM articles_fts WHERE rowid = :id"),
    find=text(
        "SELECT articles.id FROM articles_fts JOIN articles ON articles.id = articles_fts.rowid "
        "WHERE articles_fts MATCH :query AND (:site = '' OR articles.site = :site) "
        # A word in the headline says five times as much as one in the text.
        "ORDER BY bm25(articles_fts, 5.0, 1.0), articles.id LIMIT :limit"
    ),
    **_compared("SELECT id FROM articles_fts_docsize"),  # a row each, without the text
)

_POSTGRESQL = Dialect(
    insert=postgresql.insert,
    words=plain,
    query=_tsquery,
    # 'simple' stems nothing: articles are in many languages. left(): a tsvector holds 1 MB.
    index=text(
        "INSERT INTO articles_fts (id, document) VALUES (:id, "
        "setweight(to_tsvector('simple', left(:headline, 10000)), 'A') || "
        "setweight(to_tsvector('simple', left(:text, 200000)), 'D')) "
        "ON CONFLICT (id) DO UPDATE SET document = excluded.document"
    ),
    unindex=text("DELETE FROM articles_fts WHERE id = :id"),
    find=text(
        "SELECT articles.id FROM articles_fts JOIN articles USING (id), "
        "to_tsquery('simple', :query) AS wanted "
        "WHERE document @@ wanted AND (:site = '' OR articles.site = :site) "
        "ORDER BY ts_rank(document, wanted) DESC, articles.id LIMIT :limit"
    ),
    **_compared("SELECT id FROM articles_fts"),
)

DIALECTS: Mapping[str, Dialect] = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}


def dialect_of(connection: Connection) -> Dialect:
    """The dialect of the database behind a connection."""
    return DIALECTS[connection.dialect.name]


def upsert(connection: Connection, table: Table, row: Mapping[str, Any], key: str) -> None:
    """Insert a row, or give the row with the same key these values."""
    connection.execute(_upsert(connection.dialect.name, table, tuple(row), key), row)


def upserted(connection: Connection, table: Table, row: Mapping[str, Any], key: str) -> int:
    """As `upsert`, for a table whose rows have ids; the id of the row."""
    statement = _upserted(connection.dialect.name, table, tuple(row), key)
    return int(connection.execute(statement, row).scalar_one())


@cache
def _upsert(dialect: str, table: Table, names: tuple[str, ...], key: str) -> Insert:
    """The statement; building it takes longer than running it."""
    insert = DIALECTS[dialect].insert(table)
    values = {name: insert.excluded[name] for name in names if name != key}
    return insert.on_conflict_do_update(index_elements=[key], set_=values)


@cache
def _upserted(dialect: str, table: Table, names: tuple[str, ...], key: str) -> ReturningInsert[int]:
    return _upsert(dialect, table, names, key).returning(table.c.id)
