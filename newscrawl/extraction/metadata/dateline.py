"""The dateline: place, date and agency in front of a story's first sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from newscrawl.extraction.metadata.agencies import agencies_in
from newscrawl.extraction.metadata.text import words_of


@dataclass(frozen=True, slots=True)
class Dateline:
    """A paragraph's dateline and the rest of it; place and agency "" where it has none."""

    place: str = ""
    agency: str = ""
    rest: str = ""


_DASH = "(?:[-–—―‐‒−]{1,2}|_(?= ))"
_END = rf"(?:[:.=]?\s?{_DASH}|[:.=])"
_CAPITAL = r"[^\W\d_a-zß-öø-ÿа-яё]"  # a letter that is no small one
_WORDS = r"[^()\[\]\n.!?;:–—/]"
# March 3, Mar. 3, 3 марта, 3 mar., 03 MAR, 3. März 2026, 3.03.2026, 2026. március 3., kedd
_DAY = (
    r"(?:\d{1,2}\.?\s+[^\W\d_]{3,12}\.?(?:\s+\d{4})?|[^\W\d_]{3,12}\.?\s+\d{1,2}(?:,\s+\d{4})?"
    r"|\d{1,2}[./]\d{1,2}[./]?(?:\d{4})?|\d{4}\.\s[^\W\d_]+\s\d{1,2}\.(?:,\s[^\W\d_]+)?)"
)
_PLACE = (
    rf"(?P<place>{_CAPITAL}{_WORDS}{{1,60}}?(?:\.\s?C\.|\.\s{_WORDS}{{1,40}}?)?"
    r"(?:\sa\.\s?M\.|\si\.\s?Br\.)?"
    rf"(?:/{_WORDS}{{2,40}}?)?)"
)
_PLACE_AND_DAY = rf"{_PLACE}(?:[,.]?\s+{_DAY}\.?)?"
_AGENCY = r"(?P<agency>[^()\[\]\n]{2,40})"
_REST = r"\s*(?P<rest>.*)$"


def _pattern(head: str) -> re.Pattern[str]:
    return re.compile("^" + head + _REST, re.DOTALL)


