"""Sets of pages with gold text: a folder with truth.jsonl and the pages it names."""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newscrawl.items import Page

TRUTH = "truth.jsonl"
SITE_PAGES = 5  # from so many pages of a site on, a memory has four others to learn from


@dataclass(frozen=True, slots=True)
class GoldPage:
    """One page and what is known to be right about it.

    Attributes:
        set: Name of the set's folder.
        id: The page's id within its set.
        site: The site it is from; pages of one site share a memory.
        lang: Language code, "" where the set names none.
        url: The page's URL, None where the set has none.
        path: The file with its bytes as served, gzipped.
        text: The article's text without the headline, None where the set has snippets only.
        title: The headline, None where not given; so are authors and date.
        authors: Names.
        date: Date of publication, beginning with YYYY-MM-DD.
        with_text: Snippets that the output must hold.
        without_text: Snippets that it must not hold.
    """

    set: str
    id: str
    site: str
    lang: str
    url: str | None
    path: Path
    text: str | None = None
    title: str | None = None
    authors: tuple[str, ...] | None = None
    date: str | None = None
    with_text: tuple[str, ...] = ()
    without_text: tuple[str, ...] = ()

    def body(self) -> bytes:
        """The page's bytes as served."""
        return gzip.decompress(self.path.read_bytes())

    def page(self, body: bytes | None = None) -> Page:
        """The page as a crawl would hold it; `body` stands in for its own bytes."""
        url = self.url or f"https://{self.site}/{self.id}"
        return Page(url=url, body=self.body() if body is None else body)

    @property
    def half(self) -> str:
        """Which half of the data the page's site is in: look at "a", check on "b"."""
        return "ab"[hashlib.sha256(self.site.encode()).digest()[0] % 2]


def gold_folder(name: str) -> Path:
    """The folder that a command line names.

    Raises:
        argparse.ArgumentTypeError: No folder is named, or there is none of that name.
    """
    if not name:
        raise argparse.ArgumentTypeError("no folder named; say where the gold pages are: DATA=DIR")
    if not Path(name).is_dir():
        raise argparse.ArgumentTypeError(f"{name}: no such folder; DATA=DIR names the gold pages'")
    return Path(name)


def read_sets(data: Path) -> list[GoldPage]:
    """All pages of a set, or of every set in a folder of sets.

    Raises:
        FileNotFoundError: There is no set.
    """
    folders = [data] if (data / TRUTH).is_file() else [p.parent for p in data.glob(f"*/{TRUTH}")]
    if not folders:
        raise FileNotFoundError(
            f"{data}: no {TRUTH} here or one level below; give a folder of gold pages"
        )
    return [page for folder in sorted(folders) for page in read_set(folder)]


def read_set(folder: Path) -> Iterator[GoldPage]:
    """The pages of one set, in the order of its truth.jsonl."""
    with (folder / TRUTH).open(encoding="utf-8") as lines:
        for line in lines:
            yield gold_page(json.loads(line), folder)


def gold_page(row: Mapping[str, Any], folder: Path) -> GoldPage:
    """One line of truth.jsonl; the headline that opens some texts is taken off."""
    text = row.get("text")
    if text is not None and row.get("title_in_text"):
        text = text.partition("\n")[2]
    authors = row.get("authors")
    return GoldPage(
        set=folder.name,
        id=row["id"],
        site=row["site"],
        lang=row.get("lang") or "",
        url=row.get("url") or None,
        path=folder / row["file"],
        text=text,
        title=row.get("title"),
        authors=None if authors is None else tuple(authors),
        date=row.get("date"),
        with_text=tuple(row.get("with_text") or ()),
        without_text=tuple(row.get("without_text") or ()),
    )


def by_site(pages: Iterable[GoldPage]) -> dict[tuple[str, str], list[GoldPage]]:
    """Pages grouped by set and site."""
    sites: dict[tuple[str, str], list[GoldPage]] = {}
    for page in pages:
        sites.setdefault((page.set, page.site), []).append(page)
    return sites


def sample(pages: list[GoldPage], count: int, seed: int = 0) -> list[GoldPage]:
    """`count` pages, the same ones whenever set and seed are the same."""

    def rank(page: GoldPage) -> bytes:
        return hashlib.sha256(f"{seed} {page.set} {page.id}".encode()).digest()

    chosen = {(page.set, page.id) for page in sorted(pages, key=rank)[:count]}
    return [page for page in pages if (page.set, page.id) in chosen]
