"""What can be said of a block in numbers, for the model that weighs it.

Nothing here depends on a language: sizes count a CJK character as a word of its own, words
are compared only with words of the same page, and class names are the English of web design.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from math import log1p
from typing import NamedTuple

from newscrawl.extraction.blocks import Block, Box, Layout, Place, tokens
from newscrawl.extraction.cards import Cards
from newscrawl.extraction.flow import Flow, find_flow, is_body_like, is_prose
from newscrawl.extraction.metadata.model import Metadata
from newscrawl.extraction.phrases import Match

_ENDS = tuple(".!?…。！？;:؛")
_CLOSING = "\"'”’»«“)]」』"
_MARKS = re.compile(r"[.,;:!?…。，、；：！？]")
_DIGIT = re.compile(r"\d")
_HINTS = {
    "body": "article|body|content|text|story|entry|post|paragraph|copy|richtext|prose|main|detail",
    "lead": (
        "lead|lede|teaser|standfirst|intro|desc|description|sub-?title|summary|excerpt|dek|deck"
        "|abstract|vorspann|chapo|stand"
    ),
    "media": (
        "caption|credit|image|img|photo|picture|gallery|video|media|figure|foto|bild|legend"
        "|slideshow|player|copyright"
    ),
    "byline": "author|byline|meta|date|time|source|autor|published|updated|timestamp|profile|bio",
    "other": (
        "related|more|teaser|promo|recommend|also|popular|trending|latest|read|links?|list|card"
        "|archive|next|prev|similar|mehr"
    ),
    "social": (
        "share|social|comments?|disqus|newsletter|subscribe|signup|sign-up|follow|facebook"
        "|twitter|tools?|print|button|feedback|poll|rating"
    ),
    "ad": (
        "ads?|adv|advert|anzeige|sponsor|banner|werbung|partner|affiliate|cta|offer|shop|paywall"
        "|piano|consent|cookie|embed|placeholder|widget"
    ),
    "site": (
        "nav|menu|footer|header|sidebar|aside|breadcrumbs?|tags?|topics?|categor\\w*|search|login"
        "|modal|popup|right|left|col"
    ),
    "box": (
        "infobox|info|box|fact|quote|pull|highlight|note|callout|toc|table-of-contents|accordion"
        "|faq|timeline"
    ),
}
_HINT_WORDS = "|".join(rf"(?P<{name}>(?:{words})(?![a-z]))" for name, words in _HINTS.items())
_HINT_PATTERN = re.compile(rf"(?<![a-z])(?:{_HINT_WORDS})")
_HINT_NAMES = tuple(_HINTS)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_FLAGS = {
    name.lower(): getattr(Place, name)
    for name in (
        "HIDDEN", "NAV", "ASIDE", "HEADER", "FOOTER", "FIGURE",
        "QUOTE", "LIST", "TABLE", "FORM", "ARTICLE", "MAIN",
    )
}  # fmt: skip
_TAG_NAMES = ("p", "div", "li", "td", *(f"h{n}" for n in range(1, 7)), "pre", "dd", "section")
_TAGS = {name: number for number, name in enumerate(_TAG_NAMES, 1)}
_STEM = 5
_NEAR = 2
_SMALL_BOX = 12  # blocks


@lru_cache(maxsize=8192)
def hints(step: str) -> frozenset[str]:
    """What the class names of one level of a slot's path hint at.

    >>> sorted(hints("div.article-body"))
    ['body']
    """
    spaced = _CAMEL.sub("-", step).lower()
    return frozenset([m.lastgroup for m in _HINT_PATTERN.finditer(spaced) if m.lastgroup])


@lru_cache(maxsize=1024)
def _flags(places: int) -> tuple[float, ...]:
    return tuple(float(bool(places & flag)) for flag in _FLAGS.values())


@lru_cache(maxsize=4096)
def _slot_hints(slot: str) -> tuple[float, ...]:
    """For each hint how near the block it stands: 0 nowhere, 1 far above, 3 at the block."""
    steps = slot.split(">")[-8:]
    near = dict.fromkeys(_HINT_NAMES, 0.0)
    for distance, step in zip(range(len(steps) - 1, -1, -1), steps, strict=True):
        for name in hints(step):  # the nearest comes last
            near[name] = 3.0 if distance < 1 else 2.0 if distance < 3 else 1.0
    return tuple(near.values())


def stems(text: str) -> set[str]:
    """Beginnings of the longer words, pairs of CJK characters: what a text is about."""
    words = tokens(text)
    found = {w[:_STEM] for w in words if len(w) >= _STEM - 1 and not w.isdigit()}
    if text.isascii():
        return found
    singles = [w for w in words if len(w) == 1 and ord(w) > 0x2E80]
    return found | {a + b for a, b in pairwise(singles)}


FEATURES: tuple[str, ...] = (
    "taught", "size", "links", "heading", "ends", "marks", "strong", "digits", "tag",
    *(f"in_{name}" for name in _FLAGS),
    *(f"hint_{name}" for name in _HINT_NAMES),
    "phrase", "phrases_near", "paywall",
    "taught_before", "taught_after", "taught_window", "size_before", "size_after",
    "links_before", "links_after", "heading_before", "prose_before", "prose_after",
    "from_first", "from_last", "inside", "position", "from_h1",
    "slot_taught", "slot_size", "slot_count", "slot_share", "paragraph", "held", "runs", "steps",
    "box_taught", "box_links", "box_share", "box_count", "box_heads", "box_phrase", "box_prose",
    "copies", "as_headline", "as_description", "in_script",
    "cohesion", "box_cohesion", "stems",
    "own_paragraph", "own_held", "own_runs", "own_share", "own_from_first", "own_from_last",
    "cards", "cards_linked",
)  # fmt: skip


class _SlotRow(NamedTuple):
    """What all blocks of a slot have in common: beside the flow, and beside the page's own."""

    flow: tuple[float, ...]
    own_flow: tuple[float, ...]


