"""Traces <-> bytes.

A memory is compressed as a whole: a line of JSON that says what follows, and then columns.
Fingerprints stand in two tables, of texts and of slots, and pages name them by number. What is
sorted is stored as differences; the lowest bytes of all numbers come first, then the next, which
compresses better, and no more bytes than the largest number needs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Any

import numpy as np
from isal import isal_zlib

from newscrawl.extraction.memory import earlier
from newscrawl.extraction.memory.ragged import Ints, Ragged
from newscrawl.extraction.memory.traces import Traces

VERSION = 3
# ISA-L's highest takes a seventh of the time of zlib's 6, and a twelfth more room.
_LEVEL = 3
_WIDEST = 8  # bytes of a number
# What a memory may unpack to. Of 400 pages that leave as much as a page may (tracing.py: 2,500 of
# each), it is 6 million numbers, of 8 bytes at most.
_MOST_NUMBERS = 8 << 20
_MOST_BYTES = _WIDEST * _MOST_NUMBERS
_GENERATIONS = 2**62
_NO_MEMORY: tuple[type[Exception], ...] = (
    ArithmeticError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    isal_zlib.error,  # type: ignore[assignment]  # a class, whatever its stub says
)
_FLAT = ("key", "headline", "generation", "day")
_TABLES = {"text_table": ("prose", "texts"), "slot_table": ("slots", "held", "barren")}
_SIZES = ("kept", "sizes")  # of the slots
_FINGERPRINTS = frozenset({"key", "headline", *_TABLES})


def pack(traces: Traces, generation: int) -> bytes:
    """Traces as bytes; the same ones in the same order give the same bytes."""
    columns = dict(_columns(traces))
    groups = [{name: columns[name] for name in names} for names in _groups(columns)]
    numbers = [np.concatenate(list(group.values())) for group in groups]
    widths = list(map(_width, numbers))
    head = {
        "version": VERSION,
        "generation": generation,
        "columns": [{name: len(column) for name, column in group.items()} for group in groups],
        "widths": widths,
    }
    line = json.dumps(head, separators=(",", ":")).encode()
    planes = b"".join(map(_planes, numbers, widths))
    return isal_zlib.compress(b"\n".join((line, planes)), _LEVEL)


def unpack(data: bytes) -> tuple[Traces, int]:
    """Traces, and the generation of their memory, of bytes of this version or an earlier one.

    Raises:
        ValueError: These are no bytes of a memory, or of one that a newer newscrawl wrote.
    """
    try:
        line, _, planes = _decompressed(data).partition(b"\n")
        head = json.loads(line)
        version, generation = head["version"], _generation(head["generation"])
        if version in earlier.VERSIONS:
            return Traces.of(earlier.traces_of(head)), generation
        if version == VERSION:
            return _traces(_read(head["columns"], head["widths"], planes)), generation
    except _NO_MEMORY as error:
        raise ValueError(f"not a site memory: {error}") from error
    raise ValueError(f"a site memory of version {version}, not {VERSION}")


def _decompressed(data: bytes) -> bytes:
    unpacking = isal_zlib.decompressobj()
    whole = unpacking.decompress(data, _MOST_BYTES)
    if not unpacking.eof:
        raise ValueError("it is cut off, or unpacks to too much")
    return whole


def _generation(number: Any) -> int:
    if not 0 <= int(number) < _GENERATIONS:
        raise ValueError(f"generation {number}")
    return int(number)


def _columns(traces: Traces) -> Iterator[tuple[str, Ints]]:
    for name in _FLAT:
        yield name, getattr(traces, name)
    for table, names in _TABLES.items():
        ragged = {name: getattr(traces, name) for name in names}
        values = [column.values for column in ragged.values()]
        known, places = np.unique(np.concatenate(values), return_inverse=True)
        yield table, _steps(known)
        ends = list(accumulate(map(len, values)))
        for (name, column), own in zip(ragged.items(), np.split(places, ends[:-1]), strict=True):
            yield f"{name}_counts", column.counts
            yield name, _differences(Ragged(own, column.starts))
    for name in _SIZES:
        yield name, getattr(traces, name).values


def _traces(columns: dict[str, Ints]) -> Traces:
    flat: dict[str, Any] = {name: columns[name] for name in _FLAT}
    ragged: dict[str, Any] = {}
    for table, names in _TABLES.items():
        known = columns[table].cumsum()
        for name in names:
            numbers = _sums(_split(columns[name], columns[f"{name}_counts"], len(flat["key"])))
            ragged[name] = Ragged(known[numbers.values], numbers.starts)
    for name in _SIZES:
        slots = ragged["slots"]
        ragged[name] = _split(columns[name], slots.counts, len(flat["key"]))
    if len({len(column) for column in flat.values()}) > 1:
        raise ValueError("its columns differ in length")
    return Traces(**flat, **ragged)


def _split(values: Ints, counts: Ints, rows: int) -> Ragged:
    if len(counts) != rows or counts.sum() != len(values) or (counts < 0).any():
        raise ValueError("its rows are not as long as they say")
    return Ragged.split(values, counts)


def _steps(values: Ints) -> Ints:
    """The first value, and what each is more than the one before."""
    found = values.copy()
    found[1:] -= values[:-1]
    return found


def _differences(rows: Ragged) -> Ints:
    """Of each row the first number, and then what each is more than the one before."""
    found = _steps(rows.values)
    first = rows.starts[:-1][rows.counts > 0]
    found[first] = rows.values[first]
    return found


def _sums(rows: Ragged) -> Ragged:
    """The numbers of rows of differences: each row's begins at 0 or above, and rises."""
    is_first = np.zeros(len(rows.values), np.bool_)
    is_first[rows.starts[:-1][rows.counts > 0]] = True
    if (rows.values < np.where(is_first, 0, 1)).any():
        raise ValueError("its rows do not rise")
    sums = rows.values.cumsum()
    before = np.concatenate(([0], sums))[rows.starts[:-1]]
    return Ragged(sums - np.repeat(before, rows.counts), rows.starts)


