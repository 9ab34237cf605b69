"""The agency an article comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable

from newscrawl.extraction.metadata.agencies import agencies_in
from newscrawl.extraction.metadata.dateline import split_dateline

_DPA_SERIAL = re.compile(r"\bdpa:\d{6}-\d")
_FINAL_PARENTHESIS = re.compile(r"[(（/\[]\s*([^()（）\[\]\n]{2,40}?)\s*[)）/\]]\s*[.]?\s*$")
# ... sagte sie. dpa
_FINAL_WORD = re.compile(r"[.!?…][\"“”»«]?\s+([^\W\d_]{2,12}(?:/[^\W\d_]{2,8})?)$")
# The credit of an image, which says nothing of who wrote the text: "Foto: Ann Sample/dpa",
# "© Ann Sample/dpa", "Symbolbild (dpa)".
_IMAGE_CREDIT = re.compile(
    r"\b\w*(?:foto|bild|photo|picture|image|imagen|immagine|grafik|graphic|video)s?\b"
    r"|\b(?:fot|kuva|zdj[eę]cie|fotograf[ií]a|crédits?)\b|фото|φωτο|图片|圖片|写真|撮影|摄影|攝|사진"
    r"|^©\s*[^\W\d_]+\s[^/]{2,40}/",
    re.IGNORECASE,
)

_SHORT = 60  # characters: a line of credits, no sentence


def find_agency(text: str, bylines: Iterable[str] = ()) -> str:
    """The agency an article comes from, "" where none is named.

    A dateline is asked first, then the bylines, then what stands in parentheses at the end
    of the text. Credits of images are no bylines: leave them out.

    Args:
        text: The article's text, one paragraph a line.
        bylines: Strings such as an author's name, a byline or a source line.
    """
    paragraphs = [line for line in text.split("\n") if line.strip()]
    for paragraph in paragraphs[:3]:
        agency = split_dateline(paragraph).agency
        if agency:
            return agency
    credits_above = [p for p in paragraphs[:2] if len(p) <= _SHORT]
    for byline in (*bylines, *credits_above):
        named = () if _IMAGE_CREDIT.search(byline) else agencies_in(byline)
        if named:
            return named[0]
    return _at_end(paragraphs[-3:])


def _at_end(paragraphs: list[str]) -> str:
    for paragraph in reversed(paragraphs):
        if _IMAGE_CREDIT.search(paragraph[-_SHORT:]):
            continue
        if _DPA_SERIAL.search(paragraph):
            return "dpa"
        end = paragraph[-_SHORT:]
        match = _FINAL_PARENTHESIS.search(end) or _FINAL_WORD.search(end)
        if match and (named := agencies_in(match[1])):
            return named[0]
        if len(paragraph) <= _SHORT and (named := agencies_in(paragraph)):
            return named[0]
    return ""
