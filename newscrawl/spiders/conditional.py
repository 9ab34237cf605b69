"""Requests that a server may answer with 304: nothing has changed."""

from __future__ import annotations

from scrapy import Request

NOT_MODIFIED = 304


def make_conditional(request: Request, etag: str, last_modified: str) -> None:
    """Ask for a page only if it has changed since an answer with these headers.

    Without any of the two the request stays as it is, and a 304 stays an error.
    """
    if etag:
        request.headers["If-None-Match"] = etag
    if last_modified:
        request.headers["If-Modified-Since"] = last_modified
    if etag or last_modified:
        request.meta["handle_httpstatus_list"] = [NOT_MODIFIED]


def is_conditional(request: Request) -> bool:
    """Whether the answer to a request may be that nothing has changed."""
    return any(name in request.headers for name in ("If-None-Match", "If-Modified-Since"))
