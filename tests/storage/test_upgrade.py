from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

import newscrawl.storage
from newscrawl.errors import StorageError
from newscrawl.storage import Store
from newscrawl.storage.clean import key_of
from newscrawl.storage.dialects import dialect_of
from newscrawl.storage.engine import open_engine, rebuilding, writing
from newscrawl.storage.schema import REVISIONS, metadata
from newscrawl.storage.upgrade import upgrade_store
from tests.storage.making import URL, article, store_url

MIGRATIONS = Path(newscrawl.storage.__file__).parent / "migrations"
FIRST = (
    "INSERT INTO articles (id, key, url, canonical_url, headline, text, authors, tags, "
    "images, paywalled, tdm_reserved, removed) "
    "VALUES (7, :key, :url, :url, 'New', 'It sails.', '[]', '[]', '[]', false, false, '{}')"
)
OPEN = """
import sys
from newscrawl.storage import Store
Store(sys.argv[1]).close()
print("alembic" in sys.modules)
"""


def opened(url: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", OPEN, url], stdout=subprocess.PIPE, text=True)


def test_the_code_knows_every_revision_in_order() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    found = ScriptDirectory.from_config(config).walk_revisions()
    assert tuple(reversed([script.revision for script in found])) == REVISIONS


def test_migrations_make_the_tables_that_the_code_expects(store: Store, database: str) -> None:
    store.close()
    engine = create_engine(database)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_name": lambda name, _kind, _parents: "_fts" not in (name or ""),
            },
        )
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_a_store_that_is_up_to_date_does_not_load_alembic(store: Store, database: str) -> None:
    store.close()
    with opened(database) as process:
        out, _ = process.communicate()
    assert out.strip() == "False"


def test_a_store_can_be_made_by_several_processes_at_once(tmp_path: Path) -> None:
    processes = [opened(store_url(tmp_path)) for _ in range(2)]
    assert [process.wait() for process in processes] == [0, 0]
    for process in processes:
        process.communicate()
    with Store(store_url(tmp_path)) as store:
        assert store.counts()["articles"] == 0


def test_an_upgrade_that_fails_leaves_nothing_behind(new_database: str) -> None:
    """The last step of the first migration meets a view that is in its way."""
    engine = create_engine(new_database)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE VIEW articles_fts AS SELECT 1 AS one")
    with pytest.raises(StorageError, match=r"cannot upgrade: .*articles_fts.* already exists"):
        upgrade_store(new_database)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == []
    engine.dispose()


def test_upgrading_twice_changes_nothing(new_database: str) -> None:
    upgrade_store(new_database)
    with Store(new_database) as store:
        store.save(article())
    upgrade_store(new_database)
    with Store(new_database) as store:
        assert store.article(URL) == article()


def test_an_sqlite_store_is_in_wal_mode(file_store: Store, tmp_path: Path) -> None:
    file_store.save(article())
    with closing(sqlite3.connect(tmp_path / "store.db")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_what_may_be_undone_is_noted_in_memory_but_for_an_upgrade_s_indexes(tmp_path: Path) -> None:
    engine = open_engine(store_url(tmp_path))
    kept = []
    with rebuilding(engine) as connection:
        kept.append(connection.exec_driver_sql("PRAGMA temp_store").scalar())
    with writing(engine) as connection:
        kept.append(connection.exec_driver_sql("PRAGMA temp_store").scalar())
    engine.dispose()
    assert kept == [1, 2]  # file, memory


def test_a_store_of_the_first_tables_keeps_all_it_holds(new_database: str) -> None:
    upgrade_store(new_database, "0001")
    known = {"url": URL, "key": key_of(URL)}
    engine = create_engine(new_database)
    with engine.begin() as connection:
        connection.execute(text(FIRST), known)
        connection.exec_driver_sql("INSERT INTO versions (article_id, headline) VALUES (7, 'Old')")
        indexed = {"id": 7, "headline": "New", "text": "It sails."}
        connection.execute(dialect_of(connection).index, indexed)
        saved = "INSERT INTO urls (key, url, state, article_key) VALUES (:key, :url, 'saved', :key)"
        connection.execute(text(saved), known)
    engine.dispose()
    upgrade_store(new_database)
    with Store(new_database) as store:
        found = store.article(URL)
        assert found is not None
        assert (found.headline, found.text) == ("New", "It sails.")
        assert [(each.headline, each.changed) for each in store.versions(URL)] == [("Old", ())]
        assert store.problems() == []


def test_shingles_that_stand_in_no_order_are_forgotten(new_database: str) -> None:
    upgrade_store(new_database, "0010")
    engine = create_engine(new_database)
    with engine.begin() as connection:
        connection.execute(text(FIRST), {"url": URL, "key": key_of(URL)})
        grouped = (
            "INSERT INTO story_articles (article_id, story_id, words_hash, shingles) "
            "VALUES (7, 7, 'of the words', :shingles)"
        )
        connection.execute(text(grouped), {"shingles": b"sorted__"})
    upgrade_store(new_database)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT words_hash, shingles FROM story_articles")).one()
    engine.dispose()
    assert tuple(found) == ("of the words", None)
