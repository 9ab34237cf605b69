from collections.abc import Iterator
from pathlib import Path

import pytest

from newscrawl.storage import Store
from tests.storage.making import store_url


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store in an SQLite file."""
    with Store(store_url(tmp_path)) as opened:
        yield opened
