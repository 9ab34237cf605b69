"""The reader of WARC files, of the archive's own and of other tools'."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from newscrawl.errors import SourceError
from newscrawl.items import Page
from newscrawl.sources.address import Address


def read_warc(path: Path, _address: Address) -> Iterator[Page]:
    """The HTML pages of a WARC file, gzipped or not, one in memory at a time.

    Their URLs are those of their records, whatever the caller knows of the address.

    Raises:
        SourceError: The file cannot be read, holds no page, or breaks off; pages before the
            break were given.
    """
    from newscrawl.warc.reading import BrokenArchiveError, read_answers  # noqa: PLC0415 - start-up

    pages = 0
    try:
        with path.open("rb") as file:
            for found in read_answers(file):
                if found.is_html:
                    pages += 1
                    yield found.page
    except BrokenArchiveError as error:
        raise SourceError(f"{path}: {error}; {_read(pages)}") from error
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from error
    if not pages:
        raise SourceError(f"{path}: holds no HTML page")


def _read(pages: int) -> str:
    if pages == 0:
        return "no page could be read"
    return "1 page before was read" if pages == 1 else f"{pages} pages before were read"
