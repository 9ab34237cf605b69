"""Newest: what was put last, as much as there is room for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

_T = TypeVar("_T")


class Newest(Generic[_T]):
    """Things by name, in memory; where there is no room, the oldest go.

    Args:
        room: What all may take together.
        size: What one takes.
    """

    def __init__(self, room: int, size: Callable[[_T], int]) -> None:
        self._things: OrderedDict[str, _T] = OrderedDict()
        self._left = room
        self._size = size

    def put(self, name: str, thing: _T) -> None:
        """Keep a thing; one with the same name is replaced."""
        self.pop(name)
        self._things[name] = thing
        self._left -= self._size(thing)
        while self._left < 0:
            self.pop(next(iter(self._things)))

    def get(self, name: str) -> _T | None:
        """The thing with this name; None where it is not here."""
        return self._things.get(name)

    def pop(self, name: str) -> _T | None:
        """The thing with this name, which is kept no longer; None where it is not here."""
        thing = self._things.pop(name, None)
        if thing is not None:
            self._left += self._size(thing)
        return thing
