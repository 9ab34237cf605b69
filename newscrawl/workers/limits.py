"""Limits: how many workers there are, and what a page may cost one."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What workers may take.

    Attributes:
        workers: How many there are; 0 for one on each core that this process may use.
        seconds: How long a page may take, counted from when a worker begins with it.
        megabytes: How much memory a worker may map. The code alone takes 290, and reading 500
            pages of news took 320.
        tasks: After how many a worker is replaced: what it keeps and what leaks in it end with it,
            for half a second of CPU time. A page of a site that is new is two tasks.
    """

    workers: int = 0
    seconds: int = 10
    megabytes: int = 1500
    tasks: int = 1100

    @property
    def count(self) -> int:
        """How many workers that is on this machine."""
        return self.workers or _cores()


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
