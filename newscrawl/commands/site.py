"""`scrapy site`: the sites of sites.toml, and what their sources yield."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.exceptions import UsageError

from newscrawl.commandline import Verb, VerbCommand
from newscrawl.discovery.links import absolute
from newscrawl.discovery.sites import Site, Sites, parse_sites, read_sites
from newscrawl.errors import SitesFileError
from newscrawl.urls import site_of
from newscrawl.wholefile import whole_file

if TYPE_CHECKING:
    from newscrawl.probing import Probed, Yield

_URL = "https://www.example.org/"


class Command(VerbCommand):
    """Looks at sites, and adds them."""

    summary = "Add a site by its home page, list sites, check what their sources yield"

    def verbs(self) -> tuple[Verb, ...]:
        """What can be done with sites."""
        return (
            Verb(
                "add",
                "find a site's feeds and sitemaps, try them, write its entry",
                self.add,
                _add_url,
                (f"scrapy site add {_URL}",),
            ),
            Verb("list", "print the sites", self.list, examples=("scrapy site list",)),
            Verb(
                "check",
                "ask the sources of all sites, or of some, and print what they yield",
                self.check,
                _add_names,
                ("scrapy site check", "scrapy site check www.example.org"),
            ),
        )

    def add(self, options: Namespace) -> int:
        """Try a site and append it; 1 where it yields nothing, and then nothing is written."""
        url = absolute("", options.url if "://" in options.url else f"https://{options.url}")
        if not url:
            raise UsageError(f"{options.url}: is no http or https URL", print_help=False)
        text, sites = self._text()
        if self._is_known(sites, url):
            return 1
        from newscrawl.probing import probe  # noqa: PLC0415 - loads the feed parser

        (probed,) = probe([Site(url)], self.project_settings)
        if self._is_known(sites, probed.url):
            return 1
        _show(probed)
        if not probed.articles:
            print(f"Not added: nothing on {url} names an article")
            return 1
        added = text + ("\n" if text and not text.endswith("\n\n") else "") + _entry(probed)
        parse_sites(added, sites.path)  # what is written can be read
        with whole_file(Path(sites.path)) as file:
            file.write(added)
        print(f"Added to {sites.path}: scrapy crawl news -a site={site_of(probed.url)} crawls it")
        return 0

    def list(self, _options: Namespace) -> int:
        """Print the sites with what sites.toml says of them."""
        sites = self._sites()
        for site in sites:
            print(f"{site.name:<30} {site.url}{_particulars(site)}")
        if not len(sites):
            print(f"{sites.path} names no site; scrapy site add URL adds one")
        return 0

    def check(self, options: Namespace) -> int:
        """Print what sources yield; 1 where a site yields nothing or a source fails."""
        sites = self._sites()
        chosen = [_found(sites, name) for name in options.names] or list(sites)
        if not chosen:
            print(f"{sites.path} names no site; scrapy site add URL adds one")
            return 1
        from newscrawl.probing import probe  # noqa: PLC0415 - loads the feed parser

        probed = probe(chosen, self.project_settings)
        for one in probed:
            _show(one)
        return int(any(not one.articles or _problems(one) for one in probed))

    def _is_known(self, sites: Sites, url: str) -> bool:
        known = sites.find(url)
        if known is None:
            return False
        print(f"{known.name} is in {sites.path} already; scrapy site check {known.name} tries it")
        return True

    def _sites(self) -> Sites:
        return read_sites(self.project_settings["NEWSCRAWL_SITES"])

    def _text(self) -> tuple[str, Sites]:
        """The file's text and sites; none of both where there is no file yet."""
        path = self.project_settings["NEWSCRAWL_SITES"]
        if not Path(path).exists():
            return "", Sites(str(path), ())
        sites = read_sites(path)
        return Path(path).read_text("utf-8"), sites


def _add_url(parser: ArgumentParser) -> None:
    parser.add_argument("url", metavar="URL", help="the site's home page")


def _add_names(parser: ArgumentParser) -> None:
    parser.add_argument("names", metavar="SITE", nargs="*", help="a site's host; all without one")


def _found(sites: Sites, name: str) -> Site:
    site = sites.find(name)
    if site is None:
        names = ", ".join(site.name for site in sites) or "no site"
        raise SitesFileError(f"{name} is not in {sites.path}, which has {names}")
    return site


def _entry(probed: Probed) -> str:
    """The entry of a site; what was found by itself stands there for people alone."""
    lines = ["[[site]]", f"url = {json.dumps(probed.url)}"]
    for kind in ("feed", "sitemap"):
        urls = [one.url for one in probed.yields if one.kind == kind and not one.problem]
        lines += [f"# {kind} found by itself: {url}" for url in urls]
    return "\n".join(lines) + "\n"


def _particulars(site: Site) -> str:
    """What an entry says besides the URL."""
    said = [
        f"{key}={', '.join(map(str, value)) if isinstance(value, tuple) else value}"
        for key, value in (
            ("hosts", site.hosts[1:]),
            ("feeds", site.feeds),
            ("sitemaps", site.sitemaps),
            ("sections", site.sections),
            ("since", site.since),
            ("until", site.until),
            ("max_articles", site.max_articles),
            ("allow", tuple(pattern.pattern for pattern in site.allow)),
            ("deny", tuple(pattern.pattern for pattern in site.deny)),
            ("delay", site.delay),
            ("concurrency", site.concurrency),
        )
        if value not in (None, ())
    ]
    return "  " + "; ".join(said) if said else ""


def _problems(probed: Probed) -> list[Yield]:
    return [one for one in probed.yields if one.problem]


def _show(probed: Probed) -> None:
    print(f"{site_of(probed.url)}: {len(probed.articles)} articles")
    if not probed.yields:
        print("  nothing answered")
    for one in probed.yields:
        print(f"  {one.kind:<8} {one.url}  {_told(one)}")


def _told(one: Yield) -> str:
    if one.problem:
        return one.problem
    parts = [f"{one.children} sitemaps"] if one.children else []
    if one.articles or not parts:
        parts.append(f"{one.articles} articles")
    if one.newest:
        parts.append(f"newest {one.newest[:16].replace('T', ' ')}")
    return ", ".join(parts)
