import asyncio

from scrapy import Request

from newscrawl.middlewares.attempts import Attempts


class FakeCrawler:
    """A crawler as far as Attempts looks at it."""

    def __init__(self, spider):
        self.spider = spider


class NotingSpider:
    """Notes requests, after a while."""

    def __init__(self):
        self.noted = []

    async def attempted(self, request):
        await asyncio.sleep(0)
        self.noted.append(request.url)


def test_a_request_leaves_after_the_spider_has_noted_it():
    spider = NotingSpider()
    asyncio.run(Attempts(FakeCrawler(spider)).process_request(Request("https://example.org/a")))

    assert spider.noted == ["https://example.org/a"]


def test_a_spider_that_notes_nothing_is_not_asked():
    request = Request("https://example.org/a")

    assert asyncio.run(Attempts(FakeCrawler(object())).process_request(request)) is None
