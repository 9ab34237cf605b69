"""Sources -> articles; a page that gives none gives the reason instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from newscrawl.errors import (
    ExtractionError,
    NewscrawlError,
    NothingToRead,
    PageCrashed,
    SourceError,
)
from newscrawl.extraction import Article, Page, SiteMemory, extract
from newscrawl.items import SEEN_NOT_READ
from newscrawl.sources.files import Source
from newscrawl.urls import site_of

T = TypeVar("T")

# What a page is known by, and what reading takes: the page and its site's memory. Or an error.
Call = tuple[T, tuple[Any, ...] | NewscrawlError]
Read = Callable[[Iterable[Call[T]]], Iterator[tuple[T, Article | NewscrawlError]]]
Recall = Callable[[str], SiteMemory | None]  # a site -> what is remembered of it


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one page of a source: an article, or a line that says why there is none."""

    article: Article | None = None
    problem: str = ""


def read_here(calls: Iterable[Call[T]]) -> Iterator[tuple[T, Article | NewscrawlError]]:
    """Extract in this process: as `Workers.map` does with the task `extract_page` in others."""
    for known_by, call in calls:
        yield known_by, call if isinstance(call, NewscrawlError) else _extracted(*call)


def outcomes(
    sources: Iterable[Source], recall: Callable[[str], Any], read: Read[Path] = read_here
) -> Iterator[Outcome]:
    """What becomes of each page of each source, or of a source where it cannot be read.

    Args:
        sources: The files.
        recall: A site -> its memory, as `read` takes it.
        read: How pages are extracted.
    """
    for path, found in read(_calls(sources, recall)):
        article = _with_text(found) if isinstance(found, Article) else found
        if isinstance(article, Article):
            yield Outcome(article)
        else:
            yield Outcome(problem=_problem(path, article))


def _calls(sources: Iterable[Source], recall: Callable[[str], Any]) -> Iterator[Call[Path]]:
    for source in sources:
        try:
            for page in source.pages():
                yield source.path, (page, recall(site_of(page.url)))
        except SourceError as error:
            yield source.path, error


def _extracted(page: Page, memory: SiteMemory | None) -> Article | ExtractionError:
    """The page's article, or why it has none, whatever the cause."""
    try:
        return extract(page, memory)
    except ExtractionError as error:
        return error
    except Exception as error:  # noqa: BLE001 - one odd page must not end a batch of thousands
        said = f"{type(error).__name__}: {error}".splitlines()[0]
        return PageCrashed(f"{page.url}: {said}")


def _with_text(article: Article) -> Article | NothingToRead:
    if article.text or article.kind in SEEN_NOT_READ:
        return article
    return NothingToRead(f"{article.url}: has no text; its kind is {article.kind}")


def _problem(path: Path, error: NewscrawlError) -> str:
    if isinstance(error, SourceError):
        return str(error)
    if isinstance(error, PageCrashed):
        return f"{path}: a defect of newscrawl, please report it: {error}"
    return f"{path}: {error}"