# As in: Miami (dpa) – ...   LONDON, March 3 (Xinhua) -- ...   WARSZAWA (PAP). ...
_PARENTHESES = _pattern(rf"{_PLACE_AND_DAY},?\s*[(\[]{_AGENCY}[)\]]\s*{_END}")
# Bonn (KNA) Es ..., Wien - (APA) Es ...: a name of few words, and a sentence begins behind it.
_NAMES = rf"{_CAPITAL}[\w.'’]+(?:[ /-]{{1,3}}{_CAPITAL}[\w.'’]+){{0,3}}"
_SENTENCE = rf"(?=[\"“„«‚‘'’]?(?:{_CAPITAL}|\d))"
_NO_DASH = _pattern(
    rf"(?P<place>{_NAMES}(?:,\s+{_DAY})?)\s+(?:{_DASH}\s+)?[(\[]{_AGENCY}[)\]]\s+{_SENTENCE}"
)
# (ANSA) - ROMA, 3 MAR - ...
_AGENCY_THEN_PLACE = _pattern(
    rf"[(\[]{_AGENCY}[)\]]\s*{_DASH}\s*(?P<place>{_CAPITAL}{{3,}}(?:[ /'-]{_CAPITAL}+){{0,3}})"
    rf",\s+{_DAY}\s+{_DASH}\s"
)
# PARIS (AFP) ...: only where the place is in capitals, else it may be a sentence.
_UNDIVIDED = _pattern(
    rf"(?P<place>{_CAPITAL}{{3,}}(?:[ ,/-]+{_CAPITAL}{{2,}}){{0,3}})\s*[(\[]{_AGENCY}[)\]]\s"
)
# The agency alone: (Reuters) - ...
_AGENCY_ALONE = _pattern(rf"(?P<place>)[(\[]{_AGENCY}[)\]]\s*{_END}?")
# МОСКВА, 5 мая /ТАСС/. ...   МОСКВА, 5 мая. /Корр. ТАСС Имя Фамилия/. ...
_SLASHES = _pattern(
    rf"{_PLACE_AND_DAY}\s*/\s*(?:[Кк]орр\.\s)?(?P<agency>[^/\n]{{2,40}}?)"
    rf"(?:(?<=ТАСС)\s[^/\n]{{3,40}})?\s*/\s*(?:{_DASH}|[:.])?"
)
# TOKYO, March 3, Kyodo - ...   Москва. 3 марта. ИНТЕРФАКС - ...
_BARE = _pattern(
    rf"(?P<place>{_NAMES})[,.]\s+{_DAY}[,.]?\s+(?P<agency>{_CAPITAL}[\w-]{{2,20}})(?:\.RU)?\s+{_DASH}\s"
)
# МОСКВА, 5 мая — РИА Новости. ...
_AFTER_DASH = _pattern(rf"{_PLACE}\s+{_DASH}\s+(?P<agency>[^.:\n–—]{{2,30}})[.:]\s")
# dpa BERLIN. ...
_AGENCY_FIRST = _pattern(
    r"(?P<agency>[^\W\d_]{2,8}(?:/[^\W\d_]{2,8})?)"
    rf"\s+(?P<place>{_CAPITAL}{{3,}}(?:/{_CAPITAL}{{3,}})?)\s*[.:–-]\s"
)
# 新华社北京5月3日电（记者某某）...
_CHINESE = _pattern(
    r"[【（(]?(?P<agency>新华社|新華社|中新社|中新网|中央社|法新社|路透社|美联社)"
    r"(?:(?P<place>(?![记記]者)[^\d\s【】]{1,12}?)|[记記]者[^\d\s【】]{2,24}?|)"
    r"(?:\d{1,2}月)?\d{1,2}日?(?:综合)?[电電讯]"
    r"(?:\s?[(（][^)）]{1,40}[)）])?[】）)]?"
)
# 【ワシントン共同】...
_JAPANESE = _pattern(
    r"[【［\[](?P<place>[^【】=＝\]]{1,12}?)??(?:\s?\d{1,2}日)?\s?[=＝]?"
    r"(?P<agency>共同|時事|ロイター|AFP[=＝]?時事|AFP|AP)"
    rf"[^】］\]]{{0,12}}[】］\]]\s?{_DASH}?"
)
# (서울=연합뉴스) ...
_KOREAN = _pattern(
    r"[(\[（](?P<place>[^=()]{1,20})=(?P<agency>연합뉴스|뉴스1|뉴시스|로이터|AFP|AP)[)\]）]"
)
_IN_BRACKETS = (
    _JAPANESE, _KOREAN, _PARENTHESES, _UNDIVIDED, _NO_DASH, _AGENCY_THEN_PLACE, _AGENCY_ALONE,
)  # fmt: skip
_OTHERS = (_SLASHES, _AFTER_DASH, _BARE, _AGENCY_FIRST)
_WITH_AGENCY = (_CHINESE, *_IN_BRACKETS, *_OTHERS)
_WITHOUT_BRACKETS = (_CHINESE, *_OTHERS)  # most lines have none: these alone may fit them
_HAS_BRACKET = re.compile(r"[(\[（【［]").search
# WASHINGTON — ...   MEXICO CITY, Mexico – ...
_CAPITALS = _pattern(
    rf"(?P<place>{_CAPITAL}{{3,}}(?:[ '.-]{{1,2}}{_CAPITAL}+){{0,3}}"
    r"(?:,\s[^\W\d_][\w. ]{1,20}?)?)"
    rf"\s+{_DASH}\s"
)
_NO_PLACES = frozenset(words_of("no_places.txt"))
_DATE = re.compile(rf"[,.]?\s+{_DAY}(?:,?\s+\d{{4}})?\.?$")
_MAX_WORDS = 6


@lru_cache(maxsize=8)  # an article's first lines are asked for its place, and to compare its words
def split_dateline(paragraph: str) -> Dateline:
    """Take a dateline off a paragraph.

    Args:
        paragraph: The first paragraph of a text.

    >>> split_dateline("Miami (dpa) – Es regnet.")
    Dateline(place='Miami', agency='dpa', rest='Es regnet.')
    >>> split_dateline("Es regnet.")
    Dateline(place='', agency='', rest='Es regnet.')
    """
    paragraph = paragraph.strip()
    head = paragraph[:160]
    for pattern in _WITH_AGENCY if _HAS_BRACKET(head) else _WITHOUT_BRACKETS:
        match = pattern.match(head)
        named = agencies_in(match["agency"]) if match else ()
        if match and named and _is_place(match["place"] or ""):
            place = _place(match["place"] or "")
            return Dateline(place, named[0], paragraph[match.start("rest") :])
    match = _CAPITALS.match(head)
    if match and _is_place(match["place"]) and match["place"].partition(",")[0].isupper():
        return Dateline(_place(match["place"]), "", paragraph[match.start("rest") :])
    return Dateline(rest=paragraph)


def find_dateline(text: str) -> str:
    r"""The place a story is filed from: of the first of its three first lines that names one.

    Args:
        text: The article's text, lead and body, one paragraph a line.

    >>> find_dateline("Nasses Wetter hält an.\nMiami (dpa) – Es regnet.")
    'Miami'
    """
    lines = [line for line in text.split("\n") if line.strip()][:3]
    return next((place for line in lines if (place := split_dateline(line).place)), "")


def _place(text: str) -> str:
    return _DATE.sub("", text.strip(" ,")).strip(" ,")


def _is_place(text: str) -> bool:
    words = _place(text).casefold().split()
    if len(words) > _MAX_WORDS or agencies_in(text):
        return False
    return not words or words[0] not in _NO_PLACES
