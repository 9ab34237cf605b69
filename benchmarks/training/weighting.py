"""How much each block counts in training, and the matrix that trees are grown on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.training.examples import Array, Example

# Tried on the cross-validated figures: even weights favour the many old pages of waddle_daniel,
# twice the weight for the others costs it half a point.
SET_WEIGHTS = {"fundus_parser": 1.3, "wcxb_dev": 1.5, "waddle_daniel": 1.0, "trafilatura": 0.7}
_AUGMENTED = 0.7  # of a page as served
_SHORTEST = 2  # tokens that a block counts for at least
_SHORT_GOLD = 50  # tokens; on shorter articles a block counts no more than on one of this length
_QUANTILE = 0.999  # of the weights: none above


@dataclass(frozen=True, slots=True)
class Samples:
    """Rows of features, whether each is kept, and how much it counts; of mean 1."""

    rows: Array
    kept: Array
    weights: Array


def samples(examples: Sequence[Example], sites: Counter[str]) -> Samples:
    """The blocks of examples that training sees: candidates that the gold knows."""
    chosen = [e.measured.known[e.measured.candidates] for e in examples]
    both = list(zip(examples, chosen, strict=True))
    weights = np.concatenate([block_weights(e, sites)[mask] for e, mask in both])
    weights = np.minimum(weights, np.quantile(weights, _QUANTILE))
    return Samples(
        rows=np.concatenate([e.measured.rows[mask] for e, mask in both]),
        kept=np.concatenate([e.measured.kept[e.measured.candidates][mask] for e, mask in both]),
        weights=weights / weights.mean(),
    )


def pages_of_sites(examples: Sequence[Example]) -> Counter[str]:
    """How many pages each site has, as served."""
    return Counter(e.source.gold.site for e in examples if e.plain)


def block_weights(example: Example, sites: Counter[str]) -> Array:
    """How much each candidate counts.

    A page counts the same however long it is, a site as the root of its pages: many pages of
    one template teach little more than a few. Where there are snippets only, all blocks that
    they tell of count alike.
    """
    found, gold = example.measured, example.source.gold
    page = SET_WEIGHTS.get(gold.set, 1.0) / np.sqrt(sites[gold.site] or 1)
    if not example.plain:
        page *= _AUGMENTED
    if not gold.text:
        known = max(int(found.known[found.candidates].sum()), 1)
        return np.full(len(found.candidates), page / known)
    length = np.maximum(found.tokens[found.candidates], _SHORTEST)
    return length / max(int(found.gold_tokens), _SHORT_GOLD) * page
