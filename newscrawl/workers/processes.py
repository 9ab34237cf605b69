"""How a worker's process starts: as a copy of a warm one, and without its parent's program."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.context import (
    BaseContext,
    ForkServerContext,
    ForkServerProcess,
    SpawnContext,
    SpawnProcess,
)
from multiprocessing.process import BaseProcess
from threading import Lock
from types import ModuleType
from typing import Any

TEMPLATE = "newscrawl.workers.template"

_starting = Lock()


def worker_context() -> BaseContext:
    """Where pebble gets its processes from.

    A fork server is spawned once, reads a page and forks every worker: of two workers that saves
    one the second that it takes to load everything, and both share what was loaded. It has one
    thread, and none of its parent's locks. On macOS forks are not safe: there each is spawned.
    """
    if sys.platform == "darwin":
        return _Spawned()
    context = _Forked()
    context.set_forkserver_preload([TEMPLATE])
    return context


class _ForkedProcess(ForkServerProcess):
    @staticmethod
    def _Popen(process_obj: BaseProcess) -> Any:  # noqa: N802 - multiprocessing's name
        return _started(ForkServerProcess._Popen, process_obj)  # noqa: SLF001


class _SpawnedProcess(SpawnProcess):
    @staticmethod
    def _Popen(process_obj: BaseProcess) -> Any:  # noqa: N802 - multiprocessing's name
        return _started(SpawnProcess._Popen, process_obj)  # noqa: SLF001


class _Forked(ForkServerContext):
    Process = _ForkedProcess


class _Spawned(SpawnContext):
    Process = _SpawnedProcess


def _started(start: Callable[[BaseProcess], Any], process: BaseProcess) -> Any:
    """Start a process that does not import the parent's main module.

    Else each worker would load all of Scrapy, as `scrapy` does, and a script of the user's that
    starts a crawl without `if __name__ == "__main__"` would start it in each worker again.
    """
    with _starting, _another_main():
        return start(process)


@contextmanager
def _another_main() -> Iterator[None]:
    """Let multiprocessing find a main module with nothing to import."""
    own = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = own
