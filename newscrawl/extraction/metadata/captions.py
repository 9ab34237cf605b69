"""Captions: what an image shows and who took it, told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain

from newscrawl.extraction.metadata.text import lines_of, squeezed
from newscrawl.items import Image

_MARK = "(?:" + "|".join(lines_of("credit_marks.txt")) + ")"
_SOURCE = "(?:" + "|".join(re.escape(s) for s in lines_of("photo_sources.txt")) + ")"
_TAIL = 260  # characters at the end of a caption in which a credit begins

# A mark with a colon or a sign: ... Foto: Ann Sample/dpa
_MARKED = re.compile(
    rf"[(\[（]?\s*(?<![^\W\d_]){_MARK}\.?\s*(?:[:：]\s*|©\s*|\(c\)\s*)(?P<credit>[^\n]{{2,120}})$",
    re.IGNORECASE,
)
# A mark with a preposition, at the start or behind a sentence alone, as "a photo by" stands
# inside of one, too: The harbour. (Photo by Ann Sample)
_BY = re.compile(
    rf"(?:^|(?<=[.!?)”\"])\s|\s?[(\[|])\s*{_MARK}\s(?:by|von|di|de|par|courtesy of)\s+"
    r"(?P<credit>(?-i:[^\W\d_a-z])[^\n]{2,120})$",
    re.IGNORECASE,
)
# An abbreviation and a name, behind a sentence: Port. Fot. Ann Sample
_SHORTENED = re.compile(
    r"(?:^|(?<=[.!?)”\"])\s|\s?[(\[|])\s*(?i:fot|phot|foto|fotogr)\.\s+(?P<credit>[^\W\d_a-z][^\n]{2,100})$"
)
_SIGN = re.compile(r"[(\[]?\s*(?:©|\([cC]\)\s|Ⓒ)\s*(?P<credit>[^\n]{2,100})$")
# "AP Photo/Ann Sample", "Ann Sample/Getty Images", "Ann Sample via AP"; a sentence ends before.
_AGENCY_PHOTO = re.compile(
    rf"(?:^|(?<=[.!?)\]”\"“'])|(?<=\s\|)|[(\[])\s*(?P<credit>{_SOURCE}\s?/\s?[^\n().]{{2,60}}"
    rf"|[^\n().|]{{2,60}}?(?:\s?/\s?|\svia\s){_SOURCE}(?:(?:\s?/\s?|\svia\s)[^\n()]{{2,40}})?)"
    r"\s*[)\]]?\s*\.?$"
)
_CHINESE = re.compile(
    r"[（(]?(?P<credit>(?:新华社|中新社|新華社)?(?:记者|記者|通讯员)?\s*[\u4e00-\u9fff]{2,8}\s*[摄攝])"
    r"[）)]?\s*$"
)
_JAPANESE = re.compile(r"[（(＝=](?P<credit>[^＝=（(\s]{2,14}(?:撮影|提供|写す))[）)]?$")
# With each, in lower case, what all that it fits has one of: texts that have none of it, as most
# do, are done with in a twentieth of the time.
_PATTERNS = (
    (_MARKED, (":", "：", "©", "(c)")),
    (_BY, (" by ", " von ", " di", " dı", " de ", " par ", " courte")),
    (_SHORTENED, ("fot.", "phot.", "foto.", "fotogr.")),
    (_SIGN, ("©", "(c)", "ⓒ")),
    (_AGENCY_PHOTO, ("/", "via")),
    (_CHINESE, ("摄", "攝")),
    (_JAPANESE, ("撮影", "提供", "写す")),
)
_MARK_ALONE = re.compile(rf"^{_MARK}\.?\s*[:：]\s*(?:©\s*)?|^©\s*|^\(c\)\s*", re.IGNORECASE)
_MIN_CAPTION = 4  # letters: shorter ones are numbers and signs
_AROUND = " |-–—•·/.;,"


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
    match = _find_credit(text)
    if match is None:
        return text, ""
    return text[: match.start()].rstrip(" |-–—•·/(["), clean_credit(match["credit"])


def _find_credit(text: str) -> re.Match[str] | None:
    start, lowered = max(len(text) - _TAIL, 0), text.lower()
    for pattern, signs in _PATTERNS:
        for sign in signs:
            if sign in lowered:
                if match := pattern.search(text, start):
                    return match
                break
    return None


def with_captions(images: Iterable[Image], texts: Iterable[str]) -> tuple[Image, ...]:
    """Images with the captions that stand on the page outside of figures.

    A caption that an image has already adds its credit; any other goes to the first image
    that has none. What finds no image is another thing's, unless the page has no images at
    all: then the first caption stands as an image without an address.

    Args:
        images: What `read_metadata` found.
        texts: Blocks of the page that are captions, in reading order.

    >>> with_captions([Image("https://news.example/a.jpg")], ["Der Hafen", "Der Hafen Foto: dpa"])
    (Image(url='https://news.example/a.jpg', caption='Der Hafen', credit='dpa'),)
    """
    found = list(images)
    for text in texts:
        if len(squeezed(text)) < _MIN_CAPTION or any(_says(image, text) for image in found):
            continue
        caption, credit = split_caption(text)
        at = _place(found, caption, credit)
        if at < len(found):
            old = found[at]
            found[at] = Image(old.url, old.caption or caption, old.credit or credit)
        elif not found:
            found = [Image("", caption, credit)]
    return tuple(found)


def _says(image: Image, text: str) -> bool:
    """Whether all of a text stands in an image's caption and credit already."""
    return squeezed(text) in squeezed(image.caption + image.credit)


def _place(images: list[Image], caption: str, credit: str) -> int:
    """The index of the image that a caption belongs to; behind the last for none."""
    mine = squeezed(caption)
    same = (n for n, i in enumerate(images) if i.caption and squeezed(i.caption) in mine)
    credited = (n for n, i in enumerate(images) if not caption and i.caption and not i.credit)
    bare = (n for n, i in enumerate(images) if not i.caption and i.credit in ("", credit))
    return next(chain(same, credited, bare), len(images))


def clean_credit(text: str) -> str:
    """A credit without its mark, signs and parentheses around it.

    >>> clean_credit("(Foto: Ann Sample/dpa)")
    'Ann Sample/dpa'
    """
    text = " ".join(text.split()).strip(_AROUND)
    text = _MARK_ALONE.sub("", text).lstrip("([（ ")
    while (shorter := _MARK_ALONE.sub("", text).strip()) not in ("", text):
        text = shorter
    for opening, closing in ("()", "[]", "（）"):
        if text.endswith(closing) and text.count(opening) < text.count(closing):
            text = text[:-1]
    return text.strip(_AROUND)
