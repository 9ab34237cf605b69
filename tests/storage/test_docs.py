"""docs/store.md and docs/fields.md name the columns and fields that there are."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from sqlalchemy import Table

from newscrawl.items import Article
from newscrawl.storage import State, Store
from newscrawl.storage.measures import alarms, measures
from newscrawl.storage.schema import articles, memories, urls, versions
from tests.storage.making import article

DOCS = Path(__file__).parents[2] / "docs"
STORE = (DOCS / "store.md").read_text(encoding="utf-8")


def section(heading: str) -> str:
    return STORE.split(f"### {heading}\n")[1].split("\n#")[0]


def test_every_field_of_an_article_is_in_the_table_of_fields_in_order() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", (DOCS / "fields.md").read_text("utf-8"), re.MULTILINE)
    assert rows == [field.name for field in fields(Article)]


TABLES = [articles, versions, urls, memories, measures, alarms]


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_every_column_is_told_of(table: Table) -> None:
    told = set(re.findall(r"`(\w+)`", section(table.name)))
    assert {column.name for column in table.columns} - told - _KNOWN[table.name] == set()


_KNOWN = {
    "articles": {field.name for field in fields(Article)},  # in docs/fields.md
    "versions": {"id"},
    "urls": {"id"},
    "memories": {"site"},
    "measures": {"id"},
    "alarms": set(),
}


@pytest.mark.parametrize("state", list(State))
def test_every_state_is_told_of(state: State) -> None:
    assert f"\n| `{state}` |" in STORE


def test_the_queries_of_the_document_run(file_store: Store) -> None:
    file_store.save(article(headline="Ferry in the harbour"))
    queries = re.findall(r'^sqlite3 \S+ "(.*?)"$', STORE, re.MULTILINE | re.DOTALL)
    with file_store.reading("try the documents") as connection:  # as sqlite3 would
        answers = [connection.exec_driver_sql(query).all() for query in queries]
    assert len(answers) == 5
    assert all(answers)
