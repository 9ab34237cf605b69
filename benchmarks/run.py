"""Runs contestants over pages, a site at a time, on several processes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from benchmarks.contestants import (
    ALONE,
    MEMORY,
    PEERS,
    Output,
    cached_peer,
    held_out,
    judged,
    ours,
    peer,
)
from benchmarks.figures import Result
from benchmarks.forests import unseen_trees
from benchmarks.gold import SITE_PAGES, GoldPage, by_site
from newscrawl.extraction import Page, SiteMemory

T = TypeVar("T")
R = TypeVar("R")
_WARM_UP = Page(
    "https://site.example/warm-up",
    b"<html lang=en><title>Quiet</title><p>The harbour was quiet on 3 May 2021, said a clerk."
    b"<p>Nobody had asked for the boats, and nobody was going to ask for them today.</html>",
)


@dataclass(frozen=True, slots=True)
class Task:
    """What one process does at a time: some pages of a site and its contestants."""

    pages: tuple[GoldPage, ...]
    contestants: frozenset[str]
    cache: Path | None
    explained: bool
    trees: Path | None = None


def run(
    pages: Iterable[GoldPage],
    contestants: Iterable[str],
    cache: Path | None = None,
    *,
    jobs: int = 2,
    explained: bool = False,
    trees: Path | None = None,
) -> list[Result]:
    """Every page's result, ordered by set and id; `explained` ones hold our verdicts.

    With a folder of held-out `trees`, ours weighs each page by those that have not seen its site.
    """
    wanted = frozenset(contestants)
    sites = sorted(by_site(pages).values(), key=len, reverse=True)  # long ones first
    tasks = [Task(tuple(site), wanted, cache, explained, trees) for site in sites]
    parts = spread(run_task, tasks, jobs, warm_up)
    return sorted((r for part in parts for r in part), key=lambda r: (r.gold.set, r.gold.id))


def spread(
    work: Callable[[T], R], tasks: Sequence[T], jobs: int, before: Callable[[], None]
) -> list[R]:
    """What `work` makes of each task, on `jobs` processes; each runs `before` first."""
    if jobs == 1:
        before()
        return [work(task) for task in tasks]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=before) as pool:
        return list(pool.map(work, tasks))


def warm_up() -> None:
    """Load what is loaded on first use, so that no page's CPU time pays for it."""
    for mode in PEERS:
        peer(mode, _WARM_UP.url, _WARM_UP.body)
    ours(_WARM_UP)


def run_task(task: Task) -> list[Result]:
    """Results of one site's pages."""
    with unseen_trees(task.trees, task.pages[0].site):
        return _results(task)


def _results(task: Task) -> list[Result]:
    on_site = len(task.pages) >= SITE_PAGES
    pages = [gold.page() for gold in task.pages]
    memories: Sequence[SiteMemory | None] = [None] * len(pages)
    if on_site and MEMORY in task.contestants:
        memories = held_out(pages)
    made = [_outputs(task, *both) for both in zip(task.pages, pages, memories, strict=True)]
    return [
        Result(gold, outputs, on_site)
        for gold, outputs in zip(task.pages, made, strict=True)
        if outputs
    ]


def _outputs(
    task: Task, gold: GoldPage, page: Page, memory: SiteMemory | None
) -> dict[str, Output]:
    outputs: dict[str, Output] = {}
    if ALONE in task.contestants:
        outputs[ALONE] = _ours(page, None, task)
    if memory is not None:
        outputs[MEMORY] = _ours(page, memory, task)
    for mode in PEERS:
        if mode in task.contestants:
            outputs[mode] = cached_peer(mode, gold.url, page.body, task.cache)
    return outputs


def _ours(page: Page, memory: SiteMemory | None, task: Task) -> Output:
    output = ours(page, memory)
    return replace(output, blocks=judged(page, memory)) if task.explained else output
