"""extract(page, memory=None): the one composition."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from newscrawl.extraction import teacher
from newscrawl.extraction.blocks import Block, Layout, lay_out
from newscrawl.extraction.document import parse
from newscrawl.extraction.memory import SiteMemory
from newscrawl.extraction.metadata.model import Metadata
from newscrawl.extraction.verdicts import Verdict, decide
from newscrawl.items import Article, Page
from newscrawl.urls import canonical, site_of


@dataclass(frozen=True, slots=True)
class Explanation:
    """An article and why it came out as it did: `verdicts[i]` is that of `blocks[i]`."""

    article: Article
    blocks: tuple[Block, ...]
    verdicts: tuple[Verdict, ...]


def extract(page: Page, memory: SiteMemory | None = None) -> Article:
    """The article of a page.

    Args:
        page: The page as it was fetched.
        memory: What is known of its site, None where nothing is.

    Raises:
        ExtractionError: Nothing can be read; a page that is merely no article gives an Article
            whose kind says so.
    """
    return explain(page, memory).article


def explain(page: Page, memory: SiteMemory | None = None) -> Explanation:
    """The article of a page, with the verdict on every block. Raises what `extract` raises."""
    document = parse(page)
    layout = lay_out(document)
    h1 = next((b.text for b in layout.blocks if b.heading == 1), "")
    metadata = Metadata(headline=h1)
    verdicts = decide(layout, metadata, teacher.judge(document, layout.blocks))
    text = "\n".join(b.text for b, v in zip(layout.blocks, verdicts, strict=True) if v.kept)
    article = Article(
        url=page.url,
        canonical_url=canonical(page.url),
        site=site_of(page.url),
        headline=metadata.headline,
        body=text,
        text=text,
        removed=dict(Counter(v.reason for v in verdicts if v.reason)),
    )
    return Explanation(article, layout.blocks, tuple(verdicts))
