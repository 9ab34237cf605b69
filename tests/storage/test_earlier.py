from __future__ import annotations

from pathlib import Path

import pytest

from newscrawl.extraction import Page, SiteMemory, extract
from newscrawl.storage import Store
from newscrawl.storage.archive import Archive
from newscrawl.storage.earlier import earlier_page, note_reading
from tests.pages import SENTENCES
from tests.storage.making import URL
from tests.storage.test_versions import NOON, WITH_PLAIN, memory, page

__all__ = ["memory"]  # a fixture


@pytest.fixture
def archive(store: Store, tmp_path: Path) -> Archive:
    """An archive with the earlier page, which ends with what the site puts everywhere."""
    made = Archive(tmp_path / "archive", store)
    made.put(page(text=WITH_PLAIN))
    store.save(extract(page(text=WITH_PLAIN)))
    return made


def reread(store: Store, archive: Archive, memory: SiteMemory, new: Page) -> bool:
    """Save what came at noon, as the pipeline does."""
    article = extract(new, memory)
    made = store.save(article)
    assert made is not None
    earlier = earlier_page(archive, made, article)
    if earlier is not None:
        note_reading(store, made, article, extract(earlier, memory))
    return earlier is not None


def test_what_the_memory_has_learned_since_is_no_change(
    store: Store, archive: Archive, memory: SiteMemory
) -> None:
    archive.put(page(1, "12:48", NOON, text=WITH_PLAIN))
    assert reread(store, archive, memory, page(1, "12:48", NOON, text=WITH_PLAIN))
    assert store.versions(URL) == []


def test_what_the_site_has_changed_is_left_as_its_change(
    store: Store, archive: Archive, memory: SiteMemory
) -> None:
    new = page(1, "12:48", NOON, headline="Ferry is back", text=WITH_PLAIN)
    assert reread(store, archive, memory, new)
    (version,) = store.versions(URL)
    assert (version.changed, version.text) == (("headline",), "\n".join(SENTENCES))


def test_without_the_earlier_page_there_is_a_version_rather_than_a_loss(
    store: Store, archive: Archive, memory: SiteMemory
) -> None:
    archive.remove(URL)
    assert not reread(store, archive, memory, page(1, "12:48", NOON))
    assert len(store.versions(URL)) == 1
