"""Gathered: what many callers want done, done together in a thread of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import Empty, SimpleQueue
from threading import Lock
from typing import Generic, TypeVar

_Asked = TypeVar("_Asked")
_Given = TypeVar("_Given")


class Gathered(Generic[_Asked, _Given]):
    """Does what waits by the time the last is done; none waits for others to come.

    Args:
        do: Does several things, and says what came of each, in their order. Where it raises,
            all of them get the error.
        name: Of the thread.
        most: Things that are done together at most.
    """

    def __init__(
        self, do: Callable[[Sequence[_Asked]], Sequence[_Given]], name: str, most: int = 50
    ) -> None:
        self._do = do
        self._name = name
        self._most = most
        self._waiting: SimpleQueue[tuple[_Asked, Future[_Given]]] = SimpleQueue()
        self._opening = Lock()
        self._thread: ThreadPoolExecutor | None = None

    def submit(self, asked: _Asked) -> Future[_Given]:
        """Let something be done; what came of it."""
        future: Future[_Given] = Future()
        with self._opening:
            if self._thread is None:
                self._thread = ThreadPoolExecutor(1, thread_name_prefix=self._name)
            self._waiting.put((asked, future))
            self._thread.submit(self._work)  # it does nothing where an earlier one took all
        return future

    def close(self) -> None:
        """Do what still waits, and end the thread; it begins anew should more come."""
        with self._opening:
            thread, self._thread = self._thread, None
        if thread is not None:
            thread.shutdown()

    def _work(self) -> None:
        taken = self._take()
        if not taken:
            return
        try:
            given = self._do([asked for asked, _ in taken])
        except Exception as error:  # noqa: BLE001 - whatever it is, all who wait must know
            for _, future in taken:
                future.set_exception(error)
        else:
            for (_, future), one in zip(taken, given, strict=True):
                future.set_result(one)

    def _take(self) -> list[tuple[_Asked, Future[_Given]]]:
        taken: list[tuple[_Asked, Future[_Given]]] = []
        try:
            while len(taken) < self._most:
                asked, future = self._waiting.get_nowait()
                if future.set_running_or_notify_cancel():
                    taken.append((asked, future))
        except Empty:
            pass
        return taken
