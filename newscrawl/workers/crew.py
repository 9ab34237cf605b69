"""Crew: one pebble pool, and the tasks that it has in hand."""

from __future__ import annotations

import signal
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, InvalidStateError
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any, Generic, TypeVar

from pebble import ProcessExpired, ProcessPool

from newscrawl.errors import ExtractionError, PageTooSlow, WorkerDied
from newscrawl.items import Page
from newscrawl.workers.inside import Done, Failed, begin, perform
from newscrawl.workers.limits import Limits
from newscrawl.workers.processes import WorkerContext

R = TypeVar("R")

# Seconds after which the kernel ends a worker whose page is over its time and that is still there.
_GRACE = 5.0


class CrewBroken(Exception):  # noqa: N818 - a name that says what happened
    """The whole pool is of no use any more; nobody knows by which page."""


@dataclass(frozen=True, slots=True)
class Job(Generic[R]):
    """A task and what it is done with."""

    task: Callable[..., R]
    page: Page
    arguments: tuple[Any, ...]


class Crew:
    """Workers that end together; with the program at the latest.

    Args:
        limits: What they may take.
        folder: Of the memories.
        workers: How many there are.
    """

    def __init__(self, limits: Limits, folder: Path, workers: int) -> None:
        self._limits = limits
        self._in_hand: set[Future[Any]] = set()
        self._pool = ProcessPool(
            max_workers=workers,
            max_tasks=limits.tasks,
            initializer=begin,
            initargs=(limits.megabytes, folder),
            context=WorkerContext(),
        )
        # A program that multiprocessing started would wait for workers that nobody ended. Above
        # zero: before the locks go that workers look for when they start.
        self._end = Finalize(None, self._disband, exitpriority=1)

    def start(self) -> None:
        """Let the processes start; without, they do with the first job."""
        with suppress(RuntimeError, OSError):  # as `submit` will say
            self._pool.schedule(int)

    def submit(self, job: Job[R]) -> Future[Done[R] | Failed]:
        """Let a worker do a job.

        Raises:
            CrewBroken: There are no workers.
        """
        seconds = self._limits.seconds
        what = (job.task, job.page, job.arguments, seconds + _GRACE)
        try:
            future: Future[Done[R] | Failed] = self._pool.schedule(
                perform, args=what, timeout=seconds
            )
        except (RuntimeError, OSError) as error:  # OSError: no process can be started
            raise CrewBroken(str(error)) from error
        self._in_hand.add(future)
        future.add_done_callback(self._in_hand.discard)
        return future

    def result(self, job: Job[R], future: Future[Done[R] | Failed]) -> R:
        """What a job gave that should be done by now.

        Raises:
            ExtractionError: Why it gave nothing.
            CrewBroken: It was lost.
        """
        url = job.page.url
        if not future.done():
            raise CrewBroken("the workers do not answer")
        try:
            done = future.result()
        except TimeoutError as error:
            took = f"took more than {self._limits.seconds} seconds"
            raise PageTooSlow(f"{url}: {took}") from error
        except ProcessExpired as error:
            raise _died(url, error.exitcode) from error
        except (BrokenProcessPool, CancelledError) as error:
            raise CrewBroken(str(error)) from error
        if isinstance(done, Failed):
            raise done.error(done.said)
        return done.result

    def disband(self) -> None:
        """End all workers, at once; what they had in hand is lost."""
        self._end()

    def _disband(self) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        for future in list(self._in_hand):
            with suppress(InvalidStateError):
                future.set_exception(BrokenProcessPool("the workers were ended"))
        self._pool.join()


def _died(url: str, code: int) -> ExtractionError:
    """What a page did to a worker that ended with it in hand."""
    if code == -signal.SIGALRM:
        return PageTooSlow(f"{url}: took too long, and its worker had to be killed")
    names = {-one: one.name for one in signal.Signals}
    return WorkerDied(f"{url}: the process that read it died ({names.get(code, code)})")
