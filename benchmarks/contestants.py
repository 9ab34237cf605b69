"""Those that are measured: ours alone, ours with a site's memory, and trafilatura."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import FrameType

import trafilatura
from trafilatura.settings import Document

from newscrawl.extraction import Page, SiteMemory, extract
from newscrawl.extraction.article import explain

ALONE, MEMORY = "ours", "ours + memory"
PEERS: Mapping[str, bool] = {"trafilatura": False, "trafilatura precise": True}  # favor_precision
SECONDS = 60  # of wall time for a page; no contestant comes near on a page it can read


@dataclass(frozen=True, slots=True)
class Judged:
    """A block of a page with our verdict on it."""

    text: str
    slot: str
    kept: bool
    reason: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Output:
    """What a contestant made of a page.

    Attributes:
        text: The text, "" where it failed.
        title: The headline.
        authors: Names.
        date: ISO 8601.
        cpu: Seconds of process time it took, None where it was not measured.
        error: Why it failed, "" where it did not.
        blocks: The page's blocks with our verdicts, where asked for.
    """

    text: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    cpu: float | None = None
    error: str = ""
    blocks: tuple[Judged, ...] = ()


class TooSlow(BaseException):
    """A page took more than its time. No Exception, so that nobody absorbs it."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TooSlow in the block once it has run that long (main thread only)."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlow(f"no result after {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def attempt(make: Callable[[], Output], seconds: float = SECONDS) -> Output:
    """The output with its CPU time; any failure is an empty output with its error."""
    start = time.process_time()
    try:
        with time_limit(seconds):
            output = make()
    except (Exception, TooSlow) as error:  # noqa: BLE001 - whatever breaks scores 0 and is shown
        output = Output(error=f"{type(error).__name__}: {error}")
    return replace(output, cpu=time.process_time() - start)


def ours(page: Page, memory: SiteMemory | None = None) -> Output:
    """The article that newscrawl makes of a page."""

    def make() -> Output:
        article = extract(page, memory)
        return Output(article.text, article.headline, article.authors, article.published)

    return attempt(make)


def judged(page: Page, memory: SiteMemory | None = None) -> tuple[Judged, ...]:
    """The page's blocks, each with the verdict on it; none where the page cannot be read."""
    try:
        with time_limit(SECONDS):
            found = explain(page, memory)
    except (Exception, TooSlow):  # noqa: BLE001 - the failure is in the output beside this
        return ()
    return tuple(
        Judged(block.text, str(block.slot), v.kept, str(v.reason or ""), str(v.evidence or ""))
        for block, v in zip(found.blocks, found.verdicts, strict=True)
    )


def peer(mode: str, url: str | None, body: bytes) -> Output:
    """The article that trafilatura makes of a page, in one of its modes."""

    def make() -> Output:
        found = trafilatura.bare_extraction(
            body,
            url=url,
            include_comments=False,
            with_metadata=True,
            favor_precision=PEERS[mode],
        )
        if not isinstance(found, Document):
            return Output(error="nothing found")
        authors = tuple(name for name in (found.author or "").split("; ") if name)
        return Output(found.text or "", found.title or "", authors, found.date or "")

    return attempt(make)


def cached_peer(mode: str, url: str | None, body: bytes, cache: Path | None) -> Output:
    """`peer`, kept in a folder from run to run; without a folder, always anew."""
    if cache is None:
        return peer(mode, url, body)
    key = f"{trafilatura.__version__}\0{mode}\0{url}\0".encode() + body
    file = cache / f"{hashlib.sha256(key).hexdigest()}.json"
    try:
        row = json.loads(file.read_text(encoding="utf-8", errors="surrogatepass"))
        return Output(**{**row, "authors": tuple(row["authors"]), "cpu": None})
    except (OSError, ValueError):
        output = peer(mode, url, body)
    cache.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(f".{os.getpid()}")
    part.write_text(json.dumps(asdict(output)), encoding="utf-8")
    part.replace(file)  # two processes may write the same page
    return output


def cache_folder() -> Path:
    """Where peers' outputs are kept: outside the project."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "newscrawl-benchmarks"


def held_out(pages: Sequence[Page]) -> list[SiteMemory]:
    """For each page, a memory of all the others.

    Each page is observed once; memories of what stands before it and behind it are merged.
    """
    single = [_observed(page) for page in pages]
    before, behind = [SiteMemory()], [SiteMemory()]
    for memory in single[:-1]:
        before.append(before[-1].merge(memory))
    for memory in reversed(single[1:]):
        behind.append(behind[-1].merge(memory))
    return [a.merge(b) for a, b in zip(before, reversed(behind), strict=True)]


def _observed(page: Page) -> SiteMemory:
    memory = SiteMemory()
    try:
        with time_limit(SECONDS):
            memory.observe(page)
    except TooSlow:
        return SiteMemory()
    return memory
