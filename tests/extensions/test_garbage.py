from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from scrapy import signals
from scrapy.utils.test import get_crawler

from newscrawl.extensions.garbage import NEW_OBJECTS, Garbage


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    threshold = gc.get_threshold()
    yield
    gc.set_threshold(*threshold)
    gc.unfreeze()


def test_a_crawl_looks_through_what_it_made_itself_and_less_often() -> None:
    before = gc.get_threshold()
    crawler = get_crawler(settings_dict={"EXTENSIONS_BASE": {}})
    extension = Garbage.from_crawler(crawler)  # signals alone do not keep it
    crawler.signals.send_catch_log(signals.spider_opened)
    assert gc.get_freeze_count() > 10_000, extension
    assert gc.get_threshold() == (NEW_OBJECTS, *before[1:])
    crawler.signals.send_catch_log(signals.spider_closed)
    assert gc.get_freeze_count() == 0
    assert gc.get_threshold() == before
