"""Large blocks of memory, which pages are, go back to the system when they are free."""

from __future__ import annotations

import ctypes
import os
from contextlib import suppress
from typing import Self

from scrapy.crawler import Crawler

# From so many bytes on, a block is mapped for itself. glibc begins with twice as many and goes up
# to 32 MB as large blocks are freed (mallopt(3)); then pages lie in heaps, between small things
# that stay. So the process of a crawl of 1,500 pages took 208 MB, else 234, and no longer.
MAPPED_FROM = 64 * 1024
_M_MMAP_THRESHOLD = -3  # malloc.h
_SETTINGS = ("MALLOC_MMAP_THRESHOLD_", "GLIBC_TUNABLES")


class LargeBlocks:
    """Tells glibc so, unless its environment says otherwise; other systems have their own ways."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:  # noqa: ARG003 - Scrapy's signature
        """For a crawl."""
        if not any(name in os.environ for name in _SETTINGS):
            with suppress(AttributeError, OSError, TypeError):  # musl, macOS, Windows
                ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, MAPPED_FROM)
        return cls()
