"""The pages that are timed: a sample of all sets, and pages of sites that have a memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from benchmarks.contestants import held_out
from benchmarks.gold import GoldPage, by_site, sample
from benchmarks.run import spread, warm_up
from benchmarks.speeds.extractors import Subject
from newscrawl.errors import ExtractionError
from newscrawl.extraction import SiteMemory, explain

SET = "waddle_daniel"  # the set with the most pages a site
SITE_PAGES = 20  # from here on a memory is as sure as it gets


@dataclass(frozen=True, slots=True)
class _Task:
    """A site's pages, and which of them are timed."""

    pages: tuple[GoldPage, ...]
    chosen: frozenset[str]


def plain_subjects(pages: Sequence[GoldPage], count: int, seed: int) -> list[Subject]:
    """As many pages of each set, so that no set outweighs another."""
    names = sorted({page.set for page in pages})
    each = max(1, count // len(names))
    chosen = [p for n in names for p in sample([q for q in pages if q.set == n], each, seed)]
    return [Subject(gold.page()) for gold in chosen]


def subjects_with_memory(
    pages: Sequence[GoldPage], count: int, seed: int, jobs: int
) -> list[Subject]:
    """Pages of large sites, each with a memory of the site's other pages, as a crawl loads it."""
    sites = [tuple(s) for (set_, _), s in by_site(pages).items() if set_ == SET]
    sites = [site for site in sites if len(site) >= SITE_PAGES]
    chosen = frozenset(p.id for p in sample([p for site in sites for p in site], count, seed))
    tasks = [_Task(site, chosen) for site in sites if chosen & {p.id for p in site}]
    tasks.sort(key=lambda task: -len(task.pages))
    packed = {id_: data for part in spread(_memories, tasks, jobs, warm_up) for id_, data in part}
    timed = [gold for task in tasks for gold in task.pages if gold.id in chosen]
    return [_with_path(Subject(g.page(), SiteMemory.from_bytes(packed[g.id]))) for g in timed]


def _memories(task: _Task) -> list[tuple[str, bytes]]:
    """The packed memory of each page that is timed."""
    memories = held_out([gold.page() for gold in task.pages])
    packed = []
    for gold, memory in zip(task.pages, memories, strict=True):
        if gold.id in task.chosen:
            memory.close_generation()
            packed.append((gold.id, memory.to_bytes()))
    return packed


def _with_path(subject: Subject) -> Subject:
    try:
        found = explain(subject.page, subject.memory)
    except ExtractionError:
        return replace(subject, path="unreadable")
    return replace(subject, path=str(found.article.path))
