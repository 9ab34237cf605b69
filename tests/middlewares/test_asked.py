from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Coroutine
from functools import wraps
from weakref import ref

import pytest

from newscrawl.middlewares.asked import Asked


def in_a_loop(test: Callable[[], Coroutine[None, None, None]]) -> Callable[[], None]:
    @wraps(test)
    def run() -> None:
        asyncio.run(test())

    return run


class Host:
    """Answers when it is told to, and counts how often it was asked."""

    def __init__(self, answer: str | Exception) -> None:
        self.times = 0
        self.speaks = asyncio.Event()
        self._answer = answer

    async def ask(self) -> str:
        self.times += 1
        self.task = ref(asyncio.current_task())
        await self.speaks.wait()
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer


@in_a_loop
async def test_a_host_is_asked_once_however_many_wait():
    asked, host = Asked[str](), Host("allowed")
    waiting = [asyncio.ensure_future(asked.of("a.example", host.ask)) for _ in range(3)]
    await asyncio.sleep(0)
    assert asked.known("a.example") is None
    host.speaks.set()

    assert await asyncio.gather(*waiting) == ["allowed"] * 3
    assert await asked.of("a.example", host.ask) == asked.known("a.example") == "allowed"
    assert host.times == 1


@in_a_loop
async def test_an_error_is_an_answer_too():
    asked, host = Asked[str](), Host(ValueError("busy"))
    host.speaks.set()

    for _ in range(2):
        with pytest.raises(ValueError, match="busy"):
            await asked.of("a.example", host.ask)
    assert host.times == 1


@in_a_loop
async def test_asking_goes_on_when_the_first_to_want_it_is_dropped():
    asked, host = Asked[str](), Host("allowed")
    first = asyncio.ensure_future(asked.of("a.example", host.ask))
    await asyncio.sleep(0)
    first.cancel()
    host.speaks.set()

    assert await asked.of("a.example", host.ask) == "allowed"
    assert host.times == 1


@in_a_loop
async def test_hosts_are_asked_apart():
    asked, one, other = Asked[str](), Host("allowed"), Host("forbidden")
    one.speaks.set()
    other.speaks.set()

    assert await asked.of("a.example", one.ask) == "allowed"
    assert await asked.of("b.example", other.ask) == "forbidden"


@in_a_loop
async def test_what_asked_is_not_kept():
    asked, host = Asked[str](), Host("allowed")
    host.speaks.set()
    await asked.of("a.example", host.ask)
    await asyncio.sleep(0)
    gc.collect()

    assert host.task() is None
    assert asked.known("a.example") == "allowed"
