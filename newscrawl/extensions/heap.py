"""Heap: memory that pages took up goes back to the system.

Pages are large and live for a second; what lives longer is small and lies between them. And each
thread has a heap of its own, which grows with the largest page that it met.
"""

from __future__ import annotations

import asyncio
import ctypes
from collections.abc import Callable
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

# From so many bytes on, a block is mapped for itself, and so many may lie free at a heap's end.
# glibc begins with .1 MB and goes up to 32 and 64 as large blocks are freed, mallopt(3): a thread
# that met a page of some MB held 30. Where blocks are mapped from .06 or .5 MB on, pages, and the
# columns of memories of 400 pages, are mapped anew at each step: a crawl takes a twentieth longer.
LARGE, FREE = 4 << 20, 1 << 20
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3  # malloc.h
SECONDS = 5.0  # between two looks for what is free; one takes 1 to 20 ms, in a thread


class Heap:
    """Tells glibc so; other allocators have their own ways.

    Args:
        trim: Gives back what is free but for so many bytes, in milliseconds.
    """

    def __init__(self, trim: Callable[[int], object]) -> None:
        self._give_back = trim
        self._trimming: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """For a crawl.

        Raises:
            NotConfigured: The C library is none of GNU's.
        """
        libc = ctypes.CDLL(None)
        try:
            extension = cls(libc.malloc_trim)
            libc.mallopt(_M_MMAP_THRESHOLD, LARGE)
            libc.mallopt(_M_TRIM_THRESHOLD, FREE)
        except AttributeError:  # musl, macOS
            raise NotConfigured from None
        crawler.signals.connect(extension.opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.closed, signal=signals.spider_closed)
        return extension

    def opened(self) -> None:
        """Give back what is free, from now on."""
        self._trimming = asyncio.ensure_future(self._trim())

    def closed(self) -> None:
        """No longer."""
        if self._trimming is not None:
            self._trimming.cancel()

    async def _trim(self) -> None:
        while True:
            await asyncio.sleep(SECONDS)
            await asyncio.to_thread(self._give_back, 0)
