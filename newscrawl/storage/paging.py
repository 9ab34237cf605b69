"""Reading many rows a page at a time, so that it holds no lock and little memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

_T = TypeVar("_T")


def pages(after: Callable[[int], Sequence[tuple[int, _T]]], size: int) -> Iterator[list[_T]]:
    """Rows in the order of their ids, a page at a time; each once, whatever is written meanwhile.

    Args:
        after: The next `size` rows with ids above a number, each with its id.
        size: Of a page; a shorter one is the last.
    """
    last, more = 0, True
    while more:
        rows = after(last)
        yield [row for _, row in rows]
        more = len(rows) == size
        last = rows[-1][0] if rows else last
