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
from sqlalchemy import create_engine

import newscrawl.storage
from newscrawl.errors import StorageError
from newscrawl.storage import Store
from newscrawl.storage.clean import key_of
from newscrawl.storage.schema import REVISIONS, metadata
from newscrawl.storage.upgrade import upgrade_store
from tests.storage.making import URL, article, store_url

MIGRATIONS = Path(newscrawl.storage.__file__).parent / "migrations"
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


def test_migrations_make_the_tables_that_the_code_expects(store: Store, tmp_path: Path) -> None:
    store.close()
    engine = create_engine(store_url(tmp_path))
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


def test_a_store_that_is_up_to_date_does_not_load_alembic(store: Store, tmp_path: Path) -> None:
    store.close()
    with opened(store_url(tmp_path)) as process:
        out, _ = process.communicate()
    assert out.strip() == "False"


def test_a_store_can_be_made_by_several_processes_at_once(tmp_path: Path) -> None:
    processes = [opened(store_url(tmp_path)) for _ in range(2)]
    assert [process.wait() for process in processes] == [0, 0]
    for process in processes:
        process.communicate()
    with Store(store_url(tmp_path)) as store:
        assert store.counts()["articles"] == 0


def test_an_upgrade_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    """The last step of the migration meets a view that is in its way."""
    file = tmp_path / "store.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE VIEW articles_fts AS SELECT 1")
    with pytest.raises(StorageError, match=r"cannot open: .*articles_fts.* already exists"):
        Store(store_url(tmp_path))
    with closing(sqlite3.connect(file)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master")]
    assert names == ["articles_fts"]


def test_upgrading_twice_changes_nothing(tmp_path: Path) -> None:
    upgrade_store(store_url(tmp_path))
    with Store(store_url(tmp_path)) as store:
        store.save(article())
    upgrade_store(store_url(tmp_path))
    with Store(store_url(tmp_path)) as store:
        assert store.article(URL) == article()


def test_an_sqlite_store_is_in_wal_mode(store: Store, tmp_path: Path) -> None:
    store.save(article())
    with closing(sqlite3.connect(tmp_path / "store.db")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_store_of_the_first_tables_keeps_all_it_holds(tmp_path: Path) -> None:
    upgrade_store(store_url(tmp_path), "0001")
    with closing(sqlite3.connect(tmp_path / "store.db")) as connection:
        connection.execute(
            "INSERT INTO articles (id, key, url, canonical_url, headline, text, authors, tags, "
            "images, paywalled, tdm_reserved, removed) "
            "VALUES (7, ?, ?, ?, 'New', 'It sails.', '[]', '[]', '[]', 0, 0, '{}')",
            (key_of(URL), URL, URL),
        )
        connection.execute("INSERT INTO versions (article_id, headline) VALUES (7, 'Old')")
        connection.execute("INSERT INTO articles_fts (rowid, headline) VALUES (7, 'New')")
        connection.execute(
            "INSERT INTO urls (key, url, state, article_key) VALUES (?, ?, 'saved', ?)",
            (key_of(URL), URL, key_of(URL)),
        )
        connection.commit()
    with Store(store_url(tmp_path)) as store:
        found = store.article(URL)
        assert found is not None
        assert (found.headline, found.text) == ("New", "It sails.")
        assert [(each.headline, each.changed) for each in store.versions(URL)] == [("Old", ())]
        assert store.problems() == []
