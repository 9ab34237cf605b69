"""For each block keep or drop, with the reason and the evidence.

A page's own weights come first. Each rule after them knows one cause; rules run in the order
of `RULES`, and a later one overrules an earlier one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from newscrawl.extraction.blocks import Block, Box, Layout, Place, tokens
from newscrawl.extraction.evidence import Recall, fingerprint, fingerprint_of_slot
from newscrawl.extraction.features import hints
from newscrawl.extraction.flow import is_prose
from newscrawl.extraction.metadata import Metadata
from newscrawl.extraction.reading import Reading
from newscrawl.items import Reason

# Where page F1 on the gold pages is best; between .35 and .5 it hardly changes.
KEPT_FROM = 0.32
_NEAR_HEADLINE = 25  # blocks between headline and body
_STANDFIRST = (40, 900)  # size
_ALIKE = 0.7
_ALMOST = 0.1
_BYLINE = 120  # size
_BESIDE_NAMES = 4  # words: "by", a date
_SENTENCE = re.compile(r"[.!?…。！？][\"'”’»)]*$")
_SHOWN_LATER = 3  # hidden paragraphs in one slot from which a script shows them
_BOXED = 0.34  # share of the prose that a box may hold and still be an advertisement
_LATE = 2  # paragraphs that may stand behind the end
_LONG_LABEL = 60  # characters; a longer block is no label


_CAPTION_CLASS = re.compile(
    r"[.#_-](?:\w+-)*(?:wp-)?(?:caption|figcaption|credits?|img-?text|image-?text|bildunterschrift"
    r"|legende|photo-?credit)(?![a-z])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a block: kept, or dropped for a reason; `evidence` says what speaks for it."""

    kept: bool
    reason: Reason | None = None
    evidence: str = ""


@dataclass(slots=True)
class Case:
    """A page before its judge: what was read, what memory says, and the verdicts so far."""

    reading: Reading
    recall: Recall | None
    verdicts: list[Verdict] = field(default_factory=list)

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.reading.blocks

    @property
    def layout(self) -> Layout:
        return self.reading.layout

    @property
    def metadata(self) -> Metadata:
        return self.reading.metadata

    def kept(self) -> list[Block]:
        return [b for b, v in zip(self.blocks, self.verdicts, strict=True) if v.kept]

    def is_kept(self, block: Block) -> bool:
        return self.verdicts[block.index].kept

    def drop(self, block: Block, reason: Reason, evidence: str) -> None:
        self.verdicts[block.index] = Verdict(kept=False, reason=reason, evidence=evidence)

    def keep(self, block: Block, evidence: str) -> None:
        self.verdicts[block.index] = Verdict(kept=True, evidence=evidence)


def decide(reading: Reading, recall: Recall | None = None) -> list[Verdict]:
    """A verdict for each block of a page, in their order."""
    case = Case(reading, recall)
    for rule in RULES:
        rule(case)
    return case.verdicts


def weigh(case: Case) -> None:
    """What weighs enough is kept for now; of the rest, say what it looks like."""
    for block, weight in zip(case.blocks, case.reading.weights, strict=True):
        if weight >= KEPT_FROM:
            case.verdicts.append(Verdict(kept=True, evidence=f"weighs {weight:.2f}"))
        else:
            reason, evidence = _likeness(block, case)
            case.verdicts.append(Verdict(False, reason, f"{evidence}; weighs {weight:.2f}"))


def _likeness(block: Block, case: Case) -> tuple[Reason, str]:
    """The reason that fits a block which is not kept."""
    match, flow = case.reading.matches[block.index], case.reading.flow
    if block.places & Place.HIDDEN:
        return Reason.HIDDEN, "hidden from readers"
    if match:
        return match.reason, f"says {match.phrase!r}"
    if _is_headline(block, case.metadata):
        return Reason.HEADLINE, "the headline"
    if block.places & Place.FIGURE:
        return Reason.CAPTION, "stands in a figure"
    if block.places & (Place.NAV | Place.HEADER | Place.FOOTER) and not flow.holds(block):
        return Reason.NAVIGATION, "stands in the site's navigation"
    if block.link_share > 0.7:
        return Reason.RELATED, f"{block.link_share:.0%} links"
    if not flow.slot or not flow.holds(block):
        return Reason.OUTSIDE, "outside of the article's text"
    if block.index > flow.last:
        return Reason.AFTER_END, "behind the last paragraph"
    return Reason.ODD_BOX, "unlike the paragraphs around it"


