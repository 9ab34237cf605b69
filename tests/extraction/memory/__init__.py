"""Tests of newscrawl.extraction.memory, on traces that no page had to leave."""

from hypothesis import strategies as st

from newscrawl.extraction import SiteMemory
from newscrawl.extraction.evidence import Trace

FINGERPRINT = st.integers(0, 2**40 - 1)
FEW = st.integers(0, 30)  # few values, so that traces share them
SIZES = st.tuples(st.integers(0, 900), st.integers(0, 900)).map(lambda t: (min(t), max(t)))
TRACES = st.builds(
    Trace,
    key=st.integers(0, 12),
    headline=st.integers(0, 3),
    prose=st.frozensets(FEW, max_size=6),
    texts=st.frozensets(FEW | FINGERPRINT, max_size=8),
    slots=st.dictionaries(FEW, SIZES, max_size=5),
    held=st.frozensets(FEW, max_size=4),
    barren=st.frozensets(FEW, max_size=4),
    generation=st.integers(0, 3),
    day=st.integers(0, 3),
)
SOME = st.lists(TRACES, max_size=12)


def learned(traces, generation=0):
    memory = SiteMemory()
    memory.generation = generation
    for trace in traces:
        memory.add(trace)
    return memory


def unlike(number, texts=(), slots=None):
    """A trace of an article of its own."""
    prose = frozenset(range(number * 100, number * 100 + 6))
    return Trace(number, number, prose, frozenset(texts) | prose, slots or {})
