"""All phrases of all languages, indexed so that asking costs a few microseconds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple

from newscrawl.extraction.phrases.gate import Gate
from newscrawl.extraction.phrases.reading import Phrase, PhraseFile, Where, read_phrases
from newscrawl.extraction.phrases.words import NUMBER, Calendar, Words, read_phrase, read_words
from newscrawl.items import Reason

# No phrase decides a longer block. Words of 9 characters and a space are long in any language,
# and blocks this size are left alone without a look.
_CHARACTERS_A_WORD = 10
# How many comments or shares there are, as it stands behind the words.
_COUNT = re.compile(r"[\s(\[]\d{1,3}(?:[.,\s]?\d{3})*[)\]]?\s*$")
# A credit in parentheses begins like one without.
_OPENING = " (/"
# What may stand behind the words of a label, and between those of a row.
_ENDING = " :=/("
_BETWEEN = (":", "/", "(")
# A bar of share buttons has a dozen of them; text made up of phrases alone is never longer.
_LONGEST_ROW = 24


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found in a block.

    Attributes:
        reason: Why the block is not part of the article.
        phrase: The phrase as its file has it.
        language: The file's language.
        where: Where in the block it stands.
        paywall: Whether it says that the article is for subscribers.
    """

    reason: Reason
    phrase: str
    language: str
    where: Where
    paywall: bool = False


class _Entry(NamedTuple):
    """A phrase as it is looked for: in text that has a space before and behind."""

    pattern: str
    phrase: Phrase

    @property
    def match(self) -> Match:
        """What is said of a block that has the phrase."""
        said = self.phrase
        return Match(said.reason, said.text, said.language, said.where, said.paywall)


class PhraseBook:
    """The phrases of some files, asked block by block. The longest phrase that fits wins.

    All languages are asked at once, because what language a page is in is often not known
    and often not one: German sites say "Sponsored", every site "WhatsApp".

    Attributes:
        phrases: All phrases, in the order of their files.
        calendar: The calendar words of all files.
    """

    def __init__(self, files: Iterable[PhraseFile]) -> None:
        files = tuple(files)
        self.phrases = tuple(phrase for file in files for phrase in file.phrases)
        self.calendar = Calendar(
            frozenset().union(*(file.calendar.days for file in files)),
            frozenset().union(*(file.calendar.fillers for file in files)),
        )
        self._whole: dict[str, _Entry] = {}
        self._row_starts: set[str] = set()
        self._longest_whole = 0
        self._start: defaultdict[str, list[_Entry]] = defaultdict(list)
        self._any: defaultdict[str, list[_Entry]] = defaultdict(list)
        self._end: defaultdict[str, list[_Entry]] = defaultdict(list)
        for phrase in self.phrases:
            self._add(phrase)
        self._gate = Gate(self.phrases, self.calendar)
        self._longest = _CHARACTERS_A_WORD * max(
            (p.limit for p in self.phrases if p.where != "whole"), default=0
        )

    def match(self, text: str) -> Match | None:
        """The phrase that says why a block is no part of an article, or None.

        >>> phrase_book().match("Diesen Artikel teilen").reason
        <Reason.SHARE: 'share'>
        >>> phrase_book().match("Sie will Anzeige erstatten.")
        """
        if len(text) > self._longest or not self._gate.opens(text):
            return None
        words = read_words(text, self.calendar)
        if not words.tokens:
            return None
        entry = self._whole_entry(words, text)
        if entry is None:
            fitting = (entry for entry in self._found(words) if words.size <= entry.phrase.limit)
            entry = min(fitting, key=_rank, default=None) or self._row_entry(words)
        return entry.match if entry else None

    def _add(self, phrase: Phrase) -> None:
        words = read_phrase(phrase.text, self.calendar)
        head, tail = ("", "") if words.cjk else (" ", " ")
        text, tokens = words.text, words.tokens
        opening = text.lstrip(_OPENING)
        if phrase.where == "whole":
            key = opening.rstrip(_ENDING)
            self._whole.setdefault(key, _Entry(key, phrase))
            self._row_starts.add(tokens[0])
            self._longest_whole = max(self._longest_whole, len(tokens))
        elif phrase.where == "start":
            key = opening[0] if words.cjk else opening.split(" ", 1)[0]
            self._start[key].append(_Entry(f"{opening}{tail}", phrase))
        elif phrase.where == "end":
            key = text[-1] if words.cjk else tokens[-1]
            self._end[key].append(_Entry(f"{head}{text} ", phrase))
        else:
            # The longest word is the rarest, so looking for it first asks the fewest questions.
            key = text[:2] if words.cjk else max(tokens, key=len)
            self._any[key].append(_Entry(f"{head}{text}{tail}", phrase))

    def _whole_entry(self, words: Words, text: str) -> _Entry | None:
        key = words.text.strip(_OPENING).rstrip(_ENDING)
        entry = self._whole.get(key)
        if entry is None and words.tokens[-1] in (NUMBER, "(") and _COUNT.search(text):
            entry = self._whole.get(key.rstrip(_ENDING + NUMBER))
        return entry

    def _found(self, words: Words) -> Iterator[_Entry]:
        """The phrases that stand in the text at their place."""
        tokens, text = words.tokens, words.text
        padded = f" {text} "
        opening = f"{text.lstrip(_OPENING)} "
        for key in {opening.split(" ", 1)[0], opening[0]} & self._start.keys():
            yield from (e for e in self._start[key] if opening.startswith(e.pattern))
        for key in {tokens[-1], text[-1]} & self._end.keys():
            yield from (e for e in self._end[key] if padded.endswith(e.pattern))
        keys = set(tokens)
        if words.cjk:
            keys.update(map(str.__add__, text, text[1:]))
        for key in keys & self._any.keys():
            yield from (e for e in self._any[key] if e.pattern in padded)

    def _row_entry(self, words: Words) -> _Entry | None:
        """The first phrase of a block that is a row of phrases and counts, as share bars are."""
        tokens = words.tokens
        if tokens[0] not in self._row_starts or len(tokens) > _LONGEST_ROW:
            return None
        row: list[_Entry] = []
        position = 0
        while position < len(tokens):
            entry, end = self._longest_at(tokens, position)
            if entry:
                row.append(entry)
            elif tokens[position] not in (NUMBER, *_BETWEEN):
                return None
            position = end
        return row[0] if len(row) > 1 else None

    def _longest_at(self, tokens: list[str], position: int) -> tuple[_Entry | None, int]:
        """The longest whole phrase that begins at a token, and where the next one begins."""
        for end in range(min(len(tokens), position + self._longest_whole), position, -1):
            if entry := self._whole.get(" ".join(tokens[position:end])):
                return entry, end
        return None, position + 1


def _rank(entry: _Entry) -> tuple[int, str, str, str]:
    """The longest first; where two are equal, an order that never changes."""
    return -len(entry.pattern), entry.phrase.where, entry.phrase.language, entry.pattern


@cache
def phrase_book() -> PhraseBook:
    """The phrases of all languages, read once a process.

    Raises:
        ValueError: A line of a file is not of the format; says file and line.
    """
    folder = resources.files(__package__)
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".txt"))
    return PhraseBook(
        read_phrases((folder / name).read_text(encoding="utf-8"), name.removesuffix(".txt"))
        for name in names
    )
