"""What the store gives back: one frozen type a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """What became of a URL. Every URL ends as SAVED, FAILED, GONE, NOT_ARTICLE or REMOVED."""

    DISCOVERED = "discovered"  # known, not fetched yet, or to be fetched again
    FETCHED = "fetched"  # the page is in the spool, its article not saved yet
    SAVED = "saved"  # its article is in the store
    FAILED = "failed"  # given up; the reason says why
    GONE = "gone"  # the site says that the page is no more (404, 410)
    NOT_ARTICLE = "not_article"  # fetched, and there is no article to keep on it
    REMOVED = "removed"  # its article was removed for good, by hand; not requested again


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
        modified: The newest date of change that a source gave it, as found.
        visited_at: When its page last came, or was said to be unchanged.
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
    modified: str = ""
    visited_at: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A page that is kept until its article is saved.

    Attributes:
        learned: Whether the saved memory of its site has seen it.
        alone: Whether nothing else may be in hand while it is.
    """

    learned: bool
    alone: bool


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a crawl that died left behind.

    Attributes:
        interrupted: URLs that were in hand.
        refetched: URLs whose page was fetched and is lost.
        poison: URLs that ended the process alone, and are given up.
        pages: What is known of the pages that are kept; those that nothing waits for are not here.
        extracting: Whether a site was being extracted, with the memory that was saved for it.
    """

    interrupted: int
    refetched: int
    poison: tuple[str, ...] = ()
    pages: Mapping[str, Kept] = field(default_factory=dict)
    extracting: bool = False


@dataclass(frozen=True, slots=True)
class SavedBefore:
    """An article that a crawl has saved which came to no end. Fields are named as Article's."""

    url: str
    canonical_url: str
    site: str
    headline: str
    content_hash: str


@dataclass(frozen=True, slots=True)
class Version:
    """An article as it was before it changed. Fields are named as Article's.

    Attributes:
        replaced_at: When the next version was saved, ISO 8601 in UTC.
        changed: Which of headline, lead and body the next version changed.
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
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of an article that was removed for good.

    Attributes:
        url: Its canonical URL.
        site: Its site.
        reason: Why it was removed, as who removed it said.
        removed_at: When, ISO 8601 in UTC.
    """

    url: str
    site: str
    reason: str
    removed_at: str


@dataclass(frozen=True, slots=True)
class Removal:
    """An article that was just removed, or whose removal is being completed.

    Attributes:
        tombstone: What is left of it.
        urls: All URLs that led to it: spool and archive may hold their pages.
        articles: How many articles were deleted, 0 or 1.
        versions: How many earlier versions were deleted.
    """

    tombstone: Tombstone
    urls: tuple[str, ...]
    articles: int
    versions: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How many URLs are in a state for a reason."""

    state: str
    reason: str
    urls: int


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
