"""What a crawl asks of the store costs the same, however many articles are stored.

SQLite says how it finds rows; a query that reads all rows of a site or of a state is found here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from newscrawl.schedule.revisits import read_revisits
from newscrawl.storage import SourceRow, SourceTable, State, Store
from tests.storage.making import NOW, URL, article, candidate, store_url

SITE = "example.org"
LATER = NOW + timedelta(hours=1)
# Tables whose rows of one site are few: of its sources, of one crawl, not of its articles.
FEW = ("sources", "tombstones", "memories", "lessons")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store that visits articles again."""
    with Store(store_url(tmp_path), read_revisits("1d:4h")) as opened:
        yield opened


def everything(store: Store) -> None:
    """All that a crawl may ask of a store."""
    table = SourceTable(store)
    table.read(SourceRow(f"{URL}.xml", SITE, "sitemap", asked_at=NOW.isoformat()))
    table.of_site(SITE)
    table.crawled_at(SITE)
    store.recover(SITE, [URL], NOW)
    store.saved_before()
    list(store.aside(SITE))
    store.discover([candidate(URL, NOW.isoformat())], NOW, SITE)
    store.set_aside([candidate(URL, LATER.isoformat())], NOW, SITE)
    store.known([URL])
    store.due(SITE, LATER, 8)
    store.suspects(SITE, LATER)
    store.attempt(URL)
    store.fetched(URL, URL)
    store.take(URL)
    store.put_down(URL)
    store.settle(SITE, b"", 1, 1)
    store.save(article(URL))
    store.unchanged(URL)
    store.failed(URL, "timeout", NOW, LATER)
    store.postpone_host(SITE, SITE, LATER)
    store.duplicate(URL, URL, "Duplicate")
    store.set_state(URL, State.GONE, "HTTP 404")
    store.memory_row(SITE)
    store.end_crawl(SITE)


def is_costly(step: str) -> bool:
    """Whether a step of a plan reads rows in a number that grows with the articles stored."""
    scans = step.startswith("SCAN ") and "SUBQUERY" not in step and "CONSTANT" not in step
    all_of_one = "(site=?)" in step or "urls_state_reason (state=?)" in step
    all_of_one |= "next_try<?" in step and "next_try>?" not in step  # '' is below all moments
    few = any(name in step for name in (*FEW, "urls_learned", "urls_in_hand", "anon"))
    few |= "articles_fts VIRTUAL TABLE INDEX 0:=" in step  # one row, by its number
    return (scans or all_of_one) and not few


def test_nothing_a_crawl_asks_reads_all_rows(store: Store, tmp_path: Path) -> None:
    found: dict[str, set[str]] = {}

    def explain(_connection, _cursor, statement, parameters, _context, many) -> None:
        if many or not statement.startswith(("SELECT", "UPDATE", "DELETE")):
            return
        with closing(sqlite3.connect(tmp_path / "store.db")) as beside:
            plan = beside.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            found.setdefault(statement, set()).update(row[3] for row in plan)

    event.listen(store._engine, "before_cursor_execute", explain)  # noqa: SLF001
    everything(store)

    assert len(found) > 20
    costly = {text: plan for text, plan in found.items() if any(map(is_costly, plan))}
    assert costly == {}


@pytest.mark.parametrize(
    ("step", "costly"),
    [
        ("SCAN urls", True),
        ("SEARCH urls USING INDEX urls_state_reason (state=?)", True),
        ("SEARCH urls USING INDEX urls_site_state_next_try (site=?)", True),
        ("SEARCH urls USING INDEX urls_site_state_next_try (site=? AND state=?)", False),
        ("SEARCH urls USING INDEX u (site=? AND state=? AND next_try<?)", True),
        ("SEARCH urls USING INDEX u (site=? AND state=? AND next_try>? AND next_try<?)", False),
        ("SEARCH urls USING INDEX urls_in_hand (site=?)", False),
        ("SEARCH sources USING INDEX sources_site (site=?)", False),
    ],
)
def test_a_costly_step_is_known_by_its_words(step: str, costly: bool) -> None:  # noqa: FBT001
    assert is_costly(step) is costly
