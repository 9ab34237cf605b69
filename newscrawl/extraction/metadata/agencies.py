"""News agencies: which one a byline, a credit or a dateline names."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_BETWEEN = re.compile(
    r"\s*(?:[,;/|&+·•()\[\]]|\bund\b|\band\b|\bet\b|\by\b|\bi\b|\bmit\b|\bwith\b|\s[-–—]\s|、|，)\s*"
)
_BEFORE = re.compile(
    r"^(?:von|by|par|di|por|de|av|af|door|quelle|source|fuente|fonte|źródło|źrodlo|zdroj|bron|kilde|källa|"
    r"источник|джерело|πηγή|来源|來源|text|texte|agence|agencia|agenzia|agentur|agencja|via|"
    r"mit material (?:von|der)|with (?:reporting|material) (?:by|from)|"
    r"nachrichtenagentur|news agency|from|with|mit|©|\(c\)|copyright)\s*:?\s+|^©\s*",
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
    text = _BEFORE.sub("", text.strip()).strip(" .:-–—*")
    if not 2 <= len(text) <= 60:
        return ""
    whole = _lookup(text)
    if whole or "/" not in text:
        return whole
    return next((name for part in text.split("/") if (name := _lookup(part.strip()))), "")


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
    text = files(__package__).joinpath("agencies.txt").read_text("utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        name, _, rest = line.partition(":")
        for alias in (name, *(a.strip() for a in rest.split("|"))):
            if len(alias) > 4:
                folded.setdefault(alias.casefold(), name)
            else:
                for spelling in (alias, alias.upper()):
                    exact.setdefault(spelling, name)
    return exact, folded
