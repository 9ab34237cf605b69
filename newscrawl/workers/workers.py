"""Workers: pages are read in processes; a page fails alone, and a broken pool is replaced."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from threading import Lock, Thread
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

from newscrawl.errors import ExtractionError, NewscrawlError, WorkerDied
from newscrawl.items import Page
from newscrawl.workers.crew import Crew, CrewBroken, Job
from newscrawl.workers.handouts import Handouts, MemoryRef
from newscrawl.workers.inside import Done, Failed
from newscrawl.workers.limits import Limits

logger = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

# Tasks a worker may have: one it does, and some at hand so that it need not wait for the next.
_TASKS_EACH = 4
_START = 60.0  # seconds that a worker may take to start, on a machine that does much else


class Workers:
    """Processes that do tasks with pages. They start with the first task.

    A page that takes too long, takes too much memory or kills its worker fails alone. Where the
    whole pool breaks or goes silent, it is replaced, and each page that was in hand is tried
    once more, in a worker of its own.

    Args:
        limits: How many there are, and what they may take.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.in_hand = _TASKS_EACH * limits.count  # tasks; more than this only wait in line
        # A task waits for those before it at its worker; had it not come back by then, it never
        # would.
        self.patience = (_TASKS_EACH + 1) * limits.seconds + _START
        self._handouts = Handouts()
        self._crew: Crew | None = None
        self._is_closed = False
        self._changing = Lock()
        self._alone = Lock()
        self._waiting = ThreadPoolExecutor(1, thread_name_prefix="alone")  # for a job's second try
        self._places = asyncio.Semaphore(self.in_hand)

    def start(self) -> None:
        """Let the workers start, since there will be tasks soon; a second call does nothing."""
        if self._crew is None and not self._is_closed:
            self._at_work().start()

    def memory(self, data: bytes) -> MemoryRef | None:
        """How a task names a site memory, given its bytes; None for b"", an empty one."""
        return self._handouts.ref(data) if data else None

    async def run(
        self, task: Callable[Concatenate[Page, P], R], page: Page, *args: P.args, **_: P.kwargs
    ) -> R:
        """What a task gives; the event loop, always the same, goes on meanwhile.

        Args:
            task: A function of a module, as in `newscrawl.workers.tasks`.
            page: The page.
            args: What else the task takes.

        Raises:
            ExtractionError: What the task raised, or what the page did to its worker.
        """
        job = Job(task, page, args)
        async with self._places:
            crew = self._at_work()
            with suppress(CrewBroken):
                future = crew.submit(job)
                await _ended(future, self.patience)
                return crew.result(job, future)
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._waiting, self._tried_alone, job, crew)

    def call(
        self, task: Callable[Concatenate[Page, P], R], page: Page, *args: P.args, **_: P.kwargs
    ) -> R:
        """As `run`, for a thread that can wait."""
        return self._begun(Job(task, page, args))()

    def map(
        self, task: Callable[..., R], calls: Iterable[tuple[T, tuple[Any, ...] | NewscrawlError]]
    ) -> Iterator[tuple[T, R | NewscrawlError]]:
        """Do a task with many pages, a few at a time.

        Args:
            task: What to do.
            calls: For each page what the caller knows it by, and the task's arguments, the page
                first. An error in their place comes out again where it stands.

        Yields:
            What the caller knows a page by, and what the task gave or why it gave nothing; in
            the order of the calls.
        """
        begun: deque[tuple[T, Callable[[], R] | NewscrawlError]] = deque()
        for known_by, call in calls:
            if isinstance(call, NewscrawlError):
                begun.append((known_by, call))
            else:
                begun.append((known_by, self._begun(Job(task, call[0], call[1:]))))
            if len(begun) >= self.in_hand:
                yield _outcome(*begun.popleft())
        while begun:
            yield _outcome(*begun.popleft())

    def close(self) -> None:
        """End all workers, and remove the files of memories."""
        self.dismiss().join()
        self._handouts.close()

    def dismiss(self) -> Thread:
        """Let all workers end, and do not wait for it; the program's own end is theirs, too.

        The files go with this object, or the program.

        Returns:
            What waits: a tenth of a second.
        """
        self._is_closed = True
        self._waiting.shutdown(wait=False, cancel_futures=True)
        ending = Thread(target=self._let_go, args=(self._crew,), name="ending", daemon=True)
        ending.start()
        return ending

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _begun(self, job: Job[R]) -> Callable[[], R]:
        """Begin with a job; what waits for its end."""
        crew = self._at_work()
        future: Future[Done[R] | Failed] | None = None
        with suppress(CrewBroken):
            future = crew.submit(job)

        def result() -> R:
            with suppress(CrewBroken):
                if future is not None:
                    wait([future], self.patience)
                    return crew.result(job, future)
            return self._tried_alone(job, crew)

        return result

    def _at_work(self) -> Crew:
        """The crew of now.

        Raises:
            CancelledError: There is none any more.
        """
        with self._changing:
            if self._is_closed:
                raise asyncio.CancelledError
            if self._crew is None:
                self._crew = Crew(self.limits, self._handouts.folder, self.limits.count)
            return self._crew

    def _let_go(self, crew: Crew | None) -> None:
        """End a crew, and let the next task find another; the first to ask does it."""
        with self._changing:
            if crew is None or crew is not self._crew:
                return
            self._crew = None
        crew.disband()

    def _tried_alone(self, job: Job[R], lost: Crew) -> R:
        """What a job gives in a worker of its own, after the crew that had it was lost."""
        self._let_go(lost)
        with self._alone:
            if self._is_closed:
                raise asyncio.CancelledError
            logger.warning("%s: its workers broke down; tried once more, alone", job.page.url)
            crew = Crew(self.limits, self._handouts.folder, 1)
            try:
                future = crew.submit(job)
                wait([future], self.patience)
                return crew.result(job, future)
            except CrewBroken as error:
                said = "the process that read it broke down twice"
                raise WorkerDied(f"{job.page.url}: {said}") from error
            finally:
                crew.disband()


async def _ended(future: Future[Any], seconds: float) -> None:
    """Wait until a job has ended, well or not; one that takes longer, or nobody waits for, is lost.

    No `wait_for`, which makes a task each time.
    """
    waited = asyncio.wrap_future(future)
    waited.add_done_callback(_heard)
    try:
        await asyncio.wait([waited], timeout=seconds)
    finally:
        future.cancel()  # nothing happens where it is done


def _heard(future: asyncio.Future[Any]) -> None:
    """Let asyncio know that somebody looks after an error."""
    if not future.cancelled():
        future.exception()


def _outcome(known_by: T, begun: Callable[[], R] | NewscrawlError) -> tuple[T, R | NewscrawlError]:
    if isinstance(begun, NewscrawlError):
        return known_by, begun
    try:
        return known_by, begun()
    except ExtractionError as error:
        return known_by, error
