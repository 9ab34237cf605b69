"""Sources -> articles; a page that gives none gives the reason instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from newscrawl.errors import ExtractionError, NothingToRead, SourceError
from newscrawl.extraction import Article, Page, SiteMemory, extract
from newscrawl.items import SEEN_NOT_READ
from newscrawl.sources.files import Source
from newscrawl.urls import site_of

Recall = Callable[[str], SiteMemory | None]  # a site -> what is remembered of it


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one page of a source: an article, or a line that says why there is none."""

    article: Article | None = None
    problem: str = ""


def outcomes(source: Source, recall: Recall) -> Iterator[Outcome]:
    """What becomes of each page of a source, or of the source where it cannot be read."""
    try:
        for page in source.pages():
            try:
                yield Outcome(_article(page, recall(site_of(page.url))))
            except ExtractionError as error:
                yield Outcome(problem=f"{source.path}: {error}")
    except SourceError as error:
        yield Outcome(problem=str(error))


def _article(page: Page, memory: SiteMemory | None) -> Article:
    """The page's article; ExtractionError where it has none, whatever the cause."""
    try:
        article = extract(page, memory)
    except ExtractionError:
        raise
    except Exception as error:  # one odd page must not end a batch of thousands
        said = f"{type(error).__name__}: {error}".splitlines()[0]
        raise ExtractionError(f"a defect of newscrawl, please report it: {said}") from error
    if article.text or article.kind in SEEN_NOT_READ:
        return article
    raise NothingToRead(f"{page.url}: has no text; its kind is {article.kind}")
