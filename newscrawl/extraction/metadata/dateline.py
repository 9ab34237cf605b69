"""The dateline: place, date and agency in front of a story's first sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newscrawl.extraction.metadata.agencies import agencies_in


@dataclass(frozen=True, slots=True)
class Dateline:
    """A paragraph's dateline and the rest of it; place and agency "" where it has none."""

    place: str = ""
    agency: str = ""
    rest: str = ""


_DASH = r"[-–—―‐‒−]{1,2}"
_UP = r"[^\W\d_a-zß-öø-ÿ]"  # a letter that is no small Latin one
_PLACE = rf"(?P<place>{_UP}[^()\[\]\n.!?;:–—/]{{1,60}}?(?:\.\s?C\.|St\.\s?[^()\[\]\n.!?;:–—/]{{1,40}}?)?(?:/[^()\[\]\n.!?;:–—]{{2,40}}?)?)"
_PARTS = r"(?P<agency>[^()\[\]\n]{2,40})"

# Miami (dpa) – ..., LONDON, March 3 (Xinhua) -- ..., WARSZAWA (PAP). ...
_PARENTHESES = re.compile(
    rf"^{_PLACE},?\s*[(\[]{_PARTS}[)\]]\s*(?:{_DASH}|[:.=])?\s*(?P<rest>.*)$", re.DOTALL
)
# (Reuters) - ..., (dpa) ...
_AGENCY_ALONE = re.compile(
    rf"^(?P<place>)[(\[]{_PARTS}[)\]]\s*(?:{_DASH}|[:.])?\s*(?P<rest>.*)$", re.DOTALL
)
# МОСКВА, 5 мая /ТАСС/. ...
_SLASHES = re.compile(
    rf"^{_PLACE}\s*/\s*(?P<agency>[^/\n]{{2,40}}?)\s*/\s*(?:{_DASH}|[:.])?\s*(?P<rest>.*)$",
    re.DOTALL,
)
# МОСКВА, 5 мая - РИА Новости. ...
_AFTER_DASH = re.compile(
    rf"^{_PLACE}\s+{_DASH}\s+(?P<agency>[^.:\n–—]{{2,30}})[.:]\s+(?P<rest>.*)$", re.DOTALL
)
# 新华社北京5月3日电（记者某某）...
_CHINESE = re.compile(
    r"^[【（(]?(?P<agency>新华社|新華社|中新社|中新网|中央社|法新社|路透社|美联社)(?P<place>[^\d\s【】]{1,12}?)(?:\d{1,2}月)?\d{1,2}日?(?:综合)?[电電讯](?:[(（][^)）]{1,40}[)）])?[】）)]?\s*(?P<rest>.*)$",
    re.DOTALL,
)
# 【ワシントン共同】..., （서울=연합뉴스) ...
_JAPANESE = re.compile(
    r"^[【［](?P<place>[^【】=＝]{1,12}?)[=＝]?(?P<agency>共同|時事|ロイター|AFP時事|AFP|AP)[^】］]{0,12}[】］]\s*(?P<rest>.*)$",
    re.DOTALL,
)
_KOREAN = re.compile(
    r"^[(\[（](?P<place>[^=()]{1,20})=(?P<agency>연합뉴스|뉴스1|뉴시스|로이터|AFP|AP)[)\]）]\s*(?P<rest>.*)$",
    re.DOTALL,
)
# ROM/dpa – ..., dpa BERLIN. ...
_AGENCY_FIRST = re.compile(
    rf"^(?P<agency>[^\W\d_]{{2,8}}(?:/[^\W\d_]{{2,8}})?)\s+(?P<place>{_UP}{{3,}}(?:/{_UP}{{3,}})?)\s*[.:–-]\s*(?P<rest>.*)$",
    re.DOTALL,
)
# WASHINGTON — ..., MEXICO CITY, Mexico - ...
_CAPITALS = re.compile(
    rf"^(?P<place>{_UP}[^\W\d_a-zß-öø-ÿа-яё]{{2,}}(?:[ '.-]{{1,2}}[^\W\d_a-zß-öø-ÿа-яё]+){{0,3}}(?:,\s[^\W\d_][\w. ]{{1,20}}?)?)\s+{_DASH}\s+(?P<rest>\S.*)$",
    re.DOTALL,
)

_WITH_AGENCY = (
    _CHINESE,
    _JAPANESE,
    _KOREAN,
    _PARENTHESES,
    _AGENCY_ALONE,
    _SLASHES,
    _AFTER_DASH,
    _AGENCY_FIRST,
)
_DATE_IN_PLACE = re.compile(
    r",?\s+(?:\d{1,2}\.?\s+[^\W\d_]+\.?|[^\W\d_]+\.?\s+\d{1,2}|\d{1,2}[./]\d{1,2}\.?)(?:,?\s+\d{4})?$"
)
_MAX_WORDS = 6


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
    for pattern in _WITH_AGENCY:
        match = pattern.match(head)
        named = agencies_in(match["agency"]) if match else ()
        if match and named and _is_place(match["place"]):
            return Dateline(_place(match["place"]), named[0], paragraph[match.start("rest") :])
    match = _CAPITALS.match(head)
    if match and _is_place(match["place"]):
        return Dateline(_place(match["place"]), "", paragraph[match.start("rest") :])
    return Dateline(rest=paragraph)


def _place(text: str) -> str:
    return _DATE_IN_PLACE.sub("", text.strip(" ,")).strip(" ,")


def _is_place(text: str) -> bool:
    return len(_place(text).split()) <= _MAX_WORDS
