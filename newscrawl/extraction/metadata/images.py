"""Images of the article with caption and credit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast
from urllib.parse import urljoin, urlsplit

from lxml.etree import XPath
from lxml.html import HtmlElement

from newscrawl.extraction.metadata.captions import clean_credit, split_caption
from newscrawl.extraction.metadata.elements import Elements
from newscrawl.extraction.metadata.jsonld import LinkedData, first_text
from newscrawl.extraction.metadata.markup import is_elsewhere
from newscrawl.extraction.metadata.meta_tags import MetaTags
from newscrawl.extraction.metadata.text import plain, text_of
from newscrawl.items import Image

MAX_IMAGES = 50

_CREDIT_CLASS = re.compile(
    r"credit|copyright|copyholder|source|quelle|photographer|rights|autor|author|agency"
)
_SIZE = re.compile(r"[-_]?\d{2,4}x\d{2,4}|@\dx|[-_](?:scaled|large|small|medium|thumb)$")
_TWICE = re.compile(r"^(.{5,700}?)\s+\1(?!\w)")  # once for the eye and once for the screen reader
_NUMBER = re.compile(r"(?<!\d)\d{7,12}(?!\d)")  # of a content system; shorter ones are sizes
_DATE = re.compile(r"(?:19|20)\d\d[01]\d[0-3]\d$")
_PARAGRAPHS = XPath("count(.//p)")
_PORTRAITS = ("author", "autor", "byline", "avatar", "portrait", "profile", "logo")
_ICON = 160  # pixels: images as small show persons or signs
_PROSE_CHARS = 80


def read_images(page: Elements, data: LinkedData, meta: MetaTags, url: str) -> tuple[Image, ...]:
    """The article's images: figures of the content, and what JSON-LD and og:image name.

    JSON-LD and og:image name other crops of the first figure, so without a caption of their
    own they count only where no figure stands before the text.

    Args:
        page: The page.
        data: Its JSON-LD.
        meta: Its meta tags.
        url: Its URL, which relative addresses start from.
    """
    figures, leads = _figures(_content(page), url) if page.of("figure") else ([], False)
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
    """What the crops of one image have in common: the number in its name, or the bare name."""
    path = urlsplit(url).path.rstrip("/")
    number = next((n for n in _NUMBER.findall(path) if not _DATE.match(n)), "")
    if number:
        return number
    name = path.rsplit("/", 1)[-1].lower()
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


def _figures(root: HtmlElement, url: str) -> tuple[list[Image], bool]:
    """The figures, and whether the first stands before the first paragraph of prose."""
    found: list[Image] = []
    leads = prose = False
    for element in root.iter("figure", "p"):
        if element.tag == "p":
            prose = prose or len(element.text or "") >= _PROSE_CHARS
        elif (image := _figure(element, url)) is not None:
            leads = leads or not prose
            found.append(image)
    return found[:MAX_IMAGES], leads


def _content(page: Elements) -> HtmlElement:
    """The article element with the most paragraphs; the page where none has any."""
    articles = page.of("article")[:50]
    if len(articles) < 2:
        return articles[0] if articles else page.root
    counted = [(int(cast("float", _PARAGRAPHS(a))), a) for a in articles]
    count, article = max(counted, key=lambda c: c[0])
    return article if count else page.root


def _figure(figure: HtmlElement, url: str) -> Image | None:
    image = next(figure.iter("img"), None)
    if image is None or is_elsewhere(figure) or _is_portrait(figure, image):
        return None
    if any(above.tag == "a" for above in figure.iterancestors()):
        return None
    text = next(figure.iter("figcaption"), None)
    if text is None and _links_elsewhere(image):
        return None
    address = _absolute(_source(image), url)
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
