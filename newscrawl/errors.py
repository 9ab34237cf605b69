"""Every error of newscrawl's own, one root.

    NewscrawlError
      ExtractionError
        NothingToRead
        UndecodablePage
        PageTooSlow
        PageTooBig
        PageCrashed
        WorkerDied
      FixtureError
        MissingExpectation
        FieldDiffers
        UnexpectedField
      SitesFileError
      SourceError
      StorageError
      ArticleRemoved
      ExportError
      RunError
        AlreadyRunning

The pure rooms raise these and never Scrapy's; pipelines translate them to DropItem.
"""


class NewscrawlError(Exception):
    """Root of the tree: catching it catches all that newscrawl raises on purpose."""


class ExtractionError(NewscrawlError):
    """Raised by `newscrawl.extraction.extract` for one page that cannot be read."""


class NothingToRead(ExtractionError):  # noqa: N818 - a name that says what happened
    """The page is empty, is no HTML, or is over a limit of size or nesting."""


class UndecodablePage(ExtractionError):  # noqa: N818
    """No charset turns the page's bytes into text."""


class PageTooSlow(ExtractionError):  # noqa: N818
    """Raised by `newscrawl.workers`: reading the page took longer than a page may."""


class PageTooBig(ExtractionError):  # noqa: N818
    """Raised by `newscrawl.workers`: reading the page took more memory than a worker may use."""


class PageCrashed(ExtractionError):  # noqa: N818
    """Raised by `newscrawl.workers`: extraction failed in a way nobody foresaw; a defect."""


class WorkerDied(ExtractionError):  # noqa: N818
    """Raised by `newscrawl.workers`: the process that read the page died of it."""


class FixtureError(NewscrawlError, AssertionError):
    """Raised by `newscrawl.fixtures` where a fixture and its page disagree."""


class MissingExpectation(FixtureError):  # noqa: N818
    """A fixture has no expected.json, so it proves nothing."""


class FieldDiffers(FixtureError):  # noqa: N818
    """A field of the article is not what the fixture expects."""


class UnexpectedField(FixtureError):  # noqa: N818
    """expected.json names a field that an Article does not have."""


class SitesFileError(NewscrawlError):
    """Raised by `newscrawl.discovery` where sites.toml cannot be read; says line and key."""


class SourceError(NewscrawlError):
    """Raised by `newscrawl.sources`, `fixtures` and `fetching`: a file or URL gives no page."""


class StorageError(NewscrawlError):
    """Raised by `newscrawl.storage` where a store cannot be opened, read or written."""


class ArticleRemoved(NewscrawlError):  # noqa: N818 - a name that says what happened
    """Raised by `Store.save` for an article that was removed for good: it stays out."""


class ExportError(NewscrawlError):
    """Raised by `newscrawl.exports` where a file of articles cannot be written."""


class RunError(NewscrawlError):
    """Raised by `newscrawl.running` where a run cannot be set up."""


class AlreadyRunning(RunError):  # noqa: N818 - a name that says what happened
    """Another run holds the lock."""
