"""Readings: how pages were read when they were learned from, kept until they are extracted."""

from __future__ import annotations

from collections import OrderedDict

ROOM = 8 << 20  # bytes; a page's reading takes some 10,000, packed


class Readings:
    """Packed readings by URL, in memory; where there is no room, the oldest go.

    A page whose reading is gone is read again: that costs time and changes no text.
    """

    def __init__(self, room: int = ROOM) -> None:
        self._readings: OrderedDict[str, bytes] = OrderedDict()
        self._left = room

    def put(self, url: str, reading: bytes) -> None:
        """Keep a page's reading."""
        self.pop(url)
        if reading:
            self._readings[url] = reading
            self._left -= len(reading)
        while self._left < 0:
            _, oldest = self._readings.popitem(last=False)
            self._left += len(oldest)

    def pop(self, url: str) -> bytes:
        """A page's reading, which is kept no longer; b"" where there is none."""
        reading = self._readings.pop(url, b"")
        self._left += len(reading)
        return reading
