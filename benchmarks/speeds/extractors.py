"""Those whose extraction is timed, each a function of a subject; some only where installed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec

import trafilatura

from newscrawl.extraction import Page, SiteMemory, extract

OURS, MEMORY = "ours", "ours + memory"
DEFAULT, FAST = "trafilatura", "trafilatura fast"
RESILIPARSE, READABILITY, NEWSPAPER = "resiliparse", "readability-lxml", "newspaper4k"
_MODULES = {RESILIPARSE: "resiliparse", READABILITY: "readability", NEWSPAPER: "newspaper"}


@dataclass(frozen=True, slots=True)
class Subject:
    """A page that is extracted.

    Attributes:
        page: The page.
        memory: Of its site, without the page itself; None where the site has too few pages.
        path: How extraction with the memory decides it: "fast", "full" or "checked"; "" without
            one.
    """

    page: Page
    memory: SiteMemory | None = field(default=None, repr=False)
    path: str = ""


Extractor = Callable[[Subject], object]


def extractors(names: Iterable[str]) -> dict[str, Extractor]:
    """Those of these names that are installed, ready to be called."""
    return {name: ready() for name, ready in _READY.items() if name in names and is_there(name)}


def is_there(name: str) -> bool:
    """Whether it is installed; ours and trafilatura always are."""
    return name not in _MODULES or find_spec(_MODULES[name]) is not None


def _ours() -> Extractor:
    return lambda subject: extract(subject.page)


def _with_memory() -> Extractor:
    return lambda subject: extract(subject.page, subject.memory)


def _trafilatura(*, fast: bool) -> Extractor:
    def work(subject: Subject) -> object:
        return trafilatura.bare_extraction(
            subject.page.body,
            url=subject.page.url,
            include_comments=False,
            with_metadata=True,
            fast=fast,
        )

    return work


def _resiliparse() -> Extractor:
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415 - may be missing
    from resiliparse.parse.encoding import detect_encoding  # noqa: PLC0415
    from resiliparse.parse.html import HTMLTree  # noqa: PLC0415

    def work(subject: Subject) -> object:
        body = subject.page.body
        tree = HTMLTree.parse_from_bytes(body, detect_encoding(body, from_html_meta=True))
        return extract_plain_text(tree, main_content=True, alt_texts=False)

    return work


def _readability() -> Extractor:
    from readability import Document  # noqa: PLC0415 - may be missing

    def work(subject: Subject) -> object:
        document = Document(subject.page.body, url=subject.page.url)
        return document.title(), document.summary(html_partial=True)

    return work


def _newspaper() -> Extractor:
    from newspaper import Article, Config  # noqa: PLC0415 - may be missing

    config = Config()
    config.fetch_images = False  # no packet leaves the machine

    def work(subject: Subject) -> object:
        article = Article(subject.page.url, config=config)
        article.download(input_html=subject.page.body)
        article.parse()
        return article

    return work


_READY: Mapping[str, Callable[[], Extractor]] = {
    OURS: _ours,
    MEMORY: _with_memory,
    DEFAULT: lambda: _trafilatura(fast=False),
    FAST: lambda: _trafilatura(fast=True),
    RESILIPARSE: _resiliparse,
    READABILITY: _readability,
    NEWSPAPER: _newspaper,
}
ALL = tuple(_READY)
