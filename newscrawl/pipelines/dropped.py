"""Why an item went no further. Scrapy counts each by its class's name.

Dropped (DropItem)
  NothingExtracted    no article can be read from the page
  ExtractionCrashed   extraction failed on the page; a bug
  PageTooSlow         reading the page took longer than NEWSCRAWL_PAGE_SECONDS
  PageTooBig          reading the page took more than NEWSCRAWL_WORKER_MEMORY_MB
  WorkerDied          the process that read the page died of it
  NotAnArticle        the page is a section, a home page, something else
  TooShort            fewer words than NEWSCRAWL_MIN_WORDS
  TdmReserved         text and data mining is reserved, and NEWSCRAWL_OBEY_TDM is on
  Postponed           a copy waits for the page that it names; extracted again after that one
  Duplicate           another page of this crawl brought the same article
  Removed             the article was removed for good, and stays out
  NotSaved            the store does not take it; the crawl ends, the page stays in the spool
"""

from typing import ClassVar

from scrapy.exceptions import DropItem


class Dropped(DropItem):
    """Root of the tree. Quiet, because a crawl meets many; the URL's state says it, too."""

    quiet: ClassVar[str] = "INFO"

    def __init__(self, message: str) -> None:
        super().__init__(message, log_level=self.quiet)


class NothingExtracted(Dropped):
    """Raised by Extract, where extraction says that the page cannot be read."""


class ExtractionCrashed(Dropped):
    """Raised by Extract, where extraction failed in a way that nobody foresaw."""


class PageTooSlow(Dropped):
    """Raised by Extract for a page that takes too long to read."""


class PageTooBig(Dropped):
    """Raised by Extract for a page that takes too much memory to read."""


class WorkerDied(Dropped):
    """Raised by Extract for a page that ended the process which read it."""


class NotAnArticle(Dropped):
    """Raised by Validate for a page whose kind has no text to keep."""


class TooShort(Dropped):
    """Raised by Validate for an article with too few words."""


class TdmReserved(Dropped):
    """Raised by Validate for an article whose publisher reserves text and data mining."""


class Postponed(Dropped):
    """Raised by Deduplicate for a copy whose original is still to come in this crawl."""

    quiet: ClassVar[str] = "DEBUG"  # it is no end


class Duplicate(Dropped):
    """Raised by Deduplicate for an article that this crawl has had already."""


class Removed(Dropped):
    """Raised by Store for an article that was removed for good."""


class NotSaved(Dropped):
    """Raised by a pipeline whose store fails; it ends the crawl."""

    quiet = "DEBUG"  # the store's error has its own line, once
