"""What a page says of who may read it: paywall and reservation of text and data mining."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from newscrawl.extraction.metadata.jsonld import LinkedData, Node, as_list
from newscrawl.extraction.metadata.meta_tags import MetaTags

_NO = frozenset({"false", "no", "0", "nein"})
_TIERS = frozenset({"locked", "metered", "premium", "paid", "subscriber", "subscription"})
_NO_AI = frozenset({"noai", "noimageai"})


def is_paywalled(data: LinkedData, meta: MetaTags) -> bool:
    """Whether JSON-LD or a meta tag says that a part of the article is not free."""
    if any(_not_free(node) for node in _parts(data)):
        return True
    if meta.first("article:content_tier", "og:article:content_tier").lower() in _TIERS:
        return True
    return meta.first("itemprop:isaccessibleforfree").lower() in _NO


def is_tdm_reserved(meta: MetaTags, headers: Mapping[str, str]) -> bool:
    """Whether a header or a meta tag reserves text and data mining.

    Read are the TDM Reservation Protocol and the robots values noai and noimageai.
    """
    lowered = {name.lower(): value.lower() for name, value in headers.items()}
    if "1" in (lowered.get("tdm-reservation", "").strip(), meta.first("tdm-reservation")):
        return True
    robots = [lowered.get("x-robots-tag", ""), *(v.lower() for v in meta.all("robots"))]
    return any(_NO_AI & set(value.replace(",", " ").replace(":", " ").split()) for value in robots)


def _parts(data: LinkedData) -> Iterator[Node]:
    for node in (data.article, data.page):
        yield node
        for part in as_list(node.get("hasPart"))[:20]:
            if isinstance(part, dict):
                yield part


def _not_free(node: Node) -> bool:
    value: Any = node.get("isAccessibleForFree")
    return value is not None and str(value).rsplit("/", 1)[-1].strip().lower() in _NO
