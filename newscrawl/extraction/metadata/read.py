"""read_metadata: all that a page says of its article, put together in the order of trust."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from newscrawl.extraction.metadata.access import is_paywalled, is_tdm_reserved
from newscrawl.extraction.metadata.agencies import agencies_in
from newscrawl.extraction.metadata.authors import read_credits
from newscrawl.extraction.metadata.dates import date_in_url, to_iso
from newscrawl.extraction.metadata.elements import Elements, gather
from newscrawl.extraction.metadata.headline import find_headline
from newscrawl.extraction.metadata.images import read_images
from newscrawl.extraction.metadata.jsonld import LinkedData, as_list, first_text, read_json_ld
from newscrawl.extraction.metadata.language import agreed_language
from newscrawl.extraction.metadata.markup import microdata_types, published_in_markup
from newscrawl.extraction.metadata.meta_tags import MetaTags, read_meta_tags
from newscrawl.extraction.metadata.model import Metadata
from newscrawl.extraction.metadata.people import looks_like_person, person_names
from newscrawl.extraction.metadata.state import script_body
from newscrawl.extraction.metadata.text import plain, squeezed, text_of
from newscrawl.extraction.metadata.visible import Surroundings, shown_date
from newscrawl.urls import site_of

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time",
    "itemprop:datepublished", "datepublished", "date", "dc.date.issued", "dcterms.created",
    "dc.date", "dcterms.date", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate",
    "publish-date", "publish_date", "article.published", "cxenseparse:recs:publishtime",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:article:modified_time", "og:updated_time",
    "itemprop:datemodified", "datemodified", "dcterms.modified", "lastmod",
    "last-modified",
)  # fmt: skip
_NO_HEADERS: Mapping[str, str] = {}


def read_metadata(
    tree: HtmlElement, url: str, headers: Mapping[str, str] = _NO_HEADERS
) -> Metadata:
    """Read what a page says of its article outside of the text.

    Args:
        tree: The parsed page; stays as it is.
        url: The page's absolute URL.
        headers: Response headers, names in any case.
    """
    page = gather(tree)
    meta = read_meta_tags(page)
    title = next((text_of(t, 400) for t in page.of("title")), "")
    data = read_json_ld(page, url, (title, meta.first("og:title")))
    site_name = meta.first("og:site_name", "application-name") or _publisher(data)
    owners = (
        site_name,
        _publisher(data),
        meta.first("publisher", "dc.publisher"),
        meta.first("copyright"),
    )
    site_names = _site_names(url, *owners)
    named = [
        data.text("headline"),
        meta.first("og:title", "twitter:title"),
        data.text("name"),
        title,
    ]
    headline = find_headline(page, [n for n in named if n], site_names)
    near = Surroundings(headline.element)
    credited = read_credits(tree, data, meta, near, site_names)
    return Metadata(
        headline=headline.text,
        description=data.text("description")
        or meta.first("og:description", "description", "twitter:description", "dc.description"),
        authors=credited.persons,
        agency=credited.agency,
        published=_published(page, data, meta, url, near),
        modified=_first_date([data.text("dateModified"), *(meta.first(n) for n in _MODIFIED)]),
        language=_language(tree, data, meta),
        section=first_text(data.article.get("articleSection"))
        or meta.first("article:section", "section"),
        tags=_tags(data, meta),
        images=read_images(page, data, meta, url),
        canonical_url=_canonical(page, meta, url),
        article_body=script_body(page, data),
        stated_words=_count(data.article.get("wordCount")),
        schema_types=data.types or microdata_types(tree),
        og_type=meta.first("og:type").lower(),
        site_name=site_name,
        paywalled=is_paywalled(data, meta),
        tdm_reserved=is_tdm_reserved(meta, headers),
    )


def with_fallback(
    metadata: Metadata, title: str = "", author: str = "", date: str = ""
) -> Metadata:
    """Fill what the page's own data left empty from a general extractor's findings.

    Args:
        metadata: What `read_metadata` found.
        title: A title.
        author: Names, separated by ";".
        date: A date in any form `to_iso` reads.
    """
    owner = frozenset({squeezed(metadata.site_name)})
    names = person_names(author.split(";"), not_names=owner)
    return replace(
        metadata,
        headline=metadata.headline or plain(title),
        authors=metadata.authors or tuple(n for n in names if looks_like_person(n)),
        agency=metadata.agency or next(iter(agencies_in(author)), ""),
        published=metadata.published or to_iso(date),
    )


def _publisher(data: LinkedData) -> str:
    return next((first_text([v]) for v in data.values("publisher")), "")


def _site_names(url: str, *names: str) -> frozenset[str]:
    """`squeezed` names of the site: as it calls itself, and its host with and without ends."""
    host = site_of(url).split(":")[0]
    labels = [label for label in host.split(".")[:-1] if len(label) > 1]
    owners = (name.split("(")[0] for name in names)
    return frozenset(s for n in (*names, *owners, host, *labels) if (s := squeezed(n)))


def _published(
    page: Elements, data: LinkedData, meta: MetaTags, url: str, near: Surroundings
) -> str:
    linked = data.text("datePublished", "uploadDate", "dateCreated")
    stated = _first_date([linked, *(meta.first(n) for n in _PUBLISHED)]) or date_in_url(url)
    marked = stated or _first_date([*published_in_markup(page, near.headline), *meta.dated()])
    return marked or shown_date(page, near)


def _first_date(candidates: list[str]) -> str:
    return next((iso for c in candidates if c and (iso := to_iso(c))), "")


def _language(tree: HtmlElement, data: LinkedData, meta: MetaTags) -> str:
    root = next(tree.iter("html"), tree)
    claims = [root.get("lang") or root.get("xml:lang") or "", data.text("inLanguage")]
    return agreed_language(
        [*claims, meta.first("og:locale"), meta.first("content-language", "language")]
    )


def _tags(data: LinkedData, meta: MetaTags) -> tuple[str, ...]:
    stated = [t for v in as_list(data.article.get("keywords")) for t in _split(first_text(v))]
    tagged = stated or [
        t for v in meta.all("article:tag", "news_keywords", "keywords") for t in _split(v)
    ]
    unique: dict[str, str] = {}
    for tag in tagged[:50]:
        if 1 < len(tag) <= 60:
            unique.setdefault(tag.casefold(), tag)
    return tuple(unique.values())


def _split(text: str) -> list[str]:
    return [plain(t) for t in text.replace(";", ",").split(",")]


def _count(value: object) -> int:
    text = str(value).replace(",", "").replace(".", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _canonical(page: Elements, meta: MetaTags, url: str) -> str:
    links = (
        link.get("href") or ""
        for link in page.of("link")
        if (link.get("rel") or "").lower() == "canonical"
    )
    for address in (*links, meta.first("og:url")):
        try:
            absolute = urljoin(url, address.strip())
            mine, theirs = urlsplit(url), urlsplit(absolute)
        except ValueError:
            continue
        if (
            address.strip()
            and _same_site(mine.hostname or "", theirs.hostname or "")
            and (theirs.path.strip("/") or not mine.path.strip("/"))
        ):
            return str(absolute)
    return ""


def _same_site(mine: str, theirs: str) -> bool:
    """Whether one host may name the other's pages: another site's would overwrite its articles."""
    one, other = (_bare(h) for h in (mine, theirs))
    return one == other or one.endswith("." + other) or other.endswith("." + one)


def _bare(host: str) -> str:
    first, _, rest = host.lower().partition(".")
    return rest if first in ("www", "m", "amp", "mobile") and "." in rest else host.lower()
