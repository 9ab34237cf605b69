"""Memories inside a worker: those used last stay unpacked."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

from newscrawl.extraction import SiteMemory
from newscrawl.workers.handouts import MemoryRef

# Pages of some sites come mixed, and each would wait for its memory to be unpacked again. A page in
# an unpacked memory takes 4 to 8 KB with what is counted of it.
MOST_PAGES = 4_000
MOST = 100  # memories: of more sites pages hardly come at a time


class Unpacked:
    """The memories that were used last: so many, and as many as hold so many pages."""

    def __init__(self, most_pages: int = MOST_PAGES, most: int = MOST) -> None:
        self._memories: OrderedDict[MemoryRef, SiteMemory] = OrderedDict()
        self._left = most_pages
        self._most = most

    def __call__(self, ref: MemoryRef | None) -> SiteMemory:
        """The memory that a reference names; an empty one for None. It must not be changed."""
        if ref is None:
            return SiteMemory()
        if ref not in self._memories:
            memory = self._memories[ref] = SiteMemory.from_bytes(Path(ref.path).read_bytes())
            self._left -= memory.pages
        self._memories.move_to_end(ref)
        while len(self._memories) > (self._most if self._left >= 0 else 1):
            _, oldest = self._memories.popitem(last=False)
            self._left += oldest.pages
        return self._memories[ref]


recalled = Unpacked()
