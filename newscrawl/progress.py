"""A progress bar for people who watch, nothing for those who do not."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def progress(things: Iterable[T], label: str, total: int, *, wanted: bool = True) -> Iterator[T]:
    """The things, with a bar on standard error that moves as they are taken.

    There is no bar where standard error is no terminal. Lines printed to standard error
    meanwhile appear above the bar; standard output is left alone.

    Args:
        things: What to go through.
        label: What is being done, a word or two.
        total: How many things there are.
        wanted: Whether a bar may be shown.
    """
    if not (wanted and sys.stderr.isatty()):
        yield from things
        return
    from rich.console import Console  # noqa: PLC0415 - start-up: only a terminal needs it
    from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn  # noqa: PLC0415

    columns = (*Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, redirect_stdout=False, transient=True) as bar:
        yield from bar.track(things, total=total, description=label)
