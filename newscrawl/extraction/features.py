"""What can be said of a block in numbers, for the model that weighs it.

Nothing here depends on a language: sizes count a CJK character as a word of its own, words
are compared only with words of the same page, and class names are the English of web design.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import log1p

from newscrawl.extraction.blocks import Block, Box, Layout, Place, tokens
from newscrawl.extraction.flow import Flow, find_flow, is_body_like, is_prose
from newscrawl.extraction.metadata.model import Metadata
from newscrawl.extraction.phrases import Match

_END = re.compile(r"[.!?…。！？;:؛][\"'”’»«“)\]」』]*$")
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
_HINT_PATTERN = re.compile(
    "|".join(rf"(?P<{name}>(?<![a-z])(?:{words})(?![a-z]))" for name, words in _HINTS.items())
)
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
_LINKED = 0.9
_MOST_TWINS = 60  # children of a box that are looked at


@lru_cache(maxsize=8192)
def hints(step: str) -> frozenset[str]:
    """What the class names of one level of a slot's path hint at.

    >>> sorted(hints("div.article-body"))
    ['body']
    """
    spaced = _CAMEL.sub("-", step).lower()
    return frozenset(m.lastgroup for m in _HINT_PATTERN.finditer(spaced) if m.lastgroup)


@lru_cache(maxsize=1024)
def _flags(places: int) -> tuple[float, ...]:
    return tuple(float(bool(places & flag)) for flag in _FLAGS.values())


@lru_cache(maxsize=4096)
def _slot_hints(slot: str) -> tuple[int, ...]:
    """For each hint how near the block it stands: 0 nowhere, 1 far above, 3 at the block."""
    steps = slot.split(">")[-8:]
    near = dict.fromkeys(_HINT_NAMES, 0)
    for distance, step in enumerate(reversed(steps)):
        for name in hints(step):
            near[name] = max(near[name], 3 if distance < 1 else 2 if distance < 3 else 1)
    return tuple(near.values())


def stems(text: str) -> set[str]:
    """Beginnings of the longer words, pairs of CJK characters: what a text is about."""
    words = tokens(text)
    found = {w[:_STEM] for w in words if len(w) >= _STEM - 1 and not w.isdigit()}
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
        self._slots = self._slot_records()
        self._own_flow = find_flow(layout, [is_body_like(b) for b in self._blocks])
        self._h1 = next((b.index for b in self._blocks if b.heading == 1), -1)
        self._copies = Counter(b.text for b in self._blocks)
        self._odd = [self._odd_box(b) for b in self._blocks]
        self._about = self._page_stems()
        self._box_rows: dict[int, tuple[float, ...]] = {}
        self._box_cohesion: dict[int, float | None] = {}
        self._children: defaultdict[int, list[Box]] = defaultdict(list)
        for box in layout.boxes:
            self._children[box.parent].append(box)
        self._cards: dict[int, tuple[float, float]] = {}
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
            *map(float, _slot_hints(b.slot)),
            *self._said(b),
            *self._around(b),
            *self._placed(b),
            *self._of_slot(b),
            *self._of_box(b),
            *self._likeness(b),
            *self._cohesion(b),
            *self._of_own_flow(b),
            *self._of_cards(b),
        ]

    def _own(self, b: Block) -> list[float]:
        return [
            self._taught[b.index],
            log1p(b.size),
            b.link_share,
            float(b.heading),
            float(bool(_END.search(b.text))),
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
            float(sum(m is not None for m in near)),
            float(match is not None and match.paywall),
        ]

    def _around(self, b: Block) -> list[float]:
        i, blocks = b.index, self._blocks
        before = blocks[i - 1] if i else None
        after = blocks[i + 1] if i + 1 < len(blocks) else None
        window = range(max(0, i - 5), min(len(blocks), i + 6))
        weight = sum(blocks[j].size for j in window if j != i) or 1
        return [
            self._taught[i - 1] if before else -1.0,
            self._taught[i + 1] if after else -1.0,
            sum(self._taught[j] * blocks[j].size for j in window if j != i) / weight,
            log1p(before.size) if before else -1.0,
            log1p(after.size) if after else -1.0,
            before.link_share if before else -1.0,
            after.link_share if after else -1.0,
            float(before.heading if before else 0),
            float(sum(is_prose(x) for x in blocks[max(0, i - 3) : i])),
            float(sum(is_prose(x) for x in blocks[i + 1 : i + 4])),
        ]

    def _placed(self, b: Block) -> list[float]:
        flow, i = self._flow, b.index
        return [
            float(max(-40, min(40, i - flow.first))),
            float(max(-40, min(40, i - flow.last))),
            float(flow.first <= i <= flow.last),
            i / len(self._blocks),
            float(max(-40, min(40, i - self._h1))) if self._h1 >= 0 else -99.0,
        ]

    def _slot_records(self) -> dict[str, tuple[float, float, int]]:
        records: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0])
        for b, taught in zip(self._blocks, self._taught, strict=True):
            record = records[b.slot]
            record[0] += taught * b.size
            record[1] += b.size
            record[2] += 1
        return {slot: (r[0], r[1], int(r[2])) for slot, r in records.items()}

    def _of_slot(self, b: Block) -> list[float]:
        taught, size, count = self._slots[b.slot]
        others = size - b.size
        flow = self._flow
        held = flow.holds(b)
        beyond = b.slot[len(flow.slot) + 1 :] if held else ""
        return [
            (taught - self._taught[b.index] * b.size) / others if others else -1.0,
            log1p(size),
            float(min(count, 30)),
            size / (flow.size + 1),
            float(b.slot in flow.paragraphs),
            float(held),
            float(flow.runs_through(b)),
            float(beyond.count(">")) if held else -1.0,
        ]

    def _of_own_flow(self, b: Block) -> list[float]:
        """The same for the flow that the page has without the teacher."""
        flow, i = self._own_flow, b.index
        return [
            float(b.slot in flow.paragraphs),
            float(flow.holds(b)),
            float(flow.runs_through(b)),
            self._slots[b.slot][1] / (flow.size + 1),
            float(max(-40, min(40, i - flow.first))),
            float(max(-40, min(40, i - flow.last))),
        ]

    def _odd_box(self, b: Block) -> Box:
        """The widest box around a block that leaves most of the flow's range outside."""
        boxes, flow = self._layout.boxes, self._flow
        span = max(flow.last + 1 - flow.first, 1)
        box = boxes[b.box]
        while box.parent >= 0:
            wider = boxes[box.parent]
            inside = min(wider.end, flow.last + 1) - max(wider.start, flow.first)
            if inside * 2 > span:
                break
            box = wider
        return box

    def _of_box(self, b: Block) -> list[float]:
        box = self._odd[b.index]
        if box.index not in self._box_rows:
            self._box_rows[box.index] = self._box_row(box)
        return list(self._box_rows[box.index])

    def _box_row(self, box: Box) -> tuple[float, ...]:
        inside = self._blocks[box.start : box.end]
        size = sum(b.size for b in inside) or 1
        head = inside[0]
        return (
            sum(self._taught[b.index] * b.size for b in inside) / size,
            sum(b.link_share * b.size for b in inside) / size,
            size / (self._flow.size + 1),
            float(min(len(inside), 40)),
            float(len(inside) > 1 and (head.heading > 0 or head.strong or head.size < 40)),
            float(sum(self._matches[b.index] is not None for b in inside)) / len(inside),
            sum(b.size for b in inside if is_prose(b)) / size,
        )

    def _of_cards(self, b: Block) -> list[float]:
        """How many twins the likeliest card around a block has, and how many of them link on."""
        boxes, widest = self._layout.boxes, self._odd[b.index]
        found, box = (0.0, 0.0), boxes[b.box]
        while box.index >= widest.index:
            if box.end - box.start > 1:
                if box.index not in self._cards:
                    self._cards[box.index] = self._cards_of(box)
                found = max(found, self._cards[box.index], key=lambda card: card[1])
            if box.parent < 0:
                break
            box = boxes[box.parent]
        return list(found)

    def _cards_of(self, box: Box) -> tuple[float, float]:
        """The boxes beside a box that are made like it, and the share that begin with a link."""
        kind = _kind(box)
        twins = [b for b in self._children[box.parent][:_MOST_TWINS] if _kind(b) == kind]
        if len(twins) < 2:
            return 0.0, 0.0
        return float(min(len(twins), 20)), sum(map(self._begins_linked, twins)) / len(twins)

    def _begins_linked(self, box: Box) -> bool:
        """Whether one of a box's first three blocks is a link."""
        first = self._blocks[box.start : min(box.start + 3, box.end)]
        return any(b.link_share > _LINKED for b in first)

    def _likeness(self, b: Block) -> list[float]:
        words = tokens(b.text) if b.size < 900 else []
        own = set(words)
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
                if is_prose(b) and self._taught[b.index] >= 0.5:
                    about.update(self._stems[b.index])
        about.update(stems(self._metadata.headline))
        return about

    def _cohesion(self, b: Block) -> list[float]:
        own = self._stems.get(b.index)
        if not own:
            return [-1.0, -1.0, -1.0]
        counted = int(is_prose(b) and self._taught[b.index] >= 0.5)
        shared = sum(self._about[s] > counted for s in own) / len(own)
        box = self._odd[b.index]
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
            if is_prose(self._blocks[n]) and self._taught[n] >= 0.5:
                together.update(self._stems[n])
        every = set().union(*(self._stems[n] for n in inside))
        return sum(self._about[s] > together[s] for s in every) / (len(every) or 1)


def _kind(box: Box) -> tuple[str, str]:
    """The tag and the first class of a box: what twins share."""
    name = box.name.strip()
    return box.tag, _DIGIT.sub("", name.split(maxsplit=1)[0]) if name else ""


def _grams(words: Sequence[str]) -> set[tuple[str, ...]]:
    return set(zip(*(words[n:] for n in range(4)), strict=False))


def _jaccard(a: set[str], b: set[str]) -> float:
    return len(a & b) / len(a | b) if a and b else 0.0
