"""What all tests share: warnings are errors, but for one that is none of ours."""

# urllib3 warns that SOCKS is not installed when trafilatura is imported. Where that happens
# in a crawl, requests has told Python to ignore it; in a test, pytest has told it not to.
from collections.abc import Iterator

import pytest
import trafilatura  # noqa: F401 - imported before pytest's filters are set

from newscrawl.storage.upgrade import upgrade_store
from tests.postgresql import Server, empty, serving, why_none


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server; the test is skipped where there is none."""
    missing = why_none()
    if missing:
        pytest.skip(missing)
    with serving() as server:
        yield server


@pytest.fixture(scope="session")
def _shared(postgresql: Server) -> Iterator[str]:
    with postgresql.database() as url:
        upgrade_store(url)
        yield url


@pytest.fixture
def postgresql_store(_shared: str) -> Iterator[str]:
    """The URL of an empty store on PostgreSQL. Its rows may be changed, its tables may not."""
    yield _shared
    empty(_shared)


@pytest.fixture
def postgresql_database(postgresql: Server) -> Iterator[str]:
    """The URL of a new database on PostgreSQL, without tables; takes a second."""
    with postgresql.database() as url:
        yield url
