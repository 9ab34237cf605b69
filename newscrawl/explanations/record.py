"""Explanation -> one JSON object."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from newscrawl.explanations.known import Known
from newscrawl.extraction import Explanation


def as_record(explanation: Explanation, known: Known) -> dict[str, Any]:
    """The article's fields, then `memory` and `blocks`, all ready for JSON.

    `memory` is null or {source, pages, generation}; `blocks` are in reading order, each
    {text, slot, kept, reason, evidence, weight}, its reason null where it is kept; its weight is
    how likely it is part of the article by the page alone, 0 to 1.
    """
    memory = known.memory
    return {
        **asdict(explanation.article),
        "memory": memory
        and {"source": known.source, "pages": memory.pages, "generation": memory.generation},
        "blocks": [
            {
                "text": block.text,
                "slot": block.slot,
                "kept": verdict.kept,
                "reason": verdict.reason,
                "evidence": verdict.evidence,
                "weight": round(weight, 3),
            }
            for block, verdict, weight in zip(
                explanation.blocks, explanation.verdicts, explanation.weights, strict=True
            )
        ],
    }
