"""The words of an article's text, as they are compared: without case, marks and dateline."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import normalize

# Scripts written without spaces between words: Thai, Lao, Myanmar, Khmer, kana, Han. A
# character is a word here, and a shingle takes more of them.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
# Marks that stand inside words: accents, Hebrew and Arabic points, the signs of India's scripts.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0963\u0971-\u0dff"
_WORD = re.compile(rf"[{_UNSPACED}]|\d+(?:[.,:]\d+)*|(?:[^\W\d_{_UNSPACED}]|[{_MARKS}])+")
_UNSPACED_WORD = re.compile(f"[{_UNSPACED}]")
# Most texts have neither: their words are found in half of the time.
_IS_ODD = re.compile(f"[{_UNSPACED}{_MARKS}]").search
_PLAIN_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")

SHINGLE, UNSPACED_SHINGLE = 4, 8  # words, characters: about the same length of speech
_LINES_WITH_DATELINE = 3  # a lead and a line of credits may stand above it


@dataclass(frozen=True, slots=True)
class Words:
    """A text as a row of words.

    Attributes:
        words: In order, in small letters; one character each where a script has no spaces.
        shingle: How many words in a row make a shingle.
    """

    words: tuple[str, ...]
    shingle: int = SHINGLE

    def shingles(self) -> list[str]:
        """Every row of `shingle` words, by the place of its first; none in a shorter text."""
        behind = (self.words[start:] for start in range(self.shingle))
        return list(map(" ".join, zip(*behind, strict=False)))

    def __len__(self) -> int:
        """Words, as if four characters of a script without spaces were two words."""
        return len(self.words) * SHINGLE // self.shingle


def words_of(text: str) -> Words:
    """The words of a text, one paragraph a line; a dateline at its beginning is not among them.

    >>> words_of("Miami (dpa) – Es regnet, 3,5 Liter.").words
    ('es', 'regnet', '3,5', 'liter')
    >>> words_of("新华社北京3月3日电 今天下雨。")
    Words(words=('今', '天', '下', '雨'), shingle=8)
    """
    folded = normalize("NFKC", _without_dateline(text)).casefold()
    if not _IS_ODD(folded):
        return Words(tuple(_PLAIN_WORD.findall(folded)))
    words = tuple(_WORD.findall(folded))
    unspaced = len(_UNSPACED_WORD.findall(folded))
    return Words(words, UNSPACED_SHINGLE if unspaced * 2 > len(words) else SHINGLE)


def _without_dateline(text: str) -> str:
    # Deferred: most commands need no words, nor does a crawl's own process for most texts.
    from newscrawl.extraction.metadata import split_dateline  # noqa: PLC0415

    lines = text.split("\n")
    first = (split_dateline(line).rest for line in lines[:_LINES_WITH_DATELINE])
    return "\n".join((*first, *lines[_LINES_WITH_DATELINE:]))
