"""Harvest: what one run brought from each site, and what it could not bring."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from newscrawl.schedule.outcomes import Fate, Outcome

_BY_RULE = frozenset({"forbidden by robots.txt"})  # to obey is no failure
# By the names of the classes in pipelines/dropped.py.
_UNREAD = frozenset({"NothingExtracted", "ExtractionCrashed"})


@dataclass(slots=True)
class SiteHarvest:
    """What one run brought from one site.

    Attributes:
        kept: Articles that came through the pipelines: new ones, changed ones and others.
        unchanged: Pages that the site said are as they were.
        failed: Pages that could not be had or not be read, by reason.
        passed_over: Pages that hold no article to keep, or are gone, by reason.
        sources_failed: Sources that could not be had, with the reason.
    """

    kept: int = 0
    unchanged: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    passed_over: Counter[str] = field(default_factory=Counter)
    sources_failed: dict[str, str] = field(default_factory=dict)

    def page(self, outcome: Outcome) -> None:
        """Count a page that was requested and did not come."""
        is_failure = outcome.is_failure and outcome.reason not in _BY_RULE
        counts = self.failed if is_failure else self.passed_over
        counts[outcome.reason] += 1

    def item(self, dropped: str) -> None:
        """Count a page that went through the pipelines; `dropped` says why it was, "" for kept."""
        if not dropped:
            self.kept += 1
        elif dropped in _UNREAD:
            self.failed[dropped] += 1
        else:
            self.passed_over[dropped] += 1

    def source(self, url: str, outcome: Outcome, *, home: bool) -> None:
        """Note a source that did not come. Pages name many that are gone; no home page is."""
        if home or (outcome.fate is not Fate.GONE and outcome.is_failure):
            self.sources_failed[url] = str(outcome)


class Harvest:
    """What one run brought, by site."""

    def __init__(self) -> None:
        self._sites: defaultdict[str, SiteHarvest] = defaultdict(SiteHarvest)

    def of(self, site: str) -> SiteHarvest:
        """What it brought from a site."""
        return self._sites[site]

    def __iter__(self) -> Iterator[tuple[str, SiteHarvest]]:
        return iter(sorted(self._sites.items()))
