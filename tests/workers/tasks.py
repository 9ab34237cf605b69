"""Tasks that go wrong in every way a page can make them."""

# ruff: noqa: ARG001 - a task takes a page, whether it looks at it or not

from __future__ import annotations

import os
import signal
import sys
import time

from newscrawl.errors import NothingToRead
from newscrawl.extraction import Page
from newscrawl.workers.handouts import MemoryRef
from newscrawl.workers.recalling import recalled


class OddError(Exception):
    """An error that cannot be sent to another process."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(f"{one} {two}\nand more")


def length_of(page: Page, add: int = 0) -> int:
    """A task that goes well."""
    return len(page.body) + add


def worker_of(page: Page, seconds: float = 0) -> int:
    """Which process reads the page."""
    time.sleep(seconds)
    return os.getpid()


def policy_of(page: Page) -> int:
    """How the kernel schedules the worker."""
    return os.sched_getscheduler(0)


def modules_of(page: Page) -> set[str]:
    """What the worker has loaded."""
    return set(sys.modules)


def raising(page: Page, *_: object) -> None:
    """A task for which the page has nothing."""
    raise NothingToRead(f"{page.url}: is empty")


def crashing(page: Page, *_: object) -> None:
    """A task with a defect."""
    raise OddError("odd", page.url)


def segfaulting(page: Page, *_: object) -> None:
    """A task whose page breaks a library."""
    os.kill(os.getpid(), signal.SIGSEGV)


def stopped(page: Page, how: signal.Signals) -> int:
    """A task whose worker is told to end, as a service manager tells all processes."""
    os.kill(os.getpid(), how)
    return os.getpid()


def hanging(page: Page, *_: object) -> None:
    """A task that comes to no end."""
    while True:
        time.sleep(1)


def eating(page: Page, *_: object) -> int:
    """A task that takes memory without end."""
    eaten = []
    while True:
        eaten.append(bytearray(16 << 20))


def pages_of(page: Page, memory: MemoryRef | None) -> int:
    """How many pages the memory of the page's site has seen."""
    return recalled(memory).pages


def taking(page: Page, megabytes: int) -> int:
    """Take memory once, and let go of it."""
    del page
    return len(bytearray(megabytes << 20)) >> 20
