"""A cheap look at a block that tells most blocks of a page from those worth reading closely."""

from __future__ import annotations

import re
from collections.abc import Iterable

from newscrawl.extraction.phrases.reading import Phrase, Where
from newscrawl.extraction.phrases.words import Calendar, fold

# Marks that part words, those that hang on to them, and those before and behind CJK text.
_INNER = "-–—'’/(:"
_EDGES = '"!?.,;*#@|)[]{}<>«»„“”‚‘‹›…•·→←▶►+=~_^`´&%$€£'
_CJK_EDGES = _EDGES + _INNER + " \u3000〈《【】「」『』（）［］：！？。、※■●▶◆★"
_FIRST_CJK, _LAST_CJK = "\u3005", "\u9fff"
_HAS_CJK = re.compile(f"[{_FIRST_CJK}-\U0010ffff]").search  # or what comes behind, as emoji do


class Gate:
    """Opens for every block that a phrase could match, and for few others.

    Its words are cut at white space and a few marks, which costs a fraction of cutting them
    properly. It keeps accents, so it knows each word with and without them.
    """

    def __init__(self, phrases: Iterable[Phrase], calendar: Calendar) -> None:
        self._single: set[str] = set()
        self._firsts = set(calendar.days)
        self._lasts = {*calendar.days, *calendar.fillers}
        self._starts: set[str] = set()
        self._anchors: set[str] = set()
        self._ends: set[str] = set()
        for phrase in phrases:
            if max(phrase.text) >= _FIRST_CJK:
                self._add_cjk(phrase.where, phrase.text.strip(_CJK_EDGES))
                continue
            plain = phrase.text.replace("#", "0").replace("@", "0")
            self._add(phrase.where, rough_words(plain))
            if not plain.isascii():  # else it has no accents
                self._add(phrase.where, rough_words(fold(plain)))

    def opens(self, text: str) -> bool:
        """Whether a phrase may match the text."""
        if not text.isascii() and _HAS_CJK(text):
            return self._opens_cjk(text.strip(_CJK_EDGES))
        words = rough_words(text)
        if not words:
            return False
        first, last = words[0], words[-1]
        return (
            first in self._starts
            or " ".join(words[:2]) in self._starts
            or last in self._ends
            or not self._anchors.isdisjoint(words)
            or (first in self._single if len(words) == 1 else self._framed(first, last))
        )

    def _framed(self, first: str, last: str) -> bool:
        """Whether phrases begin and end with two words, as whole blocks and rows do."""
        return (first in self._firsts or _numeric(first)) and (
            last in self._lasts or _numeric(last)
        )

    def _opens_cjk(self, text: str) -> bool:
        return (
            text[:1].isascii()
            or text[:1] in self._starts
            or text[:2] in self._starts
            or text[-2:] in self._ends
            or not self._anchors.isdisjoint(map(str.__add__, text, text[1:]))
        )

    def _add(self, where: Where, words: list[str]) -> None:
        if where == "whole":
            self._single.update(words if len(words) == 1 else ())
            self._firsts.add(words[0])
            self._lasts.add(words[-1])
        elif where == "end":
            self._ends.add(words[-1])
        elif where == "any":
            self._anchors.add(max(words, key=len))
        else:
            # A number may be written in many ways, so it cannot be the second word of a key.
            self._starts.add(" ".join(words[: 1 if _numeric(words[-1]) else 2]))

    def _add_cjk(self, where: Where, text: str) -> None:
        if where == "any":
            self._anchors.add(text[:2])
        elif where == "end":
            self._ends.add(text[-2:])
        else:
            self._starts.add(text[:2] if _FIRST_CJK <= text[1:2] <= _LAST_CJK else text[:1])


def rough_words(text: str) -> list[str]:
    """The words of a text, cut cheaply.

    >>> rough_words("Don’t miss: (Foto)")
    ['don', 't', 'miss', 'foto']
    """
    text = text.casefold()
    if not text.isascii():
        text = text.replace("\u0307", "").replace("ı", "i").replace("©", " © ")
    for mark in _INNER:
        if mark in text:
            text = text.replace(mark, " ")
    return [word for raw in text.split() if (word := raw.strip(_EDGES))]


def _numeric(word: str) -> bool:
    return word[0].isdigit() or word[-1].isdigit()
