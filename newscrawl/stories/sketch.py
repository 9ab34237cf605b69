"""The sketch of a text: a MinHash signature, by which its copies are found again."""

from __future__ import annotations

from collections.abc import Sequence

from rensa import RMinHash  # type: ignore[import-untyped]  # compiled, without stubs

from newscrawl.stories.words import Words

# Two texts agree in a slot with a probability of their Jaccard similarity. Copies that are cut
# to a third and padded have .2; of 32 slots, two or more then agree in 99 of 100 pairs.
SLOTS = 32
MIN_WORDS = 40  # a shorter text is hardly more than what every such text says
_SEED = 7


def sketch(text: Words, shingles: Sequence[str]) -> tuple[int, ...]:
    """The signature of a text: one number below 2**37 a slot, the slot's number in its top bits.

    So it is the row of keys under which a text stands in an index, bands of one row each. A
    text too short to be told from others has none: ().

    Args:
        text: The text.
        shingles: Its shingles, in any order.
    """
    if len(text) < MIN_WORDS:
        return ()
    signature = RMinHash(num_perm=SLOTS, seed=_SEED)
    signature.update(shingles)
    return tuple(slot << 32 | value for slot, value in enumerate(signature.digest()))
