"""Readings: what was seen of pages when they were learned from, until they are extracted."""

from __future__ import annotations

from newscrawl.storage.room import Room

ROOM = 8 << 20  # bytes; a page's reading takes some 10,000, packed


class Readings:
    """Packed readings by URL, in memory; one for which there is no room is not kept.

    A page whose reading is gone is read again: that costs time and changes no text.
    """

    def __init__(self, room: int = ROOM) -> None:
        self._readings: Room[bytes] = Room(room, len)

    def put(self, url: str, reading: bytes) -> None:
        """Keep a page's reading."""
        self._readings.put(url, reading)

    def pop(self, url: str) -> bytes:
        """A page's reading, which is kept no longer; b"" where there is none."""
        return self._readings.pop(url) or b""
