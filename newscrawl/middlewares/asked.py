"""Asked: what hosts answered that are asked once a crawl, while requests wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Asked(Generic[T]):
    """Answers by host; an error is one, too.

    Of a host that has answered a future is kept: the task that asked takes five times as much.
    """

    def __init__(self) -> None:
        self._answers: dict[str, asyncio.Future[T]] = {}

    async def of(self, host: str, ask: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """What a host answers. The first to want it asks, and goes on asking should it be dropped.

        Raises:
            Exception: What `ask` raised, each time.
        """
        if host not in self._answers:
            asked = asyncio.ensure_future(ask())
            asked.add_done_callback(partial(self._keep, host))
            self._answers[host] = asked
        return await asyncio.shield(self._answers[host])

    def known(self, host: str) -> T | None:
        """What a host has answered; None where it has not, or not yet."""
        answer = self._answers.get(host)
        return answer.result() if answer is not None and answer.done() else None

    def _keep(self, host: str, asked: asyncio.Future[T]) -> None:
        answer: asyncio.Future[T] = asked.get_loop().create_future()
        if asked.cancelled():
            answer.cancel()
        elif error := asked.exception():
            answer.set_exception(error)
            answer.exception()  # or asyncio would say that nobody looked after it
        else:
            answer.set_result(asked.result())
        self._answers[host] = answer
