"""What was known of a page's site when its blocks were judged."""

from __future__ import annotations

from dataclasses import dataclass

from newscrawl.extraction import SiteMemory


@dataclass(frozen=True, slots=True)
class Known:
    """A site memory and where it came from; None and "" where nothing was known.

    Attributes:
        memory: The memory the page was extracted with.
        source: A file, a store, or the folders it was learned from.
    """

    memory: SiteMemory | None = None
    source: str = ""

    def __str__(self) -> str:
        if self.memory is None:
            return "none: the page was judged alone"
        pages = f"{self.memory.pages} page{'' if self.memory.pages == 1 else 's'}"
        return f"{pages}, generation {self.memory.generation}, from {self.source}"
