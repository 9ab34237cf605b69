"""Cards: boxes that stand beside others made like them, as teasers do.

How many twins a box has, and how many of them begin with a link, tells lists of teasers from the
parts of an article.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from newscrawl.extraction.blocks import Box, Layout

_DIGIT = re.compile(r"\d")
_LINKED = 0.9
_MOST_TWINS = 60  # children of a box that are looked at
_NO_CARD = 0.0, 0.0

Card = tuple[float, float]
Kind = tuple[str, str]  # the tag and the first class, which twins share


class Cards:
    """The cards of a page, looked at when somebody asks; boxes that are twins share one answer.

    A card is how many twins a box has, and what share of them begins with a link.
    """

    def __init__(self, layout: Layout, odd: Sequence[Box]) -> None:
        """The cards of a layout.

        Args:
            layout: Of the page.
            odd: For each box the widest one around it that may be a card.
        """
        self._blocks, self._boxes, self._odd = layout.blocks, layout.boxes, odd
        self._children: defaultdict[int, list[int]] = defaultdict(list)
        for box in layout.boxes:
            self._children[box.parent].append(box.index)
        self._kinds = [(box.tag, _first_class(box.name)) for box in layout.boxes]
        self._likeliest: dict[int, Card] = {}
        self._of_kind: dict[tuple[int, Kind], Card] = {}

    def likeliest(self, number: int) -> Card:
        """The card around a block in this box of whose twins most begin with a link."""
        box = self._boxes[number]
        found = self._likeliest.get(box.index)
        if found is None:
            outer = box is not self._odd[number]
            wider = self.likeliest(box.parent) if outer else _NO_CARD
            own = self._card(box) if box.end - box.start > 1 else _NO_CARD
            found = self._likeliest[box.index] = own if own[1] and own[1] >= wider[1] else wider
        return found

    def _card(self, box: Box) -> Card:
        kind = box.parent, self._kinds[box.index]
        if kind not in self._of_kind:
            self._of_kind[kind] = self._new_card(*kind)
        return self._of_kind[kind]

    def _new_card(self, parent: int, kind: Kind) -> Card:
        children = self._children[parent][:_MOST_TWINS]
        twins = [n for n in children if self._kinds[n] == kind]
        if len(twins) < 2:
            return _NO_CARD
        return float(min(len(twins), 20)), sum(map(self._begins_linked, twins)) / len(twins)

    def _begins_linked(self, number: int) -> bool:
        """Whether one of a box's first three blocks is a link."""
        box = self._boxes[number]
        first = self._blocks[box.start : min(box.start + 3, box.end)]
        return any(b.link_share > _LINKED for b in first)


@lru_cache(maxsize=4096)
def _first_class(name: str) -> str:
    """The first class, or else the id, in a box's name, without numbers."""
    parts = name.split(maxsplit=1)
    return _DIGIT.sub("", parts[0]) if parts else ""
