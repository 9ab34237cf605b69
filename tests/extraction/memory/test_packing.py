"""Bytes that are no memory are refused, those of earlier versions are read."""

import json
import zlib
from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.extraction import SiteMemory
from newscrawl.extraction.evidence import Trace
from newscrawl.extraction.memory.packing import pack, unpack
from newscrawl.extraction.memory.traces import Traces
from tests.extraction.memory import SOME, learned, unlike

relaxed = settings(max_examples=60, deadline=None)

WIDE = 2**62 + 1  # no fingerprint is, but a column may hold it
TAUGHT = Trace(
    key=7,
    headline=8,
    prose=frozenset({100, 101}),
    texts=frozenset({100, 101, 900}),
    slots={50: (3, 9), 51: (0, 4)},
    held=frozenset({60}),
    barren=frozenset({61, 62}),
    generation=3,
    day=20000,
)
RECOGNISED = Trace(5, 6, frozenset({200}), frozenset({200, 900}), {}, generation=2, day=19999)
OF_VERSION_2 = {
    "version": 2,
    "generation": 3,
    "texts": [100, 1, 99, 700],
    "slots": [50, 1, 9, 1, 1],
    "pages": [
        [5, 6, 2, 19999, [2], [2, 1], [], [], []],
        [7, 8, 3, 20000, [0, 1], [0, 1, 2], [[0, 3, 9], [1, 0, 4]], [2], [3, 1]],
    ],
}


@relaxed
@given(SOME, st.integers(0, 9))
def test_traces_there_and_back(traces, generation):
    columns = Traces.of(traces)

    assert unpack(pack(columns, generation)) == (columns, generation)


def test_numbers_of_all_sizes_come_back():
    trace = Trace(
        WIDE, 0, frozenset({0, WIDE}), frozenset(), {1: (0, WIDE), 256: (65_536, 1)}, day=-400
    )
    columns = Traces.of([trace])

    assert unpack(pack(columns, 0))[0].trace(0) == trace


def test_a_memory_of_version_2_is_read():
    memory = SiteMemory.from_bytes(packed(OF_VERSION_2))

    assert memory == learned([TAUGHT, RECOGNISED], 3)


def test_a_memory_of_version_1_is_read_which_knew_no_boxes():
    pages = [row[:7] for row in OF_VERSION_2["pages"]]
    memory = SiteMemory.from_bytes(packed({**OF_VERSION_2, "version": 1, "pages": pages}))

    assert memory.pages == 2
    assert memory.index.records([50])[50].kept == 3 / 9
    assert memory.index.barren(1) == frozenset()


def packed(content, planes=None):
    line = json.dumps(content).encode()
    return zlib.compress(line if planes is None else line + b"\n" + planes)


def changed(**columns):
    """A memory of two pages, with other columns: count and width of them, and the bytes."""
    head, _, planes = zlib.decompress(learned([TAUGHT, RECOGNISED]).to_bytes()).partition(b"\n")
    content = json.loads(head)
    found, at = {}, 0
    for name, count, width in content["columns"]:
        found[name] = count, width, planes[at : at + count * width]
        at += count * width
    found |= columns
    content["columns"] = [[name, count, width] for name, (count, width, _) in found.items()]
    return packed(content, b"".join(part for _, _, part in found.values()))


def test_an_unchanged_memory_is_read():
    assert SiteMemory.from_bytes(changed()) == learned([TAUGHT, RECOGNISED])


@pytest.mark.parametrize(
    "columns",
    [
        {"key": (1, 1, b"\5")},  # fewer than pages
        {"headline": (3, 1, b"\1\2\3")},
        {"day": (2, 9, bytes(18))},
        {"day": (2, 0, b"")},
        {"day": (2, 2, b"\1")},
        {"day": (-1, 1, b"")},
        {"day": ("2", 1, b"\1\2")},
        {"text_table": (1, 1, b"\5")},  # pages name others
        {"texts": (1, 1, b"\0")},  # and more of them
        {"texts": (5, 8, b"\xff" * 40)},
        {"texts_counts": (1, 1, b"\5")},
        {"texts_counts": (2, 8, bytes(range(200, 216)))},
        {"kept": (1, 1, b"\0")},
        {"sizes": (3, 1, b"\0\0\0")},
    ],
)
def test_columns_that_do_not_belong_together_are_refused(columns):
    with pytest.raises(ValueError, match="not a site memory"):
        SiteMemory.from_bytes(changed(**columns))


@pytest.mark.parametrize("left_out", ["key", "texts", "slots_counts", "slot_table", "sizes"])
def test_a_column_that_is_missing_is_refused(left_out):
    head, _, planes = zlib.decompress(learned([TAUGHT]).to_bytes()).partition(b"\n")
    content = json.loads(head)
    content["columns"] = [row for row in content["columns"] if row[0] != left_out]
    with pytest.raises(ValueError, match="not a site memory"):
        SiteMemory.from_bytes(packed(content, planes))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"garbage",
        learned([unlike(1)]).to_bytes()[:-5],
        learned([unlike(1)]).to_bytes()[5:],
        zlib.compress(b""),
        zlib.compress(b"no json"),
        zlib.compress(b"[" * 100_000),
        zlib.compress(b"\xff\xfe"),
        packed(None),
        packed([]),
        packed({}),
        packed("version"),
        packed({**OF_VERSION_2, "version": 0}),
        packed({**OF_VERSION_2, "version": 3}),
        packed({**OF_VERSION_2, "version": 4}),
        packed({**OF_VERSION_2, "version": "1"}),
        packed({**OF_VERSION_2, "generation": "many"}),
        packed({**OF_VERSION_2, "generation": float("inf")}),
        packed({**OF_VERSION_2, "texts": []}),
        packed({**OF_VERSION_2, "texts": None}),
        packed({**OF_VERSION_2, "texts": [float("nan")]}),
        packed({**OF_VERSION_2, "texts": [2**70, 1, 1, 1]}),
        packed({**OF_VERSION_2, "pages": [[1, 2]]}),
        packed({**OF_VERSION_2, "pages": 5}),
        packed({**OF_VERSION_2, "pages": [[1, 1, 1, 1, 5, [], []]]}),
        packed({**OF_VERSION_2, "pages": [[1, 1, 1, 1, [], [], [[99, 1, 1]]]]}),
    ],
)
def test_what_is_no_memory_is_refused(data):
    with pytest.raises(ValueError, match="site memory"):
        SiteMemory.from_bytes(data)


def test_a_memory_of_a_newer_version_is_refused_by_its_name():
    with pytest.raises(ValueError, match="of version 4, not 3"):
        SiteMemory.from_bytes(packed({"version": 4, "generation": 1}))


@relaxed
@given(st.binary(max_size=200) | st.binary(max_size=60).map(zlib.compress))
def test_random_bytes_are_refused(data):
    with pytest.raises(ValueError, match="site memory"):
        SiteMemory.from_bytes(data)


@relaxed
@given(st.integers(0, 10_000), st.integers(1, 255))
def test_a_damaged_memory_is_refused_or_read_as_it_was(at, flip):
    whole = reduce(SiteMemory.merge, [learned([unlike(n)]) for n in range(9)])
    data = bytearray(whole.to_bytes())
    data[at % len(data)] ^= flip

    try:
        read = SiteMemory.from_bytes(bytes(data))
    except ValueError as error:
        assert "site memory" in str(error)  # noqa: PT017 - some bits of zlib's header change nothing
    else:
        assert read == whole
