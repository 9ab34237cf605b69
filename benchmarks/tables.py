"""Figures as tables for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from benchmarks.figures import Figures, Result, compare, groups

COLUMNS = (
    *("pages", "fail", "F1", "perfect", "P", "R", "snipP", "snipR", "snipF1", "err-ratio"),
    *("title", "authors", "date", "cpu-ms", "cpu-x"),
)
SMALL = 10  # groups with fewer pages are in the JSON only


def quality_table(results: Sequence[Result], title: str = "") -> Table:
    """Every contestant on every set and language."""
    table = Table("set", "group", "who", *COLUMNS, box=None, title=title, title_justify="left")
    for (set_, group), rows in groups(results).items():
        if len(rows) < SMALL and group not in {"all", "sites 5+"}:
            continue
        for name, found in compare(rows).items():
            table.add_row(set_, group, name, *_cells(found))
        table.add_section()
    return table


def _cells(found: Figures) -> list[str]:
    snippets = found.snippets
    return [
        str(found.pages),
        str(found.failed),
        *map(_share, (found.f1, found.perfect, found.precision, found.recall)),
        *(map(_share, (snippets.precision, snippets.recall, snippets.f1)) if snippets else "   "),
        _plain(found.error_ratio),
        *map(_share, (found.title, found.authors, found.date)),
        "" if found.cpu is None else f"{found.cpu * 1000:.0f}",
        _plain(found.cpu_ratio),
    ]


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}".removeprefix("0")


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