class Measures:
    """The features of a page's blocks, rows in the order of the blocks."""

    def __init__(
        self,
        layout: Layout,
        metadata: Metadata,
        taught: Sequence[float],
        flow: Flow,
        matches: Sequence[Match | None],
    ) -> None:
        self._layout, self._metadata, self._taught = layout, metadata, taught
        self._flow, self._matches = flow, matches
        self._blocks = layout.blocks
        self._prose = [is_prose(b) for b in self._blocks]
        self._proses = [0, *accumulate(self._prose)]
        self._sizes = [0, *accumulate(b.size for b in self._blocks)]
        self._kept = [share * b.size for share, b in zip(taught, self._blocks, strict=True)]
        self._slots = self._slot_records()
        self._slot_rows: dict[str, _SlotRow] = {}
        self._own_flow = find_flow(layout, [is_body_like(b) for b in self._blocks])
        self._h1 = next((b.index for b in self._blocks if b.heading == 1), -1)
        self._copies = Counter(b.text for b in self._blocks)
        self._odd = _odd_boxes(layout.boxes, flow)
        self._about = self._page_stems()
        self._box_rows: dict[int, tuple[float, ...]] = {}
        self._box_cohesion: dict[int, float | None] = {}
        self._cards = Cards(layout, self._odd)
        self._headline = set(tokens(metadata.headline))
        self._description = set(tokens(metadata.description))
        self._script = _grams(tokens(metadata.article_body))

    def rows(self, candidates: Sequence[Block]) -> list[list[float]]:
        """One row of `FEATURES` a candidate."""
        return [self._row(b) for b in candidates]

    def _row(self, b: Block) -> list[float]:
        return [
            *self._own(b),
            *_flags(b.places),
            *_slot_hints(b.slot),
            *self._said(b),
            *self._around(b),
            *self._placed(b),
            *self._of_slot(b),
            *self._of_box(b),
            *self._likeness(b),
            *self._cohesion(b),
            *self._of_own_flow(b),
            *self._cards.likeliest(b.box),
        ]

    def _own(self, b: Block) -> list[float]:
        return [
            self._taught[b.index],
            log1p(b.size),
            b.link_share,
            float(b.heading),
            float(b.text.rstrip(_CLOSING).endswith(_ENDS)),
            len(_MARKS.findall(b.text)) / (b.size + 10) * 100,
            float(b.strong),
            len(_DIGIT.findall(b.text)) / (len(b.text) + 1),
            float(_TAGS.get(b.tag, 0)),
        ]

    def _said(self, b: Block) -> list[float]:
        match = self._matches[b.index]
        near = self._matches[max(0, b.index - _NEAR) : b.index + _NEAR + 1]
        return [
            float(match is not None),
            float(len(near) - near.count(None)),
            float(match is not None and match.paywall),
        ]

    def _around(self, b: Block) -> list[float]:
        i, blocks, last = b.index, self._blocks, len(self._blocks)
        before = blocks[i - 1] if i else None
        after = blocks[i + 1] if i + 1 < last else None
        start, end = max(0, i - 5), min(last, i + 6)
        weight = self._sizes[end] - self._sizes[start] - b.size or 1
        kept = sum(self._kept[i + 1 : end], sum(self._kept[start:i]))
        return [
            self._taught[i - 1] if before else -1.0,
            self._taught[i + 1] if after else -1.0,
            kept / weight,
            log1p(before.size) if before else -1.0,
            log1p(after.size) if after else -1.0,
            before.link_share if before else -1.0,
            after.link_share if after else -1.0,
            float(before.heading if before else 0),
            float(self._proses[i] - self._proses[max(0, i - 3)]),
            float(self._proses[min(last, i + 4)] - self._proses[i + 1]),
        ]

    def _placed(self, b: Block) -> list[float]:
        flow, i = self._flow, b.index
        return [
            _distance(i, flow.first),
            _distance(i, flow.last),
            float(flow.first <= i <= flow.last),
            i / len(self._blocks),
            _distance(i, self._h1) if self._h1 >= 0 else -99.0,
        ]

    def _slot_records(self) -> dict[str, tuple[float, int, int]]:
        """For each slot how much of it the teacher keeps, its size, and its number of blocks."""
        records: dict[str, tuple[float, int, int]] = {}
        for b, kept in zip(self._blocks, self._kept, strict=True):
            before, size, count = records.get(b.slot, (0.0, 0, 0))
            records[b.slot] = before + kept, size + b.size, count + 1
        return records

    def _of_slot(self, b: Block) -> list[float]:
        kept, size, _ = self._slots[b.slot]
        others = size - b.size
        rest = (kept - self._kept[b.index]) / others if others else -1.0
        return [rest, *self._slot_row(b).flow]

    def _slot_row(self, b: Block) -> _SlotRow:
        """What all blocks of a slot have in common."""
        row = self._slot_rows.get(b.slot)
        if row is None:
            row = self._slot_rows[b.slot] = self._new_slot_row(b)
        return row

    def _new_slot_row(self, b: Block) -> _SlotRow:
        _, size, count = self._slots[b.slot]
        flow, own = self._flow, self._own_flow
        held = flow.holds(b)
        beyond = b.slot[len(flow.slot) + 1 :] if held else ""
        return _SlotRow(
            (
                log1p(size),
                float(min(count, 30)),
                size / (flow.size + 1),
                float(b.slot in flow.paragraphs),
                float(held),
                float(flow.runs_through(b)),
                float(beyond.count(">")) if held else -1.0,
            ),
            (
                float(b.slot in own.paragraphs),
                float(own.holds(b)),
                float(own.runs_through(b)),
                size / (own.size + 1),
            ),
        )

    def _of_own_flow(self, b: Block) -> list[float]:
        """The same for the flow that the page has without the teacher."""
        flow, i = self._own_flow, b.index
        return [*self._slot_row(b).own_flow, _distance(i, flow.first), _distance(i, flow.last)]

    def _of_box(self, b: Block) -> tuple[float, ...]:
        box = self._odd[b.box]
        row = self._box_rows.get(box.index)
        if row is None:
            row = self._box_rows[box.index] = self._box_row(box)
        return row

    def _box_row(self, box: Box) -> tuple[float, ...]:
        inside = self._blocks[box.start : box.end]
        size = self._sizes[box.end] - self._sizes[box.start] or 1
        said = self._matches[box.start : box.end]
        head = inside[0]
        return (
            sum(self._kept[box.start : box.end]) / size,
            sum([b.link_share * b.size for b in inside]) / size,
            size / (self._flow.size + 1),
            float(min(len(inside), 40)),
            float(len(inside) > 1 and (head.heading > 0 or head.strong or head.size < 40)),
            float(len(said) - said.count(None)) / len(inside),
            sum([b.size for b in inside if self._prose[b.index]]) / size,
        )

    def _likeness(self, b: Block) -> list[float]:
        own = set(tokens(b.text)) if b.size < 900 else set()
        grams = _grams(tokens(b.text)) if self._script else set()
        return [
            float(min(self._copies[b.text], 5)),
            _jaccard(own, self._headline),
            len(own & self._description) / len(own) if own and self._description else -1.0,
            (len(grams & self._script) / len(grams) if grams else 0.5) if self._script else -1.0,
        ]

    def _page_stems(self) -> Counter[str]:
        """In how many prose blocks of the flow, and the headline, a stem stands."""
        about: Counter[str] = Counter()
        self._stems: dict[int, set[str]] = {}
        for b in self._blocks:
            if self._taught[b.index] > 0 or self._flow.holds(b):
                self._stems[b.index] = stems(b.text)
                if self._is_told(b.index):
                    about.update(self._stems[b.index])
        about.update(stems(self._metadata.headline))
        return about

    def _cohesion(self, b: Block) -> list[float]:
        own = self._stems.get(b.index)
        if not own:
            return [-1.0, -1.0, -1.0]
        counted, about = int(self._is_told(b.index)), self._about.get
        shared = sum([about(s, 0) > counted for s in own]) / len(own)
        box = self._odd[b.box]
        if box.index not in self._box_cohesion:
            self._box_cohesion[box.index] = self._cohesion_of_box(box)
        boxed = self._box_cohesion[box.index]
        return [shared, shared if boxed is None else boxed, float(len(own))]

    def _cohesion_of_box(self, box: Box) -> float | None:
        """The share of a small box's stems that stand elsewhere, too; None for other boxes."""
        inside = [n for n in range(box.start, box.end) if n in self._stems]
        if not 1 < len(inside) < _SMALL_BOX:
            return None
        together: Counter[str] = Counter()
        for n in inside:
            if self._is_told(n):
                together.update(self._stems[n])
        every = set().union(*(self._stems[n] for n in inside))
        about, own = self._about.get, together.get
        return sum([about(s, 0) > own(s, 0) for s in every]) / (len(every) or 1)

    def _is_told(self, number: int) -> bool:
        """Whether a block is prose that the teacher keeps."""
        return self._prose[number] and self._taught[number] >= 0.5


def _odd_boxes(boxes: Sequence[Box], flow: Flow) -> list[Box]:
    """For each box the widest one around it that leaves most of the flow's range outside."""
    span = max(flow.last + 1 - flow.first, 1)
    odd: list[Box] = []
    for box in boxes:
        wider = boxes[box.parent] if box.parent >= 0 else None
        inside = min(wider.end, flow.last + 1) - max(wider.start, flow.first) if wider else span
        odd.append(box if inside * 2 > span else odd[box.parent])
    return odd


def _distance(number: int, other: int) -> float:
    """How many blocks lie between two, with a sign; far is far."""
    distance = number - other
    return -40.0 if distance < -40 else 40.0 if distance > 40 else float(distance)


def _grams(words: Sequence[str]) -> set[tuple[str, ...]]:
    return set(zip(*(words[n:] for n in range(4)), strict=False))


def _jaccard(a: set[str], b: set[str]) -> float:
    common = len(a & b)
    return common / (len(a) + len(b) - common) if a and b else 0.0
