from __future__ import annotations

import os
import platform
import subprocess
import sys
from textwrap import dedent

import pytest

BLOCKS = """
    import ctypes
    from scrapy.utils.test import get_crawler
    from newscrawl.extensions.large_blocks import MAPPED_FROM, LargeBlocks

    class Info(ctypes.Structure):
        _fields_ = [(name, ctypes.c_size_t) for name in (
            "arena", "ordblks", "smblks", "mapped", "bytes", "usmblks", "fsmblks", "used",
            "free", "keepcost")]

    libc = ctypes.CDLL(None)
    libc.mallinfo2.restype = Info
    LargeBlocks.from_crawler(get_crawler())
    for _ in range(5):
        bytearray(1_000_000)  # from here on glibc would have blocks of this size in its heap
    before = libc.mallinfo2().mapped
    kept = [bytearray(MAPPED_FROM + 1000) for _ in range(10)]
    print(libc.mallinfo2().mapped - before)
    del kept
    print(libc.mallinfo2().mapped - before)
"""


def mapped(**environ: str) -> list[int]:
    """How many large blocks have mappings of their own, while they are used and after."""
    run = subprocess.run(
        [sys.executable, "-c", dedent(BLOCKS)],
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        check=True,
    )
    return [int(line) for line in run.stdout.split()]


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another allocator than glibc's")
def test_large_blocks_are_mapped_for_themselves_and_given_back():
    used, left = mapped()

    assert used >= 8  # one or two may find room that was free in the heap
    assert left == 0


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another allocator than glibc's")
def test_what_the_environment_says_counts():
    assert mapped(MALLOC_MMAP_THRESHOLD_="2000000") == [0, 0]
