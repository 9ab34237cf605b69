from __future__ import annotations

import pytest
from scrapy import Request

from newscrawl.spiders.conditional import is_conditional, make_conditional

WHEN = "Mon, 02 Nov 2026 08:00:00 GMT"


@pytest.mark.parametrize(
    ("etag", "last_modified"), [("", ""), ('"a"', ""), ("", WHEN), ('"a"', WHEN)]
)
def test_a_request_is_conditional_where_something_is_known_of_the_last_answer(
    etag: str, last_modified: str
) -> None:
    request = Request("https://example.org/news/1")
    make_conditional(request, etag, last_modified)
    assert is_conditional(request) == bool(etag or last_modified)
