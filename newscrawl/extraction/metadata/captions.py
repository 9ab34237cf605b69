"""Captions: what an image shows and who took it, told apart."""

from __future__ import annotations

import re

_MARK = (
    r"(?:symbol|archiv|agentur|presse|themen|vor)?(?:fotos?|bild(?:er|quelle|rechte|nachweis)?|grafik|photos?|photography|photographs?|"
    r"images?|pictures?|pics?|illustrations?|video|screenshot|"
    r"credits?|crédits?(?: photo)?|crédito|quelle|source|fuente|fonte|rechte|rights|copyright|urheber|fotógrafo|foto di|"
    r"fot|zdjęci[ea]|źródło|valokuva|kuva|фото|источник|φωτο(?:γραφία)?|πηγή|fotoğraf|ảnh|图片来源|图片|图源|圖片來源|来源|圖|摄影|攝影|写真|撮影|사진)"
)
_MARKED = re.compile(
    rf"(?P<open>[(\[（]?)\s*(?<![^\W\d_])(?:{_MARK}\.?\s*[:：/]\s*|(?:foto|photo|image|picture|credit|fot\.?|crédit)\s*©\s*|(?:photo(?:graph)?s?|image|picture|foto|illustration)\s+(?:by|von|di|de|via|par|courtesy of)\s+)(?P<credit>[^\n]{{2,120}})$",
    re.IGNORECASE,
)
_SIGN = re.compile(
    r"(?P<open>[(\[]?)\s*(?:©|\(c\)\s|Ⓒ|&copy;)\s*(?P<credit>[^\n]{2,100})$", re.IGNORECASE
)
_AGENCY_PHOTO = re.compile(
    r"\s*[(\[|]?\s*(?P<credit>(?:AP Photo|AFP via|EPA-EFE|EPA|Reuters|REUTERS|Getty Images|Shutterstock|PA Wire|Xinhua|Handout)\s*/\s*[^\n()]{2,80}|[^\n().]{2,60}(?:/| via )\s*(?:Getty Images|AFP|AP|Reuters|REUTERS|dpa|Shutterstock|EPA|imago|IMAGO|Bloomberg|NurPhoto|Unsplash|Pexels)(?:/[^\n()]{2,40}| via [^\n()]{2,40})?)\s*[)\]]?\s*\.?$"
)
_CHINESE = re.compile(
    r"\s*[（(]?(?P<credit>(?:新华社|中新社|新華社)?(?:记者|記者|通讯员)?\s*[\u4e00-\u9fff]{2,8}\s*[摄攝])[）)]?\s*$"
)
_PATTERNS = (_MARKED, _SIGN, _AGENCY_PHOTO, _CHINESE)
_MARK_ALONE = re.compile(rf"^\s*{_MARK}\.?\s*[:：/]?\s*(?:©\s*)?|^\s*©\s*", re.IGNORECASE)


def split_caption(text: str) -> tuple[str, str]:
    """An image's caption and its credit, each "" where it is missing.

    Args:
        text: What stands under an image, in any of about twenty languages.

    >>> split_caption("Der Hafen am Morgen. Foto: Ann Sample/dpa")
    ('Der Hafen am Morgen.', 'Ann Sample/dpa')
    >>> split_caption("The harbour (Photo by Ann Sample/Getty Images)")
    ('The harbour', 'Ann Sample/Getty Images')
    """
    text = " ".join(text.split())
    for pattern in _PATTERNS:
        match = pattern.search(text[-260:])
        if match:
            start = max(len(text) - 260, 0) + match.start()
            return text[:start].rstrip(" |-–—•·/"), clean_credit(match["credit"])
    return text, ""


def clean_credit(text: str) -> str:
    """A credit without its mark, signs and parentheses around it."""
    text = " ".join(text.split()).strip(" .|;,-–—•")
    while (shorter := _MARK_ALONE.sub("", text).strip()) not in ("", text):
        text = shorter
    if (
        text.endswith((")", "]", "）"))
        and text.count("(") + text.count("[") + text.count("（") == 0
    ):
        text = text[:-1]
    return text.strip(" .|;,")
