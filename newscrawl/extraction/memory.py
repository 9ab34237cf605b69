"""SiteMemory: what a site's pages have in common."""

from __future__ import annotations

from typing import Self

from newscrawl.items import Page


class SiteMemory:
    """What is known of one site. Placeholder of the spine."""

    def __init__(self) -> None:
        self.generation = 0
        self._seen: set[str] = set()

    @property
    def pages(self) -> int:
        """How many pages were observed."""
        return len(self._seen)

    def observe(self, page: Page) -> None:
        """Learn from one page."""
        self._seen.add(page.url)

    def merge(self, other: Self) -> Self:
        """A new memory with the evidence of both."""
        merged = type(self)()
        merged._seen = self._seen | other._seen
        merged.generation = max(self.generation, other.generation)
        return merged

    def close_generation(self, at: str = "") -> None:
        """Compact to the size limit and count up: what a crawl does when it ends."""
        self.generation += 1

    def to_bytes(self) -> bytes:
        """The memory, at most 256 KiB."""
        return "\n".join([str(self.generation), *sorted(self._seen)]).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """The memory that `to_bytes` wrote."""
        memory = cls()
        first, *rest = data.decode().split("\n")
        memory.generation, memory._seen = int(first), set(rest)
        return memory
