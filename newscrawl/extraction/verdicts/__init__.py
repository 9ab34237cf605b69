"""For each block keep or drop, with the reason and the evidence.

A page's own weights come first, then what memory says of the site; of a page that was recognised,
memory alone. Each rule after them knows one cause. Rules run in the order of `RULES`, and a later
one overrules an earlier one.
"""

from __future__ import annotations

from newscrawl.extraction.evidence import Recall
from newscrawl.extraction.reading import Reading
from newscrawl.extraction.verdicts.case import Case, Rule, Verdict
from newscrawl.extraction.verdicts.company import (
    drop_copies,
    drop_stranded,
    follow_list,
    follow_paragraphs,
    follow_text,
)
from newscrawl.extraction.verdicts.fields import (
    find_standfirst,
    take_bylines,
    take_captions,
    take_headline,
    take_section,
)
from newscrawl.extraction.verdicts.recalled import follow_records, recall_slots, recall_texts
from newscrawl.extraction.verdicts.said import (
    empty_labelled_boxes,
    empty_named_boxes,
    end_article,
    heed_phrases,
)
from newscrawl.extraction.verdicts.seen import hide_hidden
from newscrawl.extraction.verdicts.weighing import KEPT_FROM, weigh

# Of a page that was read with the teacher, and of one that was recognised without.
WEIGHED: tuple[Rule, ...] = (weigh, recall_slots)
RECOGNISED: tuple[Rule, ...] = (follow_records,)
RULES: tuple[Rule, ...] = (
    recall_texts,
    hide_hidden,
    follow_list,
    follow_text,
    follow_paragraphs,
    take_headline,
    take_section,
    take_captions,
    take_bylines,
    heed_phrases,
    empty_labelled_boxes,
    empty_named_boxes,
    end_article,
    find_standfirst,
    drop_copies,
    drop_stranded,
)


def first(reading: Reading) -> list[Verdict]:
    """The verdicts on a page's blocks before any rule looks for causes."""
    case = Case(reading, None)
    for rule in RECOGNISED if reading.is_recognised else WEIGHED:
        rule(case)
    return case.verdicts


def decide(reading: Reading, recall: Recall | None = None) -> list[Verdict]:
    """A verdict for each block of a page, in their order.

    Args:
        reading: The page, read alone.
        recall: What its site's memory says of it; None decides without.
    """
    case = Case(reading, recall)
    for rule in (*(RECOGNISED if reading.is_recognised else WEIGHED), *RULES):
        rule(case)
    return case.verdicts


__all__ = ["KEPT_FROM", "RECOGNISED", "RULES", "WEIGHED", "Verdict", "decide", "first"]
