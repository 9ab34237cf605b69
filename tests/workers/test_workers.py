"""Pages are read in other processes, and fail alone."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from newscrawl.errors import (
    NewscrawlError,
    NothingToRead,
    PageCrashed,
    PageTooBig,
    PageTooSlow,
    SourceError,
    WorkerDied,
)
from newscrawl.extraction import Page, SiteMemory
from newscrawl.workers import Limits, Workers
from newscrawl.workers.tasks import compare_page
from tests.pages import page_html
from tests.workers import tasks

URL = "https://example.org/news/a-100001.html"
PAGE = Page(URL, b"four")


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(Limits(workers=2, seconds=2, megabytes=600)) as workers:
        yield workers


@pytest.fixture(scope="module")
def loop() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as loop:
        yield loop


@pytest.fixture
def run(workers, loop):
    return lambda task, *arguments: loop.run(workers.run(task, PAGE, *arguments))


def test_a_task_is_done_in_another_process(workers, run):
    assert run(tasks.length_of, 38) == 42
    assert workers.call(tasks.worker_of, PAGE) != os.getpid()


def test_a_worker_stands_behind_its_parent(workers):
    worker = workers.call(tasks.worker_of, PAGE)
    own = os.getpriority(os.PRIO_PROCESS, 0)
    assert os.getpriority(os.PRIO_PROCESS, worker) == min(own + 5, 19)


def test_a_worker_loads_nothing_of_what_its_parent_runs(run):
    loaded = run(tasks.modules_of)

    assert "trafilatura" in loaded  # warm
    assert not {"scrapy", "twisted", "sqlalchemy", "pytest.__main__"} & loaded


@pytest.mark.parametrize(
    ("task", "error", "said"),
    [
        (tasks.raising, NothingToRead, "is empty"),
        (tasks.crashing, PageCrashed, f"OddError: odd {URL}"),
        (tasks.segfaulting, WorkerDied, r"the process that read it died \(SIGSEGV\)"),
        (tasks.hanging, PageTooSlow, "took more than 2 seconds"),
        (tasks.eating, PageTooBig, "takes more memory than a worker may use"),
    ],
)
def test_a_page_fails_alone_and_says_why(workers, loop, task, error, said):
    async def together():
        pages = [workers.run(tasks.worker_of, PAGE, 0.01) for _ in range(8)]
        return await asyncio.gather(*pages, workers.run(task, PAGE), return_exceptions=True)

    *others, failed = loop.run(together())

    assert all(isinstance(other, int) for other in others)
    assert type(failed) is error
    with pytest.raises(error, match=f"^{URL}: {said}$"):
        raise failed


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_worker_goes_on_whoever_else_says_that_it_shall_end(workers, how):
    worker = workers.call(tasks.stopped, PAGE, how)

    assert _is_there(worker)


def test_many_pages_come_out_in_order_few_of_them_in_hand(workers):
    taken = []

    def calls():
        for number in range(20):
            taken.append(number)
            yield number, (Page(URL, b"x" * number), 1)

    for number, outcome in workers.map(tasks.length_of, calls()):
        assert outcome == number + 1
        assert len(taken) <= number + workers.in_hand
    assert len(taken) == 20


def test_an_error_comes_out_where_it_stands(workers):
    calls = [(1, (PAGE, 1)), (2, SourceError("gone")), (3, (PAGE, 3))]

    found = list(workers.map(tasks.length_of, calls))
    failed = list(workers.map(tasks.raising, [(1, (PAGE,))]))

    assert [(one, str(outcome)) for one, outcome in found] == [(1, "5"), (2, "gone"), (3, "7")]
    assert isinstance(failed[0][1], NewscrawlError)


def test_a_memory_is_read_from_its_file(workers, run):
    memory = SiteMemory()
    memory.observe(Page(URL, page_html()))

    assert run(tasks.pages_of, workers.memory(memory.to_bytes())) == 1
    assert run(tasks.pages_of, workers.memory(b"")) == 0


def test_workers_that_all_break_down_are_replaced(workers, run):
    pids = {workers.call(tasks.worker_of, PAGE) for _ in range(20)}
    for pid in pids:
        os.kill(pid, signal.SIGKILL)

    assert run(tasks.length_of) == 4
    assert not pids & {workers.call(tasks.worker_of, PAGE) for _ in range(8)}


def test_what_reads_pages_leaves_most_of_the_limit_to_them():
    """A library may map far more than it uses, and the limit counts what is mapped."""
    with Workers(Limits(workers=1)) as workers:
        page = Page(URL, page_html())
        assert workers.call(compare_page, page, None, None).outline.keys
        assert workers.call(tasks.taking, PAGE, 1_000) == 1_000


def test_a_page_is_tried_once_more_alone_where_workers_do_not_answer():
    with Workers(Limits(workers=1, seconds=30)) as workers:
        stopped = workers.call(tasks.worker_of, PAGE)
        os.kill(stopped, signal.SIGSTOP)
        workers.patience = 0.5

        alone = asyncio.run(_patient(workers))

    assert alone != stopped
    assert not _is_there(stopped)


async def _patient(workers):
    running = asyncio.ensure_future(workers.run(tasks.worker_of, PAGE))
    await asyncio.sleep(0.6)
    workers.patience = 60
    return await running


def test_nothing_is_left_when_workers_are_closed():
    with Workers(Limits(workers=2)) as workers:
        ref = workers.memory(b"a memory")
        pid = workers.call(tasks.worker_of, PAGE)

    assert not _is_there(pid)
    assert not Path(ref.path).parent.exists()
    with pytest.raises(asyncio.CancelledError):
        workers.call(tasks.worker_of, PAGE)


def _is_there(pid: int, seconds: float = 0) -> bool:
    end = time.monotonic() + seconds
    while Path(f"/proc/{pid}/stat").exists():
        if time.monotonic() > end:
            return True
        time.sleep(0.02)
    return False
