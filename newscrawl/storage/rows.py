"""What the store gives back: one frozen type a table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """What became of a URL. Every URL ends as SAVED, FAILED, GONE or NOT_ARTICLE."""

    DISCOVERED = "discovered"  # known, not fetched yet, or to be fetched again
    FETCHED = "fetched"  # the page is in the spool, its article not saved yet
    SAVED = "saved"  # its article is in the store
    FAILED = "failed"  # given up; the reason says why
    GONE = "gone"  # the site says that the page is no more (404, 410)
    NOT_ARTICLE = "not_article"  # fetched, and there is no article to keep on it


@dataclass(frozen=True, slots=True)
class UrlRow:
    """A URL and what became of it. Moments are ISO 8601 in UTC, "" for never.

    Attributes:
        url: As it was discovered and is requested.
        site: The site it belongs to.
        state: What became of it.
        reason: Why, in a word or two that many rows share ("HTTP 404", "TooShort").
        last_error: The last error in full, "" for none.
        tries: Requests that failed since the last that did not.
        interrupted: Requests that were in flight when the process died.
        next_try: When it is due; "" for never.
        attempted_at: When it was requested, while no answer has been noted.
        page_url: Where the page came from in the end, after redirects.
        etag: The answer's ETag, for conditional requests.
        last_modified: The answer's Last-Modified.
        discovered_by: Where it was found ("feed", "sitemap", ...).
        published: The date its source gives it, as found.
        first_seen: When it was first found.
        last_seen: When it was last found.
    """

    url: str
    site: str
    state: str
    reason: str
    last_error: str
    tries: int
    interrupted: int
    next_try: str
    attempted_at: str
    page_url: str
    etag: str
    last_modified: str
    discovered_by: str
    published: str
    first_seen: str
    last_seen: str


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was made due after a crawl that died.

    Attributes:
        interrupted: URLs that were in flight.
        refetched: URLs whose page was fetched and is lost.
    """

    interrupted: int
    refetched: int


@dataclass(frozen=True, slots=True)
class Version:
    """An article as it was before it changed. Fields are named as Article's.

    Attributes:
        replaced_at: When the next version was saved, ISO 8601 in UTC.
    """

    headline: str
    lead: str
    body: str
    text: str
    modified: str
    word_count: int
    content_hash: str
    fetched_at: str
    memory_generation: int
    replaced_at: str


@dataclass(frozen=True, slots=True)
class MemoryRow:
    """The newest memory of a site.

    Attributes:
        site: The site.
        generation: How many crawls it has seen.
        pages: How many pages it has seen.
        data: What `SiteMemory.to_bytes` wrote.
        saved_at: When it was saved, ISO 8601 in UTC.
    """

    site: str
    generation: int
    pages: int
    data: bytes
    saved_at: str


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that a search found.

    Attributes:
        url: Its canonical URL.
        site: Its site.
        headline: Its headline.
        published: When it was published, "" where unknown.
        snippet: The text around the first word that was looked for.
    """

    url: str
    site: str
    headline: str
    published: str
    snippet: str
