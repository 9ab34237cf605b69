"""Which texts were here before, without keeping them."""

from __future__ import annotations

from collections.abc import Iterable


class Seen:
    """A set of texts that can be asked and not read: a crawl's URLs take a third of the memory.

    Of each, Python's 64-bit hash is kept: in one of 300,000 crawls of ten million URLs, one is
    taken for another.

    >>> seen = Seen()
    >>> seen.add("https://site.example/")
    >>> "https://site.example/" in seen, "https://other.example/" in seen
    (True, False)
    """

    __slots__ = ("_hashes",)

    def __init__(self) -> None:
        # No set: one of many thousands takes two to four times as much, an empty one three.
        self._hashes: dict[int, None] = {}

    def __contains__(self, text: str) -> bool:
        return hash(text) in self._hashes

    def add(self, text: str) -> None:
        """Note a text."""
        self._hashes[hash(text)] = None

    def update(self, texts: Iterable[str]) -> None:
        """Note many."""
        self._hashes |= dict.fromkeys(map(hash, texts))

    def discard(self, text: str) -> None:
        """Forget a text, whether it was here or not."""
        self._hashes.pop(hash(text), None)