def _groups(names: Iterable[str]) -> tuple[list[str], list[str]]:
    """Columns of fingerprints, whose numbers are large, and the others."""
    large = [name for name in names if name in _FINGERPRINTS]
    return large, [name for name in names if name not in _FINGERPRINTS]


def _width(numbers: Ints) -> int:
    """How many bytes the largest number needs; a negative one needs all."""
    largest = int(numbers.astype(np.uint64).max(initial=0))
    return max(1, (largest.bit_length() + 7) // 8)


def _planes(numbers: Ints, width: int) -> bytes:
    """The lowest bytes of all numbers, then the next, and so on."""
    return numbers.astype("<i8").view(np.uint8).reshape(-1, _WIDEST)[:, :width].T.tobytes()


def _read(columns: list[dict[str, int]], widths: list[int], planes: bytes) -> dict[str, Ints]:
    found: dict[str, Ints] = {}
    at = 0
    for counts, width in zip(columns, widths, strict=True):
        if not (isinstance(counts, dict) and isinstance(width, int) and 0 < width <= _WIDEST):
            raise TypeError(f"columns {counts!r} of {width!r} bytes")
        ends = list(accumulate(counts.values()))
        if not 0 <= ends[-1] <= _MOST_NUMBERS:
            raise ValueError(f"columns of {ends[-1]} numbers")
        size = ends[-1] * width
        numbers = _numbers(planes[at : at + size], width)
        if min(counts.values()) < 0 or len(numbers) != ends[-1]:
            raise ValueError(f"{len(numbers)} numbers in columns of {counts}")
        parts = zip(counts, [0, *ends], ends, strict=False)
        # Copies, or what columns are made of would be kept as long as they.
        found |= {name: numbers[start:end].copy() for name, start, end in parts}
        at += size
    if at != len(planes):
        raise ValueError(f"{len(planes) - at} bytes are left over")
    return found


def _numbers(planes: bytes, width: int) -> Ints:
    lowest_first = np.frombuffer(planes, np.uint8).reshape(width, -1).T
    whole = np.zeros((len(lowest_first), _WIDEST), np.uint8)
    whole[:, :width] = lowest_first
    return whole.view("<i8").ravel().astype(np.int64, copy=False)
