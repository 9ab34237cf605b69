"""What newspapers do to a wire text: every function makes paragraphs of paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from benchmarks.wire.lexicon import Cast, Lexicon
from benchmarks.wire.prose import Writer

_FEWEST = 3  # paragraphs: with less of the wire's text, an article is hardly its copy
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=。)")


@dataclass(frozen=True, slots=True)
class Desk:
    """A newspaper's desk: what it writes with, and how far it goes.

    Attributes:
        words: Its language.
        writer: How it writes paragraphs of its own.
        kept: What share of the paragraphs a cut leaves, from and to.
        added: How many paragraphs of its own it adds, from and to.
        reworded: What share of all words it replaces, from and to.
        lead: How many of the first paragraphs a new lead replaces, at most.
    """

    words: Lexicon
    writer: Writer
    kept: tuple[float, float]
    added: tuple[int, int]
    reworded: tuple[float, float]
    lead: int


Change = Callable[[Desk, Random, list[str], Cast], list[str]]


def as_it_is(_desk: Desk, _rng: Random, text: list[str], _cast: Cast) -> list[str]:
    """Nothing but a new headline, which is no part of the text."""
    return text


def new_lead(desk: Desk, rng: Random, text: list[str], cast: Cast) -> list[str]:
    """The first paragraphs written anew."""
    count = rng.randint(1, min(desk.lead, len(text) - 1))
    return desk.writer(desk.words, rng, cast, count) + text[count:]


def cut_end(desk: Desk, rng: Random, text: list[str], _cast: Cast) -> list[str]:
    """Shortened from the end, as it is done where space is short."""
    return text[: _left(desk, rng, text)]


def cut_anywhere(desk: Desk, rng: Random, text: list[str], _cast: Cast) -> list[str]:
    """Paragraphs left out here and there."""
    kept = sorted(rng.sample(range(len(text)), min(len(text), _left(desk, rng, text))))
    return [text[place] for place in kept]


def new_order(_desk: Desk, rng: Random, text: list[str], _cast: Cast) -> list[str]:
    """The paragraphs behind the first in another order."""
    rest = text[1:]
    rng.shuffle(rest)
    return text[:1] + rest


def added_at_end(desk: Desk, rng: Random, text: list[str], cast: Cast) -> list[str]:
    """What it means for the town, behind the wire's text."""
    return text + _own(desk, rng, cast)


def added_inside(desk: Desk, rng: Random, text: list[str], cast: Cast) -> list[str]:
    """Paragraphs of their own between the wire's."""
    mixed = list(text)
    for paragraph in _own(desk, rng, cast):
        mixed.insert(rng.randrange(1, len(mixed) + 1), paragraph)
    return mixed


def added_before(desk: Desk, rng: Random, text: list[str], cast: Cast) -> list[str]:
    """What it means for the town, above the wire's text."""
    return _own(desk, rng, cast) + text


def reworded(desk: Desk, rng: Random, text: list[str], _cast: Cast) -> list[str]:
    """Words replaced here and there; names and numbers stay."""
    share = rng.uniform(*desk.reworded)
    return [_reworded(desk, rng, paragraph, share) for paragraph in text]


def fewer_sentences(desk: Desk, rng: Random, text: list[str], _cast: Cast) -> list[str]:
    """Single sentences left out, and paragraphs broken anew."""
    joint = "" if desk.words.unspaced else " "
    sentences = [s for s in _SENTENCE_END.split(joint.join(text)) if s]
    kept = [s for s in sentences if rng.random() < rng.uniform(*desk.kept)] or sentences[:3]
    size = rng.randint(1, 4)
    return [joint.join(kept[start : start + size]) for start in range(0, len(kept), size)]


def combined(*changes: Change) -> Change:
    """One change after the other."""

    def change(desk: Desk, rng: Random, text: list[str], cast: Cast) -> list[str]:
        for step in changes:
            text = step(desk, rng, text, cast)
        return text

    return change


COPIES: dict[str, Change] = {
    "new headline": as_it_is,
    "new lead": new_lead,
    "cut from the end": cut_end,
    "cut anywhere": cut_anywhere,
    "new order": new_order,
    "local text behind": added_at_end,
    "local text inside": added_inside,
    "local text above": added_before,
    "reworded": reworded,
    "sentences left out": fewer_sentences,
    "new lead, cut": combined(new_lead, cut_anywhere),
    "cut, local text": combined(cut_end, added_at_end),
    "new lead, order, local text": combined(new_lead, new_order, added_inside),
    "reworded, new lead": combined(reworded, new_lead),
    "reworded, cut": combined(reworded, cut_end),
    "new lead, cut, local text": combined(new_lead, cut_end, added_inside),
}


def _left(desk: Desk, rng: Random, text: list[str]) -> int:
    return max(_FEWEST, round(len(text) * rng.uniform(*desk.kept)))


def _own(desk: Desk, rng: Random, cast: Cast) -> list[str]:
    return desk.writer(desk.words, rng, cast, rng.randint(*desk.added))


def _reworded(desk: Desk, rng: Random, paragraph: str, share: float) -> str:
    if desk.words.unspaced:
        for word, other in desk.words.synonyms.items():
            if rng.random() < share * 4:  # a tenth of all characters belong to such words
                paragraph = paragraph.replace(word, other)
        return paragraph

    def other(match: re.Match[str]) -> str:
        word = match[0]
        known = desk.words.synonyms.get(word.casefold())
        if known and rng.random() < share * 6:  # every sixth word or so has a synonym
            return known
        if word.islower() and len(word) > 4 and rng.random() < share / 3:
            return rng.choice(list(desk.words.synonyms.values()))
        return word

    return _WORD.sub(other, paragraph)
