"""Stories are what hangs together: an article, its copies, their copies."""

from __future__ import annotations

from collections.abc import Iterable


def components(numbers: Iterable[int], pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """The story of each article: the smallest number of all that hang together with it.

    Args:
        numbers: The articles.
        pairs: Which are copies of each other; in any order.

    >>> components([1, 2, 3, 4], [(3, 2), (4, 4)])
    {1: 1, 2: 2, 3: 2, 4: 4}
    """
    parent = {number: number for number in numbers}

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = number = parent[parent[number]]
        return number

    for one, other in pairs:
        if one in parent and other in parent:
            low, high = sorted((root(one), root(other)))
            parent[high] = low
    return {number: root(number) for number in parent}
