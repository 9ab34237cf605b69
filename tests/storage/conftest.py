from collections.abc import Iterator
from pathlib import Path

import pytest

from newscrawl.storage import Store
from newscrawl.storage.upgrade import upgrade_store
from tests.storage.making import store_url


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """Which database it is, each in turn."""
    return str(request.param)


@pytest.fixture
def database(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty store, on each of the databases; its tables may not be changed."""
    if backend == "sqlite":
        return store_url(tmp_path)
    return str(request.getfixturevalue("postgresql_store"))


@pytest.fixture
def new_database(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database that is new, on each of them; anything may be done to it."""
    if backend == "sqlite":
        return store_url(tmp_path)
    return str(request.getfixturevalue("postgresql_database"))


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """An empty store, on each of the databases; its tables may not be changed."""
    with Store(database) as opened:
        yield opened


@pytest.fixture
def new_store(new_database: str) -> Iterator[Store]:
    """An empty store on a database of its own, whose tables may be changed."""
    upgrade_store(new_database)
    with Store(new_database) as opened:
        yield opened


@pytest.fixture
def file_store(tmp_path: Path) -> Iterator[Store]:
    """An empty store in an SQLite file, for what is said of that file."""
    with Store(store_url(tmp_path)) as opened:
        yield opened
