"""Rows of URLs, and counts of them, as tables on a terminal and as cells for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.text import Text

from newscrawl.printable import one_line
from newscrawl.storage import Tally, UrlRow

# Headings with their columns' widths; the last column has the room it needs.
_URLS = {"STATE": 11, "REASON": 22, "TRIES": 5, "NEXT TRY": 16, "URL": 0}
_TALLIES = {"STATE": 11, "URLS": 12, "REASON": 0}
_NUMBERS = {"TRIES", "URLS"}
_STYLES = {
    "discovered": "cyan",
    "fetched": "cyan",
    "saved": "green",
    "failed": "red",
    "gone": "yellow",
    "not_article": "dim",
    "removed": "magenta",
}


def cells(row: UrlRow | Tally) -> tuple[str, ...]:
    """A row's cells: state, reason, tries, next_try, url; or state, reason, number."""
    if isinstance(row, Tally):
        return row.state, row.reason, str(row.urls)
    return row.state, row.reason, str(row.tries), row.next_try, row.url


def print_table(rows: Iterable[UrlRow | Tally], console: Console | None = None) -> int:
    """Print rows under each other, none of them held; how many those were.

    Args:
        rows: All of one type.
        console: Where to; None for the terminal.
    """
    console = console or Console(highlight=False, markup=False, emoji=False)
    number = total = 0
    for row in rows:
        widths = _TALLIES if isinstance(row, Tally) else _URLS
        if number == 0:
            console.print(Text(_line(widths, tuple(widths)), style="bold"), soft_wrap=True)
        # What is longer than the terminal is wide is wrapped by it, so that a URL can be copied.
        console.print(_styled(_line(widths, _told(row)), row.state), soft_wrap=True)
        number += 1
        total += row.urls if isinstance(row, Tally) else 0
    if total:
        console.print(Text(f"{total:,} URLs", style="bold"))
    return number


def _told(row: UrlRow | Tally) -> tuple[str, ...]:
    """A row's cells for people."""
    if isinstance(row, Tally):
        return row.state, f"{row.urls:,}", row.reason
    moment = row.next_try[:16].replace("T", " ")  # in UTC, to the minute
    return row.state, row.reason, str(row.tries), moment, row.url


def _line(widths: Mapping[str, int], values: tuple[str, ...]) -> str:
    """Cells as wide as their columns; what is too long ends in an ellipsis."""
    padded = []
    for (name, width), value in zip(widths.items(), values, strict=True):
        cell = Text(one_line(value))
        if width:
            cell.truncate(width, overflow="ellipsis")
            cell.align("right" if name in _NUMBERS else "left", width)
        padded.append(cell.plain)
    return "  ".join(padded).rstrip()


def _styled(line: str, state: str) -> Text:
    text = Text(line)
    text.stylize(_STYLES.get(state, ""), 0, len(state))
    return text
