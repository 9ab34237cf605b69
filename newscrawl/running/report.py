"""What a run came to, and whether that is well. Pure decisions.

A site brought *nothing where something was expected* when no article of it was saved or seen to
be unchanged, and one of these holds: a page or a source of it failed; the store has no article
of it at all; FEW or more pages were fetched and none held an article. A day without news is none
of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from newscrawl.schedule.alarm import Alarm

FEW = 3  # pages without an article on one day: every site links to some


class ExitCode(IntEnum):
    """What the command that was run says to who called it."""

    WELL = 0
    NOT_STARTED = 1  # wrong arguments, a broken sites.toml, a store that cannot be opened
    PARTLY = 2  # something failed, a site has changed, or the run was stopped
    NOTHING = 3  # nothing was saved where something was expected
    RUNNING = 75  # another run holds the lock; EX_TEMPFAIL of sysexits.h


@dataclass(frozen=True, slots=True)
class SiteReport:
    """What a run brought from one site.

    Attributes:
        site: The site.
        new: Articles that the store did not have.
        updated: Articles that the site has changed.
        unchanged: Articles that are as they were.
        failed: Pages that could not be had or not be read, by reason.
        passed_over: Pages that hold no article to keep, or are gone, by reason.
        sources_failed: Sources that could not be had, with the reason.
        alarms: What has changed at the site, as of this run.
        is_known: Whether the store has articles of the site.
    """

    site: str
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: Mapping[str, int] = field(default_factory=dict)
    passed_over: Mapping[str, int] = field(default_factory=dict)
    sources_failed: Mapping[str, str] = field(default_factory=dict)
    alarms: tuple[Alarm, ...] = ()
    is_known: bool = True

    @property
    def brought(self) -> int:
        """Articles of the site that were saved, or seen to be unchanged."""
        return self.new + self.updated + self.unchanged

    @property
    def is_empty(self) -> bool:
        """Whether it brought nothing where something was expected."""
        expected = self.failed or self.sources_failed or not self.is_known
        return not self.brought and bool(expected or sum(self.passed_over.values()) >= FEW)

    @property
    def is_well(self) -> bool:
        """Whether nobody needs to look at it."""
        return not (self.failed or self.sources_failed or self.alarms or self.is_empty)

    def lines(self) -> Iterator[str]:
        """The site in one line, and its troubles, a line each."""
        known = "" if self.is_known else "; the store has no article of it"
        yield (
            f"{self.site}: {self.new} new, {self.updated} updated, {self.unchanged} unchanged, "
            f"{sum(self.failed.values())} failed{known}"
        )
        for reason, number in sorted(self.failed.items()):
            yield f"  failed: {number} {reason}"
        for reason, number in sorted(self.passed_over.items()):
            yield f"  passed over: {number} {reason}"
        for url, reason in sorted(self.sources_failed.items()):
            yield f"  source failed: {url}: {reason}"
        for alarm in self.alarms:
            yield f"  changed since {alarm.since}: {alarm.what} ({alarm.evidence})"


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run came to.

    Attributes:
        sites: What it brought, by site.
        ended: Scrapy's reason: "finished", or "shutdown", "storage_error", ...
        crashes: How often code of the crawl raised what nobody foresaw.
    """

    sites: tuple[SiteReport, ...]
    ended: str = "finished"
    crashes: int = 0

    @property
    def exit_code(self) -> ExitCode:
        """What the command says to who called it."""
        if self.ended == "shutdown":
            return ExitCode.PARTLY
        brought = any(site.brought for site in self.sites)
        if not brought and (self._was_broken or any(site.is_empty for site in self.sites)):
            return ExitCode.NOTHING
        if self._was_broken or not all(site.is_well for site in self.sites):
            return ExitCode.PARTLY
        return ExitCode.WELL

    @property
    def _was_broken(self) -> bool:
        return self.ended != "finished" or self.crashes > 0

    def lines(self, *, everything: bool) -> Iterator[str]:
        """The report in lines: `everything`, or what somebody should look at."""
        for site in self.sites:
            if everything or not site.is_well:
                yield from site.lines()
        if self.ended == "shutdown":
            yield "stopped before its end; the next run goes on"
        elif self.ended != "finished":
            yield f"ended early: {self.ended}; the log says why, and the next run goes on"
        if self.crashes:
            yield f"{self.crashes} errors that nobody foresaw; the log has them"
