"""The archive as a crawl uses it: opened for its settings, told of answers, pruned at its end."""

from __future__ import annotations

import logging
from pathlib import Path

from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.utils.python import to_unicode

from newscrawl import __version__
from newscrawl.storage import Store
from newscrawl.storage.archive import Archive
from newscrawl.warc.answer import Answer

logger = logging.getLogger(__name__)

_GB = 1024**3


def open_archive(settings: BaseSettings, store: Store | None) -> Archive | None:
    """The archive that NEWSCRAWL_ARCHIVE_DIR names, what a killed crawl left in it put in order.

    Returns:
        None without a folder, and without a store, which alone knows what stands where.

    Raises:
        StorageError: Its files cannot be read.
    """
    folder = settings.get("NEWSCRAWL_ARCHIVE_DIR") or ""
    if not folder or store is None:
        return None
    archive = Archive(Path(folder), store, _about(settings))
    archive.recover()
    return archive


def prune(archive: Archive, settings: BaseSettings) -> int:
    """Delete what is older than NEWSCRAWL_ARCHIVE_DAYS, or beyond NEWSCRAWL_ARCHIVE_GB.

    Returns:
        How many files were deleted; the log says which share of the archive they were.
    """
    days = settings.getint("NEWSCRAWL_ARCHIVE_DAYS")
    size = int(settings.getfloat("NEWSCRAWL_ARCHIVE_GB") * _GB)
    pruned = archive.prune(days, size)
    if pruned.files:
        logger.info(
            "archive %s: %d files deleted, with %d pages; NEWSCRAWL_ARCHIVE_DAYS and "
            "NEWSCRAWL_ARCHIVE_GB say how much is kept",
            archive.folder,
            pruned.files,
            pruned.records,
        )
    return pruned.files


def answer_of(response: Response) -> Answer:
    """Status and headers of a response, for the archive."""
    headers = tuple(
        (to_unicode(name, "latin-1"), to_unicode(value, "latin-1"))
        for name, values in response.headers.items()
        for value in values
    )
    return Answer(response.status, headers)


def _about(settings: BaseSettings) -> dict[str, str]:
    """The fields of a file's first record, by the names that the WARC standard gives them."""
    about = {
        "software": f"newscrawl/{__version__}",
        "operator": settings.get("NEWSCRAWL_CONTACT") or "",
        "http-header-user-agent": settings.get("USER_AGENT") or "",
        "robots": "obey" if settings.getbool("ROBOTSTXT_OBEY") else "ignore",
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
    }
    return {name: " ".join(value.split()) for name, value in about.items() if value}
