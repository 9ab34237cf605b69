"""Memories inside a worker: those used last stay unpacked."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from newscrawl.extraction import SiteMemory
from newscrawl.workers.handouts import MemoryRef

# Those of two sites, each as it was before the crawl and as it is now: a site's pages come one
# after the other. One takes up to 40 MB unpacked, most take 5.
_UNPACKED = 4


def recalled(ref: MemoryRef | None) -> SiteMemory:
    """The memory that a reference names; an empty one for None. It must not be changed."""
    return _read(ref) if ref else SiteMemory()


@lru_cache(_UNPACKED)
def _read(ref: MemoryRef) -> SiteMemory:
    return SiteMemory.from_bytes(Path(ref.path).read_bytes())
