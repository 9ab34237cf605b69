from __future__ import annotations

import asyncio
import platform
import subprocess
import sys
from textwrap import dedent

import pytest
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.test import get_crawler

from newscrawl.extensions import heap

BLOCKS = """
    import ctypes
    from scrapy.utils.test import get_crawler
    from newscrawl.extensions.heap import LARGE, Heap

    class Info(ctypes.Structure):
        _fields_ = [(name, ctypes.c_size_t) for name in (
            "arena", "ordblks", "smblks", "mapped", "bytes", "usmblks", "fsmblks", "used",
            "free", "keepcost")]

    libc = ctypes.CDLL(None)
    libc.mallinfo2.restype = Info
    Heap.from_crawler(get_crawler())
    for _ in range(5):
        bytearray(2 * LARGE)  # from here on glibc would have blocks of this size in its heap
    before = libc.mallinfo2().mapped
    kept = [bytearray(LARGE + 1000) for _ in range(10)]
    print(libc.mallinfo2().mapped - before)
    del kept
    print(libc.mallinfo2().mapped - before)
"""


def mapped() -> list[int]:
    """How many large blocks have mappings of their own, while they are used and after."""
    run = subprocess.run(
        [sys.executable, "-c", dedent(BLOCKS)], capture_output=True, text=True, check=True
    )
    return [int(line) for line in run.stdout.split()]


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another allocator than glibc's")
def test_large_blocks_are_mapped_for_themselves_and_given_back():
    used, left = mapped()

    assert used >= 8  # one or two may find room that was free in the heap
    assert left == 0


def opened(crawler: Crawler) -> None:
    crawler.signals.send_catch_log(signals.spider_opened, spider=None)


def closed(crawler: Crawler) -> None:
    crawler.signals.send_catch_log(signals.spider_closed, spider=None, reason="finished")


def test_what_is_free_is_given_back_while_a_spider_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heap, "SECONDS", 0.001)
    trimmed: list[int] = []

    async def crawl() -> tuple[int, int]:
        crawler, often = get_crawler(), asyncio.Event()
        loop = asyncio.get_running_loop()

        def trim(left: int) -> None:
            trimmed.append(left)
            if len(trimmed) == 3:
                loop.call_soon_threadsafe(often.set)

        extension = heap.Heap(trim)
        crawler.signals.connect(extension.opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.closed, signal=signals.spider_closed)
        opened(crawler)
        await asyncio.wait_for(often.wait(), 10)
        closed(crawler)
        await asyncio.sleep(0.02)
        at_end = len(trimmed)
        await asyncio.sleep(0.02)
        return at_end, len(trimmed)

    at_end, later = asyncio.run(crawl())
    assert at_end == later
    assert set(trimmed) == {0}


def test_another_c_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctypes.CDLL", lambda _name: object())
    with pytest.raises(NotConfigured):
        heap.Heap.from_crawler(get_crawler())
