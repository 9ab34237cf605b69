"""What the site's memory says."""

from __future__ import annotations

from newscrawl.extraction.blocks import Block
from newscrawl.extraction.evidence import SlotRecord, fingerprint, fingerprint_of_slot
from newscrawl.extraction.verdicts.case import Case, Verdict
from newscrawl.items import Reason

_KNOWN_FROM = 0.4  # more than alone: what belongs has its slot's record to speak for it
_HALF, _SELDOM = 0.5, 0.3
_FEW = 2  # other pages from which a slot's record counts
_SURE = 8  # other pages from which it counts in full
_TRUST = 0.6  # then it has this share of the say, and the page's own weight the rest
_NEVER = 0.05  # weight below which no record rescues a block
_LEAD = 40  # size of the shortest lead
_LINKS = 0.9  # share of links from which a block is no line of the article
_SHORT = 25  # size; short sub-headings come again in honest ways


def follow_records(case: Case) -> None:
    """On a page that was recognised, a block fares as what stood in its slot on other pages.

    But for a line of links: slots that hold paragraphs hold links to other articles, too.
    """
    for block, record in zip(case.blocks, case.reading.records, strict=True):
        if record is None:
            verdict = Verdict(kept=False, reason=Reason.ODD_BOX, evidence="its slot is new here")
        elif record.kept >= _HALF and block.link_share > _LINKS:
            said = f"{block.link_share:.0%} links, in a slot of text"
            verdict = Verdict(kept=False, reason=Reason.RELATED, evidence=said)
        elif record.kept >= _HALF:
            verdict = Verdict(kept=True, evidence=_said(record))
        else:
            reason = Reason.BOILERPLATE_SLOT if record.kept < _SELDOM else Reason.ODD_BOX
            verdict = Verdict(kept=False, reason=reason, evidence=_said(record))
        case.verdicts.append(verdict)


def recall_slots(case: Case) -> None:
    """Where memory knows a slot, the page's own weight and the slot's record share the say."""
    if case.recall is None or case.recall.pages < _FEW:
        return
    for block, weight in zip(case.blocks, case.weights, strict=True):
        record = case.recall.records.get(fingerprint_of_slot(block.slot))
        if record is None or record.pages < _FEW:
            if case.is_kept(block) and weight < _KNOWN_FROM:
                said = f"weighs {weight:.2f}, and its slot is new on this site"
                case.drop(block, Reason.ODD_BOX, said)
            continue
        trust = _TRUST * min(record.pages, _SURE) / _SURE
        weighs = (1 - trust) * weight + trust * record.kept
        said = _said(record)
        reliable = record.kept > 0.5 and weight > _NEVER and block.slot not in case.flow.paragraphs
        if case.is_kept(block) and weighs < _KNOWN_FROM:
            case.drop(block, Reason.BOILERPLATE_SLOT, said)
        elif not case.is_kept(block) and weighs >= _KNOWN_FROM and reliable:
            case.keep(block, said)


def _said(record: SlotRecord) -> str:
    others = "1 other page" if record.pages == 1 else f"{record.pages} other pages"
    return f"its slot was kept to {record.kept:.0%} on {others}"


def recall_texts(case: Case) -> None:
    """What stands on other pages, too, belongs to none of them, but for the lead in teasers."""
    if case.recall is None:
        return
    known = case.recall.pages
    for block in case.blocks:
        if not case.is_kept(block) and not case.flow.holds(block):
            continue
        others = case.recall.repeats.get(fingerprint(block.text), 0)
        if others >= _enough(known, block) and not _is_teased(block, case):
            case.drop(block, Reason.REPEATED, f"stands on {others} of {known} other pages")


def _is_teased(block: Block, case: Case) -> bool:
    """Whether other pages may show the block because it is this page's lead."""
    return block.size >= _LEAD and case.is_described(block)


def _enough(pages: int, block: Block) -> int:
    """On how many other pages a text must stand to be the site's: once may be a quotation."""
    if block.size < _SHORT:
        return max(3, pages // 4)
    return max(2, pages // 20)
