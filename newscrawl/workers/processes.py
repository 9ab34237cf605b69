"""How a worker's process starts: from nothing, and without the program that its parent runs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import SpawnContext, SpawnProcess
from multiprocessing.process import BaseProcess
from threading import Lock
from types import ModuleType
from typing import Any

_starting = Lock()


class WorkerProcess(SpawnProcess):
    """A spawned process that does not import the parent's main module.

    Else each worker would load all of Scrapy, as `scrapy` does, and a script of the user's that
    starts a crawl without `if __name__ == "__main__"` would start it in each worker again.
    """

    def terminate(self) -> None:
        """End it at once, whatever it does: it has nothing to put down, and ignores SIGTERM.

        Asked to end, it would wait for what runs, and pebble for one worker after the other.
        """
        self.kill()

    @staticmethod
    def _Popen(process_obj: BaseProcess) -> Any:  # noqa: N802 - multiprocessing's name
        with _starting, _another_main():
            return SpawnProcess._Popen(process_obj)  # noqa: SLF001


class WorkerContext(SpawnContext):
    """Where pebble gets its processes from."""

    Process = WorkerProcess


@contextmanager
def _another_main() -> Iterator[None]:
    """Let multiprocessing find a main module with nothing to import."""
    own = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = own
