"""A text as it is put into a story."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from newscrawl.stories.decision import as_copies, may_be_copies
from newscrawl.stories.likeness import Likeness
from newscrawl.stories.outline import Outline
from newscrawl.stories.shingles import Shingles
from newscrawl.stories.words import Words, words_of


@dataclass(frozen=True)
class Grouped:
    """A text as it is grouped: made before the transaction, because it takes a while.

    Attributes:
        text: The article's text.
        outline: Of the text.
    """

    text: str
    outline: Outline = field(repr=False)

    @classmethod
    def of(cls, text: str) -> Self:
        """The text with what is needed to group it."""
        return cls(text, Outline.of(text))

    def may_be_like(self, shingles: bytes) -> bool:
        """Whether a text with these shingles may be a copy; else it need not be read."""
        other = Shingles.unpacked(shingles, self.outline.shingle)
        return may_be_copies(self._shingles, other)

    def like(self, text: str) -> Likeness | None:
        """What another text shares with this one; None where it is no copy."""
        return as_copies(self._words, self._words if text == self.text else words_of(text))

    @cached_property
    def _shingles(self) -> Shingles:
        return Shingles.unpacked(self.outline.shingles, self.outline.shingle)

    @cached_property
    def _words(self) -> Words:
        return words_of(self.text)
