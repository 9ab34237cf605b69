"""What changed between two texts: paragraph by paragraph, and word by word within one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

# A word, a character of a script without spaces, or one of what stands between them.
_TOKENS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|\w+|\W")
_ALIKE = 0.4  # share of words that two paragraphs have in common, to be one that was changed
_MOST_PAIRS = 10_000  # of paragraphs compared with each other; more are old ones and new ones
_MOST_WORDS = 4_000_000  # of one paragraph times those of the other, compared one by one


class Edit(StrEnum):
    """What became of a part of a text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words, and what became of it."""

    edit: Edit
    text: str


Paragraph = tuple[Part, ...]


def compare(old: str, new: str) -> list[Paragraph]:
    """The paragraphs of both texts in reading order, each in parts.

    One that stayed, went or came is one part; one that was changed is several.

    >>> compare("It rained.", "It snowed.")[0][1:3]
    (Part(edit=<Edit.REMOVED: 'removed'>, text='rained'), Part(edit=<Edit.ADDED: 'added'>, text='snowed'))
    """  # noqa: E501 - a doctest's line is what it is
    before, after = old.split("\n") if old else [], new.split("\n") if new else []
    found: list[Paragraph] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        if kind == "equal":
            found += [(Part(Edit.SAME, line),) for line in before[start:end]]
        else:
            found += _replaced(before[start:end], after[other_start:other_end])
    return found


def is_same(paragraph: Paragraph) -> bool:
    """Whether nothing in a paragraph changed."""
    return all(part.edit is Edit.SAME for part in paragraph)


def _replaced(before: Sequence[str], after: Sequence[str]) -> Iterator[Paragraph]:
    """Paragraphs in the place of others: those alike are one that was changed."""
    done = other_done = 0
    for one, other in _pairs(before, after):
        yield from ((Part(Edit.REMOVED, line),) for line in before[done:one])
        yield from ((Part(Edit.ADDED, line),) for line in after[other_done:other])
        yield _changed(before[one], after[other])
        done, other_done = one + 1, other + 1
    yield from ((Part(Edit.REMOVED, line),) for line in before[done:])
    yield from ((Part(Edit.ADDED, line),) for line in after[other_done:])


def _pairs(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Which old paragraph became which new one, in order; the sum of their likeness is highest."""
    if len(before) * len(after) > _MOST_PAIRS:
        return []
    words, other_words = _bags(before), _bags(after)
    # best[i][j]: likeness and pairs of what stands from i and j on.
    best: list[list[tuple[float, list[tuple[int, int]]]]] = [
        [(0.0, []) for _ in range(len(after) + 1)] for _ in range(len(before) + 1)
    ]
    for i in reversed(range(len(before))):
        for j in reversed(range(len(after))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], key=lambda each: each[0])
            alike = _likeness(words[i], other_words[j])
            total, pairs = best[i + 1][j + 1]
            if alike >= _ALIKE and alike + total > best[i][j][0]:
                best[i][j] = (alike + total, [(i, j), *pairs])
    return best[0][0][1]


def _bags(lines: Sequence[str]) -> list[Counter[str]]:
    return [Counter(t for t in _TOKENS.findall(line) if not t.isspace()) for line in lines]


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def _changed(old: str, new: str) -> Paragraph:
    """The words of a paragraph that was changed."""
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    if len(before) * len(after) > _MOST_WORDS:
        return (Part(Edit.REMOVED, old), Part(Edit.ADDED, new))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    steps = [
        (kind == "equal", "".join(before[start:end]), "".join(after[other_start:other_end]))
        for kind, start, end, other_start, other_end in matcher.get_opcodes()
    ]
    return tuple(_joined(steps))


def _joined(steps: list[tuple[bool, str, str]]) -> Iterator[Part]:
    """Parts; blanks between two changes belong to them, so that phrases stay whole."""
    inner = range(1, len(steps) - 1)
    is_kept = [
        same and not (number in inner and not old.strip())
        for number, (same, old, _) in enumerate(steps)
    ]
    for same, run in groupby(range(len(steps)), key=is_kept.__getitem__):
        numbers = list(run)
        old = "".join(steps[number][1] for number in numbers)
        new = "".join(steps[number][2] for number in numbers)
        if same:
            yield Part(Edit.SAME, old)
        else:
            yield from (
                Part(edit, text) for edit, text in ((Edit.REMOVED, old), (Edit.ADDED, new)) if text
            )
