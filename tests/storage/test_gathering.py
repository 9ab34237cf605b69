from __future__ import annotations

from collections.abc import Sequence
from threading import Event

import pytest

from newscrawl.storage.gathering import Gathered


class Doubling:
    """Doubles numbers, the first not before it is let."""

    def __init__(self) -> None:
        self.seen: list[list[int]] = []
        self.let, self.began = Event(), Event()

    def __call__(self, numbers: Sequence[int]) -> list[int]:
        self.seen.append(list(numbers))
        self.began.set()
        assert self.let.wait(30)
        if 13 in numbers:
            raise ValueError("thirteen")
        return [2 * number for number in numbers]


def test_what_waits_meanwhile_is_done_together() -> None:
    doubling = Doubling()
    gathered = Gathered(doubling, "double", most=3)
    futures = [gathered.submit(0)]
    assert doubling.began.wait(30)
    futures += [gathered.submit(number) for number in range(1, 6)]
    doubling.let.set()
    assert [future.result(30) for future in futures] == [0, 2, 4, 6, 8, 10]
    assert doubling.seen == [[0], [1, 2, 3], [4, 5]]
    gathered.close()


def test_an_error_is_told_to_all_that_were_done_together_and_to_nobody_else() -> None:
    doubling = Doubling()
    gathered = Gathered(doubling, "double")
    first = gathered.submit(1)
    assert doubling.began.wait(30)
    others = [gathered.submit(number) for number in (2, 13)]
    doubling.let.set()
    assert first.result(30) == 2
    for other in others:
        with pytest.raises(ValueError, match="thirteen"):
            other.result(30)
    assert gathered.submit(4).result(30) == 8
    gathered.close()


def test_closing_does_what_waits() -> None:
    doubling = Doubling()
    gathered = Gathered(doubling, "double")
    futures = [gathered.submit(number) for number in range(3)]
    doubling.let.set()
    gathered.close()
    assert [future.result(0) for future in futures] == [0, 2, 4]
