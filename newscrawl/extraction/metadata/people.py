"""Authors: names of persons out of bylines, however they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from newscrawl.extraction.metadata.agencies import agencies_in
from newscrawl.extraction.metadata.text import plain

MAX_NAMES = 20

_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|(?<!\S)@\w+")
_ASIDE = re.compile(r"\s*[(\[（][^()\[\]（）]*[)\]）]?")
_INTRODUCTION = re.compile(
    r"^(?:(?:ein[e]?|an?)\s+(?:\w+\s){0,2}(?:von|by)|von|vom|by|par|di|por|de|av|af|door|autor(?:in|en|a|zy)?|author|authors|auteur|autore|autori|"
    r"written by|posted by|published by|reported by|story by|words by|text|texte|testo|texto|tekst|geschrieben von|verfasst von|ein beitrag von|"
    r"автор|авторы|текст|автора|συντάκτης|του|της|作者|記者|记者|文|文/|撰文|opracował[a]?|oprac|napisał[a]?|skrevet av|skrevet af|publié par|"
    r"escrito por|scritto da|a cura di|redactor|yazan|penulis|oleh|przez|kirjoittaja|írta|szerző|zdroj|foto und text|text und foto|reporter)"
    r"(?:\s*[:/：]\s*|\s+)",
    re.IGNORECASE,
)
_END = re.compile(
    r"\s+[-–—|•·]\s+.*$|\s*[|•·].*$|\s+(?:in|aus|für|for|from|à|em|en)\s+.*$|\s+\d.*$|,?\s+(?:und|and)\s+(?:others|weitere|agenturen)\b.*$"
    r"|\s+(?:updated|published|aktualisiert|veröffentlicht|publié|stand)\b.*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*(?:[,;/&+、，•·|\n]|\s(?:und|and|et|og|och|sowie|ja|és|oraz|ve|dan|и|та|και|mit|with)\s)\s*",
    re.IGNORECASE,
)
# "y", "e", "i" also stand inside of names: they separate full names only.
_BETWEEN_FULL_NAMES = re.compile(r"(?<=\w\s)(?:y|e|i|a|en)\s(?=[^\W\d_]+\s)")
_CREDENTIAL = re.compile(
    r"^(?:[A-Z][A-Za-z]{0,3}\.?){1,3}®?$|^(?:Ph\.?D|M\.?D|MBA|Esq|CEPF|RDN?|LLM|MSc|BSc)\.?®?$"
)
_CAPITALISED = re.compile(r"[^\W\d_]")


def person_names(
    bylines: Iterable[str], *, not_names: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """The persons that bylines name, in order, each once.

    Args:
        bylines: Strings such as "Von A. Muster und B. Beispiel, Redaktion Sport".
        not_names: Folded names that stand in bylines and are no persons: site, publisher.

    >>> person_names(["By Ann Sample and Bob Pattern, Staff Writer", "ann sample"])
    ('Ann Sample', 'Bob Pattern')
    """
    names: dict[str, str] = {}
    for byline in bylines:
        for part in _parts(byline):
            name = _name(part)
            key = name.casefold()
            if name and key not in not_names and key not in names:
                names[key] = name
            if len(names) >= MAX_NAMES:
                break
    return tuple(names.values())


def _parts(byline: str) -> list[str]:
    text = _ADDRESS.sub(" ", plain(byline)[:500])
    text = _ASIDE.sub(" ", text)
    text = _introduced(" ".join(text.split()))
    parts = [p for p in _BETWEEN.split(text) if p]
    return [q for p in parts for q in _full_names(p)]


def _full_names(part: str) -> list[str]:
    pieces = [p.strip() for p in _BETWEEN_FULL_NAMES.split(part)]
    return pieces if all(len(p.split()) >= 2 for p in pieces) else [part]


def _introduced(text: str) -> str:
    for _ in range(3):
        shorter = _INTRODUCTION.sub("", text.strip(" :*,")).strip()
        if shorter == text:
            break
        text = shorter
    return text


def _name(part: str) -> str:
    text = _END.sub("", _introduced(part)).strip(" .,:;*-–—'\"")
    words = text.split()
    if not 2 <= len(text) <= 50 or len(words) > 5 or any(c.isdigit() for c in text):
        return ""
    if (
        (_CREDENTIAL.match(text)
        and not text.isupper())
        or (text.isupper() and len(text) <= 5 and text.isascii())
    ):
        return ""
    if agencies_in(text) or any(w.casefold().strip(".:") in _roles() for w in words):
        return ""
    return text


@cache
def _roles() -> frozenset[str]:
    lines = files(__package__).joinpath("roles.txt").read_text("utf-8").splitlines()
    return frozenset(
        w for line in lines if not line.startswith("#") for w in line.casefold().split()
    )
