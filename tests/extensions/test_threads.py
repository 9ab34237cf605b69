from __future__ import annotations

import asyncio
import threading
import time

from scrapy import signals
from scrapy.utils.test import get_crawler

from newscrawl.extensions.threads import THREADS, Threads


def test_so_many_threads_wait_for_the_disk_and_no_more():
    def name() -> str:
        time.sleep(0.01)
        return threading.current_thread().name

    async def names() -> set[str]:
        crawler = get_crawler()
        extension = Threads.from_crawler(crawler)
        crawler.signals.send_catch_log(signals.spider_opened, spider=None)
        del extension
        return set(await asyncio.gather(*(asyncio.to_thread(name) for _ in range(10))))

    assert asyncio.run(names()) == {f"disk_{number}" for number in range(THREADS)}
