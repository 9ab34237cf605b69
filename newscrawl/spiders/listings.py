"""Listings: what a crawl knows of its sites' sources, and what it notes of their answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

from scrapy import Request
from scrapy.http import Response

from newscrawl.discovery.candidates import HOME, SITEMAP
from newscrawl.discovery.listings import Named
from newscrawl.discovery.sites import Site
from newscrawl.schedule.revisits import Revisits
from newscrawl.schedule.sitemap_visits import ReadBefore, is_worth_reading
from newscrawl.spiders.conditional import NOT_MODIFIED, make_conditional
from newscrawl.spiders.ledger import off_loop
from newscrawl.storage import SourceRow, SourceTable, Store


class Listings:
    """The sources of a crawl's sites, off the event loop where the store is asked.

    Args:
        store: Where they are kept.
        began: When the crawl began.
        revisits: How long articles are visited again, and so their sitemaps.
    """

    def __init__(self, store: Store, began: datetime, revisits: Revisits) -> None:
        self._table = SourceTable(store)
        self._began = began.isoformat(timespec="seconds")
        self._revisits = revisits
        # By site, by URL; what is still being noted when a site is let go of finds none.
        self._rows: defaultdict[str, dict[str, SourceRow]] = defaultdict(dict)

    async def open(self, site: Site) -> None:
        """Load what is known of a site's sources, before any of them is asked for."""
        rows = await off_loop(self._table.of_site, site.name)
        self._rows[site.name] = {row.url: row for row in rows}

    def let_go(self, site: str) -> None:
        """Keep nothing of a site all of whose sources have answered."""
        self._rows.pop(site, None)

    def make_conditional(self, site: Site, request: Request) -> None:
        """Let a source answer that it has not changed, if it was read with the same intent."""
        row = self._rows[site.name].get(request.url)
        if row is not None and row.scope == scope_of(site):
            make_conditional(request, row.etag, row.last_modified)

    def is_unchanged(self, site: Site, url: str, response: Response) -> bool:
        """Whether an answer says nothing that the last one did not say."""
        if response.status == NOT_MODIFIED:
            return True
        row = self._rows[site.name].get(url)
        known = row.digest if row is not None and row.scope == scope_of(site) else ""
        return known == _digest(response.body)

    def names_of(self, site: Site, url: str) -> list[Named]:
        """The sources that a source named when it was read last."""
        rows = self._rows[site.name].values()
        return [Named(r.url, r.kind, r.listed_modified) for r in rows if r.named_by == url]

    def is_worth_reading(self, site: Site, child: Named, since: datetime | None) -> bool:
        """Whether a sitemap may name what is new or changed; `since` begins the crawl's window."""
        row = self._rows[site.name].get(child.url)
        before = None
        if row is not None and row.read_at and row.scope == scope_of(site):
            read_at = datetime.fromisoformat(row.read_at)
            before = ReadBefore(read_at, _moment(row.read_modified))
        modified = _moment(child.modified)
        return is_worth_reading(child.url, modified, before, since, self._revisits.limit)

    async def read(
        self, site: Site, kind: str, url: str, response: Response, names: Iterable[Named]
    ) -> None:
        """Note that a source was read, and what it names; what it no longer names is let go."""
        await self._name(site, url, list(names))
        row = replace(
            self._row(site, kind, url),
            scope=scope_of(site),
            etag=_header(response, "ETag"),
            last_modified=_header(response, "Last-Modified"),
            digest=_digest(response.body),
        )
        await self._note(self._table.read, site, self._as_read(row))

    async def unchanged(self, site: Site, kind: str, url: str) -> None:
        """Note that a source said nothing new."""
        row = self._as_read(self._row(site, kind, url))
        await self._note(self._table.unchanged, site, row)

    async def failed(self, site: Site, kind: str, url: str, error: str) -> None:
        """Note that a source gave nothing, and why."""
        row = self._row(site, kind, url)
        row = replace(row, asked_at=_now(), tries=row.tries + 1, last_error=error)
        await self._note(self._table.failed, site, row)

    async def in_turn(self, sites: Iterable[Site]) -> list[Site]:
        """Sites in the order in which they are crawled: the last crawl longest ago goes first.

        Those that a crawl did not come to which was cut short are the first in the next.
        """
        crawled = await off_loop(self._table.last_crawls)
        return sorted(sites, key=lambda site: crawled.get(site.name, ""))

    async def crawled(self, site: Site) -> None:
        """Note that all of the site's sources have answered in this crawl."""
        row = replace(self._row(site, HOME, site.url), crawled_at=self._began)
        await self._note(self._table.crawled, site, row)

    async def _name(self, site: Site, parent: str, names: list[Named]) -> None:
        known = self._rows[site.name]
        rows = [
            replace(
                self._row(site, name.kind, name.url), named_by=parent, listed_modified=name.modified
            )
            for name in names
        ]
        news = [row for row in rows if known.get(row.url) != row]
        now_named = {row.url for row in rows}
        dropped = [r for r in known.values() if r.named_by == parent and r.url not in now_named]
        if news or dropped:
            await off_loop(self._table.name, news, [row.url for row in dropped])
        known.update((row.url, row) for row in rows)
        known.update((row.url, replace(row, named_by="")) for row in dropped)

    def _row(self, site: Site, kind: str, url: str) -> SourceRow:
        return self._rows[site.name].get(url) or SourceRow(url, site.name, kind)

    def _as_read(self, row: SourceRow) -> SourceRow:
        modified, now = row.listed_modified, _now()
        row = replace(row, asked_at=now, read_at=now, tries=0, last_error="")
        return replace(row, read_modified=modified if row.kind == SITEMAP else "")

    async def _note(self, note: Callable[[SourceRow], None], site: Site, row: SourceRow) -> None:
        await off_loop(note, row)
        self._rows[site.name][row.url] = row


def scope_of(site: Site) -> str:
    """What decides which of a source's URLs are recorded: where it changed, sources are read anew.

    >>> scope_of(Site("https://a.example/")) == scope_of(Site("https://b.example/"))
    False
    """
    patterns = [[pattern.pattern for pattern in one] for one in (site.allow, site.deny)]
    return sha256(repr((site.hosts, patterns)).encode()).hexdigest()[:16]


def _digest(body: bytes) -> str:
    return sha256(body).hexdigest()


def _header(response: Response, name: str) -> str:
    return (response.headers.get(name) or b"").decode("latin-1")


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
