"""What runs inside a worker around each task. Nothing here raises: what went wrong is a result."""

from __future__ import annotations

import gc
import os
import resource
import shutil
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import wait
from multiprocessing.util import Finalize
from pathlib import Path
from threading import Thread
from typing import Any, Generic, TypeVar

from newscrawl import extraction  # loads numpy and what reads pages when they are asked for
from newscrawl.errors import ExtractionError, PageCrashed, PageTooBig
from newscrawl.items import Page

R = TypeVar("R")

_NICE = 5  # where cores are few, the parent's event loop goes first: it has little to do each time
_SAMPLE = "<p>The ferry stopped running on Monday after its engine failed, the town said.</p>" * 4
_WARM_UP = Page(
    "https://site.example/warm-up", f"<html><body><h1>Ferry</h1>{_SAMPLE}</body></html>".encode()
)


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """What a task gave."""

    result: R


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a task gave nothing: an exception as plain data, since not all survive the way."""

    error: type[ExtractionError]
    said: str


def begin(megabytes: int, folder: Path) -> None:
    """Make a new process a worker: limited, bound to its parent, and warm.

    Args:
        megabytes: What it may map.
        folder: Of the memories; the worker removes it if the parent cannot.
    """
    # Read when rensa is imported, by the first task: else its allocator maps a GB of the limit.
    os.putenv("MIMALLOC_ARENA_RESERVE", "0")
    for one in (signal.SIGINT, signal.SIGTERM):  # Ctrl-C, a service manager: they reach all
        signal.signal(one, signal.SIG_IGN)  # the parent decides, see processes.py
    os.nice(_NICE)
    with suppress(ValueError, OSError):  # macOS has no such limit
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    Thread(target=_end_with_parent, args=(folder,), daemon=True).start()
    Finalize(None, _tidy_up, args=(folder, 0.1), exitpriority=0)
    gc.disable()  # what is made now stays
    extraction.SiteMemory().observe(_WARM_UP)
    extraction.extract(_WARM_UP)
    gc.enable()


def perform(
    task: Callable[..., R], page: Page, arguments: tuple[Any, ...], seconds: float
) -> Done[R] | Failed:
    """Do a task.

    Args:
        task: What to do.
        page: With which page.
        arguments: And what else.
        seconds: When the kernel ends the process, whatever it does: the parent, who ends it
            earlier, may be gone.
    """
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return Done(task(page, *arguments))
    except ExtractionError as error:
        return Failed(type(error), str(error))
    except MemoryError:
        return Failed(PageTooBig, f"{page.url}: takes more memory than a worker may use")
    except Exception as error:  # noqa: BLE001 - whatever it is, it is this page's alone
        said = " ".join(f"{type(error).__name__}: {error}".splitlines()[:1])
        return Failed(PageCrashed, f"{page.url}: {said}")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _end_with_parent(folder: Path) -> None:
    """Wait until the parent is gone, and go as well."""
    _tidy_up(folder)
    os.kill(os.getpid(), signal.SIGKILL)


def _tidy_up(folder: Path, seconds: float | None = None) -> None:
    """Remove the folder of memories when the parent is gone, which is waited for."""
    parent = parent_process()
    if parent is not None and wait([parent.sentinel], seconds):
        shutil.rmtree(folder, ignore_errors=True)
