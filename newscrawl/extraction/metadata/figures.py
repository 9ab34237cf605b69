"""Figures of the content: images with what stands under them."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from lxml.html import HtmlElement

from newscrawl.extraction.metadata.captions import clean_credit, split_caption
from newscrawl.extraction.metadata.elements import Elements
from newscrawl.extraction.metadata.markup import is_elsewhere
from newscrawl.extraction.metadata.text import plain, text_of
from newscrawl.items import Image
from newscrawl.urls import path_of

MAX_FIGURES = 50

_CREDIT_CLASS = re.compile(
    r"credit|copyright|copyholder|source|quelle|photographer|rights|autor|author|agency"
)
_TWICE = re.compile(r"^(.{5,700}?)\s+\1(?!\w)")  # once for the eye and once for the screen reader
_FRAME_CLASS = re.compile(
    r"photo|image|img|bild|picture|media|figure|foto|caption|zdj|illustration"
)
_PORTRAITS = ("author", "autor", "byline", "avatar", "portrait", "profile", "logo")
_ICON = 160  # pixels: images as small show persons or signs
_PROSE_CHARS = 80
_MAX_CAPTION = 400


def read_figures(page: Elements, url: str) -> tuple[list[Image], bool]:
    """The figures of a page's content, and whether the first stands before the text.

    Where there is no figure element, the images whose box is called one.

    Args:
        page: The page.
        url: Its URL, which relative addresses start from.
    """
    found, leads = _collect(page.content, url) if page.of("figure") else ([], False)
    return (found, leads) if found else _framed(page.content, url)


def _collect(root: HtmlElement, url: str) -> tuple[list[Image], bool]:
    found: list[Image] = []
    leads = prose = False
    for element in root.iter("figure", "p"):
        if element.tag == "p":
            prose = prose or len(element.text or "") >= _PROSE_CHARS
        elif (image := _figure(element, url)) is not None:
            leads = leads or not prose
            found.append(image)
    return found[:MAX_FIGURES], leads


def _framed(root: HtmlElement, url: str) -> tuple[list[Image], bool]:
    found: list[Image] = []
    leads = prose = False
    for element in root.iter("img", "p"):
        if element.tag == "p":
            prose = prose or len(element.text or "") >= _PROSE_CHARS
        elif len(found) < MAX_FIGURES and (image := _frame(element, url)) is not None:
            leads = leads or not prose
            found.append(image)
    return found, leads


def _frame(image: HtmlElement, url: str) -> Image | None:
    """An image with the text of the box around it, where a class calls that a picture's."""
    box = image.getparent()
    if box is not None and box.tag in ("a", "picture", "span"):
        box = box.getparent()
    if box is None or not any(_is_frame(e) for e in (box, *box)):  # of most images: asked first
        return None
    if _links_elsewhere(image) or _is_portrait(box, image) or is_elsewhere(box):
        return None
    if not 3 < len(text_of(box, _MAX_CAPTION + 1)) <= _MAX_CAPTION:
        return None
    address = absolute(_source(image), url)
    return Image(address, *caption_of(box)) if address else None


def _is_frame(element: HtmlElement) -> bool:
    return element.tag != "img" and bool(
        _FRAME_CLASS.search((element.get("class") or "").casefold())
    )


def _figure(figure: HtmlElement, url: str) -> Image | None:
    image = next(figure.iter("img"), None)
    if image is None or is_elsewhere(figure) or _is_portrait(figure, image):
        return None
    if any(above.tag == "a" for above in figure.iterancestors()):
        return None
    text = next(figure.iter("figcaption"), None)
    if text is None and _links_elsewhere(image):
        return None
    address = absolute(_source(image), url)
    if not address:
        return None
    return Image(address, *(("", "") if text is None else caption_of(text)))


def _is_portrait(figure: HtmlElement, image: HtmlElement) -> bool:
    """Whether it is an author's portrait or an icon."""
    sizes = [v for a in ("width", "height") if (v := image.get(a) or "").isdigit()]
    if len(sizes) == 2 and all(len(size) < 6 and int(size) <= _ICON for size in sizes):
        return True
    if any(link.get("rel") == "author" for link in figure.iter("a")):
        return True
    names = " ".join((e.get("class") or "").casefold() for e in (figure, figure.getparent(), image))
    return any(word in names for word in _PORTRAITS)


def caption_of(element: HtmlElement) -> tuple[str, str]:
    """Caption and credit of a figcaption, by the classes of its parts or by its words."""
    whole = _TWICE.sub(r"\1", text_of(element, 1500))
    for part in element.iterdescendants():
        credit = _credit_of(part)
        if credit and (rest := _without(whole, credit)) is not None:
            return rest, clean_credit(credit)
    return split_caption(plain(whole))


def _credit_of(part: HtmlElement) -> str:
    """The text of a figcaption's part that is a credit by its class or by its first word."""
    if not isinstance(part.tag, str):
        return ""
    text = text_of(part, 300)
    name = f"{part.get('class') or ''} {part.get('itemprop') or ''}".casefold()
    marked = not len(part) and len(text) < 120 and split_caption(text)[0] == "" and text
    return text if marked or (_CREDIT_CLASS.search(name) and len(text) < 200) else ""


def _without(whole: str, credit: str) -> str | None:
    """The rest of a caption that a credit ends or begins; None where it stands inside."""
    if whole.endswith(credit):
        return whole[: -len(credit)].rstrip(" |-–—([©")
    return whole[len(credit) :].lstrip(" |-–—)]") if whole.startswith(credit) else None


def _links_elsewhere(image: HtmlElement) -> bool:
    link = next(image.iterancestors("a"), None)
    path = path_of(link.get("href") or "").lower() if link is not None else ".jpg"
    return not path.endswith((".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif"))


def _source(image: HtmlElement) -> str:
    for name in ("data-src", "data-original", "data-lazy-src", "src"):
        value = (image.get(name) or "").strip()
        if value and not value.startswith("data:"):
            return value
    candidates = (image.get("srcset") or image.get("data-srcset") or "").split(",")
    return candidates[-1].strip().split(" ")[0]


def absolute(address: str, url: str) -> str:
    """An address as an absolute URL of the web, "" where it is none."""
    try:
        joined = urljoin(url, address.strip()) if address.strip() else ""
    except ValueError:
        return ""
    return joined if joined.startswith(("http://", "https://")) else ""
