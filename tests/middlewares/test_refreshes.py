"""Pages that send on by a tag."""

from __future__ import annotations

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse
from scrapy.utils.test import get_crawler

from newscrawl.middlewares.refreshes import MetaRefresh
from newscrawl.middlewares.responses import ReadableResponses
from tests.middlewares.fakes import FakeStats

URL = "https://example.org/a"
SENDS_ON = '<html><head><meta HTTP-EQUIV="Refresh" content="0; url=/moved"></head></html>'


@pytest.fixture
def middleware() -> MetaRefresh:
    return MetaRefresh.from_crawler(get_crawler())


def answer(text: str, encoding: str = "utf-8") -> HtmlResponse:
    return HtmlResponse(URL, body=text.encode(encoding), encoding=encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_a_page_that_sends_on_is_followed(middleware: MetaRefresh, encoding: str) -> None:
    found = middleware.process_response(Request(URL), answer(SENDS_ON, encoding))

    assert isinstance(found, Request)
    assert found.url == "https://example.org/moved"


@pytest.mark.parametrize("encoding", ["utf-16-le", "iso-8859-1"])
def test_so_is_one_in_a_charset_that_its_header_names(
    middleware: MetaRefresh, encoding: str
) -> None:
    request, stats = Request(URL), FakeStats()
    headers = {"Content-Type": f"text/html; charset={encoding}"}
    response = HtmlResponse(URL, headers=headers, body=SENDS_ON.encode(encoding))
    readable = ReadableResponses(stats).process_response(request, response)

    assert isinstance(middleware.process_response(request, readable), Request)
    assert stats == {}


@pytest.mark.parametrize(
    "text",
    [
        "<p>The ferry is late.</p>",
        "<p>Refreshments are sold on board.</p>",
        "<p>" + "The ferry is late. " * 5_000 + "</p>" + SENDS_ON,
    ],
)
def test_other_pages_pass_as_they_are(middleware: MetaRefresh, text: str) -> None:
    response = answer(text)

    assert middleware.process_response(Request(URL), response) is response
