"""Verdicts with weights that a test sets, so that rules are tested and not the weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from newscrawl.extraction.blocks import Place
from newscrawl.extraction.evidence import Recall
from newscrawl.extraction.reading import read
from newscrawl.extraction.verdicts import Verdict, decide
from newscrawl.items import Page


def judge(
    page: Page, light: Mapping[str, float] | None = None, recall: Recall | None = None
) -> list[tuple[str, Verdict]]:
    """Each block's text and verdict, where all weigh much but menus, footers and those in `light`.

    Args:
        page: The page.
        light: Weights of blocks by their text.
        recall: What a memory says.
    """
    reading = read(page)
    around = Place.NAV | Place.FOOTER
    weights = [(light or {}).get(b.text, 0.0 if b.places & around else 0.9) for b in reading.blocks]
    verdicts = decide(replace(reading, weights=weights), recall)
    return [(b.text, v) for b, v in zip(reading.blocks, verdicts, strict=True)]


def kept(rows: list[tuple[str, Verdict]]) -> list[str]:
    """The texts that are kept."""
    return [text for text, verdict in rows if verdict.kept]


def verdict_on(text: str, rows: list[tuple[str, Verdict]]) -> Verdict:
    """The verdict on the one block with this text."""
    (found,) = (verdict for said, verdict in rows if said == text)
    return found
