"""Asked: what hosts answered that are asked once a crawl, while requests wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, Generic, TypeVar

from scrapy import Request
from scrapy.utils.httpobj import urlparse_cached

T = TypeVar("T")


def origin_of(request: Request) -> str:
    """Whom to ask: the scheme, host and port of a request."""
    parts = urlparse_cached(request)
    return f"{parts.scheme}://{parts.netloc}"


class Asked(Generic[T]):
    """Answers by origin; an error is one, too.

    Of one that has answered a future is kept: the task that asked takes five times as much.
    """

    def __init__(self) -> None:
        self._answers: dict[str, asyncio.Future[T]] = {}

    async def of(self, origin: str, ask: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """What an origin answers. The first to want it asks; if it is dropped, that goes on.

        Raises:
            Exception: What `ask` raised, each time.
        """
        if origin not in self._answers:
            asked = asyncio.ensure_future(ask())
            asked.add_done_callback(partial(self._keep, origin))
            self._answers[origin] = asked
        return await asyncio.shield(self._answers[origin])

    def known(self, origin: str) -> T | None:
        """What an origin has answered; None where it has not, or not yet."""
        answer = self._answers.get(origin)
        return answer.result() if answer is not None and answer.done() else None

    def _keep(self, origin: str, asked: asyncio.Future[T]) -> None:
        answer: asyncio.Future[T] = asked.get_loop().create_future()
        if asked.cancelled():
            answer.cancel()
        elif error := asked.exception():
            answer.set_exception(error)
            answer.exception()  # or asyncio would say that nobody looked after it
        else:
            answer.set_result(asked.result())
        self._answers[origin] = answer
