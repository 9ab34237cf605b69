"""Runs contestants over pages, a site at a time, on several processes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.contestants import ALONE, MEMORY, PEERS, Output, cached_peer, held_out, ours, peer
from benchmarks.figures import Result
from benchmarks.gold import SITE_PAGES, GoldPage, by_site
from newscrawl.items import Page

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


def run(
    pages: Iterable[GoldPage],
    contestants: Iterable[str],
    cache: Path | None = None,
    jobs: int = 2,
) -> list[Result]:
    """Every page's result, ordered by set and id."""
    wanted = frozenset(contestants)
    sites = sorted(by_site(pages).values(), key=len, reverse=True)  # long ones first
    tasks = [Task(tuple(site), wanted, cache) for site in sites]
    results = [result for part in _spread(tasks, jobs) for result in part]
    return sorted(results, key=lambda r: (r.gold.set, r.gold.id))


def _spread(tasks: Sequence[Task], jobs: int) -> Iterable[list[Result]]:
    if jobs == 1:
        return map(run_task, tasks)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=warm_up) as pool:
        return list(pool.map(run_task, tasks))


def warm_up() -> None:
    """Load what is loaded on first use, so that no page's CPU time pays for it."""
    for mode in PEERS:
        peer(mode, _WARM_UP.url, _WARM_UP.body)
    ours(_WARM_UP)


def run_task(task: Task) -> list[Result]:
    """Results of one site's pages."""
    on_site = len(task.pages) >= SITE_PAGES
    remembered = _with_memory(task.pages) if on_site and MEMORY in task.contestants else {}
    results = []
    for gold in task.pages:
        body = gold.body()
        outputs: dict[str, Output] = {}
        if ALONE in task.contestants:
            outputs[ALONE] = ours(gold.page(body))
        outputs |= remembered.get(gold.id, {})
        for mode in PEERS:
            if mode in task.contestants:
                outputs[mode] = cached_peer(mode, gold, body, task.cache)
        if outputs:
            results.append(Result(gold, outputs, on_site))
    return results


def _with_memory(golds: Sequence[GoldPage]) -> dict[str, dict[str, Output]]:
    pages = [gold.page() for gold in golds]
    memories = held_out(pages)
    return {
        gold.id: {MEMORY: ours(page, memory)}
        for gold, page, memory in zip(golds, pages, memories, strict=True)
    }