def recall_slots(case: Case) -> None:
    """Where memory knows a slot, the page's own weight and the slot's record share the say."""
    if case.recall is None:
        return
    for block, weight in zip(case.blocks, case.reading.weights, strict=True):
        record = case.recall.records.get(fingerprint_of_slot(block.slot))
        if record is None or record.pages < 2:
            continue
        said = f"its slot was kept to {record.kept:.0%} on {record.pages} other pages"
        trust = min(record.pages, 8) / 8 * 0.6
        mixed = (1 - trust) * weight + trust * record.kept
        if mixed >= KEPT_FROM and not case.is_kept(block) and record.kept > 0.5 and weight > 0.05:
            case.keep(block, said)
        elif mixed < KEPT_FROM and case.is_kept(block):
            case.drop(block, Reason.BOILERPLATE_SLOT, said)


def recall_texts(case: Case) -> None:
    """What stands on other pages, too, belongs to none of them."""
    if case.recall is None:
        return
    for block in case.kept():
        others = case.recall.repeats.get(fingerprint(block.text), 0)
        if others >= _enough(case.recall.pages, block):
            case.drop(
                block, Reason.REPEATED, f"stands on {others} of {case.recall.pages} other pages"
            )


def _enough(pages: int, block: Block) -> int:
    """On how many other pages a text must stand to be the site's: once may be a quotation."""
    if block.size < 25:  # short sub-headings come again in honest ways
        return max(3, pages // 4)
    return max(2, pages // 20)


def hide_hidden(case: Case) -> None:
    """What readers do not see is dropped; where all paragraphs are hidden, a script shows them."""
    kept = case.kept()
    hidden = [b for b in kept if b.places & Place.HIDDEN]
    for block in hidden:
        alike = [b for b in kept if b.slot == block.slot]
        unseen = [b for b in alike if b.places & Place.HIDDEN]
        if len(unseen) < _SHOWN_LATER or len(unseen) < len(alike) / 2:
            case.drop(block, Reason.HIDDEN, "hidden from readers")


def take_headline(case: Case) -> None:
    """The headline is a field of its own."""
    for block in case.kept():
        if _is_headline(block, case.metadata):
            case.drop(block, Reason.HEADLINE, "the headline")


def _is_headline(block: Block, metadata: Metadata) -> bool:
    return bool(metadata.headline) and tokens(block.text) == tokens(metadata.headline)


def take_captions(case: Case) -> None:
    """Captions go with their images."""
    captions = {
        tuple(tokens(text))
        for image in case.metadata.images
        for text in (image.caption, f"{image.caption} {image.credit}", image.credit)
        if text.strip()
    }
    for block in case.kept():
        if block.tag == "figcaption":
            case.drop(block, Reason.CAPTION, "stands in a figure")
        elif block.slot in case.reading.flow.paragraphs:
            continue
        elif tuple(tokens(block.text)) in captions:
            case.drop(block, Reason.CAPTION, "the caption of an image")
        elif match := _CAPTION_CLASS.search(" ".join(block.slot.rsplit(">", 2)[1:])):
            case.drop(block, Reason.CAPTION, f"in a box named {match[0].strip('.-_')!r}")


def take_bylines(case: Case) -> None:
    """A line that holds little but the authors' names."""
    names = [set(tokens(name)) for name in case.metadata.authors]
    for block in case.kept() if names else ():
        words = tokens(block.text)
        if block.size <= _BYLINE and len(set(words) - set().union(*names)) <= _BESIDE_NAMES:
            if any(name <= set(words) for name in names):
                case.drop(block, Reason.BYLINE, "the authors' names")


def follow_list(case: Case) -> None:
    """Items of one list fare alike."""
    lists: defaultdict[int, list[Block]] = defaultdict(list)
    for block in case.blocks:
        box = case.layout.boxes[block.box]
        if block.tag == "li" and case.reading.flow.runs_through(block):
            lists[box.parent].append(block)
    for items in lists.values():
        kept = [b for b in items if case.is_kept(b)]
        if len(items) / 2 < len(kept) < len(items):
            for block in items:
                if case.reading.weights[block.index] >= _ALMOST:
                    case.keep(block, "an item of a list that is kept")


def follow_text(case: Case) -> None:
    """A sub-heading between two paragraphs that are kept heads the second."""
    for before, block, after in zip(case.blocks, case.blocks[1:], case.blocks[2:], strict=False):
        if not block.heading or case.is_kept(block) or block.link_share > 0.5:
            continue
        inside = case.reading.flow.runs_through(block) and is_prose(after)
        if inside and case.is_kept(before) and case.is_kept(after):
            case.keep(block, "a sub-heading between paragraphs")


def heed_phrases(case: Case) -> None:
    """What share bars, promos and the like say."""
    for block in case.kept():
        if match := case.reading.matches[block.index]:
            case.drop(block, match.reason, f"says {match.phrase!r}")


_LABELS = frozenset({Reason.AD_LABEL, Reason.PROMO, Reason.NEWSLETTER, Reason.RELATED})


def empty_labelled_boxes(case: Case) -> None:
    """A label governs the box it heads: what stands below "Anzeige" is the advertisement."""
    for block in case.blocks:
        match = case.reading.matches[block.index]
        if match is None or match.reason not in _LABELS or block.size >= _LONG_LABEL:
            continue
        box = _headed_box(case, block)
        for inside in case.blocks[box.start : box.end] if box else ():
            if case.is_kept(inside):
                case.drop(inside, match.reason, f"in the box that {match.phrase!r} heads")


def _headed_box(case: Case, label: Block) -> Box | None:
    """The widest box that begins with the label and holds little of what is kept."""
    boxes, flow = case.layout.boxes, case.reading.flow
    found, box = None, boxes[label.box]
    long = [b for b in case.kept() if b.size >= _LONG_LABEL]
    most = _BOXED * sum(b.size for b in long)
    while box.parent >= 0:
        inside = case.blocks[box.start : box.end]
        above = case.blocks[box.start : label.index]
        body = [b for b in long if box.start <= b.index < box.end]
        if (
            any(b.size >= _LONG_LABEL for b in above)
            or any(b.slot in flow.paragraphs for b in body)
            or sum(b.size for b in body) > most
        ):
            break
        if len(inside) > 1:
            found = box
        box = boxes[box.parent]
    return found


def end_article(case: Case) -> None:
    """A comments line behind nearly all of the text ends the article."""
    prose = [b for b in case.kept() if is_prose(b)]
    for label in case.blocks:
        match = case.reading.matches[label.index]
        if match is None or match.reason is not Reason.COMMENTS or label.size > _LONG_LABEL:
            continue
        behind = [b for b in case.kept() if b.index > label.index]
        late = [b for b in behind if is_prose(b)]
        if len(late) <= _LATE and sum(b.size for b in late) <= _BOXED * sum(b.size for b in prose):
            for block in behind:
                case.drop(block, Reason.AFTER_END, f"behind {match.phrase!r}")


def find_standfirst(case: Case) -> None:
    """A standfirst between headline and body is lost most easily: it is set apart from both."""
    kept = case.kept()
    h1 = max((b.index for b in case.blocks if _is_headline(b, case.metadata)), default=-1)
    first = next((b.index for b in kept if is_prose(b)), -1)
    described = set(tokens(case.metadata.description))
    for block in case.blocks[h1 + 1 : first] if 0 <= h1 < first <= h1 + _NEAR_HEADLINE else ():
        if case.is_kept(block) or not _STANDFIRST[0] <= block.size <= _STANDFIRST[1]:
            continue
        if block.link_share > 0.3 or case.reading.matches[block.index]:
            continue
        if block.places & (Place.FIGURE | Place.NAV | Place.HIDDEN):
            continue
        words = set(tokens(block.text))
        if len(words & described) >= _ALIKE * len(words):
            case.keep(block, "the standfirst: what the page gives as its description")
        elif "lead" in hints(block.slot.rpartition(">")[2]) and _SENTENCE.search(block.text):
            case.keep(block, "the standfirst: its class says so")


def drop_copies(case: Case) -> None:
    """A paragraph that stands on the page twice is kept once."""
    seen: dict[str, Block] = {}
    for block in case.kept():
        if block.size < 40 or block.heading:
            continue
        first = seen.setdefault(block.text, block)
        if first is not block:
            case.drop(block, Reason.DUPLICATE, "stands above already")


def drop_stranded(case: Case) -> None:
    """A heading that ends the text heads nothing; several are a list."""
    kept = case.kept()
    if len(kept) > 1 and kept[-1].heading and not kept[-2].heading:
        case.drop(kept[-1], Reason.AFTER_END, "a heading with no text below it")


RULES: tuple[Callable[[Case], None], ...] = (
    weigh,
    recall_slots,
    recall_texts,
    hide_hidden,
    follow_list,
    follow_text,
    take_headline,
    take_captions,
    take_bylines,
    heed_phrases,
    empty_labelled_boxes,
    end_article,
    find_standfirst,
    drop_copies,
    drop_stranded,
)
