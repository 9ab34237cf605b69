"""Paths -> the files that hold pages -> pages."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from newscrawl.errors import SourceError
from newscrawl.items import Page
from newscrawl.sources.address import Address
from newscrawl.sources.readers import READERS, read_html, reader_of


@dataclass(frozen=True, slots=True)
class Source:
    """One file that holds pages.

    Attributes:
        path: The file.
        address: What is known of where its pages came from.
    """

    path: Path
    address: Address

    def pages(self) -> Iterator[Page]:
        """The file's pages; raises SourceError where it cannot be read."""
        if self.path.is_dir():
            raise SourceError(f"{self.path}: no pages here that can be read ({', '.join(READERS)})")
        return (reader_of(self.path) or read_html)(self.path, self.address)


def find_sources(paths: Iterable[Path], *, url: str = "", site: str = "") -> list[Source]:
    """The files at and below paths, each path's sorted; in a folder, those named like pages.

    A file that is named itself is taken whatever it is called. A folder without pages, or
    one that cannot be listed, is a Source as well, whose `pages` says so: nothing that was
    asked for is passed over in silence.
    """
    return [
        Source(file, Address(path, url, site)) for path in paths for file in sorted(_files(path))
    ]


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    closed: list[Path] = []
    walk = os.walk(path, onerror=lambda error: closed.append(Path(error.filename)))
    found = [Path(where, name) for where, _, names in walk for name in names]
    return [file for file in found if reader_of(file)] + closed or [path]
