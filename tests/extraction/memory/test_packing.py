"""Bytes that are no memory are refused, those of earlier versions are read."""

import json
import zlib
from dataclasses import replace
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


def taken_apart(memory):
    """What the first line of a memory's bytes says, and the bytes behind it."""
    line, _, planes = zlib.decompress(memory.to_bytes()).partition(b"\n")
    return json.loads(line), planes


def test_an_unchanged_memory_is_read():
    assert SiteMemory.from_bytes(packed(*taken_apart(learned([TAUGHT])))) == learned([TAUGHT])


@pytest.mark.parametrize(
    "lengths",
    [
        {"key": 1, "text_table": 5},  # fewer pages than other columns have
        {"key": 3, "text_table": 3},
        {"key": -1, "text_table": 7},
        {"key": "2"},
        {"text_table": 3, "slot_table": 6},  # texts that pages name are missing
        {"text_table": 10**15},
        {"texts": 4, "held": 2},  # fewer than the pages' counts come to
        {"texts_counts": 1, "texts": 6},
        {"kept": 1, "sizes": 3},
        {"day": 1, "generation": 3},
        {"day": 2**70},
    ],
)
def test_columns_that_do_not_belong_together_are_refused(lengths):
    head, planes = taken_apart(learned([TAUGHT, RECOGNISED]))
    for group in head["columns"]:
        group |= {name: length for name, length in lengths.items() if name in group}
    with pytest.raises(ValueError, match="not a site memory"):
        SiteMemory.from_bytes(packed(head, planes))


@pytest.mark.parametrize("widths", [[5], [5, 0], [9, 1], [5, -1], [5, 10**9], [5, "1"], [5, 2], []])
def test_widths_that_the_bytes_do_not_have_are_refused(widths):
    head, planes = taken_apart(learned([TAUGHT, RECOGNISED]))
    with pytest.raises(ValueError, match="not a site memory"):
        SiteMemory.from_bytes(packed(head | {"widths": widths}, planes))


@pytest.mark.parametrize(
    "columns",
    [[5, 5], ["key", "day"], [{"key": 10**11}, {"day": 1}], [[["key", 1]], []], {"key": 1}, None],
)
def test_columns_that_are_none_are_refused(columns):
    head = {"version": 3, "generation": 1, "columns": columns, "widths": [5, 1]}
    with pytest.raises(ValueError, match="not a site memory"):
        SiteMemory.from_bytes(packed(head, b"12345"))


def test_a_small_file_that_unpacks_to_much_is_refused():
    columns = [{"key": 0}, {"day": 10**8}]
    head = {"version": 3, "generation": 1, "columns": columns, "widths": [1, 1]}
    with pytest.raises(ValueError, match="not a site memory"):
        SiteMemory.from_bytes(packed(head, bytes(10**8)))


def test_a_memory_of_pages_that_leave_as_much_as_a_page_may_is_read():
    many = range(0, 2_500 * 7, 7)
    sites = frozenset(many)
    slots = dict.fromkeys(many, (70_000, 70_000))
    freak = Trace(0, 0, frozenset(), sites, slots, sites, sites, generation=1, day=-5)
    traces = (replace(freak, key=n, headline=n, prose=frozenset({10**9 + n})) for n in range(400))
    memory = learned(traces)

    assert memory.packed()[1] == 400
    assert SiteMemory.from_bytes(memory.to_bytes()) == memory


@pytest.mark.parametrize("generation", [-1, 2**63, 2**80, None])
def test_a_generation_that_is_none_is_refused(generation):
    head, planes = taken_apart(learned([TAUGHT]))
    with pytest.raises(ValueError, match="not a site memory"):
        SiteMemory.from_bytes(packed(head | {"generation": generation}, planes))


@pytest.mark.parametrize("wrong", [b"\xff", b"\x80", b"\0"])
def test_numbers_that_name_nothing_are_refused(wrong):
    head, planes = taken_apart(learned([TAUGHT, RECOGNISED]))
    large, small = (sum(group.values()) for group in head["columns"])
    head["widths"][1] = 8
    planes = planes[: large * head["widths"][0]] + wrong * (small * 8)
    with pytest.raises(ValueError, match="not a site memory"):
        SiteMemory.from_bytes(packed(head, planes))


@pytest.mark.parametrize("left_out", ["key", "texts", "slots_counts", "slot_table", "sizes"])
def test_a_column_that_is_missing_is_refused(left_out):
    head, planes = taken_apart(learned([TAUGHT]))
    for group in head["columns"]:
        group.pop(left_out, None)
    with pytest.raises(ValueError, match="not a site memory"):
        SiteMemory.from_bytes(packed(head, planes))


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
