"""Narrowing: boxes of a page are closed that its site has elsewhere, too.

Most of what a page shows is its site's: menus, lists of what is new, footers. Another page says
where they stand, and that they hold nothing.
"""

from __future__ import annotations

from newscrawl.extraction.blocks import Box, Layout
from newscrawl.extraction.closing import close, sums
from newscrawl.extraction.evidence import TELLING, fingerprint, fingerprint_of_slot
from newscrawl.extraction.flow import is_body_like
from newscrawl.extraction.memory import Index

_VERSION = 0.5  # share of the prose from which two pages may show one article
_LINKED = 0.5  # share of links from which a line leads elsewhere
_COMMON = 0.5  # share of a box's text that is long enough to tell, and known


def narrow(layout: Layout, index: Index, pages: int = 1) -> Layout:
    """The layout with boxes closed that are not the page's own.

    A box is closed if all its texts stand on so many other pages; lines of links may be new where
    those pages have a box at its place that held nothing of their articles. A page that may be a
    version of another is left as it is.

    Args:
        layout: Of a page.
        index: What is known of other pages of its site.
        pages: How many of them it takes.
    """
    blocks, known, barren = layout.blocks, index.texts(pages), index.barren(pages)
    told = [b.size if b.size >= TELLING and fingerprint(b.text) in known else 0 for b in blocks]
    prose = [b for b in blocks if is_body_like(b)]
    if sum(told[b.index] for b in prose) >= _VERSION * sum(b.size for b in prose):
        return layout
    told_before, sizes = sums(told), sums(b.size for b in blocks)
    news = sums(b.size >= TELLING and not told[b.index] for b in blocks)
    own = sums(b.size >= TELLING and not told[b.index] and b.link_share <= _LINKED for b in blocks)

    def is_common(box: Box) -> bool:
        start, end = box.start, box.end
        if own[start] == own[end] and fingerprint_of_slot(box.site) in barren:
            return True
        if news[start] != news[end]:
            return False
        return told_before[end] - told_before[start] >= _COMMON * (sizes[end] - sizes[start])

    return close(layout, is_common)
