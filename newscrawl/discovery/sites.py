"""sites.toml: which sites are crawled, and how each differs from the rule.

A site needs its `url` and nothing else; docs/sites.md lists the other keys.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from newscrawl.discovery.site_keys import KEYS
from newscrawl.errors import SitesFileError
from newscrawl.urls import site_of


@dataclass(frozen=True, slots=True)
class Site:
    """A site to crawl.

    Attributes:
        url: Its home page.
        hosts: The sites (see `newscrawl.urls.site_of`) whose pages count as its own, that
            of `url` first.
        feeds: Its feeds; none: found by themselves.
        sitemaps: Its sitemaps; none: found by themselves.
        sections: Pages whose links are read besides the home page's; none: found by themselves.
        since: Articles from here on, aware; None: see `newscrawl.discovery.scope`.
        until: Articles up to here, aware; None for no limit.
        max_articles: Articles fetched in one crawl at most; None for no limit.
        allow: Where there are any, an article's URL matches one of them.
        deny: An article's URL matches none of them.
        delay: Seconds between two requests to one of its hosts at least; None: see
            `newscrawl.schedule.pace`.
        concurrency: Requests under way at one of its hosts at most; None for the settings' own.
    """

    url: str
    hosts: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    max_articles: int | None = None
    allow: tuple[re.Pattern[str], ...] = ()
    deny: tuple[re.Pattern[str], ...] = ()
    delay: float | None = None
    concurrency: int | None = None

    def __post_init__(self) -> None:
        own = (self.name, *(host for host in self.hosts if host != self.name))
        object.__setattr__(self, "hosts", own)

    @property
    def name(self) -> str:
        """The site as the store names it."""
        return site_of(self.url)

    @property
    def limits(self) -> dict[str, float]:
        """What Scrapy's DOWNLOAD_SLOTS say of each of its hosts."""
        said = {"delay": self.delay, "concurrency": self.concurrency}
        return {name: value for name, value in said.items() if value}

    @property
    def host_names(self) -> tuple[str, ...]:
        """Its hosts as requests name them: without port, with and without `www.`."""
        bare = [host.partition(":")[0] for host in self.hosts]
        return (*bare, *(f"www.{host}" for host in bare))


@dataclass(frozen=True)
class Sites:
    """The sites of one file, in its order."""

    path: str
    sites: tuple[Site, ...]

    @cached_property
    def _by_host(self) -> dict[str, Site]:
        return {host: site for site in reversed(self.sites) for host in site.hosts}

    def __iter__(self) -> Iterator[Site]:
        return iter(self.sites)

    def __len__(self) -> int:
        return len(self.sites)

    def name_of(self, url: str) -> str:
        """The site that a URL belongs to: that of sites.toml which has its host, else its own."""
        site = self.find(url)
        return site.name if site else site_of(url)

    def find(self, host_or_url: str) -> Site | None:
        """The site that a host (with or without `www.`) or a URL belongs to."""
        wanted = site_of(host_or_url) or site_of(f"https://{host_or_url}")
        return self._by_host.get(wanted)


def read_sites(path: str | Path) -> Sites:
    """The sites of a file.

    Raises:
        SitesFileError: The file is not there, is no TOML, or says something that is no site.
    """
    try:
        text = Path(path).read_text("utf-8")
    except FileNotFoundError as error:
        raise SitesFileError(
            f"{path}: there is no such file; scrapy site add URL makes it"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SitesFileError(f"{path}: cannot be read: {error}") from error
    return parse_sites(text, str(path))


def parse_sites(text: str, path: str) -> Sites:
    """The sites of a file's text; `path` is how errors name it.

    Raises:
        SitesFileError: As `read_sites`.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SitesFileError(f"{path}: is no TOML: {error}") from error
    entries = table.pop("site", [])
    if table:
        raise SitesFileError(
            f"{path}: {next(iter(table))!r} is not known; a site begins with [[site]]"
        )
    if not isinstance(entries, list):
        raise SitesFileError(f"{path}: a site begins with [[site]], two brackets on each side")
    sites: dict[str, Site] = {}
    for number, entry in enumerate(entries):
        site = _site(entry, _Place(path, text, number))
        for host in site.hosts:
            if host in sites:
                raise _Place(path, text, number).error(
                    "url", f"{host} stands in an earlier site too"
                )
            sites[host] = site
    return Sites(path, tuple(dict.fromkeys(sites.values())))


@dataclass(frozen=True)
class _Place:
    """Where a site stands in its file, for errors."""

    path: str
    text: str
    number: int

    def error(self, key: str, what: str) -> SitesFileError:
        """The error for one key of the site, with its line."""
        return SitesFileError(f"{self.path}, line {self._line(key)}: {key} {what}")

    def _line(self, key: str) -> int:
        """The key's line, else that of the site's beginning."""
        lines = self.text.splitlines()
        begins = [n for n, line in enumerate(lines) if re.match(r"\s*\[\[\s*site\s*\]\]", line)]
        first, *rest = begins[self.number :] or [0]
        block = range(first, rest[0] if rest else len(lines))
        at_key = (n for n in block if re.match(rf'\s*"?{re.escape(key)}"?\s*=', lines[n]))
        return next(at_key, first) + 1


def _site(entry: object, place: _Place) -> Site:
    if not isinstance(entry, dict) or "url" not in entry:
        raise place.error("url", "is missing: a site needs the address of its home page")
    values: dict[str, Any] = {}
    for key, value in entry.items():
        if key not in KEYS:
            raise place.error(key, f"is not known; known are {', '.join(KEYS)}")
        try:
            values[key] = KEYS[key](value)
        except ValueError as error:
            raise place.error(key, str(error)) from error
    return Site(**values)
