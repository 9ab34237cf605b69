"""Where a saved page came from, when no server is there to say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from lxml import etree, html

from newscrawl.sources.sidecar import Sidecar

_HEAD = 262_144  # bytes; a page names its address in its head, and heads are shorter than this


@dataclass(frozen=True, slots=True)
class Address:
    """What the caller knows of the addresses of the pages below a folder.

    Attributes:
        root: The file or folder that was asked for.
        url: The one page's URL; "" where it is not known.
        site: The host of all pages, with a port that is not the default; "" where not known.
    """

    root: Path
    url: str = ""
    site: str = ""

    def of(self, path: Path, body: bytes, sidecar: Sidecar) -> str:
        """A page's URL: its sidecar's, the caller's, its own word, or its place in the folders."""
        if sidecar.url or self.url:
            return sidecar.url or self.url
        if self.site:
            return _join(self.site, [*path.relative_to(self._folder).parent.parts, _stem(path)])
        return named_by(body) or self._by_place(path)

    @property
    def _folder(self) -> Path:
        return self.root if self.root.is_dir() else self.root.parent

    def _by_place(self, path: Path) -> str:
        """https://<folder>/<stem>; the folder is the nearest one named like a host, if any is."""
        parts = [*self._folder.resolve().parts[-1:], *path.relative_to(self._folder).parts[:-1]]
        hosts = [i for i, part in enumerate(parts) if "." in part.strip(".")]
        start = hosts[-1] if hosts else len(parts) - 1
        return _join(parts[start] if parts else "unknown", [*parts[start + 1 :], _stem(path)])


def named_by(body: bytes) -> str:
    """The URL a page gives itself: its canonical link, else its og:url; "" where it has none.

    >>> named_by(b'<link rel="canonical" href="https://example.org/a">')
    'https://example.org/a'
    >>> named_by(b'<link rel="canonical" href="/a"><meta property="og:url" content="b">')
    ''
    """
    return next((url for url in _candidates(body[:_HEAD]) if _is_address(url)), "")


def _candidates(head: bytes) -> Iterator[str]:
    try:
        tree = html.document_fromstring(head)
    except (etree.LxmlError, ValueError, AssertionError):  # lxml's ways to say: no HTML
        return
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            yield (link.get("href") or "").strip()
    for meta in tree.iter("meta"):
        if (meta.get("property") or meta.get("name") or "").lower() == "og:url":
            yield (meta.get("content") or "").strip()


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def _join(host: str, names: list[str]) -> str:
    return "/".join([f"https://{quote(host, safe=':')}", *(quote(name) for name in names)])


def _stem(path: Path) -> str:
    """A file's name without what says its kind: `a` of a.html.gz."""
    name = path.name.removesuffix(".gz")
    return Path(name).stem if Path(name).suffix.lower() in {".html", ".htm", ".xhtml"} else name
