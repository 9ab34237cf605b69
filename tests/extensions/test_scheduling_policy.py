from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.test import get_crawler

from newscrawl.extensions.scheduling_policy import SchedulingPolicy
from newscrawl.items import Page
from newscrawl.workers import Limits, Workers
from tests.workers import tasks

pytestmark = pytest.mark.skipif(not hasattr(os, "SCHED_BATCH"), reason="Linux has it")


def policy() -> int:
    return os.sched_getscheduler(0)


def policies(started: int, ask: Callable[[], int] = policy) -> list[int]:
    """Of a thread that has `started` with one: during a crawl, of who starts then, and after."""

    def crawl() -> list[int]:
        os.sched_setscheduler(0, started, os.sched_param(0))
        crawler = get_crawler(settings_dict={"EXTENSIONS_BASE": {}})
        extension = made(crawler)
        found = [policy(), ask()]
        crawler.signals.send_catch_log(signals.spider_closed)
        del extension
        return [*found, policy()]

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(crawl).result()


def made(crawler: Crawler) -> SchedulingPolicy | None:
    with suppress(NotConfigured):
        return SchedulingPolicy.from_crawler(crawler)
    return None


def of_a_thread() -> int:
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(policy).result()


def of_a_worker() -> int:
    with Workers(Limits(workers=1)) as workers:
        return workers.call(tasks.policy_of, Page("https://example.org/a", b"page"))


@pytest.mark.parametrize("ask", [of_a_thread, of_a_worker])
def test_a_crawl_is_a_batch_job_with_all_that_it_starts(ask):
    batch, other = os.SCHED_BATCH, os.SCHED_OTHER

    assert policies(os.SCHED_OTHER, ask) == [batch, batch, other]


def test_a_policy_that_somebody_chose_stays():
    assert policies(os.SCHED_IDLE) == [os.SCHED_IDLE] * 3


def test_where_it_is_forbidden_a_crawl_goes_on_without(monkeypatch):
    def forbidden(*_: object) -> None:
        raise PermissionError

    def crawl() -> tuple[bool, int]:
        os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
        monkeypatch.setattr(os, "sched_setscheduler", forbidden)
        return made(get_crawler(settings_dict={"EXTENSIONS_BASE": {}})) is not None, policy()

    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(crawl).result() == (True, os.SCHED_OTHER)
