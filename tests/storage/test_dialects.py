"""What PostgreSQL would be told; that it understands is tried where there is one."""

from __future__ import annotations

import re
import sys

from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from newscrawl.storage.dialects import DIALECTS, Term, plain
from newscrawl.storage.schema import metadata, urls

POSTGRESQL = DIALECTS["postgresql"]
SQLITE = DIALECTS["sqlite"]


def test_terms_as_fts5_takes_them() -> None:
    terms = (Term('say "no"'), Term("wahl", prefix=True))
    assert SQLITE.query(terms) == '"say ""no""" "wahl" *'


def test_terms_as_tsquery_takes_them() -> None:
    terms = (Term("l'eau \\ vive"), Term("wahl", prefix=True))
    assert POSTGRESQL.query(terms) == "'l eau vive' & 'wahl':*"


def test_no_word_is_lost_as_a_mark() -> None:
    """A search for it would ask PostgreSQL for nothing, which is an error."""
    characters = map(chr, range(sys.maxunicode + 1))
    assert [each for each in characters if each.isalnum() and not plain(each)] == []


def test_an_upsert_is_postgresql_s() -> None:
    statement = POSTGRESQL.insert(urls).values(key="k", url="u").on_conflict_do_nothing()
    assert "ON CONFLICT DO NOTHING" in str(statement.compile(dialect=postgresql.dialect()))


def test_every_table_can_be_made_in_postgresql() -> None:
    dialect = postgresql.dialect()
    ddl = [str(CreateTable(table).compile(dialect=dialect)) for table in metadata.sorted_tables]
    numbered = [made for made in ddl if re.search(r"^\tid ", made, re.MULTILINE)]
    assert len(numbered) >= 4
    assert all("\tid BIGSERIAL" in made for made in numbered)
    for table in metadata.sorted_tables:
        for index in table.indexes:
            str(CreateIndex(index).compile(dialect=dialect))
