"""Spool: pages that were fetched and whose articles are not saved yet, on disk.

A file a page, gzip: a line of JSON (url, headers, fetched_at), then the body's bytes. A file
takes its name when it is whole, so that a crash leaves whole pages and nothing else.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import zlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from newscrawl.items import Page
from newscrawl.storage.clean import key_of
from newscrawl.storage.faults import disk_errors
from newscrawl.urls import site_of

# What reading a file raises that a power cut left behind.
_BROKEN = (EOFError, gzip.BadGzipFile, zlib.error, ValueError, KeyError, TypeError)
_LEVEL = 1  # a page waits here for minutes: time counts, not space


class Spool:
    """Pages on disk, by site.

    Args:
        folder: Made when the first page comes.
        site: Which site a URL belongs to; sites.toml may join hosts.

    Raises:
        StorageError: By every method, where the folder cannot be read or written.
    """

    def __init__(self, folder: Path, site: Callable[[str], str] = site_of) -> None:
        self.folder = folder
        self._name = f"spool {folder}"
        self._site = site

    def put(self, page: Page) -> None:
        """Keep a page; one with the same URL is replaced."""
        path = self._path(page.url)
        partial = path.with_suffix(f".part-{os.getpid()}")
        with disk_errors(self._name, f"keep {page.url}"):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                partial.write_bytes(gzip.compress(_to_bytes(page), _LEVEL))
                partial.replace(path)
            finally:
                partial.unlink(missing_ok=True)

    def page(self, url: str) -> Page | None:
        """The page with this URL; None where it is not here."""
        with disk_errors(self._name, f"read {url}"):
            return _read(self._path(url))

    def urls(self, site: str) -> set[str]:
        """The URLs of a site's pages.

        A file that is no whole page is deleted: its URL is fetched again.
        """
        found = set()
        with disk_errors(self._name, "read pages"):
            for path in self._files(site):
                if (page := _read(path)) is not None:
                    found.add(page.url)
                else:
                    path.unlink(missing_ok=True)
        return found

    def remove(self, url: str) -> None:
        """Let go of a page; nothing happens where it is not here."""
        with disk_errors(self._name, f"remove {url}"):
            self._path(url).unlink(missing_ok=True)

    def _files(self, site: str) -> list[Path]:
        with disk_errors(self._name, "read pages"):
            return list(self._folder_of(site).glob("*.page.gz"))

    def _folder_of(self, site: str) -> Path:
        """Named for people by the site's letters, and told apart by a hash of it."""
        readable = re.sub(r"[^a-z0-9]+", "-", site.lower()).strip("-")[:60]
        return self.folder / f"{readable}-{key_of(site)[:12]}"

    def _path(self, url: str) -> Path:
        return self._folder_of(self._site(url)) / f"{key_of(url)}.page.gz"


def _to_bytes(page: Page) -> bytes:
    fetched_at = page.fetched_at.isoformat() if page.fetched_at else None
    head = {"url": page.url, "headers": dict(page.headers), "fetched_at": fetched_at}
    return json.dumps(head).encode() + b"\n" + page.body


def _read(path: Path) -> Page | None:
    """The page in a file; None where it is gone or was cut off by a power cut."""
    try:
        line, _, body = gzip.decompress(path.read_bytes()).partition(b"\n")
        head = json.loads(line)
        fetched_at = datetime.fromisoformat(head["fetched_at"]) if head["fetched_at"] else None
        return Page(head["url"], body, head["headers"], fetched_at)
    except (FileNotFoundError, *_BROKEN):
        return None
