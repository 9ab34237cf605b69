"""PackedMemories: the memories that a crawl has in hand, most of them as bytes."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from newscrawl.extraction import SiteMemory, Trace

# Pages in memories that are unpacked, 4 to 8 KB each; packed, a page takes a quarter of one.
MOST_PAGES = 1_000
_TOGETHER = 20  # lessons that wait for a memory that is packed, before it is unpacked for them


class _Packed(NamedTuple):
    """A memory as bytes, and how many pages are in them: there may be no room for all."""

    data: bytes
    pages: int


class PackedMemories:
    """Memories by site. Those used last are unpacked; which are, changes nothing but the time.

    Args:
        most: Pages that those unpacked may hold together.
    """

    def __init__(self, most: int = MOST_PAGES) -> None:
        self._most = most
        self._packed: dict[str, _Packed] = {}  # none where the one unpacked has learned since
        self._unpacked: OrderedDict[str, SiteMemory] = OrderedDict()
        self._lessons: defaultdict[str, list[bytes]] = defaultdict(list)  # that wait for it

    def put(self, site: str, memory: SiteMemory, data: bytes) -> None:
        """Keep the memory of a site, in place of another.

        Args:
            site: The site.
            memory: Its memory.
            data: The same as bytes; b"" for an empty one.
        """
        self._lessons.pop(site, None)
        self._packed[site] = _Packed(data, memory.pages)
        self._unpacked[site] = memory
        self._make_room(site)

    def unpacked(self, site: str) -> SiteMemory:
        """The memory of a site. It may be changed by `learn` and `add` alone."""
        if site not in self._unpacked:
            data = self._packed[site].data
            memory = SiteMemory.from_bytes(data) if data else SiteMemory()
            self._unpacked[site] = memory
            for lesson in self._lessons.pop(site, ()):
                memory.learn(SiteMemory.from_bytes(lesson))
                self._packed.pop(site, None)
        self._make_room(site)
        return self._unpacked[site]

    def packed(self, site: str) -> bytes:
        """The memory of a site as bytes; where there is no room for all pages, for the newest."""
        memory = self.unpacked(site) if self._lessons.get(site) else self._unpacked.get(site)
        if site not in self._packed and memory is not None:
            self._packed[site] = _Packed(*memory.packed())
        return self._packed[site].data

    def is_packed(self, site: str) -> bool:
        """Whether `packed` takes no time."""
        return site in self._packed and not self._lessons.get(site)

    def learn(self, site: str, lesson: bytes) -> None:
        """Let the memory of a site learn: the bytes of a memory that has seen one page.

        Raises:
            ValueError: This is no lesson, or one that another version wrote.
        """
        learned = SiteMemory.from_bytes(lesson)
        if site in self._unpacked:
            self._unpacked[site].learn(learned)
            self._packed.pop(site, None)
            return
        self._lessons[site].append(lesson)
        if len(self._lessons[site]) == _TOGETHER:
            self.unpacked(site)

    def add(self, site: str, traces: Iterable[Trace]) -> None:
        """Let the memory of a site learn what pages left; it is unpacked for them."""
        seen = SiteMemory()
        seen.add(*traces)
        self.unpacked(site).learn(seen)
        self._packed.pop(site, None)

    def drop(self, site: str) -> None:
        """Keep the memory of a site no longer."""
        for kept in (self._lessons, self._packed, self._unpacked):
            kept.pop(site, None)

    def _make_room(self, site: str) -> None:
        """Pack what was not used for long, but for a site's and what bytes have no room for."""
        self._unpacked.move_to_end(site)
        beyond = sum(memory.pages for memory in self._unpacked.values()) - self._most
        for name, memory in list(self._unpacked.items())[:-1]:
            if beyond <= 0:
                return
            if name not in self._packed:
                self._packed[name] = _Packed(*memory.packed())
            if self._packed[name].pages == memory.pages:
                beyond -= memory.pages
                del self._unpacked[name]
