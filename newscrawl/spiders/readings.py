"""Readings: what was seen of pages when they were learned from, until they are extracted."""

from __future__ import annotations

from newscrawl.items import Path
from newscrawl.schedule.seen import Seen
from newscrawl.storage.room import Room

ROOM = 8 << 20  # bytes; a page's reading takes some 10,000, packed


class Readings:
    """How pages were read, and packed readings in memory, by URL.

    A reading for which there is no room is not kept. Its page is read again, on the same path: that
    costs time and changes no text.
    """

    def __init__(self, room: int = ROOM) -> None:
        self._readings: Room[bytes] = Room(room, len)
        self._in_full = Seen()

    def put(self, url: str, path: Path, reading: bytes = b"") -> None:
        """Keep how a page was read, and its reading, where that is at hand."""
        if path is Path.FULL:
            self._in_full.add(url)
        else:  # it may have been read in full before
            self._in_full.discard(url)
        if reading:
            self._readings.put(url, reading)

    def path_of(self, url: str) -> Path:
        """How a page was read, and is read again."""
        return Path.FULL if url in self._in_full else Path.FAST

    def pop(self, url: str) -> bytes:
        """A page's reading, which is kept no longer; b"" where there is none."""
        return self._readings.pop(url) or b""

    def drop(self, url: str) -> None:
        """Keep nothing of a page."""
        self._readings.pop(url)
        self._in_full.discard(url)
