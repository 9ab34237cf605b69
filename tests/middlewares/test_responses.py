import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response, TextResponse, XmlResponse
from scrapy.http.request import NO_CALLBACK

from newscrawl.middlewares.refused import EmptyBody, NotText
from newscrawl.middlewares.responses import ReadableResponses
from tests.middlewares.fakes import FakeStats

URL = "https://example.org/a"
PAGE = "<p>Fähre fährt nicht</p>".encode()


def answer(body=PAGE, content_type="text/html", status=200, kind=HtmlResponse):
    headers = {"Content-Type": content_type} if content_type else {}
    return kind(URL, status=status, headers=headers, body=body)


def guarded(response, callback=None):
    stats = FakeStats()
    request = Request(URL, callback=callback)
    return ReadableResponses(stats).process_response(request, response), stats


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"...", "image/webp"),
        (b"<svg/>", "image/svg+xml"),
        (b"...", "Video/MP4; codecs=x"),
        (b"...", "font/woff2"),
        (b"...", "application/pdf"),
        (b"...", "application/zip"),
        (b"...", "application/vnd.ms-excel"),
        (b"%PDF-1.7 ...", "text/html"),
        (b"\x89PNG\r\n", "application/octet-stream"),
        (b"\xff\xd8\xff\xe0", ""),
    ],
)
def test_what_is_no_text_is_refused_and_counted(body, content_type):
    stats = FakeStats()
    with pytest.raises(NotText):
        ReadableResponses(stats).process_response(
            Request(URL), answer(body, content_type, kind=Response)
        )

    assert stats == {"newscrawl/response/not_text": 1}


@pytest.mark.parametrize(
    "content_type",
    ["text/html; charset=utf-8", "application/xhtml+xml", "application/rss+xml", "text/xml",
     "application/xml", "application/feed+json", "application/json", "text/plain",
     "application/x-gzip", "application/octet-stream", ""],
)  # fmt: skip
def test_pages_feeds_and_sitemaps_pass_as_they_are(content_type):
    response = answer(content_type=content_type, kind=TextResponse)

    assert guarded(response) == (response, {})


@pytest.mark.parametrize("body", [b"", b" \r\n\t"])
def test_an_empty_body_is_refused_and_counted(body):
    stats = FakeStats()
    with pytest.raises(EmptyBody):
        ReadableResponses(stats).process_response(Request(URL), answer(body))

    assert stats == {"newscrawl/response/empty": 1}


@pytest.mark.parametrize("status", [301, 304, 404, 503])
def test_answers_that_did_not_succeed_are_for_others_to_judge(status):
    response = answer(b"", "image/png", status)

    assert guarded(response) == (response, {})


def test_an_empty_robots_txt_is_one_that_allows_all():
    response = answer(b"", "text/plain")

    assert guarded(response, NO_CALLBACK) == (response, {})


@pytest.mark.parametrize("charset", ["zlib", "rot13", "idna", "undefined", "punycode"])
@pytest.mark.parametrize("kind", [HtmlResponse, XmlResponse])
def test_a_charset_that_is_none_is_replaced_and_the_bytes_are_kept(charset, kind):
    response, stats = guarded(answer(content_type=f"text/html; charset={charset}", kind=kind))

    assert response.text == PAGE.decode()
    assert response.body == PAGE
    assert stats == {"newscrawl/response/charset": 1}


def test_a_charset_of_the_page_itself_that_is_none_is_replaced_too():
    body = b'<meta charset="zlib">' + PAGE

    assert guarded(answer(body))[0].text == body.decode()


def test_what_is_no_text_to_scrapy_passes_when_it_may_be_a_sitemap():
    response = answer(b"\x1f\x8b\x08...", "application/gzip", kind=Response)

    assert guarded(response) == (response, {})
