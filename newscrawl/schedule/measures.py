"""What the pages of one run over a site looked like, in numbers that are compared over runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import log2

from newscrawl.items import NO_ARTICLES, Article, Kind
from newscrawl.schedule.seen import Seen

FITTING = 0.5  # of a page's text in known places, from which the page fits its site
_FEW_WORDS = 15  # as pipelines/validate.py: fewer are no text


@dataclass(frozen=True, slots=True)
class Measures:
    """One run over one site.

    Attributes:
        site: The site.
        began: When the run began, ISO 8601 in UTC.
        pages: Pages that were read.
        missing: Of these, how many had no article: nothing to read, a section, too few words.
        paywalled: Of these, how many showed only the beginning of one.
        repeated: Of these, how many brought the text of another page of the run.
        compared: Of these, how many could be compared with a memory.
        unfit: Of the compared ones, how many did not fit.
        failed: Requests for articles that brought no page.
        lengths: How many articles had so many words, by `length_class`; those without any text
            are missing.
    """

    site: str
    began: str
    pages: int = 0
    missing: int = 0
    paywalled: int = 0
    repeated: int = 0
    compared: int = 0
    unfit: int = 0
    failed: int = 0
    lengths: tuple[tuple[int, int], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the run brought nothing that could be compared."""
        return not self.pages and not self.failed


def length_class(words: int) -> int:
    """Classes of length, each about 1.4 times as long as the one before.

    >>> [length_class(words) for words in (0, 15, 100, 141, 400)]
    [0, 8, 13, 14, 17]
    """
    return int(2 * log2(max(words, 0) + 1))


@dataclass(slots=True)
class Tally:
    """Counts the pages of one run over one site."""

    site: str
    began: str
    counts: Counter[str] = field(default_factory=Counter)
    lengths: Counter[int] = field(default_factory=Counter)
    texts: Seen = field(default_factory=Seen)

    def page(self, article: Article, fit: float | None) -> None:
        """Count a page.

        Args:
            article: What was extracted from it.
            fit: What share of its text stands where the site's articles stood before; None
                where that cannot be said.
        """
        is_missing = article.kind in NO_ARTICLES or article.word_count < _FEW_WORDS
        self.counts["pages"] += 1
        self.counts["missing"] += is_missing
        self.counts["paywalled"] += article.paywalled or article.kind == Kind.TEASER
        if fit is not None:
            self.counts["compared"] += 1
            self.counts["unfit"] += fit < FITTING
        if not is_missing:
            self.lengths[length_class(article.word_count)] += 1
            self.counts["repeated"] += article.text in self.texts
            self.texts.add(article.text)

    def through(self) -> None:
        """No other pages are expected: which texts there were is needed no longer."""
        self.texts = Seen()

    def unreadable(self) -> None:
        """Count a page that nothing could be extracted from."""
        self.counts["pages"] += 1
        self.counts["missing"] += 1

    def failure(self) -> None:
        """Count a request that brought no page."""
        self.counts["failed"] += 1

    def measures(self) -> Measures:
        """The run's measures so far."""
        lengths = tuple(sorted(self.lengths.items()))
        return Measures(self.site, self.began, lengths=lengths, **dict(self.counts))


class Tallies:
    """The tallies of one run, by site.

    Args:
        began: When the run began, ISO 8601 in UTC.
    """

    def __init__(self, began: str) -> None:
        self._began = began
        self._of: dict[str, Tally] = {}

    def of(self, site: str) -> Tally:
        """The tally of a site."""
        return self._of.setdefault(site, Tally(site, self._began))

    def __iter__(self) -> Iterator[Tally]:
        return iter(self._of.values())
