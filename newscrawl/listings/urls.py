"""Rows of URLs, and counts of them, as tables on a terminal and as cells for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from rich.console import Console
from rich.table import Table
from rich.text import Text

from newscrawl.printable import one_line
from newscrawl.storage import Tally, UrlRow

# Headings with their columns' widths; the last column has the room that is left.
_URLS = {"STATE": 11, "REASON": 22, "TRIES": 5, "NEXT TRY": 16, "URL": None}
_TALLIES = {"STATE": 11, "REASON": None, "URLS": 12}
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


def print_tables(
    rows: Iterable[UrlRow | Tally], at_a_time: int, console: Console | None = None
) -> int:
    """Print rows under each other, without ever holding more than some; how many those were.

    Args:
        rows: All of one type.
        at_a_time: How many are held.
        console: Where to; None for the terminal.
    """
    console = console or Console(highlight=False, markup=False, emoji=False)
    number = total = 0
    for chunk in _chunks(rows, at_a_time):
        table = _table(chunk[0], heading=number == 0)
        for row in chunk:
            table.add_row(*_styled(row))
        console.print(table)
        number += len(chunk)
        total += sum(row.urls for row in chunk if isinstance(row, Tally))
    if total:
        console.print(f"{total:,} URLs", style="bold")
    return number


def _chunks(rows: Iterable[UrlRow | Tally], size: int) -> Iterator[list[UrlRow | Tally]]:
    left = iter(rows)
    while chunk := list(islice(left, size)):
        yield chunk


def _table(first: UrlRow | Tally, *, heading: bool) -> Table:
    table = Table(box=None, show_header=heading, pad_edge=False, expand=True, header_style="bold")
    for name, width in (_TALLIES if isinstance(first, Tally) else _URLS).items():
        side = "right" if name in _NUMBERS else "left"
        ratio = None if width else 1
        table.add_column(name, width=width, ratio=ratio, justify=side, overflow="fold")  # type: ignore[arg-type]
    return table


def _styled(row: UrlRow | Tally) -> Iterator[Text]:
    state, *others = cells(row)
    yield Text(state, style=_STYLES.get(state, ""))
    if isinstance(row, Tally):
        others[1] = f"{row.urls:,}"
    else:
        others[2] = row.next_try[:16].replace("T", " ")  # in UTC, to the minute
    yield from (Text(one_line(each)) for each in others)
