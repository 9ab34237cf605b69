"""Authors: names of persons out of bylines, however they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from newscrawl.extraction.metadata.agencies import agencies_in
from newscrawl.extraction.metadata.dates import month_numbers
from newscrawl.extraction.metadata.text import lines_of, plain, squeezed, words_of

MAX_NAMES = 20

_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|(?<!\S)@\w+")
_ASIDE = re.compile(r"\s*[(\[（【][^()\[\]（）【】]*[)\]）】]?")
_INTRODUCTIONS = "|".join(re.escape(line) for line in lines_of("author_marks.txt"))
_INTRODUCTION = re.compile(rf"^(?:{_INTRODUCTIONS})(?:\s*[:：]\s*|\s+|(?<=文)/)", re.IGNORECASE)
# "Business Desk By Ann Sample": a particle of a name ("von") is small, this one is not.
_INTRODUCED_LATER = re.compile(r"^.{2,40}\s(?:Von|[Bb]y|Par|Por)\s(?=\w+\S*\s\w)")
_END = re.compile(
    r"\s[-–—|•·>]\s.*$|\s*[|•·].*$|\s\d.*$"
    r"|\s(?:updated|published|posted|aktualisiert|veröffentlicht|publié|publiziert|on)\b.*$",
    re.IGNORECASE,
)
# Where from and for whom: behind a full name alone, as "de" and "in" begin other things, too.
_WHERE = re.compile(r"^(\S+\s\S+(?:\s\S+)??)\s(?:in|aus|für|for|from|at|à|em|berichtet|w)\s.*$")
_BETWEEN = re.compile(
    r"\s*(?:[,;/&+、，•·|\n]|\s(?:und|and|et|og|och|sowie|ja|és|oraz|ve|dan|и|та|και|mit|with)\s)\s*",
    re.IGNORECASE,
)
# "y", "e", "i" also stand inside of names: they separate full names only.
_BETWEEN_FULL_NAMES = re.compile(r"\s(?:y|e|i|a|en)\s")
_PARTICLES = frozenset(words_of("name_particles.txt"))
_DOMAIN = re.compile(r"\w\.(?:[a-z]{2,}|(?i:com|de|net|org|at|ch))(?!\w)")
_CJK = "\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af"
_CJK_NAME = re.compile(rf"^[{_CJK}][{_CJK} ·・]{{1,11}}$")


def person_names(
    bylines: Iterable[str], *, not_names: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """The persons that bylines name, in order, each once.

    Args:
        bylines: Strings such as "Von A. Muster und B. Beispiel, Redaktion Sport".
        not_names: `squeezed` names that stand in bylines and are no persons: site, publisher.

    >>> person_names(["By Ann Sample and Bob Pattern, Staff Writer", "ann sample"])
    ('Ann Sample', 'Bob Pattern')
    """
    names: dict[str, str] = {}
    for byline in bylines:
        for name in _persons(byline, not_names):
            names.setdefault(squeezed(name), name)
    shortest = [n for n in names.values() if not any(_extends(n, o) for o in names.values())]
    return tuple(shortest)[:MAX_NAMES]


def looks_like_person(name: str) -> bool:
    """Whether a name has a person's shape: two to five capitalised words, or CJK letters.

    >>> looks_like_person("Ann van der Sample"), looks_like_person("follow")
    (True, False)
    """
    if _CJK_NAME.match(name):
        return True
    words = name.split()
    proper = [w for w in words if w.casefold() not in _PARTICLES]
    return 2 <= len(words) <= 5 and bool(proper) and all(not w[0].islower() for w in proper)


def _extends(name: str, other: str) -> bool:
    """Whether a name is another one with more behind it, such as a place or a day."""
    return name != other and " " in other and name.casefold().startswith(other.casefold() + " ")


def _persons(byline: str, not_names: frozenset[str]) -> list[str]:
    if squeezed(byline) in not_names:
        return []
    text = _ASIDE.sub(" ", _ADDRESS.sub(" ", plain(byline)[:500]))
    parts = [_name(p) for p in _parts(_introduced(" ".join(text.split())))]
    found = [p for p in parts if p and squeezed(p) not in not_names and not _is_desk(p, not_names)]
    # A single word is a pen name where all are; beside other things it is a place or a desk.
    single_words = all(len(p.split()) == 1 for p in parts if p) and all(parts)
    return [p for p in found if single_words or len(p.split()) > 1 or _CJK_NAME.match(p)]


def _parts(text: str) -> list[str]:
    parts = [p for p in _BETWEEN.split(text) if p and _folded(p) not in _titles()]
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
    return _INTRODUCED_LATER.sub("", text)


def _name(part: str) -> str:
    """The part without what stands around a name, "" where it is no name."""
    text = _WHERE.sub(r"\1", _END.sub("", _introduced(part))).strip(" .,:;*-–—'\"„“”")
    words = _without_ends(_without_initials(text).split())
    text = " ".join(words).strip(" .,:;")
    if not 2 <= len(text) <= 50 or len(words) > 5 or any(c.isdigit() for c in text):
        return ""
    if _is_sign(text) or _DOMAIN.search(text) or _INTRODUCTION.match(text + " "):
        return ""
    if agencies_in(text) or _is_role(text):
        return ""
    small = [w for w in words[1:] if w[0].islower() and w.casefold() not in _PARTICLES]
    return "" if small and not words[0][0].islower() else text


def _without_ends(words: list[str]) -> list[str]:
    while words and _folded(words[-1]) in _ends():
        words = words[:-1]
    return words


def _folded(word: str) -> str:
    return word.casefold().strip(" .:,")


def _is_sign(text: str) -> bool:
    """Whether it is an editor's sign ("mas", "KMK") rather than a name."""
    return (
        len(text) <= 4 and text.isascii() and (text.isupper() or (text.islower() and len(text) < 4))
    )


def _without_initials(text: str) -> str:
    """The name without the initials that stand for a missing portrait: "AS Ann Sample"."""
    first, _, rest = text.partition(" ")
    initials = "".join(w[0] for w in rest.split())
    return rest if len(first) >= 2 and first.isupper() and initials.startswith(first) else text


def _is_desk(name: str, not_names: frozenset[str]) -> bool:
    """Whether a name begins with the site's initials, as a broadcaster's desks do."""
    first = name.split(maxsplit=1)[0]
    return len(first) <= 4 and first.isupper() and first.casefold() in not_names


def _is_role(name: str) -> bool:
    return any(_folded(word) in _roles() for word in re.split(r"[\s-]", name))


@cache
def _roles() -> frozenset[str]:
    return frozenset(words_of("roles.txt"))


@cache
def _titles() -> frozenset[str]:
    return frozenset(words_of("titles.txt"))


@cache
def _ends() -> frozenset[str]:
    return frozenset(words_of("name_ends.txt")) | frozenset(month_numbers())
