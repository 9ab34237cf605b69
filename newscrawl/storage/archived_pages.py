"""ArchivedPages: pages that were fetched and not extracted yet, where an archive keeps them.

What a spool is where there is none: a page is on the disk once, and its URL's state says
whether it still waits.
"""

from __future__ import annotations

from newscrawl.items import Page
from newscrawl.storage import archive_rows
from newscrawl.storage.archive import Archive
from newscrawl.storage.at_hand import AtHand


class ArchivedPages:
    """The pages of URLs that are `fetched`; the same methods as a Spool has.

    Args:
        archive: Where the pages are put before they come here.

    Raises:
        StorageError: By every method, where archive or store cannot be read.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._at_hand = AtHand()

    def put(self, page: Page) -> None:
        """Keep a page at hand: it is in the archive, and its URL's state says that it waits."""
        self._at_hand.put(page)

    def page(self, url: str) -> Page | None:
        """The page with this URL; None where it is not here."""
        return self._at_hand.page(url) or self._archive.page(url)

    def urls(self, site: str) -> set[str]:
        """The URLs of a site's pages.

        A page whose record is gone or damaged is left out: its URL is fetched again.
        """
        return {page.url for url in self._waiting(site) if (page := self.page(url)) is not None}

    def remove(self, url: str) -> None:
        """Keep a page at hand no longer; it stays in the archive, and its URL's state counts."""
        self._at_hand.drop(url)

    def _waiting(self, site: str) -> list[str]:
        with self._archive.store.reading("read which pages wait") as connection:
            return list(archive_rows.waiting(connection, site))
