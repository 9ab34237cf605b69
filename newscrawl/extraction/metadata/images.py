"""Images of the article with caption and credit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from newscrawl.extraction.metadata.captions import clean_credit, split_caption
from newscrawl.extraction.metadata.elements import Elements
from newscrawl.extraction.metadata.figures import absolute, read_figures
from newscrawl.extraction.metadata.jsonld import LinkedData, first_text
from newscrawl.extraction.metadata.meta_tags import MetaTags
from newscrawl.items import Image

MAX_IMAGES = 50

_SIZE = re.compile(r"[-_]?\d{2,4}x\d{2,4}|@\dx|[-_](?:scaled|large|small|medium|thumb)$")
_NUMBER = re.compile(r"(?<!\d)\d{7,12}(?!\d)")  # of a content system; shorter ones are sizes
_DATE = re.compile(r"(?:19|20)\d\d[01]\d[0-3]\d$")


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
    figures, leads = read_figures(page, url)
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
            image = Image(absolute(value, url))
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
    return Image(absolute(address, url), caption, credit or clean_credit(named))


def _tagged(meta: MetaTags, url: str) -> Iterator[Image]:
    address = absolute(
        meta.first("og:image", "og:image:url", "twitter:image", "twitter:image:src"), url
    )
    if address:
        yield Image(address)
