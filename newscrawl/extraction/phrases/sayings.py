"""The phrases that a page's blocks say, looked up when somebody asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from newscrawl.extraction.phrases.book import Match, phrase_book


class Sayings(Sequence[Match | None]):
    """For each block's text the phrase it says, if any. Few are asked for on a known page."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._found: dict[int, Match | None] = {}

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, at: int) -> Match | None: ...
    @overload
    def __getitem__(self, at: slice) -> list[Match | None]: ...
    def __getitem__(self, at: int | slice) -> Match | list[Match | None] | None:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        if not 0 <= at < len(self):
            raise IndexError(at)
        if at not in self._found:
            self._found[at] = phrase_book().match(self._texts[at])
        return self._found[at]
