"""What `scrapy crawl news` is told: which sites of sites.toml, and how far back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from scrapy.exceptions import UsageError

from newscrawl.discovery.site_keys import first_moment, last_moment
from newscrawl.discovery.sites import Site, Sites
from newscrawl.spiders.arguments import moment, only_known, whole_number

KNOWN = ("site", "since", "until", "max_articles", "backfill")


@dataclass(frozen=True, slots=True)
class NewsArguments:
    """The arguments of one crawl.

    Attributes:
        sites: The sites to crawl; what was given by `-a` stands in place of their own.
        reaches_back: Whether URLs that earlier crawls set aside are fetched: in a backfill all,
            with `-a since` those in the window.
        backfill: Whether there is no limit in time but the one that was given.
    """

    sites: tuple[Site, ...]
    reaches_back: bool
    backfill: bool


def read_arguments(sites: Sites, arguments: Mapping[str, str]) -> NewsArguments:
    """The arguments of a crawl, from text.

    Raises:
        UsageError: One is wrong, or there is nothing to crawl.
    """
    only_known({name: text for name, text in arguments.items() if name not in KNOWN}, KNOWN)
    backfill = whole_number("backfill", arguments.get("backfill", "0"), 0) > 0
    since, until = arguments.get("since", ""), arguments.get("until", "")
    changes: dict[str, object] = {}
    if since:
        changes["since"] = moment("since", since, first_moment)
    if until:
        changes["until"] = moment("until", until, last_moment)
    if arguments.get("max_articles"):
        changes["max_articles"] = whole_number("max_articles", arguments["max_articles"], 1)
    chosen = tuple(replace(site, **changes) for site in _chosen(sites, arguments.get("site", "")))  # type: ignore[arg-type]
    return NewsArguments(chosen, reaches_back=backfill or bool(since), backfill=backfill)


def _chosen(sites: Sites, wanted: str) -> tuple[Site, ...]:
    if not len(sites):
        raise UsageError(f"{sites.path} names no site; scrapy site add URL adds one")
    if not wanted:
        return tuple(sites)
    site = sites.find(wanted)
    if site is None:
        names = ", ".join(site.name for site in sites)
        raise UsageError(f"-a site={wanted}: is not in {sites.path}, which has {names}")
    return (site,)
