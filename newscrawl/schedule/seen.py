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
        self._hashes: set[int] = set()

    def __contains__(self, text: str) -> bool:
        return hash(text) in self._hashes

    def add(self, text: str) -> None:
        """Note a text."""
        self._hashes.add(hash(text))

    def update(self, texts: Iterable[str]) -> None:
        """Note many."""
        self._hashes.update(map(hash, texts))

    def discard(self, text: str) -> None:
        """Forget a text, whether it was here or not."""
        self._hashes.discard(hash(text))
