"""What labels, share bars, promos and comment lines say."""

from __future__ import annotations

import re
from itertools import accumulate, islice

from newscrawl.extraction.blocks import Block, Box
from newscrawl.extraction.flow import is_prose
from newscrawl.extraction.phrases import Match
from newscrawl.extraction.verdicts.case import Case
from newscrawl.items import Reason

# What web designers call boxes that stand in articles and belong to none.
_NAMED = (
    (Reason.PROMO, re.compile(r"(?<![a-z])(?:cta|call-to-action|pop-?up|affiliate)(?![a-z])")),
    (Reason.LEGAL, re.compile(r"(?<![a-z])disclaimer(?![a-z])")),
    (
        Reason.BYLINE,
        re.compile(
            r"(?<![a-z])(?:author[_-]{0,2}(?:bio|box|info|card|tooltip|about)|about-the-author)"
        ),
    ),
)
_HEADS = frozenset({Reason.AD_LABEL, Reason.PROMO, Reason.NEWSLETTER, Reason.RELATED})
_ENDS = frozenset({Reason.COMMENTS})
_MOST_LABELS = 200
_LONG_LABEL = 60  # size; a longer block is no label
_BOXED = 0.34  # share of the text that a box may hold and still be an advertisement
_LATE = 2  # paragraphs that may stand behind the end


def heed_phrases(case: Case) -> None:
    """What a block says can settle it."""
    for block in case.kept():
        if match := case.match(block):
            case.drop(block, match.reason, f"says {match.phrase!r}")


def empty_labelled_boxes(case: Case) -> None:
    """A label governs the box it heads: what stands below "Anzeige" is the advertisement."""
    for label, match in _labels(case, _HEADS):
        box = _headed_box(case, label)
        for inside in case.blocks[box.start : box.end] if box else ():
            if case.is_kept(inside):
                case.drop(inside, match.reason, f"in the box that {match.phrase!r} heads")


def empty_named_boxes(case: Case) -> None:
    """A small box that is named for what it is: a call to action, the author's portrait."""
    kept = [0, *accumulate(v.kept for v in case.verdicts)]
    most = _BOXED * sum(b.size for b in case.kept())
    for box in case.boxes:
        found = _named(box) if kept[box.start] < kept[box.end] else None
        inside = [b for b in case.blocks[box.start : box.end] if case.is_kept(b)] if found else []
        if not found or sum(b.size for b in inside) > most:
            continue
        if not any(b.slot in case.flow.paragraphs for b in inside):
            for block in inside:
                case.drop(block, found[0], f"in a box named {found[1]!r}")


def _named(box: Box) -> tuple[Reason, str] | None:
    """The reason and the word in a box's name that gives it."""
    for reason, pattern in _NAMED if box.name else ():
        if match := pattern.search(box.name):
            return reason, match[0]
    return None


def _labels(case: Case, reasons: frozenset[Reason]) -> list[tuple[Block, Match]]:
    """The short blocks before the last kept one that say a phrase of these reasons.

    What stands behind all that is kept governs nothing; no page has very many.
    """
    last = max((b.index for b in case.kept()), default=0)
    short = (b for b in case.blocks[:last] if b.size < _LONG_LABEL)
    said = ((b, m) for b in short if (m := case.match(b)))
    return list(islice((row for row in said if row[1].reason in reasons), _MOST_LABELS))


def _headed_box(case: Case, label: Block) -> Box | None:
    """The widest box that begins with the label and holds little of what is kept."""
    long = [b for b in case.kept() if b.size >= _LONG_LABEL]
    most = _BOXED * sum(b.size for b in long)
    found, box = None, case.boxes[label.box]
    while box.parent >= 0:
        above = case.blocks[box.start : label.index]
        inside = [b for b in long if box.start <= b.index < box.end]
        if (
            any(b.size >= _LONG_LABEL for b in above)
            or any(b.slot in case.flow.paragraphs for b in inside)
            or sum(b.size for b in inside) > most
        ):
            break
        if box.end - box.start > 1:
            found = box
        box = case.boxes[box.parent]
    return found


def end_article(case: Case) -> None:
    """A comments line behind nearly all of the text ends the article."""
    kept = case.kept()
    most = _BOXED * sum(b.size for b in kept if is_prose(b))
    for label, match in _labels(case, _ENDS):
        behind = [b for b in kept if b.index > label.index]
        late = [b for b in behind if is_prose(b)]
        if len(late) <= _LATE and sum(b.size for b in late) <= most:
            for block in behind:
                case.drop(block, Reason.AFTER_END, f"behind {match.phrase!r}")
            return
