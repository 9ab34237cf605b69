"""What is a field of its own and no text: headline, captions, by-lines; and the lead."""

from __future__ import annotations

import re

from newscrawl.extraction.blocks import Block, Place, tokens
from newscrawl.extraction.features import hints
from newscrawl.extraction.flow import is_prose
from newscrawl.extraction.metadata import split_caption
from newscrawl.extraction.verdicts.case import Case
from newscrawl.extraction.verdicts.weighing import LONGEST_CAPTION
from newscrawl.items import Reason

_CAPTION_CLASS = re.compile(
    r"[.#_-](?:\w+-)*(?:wp-)?(?:caption|figcaption|credits?|img-?text|image-?text|bildunterschrift"
    r"|legende|photo-?credit)(?![a-z])",
    re.IGNORECASE,
)
_BYLINE = 120  # size of the longest line of authors
_BESIDE_NAMES = 4  # other words in it: "by", a date
_NEAR_HEADLINE = 25  # blocks between headline and body
_STANDFIRST = range(40, 900)  # size
_SENTENCE = re.compile(r"[.!?…。！？][\"'”’»)]*$")


def take_headline(case: Case) -> None:
    """The headline is a field of its own."""
    for block in case.kept():
        if case.is_headline(block):
            case.drop(block, Reason.HEADLINE, "the headline")


def take_captions(case: Case) -> None:
    """Captions go with their images."""
    captions = {
        tokens(text)
        for image in case.metadata.images
        for text in (image.caption, f"{image.caption} {image.credit}", image.credit)
        if text.strip()
    }
    for block in case.kept():
        if block.tag == "figcaption":
            case.drop(block, Reason.CAPTION, "stands in a figure")
        elif block.slot in case.flow.paragraphs:
            continue
        elif captions and tokens(block.text) in captions:
            case.drop(block, Reason.CAPTION, "the caption of an image")
        elif block.size <= LONGEST_CAPTION and split_caption(block.text)[1]:
            case.drop(block, Reason.CAPTION, "ends in a credit")
        elif match := _CAPTION_CLASS.search(" ".join(block.slot.rsplit(">", 2)[1:])):
            case.drop(block, Reason.CAPTION, f"in a box named {match[0].strip('.#-_')!r}")


def take_section(case: Case) -> None:
    """The name of the section above the text is a field, too."""
    section = tokens(case.metadata.section)
    for block in case.kept()[:2] if section else ():
        if tokens(block.text) == section:
            case.drop(block, Reason.NAVIGATION, "the name of the section")


def take_bylines(case: Case) -> None:
    """A line that holds little but the authors' names."""
    names = [set(tokens(name)) for name in case.metadata.authors]
    every = set().union(*names)
    for block in case.kept() if names else ():
        words = set(tokens(block.text)) if block.size <= _BYLINE else set()
        if len(words - every) <= _BESIDE_NAMES and any(name <= words for name in names):
            case.drop(block, Reason.BYLINE, "the authors' names")


def find_standfirst(case: Case) -> None:
    """A standfirst between headline and body is lost most easily: it is set apart from both."""
    headline = max((b.index for b in case.blocks if case.is_headline(b)), default=-1)
    first = next((b.index for b in case.kept() if is_prose(b)), -1)
    if not 0 <= headline < first <= headline + _NEAR_HEADLINE:
        return
    for block in case.blocks[headline + 1 : first]:
        if not case.is_open(block) or not _may_be_lead(block, case):
            continue
        if case.is_described(block):
            case.keep(block, "the standfirst: what the page gives as its description")
        elif "lead" in hints(block.slot.rpartition(">")[2]) and _SENTENCE.search(block.text):
            case.keep(block, "the standfirst: its class says so")


def _may_be_lead(block: Block, case: Case) -> bool:
    return (
        block.size in _STANDFIRST
        and block.link_share <= 0.3
        and not case.match(block)
        and not block.places & (Place.FIGURE | Place.NAV | Place.HIDDEN)
    )
