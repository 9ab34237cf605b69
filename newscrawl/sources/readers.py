"""One reader for each kind of file that holds pages.

A reader takes a path and what is known of its address, and gives the file's pages, one or
many, without holding them all. A new kind of source is a function here and a line in
`READERS`.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from gzip import BadGzipFile, GzipFile
from io import BufferedReader
from pathlib import Path
from typing import IO

from newscrawl.errors import SourceError
from newscrawl.items import Page
from newscrawl.sources.address import Address
from newscrawl.sources.sidecar import NAME, Sidecar
from newscrawl.sources.warc import read_warc

LARGEST_PAGE = 10 * 1024 * 1024  # bytes, unpacked; what a crawl takes from the network at most

Reader = Callable[[Path, Address], Iterator[Page]]


def read_html(path: Path, address: Address) -> Iterator[Page]:
    """The one page of an HTML file, gzipped or not (its first bytes say so, not its name).

    Raises:
        SourceError: The file cannot be read, is broken gzip or over `LARGEST_PAGE`.
    """
    try:
        with path.open("rb") as file:
            body = _unpacked(file) if file.peek(2)[:2] == b"\x1f\x8b" else _limited(file)
    except (BadGzipFile, EOFError, zlib.error) as error:
        raise SourceError(f"{path}: broken gzip: {error}") from error
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from error
    if len(body) > LARGEST_PAGE:
        raise SourceError(f"{path}: over {LARGEST_PAGE // 1024**2} MB")
    sidecar = _sidecar_of(path)
    url = address.of(path, body, sidecar)
    yield Page(url, body, sidecar.headers, sidecar.fetched_at)


READERS: Mapping[str, Reader] = {
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".html.gz": read_html,
    ".htm.gz": read_html,
    ".warc": read_warc,
    ".warc.gz": read_warc,
}


def reader_of(path: Path) -> Reader | None:
    """The reader for a file's name, None where the name is of no kind that holds pages."""
    name = path.name.lower()
    return next((reader for ending, reader in READERS.items() if name.endswith(ending)), None)


def _limited(file: IO[bytes] | GzipFile) -> bytes:
    """At most one byte more than allowed, so that a bomb or a disk image is not read whole."""
    return file.read(LARGEST_PAGE + 1)


def _unpacked(file: BufferedReader) -> bytes:
    with GzipFile(fileobj=file) as unpacked:
        return _limited(unpacked)


def _sidecar_of(path: Path) -> Sidecar:
    """page.json beside a page: it speaks of page.html, or of the folder's only page."""
    beside = path.parent / NAME
    if not beside.is_file():
        return Sidecar()
    is_page = path.name.lower().startswith("page.")
    return Sidecar.read(beside) if is_page or _is_alone(path) else Sidecar()


def _is_alone(path: Path) -> bool:
    return not any(other != path and reader_of(other) for other in path.parent.iterdir())
