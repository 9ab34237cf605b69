from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from newscrawl.items import Page
from newscrawl.storage import State, Store, checks
from newscrawl.storage.archive import Archive
from tests.storage.making import NOW, URL, article, candidate

OTHER = "https://example.org/other"


def damage(store: Store, *statements: str) -> None:
    """Change the database as another program could, one that minds no foreign keys."""
    engine = create_engine(store._engine.url, isolation_level="AUTOCOMMIT")  # noqa: SLF001
    with closing(engine.raw_connection()) as raw:
        cursor = raw.cursor()
        if engine.dialect.name == "postgresql":
            cursor.execute("SET session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)
    engine.dispose()


def filled(store: Store) -> Store:
    """A store with an article of two versions, a removed one, and a URL of each other kind."""
    store.save(article(), now=NOW)
    store.save(article(headline="New", fetched_at="2026-11-09"), now=NOW)
    store.save(article("https://example.org/secret", headline="Secret"), now=NOW)
    store.remove("https://example.org/secret", "a court's order", NOW)
    store.set_state("https://example.org/short", State.NOT_ARTICLE, "TooShort")
    store.failed("https://example.org/slow", "timeout", NOW, None)
    store.set_state("https://example.org/none", State.GONE, "HTTP 404")
    store.discover([candidate("https://example.org/new")], now=NOW)
    return store


def test_a_store_with_all_kinds_of_rows_is_whole(store: Store) -> None:
    assert filled(store).problems() == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            "DELETE FROM articles_fts",
            "full-text index: lacks 1 articles, has 0 that are not stored; scrapy store reindex",
        ),
        (
            "DELETE FROM articles",
            f"saved without its article: {URL}; scrapy urls retry URL ",
        ),
        (
            "UPDATE urls SET state = 'failed'",
            f"given up though its article is stored: {URL}; scrapy urls retry URL mends it",
        ),
        ("DELETE FROM urls", f"an article that no URL leads to: {URL}; scrapy crawl article -a "),
        (
            "UPDATE tombstones SET key = (SELECT key FROM articles)",
            f"removed for good and there again: {URL}; scrapy articles remove URL --reason WHY",
        ),
        (
            "UPDATE urls SET next_try = '2026' WHERE state = 'removed'",
            "removed for good and due: https://example.org/secret; scrapy articles remove",
        ),
        (
            "DELETE FROM tombstones",
            "removed without a tombstone: https://example.org/secret; put a backup in its place",
        ),
        (
            "UPDATE urls SET state = 'lost' WHERE state = 'gone'",
            "in a state that newscrawl does not know: https://example.org/none; put a backup",
        ),
    ],
)
def test_what_is_wrong_is_found_and_says_what_to_do(
    store: Store, change: str, problem: str
) -> None:
    damage(filled(store), change)
    assert any(line.startswith(problem) for line in store.problems())
    assert all("\n" not in line for line in store.problems())


def test_versions_of_no_article_are_found(file_store: Store) -> None:
    """PostgreSQL minds its foreign keys whoever writes."""
    damage(filled(file_store), "UPDATE versions SET article_id = 99")
    (problem,) = file_store.problems()
    assert problem.startswith("table versions: 1 rows of articles that are not there; put a backup")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("DROP TABLE memories", "table memories: lacks site, generation, pages, bytes, saved_at; "),
        ("ALTER TABLE urls DROP COLUMN etag", "table urls: lacks etag; put a backup in its place"),
    ],
)
def test_what_the_tables_lack_is_found(new_store: Store, change: str, problem: str) -> None:
    damage(filled(new_store), change)
    assert any(line.startswith(problem) for line in new_store.problems())


def test_a_damaged_file_is_found(file_store: Store, tmp_path: Path) -> None:
    for number in range(50):
        file_store.save(article(f"https://example.org/{number}", text="word " * 900))
    file_store.close()
    damage(file_store, "PRAGMA wal_checkpoint(TRUNCATE)")
    with (tmp_path / "store.db").open("r+b") as file:
        file.seek(20 * 4096)
        file.write(b"\xff" * 4096 * 8)
    with Store(f"sqlite:///{tmp_path}/store.db") as broken:
        found = broken.problems()
    assert found
    assert all(line.startswith("SQLite: ") for line in found)
    assert all(line.endswith("(scrapy store backup makes them)") for line in found)


def test_of_many_urls_some_are_named(store: Store) -> None:
    for number in range(9):
        store.save(article(f"https://example.org/{number}"))
    damage(store, "DELETE FROM articles", "DELETE FROM articles_fts")
    (line,) = [found for found in store.problems() if "without its article" in found]
    assert line.count("https://example.org/") == 5
    assert " and 4 more; " in line


def test_a_page_that_waits_nowhere_is_told_of(store: Store) -> None:
    store.fetched(URL, page_url=OTHER)
    store.fetched("https://example.org/kept")
    with store.reading("check") as connection:
        spooled = {"https://example.org/kept"}.__contains__
        (line,) = checks.lost_pages(connection, spooled)
        assert list(checks.lost_pages(connection, {OTHER, *[candidate().url]}.__contains__)) == [
            line.replace(URL, "https://example.org/kept")
        ]
    assert line == (
        f"fetched, and its page is neither in the spool nor in the archive: {URL}; "
        "the next crawl fetches it again"
    )


def test_a_page_in_the_archive_is_not_lost(store: Store, tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive", store)
    archive.put(Page(OTHER, b"<p>Text</p>", fetched_at=NOW))
    store.fetched(URL, page_url=OTHER)
    with store.reading("check") as connection:
        assert list(checks.lost_pages(connection, lambda _: False)) == []
        assert list(checks.archive_problems(connection, tmp_path / "archive")) == []


@pytest.mark.parametrize("size", [None, 0, 40])
def test_archive_files_that_are_gone_or_cut_off_are_found(
    store: Store, tmp_path: Path, size: int | None
) -> None:
    folder = tmp_path / "archive"
    Archive(folder, store).put(Page(URL, b"<p>Text</p>", fetched_at=NOW))
    (file,) = [path for path in folder.iterdir() if path.name.endswith("warc.gz")]
    whole = file.stat().st_size
    if size is None:
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:size])
    with store.reading("check") as connection:
        (line,) = checks.archive_problems(connection, folder)
        assert list(checks.archive_problems(connection, None))
    what = "is not there" if size is None else f"{size} bytes, not {whole}"
    assert line.startswith(f"archive file {file}: {what}; 1 pages stand in it; put a copy")
