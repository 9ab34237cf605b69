"""Which traces count: the latest of each page, and of many the newest."""

from __future__ import annotations

from typing import Any

import numpy as np

from newscrawl.extraction.evidence import Trace
from newscrawl.extraction.memory.ragged import Flags, Ints
from newscrawl.extraction.memory.traces import Traces


def latest_of_each(traces: Traces) -> Traces:
    """One trace for each page, by key: of two sightings the later one counts.

    What a page says of slots is not lost because it was seen again without the teacher.
    """
    if (traces.key[1:] > traces.key[:-1]).all():  # as memories are stored
        return traces
    order = np.lexsort((*_age(traces), traces.key))
    key = traces.key[order]
    is_last = np.append(key[1:] != key[:-1], True)[: len(key)]
    latest, are_tied = order[is_last], _are_tied(traces, order)
    for place in np.flatnonzero(are_tied & is_last).tolist():
        equals = _equals(order, are_tied, place)
        latest[np.searchsorted(key[is_last], key[place])] = _first_of(traces, equals)
    return traces[latest]


def newest_first(traces: Traces) -> Ints:
    """The rows of traces of different pages, the newest first, those the teacher read before all.

    Which are newest is counted in generations and days, and where that is the same, by key.
    """
    return np.lexsort((traces.key, *_age(traces)))[::-1]


def in_turn(traces: Traces) -> Ints:
    """As `newest_first`, pages that the teacher read and pages that it did not in turn.

    Or the latter, which are many, would leave no slot with a record.
    """
    rows = newest_first(traces)
    taught = traces.are_taught[rows]
    rank = np.where(taught, taught.cumsum(), (~taught).cumsum())
    return rows[np.lexsort((~taught, rank))]


def first_of_each(traces: Traces, most: int) -> Traces:
    """The newest: so many of those that the teacher read, and so many of those it did not."""
    rows = newest_first(traces)
    taught = traces.are_taught[rows]
    kept = np.concatenate((rows[taught][:most], rows[~taught][:most]))
    return traces[np.sort(kept)]


def _age(traces: Traces) -> tuple[Any, ...]:
    """Columns by which traces grow newer; the last counts most, as numpy has it."""
    return traces.day, traces.generation, traces.are_taught


def _are_tied(traces: Traces, order: Ints) -> Flags:
    """For each place of an order whether the one before it is of the same page and age."""
    columns = [column[order] for column in (*_age(traces), traces.key)]
    same = np.logical_and.reduce([column[1:] == column[:-1] for column in columns])
    return np.insert(same, 0, values=False)[: len(order)]


def _equals(order: Ints, are_tied: Flags, place: int) -> list[int]:
    """The row at a place, and those before it that are tied with it."""
    first = place
    while are_tied[first]:
        first -= 1
    equals: list[int] = order[first : place + 1].tolist()
    return equals


def _first_of(traces: Traces, equals: list[int]) -> int:
    """Of sightings of the same age, one that all else decides, so that no order of calls does."""
    return max(equals, key=lambda row: _rest(traces.trace(row)))


def _rest(trace: Trace) -> tuple[Any, ...]:
    return (
        trace.headline,
        sorted(trace.texts),
        sorted(trace.prose),
        sorted(trace.slots.items()),
        sorted(trace.held),
        sorted(trace.barren),
    )
