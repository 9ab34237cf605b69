"""Images of the article with caption and credit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from newscrawl.extraction.metadata.captions import clean_credit, split_caption
from newscrawl.extraction.metadata.jsonld import LinkedData, first_text
from newscrawl.extraction.metadata.meta_tags import MetaTags
from newscrawl.extraction.metadata.text import plain, text_of
from newscrawl.items import Image

MAX_IMAGES = 50

_CREDIT_CLASS = re.compile(
    r"credit|copyright|copyholder|source|quelle|photographer|rights|autor|author|agency"
)
_SIZE = re.compile(r"[-_]?\d{2,4}x\d{2,4}|@\dx|[-_](?:scaled|large|small|medium|thumb)$")
_TWICE = re.compile(r"^(.{5,700}?)\s+\1(?!\w)")  # once for the eye and once for the screen reader
_PROSE_CHARS = 80


def read_images(tree: HtmlElement, data: LinkedData, meta: MetaTags, url: str) -> tuple[Image, ...]:
    """The article's images: figures of the content, and what JSON-LD and og:image name.

    JSON-LD and og:image name other crops of the first figure, so without a caption of their
    own they count only where no figure stands before the text.

    Args:
        tree: The page; stays as it is.
        data: Its JSON-LD.
        meta: Its meta tags.
        url: Its URL, which relative addresses start from.
    """
    figures, leads = _figures(tree, url)
    named = [*_linked(data, url), *_tagged(meta, url)]
    captioned = [i for i in named if i.caption]
    return _each_once([*figures, *captioned] if leads else [*named[:1], *figures, *captioned])


def _each_once(images: list[Image]) -> tuple[Image, ...]:
    found: dict[str, Image] = {}
    for image in images[: 2 * MAX_IMAGES]:
        key = _key(image.url)
        same = found.get(key) or next(
            (i for i in found.values() if image.caption and i.caption == image.caption), None
        )
        if same is None:
            found[key] = image
        else:
            found[_key(same.url)] = Image(
                same.url, same.caption or image.caption, same.credit or image.credit
            )
    return tuple(found.values())[:MAX_IMAGES]


def _key(url: str) -> str:
    name = urlsplit(url).path.rstrip("/").rsplit("/", 1)[-1].lower()
    stem = _SIZE.sub("", name.rsplit(".", 1)[0])
    return stem if len(stem) > 8 else url.split("?", 1)[0]


def _linked(data: LinkedData, url: str) -> Iterator[Image]:
    for value in data.values("image")[:1] if _crops(data) else data.values("image")[:MAX_IMAGES]:
        if isinstance(value, str):
            image = Image(_absolute(value, url))
        elif isinstance(value, dict):
            image = _image_object(value, url)
        else:
            continue
        if image.url:
            yield image


def _crops(data: LinkedData) -> bool:
    """Whether the images are crops of one: plain addresses, or all of one caption."""
    values = data.values("image")
    captions = {first_text(v.get("caption")) for v in values if isinstance(v, dict)}
    return len(captions) <= 1


def _image_object(value: dict[str, Any], url: str) -> Image:
    address = first_text(value.get("contentUrl")) or first_text(value.get("url"))
    caption, credit = split_caption(first_text(value.get("caption")))
    named = next(
        (
            t
            for k in ("creditText", "copyrightNotice", "creator", "author")
            if (t := first_text(value.get(k)))
        ),
        "",
    )
    return Image(_absolute(address, url), caption, credit or clean_credit(named))


def _tagged(meta: MetaTags, url: str) -> Iterator[Image]:
    address = _absolute(
        meta.first("og:image", "og:image:url", "twitter:image", "twitter:image:src"), url
    )
    if address:
        yield Image(address)


def _figures(tree: HtmlElement, url: str) -> tuple[list[Image], bool]:
    """The figures, and whether the first stands before the first paragraph of prose."""
    found: list[Image] = []
    leads = prose = False
    root = next(tree.iter("article"), None)
    root = tree if root is None else root
    for element in root.iter("figure", "p"):
        if element.tag == "p":
            prose = prose or len(element.text or "") >= _PROSE_CHARS
        elif (image := _figure(element, url)) is not None:
            leads = leads or not prose
            found.append(image)
    return found[:MAX_IMAGES], leads


def _figure(figure: HtmlElement, url: str) -> Image | None:
    image = next(figure.iter("img"), None)
    if image is None or any(
        a.tag in ("a", "aside", "nav", "footer") for a in figure.iterancestors()
    ):
        return None
    text = next(figure.iter("figcaption"), None)
    if text is None and _links_elsewhere(image):
        return None
    address = _absolute(_source(image), url)
    if not address:
        return None
    return Image(address, *(("", "") if text is None else caption_of(text)))


def caption_of(element: HtmlElement) -> tuple[str, str]:
    """Caption and credit of a figcaption, by the classes of its parts or by its words."""
    whole = _TWICE.sub(r"\1", text_of(element, 1500))
    for part in element.iter():
        name = f"{part.get('class') or ''} {part.get('itemprop') or ''}".casefold()
        if part is not element and isinstance(part.tag, str) and _CREDIT_CLASS.search(name):
            credit = text_of(part, 300)
            if credit and whole.endswith(credit):
                return whole[: -len(credit)].rstrip(" |-–—([©"), clean_credit(credit)
    return split_caption(plain(whole))


def _links_elsewhere(image: HtmlElement) -> bool:
    link = next(image.iterancestors("a"), None)
    path = urlsplit(link.get("href") or "").path.lower() if link is not None else ".jpg"
    return not path.endswith((".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif"))


def _source(image: HtmlElement) -> str:
    for name in ("data-src", "data-original", "data-lazy-src", "src"):
        value = (image.get(name) or "").strip()
        if value and not value.startswith("data:"):
            return value
    candidates = (image.get("srcset") or image.get("data-srcset") or "").split(",")
    return candidates[-1].strip().split(" ")[0]


def _absolute(address: str, url: str) -> str:
    try:
        joined = urljoin(url, address.strip()) if address.strip() else ""
    except ValueError:
        return ""
    return joined if joined.startswith(("http://", "https://")) else ""
