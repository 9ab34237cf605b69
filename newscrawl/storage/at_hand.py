"""AtHand: pages that were archived a moment ago, to be read again without asking the archive."""

from __future__ import annotations

from dataclasses import replace
from threading import Lock

from isal import isal_zlib

from newscrawl.items import Page
from newscrawl.storage.room import Room

ROOM = 8 << 20  # bytes; a page of news takes some 30,000, packed
_LEVEL = 1  # .2 ms a page; the archive takes ten times as long to find and unpack one


class AtHand:
    """Packed pages by URL, in memory; one for which there is no room is not kept.

    May be used from any thread.

    Args:
        room: Bytes that bodies may take, packed.
    """

    def __init__(self, room: int = ROOM) -> None:
        self._pages: Room[Page] = Room(room, lambda page: len(page.body))
        self._lock = Lock()

    def put(self, page: Page) -> None:
        """Keep a page; one with the same URL is there no longer."""
        packed = replace(page, body=isal_zlib.compress(page.body, _LEVEL))
        with self._lock:
            self._pages.put(page.url, packed)

    def page(self, url: str) -> Page | None:
        """The page with this URL; None where it is not here."""
        with self._lock:
            packed = self._pages.get(url)
        return replace(packed, body=isal_zlib.decompress(packed.body)) if packed else None

    def drop(self, url: str) -> None:
        """Keep a page no longer; nothing happens where it is not here."""
        with self._lock:
            self._pages.pop(url)
