"""Room: things in memory, no more than there is room for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

_T = TypeVar("_T")


class Room(Generic[_T]):
    """Things by name; where there is no room, one that comes is not kept.

    For what leaves when it was asked for, much of it in the order in which it came: were the oldest
    to go, what is asked for next would be gone.

    Args:
        room: What all may take together.
        size: What one takes.
    """

    def __init__(self, room: int, size: Callable[[_T], int]) -> None:
        self._things: OrderedDict[str, _T] = OrderedDict()
        self._left = room
        self._size = size

    def put(self, name: str, thing: _T) -> None:
        """Keep a thing; one with the same name is there no longer."""
        self.pop(name)
        if self._size(thing) <= self._left:
            self._keep(name, thing)

    def get(self, name: str) -> _T | None:
        """The thing with this name; None where it is not here."""
        return self._things.get(name)

    def pop(self, name: str) -> _T | None:
        """The thing with this name, which is kept no longer; None where it is not here."""
        thing = self._things.pop(name, None)
        if thing is not None:
            self._left += self._size(thing)
        return thing

    def _keep(self, name: str, thing: _T) -> None:
        self._things[name] = thing
        self._left -= self._size(thing)


class Newest(Room[_T]):
    """Things by name; where there is no room, the oldest go."""

    def put(self, name: str, thing: _T) -> None:
        """Keep a thing; one with the same name is there no longer."""
        self.pop(name)
        self._keep(name, thing)
        while self._left < 0:
            self.pop(next(iter(self._things)))
