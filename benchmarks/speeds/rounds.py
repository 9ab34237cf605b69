"""Times contestants page by page, one after the other on each page, in several rounds."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import _lru_cache_wrapper
from typing import Any

from benchmarks.contestants import Output, attempt
from benchmarks.speeds.extractors import MEMORY, Extractor, Subject
from newscrawl.progress import progress


@dataclass(frozen=True, slots=True)
class Times:
    """The CPU seconds of one contestant on one page, a round each, and why it failed ("": not)."""

    seconds: tuple[float, ...]
    error: str = ""


@dataclass(slots=True)
class _Row:
    seconds: list[float] = field(default_factory=list)
    error: str = ""


def rotated(names: Sequence[str], by: int) -> list[str]:
    """The names, beginning with another one each time.

    >>> rotated(["a", "b", "c"], 4)
    ['b', 'c', 'a']
    """
    start = by % len(names) if names else 0
    return [*names[start:], *names[:start]]


def turns(
    subjects: Sequence[Subject], names: Sequence[str], rounds: int
) -> Iterator[tuple[int, str]]:
    """Which page is read by whom, in order: all read a page before anybody reads the next.

    Who comes first on a page changes from page to page and from round to round.
    """
    for round_ in range(rounds):
        for number, subject in enumerate(subjects):
            able = [name for name in names if name != MEMORY or subject.memory is not None]
            for name in rotated(able, number + round_):
                yield number, name


def timed(
    subjects: Sequence[Subject],
    extractors: Mapping[str, Extractor],
    rounds: int,
) -> list[dict[str, Times]]:
    """For each page the times of each contestant; a page without memory has none with memory.

    A round that is not counted goes before: some of what a page needs is loaded on first use.
    What an earlier contestant left behind is collected before the clock starts, and what it
    keeps of texts, dates and names it has met is forgotten: in a crawl, every page is new.
    """
    rows: list[dict[str, _Row]] = [{} for _ in subjects]
    gc.collect()
    gc.freeze()  # so that collecting before each turn looks at what is new only
    forget = bounded_caches()
    order = list(turns(subjects, tuple(extractors), rounds + 1))
    for number, name in progress(order, "Extracting", len(order)):
        gc.collect()
        for cache in forget:
            cache.cache_clear()
        output = _attempt(extractors[name], subjects[number])
        row = rows[number].setdefault(name, _Row())
        row.seconds.append(output.cpu or 0.0)
        row.error = output.error
    gc.unfreeze()
    return [
        {name: Times(tuple(row.seconds[1:]), row.error) for name, row in page.items()}
        for page in rows
    ]


def bounded_caches() -> list[Any]:
    """The caches of all that is loaded which hold the latest so many answers.

    Those without a bound hold what is read once a process: phrases, weights, lists of words.
    """
    wrappers = (one for one in gc.get_objects() if isinstance(one, _lru_cache_wrapper))
    return [one for one in wrappers if one.cache_parameters()["maxsize"] is not None]


def _attempt(extractor: Extractor, subject: Subject) -> Output:
    def make() -> Output:
        extractor(subject)
        return Output()

    return attempt(make)
