"""Learned: the memories of many sites, of which those in use are held unpacked."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping

from newscrawl.extraction import Page, SiteMemory
from newscrawl.urls import site_of

# Pages in unpacked memories, 4 to 8 KB each; a packed memory has 256 KiB at most, most far less.
# One file may hold pages of ten thousand sites, or ten thousand pages of one.
_UNPACKED = 8_000
_OF_ONE_SITE = 800  # twice what a memory keeps in the end


class Learned(Mapping[str, SiteMemory]):
    """Memories by site. What is learned is the same as if all were held at once.

    Args:
        start: A packed memory that each site's begins with; b"" for an empty one.
        unpacked: How many pages unpacked memories may have in all.
    """

    def __init__(self, start: bytes = b"", unpacked: int = _UNPACKED) -> None:
        self._start = start
        self.generation = _memory(start).generation  # of each memory, before it is closed
        self._most = unpacked
        self._packed: dict[str, bytes] = {}
        self._unpacked: OrderedDict[str, SiteMemory] = OrderedDict()  # the last used comes last

    def __getitem__(self, site: str) -> SiteMemory:
        if site not in self._unpacked:
            self._unpacked[site] = SiteMemory.from_bytes(self._packed[site])
        self._unpacked.move_to_end(site)
        self._pack_some()
        return self._unpacked[site]

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._packed | dict.fromkeys(self._unpacked, b"")))

    def __len__(self) -> int:
        return len(self._packed.keys() | self._unpacked.keys())

    def observe(self, page: Page) -> None:
        """Teach the memory of the page's site."""
        site = site_of(page.url)
        self._begun(site).observe(page)
        self._bound(site)

    def take_in(self, site: str, lesson: bytes) -> None:
        """Learn what a page of a site taught: the bytes of a memory that has seen it alone."""
        self._begun(site).learn(SiteMemory.from_bytes(lesson))
        self._bound(site)

    def packed(self, site: str) -> bytes:
        """A site's memory as bytes; b"" where there is none. It is held packed from now on."""
        if site in self._unpacked:
            self._packed[site] = self._unpacked.pop(site).to_bytes()
        return self._packed.get(site, b"")

    def close(self) -> None:
        """End the generation of each."""
        for site in self:
            self[site].close_generation()

    def _begun(self, site: str) -> SiteMemory:
        if site not in self:
            self._unpacked[site] = _memory(self._start)
        return self[site]

    def _bound(self, site: str) -> None:
        """Keep a memory from growing over what it may keep in the end."""
        memory = self._unpacked[site]
        if memory.pages > _OF_ONE_SITE:
            self._unpacked[site] = _memory(memory.to_bytes())

    def _pack_some(self) -> None:
        """Pack the memories that were not used for longest; the last used stays."""
        pages = sum(memory.pages for memory in self._unpacked.values())
        while pages > self._most and len(self._unpacked) > 1:
            site, memory = self._unpacked.popitem(last=False)
            pages -= memory.pages
            self._packed[site] = memory.to_bytes()


def _memory(data: bytes) -> SiteMemory:
    return SiteMemory.from_bytes(data) if data else SiteMemory()
