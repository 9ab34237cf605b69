"""News agencies: which one a byline, a credit or a dateline names."""

from __future__ import annotations

import re
from functools import cache

from newscrawl.extraction.metadata.text import lines_of, words_of

_BETWEEN = re.compile(
    r"\s*(?:[,;/|&+·•()\[\]、，]|\s(?:und|and|et|y|i|mit|with|[-–—])\s)\s*",
    re.IGNORECASE,
)
_MARKS = "|".join(re.escape(word) for word in words_of("byline_marks.txt"))
_INTRODUCTION = re.compile(
    rf"^(?:(?:mit material|with (?:reporting|material))\s+)?(?:(?:{_MARKS})\s*:?\s+)+|^©\s*"
    r"|^(?:来源|來源)[:：]?",
    re.IGNORECASE,
)


def agency_name(text: str) -> str:
    """The short name of the agency a byline or credit consists of, "" where it is none.

    >>> agency_name("dpa/lni")
    'dpa'
    >>> agency_name("Deutsche Presse-Agentur")
    'dpa'
    >>> agency_name("Sid Beispiel")
    ''
    """
    text = text.strip(" .:-–—*")
    bare = _INTRODUCTION.sub("", text).strip(" .:-–—*")
    if not 2 <= len(bare) <= 60:
        return ""
    whole = _lookup(text) or _lookup(bare)
    if whole or "/" not in bare:
        return whole
    return next((name for part in bare.split("/") if (name := _lookup(part.strip()))), "")


def agencies_in(byline: str) -> tuple[str, ...]:
    """Every agency a byline names as a part of its own, in order, each once."""
    if len(byline) > 300:
        return ()
    found = (agency_name(part) for part in (byline, *_BETWEEN.split(byline)))
    return tuple(dict.fromkeys(name for name in found if name))


def _lookup(text: str) -> str:
    exact, folded = agency_names()
    return exact.get(text) or folded.get(text.casefold(), "")


@cache
def agency_names() -> tuple[dict[str, str], dict[str, str]]:
    """Short names by alias: those whose case counts, and those where it does not."""
    exact: dict[str, str] = {}
    folded: dict[str, str] = {}
    for line in lines_of("agencies.txt"):
        name, _, rest = line.partition(":")
        for alias in (name, *(a.strip() for a in rest.split("|"))):
            if len(alias) > 4:
                folded.setdefault(alias.casefold(), name)
            else:
                for spelling in (alias, alias.upper()):
                    exact.setdefault(spelling, name)
    return exact, folded
